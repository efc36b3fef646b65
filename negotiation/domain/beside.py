"""What stands beside the status of a subject, and never feeds it: what is told of it, corrected, or contested."""

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence

from negotiation.domain.axes import LISTED, Contest
from negotiation.domain.book import Book, first_day
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.events.record import Told
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.resolve import Resolver
from negotiation.domain.subjects import Subject, moves
from negotiation.domain.worlds import Merged, Stretch

Item = tuple[SubjectId, str, int, str, EventId]
"""Something that an axis lists: of which subject, on which axis, from which day on, what, and by which record."""


def listing(subject: Subject, book: Book) -> tuple[EventId, ...]:
    """The records of a subject that have something to list."""
    return tuple(id_ for id_ in subject.inputs if id_ in book.amenders or isinstance(book.events[id_], Told | Proposed))


def items_of(subject: Subject, resolver: Resolver, id_: EventId) -> tuple[Item, ...]:
    """What a record brings to the lists of a subject."""
    return (*_corrections(subject, resolver, id_), *_told(subject, resolver, id_))


def _told(subject: Subject, resolver: Resolver, id_: EventId) -> Iterator[Item]:
    happened = resolver.get(id_)
    event = None if happened is None else happened.event
    if happened is None:
        return
    if isinstance(event, Told):
        for about in event.subject:
            if about.partition("/")[0] == subject.id:
                for one in dict.fromkeys((subject.id, about)):
                    yield one, "told", happened.days[0], id_, id_
    elif isinstance(event, Proposed) and event.extends == subject.id:
        yield subject.id, "extensions", happened.days[0], event.proposal, id_


def _corrections(subject: Subject, resolver: Resolver, id_: EventId) -> Iterator[Item]:
    """The records that correct, retract or revise one that moves the subject, from the corrected record's own day."""
    event = resolver.book.events[id_]
    if not resolver.is_known(id_) or not moves(event, subject):
        return
    dropped = resolver.dropped_by(id_)
    for by in [*resolver.corrections(id_), *([] if dropped is None else [dropped])]:
        first = min(first_day(event), first_day(by)) if by is dropped else first_day(event)
        yield subject.id, "corrected", first, by.id, by.id


def listed(items: Iterable[Item], end: int) -> Iterator[Stretch]:
    """The lists of a subject from day to day; each names all that there is by then."""
    found: dict[tuple[SubjectId, str], dict[int, list[tuple[str, EventId]]]] = {}
    for one, axis, day, what, by in items:
        found.setdefault((one, axis), {}).setdefault(day, []).append((what, by))
    for (one, axis), by_day in found.items():
        now: list[tuple[str, EventId]] = []
        days = sorted(by_day)
        for start, stop in zip(days, [*days[1:], end], strict=True):
            for item in by_day[start]:
                insort(now, item)
            value = tuple(dict.fromkeys(what for what, _ in now))
            if start < stop:
                yield Merged(one, axis, (value,), LISTED[axis], tuple(id_ for _, id_ in now)), start, stop


def contested(contests: Sequence[Contest], end: int) -> Iterator[Stretch]:
    """The contests of a subject from day to day; each of its parts has its own."""
    by_subject: dict[SubjectId, list[Contest]] = {}
    for contest in contests:
        by_subject.setdefault(contest.subject, []).append(contest)
    for subject, mine in by_subject.items():
        days = sorted({c.valid_from for c in mine} | {c.valid_to for c in mine if c.valid_to < end})
        for start, stop in zip(days, [*days[1:], end], strict=True):
            now = tuple(c for c in mine if c.valid_from <= start < c.valid_to)
            if now and start < end:
                causes = tuple(sorted({e for c in now for e in c.events}))
                yield Merged(subject, "contested", (now,), "contested", causes), start, stop


def scope_contested(contests: Sequence[Contest]) -> int | None:
    """The first day from which holders differ about what an act falls within, if they do."""
    return min((c.valid_from for c in contests if c.field == "within"), default=None)


def with_scope(stretch: Stretch, contested_from: int | None) -> Stretch:
    """Say that an act's scope is contested where holders differ about it."""
    merged, since, until = stretch
    if merged.axis != "status" or contested_from is None or contested_from >= until:
        return stretch
    if not any("scope not settled" in str(v) for v in merged.values):
        return stretch
    values = tuple(str(v).replace("scope not settled", "scope contested") for v in merged.values)
    return merged._replace(values=values), since, until
