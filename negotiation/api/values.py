"""What the fields of answers are made of: numbers that may be ranges, days that may be several, and small records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypeGuard


@dataclass(frozen=True, slots=True)
class Range:
    """A figure that is not one number: the least and the most that it may be; `None` above is no known ceiling."""

    min: int | float
    max: int | float | None

    def __str__(self) -> str:
        return f"{self.min} or more" if self.max is None else f"{self.min} to {self.max}"


@dataclass(frozen=True, slots=True)
class Days:
    """A day that is not one: the first and the last that it may be; `None` is a last one that nobody knows."""

    first: date
    last: date | None

    def __str__(self) -> str:
        return f"{self.first} or later" if self.last is None else f"{self.first} to {self.last}"


Figure: TypeAlias = int | Range | None
"""A count; `None` where nothing is counted."""
When: TypeAlias = date | Days | None
"""A day; `None` where there is none."""


@dataclass(frozen=True, slots=True)
class Contest:
    """What one holder says of a contested field. Every holder has one, and none is marked as the right one."""

    field: str
    value: Any
    reading: str | None
    """The reading that holds it; `None` where an account does."""
    holder: str | None
    """Whose account it is; `None` where a reading holds it."""
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a promise to refrain or to maintain, both ends included."""

    since: When
    until: When


@dataclass(frozen=True, slots=True)
class Withheld:
    """The debtor's own notice that it will not perform."""

    by: str
    since: When
    speaker: str | None
    """Who gives the reason, if anybody does."""
    reason: str | None
    perhaps: bool
    """Whether some possible worlds lack it."""
    event: str


@dataclass(frozen=True, slots=True)
class Suspended:
    """A suspension that has not ended."""

    by: tuple[str, ...]
    since: When
    power: str
    """The power that the terms give, `none named`, or `not coded`."""
    speaker: str | None
    reason: str | None
    perhaps: bool
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """A stretch of breach, opened by the clock or by an act; late performance ends it."""

    since: When
    cause: str
    """`clock`, or an event."""
    scope: str
    ended: When
    ended_by: str | None
    perhaps: bool


def figure(value: Any) -> Figure:
    """A count as answers have it.

    >>> figure(78), figure({"min": 26, "max": 52}), figure(None)
    (78, Range(min=26, max=52), None)
    """
    return Range(value["min"], value["max"]) if is_record(value) else value


def when(value: Any) -> When:
    """A day as answers have it.

    >>> when("2014-03-29"), when({"min": "2013-12-30", "max": None})
    (datetime.date(2014, 3, 29), Days(first=datetime.date(2013, 12, 30), last=None))
    """
    if value is None:
        return None
    if is_record(value):
        return Days(
            date.fromisoformat(value["min"]), None if value["max"] is None else date.fromisoformat(value["max"])
        )
    return date.fromisoformat(value)


def names(value: Any) -> tuple[str, ...]:
    """Nobody, one, or several, as answers name them.

    >>> names(None), names("aland"), names(["aland", "bland"])
    ((), ('aland',), ('aland', 'bland'))
    """
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def contests(value: Sequence[Mapping[str, Any]]) -> tuple[Contest, ...]:
    return tuple(
        Contest(one["field"], plain(one["value"]), one.get("reading"), one.get("holder"), tuple(one["events"]))
        for one in value
    )


def plain(value: Any) -> Any:
    """A value that holders differ about: a count as a count, anything else as it stands."""
    return figure(value) if is_record(value) and set(value) == {"min", "max"} else value


def window(value: Any) -> Window | None:
    return None if value is None else Window(when(value["from"]), when(value["until"]))


def withheld(value: Any) -> Withheld | None:
    if value is None:
        return None
    return Withheld(value["by"], when(value["since"]), *_reason(value), value["perhaps"], value["event"])


def suspended(value: Any) -> Suspended | None:
    if value is None:
        return None
    events = tuple(value["events"])
    by, since = names(value["by"]), when(value["since"])
    return Suspended(by, since, value["power"], *_reason(value), value["perhaps"], events)


def _reason(value: Any) -> tuple[str | None, str | None]:
    stated = value["stated_reason"]
    return (None, None) if stated is None else (stated["speaker"], stated["reason"])


def episodes(value: Sequence[Any]) -> tuple[Episode, ...]:
    return tuple(
        Episode(when(one["from"]), one["cause"], one["scope"], when(one["ended"]), one["ended_by"], one["perhaps"])
        for one in value
    )


def records(value: Sequence[Any]) -> tuple[Mapping[str, Any], ...]:
    """Small records that few ask for, as they stand in JSON."""
    return tuple(dict(one) for one in value)


def is_record(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)
