"""Which subjects a case has, and which records each of them needs for its fold."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeGuard

from negotiation.domain.book import Book, Fields, held_of, revisers_of
from negotiation.domain.events import Event
from negotiation.domain.events.about import subjects_named, wholes_named
from negotiation.domain.events.commitments import Acted, Committed, Performed, Reversed
from negotiation.domain.events.instruments import Signed
from negotiation.domain.events.measures import MeasureTaken
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.events.record import HeldValue
from negotiation.domain.events.talks import TalksStep
from negotiation.domain.expressions import Pattern
from negotiation.domain.ids import ActorId, EventId, SubjectId
from negotiation.domain.meaning import (
    ALWAYS,
    SIMPLE,
    Facts,
    Moment,
    anchors,
    asks_when,
    dates_in,
    dependencies,
    matches,
    moments,
    patterns,
    truth,
)
from negotiation.domain.resolve import Resolved
from negotiation.domain.values import has_holders


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that has a status, and all that its status may hang on."""

    id: SubjectId
    kind: str
    inputs: tuple[EventId, ...]
    """Records that the fold reads: about it, or named by its dates and conditions."""
    needs: tuple[tuple[str, SubjectId], ...]
    """Other subjects whose status its conditions wait for."""
    breakpoints: tuple[int, ...]
    """Days on which what is known of its records may change, earliest first."""
    debtors: tuple[ActorId, ...] = ()
    anchors: frozenset[EventId] = frozenset()
    """Records whose day its dates and conditions ask for."""
    awaited: frozenset[EventId] = frozenset()
    """Records that its conditions wait for by a pattern."""
    undone: bool = False
    """Whether a record undoes something of it, or counts anew what there is."""
    asks_when: bool = True
    """Whether it matters to its conditions on which day an event of a pattern happened."""
    moments: tuple[tuple[Any, SubjectId], ...] = ()
    """Conditions that its dates are counted from, each as seen from the whole and from every tranche."""


@dataclass(frozen=True, slots=True)
class Group:
    """A subject and those whose status its conditions wait for, in turn: folded together."""

    members: tuple[Subject, ...]
    inputs: tuple[EventId, ...]
    breakpoints: tuple[int, ...]


def groups_of(subjects: Mapping[SubjectId, Subject]) -> dict[SubjectId, Group]:
    """The group of every subject; most are alone in theirs."""
    return {id_: _group(subjects, _reachable(subjects, id_)) for id_ in subjects}


def _reachable(subjects: Mapping[SubjectId, Subject], id_: SubjectId) -> set[SubjectId]:
    found: set[SubjectId] = set()
    agenda = [id_]
    while agenda:
        one = agenda.pop()
        if one in subjects and one not in found:
            found.add(one)
            agenda += [SubjectId(needed.partition("/")[0]) for _, needed in subjects[one].needs]
    return found


def _group(subjects: Mapping[SubjectId, Subject], ids: set[SubjectId]) -> Group:
    members = tuple(subjects[id_] for id_ in sorted(ids))
    inputs = tuple(sorted({e for m in members for e in m.inputs}))
    return Group(members, inputs, tuple(sorted({day for m in members for day in m.breakpoints})))


class Noting(Facts, Protocol):
    """A fold's state that remembers what its dates and conditions ask for."""

    def moved(self) -> None: ...


def note(state: Noting, subject: Subject, happened: Resolved, day: int) -> None:
    """Remember an event as far as the subject's dates and conditions ask for it."""
    for one in (happened.id, *happened.places) if subject.anchors else ():
        if one in subject.anchors:
            state.moved()
            state.occurred.setdefault(one, day)
    if happened.id in subject.awaited:
        state.moved()
        state.seen.append((happened.event, day if subject.asks_when else ALWAYS))


