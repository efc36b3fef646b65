"""Fields about which readings or accounts differ: computed, and shown with every holder or not at all."""

from collections.abc import Iterator, Sequence
from typing import Any

from negotiation.domain.axes import FOREVER, Contest
from negotiation.domain.book import UNWRITTEN, Address, Book, fields_of, first_day, since
from negotiation.domain.events import Event
from negotiation.domain.events.about import subjects_named
from negotiation.domain.events.commitments import Acted, Amended, Committed, Reversed
from negotiation.domain.events.measures import MeasureTaken
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.events.record import Corrected, HeldValue, Retracted
from negotiation.domain.ids import RECORD, EventId, SubjectId
from negotiation.domain.resolve import Resolver
from negotiation.domain.subjects import Subject, brought
from negotiation.domain.values import Holding, has_holders
from negotiation.domain.wording import said

STEPS = {"deposit-accepted": "accepted", "entered-into-force": "in_force"}
"""Steps of an instrument that answers call otherwise than the records do."""


def debated(subject: Subject, book: Book) -> tuple[EventId, ...]:
    """The records of a subject about which somebody may differ, and those that put an end to what others wrote.

    None, where nobody differs.
    """
    if book.debated.isdisjoint(subject.inputs):
        return ()
    return tuple(
        id_
        for id_ in subject.inputs
        if id_ in book.debated or isinstance(book.events[id_], Committed | Amended | MeasureTaken)
    )


def contests_of(subject: Subject, resolver: Resolver, about: Sequence[EventId]) -> list[Contest]:
    """Every contested field of a subject as known on a day, holder by holder, in a fixed order."""
    found: list[Contest] = []
    latest: dict[tuple[SubjectId, str], int] = {}
    records = [e for e in (_record(resolver, id_) for id_ in about) if e is not None]
    records.sort(key=lambda e: (-_first(e, resolver), e.id))
    made = min(
        (_first(e, resolver) for e in records if isinstance(e, Committed) and e.commitment == subject.id),
        default=FOREVER + 1,
    )
    for event in records:
        if isinstance(event, Proposed) and subject.kind == "commitment" and _first(event, resolver) >= made:
            continue
        for address, raw in _written(event, resolver):
            undone = resolver.as_known(event.undoes) if isinstance(event, Reversed) else None
            target = _subject_of(undone or event, address, subject)
            if target is None:
                continue
            field = address[1].partition(":")[0]
            if field == "on" and subject.kind == "instrument":
                field = STEPS.get(event.kind, event.kind)  # the step whose day it is
            until = latest.get((target, field), FOREVER + 1)
            if isinstance(event, Proposed) and subject.kind == "commitment":
                until = min(until, made)
            key = (target, f"{field}:{event.stage}") if isinstance(event, MeasureTaken) else (target, field)
            until = min(until, latest.get(key, FOREVER + 1))
            if isinstance(event, Committed | Amended | MeasureTaken):
                latest[key] = _first(event, resolver)
            found += _contest(resolver, event, (address, raw), (target, field), (_first(event, resolver), until))
    return sorted(
        found, key=lambda c: (c.subject, c.field, c.valid_from, not c.is_reading, c.holder != RECORD, c.holder, c.value)
    )


def _record(resolver: Resolver, id_: EventId) -> Event | None:
    event = resolver.as_known(id_)
    return None if isinstance(event, HeldValue | Corrected | Retracted) else event


def _written(event: Event, resolver: Resolver) -> Iterator[tuple[Address, Any]]:
    """The fields of a record, and those that later records hold of it, each once."""
    fields = dict(fields_of(event))
    fields["", "on"] = event.on
    if has_holders(event.effective):
        fields["", "effective"] = event.effective
    for address in resolver.book.held.get(event.id, ()):
        if address not in fields and resolver.overlays(event.id, address):
            own = None if address[0] else getattr(event, address[1], None)
            fields[address] = UNWRITTEN if own is None else own
    yield from fields.items()


