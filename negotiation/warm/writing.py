"""Writes the file of a case: everything that a question may come to."""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from negotiation import __version__
from negotiation.domain.axes import FOREVER, Interval, Outlook
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.ledger.files import HEAD
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.problems import Problem
from negotiation.views.problems import tally
from negotiation.views.revision import revision
from negotiation.warm.layout import LAYOUT, TABLES
from negotiation.warm.plain import interval_text, seen_text, written
from negotiation.warm.turns import Watching


def written_file(path: str, ledger: Ledger, table: Table, problems: Sequence[Problem]) -> None:
    """Write the file of a case beside its place, and then put it there: whole, or not at all.

    Raises:
        OSError: if the directory or the disk refuses; then nothing is left behind.
        sqlite3.Error: the same, as SQLite says it.
    """
    beside = f"{path}.{os.getpid()}"
    try:
        connection = sqlite3.connect(beside, isolation_level=None)
        try:
            # Nobody reads it before it is in its place, and what is lost with the machine is only made anew.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            write(connection, ledger, table, problems)
        finally:
            connection.close()
        os.replace(beside, path)  # noqa: PTH105 - as text, as the caller has it
    finally:
        if os.path.exists(beside):  # noqa: PTH110 - as above
            os.unlink(beside)  # noqa: PTH108 - as above


def write(connection: sqlite3.Connection, ledger: Ledger, table: Table, problems: Sequence[Problem]) -> None:
    """Fill an empty file with what a case comes to, with hindsight of its files."""
    connection.executescript(TABLES)
    connection.execute("BEGIN")
    with connection:
        connection.executemany("INSERT INTO meta VALUES (?, ?)", _meta(table, problems))
        for id_, subject in table.subjects.items():
            kept = {reading: _placed(table, id_, reading) for reading in _readings(table, id_)}
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


class Standing:
    """An interval, in its place among all that a subject has at some state of knowledge."""

    __slots__ = ("key", "known_to", "point", "row")

    def __init__(self, row: Interval) -> None:
        self.row = row
        self.key = (row.subject, row.axis, row.valid_from)
        self.known_to = row.known_to
        self.point = 0
        """The latest state of knowledge that has it."""

    def goes_on_as(self, row: Interval) -> bool:
        """Whether it is the same in the state of knowledge that follows."""
        mine = self.row
        return (
            self.known_to == row.known_from
            and mine.valid_to == row.valid_to
            and mine.causes == row.causes
            and mine.values == row.values
            and mine.rule == row.rule
            and mine.order_sensitive == row.order_sensitive
        )


def _placed(table: Table, id_: SubjectId, reading: ReadingId) -> list[Standing]:
    """A subject's intervals under a reading, stretches of known time joined, each in its place.

    At every state of knowledge they stand in the order in which the table has them there:
    one whose neighbours change sides from one state to the next is two.
    """
    line: list[Standing] = []
    open_: dict[tuple[str, str, int], tuple[int, Standing]] = {}
    for point in table.points(id_):
        now: list[Standing] = []
        taken = 0
        for row in table.rows(id_, Outlook(reading, point)):
            found = open_.get((row.subject, row.axis, row.valid_from))
            if found is not None and found[0] >= taken and found[1].goes_on_as(row):
                place, one = found
                now += line[taken:place]
                taken = place + 1
            else:
                one = Standing(row)
            one.known_to, one.point = row.known_to, point
            now.append(one)
        line = [*now, *line[taken:]]
        open_ = {one.key: (place, one) for place, one in enumerate(now) if one.point == point}
    return line


def _parts(table: Table, kept: dict[ReadingId, list[Standing]]) -> Iterator[tuple[str, str]]:
    """Every id of a subject that its intervals have under a declared reading, with its axes."""
    found: dict[str, dict[str, None]] = {}
    for reading in dict.fromkeys(one if one in kept else RECORD for one in table.readings):
        for one in kept[reading]:
            found.setdefault(one.row.subject, {})[one.row.axis] = None
    yield from ((part, written(sorted(axes))) for part, axes in found.items())


def _intervals(id_: SubjectId, kept: dict[ReadingId, list[Standing]]) -> Iterator[tuple[Any, ...]]:
    for reading, line in kept.items():
        for place, one in enumerate(line):
            row, is_last = one.row, int(one.known_to > FOREVER)
            stretch = (row.valid_from, row.valid_to, row.known_from, one.known_to)
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