def begin(state: Noting, subject: Subject) -> None:
    """Mark the conditions that are true of nothing: they never come true, and no date is counted from them."""
    for condition, id_ in subject.moments:
        if truth(condition, Moment(state, ALWAYS, id_)):
            state.moved()
            state.came[condition, id_] = ALWAYS


def remember(state: Noting, subject: Subject, day: int) -> None:
    """Keep the first day at whose end each condition was true that dates are counted from."""
    for condition, id_ in subject.moments:
        if (condition, id_) not in state.came and truth(condition, Moment(state, day, id_)):
            state.moved()
            state.came[condition, id_] = day


def awaits(state: Noting, subject: Subject, day: int) -> Iterator[int]:
    """Days on which to look again whether they have come true."""
    for condition, id_ in subject.moments:
        if (condition, id_) not in state.came:
            yield from dates_in(condition, Moment(state, day, id_))


MOVERS: dict[str, frozenset[str]] = {
    "commitment": frozenset(
        {
            "committed", "amended", "performed", "reversed", "acted", "observed", "withheld", "decided",
            "measure-taken",
            "waived", "cancelled", "terminated", "transferred", "replaced", "withdrawn", "suspended", "resumed",
            "proposed", "accepted", "rejected", "determined",
        }
    ),
    "process": frozenset(
        {
            "agreed", "opened", "ended", "amended", "suspended", "resumed", "terminated", "cancelled", "replaced",
            "withdrawn", "determined",
        }
    ),
    "proposal": frozenset({"proposed", "accepted", "rejected", "withdrawn"}),
    "instrument": frozenset(
        {"signed", "deposited", "deposit-accepted", "objected", "entered-into-force", "scheduled", "withdrawn"}
    ),
    "measure": frozenset({"measure-taken"}),
}  # fmt: skip
"""The kinds of event that may move a subject of each kind; the others are listed beside its status."""


def moves(event: Event, subject: Subject) -> bool:
    """Whether the subject's fold has to see an event."""
    if event.id in subject.anchors or event.id in subject.awaited:
        return True
    return event.kind in MOVERS[subject.kind] and (
        not isinstance(event, Proposed) or subject.kind == "proposal" or event.commitment == subject.id
    )


def subjects_of(book: Book) -> dict[SubjectId, Subject]:
    """Every subject of the case by id, in the order of their ids."""
    about: dict[SubjectId, dict[EventId, None]] = {}
    kinds: dict[SubjectId, str] = {}
    for id_, kind in (one for versions in book.versions.values() for v in versions for one in brought(v)):
        kinds.setdefault(id_, kind)
    offers = {e.proposal: e.commitment for e in book.events.values() if isinstance(e, Proposed) and e.commitment}
    for event_id, versions in book.versions.items():
        for id_ in dict.fromkeys(one for version in versions for one in concerned(version, book)):
            about.setdefault(id_, {})[event_id] = None
            promised = offers.get(id_)
            if promised is not None:
                about.setdefault(promised, {})[event_id] = None
    by_kind, asking = ByKind(book.events), Asking(book)
    return {id_: _subject(book, by_kind, asking, (id_, kinds[id_]), about.get(id_, {})) for id_ in sorted(kinds)}


