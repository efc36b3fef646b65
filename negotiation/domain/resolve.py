"""What a record says to one reading at one state of knowledge.

A field may be held differently by readings and accounts, and records may be
corrected, revised, retracted or held anew. All of that is settled here, before
the fold, so that the fold itself meets plain values only. What nobody settled
stays open: several alternatives, each of them a possible world.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import lru_cache
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from negotiation.domain.case import Case
from negotiation.domain.dates import When, on_day
from negotiation.domain.events import Event
from negotiation.domain.events.commitments import (
    Acted,
    Amended,
    Committed,
    Terms,
    TrancheTerms,
)
from negotiation.domain.events.measures import MeasureTaken
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.events.record import Corrected, HeldValue, Retracted
from negotiation.domain.expressions import After, Earliest, FirstOfMonthAfter, IfThenElse, Latest, NightOf
from negotiation.domain.fields import parsed
from negotiation.domain.ids import EventId, ReadingId
from negotiation.domain.meaning import shifted
from negotiation.domain.values import Holding, has_holders

NIGHT = 2
"""A night has two days: that on which it begins, and the next."""

FOREVER = 3_652_059
"""The last day there is (9999-12-31): known with hindsight, valid until further notice."""


Address = tuple[str, str]
"""A tranche's id (or nothing, for the whole) and the name of a term or field."""

