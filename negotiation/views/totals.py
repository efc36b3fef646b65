"""How the counts of a commitment ran, with the row that checks them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from negotiation.domain.answers import cut
from negotiation.domain.dates import iso
from negotiation.domain.ids import SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.queries import Column, totals
from negotiation.views.commitments import Moment, world_figures
from negotiation.views.header import Asked, header
from negotiation.views.pages import Grid, Page, grid, lines
from negotiation.views.phrases import labels
from negotiation.views.rows import Record, envelope
from negotiation.views.view import View

ABREAST = 8
"""Columns beside each other; more begin a new table."""

ALWAYS = ("performed", "outstanding", "total")
PARTS = ("upcoming", "overdue", "not_due")
ROWS = ("performed", "outstanding", *PARTS, "discharged_otherwise", "excess", "difference", "total")
"""Those that are not shown always are shown where one of their figures is not zero."""

Pair = tuple[Column, Moment]
"""The sums of a day, and everything else that holds on it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Which counts, in which steps, over which days."""

    subject: SubjectId
    every: str
    span: tuple[int, int]


def totals_view(asked: Asked, table: Table, run: Run) -> View:
    """The sums at each month's or week's end, or on each day on which they change."""
    columns = totals(table, asked.question, run.subject, run.every, run.span)
    records = [_record(run.subject, column) for column in columns]
    shown = _telling(columns) if run.every == "event" else columns
    head = {"subject": run.subject, "every": run.every}
    return View(
        page=lambda: _page(asked, table, run, shown),
        body=lambda: {**envelope(asked, "totals/1"), **head, "columns": records},
        rows=lambda: records,
        facts=lambda: records,
    )


def _record(subject: SubjectId, column: Column) -> Record:
    return {
        "subject": subject, "day": iso(column.day), "event": column.event, **column.figures, "holds": column.holds,
    }  # fmt: skip


def _telling(columns: Sequence[Column]) -> list[Column]:
    """Without the days on which only the reasons change."""
    found: list[Column] = []
    for column in columns:
        if column.event or not found or column.figures != found[-1].figures:
            found.append(column)
    return found


def _page(asked: Asked, table: Table, run: Run, columns: Sequence[Column]) -> Page:
    when = "on each day on which they change" if run.every == "event" else f"at the end of each {run.every}"
    top = header(asked, f"counts of {run.subject} {when}, {iso(run.span[0])} to {iso(run.span[1])}")
    if not columns:
        return (top, lines(f"{run.subject} counts nothing in these days"))
    pairs = [(column, _moment(asked, table, run.subject, column.day)) for column in columns]
    parts = [_grid(asked, run.subject, pairs[i : i + ABREAST]) for i in range(0, len(pairs), ABREAST)]
    causes = [f"{iso(column.day)}  {column.event}" for column in columns if column.event]
    return (top, *parts, lines(*causes))


def _moment(asked: Asked, table: Table, subject: SubjectId, day: int) -> Moment:
    question = replace(asked.question, on=day)
    return Moment(table, question, cut(table, question, [SubjectId(subject.partition("/")[0])]))


def _grid(asked: Asked, subject: SubjectId, pairs: Sequence[Pair]) -> Grid:
    heads = ("", *(iso(column.day) for column, _ in pairs))
    foot = ("check", *("holds" if column.holds else "DOES NOT" for column, _ in pairs))
    return grid(heads, list(_rows(asked, subject, pairs)), right=heads[1:], foot=foot)


def _rows(asked: Asked, subject: SubjectId, pairs: Sequence[Pair]) -> Iterator[tuple[str, ...]]:
    performed, outstanding = labels(asked.case)
    named = {"performed": performed, "outstanding": outstanding}
    for name in ROWS:
        if name in ALWAYS or any(column.figures[name] != 0 for column, _ in pairs):
            cells = (world_figures(moment, subject, name, column.figures) for column, moment in pairs)
            label = named.get(name, name.replace("_", " "))
            yield (f"  {label}" if name in PARTS else label, *cells)
