"""How what is true of a subject changes from one state of knowledge to the next.

Most of what is reported concerns the day on which it is reported. The fold at one
state of knowledge then has all days before in common with the fold at the state
before it. So a fold is taken up again on the first day that may come out
otherwise, and not begun anew; and only what it comes to from then on is compared
with what was there. What each state of knowledge needs is found out first: then it
is known, while a fold runs, on which days it will be taken up again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from heapq import heapify, heappop, heappush
from itertools import chain, count
from typing import Any, Generic, TypeVar

from negotiation.domain.axes import FOREVER
from negotiation.domain.beside import contested, items_of, listed, listing, scope_contested, with_scope
from negotiation.domain.book import Book
from negotiation.domain.contests import contests_of, debated
from negotiation.domain.events.commitments import Committed
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.resolve import Resolved, Resolver
from negotiation.domain.subjects import Group, Subject, moves
from negotiation.domain.worlds import Checkpoint, Merged, Stretch, Unfolding

T = TypeVar("T")

Sight = Callable[[int], Resolver]
"""The records as one reading has them at a state of knowledge."""


class Watch(Generic[T]):
    """Findings, each looked at again when a report has come that may change it."""

    def __init__(self, look: Callable[[Resolver, int], T], due: Iterable[tuple[int, int]]) -> None:
        self._look = look
        self._due = list(due)
        heapify(self._due)

    def at(self, resolver: Resolver) -> Iterator[tuple[int, T]]:
        """What was due by then, by its number, as it is found now."""
        again: list[tuple[int, int]] = []
        while self._due and self._due[0][0] <= resolver.outlook.known:
            _, number = heappop(self._due)
            found, until = resolver.during(partial(self._look, resolver, number))
            if until <= FOREVER:
                again.append((until, number))
            yield number, found
        for one in again:
            heappush(self._due, one)


@dataclass(frozen=True, slots=True)
class Step:
    """What a state of knowledge changes for a fold."""

    events: tuple[tuple[int, Resolved | None], ...]
    """By their numbers, those that are new or other than before, and nothing for those that are no more."""
    day: int | None
    """The first day that may come out otherwise; none where nothing does."""


class Moving:
    """The events that move a group of subjects, as they become known."""

    def __init__(self, book: Book, group: Group) -> None:
        self.group = group
        self.members = {member.id for member in group.members}
        self._known: dict[int, Resolved] = {}
        self._moving: dict[int, Resolved] = {}
        self._offers: set[int] = set()
        """Proposals, and the promises that they may have come too late for."""
        self._behind: dict[EventId, list[int]] = {}
        """The events that a source puts after another: until that has happened they may wait."""
        for number, id_ in enumerate(group.inputs):
            for before in book.behind.get(id_, ()):
                self._behind.setdefault(before, []).append(number)
        due = ((book.known_from[id_], number) for number, id_ in enumerate(group.inputs))
        self._watch: Watch[Resolved | None] = Watch(lambda resolver, n: resolver.get(group.inputs[n]), due)

    def step(self, resolver: Resolver) -> Step:
        """What has changed since the state of knowledge before."""
        changed = [number for number, happened in self._watch.at(resolver) if self._learn(number, happened)]
        if self._offers and any(number in self._offers for number in changed):
            changed = sorted({*changed, *self._offers})
        late = self._late()
        events: list[tuple[int, Resolved | None]] = []
        days: list[int] = []
        for number in changed:
            was, now = self._moving.get(number), None if number in late else self._known.get(number)
            if _alike(was, now):
                continue
            events.append((number, now))
            days += [one.days[0] for one in (was, now, *self._waiting_for(number)) if one is not None]
            if now is None:
                del self._moving[number]
            else:
                self._moving[number] = now
        return Step(tuple(events), min(days, default=None))

    def _learn(self, number: int, happened: Resolved | None) -> bool:
        """Keep an event that moves a member of the group; whether it is another than before."""
        before = self._known.pop(number, None)
        if happened is not None and any(moves(happened.event, member) for member in self.group.members):
            self._known[number] = happened
            if isinstance(happened.event, Proposed | Committed):
                self._offers.add(number)
        return not _alike(before, self._known.get(number))

    def _late(self) -> set[int]:
        """Proposals of what had been promised before: they move nothing any more."""
        offers = [(number, self._known[number]) for number in sorted(self._offers) if number in self._known]
        return late_offers(offers, self.members)

    def _waiting_for(self, number: int) -> Iterator[Resolved | None]:
        for after in self._behind.get(self.group.inputs[number], ()):
            yield self._moving.get(after)


def late_offers(inputs: Iterable[tuple[int, Resolved]], members: set[SubjectId]) -> set[int]:
    """The numbers of proposals of what had been promised before, those of members of the group apart."""
    offers = list(inputs)
    made = {r.event.commitment: r.days[-1] for _, r in offers if isinstance(r.event, Committed)}
    return {
        number
        for number, r in offers
        if isinstance(r.event, Proposed)
        and r.event.proposal not in members
        and made.get(r.event.commitment or SubjectId(""), FOREVER) < r.days[0]
    }


def _alike(one: Resolved | None, other: Resolved | None) -> bool:
    if one is None or other is None or one is other:
        return one is other
    return bool(identified(one) == identified(other))


def identified(happened: Resolved) -> Any:
    """Equal for what folds alike. Records and their values live as long as the table, so identity stands for value."""
    values = tuple(tuple((a, id(v)) for a, v in variant.items()) for variant in happened.variants)
    return id(happened.event), happened.days, happened.minute, values, tuple(sorted(happened.differences.items()))


NO_ROW = Merged(SubjectId(""), "", (), "", ())


@dataclass(slots=True)
class Row:
    """What holds from a day until another, since a state of knowledge."""

    merged: Merged
    since: int
    until: int
    known_from: int
    number: int
    """In the order in which they came to hold."""
    known_to: int
    placed_from: int
    """Since when it stands in its place: one whose neighbours change sides stands in a second place from then on."""
    after: "Row | None" = None
    """The row that stands next, at whichever state of knowledge."""


class Line:
    """The rows of one sort, those that hold at a state of knowledge in the order in which they stand at it."""

    def __init__(self) -> None:
        self.first = Row(NO_ROW, 0, 0, 0, -1, 0, 0)
        """Stands before all rows, and is none."""
        self.rows: list[Row] = []

    def __iter__(self) -> Iterator[Row]:
        """Every row that ever held, in one order that is true to each state of knowledge, in each of its places."""
        row = self.first.after
        while row is not None:
            yield row
            row = row.after


class Rows:
    """The rows of one subject under one reading, at all states of knowledge."""

    def __init__(self) -> None:
        self.folded, self.lists, self.contests = Line(), Line(), Line()
        self.ended: list[Row] = []
        """Every row, in the order in which they cease to hold; those that hold for good at last."""

    def placed(self) -> Iterator[Row]:
        """Every row in one order that is true to each state of knowledge, in each of its places."""
        return chain(self.folded, self.lists, self.contests)

    def at(self, point: int) -> Iterator[Row]:
        """The rows that hold at a state of knowledge."""
        return (row for row in self.placed() if row.placed_from <= point < row.known_to)


class History:
    """Goes with one subject under one reading from one state of knowledge to the next."""

    def __init__(
        self, book: Book, subject: Subject, group: Group, unfolding: Unfolding[Any], note: Callable[[], None]
    ) -> None:
        self.rows = Rows()
        self.group = group
        self.unfolding = unfolding
        self.note = note
        """Told of every run of the fold."""
        self.end = unfolding.until + 1
        self._moving = Moving(book, group)
        self._listing = listing(subject, book)
        self._items: Watch[Any] = Watch(
            lambda resolver, n: items_of(subject, resolver, self._listing[n]),
            ((book.known_from[id_], n) for n, id_ in enumerate(self._listing)),
        )
        about = debated(subject, book)
        self._contests: Watch[Any] = Watch(
            lambda resolver, _: contests_of(subject, resolver, about), [(0, 0)] if about else ()
        )
        self._numbers = count()
        self._gone: list[Row] = []

    def gone_through(self, sight: Sight) -> Rows:
        """All that it comes to."""
        lines = self.rows
        steps = [self._moving.step(sight(point)) for point in self.group.breakpoints]
        taken_up = taken_up_by([step.day for step in steps])
        checkpoints: dict[int, Checkpoint[Any]] = {}
        items: dict[int, Any] = {}
        scope: int | None = None
        for number, (point, step) in enumerate(zip(self.group.breakpoints, steps, strict=True)):
            resolver = sight(point)
            found = [one for _, one in self._contests.at(resolver)]
            before, scope = scope, scope_contested(found[0]) if found else scope
            kept = len(lines.folded.rows) if before == scope else 0
            if step.day is not None:
                kept = min(kept, self._fold(number, steps, taken_up, checkpoints))
            after = self.unfolding.stretches[kept:]
            self._exchange((lines.folded, kept), (with_scope(one, scope) for one in after), point)
            changed = dict(self._items.at(resolver))
            if changed:
                items |= changed
                now = listed((item for n in sorted(items) for item in items[n]), self.end)
                self._exchange((lines.lists, 0), now, point)
            if found:
                self._exchange((lines.contests, 0), contested(found[0], self.end), point)
            self._end(point)
        for line in (lines.folded, lines.lists, lines.contests):
            self._gone += line.rows
        self._end(FOREVER + 1)
        return lines

    def _fold(
        self,
        number: int,
        steps: Sequence[Step],
        taken_up: Sequence[Sequence[int]],
        checkpoints: dict[int, Checkpoint[Any]],
    ) -> int:
        """Take up the fold where a step changes it; how much of what it had come to stays."""
        for event in steps[number].events:
            self.unfolding.agenda.put(*event)
        at = checkpoints.pop(number, None) or self.unfolding.start()
        later = taken_up[number][::-1]
        stays, day = at.ended, steps[number].day or 0
        kept = self.unfolding.run(at, day, [steps[n].day or 0 for n in later])
        checkpoints.update(zip(later, kept, strict=True))
        self.note()
        return stays

    def _exchange(self, where: tuple[Line, int], after: Iterable[Stretch], point: int) -> None:
        """Put into a line, from a place on, what holds now; rows that held before and do so no longer are gone."""
        line, kept = where
        held = {(row.merged.subject, row.merged.axis, row.since): (at, row) for at, row in enumerate(line.rows[kept:])}
        last, taken = line.rows[kept - 1] if kept else line.first, -1
        del line.rows[kept:]
        for merged, since, until in after:
            key = merged.subject, merged.axis, since
            at, row = held.get(key, (-1, None))
            if row is None or row.until != until or row.merged != merged:
                row = Row(merged, since, until, point, next(self._numbers), FOREVER + 1, point, last.after)
                last.after = row
            else:
                del held[key]
                if at < taken:
                    row.known_to = point
                    row = replace(row, known_to=FOREVER + 1, placed_from=point, after=last.after)
                    last.after = row
                taken = max(taken, at)
            line.rows.append(row)
            last = row
        self._gone += (row for _, row in held.values())

    def _end(self, point: int) -> None:
        for row in sorted(self._gone, key=lambda row: row.number):
            row.known_to = point
            self.rows.ended.append(row)
        self._gone.clear()


def taken_up_by(days: Sequence[int | None]) -> list[list[int]]:
    """For each run of a fold, from the day on which it begins: the later runs that take it up.

    A run has all days before its own in common with the last run before it that
    begins on an earlier day, since none in between touches these.

    >>> taken_up_by([5, 7, 9, 6, None, 8])
    [[1, 3], [2], [], [5], [], []]
    """
    found: list[list[int]] = [[] for _ in days]
    running: list[tuple[int, int]] = []
    for number, day in enumerate(days):
        if day is not None:
            while running and running[-1][0] >= day:
                running.pop()
            if running:
                found[running[-1][1]].append(number)
            running.append((day, number))
    return found
