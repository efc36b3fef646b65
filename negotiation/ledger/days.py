"""When records say that things happened, as far as a record says it by itself."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from negotiation.domain.dates import When, iso
from negotiation.domain.events import Event
from negotiation.domain.expressions import NightOf
from negotiation.domain.values import Holding
from negotiation.ledger.nearest import did_you_mean
from negotiation.ledger.pile import Pile
from negotiation.ledger.problems import Problem

ANNOUNCEMENTS = frozenset({"scheduled", "committed", "amended", "proposed", "claimed", "stated", "held", "agreed"})
"""Kinds that may be public before their day, because they speak of what is to come."""


def zone_of(name: str) -> tzinfo | None:
    """The time zone of this name, if there is one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def possible_days(value: object, zone: tzinfo | None) -> tuple[int, int] | None:
    """First and last day that a date field allows under anybody's account; None where it hangs on something else."""
    if isinstance(value, When) and (zone is None or value.instant is None):
        return value.first, value.last
    spans = list(_spans(value, zone))
    if not spans or None in spans:
        return None
    known = [span for span in spans if span is not None]
    return min(first for first, _ in known), max(last for _, last in known)


def _spans(value: object, zone: tzinfo | None) -> Iterator[tuple[int, int] | None]:
    match value:
        case When():
            local = value if zone is None else value.in_zone(zone)
            yield local.first, local.last
        case NightOf():
            yield value.night_of.first, value.night_of.last + 1
        case Holding():
            for part in _held(cast("Holding[object]", value)):
                yield from _spans(part, zone)
        case _:
            yield None


def _held(field: Holding[object]) -> Iterator[object]:
    yield from (value for value in (field.value, *field.by_reading.values()) if value is not None)
    yield from (account.value for account in field.accounts)
    if field.adopted is not None:
        yield field.adopted.value


def date_problems(pile: Pile) -> Iterator[Problem]:
    """Days that do not go together: of one record, and with the days that the case covers."""
    if pile.head is None:
        return
    head, origin = pile.head
    zone = zone_of(head.tz)
    if zone is None:
        hint = did_you_mean(head.tz, available_timezones())
        said = f"no time zone '{head.tz}'; it is a name of the IANA list, such as Europe/Paris"
        yield pile.texts.problem(origin, ("tz",), "T124", said, label=hint)
    covered = head.coverage.start.toordinal(), head.coverage.end.toordinal()
    for event, place in pile.events:
        on = possible_days(event.on, zone)
        if on is not None:
            for path, code, message in _of_one_event(event, on, covered, zone):
                yield pile.texts.problem(place, path, code, message, ids=(event.id,))


def _of_one_event(
    event: Event, on: tuple[int, int], covered: tuple[int, int], zone: tzinfo | None
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    first, last = on
    if event.reported.last < first and event.kind not in ANNOUNCEMENTS:
        said = f"reported on {event.reported}, and it happened on {iso(first)} at the earliest"
        yield ("reported",), "T122", said
    if event.effective is not None:
        effect = possible_days(event.effective, zone)
        if effect is not None and effect[1] < first:
            yield ("effective",), "T306", "takes effect before it was done; treaty records do, and it is rare"
    if first < covered[0] or last > covered[1]:
        yield ("id",), "T305", "may lie outside the days that the case covers"
