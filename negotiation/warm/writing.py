"""Writes the file of a case: everything that a question may come to."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from negotiation import __version__
from negotiation.domain.axes import FOREVER, Interval, Outlook
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.intervals import Table, identity
from negotiation.ledger.files import HEAD
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.problems import Problem
from negotiation.views.problems import tally
from negotiation.views.revision import revision
from negotiation.warm.layout import LAYOUT, TABLES
from negotiation.warm.plain import interval_text, seen_text, written
from negotiation.warm.turns import Watching


def write(connection: sqlite3.Connection, ledger: Ledger, table: Table, problems: Sequence[Problem]) -> None:
    """Fill an empty file with what a case comes to, with hindsight of its files."""
    connection.executescript(TABLES)
    with connection:
        connection.executemany("INSERT INTO meta VALUES (?, ?)", _meta(table, problems))
        for id_, subject in table.subjects.items():
            kept = {reading: _placed(table, id_, reading) for reading in _readings(table, id_)}
            connection.execute(
                "INSERT INTO subjects VALUES (?, ?, ?, ?, ?)",
                (id_, subject.kind, written([*kept]), written(subject.inputs), written([*table.about(id_)])),
            )
            connection.executemany("INSERT INTO parts VALUES (?, ?)", _parts(table, kept))
            connection.executemany("INSERT INTO intervals VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _intervals(id_, kept))
        _write_events(connection, ledger, table)


def _meta(table: Table, problems: Sequence[Problem]) -> Iterator[tuple[str, str]]:
    case, head = table.case, table.case.head
    told: dict[str, Any] = {
        "layout": LAYOUT,
        "tool": __version__,
        "case": case.id,
        "title": head.title,
        "tz": head.tz,
        "coverage": [head.coverage.start.toordinal(), head.coverage.end.toordinal()],
        "declared": [[one.id, one.baseline_rules] for one in head.readings],
        "readings": table.readings,
        "rules": head.rules,
        "labels": head.labels,
        "revision": revision(case),
        "problems": tally(one for one in problems if one.severity != "note"),
        "complete": all(one.severity != "error" for one in problems),
        "axes": sorted({row.axis for row in table.slice(Outlook(RECORD, FOREVER))}),
    }
    yield from ((name, written(value)) for name, value in told.items())


def _readings(table: Table, id_: SubjectId) -> list[ReadingId]:
    """The record, and the declared readings under which a subject may differ from it."""
    return [RECORD, *sorted((table.named(id_) & {*table.readings}) - {RECORD})]


Placed = list[tuple[int, Interval]]


def _placed(table: Table, id_: SubjectId, reading: ReadingId) -> Placed:
    """A subject's intervals under a reading, stretches of known time joined, each with its place.

    At every state of knowledge they stand in the order in which the table has them there:
    one whose neighbours change sides from one state to the next is two.
    """
    line: list[_Standing] = []
    open_: dict[Any, tuple[int, _Standing]] = {}
    for point in table.points(id_):
        now: list[_Standing] = []
        taken = 0
        for row in table.rows(id_, Outlook(reading, point)):
            place, one = open_.get(identity(row), (-1, None))
            if one is not None and place >= taken and one.row.known_to == row.known_from:
                now += line[taken : place + 1]
                taken = place + 1
                one.row = replace(one.row, known_to=row.known_to)
            else:
                now.append(_Standing(row))
            now[-1].point = point
        line = [*now, *line[taken:]]
        open_ = {identity(one.row): (place, one) for place, one in enumerate(line) if one.point == point}
    return [(place, one.row) for place, one in enumerate(line)]


@dataclass(slots=True)
class _Standing:
    """An interval, in its place among all that a subject has at some state of knowledge."""

    row: Interval
    point: int = 0
    """The latest state of knowledge that has it."""


def _parts(table: Table, kept: dict[ReadingId, Placed]) -> Iterator[tuple[str, str]]:
    """Every id of a subject that its intervals have under a declared reading, with its axes."""
    found: dict[str, dict[str, None]] = {}
    for reading in dict.fromkeys(one if one in kept else RECORD for one in table.readings):
        for _, row in kept[reading]:
            found.setdefault(row.subject, {})[row.axis] = None
    yield from ((part, written(sorted(axes))) for part, axes in found.items())


def _intervals(id_: SubjectId, kept: dict[ReadingId, Placed]) -> Iterator[tuple[Any, ...]]:
    for reading, placed in kept.items():
        for place, row in placed:
            yield (
                id_, reading, place, row.valid_from, row.valid_to, row.known_from, row.known_to,
                interval_text(id_, row),
            )  # fmt: skip


def _write_events(connection: sqlite3.Connection, ledger: Ledger, table: Table) -> None:
    watching = Watching(table)
    directory = "" if ledger.head_origin is None else ledger.head_origin.file.removesuffix(HEAD)
    for id_ in table.book.events:
        found = watching.turns(id_)
        origin = ledger.origin(id_)
        place = "-" if origin is None else str(origin).removeprefix(directory)
        first, last = found.days or (None, None)
        row = (id_, found.known_from, first, last, place, seen_text(found.entered))
        connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", row)
        connection.executemany("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _turns(id_, found.turns))
    connection.executemany("INSERT INTO reported VALUES (?, ?)", _reported(table.book.known_from.values()))


def _turns(id_: EventId, turns: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    for one in turns:
        first, last = one.seen.days or (None, None)
        yield id_, one.reading, one.known_from, one.known_to, first, last, one.left_out, seen_text(one.seen)


def _reported(days: Iterable[int]) -> Iterator[tuple[int, int]]:
    counts = sorted(Counter(days).items())
    yield from zip((day for day, _ in counts), accumulate(count for _, count in counts), strict=True)
