"""The intervals of a case as a file holds them, read where a question needs them and no further."""

import _sqlite3 as sqlite  # all that `sqlite3` adds is slow to import: dates, which nothing here has
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from negotiation.domain.answering import About, Seen
from negotiation.domain.axes import FOREVER, Interval, Outlook
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.light import Any, NamedTuple
from negotiation.warm.layout import LAYOUT
from negotiation.warm.plain import about_from, interval_from, seen_from
from negotiation.warm.questions import ALL, BETWEEN, EVENT, HOLDING, NAMING, REPORTED, ROWS, TURN


class UnreadableError(Exception):
    """The file is none of ours, or not of this layout."""


class Days(NamedTuple):
    """First and last day that a case speaks of."""

    start: date
    end: date


class Declared(NamedTuple):
    """A reading that a case declares."""

    id: ReadingId
    baseline_rules: tuple[str, ...]


class Head(NamedTuple):
    """What a case says of itself above its answers."""

    title: str
    tz: str
    coverage: Days
    readings: tuple[Declared, ...]
    rules: Mapping[str, str]
    labels: Mapping[str, str]


class StoredCase(NamedTuple):
    """A case, by its id and its head."""

    id: str
    head: Head


class StoredSubject(NamedTuple):
    """One thing that has a status."""

    kind: str
    readings: tuple[ReadingId, ...]
    inputs: tuple[EventId, ...]


class StoredTable:
    """The intervals of one case, and what answers show beside them."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self.connection = connection
        self.told: Mapping[str, Any] = {n: json.loads(v) for n, v in connection.execute("SELECT name, value FROM meta")}
        if self.told.get("layout") != LAYOUT:
            raise UnreadableError
        start, end = self.told["coverage"]
        readings = tuple(Declared(id_, tuple(rules)) for id_, rules in self.told["declared"])
        days = Days(date.fromordinal(start), date.fromordinal(end))
        head = Head(self.told["title"], self.told["tz"], days, readings, self.told["rules"], self.told["labels"])
        self.case = StoredCase(self.told["case"], head)
        self.readings: tuple[ReadingId, ...] = tuple(self.told["readings"])
        self.end: int = end
        self.subjects = Subjects(connection)
        self._held: dict[tuple[Outlook, int], dict[SubjectId, list[Interval]]] = {}
        self._whole: set[tuple[Outlook, int]] = set()
        self._sights: dict[Outlook, StoredSight] = {}

    def rows(self, id_: SubjectId, outlook: Outlook) -> tuple[Interval, ...]:
        """The intervals of one subject that hold for an outlook."""
        if id_ not in self.subjects:
            return ()
        asked = (_last(outlook), id_, self._reading(id_, outlook), outlook.known, outlook.known)
        return tuple(_intervals(id_, outlook, self.connection.execute(ROWS, asked)))

    def holding(
        self, outlook: Outlook, on: int, subjects: Iterable[SubjectId] | None = None
    ) -> Iterator[tuple[SubjectId, Sequence[Interval]]]:
        """Of each subject the intervals that hold at the end of a day; of all, without those that have none."""
        held = self._held.setdefault((outlook, on), {})
        if subjects is None:
            if (outlook, on) not in self._whole:
                self._whole.add((outlook, on))
                held = self._held[outlook, on] = self._all(outlook, on)
            yield from held.items()
            return
        for id_ in subjects:
            if id_ not in held and (outlook, on) not in self._whole:
                held[id_] = self._of(id_, outlook, on)
            yield id_, held.get(id_, ())

    def _of(self, id_: SubjectId, outlook: Outlook, on: int) -> list[Interval]:
        if id_ not in self.subjects:
            return []
        asked = (_last(outlook), id_, self._reading(id_, outlook), outlook.known, outlook.known, on, on)
        return _intervals(id_, outlook, self.connection.execute(HOLDING, asked))

    def _all(self, outlook: Outlook, on: int) -> dict[SubjectId, list[Interval]]:
        found: dict[SubjectId, list[Any]] = {}
        own = self.subjects.naming(outlook.reading)
        asked = (_last(outlook), outlook.reading, outlook.known, outlook.known, on, on)
        for row in self.connection.execute(ALL, asked):
            if row[7] == outlook.reading or row[6] not in own:
                found.setdefault(row[6], []).append(row)
        return {id_: _intervals(id_, outlook, found[id_]) for id_ in sorted(found)}

    def _reading(self, id_: SubjectId, outlook: Outlook) -> ReadingId:
        return outlook.reading if outlook.reading in self.subjects[id_].readings else RECORD

    def sight(self, outlook: Outlook) -> "StoredSight":
        """The records as an outlook has them."""
        if outlook not in self._sights:
            self._sights[outlook] = StoredSight(self.connection, outlook)
        return self._sights[outlook]

    def known(self, day: int) -> int:
        """How many records had been reported by the end of a day."""
        found = self.connection.execute(REPORTED, (day,))
        return next((int(total) for (total,) in found), 0)

    def about(self, id_: SubjectId) -> Iterator[About]:
        """The records that are about a subject."""
        for (text,) in self.connection.execute("SELECT about FROM subjects WHERE id = ?", (id_,)):
            yield from map(about_from, json.loads(text))

    def between(self, before: tuple[Outlook, int], after: tuple[Outlook, int]) -> Iterator[EventId]:
        """Records that happened, or became known, after the first outlook's day and by the second's."""
        (earlier, first), (later, last) = before, after
        asked = {
            "reading": later.reading, "known": later.known, "earlier": earlier.known, "first": first, "last": last,
        }  # fmt: skip
        for (id_,) in self.connection.execute(BETWEEN, asked):
            yield id_

    def axes(self, id_: str) -> list[str]:
        """The axes that a subject or a part of one has on some day; none where nobody knows it."""
        for (axes,) in self.connection.execute("SELECT axes FROM parts WHERE id = ?", (id_,)):
            found: list[str] = json.loads(axes)
            return found
        return []

    def place(self, id_: str) -> str:
        """Where an event is written, or `-` for what is no event."""
        found = self.connection.execute("SELECT place FROM events WHERE id = ?", (id_,))
        return next((str(place) for (place,) in found), "-")


def _last(outlook: Outlook) -> int:
    """With hindsight the intervals that are known to the end, and else also those that were known before."""
    return int(outlook.known >= FOREVER)


def _intervals(id_: SubjectId, outlook: Outlook, rows: Iterable[Any]) -> list[Interval]:
    """The intervals of a subject in their places."""
    placed = sorted(rows, key=_place)
    return [interval_from(id_, outlook.reading, row[:4], row[4]) for row in placed]


def _place(row: Any) -> int:
    place: int = row[5]
    return place


class Subjects(Mapping[SubjectId, StoredSubject]):
    """The subjects of a case in the order of their ids, each read when it is asked for."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection
        self._met: dict[SubjectId, StoredSubject] = {}

    def __getitem__(self, id_: SubjectId) -> StoredSubject:
        if id_ not in self._met:
            found = self._connection.execute("SELECT kind, readings, inputs FROM subjects WHERE id = ?", (id_,))
            for kind, readings, inputs in found:
                self._met[id_] = StoredSubject(kind, tuple(json.loads(readings)), tuple(json.loads(inputs)))
        return self._met[id_]

    def __iter__(self) -> Iterator[SubjectId]:
        for (id_,) in self._connection.execute("SELECT id FROM subjects ORDER BY id"):
            yield id_

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM subjects").fetchone()[0])

    def naming(self, reading: ReadingId) -> set[SubjectId]:
        """The subjects that may differ under a reading."""
        return {id_ for (id_,) in self._connection.execute(NAMING, (reading,))}


