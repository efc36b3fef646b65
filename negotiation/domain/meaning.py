"""What date expressions and conditions mean in the middle of a fold.

A condition is `True`, `False` or `None` for not yet known. A date is a `Day`
or `None` for not yet known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from negotiation.domain.dates import When, first_of_month_after, plus_months
from negotiation.domain.events import Event
from negotiation.domain.events.about import actors_of, subjects_named
from negotiation.domain.events.commitments import Power, Rated
from negotiation.domain.expressions import (
    After,
    AllOf,
    AnyOf,
    Completed,
    Duration,
    Earliest,
    FirstOfMonthAfter,
    IfThenElse,
    Latest,
    NightOf,
    Not,
    Occurred,
    Overdue,
    Pattern,
    Reached,
)
from negotiation.domain.ids import EventId, SubjectId

MONTHS_A_YEAR = 12


class Day(NamedTuple):
    """A day as terms mean it."""

    day: int
    night: bool = False
    """The night that begins on it: in time until noon of the next day."""


class Facts(Protocol):
    """What a fold knows when it evaluates."""

    occurred: dict[EventId, int]
    seen: list[Event]
    signals: dict[tuple[str, SubjectId], bool | None]


@dataclass(frozen=True, slots=True)
class Moment:
    """Facts, the day that it is, and the subject that a term belongs to."""

    facts: Facts
    today: int
    subject: SubjectId


def shifted(day: int, by: After | FirstOfMonthAfter | Duration) -> int:
    """`day` moved by a length, or to the first of the month after it."""
    if isinstance(by, FirstOfMonthAfter):
        return first_of_month_after(day)
    months = (by.months or 0) + MONTHS_A_YEAR * (by.years or 0)
    return (plus_months(day, months) if months else day) + (by.days or 0)


def date_of(expression: Any, at: Moment) -> Day | None:
    """The day that an expression means, as far as the fold has come.

    A term dated to a month or an interval means its last day.
    """
    match expression:
        case None:
            return None
        case When():
            return Day(expression.last)
        case str():
            day = at.facts.occurred.get(EventId(expression))
            return None if day is None else Day(day)
        case NightOf(night_of=night):
            return Day(night.last, night=True)
        case After(after=anchor) | FirstOfMonthAfter(first_of_month_after=anchor):
            start = date_of(anchor, at)
            return None if start is None else Day(shifted(start.day, expression))
        case Earliest(earliest=parts):
            known = [d for d in (date_of(p, at) for p in parts) if d is not None]
            return min(known, default=None)
        case Latest(latest=parts):
            dates = [date_of(p, at) for p in parts]
            return None if any(d is None for d in dates) else max(d for d in dates if d is not None)
        case IfThenElse(if_=condition, then=then, else_=else_):
            holds = truth(condition, at)
            return None if holds is None else date_of(then if holds else else_, at)
        case _:
            return None


def truth(condition: Any, at: Moment) -> bool | None:
    """Whether a condition holds at the end of the day, as far as the fold has come."""
    match condition:
        case Occurred(occurred=Pattern() as pattern):
            return any(matches(pattern, e, at.subject) for e in at.facts.seen)
        case Occurred(occurred=str(id_)):
            return EventId(id_) in at.facts.occurred
        case Completed(completed=subject):
            return at.facts.signals.get(("completed", subject))
        case Overdue(overdue=subject):
            return at.facts.signals.get(("overdue", subject))
        case Reached(reached=date):
            day = date_of(date, at)
            return None if day is None else at.today >= day.day
        case AllOf(all=parts):
            return _all(truth(p, at) for p in parts)
        case AnyOf(any=parts):
            return _not(_all(_not(truth(p, at)) for p in parts))
        case Not(not_=part):
            return _not(truth(part, at))
        case _:
            return None


def matches(pattern: Pattern, event: Event, subject: SubjectId) -> bool:
    """Whether an event is of the pattern, as seen from a subject."""
    if event.kind != pattern.kind:
        return False
    about = subjects_named(event)
    wanted = pattern.subject or (subject if about else None)
    if wanted is not None and wanted not in about:
        return False
    if pattern.by is not None and pattern.by not in actors_of(event):
        return False
    if pattern.process is not None and getattr(event, "process", None) != pattern.process:
        return False
    return pattern.outcome is None or getattr(event, "outcome", None) == pattern.outcome


def dates_in(expression: Any, at: Moment) -> Iterable[int]:
    """Days that a condition waits for: the clock has to look again on each."""
    match expression:
        case Reached(reached=awaited):
            day = date_of(awaited, at)
            if day is not None:
                yield day.day
        case AllOf(all=parts) | AnyOf(any=parts):
            for one in parts:
                yield from dates_in(one, at)
        case Not(not_=part):
            yield from dates_in(part, at)
        case IfThenElse(if_=condition, then=then, else_=else_):
            for branch in (condition, then, else_):
                yield from dates_in(branch, at)
        case After(after=anchor) | FirstOfMonthAfter(first_of_month_after=anchor):
            yield from dates_in(anchor, at)
        case Earliest(earliest=dates) | Latest(latest=dates):
            for date in dates:
                yield from dates_in(date, at)
        case _:
            return


def anchors(expression: Any) -> Iterable[EventId]:
    """The events that an expression or a condition names."""
    match expression:
        case Occurred(occurred=str(id_)):
            yield EventId(id_)
        case After(after=anchor) | FirstOfMonthAfter(first_of_month_after=anchor):
            if isinstance(anchor, str):
                yield EventId(anchor)
            else:
                yield from anchors(anchor)
        case _:
            for part in _parts(expression):
                yield from anchors(part)


def patterns(expression: Any) -> Iterable[Pattern]:
    """The patterns of events that a condition waits for."""
    if isinstance(expression, Occurred) and isinstance(expression.occurred, Pattern):
        yield expression.occurred
    for part in _parts(expression):
        yield from patterns(part)


def dependencies(expression: Any) -> Iterable[tuple[str, SubjectId]]:
    """The subjects whose status a condition waits for: `("overdue" | "completed" | "delivered", subject)`."""
    match expression:
        case Completed(completed=subject):
            yield "completed", subject
        case Overdue(overdue=subject):
            yield "overdue", subject
        case Rated(per=rates):
            for one in rates:
                yield from (("delivered", one.delivered), ("completed", one.delivered))
        case _:
            for part in _parts(expression):
                yield from dependencies(part)


def _parts(expression: Any) -> tuple[Any, ...]:
    match expression:
        case AllOf(all=parts) | AnyOf(any=parts):
            return parts
        case Not(not_=part):
            return (part,)
        case Reached(reached=date):
            return (date,)
        case IfThenElse(if_=condition, then=then, else_=else_):
            return (condition, then, else_)
        case Earliest(earliest=parts) | Latest(latest=parts):
            return parts
        case After(after=anchor) | FirstOfMonthAfter(first_of_month_after=anchor):
            return () if isinstance(anchor, str) else (anchor,)
        case tuple():
            return expression
        case Power(when=when) if when is not None:
            return (when,)
        case _:
            return ()


def _all(parts: Iterable[bool | None]) -> bool | None:
    unknown = False
    for part in parts:
        if part is False:
            return False
        unknown = unknown or part is None
    return None if unknown else True


def _not(part: bool | None) -> bool | None:  # noqa: FBT001 - a truth value is its whole subject
    return None if part is None else not part
