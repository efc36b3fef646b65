"""The state under every reading, side by side, with the fields about which the readings differ."""

from collections.abc import Iterator, Mapping, Sequence

from negotiation.domain.answering import Answers
from negotiation.domain.answers import is_coded
from negotiation.domain.dates import iso
from negotiation.domain.ids import ReadingId
from negotiation.domain.light import Any
from negotiation.domain.parts import Row
from negotiation.views.contested import by_field, holders
from negotiation.views.header import Asked, coverage_sentence, header
from negotiation.views.pages import Block, Heading, Page, grid, lines
from negotiation.views.phrases import counted, days, figure, labels, who
from negotiation.views.rows import cell

Bodies = Mapping[ReadingId, Row]

NOTED = ("withheld", "suspended", "episodes")
"""Fields that stand there where somebody has something of them."""
SHOWN = ("status", "due", "total", "performed", "outstanding", "overdue", "not_due", "difference")
"""Fields of a commitment that stand side by side even where all readings agree."""


def sides_page(asked: Asked, table: Answers, bodies: Bodies, chosen: Sequence[str]) -> Page:
    """One column for each reading."""
    top = header(asked, f"state at the end of {iso(asked.question.on)}", readings=list(bodies))
    if not is_coded(table, asked.question.on):
        return (top, lines(coverage_sentence(asked.case, asked.question.on)))
    contested = list(_between_readings(bodies))
    named = lines(*contested) if contested else lines("none")
    title = f"CONTESTED between the readings: {counted(len(contested), 'field')}, and no others"
    return (top, *_commitments(asked, bodies), *_others(bodies, chosen), Heading(title), named)


def _commitments(asked: Asked, bodies: Bodies) -> Iterator[Block]:
    rows = [
        line for subject, by_reading in _subjects(bodies).items() for line in _lines(asked, subject, by_reading, bodies)
    ]
    if rows:
        yield grid(("COMMITMENT", "FIELD", *(str(r) for r in bodies), "READINGS"), rows)


def _subjects(bodies: Bodies) -> dict[str, dict[ReadingId, Row]]:
    """Every commitment and tranche, under each reading in which it is there."""
    found: dict[str, dict[ReadingId, Row]] = {}
    for reading, body in bodies.items():
        for row in body["commitments"]:
            found.setdefault(row["id"], {})[reading] = row
            for tranche in row["tranches"]:
                found.setdefault(f"{row['id']}/{tranche['id']}", {})[reading] = tranche
            for one in row["per_debtor"]:
                found.setdefault(f"{row['id']}@{one['debtor']}", {})[reading] = one
    return dict(sorted(found.items()))


def _lines(asked: Asked, subject: str, rows: Mapping[ReadingId, Row], bodies: Bodies) -> Iterator[tuple[str, ...]]:
    name = subject
    for field in SHOWN:
        values = [_shown(rows[r][field]) if r in rows else "not there" for r in bodies]
        if all(value in {"-", "0"} for value in values):
            continue
        yield (name, _label(asked, field), *values, "differ" if len(set(values)) > 1 else "agree")
        name = ""
    for field in NOTED:
        noted = [_noted(rows[r], field) if r in rows else "not there" for r in bodies]
        if any(one not in {"-", "not there"} for one in noted):
            yield (name, _label(asked, field), *noted, "differ" if len(set(noted)) > 1 else "agree")
            name = ""


def _noted(row: Row, field: str) -> str:
    """Who withholds or suspends, or from when an episode runs, in few words."""
    value = row[field]
    if field == "episodes":
        return ", ".join(f"from {days(one['from'])}{'' if one['ended'] is None else ', ended'}" for one in value) or "-"
    return "-" if value is None else f"by {who(value['by']) if value['by'] else 'its terms'}"


def _shown(value: Any) -> str:
    return figure(value) if not isinstance(value, dict) else cell(value)


def _label(asked: Asked, field: str) -> str:
    performed, outstanding = labels(asked.case)
    return {"performed": performed, "outstanding": outstanding}.get(field, field.replace("_", " "))


def _others(bodies: Bodies, chosen: Sequence[str]) -> Iterator[Block]:
    """Talks, proposals, instruments and measures: only what differs, and otherwise that nothing does."""
    told: list[str] = []
    for name in ("talks", "proposals", "instruments", "measures"):
        words = {reading: {row["id"]: row["status"] for row in body[name]} for reading, body in bodies.items()}
        ids = dict.fromkeys(id_ for one in words.values() for id_ in one)
        differing = [id_ for id_ in ids if len({one.get(id_) for one in words.values()}) > 1]
        told += [
            f"{id_}: " + " | ".join(f"{r} {one.get(id_, 'not there')}" for r, one in words.items()) for id_ in differing
        ]
        if ids and not differing and not chosen:
            told.append(f"{name}: the same under every reading ({len(ids)})")
    if told:
        yield lines(*told)


def _between_readings(bodies: Bodies) -> Iterator[str]:
    """The fields that at least two readings see differently, with every holder."""
    seen: set[str] = set()
    for body in bodies.values():
        for rows in body.values():
            for row in rows:
                for field, entries in by_field(row["contested"]).items():
                    said = {cell(entry["value"]) for entry in entries if "reading" in entry}
                    text = f"{row['id']} {field} · {holders(entries)}"
                    if len(said) > 1 and text not in seen:
                        seen.add(text)
                        yield text
