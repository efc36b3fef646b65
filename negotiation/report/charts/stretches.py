"""What charts are made of: the intervals of one outlook, each as what it gives to a row, cut to the case's days."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from negotiation.domain.answers import Question
from negotiation.domain.dates import day_of
from negotiation.domain.dates import iso as iso_of
from negotiation.domain.ids import SubjectId
from negotiation.domain.intervals import Table
from negotiation.report.embedded import EPOCH, part_of

DAY = 86_400_000
"""Milliseconds."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Stretch(NamedTuple):
    """What one axis of a subject gives to its row from a day until another, which is not included.

    Days are counted from 1970-01-01.
    """

    start: int
    end: int
    part: dict[str, Any]


Axes = dict[str, list[Stretch]]


def span_of(table: Table) -> tuple[int, int]:
    """The first and the last day of a case."""
    return table.case.head.coverage.start.toordinal() - EPOCH, table.end - EPOCH


def stretches(table: Table, question: Question, whole: SubjectId) -> dict[str, Axes]:
    """By subject and axis, what holds when: of a whole with its tranches and its debtors."""
    first, last = span_of(table)
    kind = table.subjects[whole].kind
    found: dict[str, Axes] = {}
    for row in table.rows(whole, question.outlook):
        start, end = max(row.valid_from - EPOCH, first), min(row.valid_to - EPOCH, last + 1)
        if start < end:
            part = part_of(kind, row.axis, row.values)
            found.setdefault(row.subject, {}).setdefault(row.axis, []).append(Stretch(start, end, part))
    for axes in found.values():
        for one in axes.values():
            one.sort(key=lambda s: s.start)
    return found


def together(axes: Axes, names: Iterable[str]) -> Iterator[Stretch]:
    """Several axes side by side: what they give together, cut wherever one of them changes."""
    chosen = [axes.get(name, []) for name in names]
    cuts = sorted({day for one in chosen for s in one for day in (s.start, s.end)})
    for start, end in pairwise(cuts):
        part: dict[str, Any] = {}
        for one in chosen:
            for s in one:
                if s.start <= start < s.end:
                    part |= s.part
        if part:
            yield Stretch(start, end, part)


def iso(day: int) -> str:
    """A day, counted from 1970-01-01, as 2014-03-29."""
    return iso_of(day + EPOCH)


def number(text: str) -> int:
    """The day that is written as 2014-03-29, counted from 1970-01-01."""
    return day_of(text) - EPOCH


def ms(day: int) -> int:
    """A day as Vega has it."""
    return day * DAY


def said(day: int) -> str:
    """A day as sentences have it.

    >>> said(16158)
    '29 March 2014'
    """
    year, month, at = iso(day).split("-")
    return f"{int(at)} {MONTHS[int(month) - 1]} {year}"


def short(day: int) -> str:
    """A day beside a mark.

    >>> short(16158)
    '29 Mar'
    """
    _, month, at = iso(day).split("-")
    return f"{int(at)} {MONTHS[int(month) - 1][:3]}"


def tranche_order(id_: str) -> tuple[int, str]:
    """Tranches by number, those with names behind them."""
    name = id_.partition("/")[2]
    return (int(name), "") if name.isdigit() else (10**9, name)
