"""The one result of the one replay: a table of intervals over valid time, known time and reading.

    (subject, axis, values, reading, valid_from, valid_to, known_from, known_to, causes, rule)

Every query filters it, and nothing else works out a status. The table is made
piece by piece, when a query needs the piece: a subject's fold at one state of
knowledge does not depend on what other queries ask.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from negotiation.domain.answering import About
from negotiation.domain.axes import FOREVER, LISTED, Contest, Interval, Outlook
from negotiation.domain.book import Address, Book, book_of, first_day, held_of, raws_of
from negotiation.domain.case import Case
from negotiation.domain.contests import contests_of
from negotiation.domain.events.commitments import Committed
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.events.record import HeldValue, Told
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.machines import Differences, JointMachine, members_of
from negotiation.domain.recurring import MOST_PERIODS
from negotiation.domain.resolve import Resolved, Resolver
from negotiation.domain.seeing import Resolving, abouts
from negotiation.domain.subjects import Group, Subject, groups_of, moves, subjects_of
from negotiation.domain.values import has_holders
from negotiation.domain.worlds import Merged, Unfolded, unfold


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that the replay itself has to say about a subject."""

    code: str
    subject: SubjectId
    message: str


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
        self._resolvers: dict[Outlook, Resolver] = {}
        self._rows: dict[tuple[SubjectId, ReadingId, int], tuple[Interval, ...]] = {}
        self._folds: dict[Any, Unfolded] = {}
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
        reading = outlook.reading if outlook.reading in self.named(id_) else RECORD
        key = (id_, reading, points[index - 1])
        if key not in self._rows:
            known_to = points[index] if index < len(points) else FOREVER + 1
            self._rows[key] = self._made(self.subjects[id_], Outlook(reading, points[index - 1]), known_to)
        found = self._rows[key]
        return found if reading == outlook.reading else tuple(replace(row, reading=outlook.reading) for row in found)

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
        yield from _joined(self.rows(id_, Outlook(reading, point)) for point in self.points(id_))

    def points(self, id_: SubjectId) -> tuple[int, ...]:
        """Days on which what is known of a subject may change, with those of the subjects that it needs."""
        return self.groups[id_].breakpoints

    def named(self, id_: SubjectId) -> frozenset[ReadingId]:
        """The readings under which a subject may differ from the record."""
        if id_ not in self._named:
            self._named[id_] = frozenset(r for e in self.groups[id_].inputs for r in readings_in(self.book, e)) | {
                RECORD
            }
        return self._named[id_]

    def resolver(self, outlook: Outlook) -> Resolver:
        """The resolver of an outlook, kept for as long as the table is."""
        if outlook not in self._resolvers:
            self._resolvers[outlook] = Resolver(self.book, outlook)
        return self._resolvers[outlook]

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

    def _made(self, subject: Subject, outlook: Outlook, known_to: int) -> tuple[Interval, ...]:
        resolver = self.resolver(outlook)
        unfolded = self._unfolded(subject.id, resolver)
        if unfolded.overflowed:
            message = "too many uncertain dates and values overlap to follow every possible world"
            self.troubles.setdefault(("T208", subject.id), Trouble("T208", subject.id, message))
        if unfolded.facets and any(f.subject == f"{subject.id}/{MOST_PERIODS}" for f in unfolded.facets[-1]):
            message = f"a duty that comes anew is followed for {MOST_PERIODS} periods, and what comes after is left out"
            self.troubles.setdefault(("T208", subject.id), Trouble("T208", subject.id, message))
        rows = [*_intervals(unfolded, outlook, self.end + 1, known_to)]
        rows += _listed(subject, resolver, (self.end + 1, known_to))
        contests = contests_of(subject, resolver)
        rows = [_scope_contested(row, contests) for row in rows]
        return (*rows, *_contested(contests, outlook, self.end + 1, known_to))

    def _unfolded(self, id_: SubjectId, resolver: Resolver) -> Unfolded:
        """The fold, made once for the same inputs: many states of knowledge differ only beside the status."""
        group = self.groups[id_]
        happened = (r for e in group.inputs if (r := resolver.get(e)) is not None)
        moving = [r for r in happened if any(moves(r.event, member) for member in group.members)]
        inputs = _still_open(moving, {member.id for member in group.members})
        differences = differences_of(resolver)
        key = (id_, tuple(map(_identified, inputs)), tuple(sorted(differences.items())))
        if key not in self._folds:
            machine = JointMachine((m for one in group.members for m in members_of(one, differences, self.organs)), id_)
            self._folds[key] = unfold(machine, inputs, self.end)
        return self._folds[key]


def _still_open(inputs: list[Resolved], members: set[SubjectId]) -> list[Resolved]:
    """Without proposals of what had been promised before: they move nothing any more."""
    made = {r.event.commitment: r.days[-1] for r in inputs if isinstance(r.event, Committed)}
    late = {
        r.id
        for r in inputs
        if isinstance(r.event, Proposed)
        and r.event.proposal not in members
        and made.get(r.event.commitment or SubjectId(""), FOREVER) < r.days[0]
    }
    return [r for r in inputs if r.id not in late]


def _identified(happened: Resolved) -> Any:
    """Equal for what folds alike. Records and their values live as long as the table, so identity stands for value."""
    values = tuple(tuple((a, id(v)) for a, v in variant.items()) for variant in happened.variants)
    return id(happened.event), happened.days, happened.minute, values


