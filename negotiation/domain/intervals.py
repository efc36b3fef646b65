"""The one result of the one replay: a table of intervals over valid time, known time and reading.

    (subject, axis, values, reading, valid_from, valid_to, known_from, known_to, causes, rule)

Every query filters it, and nothing else works out a status. The table is made
piece by piece, when a query needs the piece: a subject's fold at one state of
knowledge does not depend on what other queries ask.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from negotiation.domain.answering import About
from negotiation.domain.axes import FOREVER, Interval, Outlook
from negotiation.domain.beside import contested, items_of, listed, listing, scope_contested, with_scope
from negotiation.domain.bitemporal import History, Moving, Rows, Sight, identified, late_offers
from negotiation.domain.book import Book, book_of, held_of, raws_of
from negotiation.domain.case import Case
from negotiation.domain.contests import contests_of, debated
from negotiation.domain.events.record import HeldValue
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.machines import JointMachine, members_of
from negotiation.domain.proving import Proof, Standard, proved
from negotiation.domain.recurring import MOST_PERIODS
from negotiation.domain.resolve import Found, Resolved, Resolver
from negotiation.domain.seeing import Resolving, abouts
from negotiation.domain.subjects import Group, Subject, groups_of, moves, subjects_of
from negotiation.domain.values import has_holders
from negotiation.domain.worlds import Merged, Stretch, Unfolding, unfold


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that the replay itself has to say about a subject."""

    code: str
    subject: SubjectId
    message: str


MOST_ROWS = 100_000
"""So many are kept; of more, some are worked out again when they are asked for again, since memory has an end."""


