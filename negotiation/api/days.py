"""Days as programs give them: a date, or text as the command line takes it; and the day that it is."""

import os
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias, cast
from zoneinfo import ZoneInfo

from negotiation.domain.dates import When, parse

Day: TypeAlias = date | str
"""A `datetime.date`, `YYYY-MM-DD`, any other EDTF text that names one day, or an instant with its offset."""

TODAY = "NEGOTIATION_TODAY"


def ordinal(day: Day, zone: ZoneInfo, heard: Callable[[When], object] | None = None) -> int:
    """One whole day; an instant counts as its day on the wall clock of `zone`, and `heard` is told of it.

    >>> date.fromordinal(ordinal("2014-03-29T23:30-04:00", ZoneInfo("Europe/Paris"))).isoformat()
    '2014-03-30'

    Raises:
        ValueError: if the text names no day, or more than one, or a moment that no offset places.
    """
    if isinstance(day, datetime):
        if day.tzinfo is None:
            said = (
                f"{day.isoformat()} has no offset, so that it may be on either of two days; give a date, or an offset"
            )
            raise ValueError(said)
        return day.astimezone(zone).toordinal()
    if isinstance(day, date):
        return day.toordinal()
    given = cast("object", day)  # programs without types call this, too
    if not isinstance(given, str):
        said = f"{day!r} is not a date; give a datetime.date, or a text such as '2014-03-29'"
        raise ValueError(said)  # noqa: TRY004 - what is no day is one, whatever it is
    when = parse(given)
    if when.instant is not None:
        when = when.in_zone(zone)
        if heard is not None:
            heard(when)
    if not when.is_one_day:
        said = f"'{day}' is {when.last - when.first + 1} days, and one is asked for, such as {_last(when)}"
        raise ValueError(said)
    return when.first


def _last(when: When) -> str:
    return date.fromordinal(when.last).isoformat()


def today(zone: ZoneInfo) -> int:
    """The day that it is in a time zone, or that of `$NEGOTIATION_TODAY`, as for the command."""
    given = os.environ.get(TODAY)
    return datetime.now(zone).toordinal() if given is None else ordinal(given, zone)