class Asking:
    """The expressions of each record that ask for anything, found once for all subjects that read the record."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._found: dict[EventId, list[Any]] = {}

    def of(self, id_: EventId) -> list[Any]:
        """Those of one record, in all its versions and as others hold it; most have none."""
        found = self._found.get(id_)
        if found is None:
            found = self._found[id_] = [one for one in expressions_in(self.book, id_) if not _asks_nothing(one)]
        return found


def _asks_nothing(value: Any) -> bool:
    """Whether a value is no expression with parts, and no list with one among its members."""
    return type(value) in SIMPLE or (_is_several(value) and SIMPLE.issuperset(map(type, value)))


def _is_several(value: Any) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


class ByKind:
    """Events by their kind and the whole subject that they name: what a pattern waits for is looked up in it."""

    def __init__(self, events: Mapping[EventId, Event]) -> None:
        self.events = events

    @cached_property
    def _named(self) -> dict[tuple[str, SubjectId | None], list[Event]]:
        found: dict[tuple[str, SubjectId | None], list[Event]] = {}
        for event in self.events.values():
            for whole in dict.fromkeys(wholes_named(event)) or (None,):
                found.setdefault((event.kind, whole), []).append(event)
        return found

    def waited_for(self, pattern: Pattern, whole: SubjectId) -> Iterator[Event]:
        """The events that a condition of a commitment waits for, for any of its tranches."""
        named = whole if pattern.subject is None else SubjectId(pattern.subject.partition("/")[0])
        for key in ((pattern.kind, named), (pattern.kind, None)):
            yield from (event for event in self._named.get(key, ()) if _may_match(pattern, event, whole))


def brought(event: Event) -> Iterator[tuple[SubjectId, str]]:
    """The subjects that an event may bring into being."""
    match event:
        case Committed(commitment=id_):
            yield id_, "commitment"
        case Proposed():
            if event.commitment is not None:
                yield event.commitment, "commitment"
            yield event.proposal, "proposal"
        case TalksStep(process=id_):
            yield id_, "process"
        case Signed(instruments=instruments):
            for one in instruments:
                yield one.id, "instrument"
        case MeasureTaken(measure=id_):
            yield id_, "measure"
        case _:
            return


def concerned(event: Event, book: Book) -> Iterator[SubjectId]:
    """The subjects that an event is about, each once; of what is about another record, that record's."""
    if not isinstance(event, HeldValue | Reversed):
        yield from dict.fromkeys(_own_subjects(event, book))
        return
    seen: dict[SubjectId, None] = {}
    agenda: list[Event] = [event]
    visited = {event.id}
    while agenda:
        one = agenda.pop()
        seen.update(dict.fromkeys(_own_subjects(one, book)))
        for id_ in _records_named(one):
            if id_ in book.events and id_ not in visited:
                visited.add(id_)
                agenda.append(book.events[id_])
    yield from seen


def _records_named(event: Event) -> Iterator[EventId]:
    if isinstance(event, HeldValue):
        yield EventId(event.subject)
    elif isinstance(event, Reversed):
        yield event.undoes


def _own_subjects(event: Event, book: Book) -> Iterator[SubjectId]:
    for id_, _ in brought(event):
        yield id_
    for whole in wholes_named(event):
        if EventId(whole) not in book.events or not isinstance(event, HeldValue):
            yield whole
    if isinstance(event, Acted | MeasureTaken):
        for bearing in event.bears_on:
            yield SubjectId(bearing.subject.partition("/")[0])
    if isinstance(event, Proposed):
        for named in (event.extends, event.counters):
            if named is not None:
                yield SubjectId(named.partition("/")[0])


def _subject(
    book: Book, by_kind: ByKind, asking: Asking, which: tuple[SubjectId, str], about: Collection[EventId]
) -> Subject:
    id_, kind = which
    inputs = set(about)
    needs: dict[tuple[str, SubjectId], None] = {}
    wanted: list[Pattern] = []
    counted: dict[Any, None] = {}
    asked: list[bool] = []
    named: set[EventId] = set()
    awaited: set[EventId] = set()
    agenda = list(about)
    while agenda:
        event = book.events[agenda.pop()]
        for expression in asking.of(event.id):
            for anchor in (one for name in anchors(expression) for one in (name, *revisers_of(book, name))):
                named.add(anchor)
                if anchor in book.events and anchor not in inputs:
                    inputs.add(anchor)
                    agenda.append(anchor)
            wanted += patterns(expression)
            counted |= dict.fromkeys(moments(expression))
            asked.append(asks_when(expression))
            for kind_, needed in dependencies(expression):
                if event.id in about:
                    needs[kind_, needed] = None
    for pattern in dict.fromkeys(wanted):
        awaited |= {event.id for event in by_kind.waited_for(pattern, id_)}
    inputs |= awaited
    shared = [e.debtor for e in map(book.events.__getitem__, about) if isinstance(e, Committed) and e.commitment == id_]
    debtors = dict.fromkeys(debtor for several in shared if len(several) > 1 for debtor in several)
    points = sorted({day for i in inputs for day in book.breakpoints[i]})
    seen_from = [id_, *_parts(book, id_, about)] if counted else []
    return Subject(
        id_, kind, tuple(sorted(inputs)), tuple(needs), tuple(points), tuple(debtors),
        frozenset(named), frozenset(awaited), any(_counts_anew(v) for e in about for v in book.versions[e]),
        any(asked), tuple((condition, one) for condition in counted for one in seen_from),
    )  # fmt: skip


