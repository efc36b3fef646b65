"""The intervals of one subject as rows: under each reading that it may differ for, at every state of knowledge."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from negotiation.domain.axes import FOREVER, Contest, Interval
from negotiation.domain.dates import iso
from negotiation.domain.encoding import text_of
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.store.rows import Batch, Row, Rows
from negotiation.store.schema import FOREVER_TEXT
from negotiation.store.typed import typed
from negotiation.views.axes import lasting_words

MANY = 20_000
"""Values that are kept in words: some megabytes."""


@lru_cache(maxsize=1 << 16)
def day(ordinal: int) -> str:
    """A day as the file has it; `forever` behind the last day there is."""
    return FOREVER_TEXT if ordinal > FOREVER else iso(ordinal)


class Numbers:
    """The numbers of a case's axes and intervals, from 1, and of what they lead to."""

    def __init__(self, events: Mapping[EventId, int]) -> None:
        self.events = events
        self.axes = count(1)
        self.intervals = count(1)
        self._told: dict[tuple[str, tuple[Any, ...]], Row] = {}

    def told(self, axis: str, values: tuple[Any, ...]) -> Row:
        """What an axis' values are in words, as JSON and in columns of their own; most are met again and again.

        Kept for one case and not for several: equal values may be written in two ways, and which of the two comes
        first must not hang on who read which case before.
        """
        key = axis, values
        found = self._told.get(key)
        if found is None:
            if len(self._told) >= MANY:
                self._told.clear()
            found = self._told[key] = (lasting_words(axis, values), text_of(values), *typed(axis, values))
        return found


def readings_of(table: Table, id_: SubjectId) -> list[ReadingId]:
    """The readings under which a subject's intervals are kept: `record`, and those declared that it names."""
    return [RECORD, *sorted((table.named(id_) & {*table.readings}) - {RECORD})]


def interval_rows(
    found: Mapping[ReadingId, Sequence[Interval]], subjects: Mapping[SubjectId, int], numbers: Numbers
) -> Iterator[Batch]:
    """The rows of a subject's intervals, by reading, part and axis; in each by known and then by valid time."""
    axes: Rows = []
    intervals: Rows = []
    causes: Rows = []
    contests: Rows = []
    for reading, rows in found.items():
        by_axis: dict[tuple[SubjectId, str], list[Interval]] = {}
        for row in rows:
            by_axis.setdefault((row.subject, row.axis), []).append(row)
        for (subject, axis), mine in sorted(by_axis.items()):
            number = next(numbers.axes)
            axes.append((number, subjects[subject], axis, reading))
            mine.sort(key=lambda row: (row.known_from, row.valid_from, row.known_to))
            placed = [(next(numbers.intervals), row) for row in mine]
            intervals += (_row(id_, number, row, numbers) for id_, row in placed)
            causes += _runs(number, placed, numbers.events)
            contests += (one for id_, row in placed if axis == "contested" for one in _contests(id_, row, subjects))
    yield "axes", axes
    yield "intervals", intervals
    yield "cause_runs", causes
    yield "contests", contests


def _row(id_: int, axis: int, row: Interval, numbers: Numbers) -> Row:
    said, value, *columns = numbers.told(row.axis, row.values)
    return (
        id_, axis, day(row.valid_from), day(row.valid_to), day(row.known_from), day(row.known_to), said, value,
        row.rule, int(row.order_sensitive), *columns,
    )  # fmt: skip


def _runs(axis: int, placed: Iterable[tuple[int, Interval]], events: Mapping[EventId, int]) -> Iterator[Row]:
    """Each event behind a run of intervals, once: a performance is behind every sum that comes after it."""
    begun: list[int] = []
    before: tuple[EventId, ...] = ()
    last = 0
    for id_, row in placed:
        now = row.causes
        if now[: len(before)] != before:
            kept = 0
            for one, other in zip(before, now, strict=False):
                if one != other:
                    break
                kept += 1
            for at in range(kept, len(before)):
                yield axis, begun[at], last, at, events[before[at]]
            del begun[kept:]
        begun += [id_] * (len(now) - len(begun))
        before, last = now, id_
    for at, event in enumerate(before):
        yield axis, begun[at], last, at, events[event]


def _contests(id_: int, row: Interval, subjects: Mapping[SubjectId, int]) -> Iterator[Row]:
    contests: tuple[Contest, ...] = row.values[0]
    for at, one in enumerate(contests):
        yield id_, at, subjects[one.subject], one.field, one.holder, int(one.is_reading), one.value
