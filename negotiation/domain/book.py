"""A case's records, indexed once: who wrote which term, who corrects whom, what is held of what.

Nothing is settled here. What a record says to one reading at one state of
knowledge is `resolve.py`'s business.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from negotiation.domain.axes import FOREVER
from negotiation.domain.case import Case
from negotiation.domain.dates import When
from negotiation.domain.edtf import placed
from negotiation.domain.events import Event
from negotiation.domain.events.commitments import Acted, Amended, Committed, EachTranche, Reversed, Terms
from negotiation.domain.events.instruments import Scheduled
from negotiation.domain.events.measures import MeasureTaken
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.events.record import Corrected, HeldValue, Retracted
from negotiation.domain.fields import parsed
from negotiation.domain.ids import EventId, ReadingId
from negotiation.domain.values import has_holders

Address = tuple[str, str]
"""A tranche's id (or nothing, for the whole) and the name of a term or field."""
Fields = tuple[tuple[Address, Any], ...]
"""Every field that an event writes, by address."""

COMMON = frozenset(
    {
        "id", "kind", "on", "reported", "recorded", "effective", "after", "revises", "speaker", "stated_reason",
        "certainty", "basis", "coders", "codebook", "sources", "title", "note", "bears_on",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overlay:
    """A held record's values, read as the field that they are for."""

    event: HeldValue
    by_reading: Mapping[ReadingId, Any]
    accounts: tuple[tuple[Any, int], ...]
    """Value and the day from which it is known."""
    adopted: tuple[Any, int] | None
    known: int
    targets: tuple[EventId, ...]
    """The records that it may be for; the first that is known is the one."""


@dataclass(frozen=True, slots=True)
class Book:
    """A case's records, indexed for resolving; made once for a case."""

    case: Case
    events: Mapping[EventId, Event]
    known_from: Mapping[EventId, int]
    """The last possible day of `reported`: from then on a record counts."""
    versions: Mapping[EventId, tuple[Event, ...]]
    """A record as it was first entered, and as each of its corrections makes it."""
    fields: Mapping[EventId, tuple[Fields, ...]]
    """The fields of each of these, found once: whoever asks what a record writes reads them here."""
    amenders: Mapping[EventId, tuple[Event, ...]]
    """Corrections, retractions and revisions by the record they are about, in the order in which they became known."""
    writers: Mapping[tuple[str, Address], Sequence[Event]]
    """The records that wrote each term, by commitment or process and address, earliest first."""
    overlays: Mapping[tuple[EventId, Address], tuple[Overlay, ...]]
    """What held records say of each field, in the order in which they became known."""
    held: Mapping[EventId, tuple[Address, ...]]
    """The fields of each record that held records speak of."""
    debated: frozenset[EventId]
    """Records with a field that somebody may hold differently: by their own text, or by a held record."""
    zone: tzinfo | None
    """The case's time zone: every moment of the records is read in it."""
    behind: Mapping[EventId, frozenset[EventId]]
    """Every event that a source puts before a record, by `after` and as what it undoes, through others too."""
    breakpoints: Mapping[EventId, tuple[int, ...]] = field(default_factory=dict[EventId, tuple[int, ...]])
    """Days on which what a record says may change, by record."""


class _Unwritten:
    """A field that no record wrote."""

    def __repr__(self) -> str:
        return "UNWRITTEN"


UNWRITTEN = _Unwritten()
MADE: Address = ("", "made")
"""Where a commitment's own record stands among the writers of its terms."""


def fields_of(event: Event) -> Iterator[tuple[Address, Any]]:
    """Every field that an event writes, by address; terms under the tranche that they belong to."""
    match event:
        case Committed():
            yield from _terms("", event)
        case Amended(subject=subject):
            _, _, tranche = subject.partition("/")
            yield from _terms(tranche, event)
        case _:
            if isinstance(event, Proposed) and event.terms is not None:
                yield from _terms("", event.terms)
            own = event.__dict__
            for name, address in _own_fields(type(event)):
                raw = own[name]
                if raw is not None:
                    yield address, raw
            if isinstance(event, Scheduled):
                yield ("", "effective"), event.effective
            if isinstance(event, Acted | MeasureTaken):
                for bearing in event.bears_on:
                    yield ("", f"within:{bearing.subject}"), bearing.within


@cache
def _own_fields(cls: type[Any]) -> tuple[tuple[str, Address], ...]:
    return tuple((name, ("", name)) for name in cls.model_fields if name not in COMMON and name != "terms")


TERM_FIELDS = tuple(name for name in Terms.model_fields if name not in {"tranches", "each_tranche", "window"})


def _terms(tranche: str, terms: Terms) -> Iterator[tuple[Address, Any]]:
    """The terms that a record writes; in an amendment `null` is written too, and ends the term."""
    may_end = isinstance(terms, Amended)
    own = terms.__dict__
    for name in _written(terms, TERM_FIELDS, may_end=may_end):
        yield (tranche, name), own[name]
    for one in terms.tranches or ():
        yield (one.id, "listed"), True
        for name in _written(one, ("size", "due", "condition"), may_end=may_end):
            yield (one.id, name), getattr(one, name)
    each = terms.each_tranche or (EachTranche(due=None, condition=None) if _ends(terms, "each_tranche") else None)
    if each is not None:
        for name in _written(each, ("due", "condition"), may_end=may_end):
            yield ("", f"each_tranche.{name}"), getattr(each, name)
    if terms.renewal is not None:
        for name in _written(terms.renewal, ("period", "unless"), may_end=may_end):
            yield ("", f"renewal.{name}"), getattr(terms.renewal, name)
    if terms.window is not None:
        yield ("", "window.from"), terms.window.from_
        for name in _written(terms.window, ("until",), may_end=may_end):
            yield ("", f"window.{name}"), getattr(terms.window, name)
    elif _ends(terms, "window"):
        yield from ((("", f"window.{name}"), None) for name in ("from", "until"))


def _written(part: BaseModel, names: Iterable[str], *, may_end: bool) -> Iterator[str]:
    """The fields that a part of the terms writes, with those that it ends by `null`."""
    own = part.__dict__
    for name in names:
        if own[name] is not None or (may_end and name in part.model_fields_set):
            yield name


def _ends(terms: Terms, name: str) -> bool:
    return isinstance(terms, Amended) and name in terms.model_fields_set and getattr(terms, name) is None


def corrected(event: Event, by: Corrected, zone: tzinfo | None) -> Event:
    """The event with the fields that a correction sets; fields it lacks are passed over."""
    known = {
        name: placed(parsed(name, value, type(event)), zone)
        for name, value in by.set.items()
        if name in type(event).model_fields
    }
    return event.model_copy(update=known)


def book_of(case: Case, recorded: int = FOREVER) -> Book:
    """Index the case as its files stood at the end of the day `recorded`."""
    release, zone = case.head.release_day, _zone(case.head.tz)
    kept = [placed(e, zone) for e in case.events if (e.recorded or release).toordinal() <= recorded]
    events: dict[EventId, Event] = {e.id: e for e in sorted(kept, key=lambda e: e.id)}
    known_from = {id_: e.reported.last for id_, e in events.items()}
    amenders: dict[EventId, list[Event]] = {}
    for e in events.values():
        if e.revises is not None and e.revises in events and e.revises != e.id:
            amenders.setdefault(e.revises, []).append(e)
    ordered = {
        id_: tuple(sorted(by, key=lambda e: (e.reported.last, e.recorded or release, e.id)))
        for id_, by in amenders.items()
    }
    versions = {id_: tuple(_versions(e, ordered.get(id_, ()), zone)) for id_, e in events.items()}
    fields = {id_: tuple([tuple(fields_of(one)) for one in several]) for id_, several in versions.items()}
    writers = _writers(versions, fields)
    overlays = _overlays(events, known_from, writers, zone)
    held = _by_record(overlays)
    debated = frozenset(
        [id_ for id_ in events if id_ in held or any(map(has_holders, _raws(versions[id_], fields[id_])))]
    )
    book = Book(
        case, events, known_from, versions, fields, ordered, writers, overlays, held, debated, zone, _behind(events)
    )
    return replace(book, breakpoints={id_: _breakpoints(book, id_) for id_ in events})


def _by_record(overlays: Mapping[tuple[EventId, Address], Any]) -> dict[EventId, tuple[Address, ...]]:
    found: dict[EventId, list[Address]] = {}
    for target, address in overlays:
        found.setdefault(target, []).append(address)
    return {target: tuple(addresses) for target, addresses in found.items()}


def _behind(events: Mapping[EventId, Event]) -> dict[EventId, frozenset[EventId]]:
    direct: dict[EventId, set[EventId]] = {}
    for e in events.values():
        named = {*(e.after or ()), *([e.undoes] if isinstance(e, Reversed) else [])}
        if named:
            direct[e.id] = named
    found: dict[EventId, frozenset[EventId]] = {}
    for id_, named in direct.items():
        reached: set[EventId] = set()
        agenda = [*named]
        while agenda:
            one = agenda.pop()
            if one not in reached:
                reached.add(one)
                agenda += direct.get(one, ())
        found[id_] = frozenset(reached - {id_})
    return found


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _versions(event: Event, amenders: Sequence[Event], zone: tzinfo | None) -> Iterator[Event]:
    yield event
    for by in amenders:
        if isinstance(by, Corrected):
            event = corrected(event, by, zone)
            yield event


def _writers(
    versions: Mapping[EventId, Sequence[Event]], fields: Mapping[EventId, Sequence[Fields]]
) -> dict[tuple[str, Address], list[Event]]:
    found: dict[tuple[str, Address], list[Event]] = {}
    originals = sorted((v[0] for v in versions.values()), key=lambda e: (first_day(e), e.id))
    for e in originals:
        if isinstance(e, Committed | Amended):
            whole = e.commitment if isinstance(e, Committed) else e.subject.partition("/")[0]
            addresses: set[Address] = {address for version in fields[e.id] for address, _ in version}
            if isinstance(e, Committed):
                addresses.add(MADE)
            for address in addresses:
                found.setdefault((whole, address), []).append(e)
    return found


def _overlays(
    events: Mapping[EventId, Event],
    known_from: Mapping[EventId, int],
    writers: Mapping[tuple[str, Address], Sequence[Event]],
    zone: tzinfo | None,
) -> dict[tuple[EventId, Address], tuple[Overlay, ...]]:
    found: dict[tuple[EventId, Address], list[Overlay]] = {}
    for e in events.values():
        if isinstance(e, HeldValue):
            address, targets = _targets(e, events, writers)
            overlay = overlay_of(e, known_from[e.id], targets, zone)
            for target in targets:
                found.setdefault((target, address), []).append(overlay)
    return {key: tuple(sorted(over, key=lambda o: (o.known, o.event.id))) for key, over in found.items()}


def overlay_of(e: HeldValue, known: int, targets: tuple[EventId, ...], zone: tzinfo | None) -> Overlay:
    """A held record's values, read as its field reads them."""

    def read(value: Any) -> Any:
        return placed(parsed(e.field, value), zone)

    accounts = tuple((read(a.value), since(a.reported, known)) for a in e.accounts)
    adopted = None if e.adopted is None else (read(e.adopted.value), since(e.adopted.reported, known))
    by_reading = {r: read(v) for r, v in e.by_reading.items()}
    return Overlay(e, by_reading, accounts, adopted, known, targets)


def _targets(
    e: HeldValue, events: Mapping[EventId, Event], writers: Mapping[tuple[str, Address], Sequence[Event]]
) -> tuple[Address, tuple[EventId, ...]]:
    """The records whose field may be held, the first that is known being it.

    That is the event named; or the latest record that wrote the term by then, or an
    earlier one as long as that is not known; or the promise itself.
    """
    named = events.get(EventId(e.subject))
    if named is not None:
        bearings = getattr(named, "bears_on", ()) if e.field == "within" else ()
        return ("", f"within:{bearings[0].subject}" if bearings else e.field), (named.id,)
    whole, _, tranche = e.subject.partition("/")
    address = (tranche, e.field)
    written = writers.get((whole, address), ())
    by = [w.id for w in written if first_day(w) <= last_day(e)] or [w.id for w in written[:1]]
    made = [w.id for w in writers.get((whole, MADE), ())[:1]]
    return address, (*reversed(by), *(m for m in made if m not in by))


def first_day(e: Event) -> int:
    """The first day on which it may have happened, as far as its own record says."""
    return e.on.first if isinstance(e.on, When) else e.reported.first


def last_day(e: Event) -> int:
    """The last day on which it may have happened, as far as its own record says."""
    return e.on.last if isinstance(e.on, When) else e.reported.last


def places_of(book: Book, id_: EventId) -> Iterator[EventId]:
    """The records in whose place a record stands, in turn: those that it revises."""
    found = {id_}
    event = book.events[id_]
    while not isinstance(event, Corrected | Retracted):
        place = event.revises
        if place is None or place in found or place not in book.events:
            return
        found.add(place)
        yield place
        event = book.events[place]


def revisers_of(book: Book, id_: EventId) -> Iterator[EventId]:
    """The records that may come to stand in the place of one."""
    agenda, seen = [id_], {id_}
    while agenda:
        for by in book.amenders.get(agenda.pop(), ()):
            if by.id not in seen and not isinstance(by, Corrected | Retracted):
                seen.add(by.id)
                agenda.append(by.id)
                yield by.id


def raws_of(book: Book, id_: EventId) -> Iterator[Any]:
    """Every field of a record as written, in all its versions."""
    yield from _raws(book.versions[id_], book.fields[id_])


def _raws(versions: Sequence[Event], fields: Sequence[Fields]) -> list[Any]:
    own = [day for version in versions for day in (version.on, version.effective)]
    return own + [raw for version in fields for _, raw in version]


def held_of(book: Book, id_: EventId) -> Iterator[Overlay]:
    """Everything that held records say of a record's fields."""
    for address in book.held.get(id_, ()):
        yield from book.overlays[id_, address]


def _breakpoints(book: Book, id_: EventId) -> tuple[int, ...]:
    base = book.known_from[id_]
    if id_ not in book.debated and id_ not in book.amenders:
        return (base,)
    days = {base} | set(_amended_on(book, id_, set()))
    for raw in raws_of(book, id_):
        if has_holders(raw):
            days |= {since(raw.reported, base)} | {since(a.reported, base) for a in raw.accounts}
            if raw.adopted is not None:
                days.add(since(raw.adopted.reported, base))
    for o in held_of(book, id_):
        days |= {o.known, *(known for _, known in o.accounts), *_amended_on(book, o.event.id, set())}
        if o.adopted is not None:
            days.add(o.adopted[1])
    return tuple(sorted(d for d in days if d >= base))


def _amended_on(book: Book, id_: EventId, seen: set[EventId]) -> Iterator[int]:
    """Days on which a record's corrections and retractions, and theirs in turn, become known."""
    for by in book.amenders.get(id_, ()):
        if by.id not in seen:
            seen.add(by.id)
            yield book.known_from[by.id]
            yield from _amended_on(book, by.id, seen)


def since(reported: When | None, default: int) -> int:
    """The day from which a value counts: its own last possible day of report, else its record's."""
    return default if reported is None else reported.last
