"""What a record says to one reading at one state of knowledge.

A field may be held differently by readings and accounts, and records may be
corrected, revised, retracted or held anew. All of that is settled here, before
the fold, so that the fold itself meets plain values only. What nobody settled
stays open: several alternatives, each of them a possible world.

An answer hangs on reports, of which some have come by then and some have not. It
holds from the last of those that had come until the first of those that had not:
for all states of knowledge in between it is worked out once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, TypeGuard, TypeVar, cast

from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.book import (
    MADE,
    UNWRITTEN,
    Address,
    Book,
    Overlay,
    corrected,
    fields_of,
    first_day,
    overlay_of,
    places_of,
    since,
)
from negotiation.domain.dates import When, on_day
from negotiation.domain.events import Event
from negotiation.domain.events.commitments import Amended
from negotiation.domain.events.record import Corrected, HeldValue, Retracted
from negotiation.domain.expressions import After, Earliest, FirstOfMonthAfter, IfThenElse, Latest, NightOf
from negotiation.domain.ids import EventId
from negotiation.domain.meaning import shifted
from negotiation.domain.values import Holding, has_holders

NIGHT = 2
"""A night has two days: that on which it begins, and the next."""


@dataclass(slots=True)
class Resolved:
    """An event as one outlook has it; never changed, and not `frozen`, since one that is takes four times as long."""

    event: Event
    days: tuple[int, ...]
    """Every day on which it may have taken effect, earliest first."""
    minute: int | None
    night: int | None
    """Dated to a night: the first of its two days."""
    variants: tuple[Mapping[Address, Any], ...]
    """The values its fields may have; one mapping where nothing is open."""
    touched: tuple[EventId, ...] = ()
    """Corrections, revisions and held records that shaped it."""
    behind: frozenset[EventId] = frozenset()
    """Every event that a source puts before it, through others too."""

    places: tuple[EventId, ...] = ()
    """The records in whose place it stands, since it revises them."""
    differences: Mapping[Address, tuple[int, EventId]] = field(default_factory=dict[Address, tuple[int, EventId]])
    """Differences declared with what its fields are held to be, and by which record."""

    @property
    def id(self) -> EventId:
        return self.event.id


T = TypeVar("T")
NOTHING_BEHIND = frozenset[EventId]()
UNDIFFERING: Mapping[Address, tuple[int, EventId]] = {}
ENDLESS = FOREVER + 1
"""After every report."""


@dataclass(slots=True)
class Found:
    """What was found out for one reading: each answer with the stretch of knowledge for which it holds."""

    alike: dict[EventId, Resolved | None] = field(default_factory=dict[EventId, Resolved | None])
    """Records that say the same to everybody from the day on which they are known; shared by all readings."""
    answers: dict[tuple[str, EventId], list[tuple[int, int, Any]]] = field(
        default_factory=dict[tuple[str, EventId], list[tuple[int, int, Any]]]
    )


class Resolver:
    """Resolves a book's records for one outlook; what it finds out serves others of the same reading too."""

    def __init__(self, book: Book, outlook: Outlook, found: Found | None = None) -> None:
        self.book = book
        self.outlook = outlook
        self._found = Found() if found is None else found
        self._asked: set[tuple[str, EventId]] = set()
        self._since, self._until = 0, ENDLESS

    def counts(self, day: int) -> bool:
        """Whether what was reported by a day is known; the answer that hangs on it holds as long as that stays so."""
        if day <= self.outlook.known:
            self._since = max(self._since, day)
            return True
        self._until = min(self._until, day)
        return False

    def during(self, work: Callable[[], T]) -> tuple[T, int]:
        """What is found, and the day of the next report that may lead to something else."""
        found, _, until = self._bounded(work)
        return found, until

    def _bounded(self, work: Callable[[], T]) -> tuple[T, int, int]:
        outer = self._since, self._until
        self._since, self._until = 0, ENDLESS
        found = work()
        since, until = self._since, self._until
        self._since, self._until = max(since, outer[0]), min(until, outer[1])
        return found, since, until

    def _kept(self, what: str, id_: EventId, work: Callable[[EventId], T], meanwhile: T) -> T:
        """What is found, from what was kept where it holds; `meanwhile` where the answer hangs on itself."""
        key, known = (what, id_), self.outlook.known
        kept = self._found.answers.setdefault(key, [])
        for first, until, answer in reversed(kept):
            if first <= known < until:
                self._since, self._until = max(self._since, first), min(self._until, until)
                return cast("T", answer)
        if key in self._asked:
            self._since, self._until = known, known + 1  # found while going in a circle: for this outlook alone
            return meanwhile
        self._asked.add(key)
        found, since, until = self._bounded(lambda: work(id_))
        self._asked.discard(key)
        kept.append((since, until, found))
        return found

    def get(self, id_: EventId) -> Resolved | None:
        """The record as this outlook has it, or nothing where it is not known, dropped or undated."""
        if id_ not in self._found.alike:
            self._found.alike[id_] = self._alike(id_)
        alike = self._found.alike[id_]
        if alike is not None:
            return alike if self.is_known(id_) else None
        # an anchor that leads back to the record has no day
        return self._kept("resolved", id_, self._resolve, None)

    def is_known(self, id_: EventId) -> bool:
        """Whether the record has been reported by then."""
        return id_ in self.book.events and self.counts(self.book.known_from[id_])

    def stands(self, id_: EventId) -> bool:
        """Whether the record is known, and no standing record has retracted or replaced it."""
        if id_ not in self.book.amenders:
            return self.is_known(id_)
        # records that retract each other do not stand
        return self._kept(
            "stands", id_, lambda one: self.is_known(one) and self.dropped_by(one) is None, meanwhile=False
        )

    def dropped_by(self, id_: EventId) -> Event | None:
        """The standing record that retracted or replaced it, if one did; of one replaced in turn, the last."""
        if id_ not in self.book.amenders:
            return None
        # records that replace each other have no last one
        return self._kept("dropped", id_, self._dropped_by, None)

    def _dropped_by(self, id_: EventId) -> Event | None:
        amenders = (by for by in self.book.amenders.get(id_, ()) if not isinstance(by, Corrected))
        return next((last for by in amenders if (last := self._last_of(by)) is not None), None)

    def _last_of(self, by: Event) -> Event | None:
        """A record that replaces another, or what stands in its own place."""
        if self.stands(by.id):
            return by
        later = self.dropped_by(by.id) if self.is_known(by.id) and not isinstance(by, Retracted) else None
        return None if isinstance(later, Retracted) else later

    def in_place_of(self, id_: EventId) -> Resolved | None:
        """What stands in the place of a record that was replaced; the record itself where none was."""
        later = self.dropped_by(id_) if self.is_known(id_) else None
        return self.get(id_ if later is None or isinstance(later, Retracted) else later.id)

    def as_known(self, id_: EventId) -> Event | None:
        """The record with its standing corrections, or nothing where it does not stand."""
        if id_ not in self.book.amenders:
            return self.book.events[id_] if self.is_known(id_) else None
        return self._kept("event", id_, self._as_known, None)

    def _as_known(self, id_: EventId) -> Event | None:
        if not self.stands(id_):
            return None
        event = self.book.events[id_]
        for by in self.corrections(id_):
            event = corrected(event, by, self.book.zone)
        return event

    def corrections(self, id_: EventId) -> list[Corrected]:
        """The standing corrections of a record, in the order in which they became known."""
        return [by for by in self.book.amenders.get(id_, ()) if isinstance(by, Corrected) and self.stands(by.id)]

    def overlays(self, id_: EventId, address: Address) -> list[Overlay]:
        """What standing held records say of a field, as corrected, in the order in which they became known."""
        held = self.book.overlays.get((id_, address), ())
        return [o for one in held if self._target(one) == id_ and (o := self._overlay(one)) is not None]

    def _target(self, one: Overlay) -> EventId | None:
        return next((target for target in one.targets if self.stands(target)), None)

    def _overlay(self, one: Overlay) -> Overlay | None:
        event = self.as_known(one.event.id)
        if event is one.event or not isinstance(event, HeldValue):
            return one if event is one.event else None
        return overlay_of(event, one.known, one.targets, self.book.zone)

    def why_left_out(self, id_: EventId) -> str | None:
        """Why a record does not count for this outlook, if it does not."""
        if not self.is_known(id_):
            return "not yet known"
        by = self.dropped_by(id_)
        if by is not None:
            return f"retracted by {by.id}" if isinstance(by, Retracted) else f"revised by {by.id}"
        return None if self.get(id_) is not None else "its day is not known"

    def _alike(self, id_: EventId) -> Resolved | None:
        """The record as everybody has it; nothing where readings, reports or other records may make a difference."""
        event = self.book.events.get(id_)
        if event is None or id_ in self.book.debated or id_ in self.book.amenders or _reaches_back(event):
            return None
        date = event.effective if _has_own_effect(event) else event.on
        if not isinstance(date, When):
            return None
        places = () if event.revises is None else tuple(places_of(self.book, id_))
        days, behind = tuple(date.days()), self.book.behind.get(id_, NOTHING_BEHIND)
        return Resolved(
            event, days, date.minute, _night(days), (dict(self.book.fields[id_][0]),), (), behind, places, UNDIFFERING
        )

    def _resolve(self, id_: EventId) -> Resolved | None:
        event = self.as_known(id_)
        if event is None:
            return None
        touched: list[EventId] = [by.id for by in self.corrections(id_)]
        values: list[tuple[Address, tuple[Any, ...]]] = []
        for address, raw in self._fields(event):
            overlays = self.overlays(id_, address)
            said = self.alternatives(raw, overlays, self.book.known_from[id_])
            touched += [o.event.id for o in overlays if self._moves(o)]
            if said:
                values.append((address, said))
        names = [name for name, _ in values]
        variants = tuple(dict(zip(names, picked, strict=True)) for picked in product(*(said for _, said in values)))
        return self._resolved(event, self._dated(event), variants, tuple(touched))

    def _resolved(
        self,
        event: Event,
        dated: tuple[Any, ...],
        variants: tuple[Mapping[Address, Any], ...],
        touched: tuple[EventId, ...] = (),
    ) -> Resolved | None:
        days = tuple(sorted({day for one in dated for day in self.possible_days(one)}))
        if not days:
            return None
        minute = dated[0].minute if len(dated) == 1 and isinstance(dated[0], When) else None
        behind, places = self.book.behind.get(event.id, NOTHING_BEHIND), tuple(places_of(self.book, event.id))
        differences = self._differences(event.id)
        return Resolved(event, days, minute, _night(days), variants, touched, behind, places, differences)

    def _differences(self, id_: EventId) -> dict[Address, tuple[int, EventId]]:
        """The declared differences of a record's fields.

        Only the newest value that a reading holds counts, with or without a difference.
        """
        found: dict[Address, tuple[int, EventId]] = {}
        for address in self.book.held.get(id_, ()):
            for overlay in self.overlays(id_, address):
                if self.outlook.reading in overlay.by_reading:
                    found.pop(address, None)
                    declared = overlay.event.declared_difference
                    if declared is not None:
                        found[address] = (declared.value, overlay.event.id)
        return found

    def _fields(self, event: Event) -> Iterator[tuple[Address, Any]]:
        """The fields of a record, and those that it did not write and others hold of it."""
        written = dict(fields_of(event))
        yield from written.items()
        for address in self.book.held.get(event.id, ()):
            if address not in written and address != ("", "on"):
                yield address, UNWRITTEN

    def _moves(self, overlay: Overlay) -> bool:
        return self.outlook.reading in overlay.by_reading or overlay.adopted is not None

    def alternatives(self, raw: Any, overlays: Sequence[Overlay], known_from: int) -> tuple[Any, ...]:
        """The values that a field may have for this outlook; none where it is as if unwritten.

        What the reading itself holds comes first, the newest before the oldest; then
        what the case adopted; then the base; and where there is none of these, the
        accounts as they stand.
        """
        reading = self.outlook.reading
        held = raw if has_holders(raw) else None
        for overlay in reversed(overlays):
            if reading in overlay.by_reading:
                return (overlay.by_reading[reading],)
        if held is not None and reading in held.by_reading and self.counts(since(held.reported, known_from)):
            return (held.by_reading[reading],)
        for overlay in reversed(overlays):
            if overlay.adopted is not None and self.counts(overlay.adopted[1]):
                return (overlay.adopted[0],)
        if held is None:
            return () if raw is UNWRITTEN else (raw,)
        return self._held(held, overlays, known_from)

    def _held(self, raw: Holding[Any], overlays: Sequence[Overlay], known_from: int) -> tuple[Any, ...]:
        if raw.adopted is not None and self.counts(since(raw.adopted.reported, known_from)):
            return (raw.adopted.value,)
        if "value" in raw.model_fields_set:
            return () if raw.value is None else (raw.value,)
        read = [*raw.by_reading.values()] if raw.unsettled and self.counts(since(raw.reported, known_from)) else []
        own = [a.value for a in raw.accounts if self.counts(since(a.reported, known_from))]
        later = [value for o in overlays for value, from_ in o.accounts if self.counts(from_)]
        return tuple(_distinct(value for value in [*read, *own, *later] if value is not None))

    def _dated(self, event: Event) -> tuple[Any, ...]:
        """The dates that an event may have: its own, or that of its effect where that is another."""
        known_from = self.book.known_from[event.id]
        if _reaches_back(event):
            reached = self._reaching_back(event)
            if reached is not None:
                return (reached,)
        name = "effective" if _has_own_effect(event) else "on"
        return self.alternatives(getattr(event, name), self.overlays(event.id, ("", name)), known_from)

    def _reaching_back(self, event: Amended) -> When | None:
        """A retroactive amendment works from the day of the latest version of a term that it replaces."""
        whole = event.subject.partition("/")[0]
        addresses = [*(address for address, _ in fields_of(event)), MADE]
        before = [
            found.days[-1]
            for address in addresses
            for writer in self.book.writers.get((whole, address), ())
            if writer.id != event.id
            and first_day(writer) <= first_day(event)
            and (found := self.get(writer.id)) is not None
        ]
        return on_day(max(before)) if before else None

    def possible_days(self, expression: Any) -> set[int]:
        """Every day that a date expression may mean, from the records alone."""
        match expression:
            case When():
                return set(expression.days())
            case str():
                anchor = self.in_place_of(EventId(expression))
                return set(anchor.days) if anchor is not None else set()
            case NightOf(night_of=night):
                return set(night.days())
            case After(after=anchor_) | FirstOfMonthAfter(first_of_month_after=anchor_):
                return {shifted(day, expression) for day in self.possible_days(anchor_)}
            case Earliest(earliest=parts):
                return _combined([known for p in parts if (known := self.possible_days(p))], min)
            case Latest(latest=parts):
                sets = [self.possible_days(p) for p in parts]
                return _combined(sets, max) if all(sets) else set()
            case IfThenElse(then=then, else_=else_):
                return self.possible_days(then) | self.possible_days(else_)
            case _:
                return set()


def _reaches_back(event: Event) -> TypeGuard[Amended]:
    """Whether an amendment works from the day of what it replaces."""
    return isinstance(event, Amended) and event.retroactive and event.effective is None


def _night(days: Sequence[int]) -> int | None:
    """The first of two days on end, which may be those of one night."""
    return days[0] if len(days) == NIGHT and days[1] == days[0] + 1 else None


def _has_own_effect(event: Event) -> bool:
    """Whether an event took effect on another day than its own."""
    return event.effective is not None and event.kind != "scheduled"


def _combined(sets: Sequence[set[int]], pick: Callable[[tuple[int, ...]], int]) -> set[int]:
    return {pick(combo) for combo in product(*sets)} if sets else set()


def _distinct(values: Iterable[Any]) -> Iterator[Any]:
    seen: list[Any] = []
    for value in values:
        if value not in seen:
            seen.append(value)
            yield value