class Table:
    """The intervals of one case, as its files stood at the end of the day `recorded`."""

    def __init__(self, case: Case, recorded: int = FOREVER) -> None:
        self.case = case
        self.book: Book = book_of(case, recorded)
        self.subjects: Mapping[SubjectId, Subject] = subjects_of(self.book)
        self.groups: Mapping[SubjectId, Group] = groups_of(self.subjects)
        self.end = case.head.coverage.end.toordinal()
        self.readings: tuple[ReadingId, ...] = tuple(r.id for r in case.head.readings) or (RECORD,)
        self.organs = {organ.id: party.id for party in case.head.parties for organ in party.organs}
        self.troubles: dict[tuple[str, SubjectId], Trouble] = {}
        self._alike: dict[EventId, Resolved | None] = {}
        self._found: dict[ReadingId, Found] = {}
        self._histories: dict[tuple[SubjectId, ReadingId], Rows] = {}
        self._room = MOST_ROWS
        self._rows: dict[tuple[SubjectId, ReadingId, int], tuple[Interval, ...]] = {}
        self._folds: dict[SubjectId, tuple[Any, tuple[Stretch, ...]]] = {}
        self._named: dict[SubjectId, frozenset[ReadingId]] = {}

    def slice(self, outlook: Outlook, subjects: Iterable[SubjectId] | None = None) -> Iterator[Interval]:
        """Every interval that holds for an outlook, by subject."""
        for id_ in subjects if subjects is not None else self.subjects:
            yield from self.rows(id_, outlook)

    def rows(self, id_: SubjectId, outlook: Outlook) -> tuple[Interval, ...]:
        """The intervals of one subject that hold for an outlook; none before anything is known of it."""
        if id_ not in self.subjects:
            return ()
        points = self.points(id_)
        index = bisect_right(points, outlook.known)
        if index == 0:
            return ()
        reading = self.own(id_, outlook.reading)
        key = (id_, reading, points[index - 1])
        if key not in self._rows:
            known = points[index - 1], points[index] if index < len(points) else FOREVER + 1
            made = self._made(self.subjects[id_], reading, known)
            self._make_room(len(made))
            self._rows[key] = made
        found = self._rows[key]
        return found if reading == outlook.reading else tuple(row._replace(reading=outlook.reading) for row in found)

    def holding(
        self, outlook: Outlook, on: int, subjects: Iterable[SubjectId] | None = None
    ) -> Iterator[tuple[SubjectId, Sequence[Interval]]]:
        """Of each subject the intervals that hold at the end of a day."""
        for id_ in subjects if subjects is not None else self.subjects:
            yield id_, [row for row in self.rows(id_, outlook) if row.valid_from <= on < row.valid_to]

    def everything(self) -> Iterator[Interval]:
        """The whole table: every reading at every state of knowledge, stretches of known time joined."""
        for id_ in self.subjects:
            for reading in self.readings:
                yield from self.history(id_, reading)

    def history(self, id_: SubjectId, reading: ReadingId) -> Iterator[Interval]:
        """The intervals of one subject under one reading, stretches of known time joined."""
        for row in self._known(id_, self.own(id_, reading)).ended:
            yield _interval(row.merged, reading, (row.since, row.until), (row.known_from, row.known_to))

    def placed(self, id_: SubjectId, reading: ReadingId) -> Iterator[Interval]:
        """The same in the order in which they stand at each state of knowledge, cut in two where that changes."""
        for row in self._known(id_, self.own(id_, reading)).placed():
            yield _interval(row.merged, reading, (row.since, row.until), (row.placed_from, row.known_to))

    def proved(self, id_: SubjectId, reading: ReadingId, standard: Standard) -> Sequence[Merged] | None:
        """What is true of a subject in the end, if nothing can be said against it at any state of knowledge.

        Nothing, where something may be, or where its history is there already and tells what.
        """
        own = self.own(id_, reading)
        if (id_, own) in self._histories:
            return None
        proof = Proof(self._machine(id_), self.end, standard)
        return proved(proof, Moving(self.book, self.groups[id_]), self._sight(own))

    def own(self, id_: SubjectId, reading: ReadingId) -> ReadingId:
        """The reading itself, or the record where the subject does not differ from it."""
        return reading if reading in self.named(id_) else RECORD

    def _known(self, id_: SubjectId, reading: ReadingId) -> Rows:
        """The rows of a subject at all states of knowledge."""
        if (id_, reading) not in self._histories:
            unfolding = Unfolding(self._machine(id_), self.end)
            note = partial(self._note, id_, unfolding)
            history = History(self.book, self.subjects[id_], self.groups[id_], unfolding, note)
            found = history.gone_through(self._sight(reading))
            self._make_room(len(found.ended))
            self._histories[id_, reading] = found
        return self._histories[id_, reading]

    def _make_room(self, rows: int) -> None:
        self._room -= rows
        if self._room < 0:
            self._histories.clear()
            self._rows.clear()
            self._folds.clear()
            self._room = MOST_ROWS - rows

    def _sight(self, reading: ReadingId) -> Sight:
        return lambda point: self.resolver(Outlook(reading, point))

    def points(self, id_: SubjectId) -> tuple[int, ...]:
        """Days on which what is known of a subject may change, with those of the subjects that it needs."""
        return self.groups[id_].breakpoints

    def named(self, id_: SubjectId) -> frozenset[ReadingId]:
        """The readings under which a subject may differ from the record."""
        if id_ not in self._named:
            debated = self.book.debated.intersection(self.groups[id_].inputs)
            self._named[id_] = frozenset(r for e in debated for r in readings_in(self.book, e)) | {RECORD}
        return self._named[id_]

    def resolver(self, outlook: Outlook) -> Resolver:
        """The records as an outlook has them; what is found out is kept for as long as the table is."""
        return Resolver(self.book, outlook, self._found.setdefault(outlook.reading, Found(self._alike)))

    def sight(self, outlook: Outlook) -> Resolving:
        """The records as an outlook has them."""
        return Resolving(self.resolver(outlook))

    def known(self, day: int) -> int:
        """How many records had been reported by the end of a day."""
        return sum(1 for since in self.book.known_from.values() if since <= day)

    def about(self, id_: SubjectId) -> Iterator[About]:
        """The records that are about a subject."""
        return abouts(self.subjects[id_], self.book)

    def between(self, before: tuple[Outlook, int], after: tuple[Outlook, int]) -> Iterator[EventId]:
        """Records that happened, or became known, after the first outlook's day and by the second's."""
        (earlier, first), (later, last) = before, after
        for id_ in self.book.events:
            happened = self.resolver(later).get(id_)
            if happened is None:
                continue
            new = happened.days[0] <= last and not self.resolver(earlier).is_known(id_)
            if new or first < happened.days[-1] <= last:
                yield id_

    def _made(self, subject: Subject, reading: ReadingId, known: tuple[int, int]) -> tuple[Interval, ...]:
        history = self._histories.get((subject.id, reading))
        if history is not None:
            found = history.at(known[0])
            return tuple(_interval(row.merged, reading, (row.since, row.until), known) for row in found)
        resolver, end = self.resolver(Outlook(reading, known[0])), self.end + 1
        unfolded = self._unfolded(subject.id, resolver)
        contests = contests_of(subject, resolver, debated(subject, self.book))
        scope = scope_contested(contests)
        items = (item for id_ in listing(subject, self.book) for item in items_of(subject, resolver, id_))
        stretches = (
            *(with_scope(one, scope) for one in unfolded),
            *listed(items, end),
            *contested(contests, end),
        )
        return tuple(_interval(merged, reading, (since, until), known) for merged, since, until in stretches)

    def _unfolded(self, id_: SubjectId, resolver: Resolver) -> tuple[Stretch, ...]:
        """The fold, made once for the same inputs: many states of knowledge differ only beside the status."""
        group = self.groups[id_]
        happened = (r for e in group.inputs if (r := resolver.get(e)) is not None)
        moving = [r for r in happened if any(moves(r.event, member) for member in group.members)]
        late = late_offers(enumerate(moving), {member.id for member in group.members})
        inputs = [r for number, r in enumerate(moving) if number not in late]
        # a record that is the same to everybody has one object, which tells it from others
        key = tuple([id(r) if self._alike.get(r.id) is r else identified(r) for r in inputs])
        if id_ not in self._folds or self._folds[id_][0] != key:
            unfolding = unfold(self._machine(id_), inputs, self.end)
            self._note(id_, unfolding)
            self._folds[id_] = key, tuple(unfolding.stretches)
        return self._folds[id_][1]

    def _machine(self, id_: SubjectId) -> JointMachine:
        return JointMachine((m for one in self.groups[id_].members for m in members_of(one, self.organs)), id_)

    def _note(self, id_: SubjectId, unfolding: Unfolding[Any]) -> None:
        """Keep what a fold has to say of itself."""
        message = None
        if unfolding.overflowed:
            message = "too many uncertain dates and values overlap to follow every possible world"
        elif any(merged.subject == f"{id_}/{MOST_PERIODS}" for merged in unfolding.lasting()):
            message = f"a duty that comes anew is followed for {MOST_PERIODS} periods, and what comes after is left out"
        if message is not None:
            self.troubles.setdefault(("T208", id_), Trouble("T208", id_, message))


def _interval(merged: Merged, reading: ReadingId, valid: tuple[int, int], known: tuple[int, int]) -> Interval:
    return Interval(
        merged.subject, merged.axis, merged.values, reading, *valid, *known, merged.causes, merged.rule,
        merged.order_sensitive,
    )  # fmt: skip


def readings_in(book: Book, id_: EventId) -> Iterator[ReadingId]:
    """The readings that a record names, or that later ones name for its fields."""
    for raw in raws_of(book, id_):
        if has_holders(raw):
            yield from raw.by_reading
    for overlay in held_of(book, id_):
        yield from overlay.by_reading
        for version in book.versions[overlay.event.id]:
            if isinstance(version, HeldValue):
                yield from version.by_reading


def identity(row: Interval) -> Any:
    """Equal for intervals of which only the known time differs, and the reading."""
    return (row.subject, row.axis, row.values, row.valid_from, row.valid_to, row.causes, row.rule, row.order_sensitive)