COMMON = frozenset(
    {
        "id", "kind", "on", "reported", "recorded", "effective", "after", "revises", "speaker", "stated_reason",
        "certainty", "basis", "sources", "title", "note", "bears_on",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whose reading, and what is known."""

    reading: ReadingId
    known: int
    """The last day whose reports count."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """An event as one outlook has it."""

    event: Event
    days: tuple[int, ...]
    """Every day on which it may have taken effect, earliest first."""
    minute: int | None
    night: bool
    """Dated to a night: one of two days that follow each other."""
    variants: tuple[Mapping[Address, Any], ...]
    """The values its fields may have; one mapping where nothing is open."""
    touched: tuple[EventId, ...] = ()
    """Corrections, revisions and held records that shaped it."""

    @property
    def id(self) -> EventId:
        return self.event.id

    def signature(self) -> tuple[Any, ...]:
        """What the fold can see of it: equal signatures fold alike."""
        return (
            self.event.id,
            self.days,
            tuple(tuple(sorted(v.items(), key=_name)) for v in self.variants),
            self.touched,
        )


@dataclass(frozen=True, slots=True)
class Overlay:
    """A held record, aimed at the field of the record that wrote it."""

    event: HeldValue
    by_reading: Mapping[ReadingId, Any]
    accounts: tuple[tuple[Any, int], ...]
    """Value and the day from which it is known."""
    adopted: tuple[Any, int] | None
    known: int


@dataclass(frozen=True, slots=True)
class Book:
    """A case's records, indexed for resolving; made once for a case."""

    case: Case
    events: Mapping[EventId, Event]
    known_from: Mapping[EventId, int]
    """The last possible day of `reported`: from then on a record counts."""
    overlays: Mapping[tuple[EventId, Address], tuple[Overlay, ...]]
    amenders: Mapping[EventId, tuple[Event, ...]]
    """Corrections, retractions and revisions by the record they are about."""
    writers: Mapping[tuple[str, Address], Sequence[Event]]
    """The records that wrote each term, by commitment or process and address, earliest first."""
    zone: tzinfo | None
    breakpoints: Mapping[EventId, tuple[int, ...]] = field(default_factory=dict[EventId, tuple[int, ...]])
    """Days on which what a record says may change, by record."""


class Resolver:
    """Resolves a book's records for one outlook, each at most once."""

    def __init__(self, book: Book, outlook: Outlook) -> None:
        self.book = book
        self.outlook = outlook
        self._done: dict[EventId, Resolved | None] = {}

    def get(self, id_: EventId) -> Resolved | None:
        """The record as this outlook has it, or nothing where it is not known, dropped or undated."""
        if id_ not in self._done:
            self._done[id_] = None  # an anchor that leads back here has no day
            self._done[id_] = self._resolve(id_)
        return self._done[id_]

    def is_known(self, id_: EventId) -> bool:
        """Whether the record has been reported by then."""
        return id_ in self.book.events and self.book.known_from[id_] <= self.outlook.known

    def why_left_out(self, id_: EventId) -> str | None:
        """Why a record does not count for this outlook, if it does not."""
        if not self.is_known(id_):
            return "not yet known"
        for by in self.book.amenders.get(id_, ()):
            if self.is_known(by.id) and not isinstance(by, Corrected):
                return f"retracted by {by.id}" if isinstance(by, Retracted) else f"revised by {by.id}"
        return None if self.get(id_) is not None else "its day is not known"

    def _resolve(self, id_: EventId) -> Resolved | None:
        if not self.is_known(id_):
            return None
        event = self.book.events[id_]
        touched: list[EventId] = []
        for by in self.book.amenders.get(id_, ()):
            if not self.is_known(by.id):
                continue
            touched.append(by.id)
            if not isinstance(by, Corrected):
                return None
            event = corrected(event, by)
        dated = self._dated(event)
        days = tuple(sorted({day for one in dated for day in self.possible_days(one)}))
        if not days:
            return None
        values: list[tuple[Address, tuple[Any, ...]]] = []
        for address, raw in fields_of(event):
            overlays = self.book.overlays.get((id_, address), ())
            said = self.alternatives(raw, overlays, self.book.known_from[id_])
            touched += [o.event.id for o in overlays if o.known <= self.outlook.known and self._moves(o)]
            if said:
                values.append((address, said))
        names = [name for name, _ in values]
        variants = tuple(dict(zip(names, picked, strict=True)) for picked in product(*(said for _, said in values)))
        minute = dated[0].minute if len(dated) == 1 and isinstance(dated[0], When) else None
        night = len(days) == NIGHT and days[1] == days[0] + 1
        return Resolved(event, days, minute, night, variants, tuple(touched))

    def _moves(self, overlay: Overlay) -> bool:
        return self.outlook.reading in overlay.by_reading or overlay.adopted is not None

    def alternatives(self, raw: Any, overlays: Sequence[Overlay], known_from: int) -> tuple[Any, ...]:
        """The values that a field may have for this outlook; none where it is as if unwritten."""
        reading, known = self.outlook.reading, self.outlook.known
        visible = [o for o in overlays if o.known <= known]
        for overlay in reversed(visible):
            if reading in overlay.by_reading:
                return (overlay.by_reading[reading],)
            if overlay.adopted is not None and overlay.adopted[1] <= known:
                return (overlay.adopted[0],)
        if not has_holders(raw):
            if raw is not UNWRITTEN:
                return (raw,)
            return tuple(_distinct(v for o in visible for v, since in o.accounts if since <= known))
        return self._held(raw, visible, known_from)

    def _held(self, raw: Holding[Any], visible: Sequence[Overlay], known_from: int) -> tuple[Any, ...]:
        reading, known = self.outlook.reading, self.outlook.known
        since = raw.reported.last if raw.reported is not None else known_from
        if reading in raw.by_reading and since <= known:
            return (raw.by_reading[reading],)
        if raw.adopted is not None and _since(raw.adopted.reported, known_from) <= known:
            return (raw.adopted.value,)
        if "value" in raw.model_fields_set:
            return () if raw.value is None else (raw.value,)
        own = [a.value for a in raw.accounts if _since(a.reported, known_from) <= known]
        later = [v for o in visible for v, from_ in o.accounts if from_ <= known]
        return tuple(_distinct([*own, *later]))

    def _dated(self, event: Event) -> tuple[Any, ...]:
        """The dates that an event may have: its own, or that of its effect where that is another."""
        if event.effective is not None and event.kind != "scheduled":
            return self.alternatives(event.effective, (), self.book.known_from[event.id])
        if isinstance(event, Amended) and event.retroactive:
            return self._reaching_back(event)
        overlays = self.book.overlays.get((event.id, ("", "on")), ())
        said = self.alternatives(event.on, overlays, self.book.known_from[event.id])
        return tuple(self._local(one) for one in said)

    def _local(self, date: Any) -> Any:
        """A moment read on the wall clock of the case's time zone."""
        return date.in_zone(self.book.zone) if isinstance(date, When) and self.book.zone is not None else date

    def _reaching_back(self, event: Amended) -> tuple[Any, ...]:
        """A retroactive amendment works from the day of the latest version of a term that it replaces."""
        whole = event.subject.partition("/")[0]
        before = [
            found.days[-1]
            for address, _ in fields_of(event)
            for writer in self.book.writers.get((whole, address), ())
            if writer.id != event.id
            and _first_day(writer) <= _first_day(event)
            and (found := self.get(writer.id)) is not None
        ]
        return (on_day(max(before)),) if before else (event.on,)

    def possible_days(self, expression: Any) -> set[int]:
        """Every day that a date expression may mean, from the records alone."""
        match expression:
            case When():
                return set(expression.days())
            case str():
                anchor = self.get(EventId(expression))
                return set(anchor.days) if anchor is not None else set()
            case NightOf(night_of=night):
                return set(night.days())
            case After(after=anchor_):
                return {shifted(day, expression) for day in self.possible_days(anchor_)}
            case FirstOfMonthAfter(first_of_month_after=anchor_):
                return {shifted(day, expression) for day in self.possible_days(anchor_)}
            case Earliest(earliest=parts):
                return _combined([self.possible_days(p) for p in parts], min)
            case Latest(latest=parts):
                return _combined([self.possible_days(p) for p in parts], max)
            case IfThenElse(then=then, else_=else_):
                return self.possible_days(then) | self.possible_days(else_)
            case _:
                return set()


class _Unwritten:
    """A field that no record wrote."""

    def __repr__(self) -> str:
        return "UNWRITTEN"


UNWRITTEN = _Unwritten()


def fields_of(event: Event) -> Iterator[tuple[Address, Any]]:
    """Every field that an event writes, by address; terms under the tranche that they belong to."""
    match event:
        case Committed():
            yield from _terms("", event)
            yield ("", "lapses_when"), event.lapses_when if event.lapses_when is not None else UNWRITTEN
        case Amended(subject=subject):
            _, _, tranche = subject.partition("/")
            yield from _terms(tranche, event)
        case _:
            if isinstance(event, Proposed) and event.terms is not None:
                yield from _terms("", event.terms)
            for name in _own_fields(type(event)):
                raw = getattr(event, name)
                if raw is not None and name != "terms":
                    yield ("", name), raw
            if isinstance(event, Acted | MeasureTaken):
                for bearing in event.bears_on:
                    yield ("", f"within:{bearing.subject}"), bearing.within


@lru_cache(maxsize=64)
def _own_fields(cls: type[Any]) -> tuple[str, ...]:
    return tuple(name for name in cls.model_fields if name not in COMMON)


TERM_FIELDS = tuple(name for name in Terms.model_fields if name not in {"tranches", "each_tranche", "window"})


def _terms(tranche: str, terms: Terms) -> Iterator[tuple[Address, Any]]:
    for name in TERM_FIELDS:
        raw = getattr(terms, name)
        if raw is not None:
            yield (tranche, name), raw
    for one in terms.tranches or ():
        yield (one.id, "listed"), True
        yield from _tranche(one)
    if terms.each_tranche is not None:
        for name in ("due", "condition"):
            raw = getattr(terms.each_tranche, name)
            if raw is not None:
                yield ("", f"each_tranche.{name}"), raw
    if terms.window is not None:
        yield ("", "window.from"), terms.window.from_
        if terms.window.until is not None:
            yield ("", "window.until"), terms.window.until


def _tranche(one: TrancheTerms) -> Iterator[tuple[Address, Any]]:
    for name in ("size", "due", "condition"):
        raw = getattr(one, name)
        if raw is not None:
            yield (one.id, name), raw


def corrected(event: Event, by: Corrected) -> Event:
    """The event with the fields that a correction sets; fields it lacks are passed over."""
    known = {
        name: parsed(name, value, type(event)) for name, value in by.set.items() if name in type(event).model_fields
    }
    return event.model_copy(update=known)


def book_of(case: Case, recorded: int = FOREVER) -> Book:
    """Index the case as its files stood at the end of the day `recorded`."""
    release = case.head.release_day
    kept = [e for e in case.events if (e.recorded or release).toordinal() <= recorded]
    events: dict[EventId, Event] = {e.id: e for e in sorted(kept, key=lambda e: e.id)}
    known_from = {id_: e.reported.last for id_, e in events.items()}
    amenders: dict[EventId, list[Event]] = {}
    for e in events.values():
        if e.revises is not None and e.revises in events and e.revises != e.id:
            amenders.setdefault(e.revises, []).append(e)
    ordered = {
        id_: tuple(sorted(by, key=lambda e: (e.reported.last, (e.recorded or release), e.id)))
        for id_, by in amenders.items()
    }
    writers = _writers(events.values())
    overlays = _overlays(events, known_from, writers)
    book = Book(case, events, known_from, overlays, ordered, writers, _zone(case.head.tz))
    return replace(book, breakpoints={id_: _breakpoints(book, id_) for id_ in events})


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _overlays(
    events: Mapping[EventId, Event],
    known_from: Mapping[EventId, int],
    writers: Mapping[tuple[str, Address], Sequence[Event]],
) -> dict[tuple[EventId, Address], tuple[Overlay, ...]]:
    found: dict[tuple[EventId, Address], list[Overlay]] = {}
    for e in events.values():
        if isinstance(e, HeldValue):
            key = _target(e, events, writers)
            if key is not None:
                found.setdefault(key, []).append(_overlay(e, known_from[e.id]))
    return {key: tuple(sorted(over, key=lambda o: (o.known, o.event.id))) for key, over in found.items()}


def _overlay(e: HeldValue, known: int) -> Overlay:
    def read(value: Any) -> Any:
        return parsed(e.field, value)

    accounts = tuple((read(a.value), _since(a.reported, known)) for a in e.accounts)
    adopted = None if e.adopted is None else (read(e.adopted.value), _since(e.adopted.reported, known))
    return Overlay(e, {r: read(v) for r, v in e.by_reading.items()}, accounts, adopted, known)


def _writers(events: Iterable[Event]) -> dict[tuple[str, Address], list[Event]]:
    """The records that wrote each term, by commitment or process and address, earliest first."""
    found: dict[tuple[str, Address], list[Event]] = {}
    for e in sorted(events, key=lambda e: (_first_day(e), e.id)):
        if isinstance(e, Committed | Amended):
            whole = e.commitment if isinstance(e, Committed) else e.subject.partition("/")[0]
            for address, _ in fields_of(e):
                found.setdefault((whole, address), []).append(e)
    return found


def _target(
    e: HeldValue, events: Mapping[EventId, Event], writers: Mapping[tuple[str, Address], Sequence[Event]]
) -> tuple[EventId, Address] | None:
    if EventId(e.subject) in events:
        return EventId(e.subject), ("", e.field)
    whole, _, tranche = e.subject.partition("/")
    address = (tranche, e.field)
    written = writers.get((whole, address), ())
    by = [w for w in written if _first_day(w) <= _last_day(e)] or written
    if by:
        return by[-1].id, address
    made = writers.get((whole, ("", "lapses_when")), ())
    return (made[0].id, address) if made else None


def _first_day(e: Event) -> int:
    return e.on.first if isinstance(e.on, When) else e.reported.first


def _last_day(e: Event) -> int:
    return e.on.last if isinstance(e.on, When) else e.reported.last


def _breakpoints(book: Book, id_: EventId) -> tuple[int, ...]:
    event = book.events[id_]
    base = book.known_from[id_]
    days = {base} | {book.known_from[by.id] for by in book.amenders.get(id_, ())}
    raws = [event.on, event.effective, *(raw for _, raw in fields_of(event))]
    for raw in raws:
        if has_holders(raw):
            days |= {_since(raw.reported, base)} | {_since(a.reported, base) for a in raw.accounts}
            if raw.adopted is not None:
                days.add(_since(raw.adopted.reported, base))
    for by in book.amenders.get(id_, ()):
        days.add(book.known_from[by.id])
    for (target, _), overlays in book.overlays.items():
        if target == id_:
            for o in overlays:
                days |= {o.known, *(since for _, since in o.accounts)}
                if o.adopted is not None:
                    days.add(o.adopted[1])
    return tuple(sorted(d for d in days if d >= base))


def _since(reported: When | None, default: int) -> int:
    return default if reported is None else reported.last


def _combined(sets: Sequence[set[int]], pick: Any) -> set[int]:
    if any(not s for s in sets):
        known = [s for s in sets if s]
        if pick is max or not known:
            return set()
        sets = known
    return {pick(combo) for combo in product(*sets)}


def _distinct(values: Iterable[Any]) -> Iterator[Any]:
    seen: list[Any] = []
    for value in values:
        if value not in seen:
            seen.append(value)
            yield value


def _name(item: tuple[Address, Any]) -> Address:
    return item[0]
