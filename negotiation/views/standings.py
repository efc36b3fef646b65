"""Axes of many subjects on one day, each in words, with the rule and the events that made it."""

from collections.abc import Iterator, Sequence

from negotiation.domain.answering import Answers
from negotiation.domain.answers import Cut, cut
from negotiation.domain.dates import iso
from negotiation.domain.ids import SubjectId
from negotiation.domain.parts import Row
from negotiation.domain.rules import RULES
from negotiation.views.axes import NONE, axis_words, late_days
from negotiation.views.header import Asked
from negotiation.views.pages import Block, Grid, Heading, grid, lines
from negotiation.views.phrases import labels
from negotiation.views.reasons import LISTS, ORDER
from negotiation.views.rows import Record


def standings(asked: Asked, table: Answers, body: Row, axes: Sequence[str]) -> Iterator[Record]:
    """A row for each axis of each subject in the answer; of the axes named, or of all that say something."""
    ids = sorted(SubjectId(row["id"]) for rows in body.values() for row in rows)
    now = cut(table, asked.question, ids)
    for subject in _subjects(body, now):
        found = [one for one in sorted(now[subject], key=_place) if (one in axes if axes else one not in LISTS)]
        late = late_days(now[subject], asked.question.on)
        for axis in found:
            row = now[subject][axis]
            value = axis_words(row, asked.question.on, labels(asked.case), late)
            if axes or value != NONE:
                yield {
                    "subject": subject, "axis": axis, "value": value, "since": iso(row.valid_from), "rule": row.rule,
                    "causes": list(row.causes),
                }  # fmt: skip


def _place(axis: str) -> tuple[int, str]:
    return ORDER.index(axis) if axis in ORDER else len(ORDER), axis


def _subjects(body: Row, now: Cut) -> Iterator[SubjectId]:
    """Those of the answer, each with its tranches and its debtors below it."""
    for rows in body.values():
        for row in rows:
            parts = [f"{row['id']}/{one['id']}" for one in row.get("tranches", ())]
            parts += [f"{row['id']}@{one['debtor']}" for one in row.get("per_debtor", ())]
            yield from (SubjectId(one) for one in (row["id"], *parts) if one in now)


def standings_grid(rows: Sequence[Record], *, reasons: bool) -> Grid:
    """One line for each axis; a subject is named on its first."""
    heads = ("SUBJECT", "AXIS", "VALUE", "SINCE", *(("RULE", "EVENTS") if reasons else ()))
    found: list[tuple[str, ...]] = []
    last = ""
    for one in rows:
        name = one["subject"] if one["subject"] != last else ""
        last = one["subject"]
        why = (one["rule"], ", ".join(one["causes"]) or "no event") if reasons else ()
        found.append((name, one["axis"], one["value"], one["since"], *why))
    return grid(heads, found)


def rules(rows: Sequence[Record]) -> Iterator[Block]:
    """The sentences of the rules that are named."""
    named = dict.fromkeys(one["rule"] for one in rows)
    if named:
        yield Heading("RULES")
        yield lines(*(f"{rule}: {RULES.get(rule, '')}" for rule in named))
