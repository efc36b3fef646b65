"""Writes the file of a case: everything that a question may come to."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from negotiation import __version__
from negotiation.domain.axes import FOREVER, Interval, Outlook
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.turns import Watching
from negotiation.ledger.files import HEAD
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.problems import Problem
from negotiation.views.problems import tally
from negotiation.views.revision import revision
from negotiation.warm.layout import LAYOUT, TABLES
from negotiation.warm.plain import interval_text, seen_text, written


def write(connection: sqlite3.Connection, ledger: Ledger, table: Table, problems: Sequence[Problem]) -> None:
    """Fill an empty file with what a case comes to, with hindsight of its files."""
    connection.executescript(TABLES)
    connection.execute("BEGIN")
    with connection:
        connection.executemany("INSERT INTO meta VALUES (?, ?)", _meta(table, problems))
        for id_, subject in table.subjects.items():
            kept = {reading: [*table.placed(id_, reading)] for reading in _readings(table, id_)}
            connection.execute(
                "INSERT INTO subjects VALUES (?, ?, ?, ?, ?)",
                (id_, subject.kind, written([*kept]), written(subject.inputs), written([*table.about(id_)])),
            )
            connection.executemany("INSERT INTO parts VALUES (?, ?)", _parts(table, kept))
            connection.executemany("INSERT INTO intervals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _intervals(id_, kept))
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


def _parts(table: Table, kept: dict[ReadingId, list[Interval]]) -> Iterator[tuple[str, str]]:
    """Every id of a subject that its intervals have under a declared reading, with its axes."""
    found: dict[str, dict[str, None]] = {}
    for reading in dict.fromkeys(one if one in kept else RECORD for one in table.readings):
        for row in kept[reading]:
            found.setdefault(row.subject, {})[row.axis] = None
    yield from ((part, written(sorted(axes))) for part, axes in found.items())


def _intervals(id_: SubjectId, kept: dict[ReadingId, list[Interval]]) -> Iterator[tuple[Any, ...]]:
    for reading, line in kept.items():
        for place, row in enumerate(line):
            is_last = int(row.known_to > FOREVER)
            stretch = (row.valid_from, row.valid_to, row.known_from, row.known_to)
            yield (is_last, id_, reading, place, *stretch, interval_text(id_, row))


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
