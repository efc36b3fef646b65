"""How evenly the records are spread, in every shape: published and not corrected."""

from collections.abc import Iterator

from negotiation.domain.dates import iso
from negotiation.views.evenness import HALF, Evenness, Listed, listed
from negotiation.views.header import Asked, knowledge
from negotiation.views.pages import Block, Heading, Page, grid, lines
from negotiation.views.phrases import counted
from negotiation.views.rows import Record, envelope
from negotiation.views.view import View

COLUMNS = ("measure", "party", "of", "count", "total")

NOBODY = "nobody named"

COMPARED = "who owes something in the case, or is owed something"
LAW = (
    "a figure of theirs that is under half of the largest is listed; nothing is corrected, and a count is no judgement"
)


def balance_view(asked: Asked, even: Evenness) -> View:
    """The counts of a case."""
    found = list(listed(even))
    return View(
        page=lambda: _page(asked, even, found),
        body=lambda: {**envelope(asked, "balance/1"), **_body(even, found)},
        rows=lambda: _facts(even),
        facts=lambda: _facts(even),
        heads=COLUMNS,
    )


def _body(even: Evenness, found: list[Listed]) -> Record:
    return {
        "from": iso(even.span[0]),
        "to": iso(even.span[1]),
        "counted": len(even.records),
        "left_out": dict(sorted(even.left_out.items())),
        "compared": list(even.compared),
        "threshold": f"under 1/{HALF} of the largest",
        "parties": [_party(even, party) for party in even.parties],
        "months": [
            {
                "month": month,
                "records": sum(one.month == month for one in even.records),
                "nobody_named": even.in_month(month, None),
                "parties": {party: even.in_month(month, party) for party in even.parties},
            }
            for month in even.months
        ],
        "sides": [{"side": side, "sources": sources, "records": cited} for side, sources, cited in even.by_side()],
        "languages": [
            {"language": one, "sources": sources, "records": cited} for one, sources, cited in even.by_language()
        ],
        "attributions": [{"attribution": kind, "records": count} for kind, count in even.by_attribution()],
        "listed": [
            {
                "measure": one.measure, "party": one.party, "figure": one.figure, "largest": one.largest,
                "largest_of": list(one.of),
            }
            for one in found
        ],
    }  # fmt: skip


def _party(even: Evenness, party: str) -> Record:
    share = even.independent(party)
    return {
        "party": party,
        "compared": party in even.compared,
        "records": share.of,
        "two_origins": share.count,
        "own_sources": sum(side == party for side in even.sides.values()),
        "months_without": [month for month in even.months if not even.in_month(month, party)],
    }


def _facts(even: Evenness) -> Iterator[Record]:
    """One count a row, with what it is a part of."""
    whole = len(even.records)
    for party in even.parties:
        share = even.independent(party)
        yield _fact("records", party, None, share.of, whole)
        yield _fact("records with two origins", party, None, share.count, share.of)
        yield from (
            _fact("records of a month", party, month, even.in_month(month, party), whole) for month in even.months
        )
    for month in even.months:
        yield _fact("records of a month", NOBODY, month, even.in_month(month, None), whole)
    for measure, found in (("side", even.by_side()), ("language", even.by_language())):
        for kind, sources, cited in found:
            yield _fact(f"sources by {measure}", None, kind, sources, len(even.languages))
            yield _fact(f"records citing a {measure}", None, kind, cited, whole)
    for kind, count in even.by_attribution():
        yield _fact("records by attribution", None, kind, count, whole)


def _fact(measure: str, party: str | None, of: str | None, count: int, total: int) -> Record:
    return {"measure": measure, "party": party, "of": of, "count": count, "total": total}


def _page(asked: Asked, even: Evenness, found: list[Listed]) -> Page:
    whole = str(len(even.records))
    blocks: list[Block] = [
        _header(asked, even),
        Heading("PARTIES, by id: the records in which each acts or promises"),
        grid(
            ("PARTY", "COMPARED", "RECORDS", "OF", "TWO ORIGINS", "OWN SOURCES", "MONTHS WITHOUT"),
            [_line(even, party, whole) for party in even.parties],
            right=("RECORDS", "OF", "TWO ORIGINS", "OWN SOURCES", "MONTHS WITHOUT"),
        ),
        Heading("MONTHS, with the records of the parties that are compared"),
        _months(even),
        Heading(f"SOURCES, of {len(even.languages)} in the register and among the seeds"),
        grid(
            ("BY", "WHICH", "SOURCES", "RECORDS THAT CITE ONE"),
            [
                *(("side", side, str(sources), str(cited)) for side, sources, cited in even.by_side()),
                *(("language", one, str(sources), str(cited)) for one, sources, cited in even.by_language()),
            ],
            right=("SOURCES", "RECORDS THAT CITE ONE"),
        ),
        Heading(f"VOICES, of {counted(len(even.records), 'record')}: a record with passages of two counts in both"),
        grid(
            ("ATTRIBUTION", "RECORDS"),
            [(kind, str(count)) for kind, count in even.by_attribution()],
            right=("RECORDS",),
        ),
        Heading("LISTED: under half of the largest"),
        lines(*map(_sentence, found)) if found else lines("nothing"),
    ]
    return tuple(blocks)


def _header(asked: Asked, even: Evenness) -> Block:
    left = "; ".join(f"{count} {why}" for why, count in sorted(even.left_out.items()))
    total = len(even.records) + sum(even.left_out.values())
    span = f"{iso(even.span[0])} to {iso(even.span[1])}"
    return lines(
        asked.case.head.title,
        f"balance of the records of {span} ({asked.case.head.tz}) · {knowledge(asked.question)}",
        f"counted: {len(even.records)} of {counted(total, 'record')}" + (f"; left out: {left}" if left else ""),
        f"data {asked.revision} · {asked.problems}",
        f"compared: {', '.join(even.compared) or 'nobody'} ({COMPARED})",
        f"rule: {LAW}",
        *asked.echoes,
        "" if asked.complete else "INCOMPLETE: the data have errors (--allow-errors); what follows may be wrong",
    )


def _line(even: Evenness, party: str, whole: str) -> tuple[str, ...]:
    one = _party(even, party)
    origins = f"{one['two_origins']} of {one['records']}"
    compared = "yes" if one["compared"] else "no"
    return (
        party,
        compared,
        str(one["records"]),
        whole,
        origins,
        str(one["own_sources"]),
        str(len(one["months_without"])),
    )


def _months(even: Evenness) -> Block:
    heads = ("MONTH", *(party for party in even.compared), "OTHERS ONLY", NOBODY.upper(), "ALL")
    rows: list[tuple[str, ...]] = []
    for month in even.months:
        here = [one for one in even.records if one.month == month]
        mine = [sum(party in one.parties for one in here) for party in even.compared]
        others = sum(bool(one.parties) and one.parties.isdisjoint(even.compared) for one in here)
        nobody = sum(not one.parties for one in here)
        rows.append((month, *map(str, mine), str(others), str(nobody), str(len(here)) if here else "none"))
    return grid(heads, rows, right=heads[1:])


def _sentence(one: Listed) -> str:
    return f"{one.measure}: {one.party} {one.figure}; the largest is {one.largest} ({', '.join(one.of)})"
