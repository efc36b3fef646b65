"""A naive replay: every possible world, one after another, day by day, from the first event to the day asked about.

As stupid as can be, and independent of how the domain resolves records, forks and
merges worlds, wakes its clocks, picks the records of a subject, caches folds and
cuts intervals. It shares with the domain only what an event and the end of a day do
to one subject, and how a state is read off.

For a day, a state of knowledge and a reading: take the records reported by then;
read their fields as the law says; make every combination of possible days, open
values and orders within a day; replay each; collect the answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from negotiation.domain.case import Case
from negotiation.domain.dates import When, first_of_month_after, plus_months
from negotiation.domain.events import Event
from negotiation.domain.events.commitments import Acted, Amended, Committed, Reversed, Terms
from negotiation.domain.events.instruments import Signed
from negotiation.domain.events.measures import MeasureTaken
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.events.record import Corrected, HeldValue, Retracted, Told
from negotiation.domain.events.talks import TalksStep
from negotiation.domain.expressions import After, Earliest, FirstOfMonthAfter, IfThenElse, Latest, NightOf
from negotiation.domain.fields import parsed
from negotiation.domain.ids import EventId, ReadingId, SubjectId
from negotiation.domain.machines import PromiseMachine, members_of
from negotiation.domain.meaning import Day, moments
from negotiation.domain.resolve import Resolved
from negotiation.domain.subjects import Subject, begin, remember
from negotiation.domain.values import Holding

Address = tuple[str, str]
ENDED = object()
"""A term that an amendment ends, by writing `null`."""
Values = Mapping[Address, Any]


class TooManyWorldsError(Exception):
    """More than a naive replay can walk through in a test."""


@dataclass(frozen=True, slots=True)
class Asked:
    """As known when, under whose reading."""

    known: int
    reading: str


# What the records say


class Records:
    """The records of a case as one reading has them at one state of knowledge."""

    def __init__(self, case: Case, asked: Asked) -> None:
        self.asked = asked
        self.reported = {e.id: e for e in case.events if e.reported.last <= asked.known}
        self.known_on = {e.id: e.reported.last for e in case.events}
        release = case.head.release_day
        self.order = {e.id: (e.reported.last, e.recorded or release, e.id) for e in case.events}
        self.all = {e.id: e for e in case.events}
        self.events = {id_: one for id_ in self.reported if (one := self._mended(id_)) is not None}

    def _mended(self, id_: EventId) -> Event | None:
        """The record with its corrections, or nothing where it was taken back or replaced."""
        if not self._stands(id_, ()):
            return None
        event = self.reported[id_]
        for by in self._about(id_):
            if isinstance(by, Corrected) and self._stands(by.id, ()):
                fields = {n: parsed(n, v, type(event)) for n, v in by.set.items() if n in type(event).model_fields}
                event = event.model_copy(update=fields)
        return event

    def _stands(self, id_: EventId, asking: tuple[EventId, ...]) -> bool:
        if id_ in asking:
            return False
        return self._dropped_by(id_, asking) is None

    def _dropped_by(self, id_: EventId, asking: tuple[EventId, ...]) -> Event | None:
        """The record that stands in its place or took it back; of one that was replaced in turn, the last."""
        for by in self._about(id_):
            if isinstance(by, Corrected) or by.id in asking:
                continue
            if self._stands(by.id, (*asking, id_)):
                return by
            later = None if isinstance(by, Retracted) else self._dropped_by(by.id, (*asking, id_))
            if later is not None and not isinstance(later, Retracted):
                return later
        return None

    def in_place_of(self, id_: EventId) -> EventId:
        """The record that stands in the place of one that was replaced; itself where none was."""
        later = self._dropped_by(id_, ()) if id_ in self.reported else None
        return id_ if later is None or isinstance(later, Retracted) else later.id

    def places(self, id_: EventId) -> tuple[EventId, ...]:
        """The records in whose place one stands."""
        found: list[EventId] = []
        event: Event | None = self.all[id_]
        while event is not None and not isinstance(event, Corrected | Retracted) and event.revises is not None:
            if event.revises in {id_, *found}:
                break
            found.append(event.revises)
            event = self.all.get(event.revises)
        return tuple(found)

    def _about(self, id_: EventId) -> list[Event]:
        found = [e for e in self.reported.values() if e.revises == id_ and e.id != id_]
        return sorted(found, key=lambda e: self.order[e.id])

    def held_of(self, id_: EventId, address: Address) -> list[HeldValue]:
        """The held records about a field, the oldest first."""
        mine = [e for e in self.events.values() if isinstance(e, HeldValue) and self._target(e) == (id_, address)]
        return sorted(mine, key=lambda e: (self.known_on[e.id], e.id))

    def _target(self, held: HeldValue) -> tuple[str, Address] | None:
        """The record whose field is meant: a record named, or the last to write the term by then, or the promise."""
        named = self.reported.get(EventId(held.subject))
        if EventId(held.subject) in self.all:
            if named is None or not self._stands(named.id, ()):
                return None
            bearings = named.bears_on if isinstance(named, Acted | MeasureTaken) and held.field == "within" else ()
            return held.subject, ("", f"within:{bearings[0].subject}" if bearings else held.field)
        whole, _, tranche = held.subject.partition("/")
        address = (tranche, held.field)
        writers = [
            e
            for e in sorted(self.reported.values(), key=lambda e: (_first(e), e.id))
            if isinstance(e, Committed | Amended) and _whole_of(e) == whole and self._stands(e.id, ())
        ]
        wrote = [e for e in writers if any(address in dict(fields(v)) for v in self.versions(e))]
        by_then = [e for e in wrote if _first(e) <= _last(self.all[held.id])] or wrote[:1]
        made = [e for e in writers if isinstance(e, Committed)]
        found = by_then[-1:] or made[:1]
        return (found[0].id, address) if found else None

    def versions(self, event: Event) -> list[Event]:
        """A record as it was entered and as corrections make it."""
        return [event, self.events.get(event.id, event)]

    def readings_of(self, id_: EventId, address: Address, raw: Any) -> list[Any]:
        """The values that a field may have: none where it is as if unwritten, several where it is open."""
        known, reading = self.asked.known, self.asked.reading
        base = self.known_on[id_]
        held = self.held_of(id_, address)
        for one in reversed(held):
            if reading in one.by_reading:
                return [parsed(one.field, one.by_reading[ReadingId(reading)])]
        if isinstance(raw, Holding) and reading in raw.by_reading and _when(raw.reported, base) <= known:
            return [raw.by_reading[ReadingId(reading)]]
        for one in reversed(held):
            if one.adopted is not None and _when(one.adopted.reported, self.known_on[one.id]) <= known:
                return [parsed(one.field, one.adopted.value)]
        if not isinstance(raw, Holding):
            return [] if raw is None else [None if raw is ENDED else raw]
        if raw.adopted is not None and _when(raw.adopted.reported, base) <= known:
            return [raw.adopted.value]
        if "value" in raw.model_fields_set:
            return [] if raw.value is None else [raw.value]
        said = [*raw.by_reading.values()] if raw.unsettled and _when(raw.reported, base) <= known else []
        said += [a.value for a in raw.accounts if _when(a.reported, base) <= known]
        said += [
            parsed(one.field, a.value)
            for one in held
            for a in one.accounts
            if _when(a.reported, self.known_on[one.id]) <= known
        ]
        return [value for n, value in enumerate(said) if value is not None and value not in said[:n]]

    def resolved(self, id_: EventId, asking: tuple[str, ...] = ()) -> Resolved | None:
        """A record as the fold takes it: its possible days and values."""
        if id_ not in self.events or id_ in asking:
            return None
        event = self.events[id_]
        dates = self._dates(event, (*asking, id_))
        days = sorted({day for one in dates for day in self.days_of(one, (*asking, id_))})
        if not days:
            return None
        written = dict(fields(event))
        held = {
            target[1]: None
            for e in self.events.values()
            if isinstance(e, HeldValue)
            and (target := self._target(e)) is not None
            and target[0] == id_
            and target[1] not in {("", "on"), ("", "effective")}
        }
        open_ = [(a, said) for a, raw in (held | written).items() if (said := self.readings_of(id_, a, raw))]
        variants = [dict(zip([a for a, _ in open_], pick, strict=True)) for pick in product(*(s for _, s in open_))]
        minute = dates[0].minute if len(dates) == 1 and isinstance(dates[0], When) else None
        night = days[0] if len(days) == 2 and days[1] == days[0] + 1 else None
        differences = {address: said for (of, address), said in self.differences().items() if of == id_}
        return Resolved(
            event, tuple(days), minute, night, tuple(variants), places=self.places(id_), differences=differences
        )

    def _dates(self, event: Event, asking: tuple[str, ...]) -> list[Any]:
        if isinstance(event, Amended) and event.retroactive and event.effective is None:
            replaced = [
                found.days[-1]
                for e in self.all.values()
                if isinstance(e, Committed | Amended) and e.id != event.id and _whole_of(e) == _whole_of(event)
                if isinstance(e, Committed) or set(dict(fields(e))) & set(dict(fields(event)))
                if _first(e) <= _first(event)
                if (found := self.resolved(e.id, asking)) is not None
            ]
            if replaced:
                day = max(replaced)
                return [When("", ((day, day),))]
        if event.effective is not None and event.kind != "scheduled":
            return self.readings_of(event.id, ("", "effective"), event.effective)
        return self.readings_of(event.id, ("", "on"), event.on)

    def days_of(self, date: Any, asking: tuple[str, ...]) -> set[int]:
        """Every day that a date may mean; a date counted from an uncertain day is uncertain by itself."""
        match date:
            case When():
                return set(date.days())
            case str():
                anchor = self.resolved(self.in_place_of(EventId(date)), asking)
                return set() if anchor is None else set(anchor.days)
            case NightOf():
                return set(date.night_of.days())
            case After():
                months = (date.months or 0) + 12 * (date.years or 0)
                return {plus_months(d, months) + (date.days or 0) for d in self.days_of(date.after, asking)}
            case FirstOfMonthAfter():
                return {first_of_month_after(d) for d in self.days_of(date.first_of_month_after, asking)}
            case Earliest():
                parts = [s for p in date.earliest if (s := self.days_of(p, asking))]
                return {min(pick) for pick in product(*parts)} if parts else set()
            case Latest():
                return {max(pick) for pick in product(*(self.days_of(p, asking) for p in date.latest))}
            case IfThenElse():
                return self.days_of(date.then, asking) | self.days_of(date.else_, asking)
            case _:
                return set()

    def behind(self, id_: EventId) -> set[str]:
        """Every event that a source puts before this one, through others too."""
        found: set[str] = set()
        agenda = [id_]
        while agenda:
            event = self.events.get(EventId(agenda.pop()))
            if event is None:
                continue
            named = [*(event.after or ()), *([event.undoes] if isinstance(event, Reversed) else ())]
            agenda += [n for n in named if n not in found]
            found |= set(named)
        return found - {id_}

    def differences(self) -> dict[tuple[EventId, Address], tuple[int, EventId]]:
        """Declared differences, by the record and field whose value brings them."""
        found: dict[tuple[EventId, Address], tuple[int, EventId]] = {}
        mine = [e for e in self.events.values() if isinstance(e, HeldValue) and self.asked.reading in e.by_reading]
        for e in sorted(mine, key=lambda e: (self.known_on[e.id], e.id)):
            target = self._target(e)
            if target is not None:
                key = (EventId(target[0]), target[1])
                found.pop(key, None)
                if e.declared_difference is not None:
                    found[key] = (e.declared_difference.value, e.id)
        return found


def _when(reported: When | None, base: int) -> int:
    return base if reported is None else reported.last


def _first(e: Event) -> int:
    return e.on.first if isinstance(e.on, When) else e.reported.first


def _last(e: Event) -> int:
    return e.on.last if isinstance(e.on, When) else e.reported.last


def _whole_of(e: Committed | Amended) -> str:
    return e.commitment if isinstance(e, Committed) else e.subject.partition("/")[0]


BESIDE = frozenset(
    [
        "id",
        "kind",
        "on",
        "reported",
        "recorded",
        "effective",
        "after",
        "revises",
        "speaker",
        "stated_reason",
        "certainty",
        "basis",
        "coders",
        "codebook",
        "sources",
        "title",
        "note",
        "bears_on",
        "terms",
        "tranches",
        "each_tranche",
        "window",
    ]
)
"""Fields that are no field of content, or are taken apart below."""


def fields(event: Event) -> Iterator[tuple[Address, Any]]:
    """Every field that a record writes, by its tranche and name."""
    if isinstance(event, Committed | Amended):
        tranche = "" if isinstance(event, Committed) else event.subject.partition("/")[2]
        yield from _terms(event, tranche)
        return
    if isinstance(event, Proposed) and event.terms is not None:
        yield from _terms(event.terms, "")
    for name in type(event).model_fields:
        if name not in BESIDE and getattr(event, name) is not None:
            yield ("", name), getattr(event, name)
    if event.kind == "scheduled":
        yield ("", "effective"), event.effective
    if isinstance(event, Acted | MeasureTaken):
        for one in event.bears_on:
            yield ("", f"within:{one.subject}"), one.within


def _terms(terms: Terms, tranche: str) -> Iterator[tuple[Address, Any]]:
    if isinstance(terms, Amended):
        yield from _ended(terms, tranche)
    for name in Terms.model_fields:
        if name not in BESIDE and getattr(terms, name) is not None:
            yield (tranche, name), getattr(terms, name)
    for one in terms.tranches or ():
        yield (one.id, "listed"), True
        for name in ("size", "due", "condition"):
            if getattr(one, name) is not None:
                yield (one.id, name), getattr(one, name)
    if terms.each_tranche is not None:
        for name in ("due", "condition"):
            if getattr(terms.each_tranche, name) is not None:
                yield ("", f"each_tranche.{name}"), getattr(terms.each_tranche, name)
    if terms.renewal is not None:
        yield ("", "renewal.period"), terms.renewal.period
        if terms.renewal.unless is not None:
            yield ("", "renewal.unless"), terms.renewal.unless
    if terms.window is not None:
        yield ("", "window.from"), terms.window.from_
        if terms.window.until is not None:
            yield ("", "window.until"), terms.window.until


def _ended(terms: Amended, tranche: str) -> Iterator[tuple[Address, Any]]:
    """What is written as nothing: the term ends."""
    null = {name for name in terms.model_fields_set & set(Terms.model_fields) if getattr(terms, name) is None}
    for name in sorted(null - BESIDE):
        yield (tranche, name), ENDED
    if "window" in null:
        yield ("", "window.from"), ENDED
        yield ("", "window.until"), ENDED
    parts: list[tuple[str, str, Any]] = [
        ("each_tranche.", "", terms.each_tranche),
        ("renewal.", "", terms.renewal),
        ("window.", "", terms.window),
    ]
    parts += [("", one.id, one) for one in terms.tranches or ()]
    if "each_tranche" in null:
        yield ("", "each_tranche.due"), ENDED
        yield ("", "each_tranche.condition"), ENDED
    for before, whose, part in parts:
        for name in part.model_fields_set if part is not None else ():
            if getattr(part, name) is None:
                yield (whose, f"{before}{name}"), ENDED


# Which records matter to which subject


def subjects_in(events: Sequence[Event]) -> dict[str, str]:
    """Every subject that some record brings into being, with its kind."""
    found: dict[str, str] = {}
    for e in events:
        if isinstance(e, Committed):
            found[e.commitment] = "commitment"
        if isinstance(e, Proposed):
            found[e.proposal] = "proposal"
            if e.commitment is not None:
                found[e.commitment] = "commitment"
        if isinstance(e, TalksStep):
            found[e.process] = "process"
        if isinstance(e, Signed):
            found |= {i.id: "instrument" for i in e.instruments}
        if isinstance(e, MeasureTaken):
            found[e.measure] = "measure"
    return found


def words_in(value: Any) -> Iterator[str]:
    """Every text in a record, tranches also by their commitment."""
    match value:
        case dict():
            for k, v in value.items():
                yield from words_in(k)
                yield from words_in(v)
        case list() | tuple():
            for v in value:
                yield from words_in(v)
        case str():
            yield value
            yield value.partition("/")[0]
            yield value.partition(":")[2].partition("/")[0]
        case _:
            return


def tied(events: Mapping[str, Event], subject: str, names: frozenset[str]) -> set[str]:
    """The records that may matter to a subject: those that name it, and those named by these, over and over."""
    words = {id_: set(words_in(_dump(e) | {"after": None})) for id_, e in events.items()}
    wanted = {subject}
    found: set[str] = set()
    while True:
        new = {id_ for id_, w in words.items() if id_ not in found and (w & wanted or id_ in wanted)}
        if not new:
            return found
        found |= new
        for id_ in new:
            wanted |= words[id_] & (names | set(events))
            if "occurred" in words[id_]:  # a pattern may mean any record of its kind
                wanted |= {i for i, e in events.items() if e.kind in words[id_]}


# Worlds

PHASES = {
    10: "committed proposed agreed",
    11: "amended",
    20: "accepted rejected decided opened",
    40: "waived cancelled terminated transferred replaced withdrawn ended",
    50: "suspended resumed",
}
PHASE = {kind: number for number, kinds in PHASES.items() for kind in kinds.split()}
"""The order of a day; what is not named is a performance, act or notice and comes between."""


def phase(e: Event) -> int:
    """Where in its day a record stands."""
    if isinstance(e, Amended) and e.retroactive:
        return 12
    return PHASE.get(e.kind, 30)


def orders(day: Sequence[Resolved], behind: Mapping[str, set[str]]) -> Iterator[tuple[Resolved, ...]]:
    """Every order of a day's events that no source and no phase forbids.

    Raises:
        TooManyWorldsError: if the sources and the phases run in a ring: there is no naive order then.
    """
    settled = {(a.id, b.id) for a in day for b in day if a.id in behind[b.id] or _is_earlier(a, b)}
    yield from _ordered(tuple(day), settled)


def _is_earlier(a: Resolved, b: Resolved) -> bool:
    return a.minute is not None and b.minute is not None and a.minute < b.minute


def _ordered(left: tuple[Resolved, ...], settled: set[tuple[EventId, EventId]]) -> Iterator[tuple[Resolved, ...]]:
    if not left:
        yield ()
        return
    next_ = [b for b in left if not any(_precedes(a, b, settled) for a in left)]
    if not 0 < len(next_) <= MOST_AT_ONCE:
        raise TooManyWorldsError
    for one in next_:
        for rest in _ordered(tuple(other for other in left if other is not one), settled):
            yield (one, *rest)


def _precedes(a: Resolved, b: Resolved, settled: set[tuple[EventId, EventId]]) -> bool:
    """Whether one event comes first: by a source, or, where no source orders the two, by its phase."""
    return (a.id, b.id) in settled or (phase(a.event) < phase(b.event) and (b.id, a.id) not in settled)


MOST_AT_ONCE = 4
"""Events of one day that nothing orders."""
MOST_STEPS = 6000
"""Days times worlds that a test walks through."""


World = Mapping[tuple[str, str], Any]
"""Every axis of a day, in one world."""


class Found:
    """The answers of one day: worlds that differ by an order alone stand together."""

    def __init__(self, alike: Sequence[Sequence[World]]) -> None:
        self.alike = alike
        self.axes = {axis for worlds in alike for world in worlds for axis in world}

    def values(self, axis: tuple[str, str]) -> set[Any]:
        """What an axis may be; `None` where a world has no such axis."""
        return {world.get(axis) for worlds in self.alike for world in worlds}

    def may_hang_on_order(self, axis: tuple[str, str]) -> bool:
        """Whether some world has another answer by another order alone."""
        return any(len({world[axis] for world in worlds if axis in world}) > 1 for worlds in self.alike)

    def hangs_on_order(self, axis: tuple[str, str]) -> bool:
        """Whether the order is all that is open, and it makes a difference."""
        return len(self.alike) == 1 and self.may_hang_on_order(axis)


class Replay:
    """The answers about one subject, world by world."""

    def __init__(self, case: Case, asked: Asked, subject: str) -> None:
        records = Records(case, asked)
        self.organs = {organ.id: party.id for party in case.head.parties for organ in party.organs}
        names = subjects_in([*records.events.values()])
        self.kinds = names
        ids = tied({str(k): v for k, v in records.events.items()}, subject, frozenset(names) | set(records.all))
        found = [records.resolved(EventId(id_)) for id_ in sorted(ids)]
        self.happened = [one for one in found if one is not None]
        self.behind = {str(id_): records.behind(id_) for id_ in records.events}
        self.records = records
        self.subject = subject
        self.members = [n for n in sorted(names) if any(n in set(words_in(_dump(r.event))) for r in self.happened)]

    def listed(self, axis: str, on: int) -> set[str]:
        """What is told of the subject by a day, or what would extend it."""
        found: set[str] = set()
        for id_, e in self.records.events.items():
            resolved = self.records.resolved(id_)
            if resolved is None or resolved.days[0] > on:
                continue
            if axis == "told" and isinstance(e, Told) and self.subject in {s.partition("/")[0] for s in e.subject}:
                found.add(id_)
            if axis == "extensions" and isinstance(e, Proposed) and e.extends == self.subject:
                found.add(e.proposal)
        return found

    def machines(self) -> list[Any]:
        """A machine for each subject that is in play, and for each of several debtors; all are told everything."""
        everything = frozenset(id_ for one in self.happened for id_ in (one.id, *one.places))
        found: list[Any] = []
        for name in self.members:
            debtors = dict.fromkeys(
                d
                for one in self.happened
                if isinstance(e := one.event, Committed) and e.commitment == name and len(e.debtor) > 1
                for d in e.debtor
            )
            subject = Subject(
                SubjectId(name), self.kinds[name], (), (), (), tuple(debtors), everything, everything,
                moments=self.moments(name),
            )  # fmt: skip
            found += members_of(subject, self.organs)
        return found

    def moments(self, name: str) -> tuple[tuple[Any, SubjectId], ...]:
        """Whatever any date is counted from, as seen from the subject and everything that is called a part of it."""
        words = {w for one in self.happened for w in words_in(_dump(one.event))}
        parts = {SubjectId(w) for w in words if w.startswith(f"{name}/")} | {SubjectId(f"{name}/{w}") for w in words}
        values = [value for one in self.happened for variant in one.variants for value in variant.values()]
        conditions = dict.fromkeys(condition for value in values for condition in moments(value))
        return tuple((condition, one) for condition in conditions for one in (SubjectId(name), *sorted(parts)))

    def needs(self) -> dict[str, set[str]]:
        """Whose status the conditions of each subject may ask for."""
        found: dict[str, set[str]] = {name: set() for name in self.members}
        for one in self.happened:
            event = one.event
            about = {w for w in _about(event) if w in found}
            if isinstance(event, HeldValue) and str(event.subject) in {str(r.id) for r in self.happened}:
                target = next(r.event for r in self.happened if str(r.id) == str(event.subject))
                about |= {w for w in _about(target) if w in found}
            for name in about:
                found[name] |= set(_waited_for(_dump(event)))
        return found

    def in_turn(self) -> list[str]:
        """The subjects, each after those that it waits for.

        Raises:
            TooManyWorldsError: if they wait for each other in a ring: there is no naive answer then.
        """
        needs = {name: others - {name} for name, others in self.needs().items()}
        order: list[str] = []
        while needs:
            ready = sorted(n for n, others in needs.items() if not others & needs.keys())
            if not ready:
                raise TooManyWorldsError
            order += ready
            for name in ready:
                del needs[name]
        return order

    def assignments(self) -> Iterator[dict[int, list[tuple[Resolved, Values]]]]:
        """Every way to give each event one of its days and each open field one of its values."""
        options = [[(day, values) for day in one.days for values in one.variants] for one in self.happened]
        last = {str(one.id): one.days[-1] for one in self.happened}
        for picked in product(*options):
            when = {str(one.id): day for one, (day, _) in zip(self.happened, picked, strict=True)}
            if any(when[b] > when[a] != last[a] for a in when for b in self.behind[a] & when.keys()):
                continue  # a source puts b before a, and a may still wait for it
            by_day: dict[int, list[tuple[Resolved, Values]]] = {}
            for one, (day, values) in zip(self.happened, picked, strict=True):
                by_day.setdefault(day, []).append((one, values))
            yield by_day

    def answers(self, days: Sequence[int]) -> dict[int, "Found"]:
        """For each day asked about, what every axis may be, and what hangs on an order that nobody settles.

        Raises:
            TooManyWorldsError: if there are more worlds than a test can walk through.
        """
        last = max(days)
        first = min((one.days[0] for one in self.happened), default=last)
        ways = prod(len(one.days) * len(one.variants) for one in self.happened)
        steps = max(1, last - first) * len(self.members)
        if ways * steps > MOST_STEPS:
            raise TooManyWorldsError
        worlds = 0
        seen: dict[int, list[list[World]]] = {day: [] for day in days}
        for by_day in self.assignments():
            each = [[*orders([one for one, _ in by_day[day]], self.behind)] for day in sorted(by_day) if day <= last]
            worlds += prod(map(len, each))
            if worlds * steps > MOST_STEPS:
                raise TooManyWorldsError
            walked = [self.walk(by_day, picked, days) for picked in product(*each)]
            for day in days:
                seen[day].append([one[day] for one in walked])
        return {day: Found(alike) for day, alike in seen.items()}

    def walk(
        self,
        by_day: Mapping[int, Sequence[tuple[Resolved, Values]]],
        picked: Sequence[Sequence[Resolved]],
        days: Sequence[int],
    ) -> dict[int, dict[tuple[str, str], Any]]:
        """One world, day by day."""
        machines = self.machines()
        states = [machine.start() for machine in machines]
        for machine, state in zip(machines, states, strict=True):
            begin(state, machine.subject)
        values = {one.id: v for happened in by_day.values() for one, v in happened}
        in_order = dict(zip(sorted(d for d in by_day if d <= max(days)), picked, strict=True))
        turn = self.in_turn()
        found: dict[int, dict[tuple[str, str], Any]] = {}
        for day in range(min([*by_day, *days]), max(days) + 1):
            for machine, state in zip(machines, states, strict=True):
                machine.dawn(state, day)
                for one in in_order.get(day, ()):
                    machine.evolve(state, one, values[one.id], day)
            self._end_of_day(machines, states, turn, day)
            if day in days:
                found[day] = {
                    (facet.subject, facet.axis): facet.value
                    for machine, state in zip(machines, states, strict=True)
                    if not _is_strangers(machine, state)
                    for facet in machine.project(state, day)
                    if facet.subject.partition("/")[0].partition("@")[0] == self.subject
                }
        return found

    def _end_of_day(self, machines: Sequence[Any], states: Sequence[Any], turn: Sequence[str], day: int) -> None:
        """Let time do to each subject what it does, those first that others wait for."""
        signals: dict[tuple[str, SubjectId], bool | Day | None] = {}
        for name in turn:
            mine = [(m, s) for m, s in zip(machines, states, strict=True) if m.id == name]
            before = None
            while before != signals:
                before = dict(signals)
                for machine, state in mine:
                    signals.update(machine.signals(state, day))
                for machine, state in mine:
                    state.signals = dict(signals)
                    remember(state, machine.subject, day)
                    machine.clock(state, day)
                for machine, state in mine:
                    signals.update(machine.signals(state, day))


def _is_strangers(machine: Any, state: Any) -> bool:
    """Whether it is the share of somebody who is no debtor of several after all."""
    if not isinstance(machine, PromiseMachine) or machine.debtor is None:
        return False
    return len(state.debtor) < 2 or machine.debtor not in state.debtor


def _dump(event: Event) -> Any:
    return event.model_dump(mode="json", by_alias=True, exclude_none=True)


def _about(event: Event) -> Iterator[str]:
    plain = _dump(event)
    for name in ("commitment", "subject", "proposal", "process", "measure"):
        yield from words_in(plain.get(name))


def _waited_for(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for key, one in value.items():
                if key in {"overdue", "completed", "delivered", "in_force", "running", "due_of"} and isinstance(
                    one, str
                ):
                    yield one.partition("/")[0]
                yield from _waited_for(one)
        case list():
            for one in value:
                yield from _waited_for(one)
        case _:
            return
