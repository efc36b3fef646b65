"""How the counts of a commitment ran, with the row that checks them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from negotiation.domain.answers import cut
from negotiation.domain.dates import iso
from negotiation.domain.ids import SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.queries import Column, totals
from negotiation.views.commitments import Moment, world_figures
from negotiation.views.header import Asked, header
from negotiation.views.pages import Grid, Page, grid, lines
from negotiation.views.phrases import labels
from negotiation.views.plain import is_record
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
    moves: bool = False
    """How the figures moved since the column before, in place of what they came to."""


def totals_view(asked: Asked, table: Table, run: Run) -> View:
    """The sums at each month's or week's end, or on each day on which they change."""
    columns = _columns(asked, table, run)
    records = [_record(run.subject, column) for column in columns]
    shown = _telling(columns, moves=run.moves) if run.every == "event" else columns
    head = {"subject": run.subject, "every": run.every, "change": run.moves}
    return View(
        page=lambda: _page(asked, table, run, shown),
        body=lambda: {**envelope(asked, "totals/1"), **head, "columns": records},
        rows=lambda: records,
        facts=lambda: records,
    )


def _columns(asked: Asked, table: Table, run: Run) -> list[Column]:
    sums = totals(table, asked.question, run.subject, run.every, run.span)
    if not run.moves:
        return sums
    eve = run.span[0] - 1
    before = totals(table, asked.question, run.subject, "week", (eve, eve))
    starts: list[Record] = [before[0].figures if before else dict.fromkeys(ROWS, 0), *(one.figures for one in sums)]
    return [
        one._replace(figures={name: moved(start[name], one.figures[name]) for name in one.figures})
        for one, start in zip(sums, starts, strict=False)
    ]


def moved(before: Any, after: Any) -> Any:
    """How far a figure moved: one number, or the least and the most that it may have moved.

    >>> moved(26, 52), moved(26, {"min": 26, "max": 52}), moved({"min": 0, "max": None}, 3)
    (26, {'min': 0, 'max': 26}, {'min': None, 'max': 3})
    """
    if before is None or after is None:
        return None
    (low, high), (least, most) = _ends(before), _ends(after)
    down = None if high is None else least - high
    up = None if most is None else most - low
    return down if down == up and down is not None else {"min": down, "max": up}


def _ends(value: Any) -> tuple[int, int | None]:
    return (value["min"], value["max"]) if is_record(value) else (value, value)


def _signed(value: Any) -> str:
    """A move as people read it.

    >>> _signed(26), _signed(0), _signed({"min": -26, "max": 0})
    ('+26', '0', '-26 to 0')
    """
    if is_record(value):
        low, high = (_signed(one) if one is not None else "unknown" for one in (value["min"], value["max"]))
        return f"{low} to {high}"
    return "-" if value is None else f"{value:+}" if value else "0"


def _record(subject: SubjectId, column: Column) -> Record:
    return {
        "subject": subject, "day": iso(column.day), "event": column.event, **column.figures, "holds": column.holds,
    }  # fmt: skip


def _telling(columns: Sequence[Column], *, moves: bool) -> list[Column]:
    """Without the days on which only the reasons change."""
    found: list[Column] = []
    for column in columns:
        is_new = any(column.figures.values()) if moves else not found or column.figures != found[-1].figures
        if column.event or is_new:
            found.append(column)
    return found


def _page(asked: Asked, table: Table, run: Run, columns: Sequence[Column]) -> Page:
    when = "on each day on which they change" if run.every == "event" else f"at the end of each {run.every}"
    what = "moves of the counts" if run.moves else "counts"
    top = header(asked, f"{what} of {run.subject} {when}, {iso(run.span[0])} to {iso(run.span[1])}")
    if not columns:
        nothing = "no figure of it changes" if run.every == "event" else "it counts nothing"
        return (top, lines(f"{run.subject}: {nothing} in these days"))
    pairs = [(column, _moment(asked, table, run.subject, column.day)) for column in columns]
    parts = [_grid(asked, run, pairs[i : i + ABREAST]) for i in range(0, len(pairs), ABREAST)]
    causes = [f"{iso(column.day)}  {column.event}" for column in columns if column.event]
    return (top, *parts, lines(*causes))


def _moment(asked: Asked, table: Table, subject: SubjectId, day: int) -> Moment:
    question = asked.question._replace(on=day)
    return Moment(table, question, cut(table, question, [SubjectId(subject.partition("/")[0])]))


def _grid(asked: Asked, run: Run, pairs: Sequence[Pair]) -> Grid:
    heads = ("", *(iso(column.day) for column, _ in pairs))
    foot = ("check", *("holds" if column.holds else "DOES NOT" for column, _ in pairs))
    return grid(heads, list(_rows(asked, run, pairs)), right=heads[1:], foot=foot)


def _rows(asked: Asked, run: Run, pairs: Sequence[Pair]) -> Iterator[tuple[str, ...]]:
    performed, outstanding = labels(asked.case)
    named = {"performed": performed, "outstanding": outstanding}
    for name in ROWS:
        if name in ALWAYS or any(column.figures[name] != 0 for column, _ in pairs):
            cells = (
                _signed(column.figures[name]) if run.moves else world_figures(moment, run.subject, name, column.figures)
                for column, moment in pairs
            )
            label = named.get(name, name.replace("_", " "))
            yield (f"  {label}" if name in PARTS else label, *cells)