class StoredSight:
    """The records as one outlook has them."""

    def __init__(self, connection: sqlite.Connection, outlook: Outlook) -> None:
        self._connection = connection
        self._outlook = outlook
        self._met: dict[EventId, tuple[bool, Seen, str | None]] = {}

    def seen(self, id_: EventId) -> Seen:
        """A record, as far as answers show it."""
        return self._meet(id_)[1]

    def is_known(self, id_: EventId) -> bool:
        """Whether the record has been reported by then."""
        return self._meet(id_)[0]

    def why_left_out(self, id_: EventId) -> str | None:
        """Why a record does not count for this outlook, if it does not."""
        return self._meet(id_)[2]

    def _meet(self, id_: EventId) -> tuple[bool, Seen, str | None]:
        if id_ not in self._met:
            self._met[id_] = self._read(id_)
        return self._met[id_]

    def _read(self, id_: EventId) -> tuple[bool, Seen, str | None]:
        known = self._outlook.known
        since, first, last, text = self._connection.execute(EVENT, (id_,)).fetchone()
        if since > known:
            return False, seen_from(id_, None, text), "not yet known"
        if first is not None:
            return True, seen_from(id_, (first, last), text), None
        asked = (id_, self._outlook.reading, known, known)
        first, last, left_out, text = self._connection.execute(TURN, asked).fetchone()
        return True, seen_from(id_, None if first is None else (first, last), text), left_out
