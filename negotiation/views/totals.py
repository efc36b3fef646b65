"""How the counts of a commitment ran, with the row that checks them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from negotiation.domain.answers import cut
from negotiation.domain.dates import iso
from negotiation.domain.ids import SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.queries import Column, totals
from negotiation.views.commitments import Moment, world_figures
from negotiation.views.header import Asked, header
from negotiation.views.pages import Block, Grid, Page, grid, lines
from negotiation.views.phrases import labels
from negotiation.views.rows import Record, envelope
from negotiation.views.view import View

ABREAST = 8
"""Columns beside each other; more begin a new table."""

ALWAYS = ("performed", "outstanding", "total")
PARTS = ("upcoming", "overdue", "not_due")
ROWS = ("performed", "outstanding", *PARTS, "discharged_otherwise", "excess", "difference", "total")
"""Those that are not shown always are shown where one of their figures is not zero."""


def totals_view(asked: Asked, table: Table, subject: SubjectId, every: str, span: tuple[int, int]) -> View:
    """The sums at each month's or week's end, or on each day on which they change."""
    columns = totals(table, asked.question, subject, every, span)
    records = [_record(subject, column) for column in columns]
    shown = _telling(columns) if every == "event" else columns
    return View(
        page=lambda: _page(asked, table, subject, shown, every, span),
        body=lambda: {**envelope(asked, "totals/1"), "subject": subject, "every": every, "columns": records},
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


def _page(  # noqa: PLR0913 - a question of so many parts
    asked: Asked, table: Table, subject: SubjectId, columns: Sequence[Column], every: str, span: tuple[int, int]
) -> Page:
    when = "on each day on which they change" if every == "event" else f"at the end of each {every}"
    top = header(asked, f"counts of {subject} {when}, {iso(span[0])} to {iso(span[1])}")
    if not columns:
        return (top, lines(f"{subject} counts nothing in these days"))
    moments = [_moment(asked, table, subject, column.day) for column in columns]
    parts: list[Block] = [
        _grid(asked, subject, columns[i : i + ABREAST], moments[i : i + ABREAST]) for i in range(0, len(columns), ABREAST)
    ]
    causes = [f"{iso(column.day)}  {column.event}" for column in columns if column.event]
    return (top, *parts, lines(*causes))


def _moment(asked: Asked, table: Table, subject: SubjectId, day: int) -> Moment:
    question = replace(asked.question, on=day)
    return Moment(table, question, cut(table, question, [SubjectId(subject.partition("/")[0])]))


def _grid(asked: Asked, subject: SubjectId, columns: Sequence[Column], moments: Sequence[Moment]) -> Grid:
    heads = ("", *(iso(column.day) for column in columns))
    foot = ("check", *("holds" if column.holds else "DOES NOT" for column in columns))
    return grid(heads, list(_rows(asked, subject, columns, moments)), right=heads[1:], foot=foot)


def _rows(
    asked: Asked, subject: SubjectId, columns: Sequence[Column], moments: Sequence[Moment]
) -> Iterator[tuple[str, ...]]:
    performed, outstanding = labels(asked.case)
    named = {"performed": performed, "outstanding": outstanding}
    for name in ROWS:
        if name in ALWAYS or any(column.figures[name] != 0 for column in columns):
            cells = (world_figures(m, subject, name, c.figures) for m, c in zip(moments, columns, strict=True))
            label = named.get(name, name.replace("_", " "))
            yield (f"  {label}" if name in PARTS else label, *cells)