def differences_of(resolver: Resolver) -> Differences:
    """The declared differences that hold for an outlook, by the record and field that bring them.

    Only the newest value that a reading holds counts, with or without a difference.
    """
    found: dict[tuple[EventId, Address], tuple[int, EventId]] = {}
    for key in resolver.book.overlays:
        for overlay in resolver.overlays(*key):
            if resolver.outlook.reading in overlay.by_reading:
                found.pop(key, None)
                declared = overlay.event.declared_difference
                if declared is not None:
                    found[key] = (declared.value, overlay.event.id)
    return found


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


def _intervals(unfolded: Unfolded, outlook: Outlook, end: int, known_to: int) -> Iterator[Interval]:
    running: dict[tuple[SubjectId, str], tuple[Merged, int]] = {}
    done: list[tuple[Merged, int, int]] = []
    for day, facets in zip(unfolded.days, unfolded.facets, strict=True):
        now = {(f.subject, f.axis): f for f in facets}
        for key, (facet, since) in list(running.items()):
            if now.get(key) != facet:
                done.append((facet, since, day))
                del running[key]
        for key, facet in now.items():
            running.setdefault(key, (facet, day))
    done += [(facet, since, end) for facet, since in running.values()]
    for f, since, until in done:
        yield Interval(
            f.subject, f.axis, f.values, outlook.reading, since, until, outlook.known, known_to, f.causes, f.rule,
            f.order_sensitive,
        )  # fmt: skip


def _listed(subject: Subject, resolver: Resolver, ends: tuple[int, int]) -> Iterator[Interval]:
    """What is told about a subject, and what would extend it: listed beside the status, never fed into it."""
    outlook = resolver.outlook
    found: dict[tuple[SubjectId, str], list[tuple[int, str, EventId]]] = {}
    for id_ in subject.inputs:
        for first, by in _corrections(subject, resolver, id_):
            found.setdefault((subject.id, "corrected"), []).append((first, by, by))
        happened = resolver.get(id_)
        if happened is None:
            continue
        event = happened.event
        if isinstance(event, Told):
            for about in event.subject:
                if about.partition("/")[0] == subject.id:
                    for one in dict.fromkeys((subject.id, about)):
                        found.setdefault((one, "told"), []).append((happened.days[0], id_, id_))
        elif isinstance(event, Proposed) and event.extends == subject.id:
            found.setdefault((subject.id, "extensions"), []).append((happened.days[0], event.proposal, id_))
    for (one, axis), items in found.items():
        days = sorted({day for day, _, _ in items})
        for start, stop in zip(days, [*days[1:], ends[0]], strict=True):
            now = sorted((what, id_) for day, what, id_ in items if day <= start)
            value = tuple(dict.fromkeys(what for what, _ in now))
            causes = tuple(id_ for _, id_ in now)
            if start < stop:
                yield Interval(
                    one, axis, (value,), outlook.reading, start, stop, outlook.known, ends[1], causes, LISTED[axis],
                )  # fmt: skip


def _corrections(subject: Subject, resolver: Resolver, id_: EventId) -> Iterator[tuple[int, EventId]]:
    """The records that correct, retract or revise one that moves the subject, from the corrected record's own day."""
    event = resolver.book.events[id_]
    if not resolver.is_known(id_) or not moves(event, subject):
        return
    dropped = resolver.dropped_by(id_)
    for by in [*resolver.corrections(id_), *([] if dropped is None else [dropped])]:
        yield min(first_day(event), first_day(by)) if by is dropped else first_day(event), by.id


def _scope_contested(row: Interval, contests: Sequence[Contest]) -> Interval:
    """Say that an act's scope is contested where holders differ about it."""
    if row.axis != "status" or not any("scope not settled" in str(v) for v in row.values):
        return row
    if not any(c.field == "within" and c.valid_from < row.valid_to for c in contests):
        return row
    return replace(row, values=tuple(str(v).replace("scope not settled", "scope contested") for v in row.values))


def _contested(contests: Sequence[Contest], outlook: Outlook, end: int, known_to: int) -> Iterator[Interval]:
    by_subject: dict[SubjectId, list[Contest]] = {}
    for contest in contests:
        by_subject.setdefault(contest.subject, []).append(contest)
    for subject, mine in by_subject.items():
        days = sorted({c.valid_from for c in mine} | {c.valid_to for c in mine if c.valid_to < end})
        for start, stop in zip(days, [*days[1:], end], strict=True):
            now = tuple(c for c in mine if c.valid_from <= start < c.valid_to)
            if now and start < end:
                causes = tuple(sorted({e for c in now for e in c.events}))
                yield Interval(
                    subject, "contested", (now,), outlook.reading, start, stop, outlook.known, known_to, causes,
                    "contested",
                )  # fmt: skip


def _joined(slices: Iterable[Sequence[Interval]]) -> Iterator[Interval]:
    """Join what stays the same from one state of knowledge to the next."""
    open_: dict[Any, Interval] = {}
    for rows in slices:
        now = {identity(row): row for row in rows}
        for key, row in list(open_.items()):
            if key in now and row.known_to == now[key].known_from:
                open_[key] = replace(row, known_to=now[key].known_to)
            else:
                yield open_.pop(key)
        for key, row in now.items():
            open_.setdefault(key, row)
    yield from open_.values()


def identity(row: Interval) -> Any:
    """Equal for intervals of which only the known time differs, and the reading."""
    return (row.subject, row.axis, row.values, row.valid_from, row.valid_to, row.causes, row.rule, row.order_sensitive)