def _counts_anew(event: Event) -> bool:
    """Whether it undoes what was performed, or tells how much there is in all."""
    match event:
        case Performed(so_far=so_far):
            return so_far is not None
        case HeldValue(field=field):
            return field == "so_far"
        case _:
            return event.kind == "reversed"


def _parts(book: Book, id_: SubjectId, about: Iterable[EventId]) -> list[SubjectId]:
    """Every tranche that a record of the commitment names."""
    versions = [version for event_id in about for version in book.versions[event_id]]
    named = {one for version in versions for one in subjects_named(version) if one.startswith(f"{id_}/")}
    fields = (address for event_id in about for version in book.fields[event_id] for address, _ in version)
    named |= {SubjectId(f"{id_}/{part}") for part, _ in fields if part}
    return sorted(named)


def _may_match(pattern: Pattern, event: Event, whole: SubjectId) -> bool:
    """Whether an event is one that a condition of the commitment waits for, for any of its tranches."""
    if event.kind != pattern.kind:
        return False
    subjects = subjects_named(event) or (whole,)
    mine = [s for s in subjects if pattern.subject is not None or s.partition("/")[0] == whole]
    return any(matches(pattern, event, s) for s in mine)


def expressions_in(book: Book, id_: EventId) -> Iterator[Any]:
    """Every date expression and condition of a record, in all its versions and as others hold it."""
    for version, fields in zip(book.versions[id_], book.fields[id_], strict=True):
        yield from expressions_of(version, fields)
    if isinstance(book.events[id_], Proposed):
        return
    for overlay in held_of(book, id_):
        yield from overlay.by_reading.values()
        yield from (value for value, _ in overlay.accounts)
        if overlay.adopted is not None:
            yield overlay.adopted[0]


def expressions_of(event: Event, fields: Fields) -> Iterator[Any]:
    """Every date expression and condition of an event that a fold evaluates, under any reading.

    What is only proposed is shown in words, and never evaluated.
    """
    raws: list[Any] = [event.on, event.effective]
    if isinstance(event, Proposed):
        raws.append(event.open_until)
    else:
        raws += [raw for _, raw in fields]
    if isinstance(event, HeldValue):
        raws += _held_expressions(event)
    for raw in raws:
        if has_holders(raw):
            yield from expressions_in_field(raw)
        else:
            yield raw


def expressions_in_field(raw: Any) -> Iterator[Any]:
    """The values that a field is given by anybody; most are no expressions at all."""
    if not has_holders(raw):
        yield raw
        return
    yield raw.value
    yield from raw.by_reading.values()
    for account in raw.accounts:
        yield account.value
    if raw.adopted is not None:
        yield raw.adopted.value


def _held_expressions(event: HeldValue) -> Iterator[Any]:
    from negotiation.domain.fields import parsed  # noqa: PLC0415 - only held records need it

    values = [*event.by_reading.values(), *(a.value for a in event.accounts)]
    if event.adopted is not None:
        values.append(event.adopted.value)
    for value in values:
        yield parsed(event.field, value)
