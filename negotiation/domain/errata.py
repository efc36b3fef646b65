"""What was corrected: records about records, each with the answers that it changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.effects import Effect, effect
from negotiation.domain.events import Event
from negotiation.domain.events.record import Corrected, Retracted
from negotiation.domain.ids import RECORD, EventId
from negotiation.domain.intervals import Table

Clock = Literal["recorded", "reported"]
"""When a curator entered it, or when it became public."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """A record that corrects, retracts or replaces another, and what it changed."""

    event: Event
    told: Corrected | Retracted | None
    """The same, where it says that its record was wrong, and why; nothing where it only stands in its place."""
    revises: EventId
    recorded: int
    """When a curator entered it; the release day where the record does not say."""
    fields: tuple[tuple[str, Any, Any], ...]
    """What a correction sets: the field, and its value before and after, as plain data."""
    effects: tuple[Effect, ...]
    """With hindsight, under the record, and under each reading under which something else differs."""


def errata(table: Table, since: int, clock: Clock) -> list[Erratum]:
    """What was corrected on a day or later by one clock, in its order.

    Each is compared as it counts: with those of its own that count before it and without the
    later ones, so that of two corrections of one record each shows the step that it made.
    """
    found = [one for one in table.book.events.values() if one.revises is not None]
    chosen = [one for one in found if day_of(table, one, clock) >= since]
    families = {one.id: _family(table, one) for one in found}
    ordered = sorted(found, key=lambda one: _counts(table, one))
    return [
        _erratum(table, one, [other for other in ordered if families[other.id] == families[one.id]])
        for one in sorted(chosen, key=lambda one: (day_of(table, one, clock), *_counts(table, one)))
    ]


def day_of(table: Table, event: Event, clock: Clock) -> int:
    """The day of a record by one clock."""
    if clock == "reported":
        return event.reported.last
    return (event.recorded or table.case.head.release_day).toordinal()


def _counts(table: Table, event: Event) -> tuple[int, int, EventId]:
    """The order in which records about one record count: that of `book_of`."""
    return event.reported.last, day_of(table, event, "recorded"), event.id


def _family(table: Table, event: Event) -> EventId:
    """The record with which it began: what is corrected may itself be a correction."""
    seen: set[EventId] = set()
    while event.revises is not None and event.revises in table.book.events and event.id not in seen:
        seen.add(event.id)
        event = table.book.events[event.revises]
    return event.id


def _erratum(table: Table, event: Event, family: Sequence[Event]) -> Erratum:
    later = frozenset(one.id for one in family[family.index(event) + 1 :])
    given = _without(table, later) if later else table
    before = _without(table, later | {event.id})
    told = event if isinstance(event, Corrected | Retracted) else None
    fields = tuple(_fields(before, given, event)) if isinstance(event, Corrected) else ()
    day = day_of(table, event, "recorded")
    return Erratum(event, told, event.revises or event.id, day, fields, tuple(_effects(before, given)))


def _without(table: Table, left_out: frozenset[EventId]) -> Table:
    case = table.case
    return Table(replace(case, events=tuple(one for one in case.events if one.id not in left_out)))


def _effects(before: Table, given: Table) -> Iterator[Effect]:
    mine = effect(before, given, Outlook(RECORD, FOREVER))
    yield mine
    for reading in given.readings:
        if reading != RECORD:
            other = effect(before, given, Outlook(reading, FOREVER))
            if other.said != mine.said:
                yield other


def _fields(before: Table, given: Table, by: Corrected) -> Iterator[tuple[str, Any, Any]]:
    """The fields that a correction sets, as its record had them just before, and has them now."""
    was, now = (table.book.versions.get(by.revises, ()) for table in (before, given))
    yield from ((name, _plain(was, name), _plain(now, name)) for name in by.set)


def _plain(versions: Sequence[Event], name: str) -> Any:
    """A field as its record stands in the end: as it is written, or as it is where nothing is written."""
    if not versions:
        return None
    event = versions[-1]
    written = event.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return written[name] if name in written else event.model_dump(mode="json", by_alias=True).get(name)
