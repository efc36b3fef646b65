"""Intervals and events as Parquet: days are days, causes and actors are lists, figures are numbers."""

from collections.abc import Iterable
from importlib import import_module
from io import BytesIO
from typing import Any

from negotiation.domain.axes import FOREVER, Due, Figures, Interval, Span
from negotiation.domain.book import first_day, last_day
from negotiation.domain.encoding import text_of as encoded_text
from negotiation.domain.events.about import actors_of, subjects_named
from negotiation.domain.ids import RECORD
from negotiation.domain.intervals import Table
from negotiation.export.canonical import text_of
from negotiation.views.axes import lasting_words

pa: Any = import_module("pyarrow")  # it has no types, and few who run this program have it
pq: Any = import_module("pyarrow.parquet")

EPOCH = 719_163
"""1 January 1970, from which the format counts days."""
WORDS = pa.list_(pa.string())
INTERVALS = (
    ("case", pa.string()), ("subject", pa.string()), ("axis", pa.string()), ("reading", pa.string()),
    ("valid_from", pa.date32()), ("valid_to", pa.date32()), ("known_from", pa.date32()), ("known_to", pa.date32()),
    ("words", pa.string()), ("value", pa.string()), ("rule", pa.string()), ("causes", WORDS),
    ("due_first", pa.date32()), ("due_last", pa.date32()),
    ("performed_low", pa.int64()), ("performed_high", pa.int64()),
    ("outstanding_low", pa.int64()), ("outstanding_high", pa.int64()),
)  # fmt: skip
EVENTS = (
    ("case", pa.string()), ("event", pa.string()), ("kind", pa.string()), ("first_day", pa.date32()),
    ("last_day", pa.date32()), ("reported_first", pa.date32()), ("reported_last", pa.date32()),
    ("recorded", pa.date32()), ("certainty", pa.string()), ("by", WORDS), ("subjects", WORDS), ("sources", WORDS),
    ("revises", pa.string()), ("title", pa.string()), ("note", pa.string()), ("record", pa.string()),
)  # fmt: skip


def parquet(table: Table, what: str) -> bytes:
    """One of the two tables as a file."""
    columns, rows = (INTERVALS, _intervals) if what == "intervals" else (EVENTS, _events)
    return _written(columns, rows(table))


def _written(columns: Iterable[tuple[str, Any]], rows: Iterable[tuple[Any, ...]]) -> bytes:
    names = [name for name, _ in columns]
    schema = pa.schema([pa.field(name, kind) for name, kind in columns])
    found = [dict(zip(names, row, strict=True)) for row in rows]
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist(found, schema=schema), out)
    return out.getvalue()


def _intervals(table: Table) -> Iterable[tuple[Any, ...]]:
    readings = [RECORD, *(one for one in table.readings if one != RECORD)]
    for subject in sorted(table.subjects):
        for reading in readings:
            for row in sorted(table.history(subject, reading), key=_order):
                yield (
                    table.case.id, row.subject, row.axis, row.reading, _day(row.valid_from), _day(row.valid_to),
                    _day(row.known_from), _day(row.known_to), lasting_words(row.axis, row.values),
                    encoded_text(row.values), row.rule,
                    [str(one) for one in row.causes], *_dues(row), *_figures(row, "performed"),
                    *_figures(row, "outstanding"),
                )  # fmt: skip


def _events(table: Table) -> Iterable[tuple[Any, ...]]:
    for event in table.case.events:
        placed = table.book.events[event.id]
        recorded = event.recorded or table.case.head.release_day
        yield (
            table.case.id, event.id, event.kind, _day(first_day(placed)), _day(last_day(placed)),
            _day(event.reported.first), _day(event.reported.last), _day(recorded.toordinal()), event.certainty,
            [str(one) for one in actors_of(event)], [str(one) for one in subjects_named(event)],
            [str(one.source) for one in event.sources], event.revises, event.title, event.note, text_of(event),
        )  # fmt: skip


def _order(row: Interval) -> tuple[Any, ...]:
    return row.subject, row.axis, row.known_from, row.valid_from, row.known_to


def _day(ordinal: int) -> int | None:
    return None if ordinal > FOREVER else ordinal - EPOCH


def _dues(row: Interval) -> tuple[int | None, int | None]:
    days = [value.day for value in row.values if isinstance(value, Due) and value.day is not None]
    return (_day(min(days)), _day(max(days))) if days else (None, None)


def _figures(row: Interval, name: str) -> tuple[int | None, int | None]:
    """The least and the most of a figure in any possible world; nothing above where there is no ceiling."""
    found: list[Any] = [getattr(value, name) for value in row.values if isinstance(value, Figures)]
    lows: list[Any] = [one.low if isinstance(one, Span) else one for one in found]
    highs: list[Any] = [one.high if isinstance(one, Span) else one for one in found]
    if not found or any(one is None for one in lows):
        return None, None
    return min(lows), None if any(one is None for one in highs) else max(highs)