def _subject_of(event: Event, address: Address, subject: Subject) -> SubjectId | None:
    """The subject that a field belongs to, if that is this one."""
    tranche, name = address
    if name.startswith("within:"):
        return subject.id if name == f"within:{subject.id}" else None
    if isinstance(event, Acted) or (isinstance(event, MeasureTaken) and subject.kind != "measure"):
        return None
    if any(id_ == subject.id for id_, _ in brought(event)):
        return SubjectId(f"{subject.id}/{tranche}") if tranche else subject.id
    for one in subjects_named(event):
        if one.partition("/")[0] == subject.id:
            if isinstance(event, Amended):
                return SubjectId(f"{subject.id}/{tranche}") if tranche else subject.id
            return one
    return None


def _contest(
    resolver: Resolver,
    event: Event,
    written: tuple[Address, Any],
    where: tuple[SubjectId, str],
    valid: tuple[int, int],
) -> list[Contest]:
    address, raw = written
    target, field = where
    entries = list(_entries(resolver, event, address, raw))
    values = {value for _, _, value, _ in entries}
    if len(values) < 2:  # noqa: PLR2004 - one value is no contest
        return []
    return [
        Contest(target, field, holder, is_reading, value, by, valid[0], valid[1])
        for holder, is_reading, value, by in dict.fromkeys(entries)
    ]


def _entries(
    resolver: Resolver, event: Event, address: Address, raw: Any
) -> Iterator[tuple[str, bool, str, tuple[EventId, ...]]]:
    base = resolver.book.known_from[event.id]
    overlays = resolver.overlays(event.id, address)
    named = any(o.by_reading for o in overlays)
    adopted = next(
        (o.adopted for o in reversed(overlays) if o.adopted is not None and resolver.counts(o.adopted[1])), None
    )
    if adopted is not None:
        yield RECORD, True, said(adopted[0]), (event.id,)
    if has_holders(raw):
        by_reading = raw.by_reading if resolver.counts(since(raw.reported, base)) else {}
        named = named or bool(by_reading)
        yield from _base(resolver, event, raw, named=named, holder=RECORD if adopted is None else event.id)
        for reading, value in by_reading.items():
            yield reading, True, said(value), (event.id,)
        for account in raw.accounts:
            if resolver.counts(since(account.reported, base)):
                yield account.holder, False, said(account.value), (event.id,)
    elif adopted is not None and raw is not UNWRITTEN:
        yield event.id, False, said(raw), (event.id,)
    elif adopted is None and (raw is not UNWRITTEN or named):
        yield RECORD, True, "none" if raw is UNWRITTEN else said(raw), (event.id,)
    for overlay in overlays:
        for reading, value in overlay.by_reading.items():
            yield reading, True, said(value), (overlay.event.id,)
        for account, (value, from_) in zip(overlay.event.accounts, overlay.accounts, strict=True):
            if resolver.counts(from_):
                yield account.holder, False, said(value), (overlay.event.id,)


def _base(
    resolver: Resolver, event: Event, raw: Holding[Any], *, named: bool, holder: str
) -> Iterator[tuple[str, bool, str, tuple[EventId, ...]]]:
    """The record's own value; the record stands by its id where the case has adopted another since."""
    own, base = holder == RECORD, resolver.book.known_from[event.id]
    if raw.adopted is not None and resolver.counts(since(raw.adopted.reported, base)):
        yield holder, own, said(raw.adopted.value), (event.id,)
    elif "value" in raw.model_fields_set:
        yield holder, own, said(raw.value), (event.id,)
    elif named and own and not raw.unsettled:
        yield holder, own, "none", (event.id,)


def _first(event: Event, resolver: Resolver) -> int:
    """The first day on which it may have happened, for this outlook or by its own record."""
    happened = resolver.get(event.id)
    return first_day(event) if happened is None else happened.days[0]
