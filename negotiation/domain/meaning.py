"""What date expressions and conditions mean in the middle of a fold.

A condition is `True`, `False` or `None` for not yet known. A date is a `Day`
or `None` for not yet known.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol, cast

from negotiation.domain.dates import When, first_of_month_after, plus_months
from negotiation.domain.events import Event
from negotiation.domain.events.about import actors_of, field_of, subjects_named
from negotiation.domain.events.commitments import Power, Rated
from negotiation.domain.expressions import (
    After,
    AllOf,
    AnyOf,
    Completed,
    DueOf,
    Duration,
    Earliest,
    FirstOfMonthAfter,
    IfThenElse,
    InForce,
    Latest,
    NightOf,
    Not,
    Occurred,
    Overdue,
    Pattern,
    Reached,
    Runs,
)
from negotiation.domain.ids import EventId, SubjectId

MONTHS_A_YEAR = 12
MIDNIGHT = 24 * 60
"""The end of a day that ends at no other minute."""
SIMPLE = frozenset({When, int, str, bool, type(None)})
"""Values of fields that are no expressions with parts, as nearly all are: nothing need be looked for in them."""
ALWAYS = 0
"""Stands for the day on which a condition came true that has been true from the start: no day at all."""


class Day(NamedTuple):
    """A day as terms mean it."""

    day: int
    night: bool = False
    """The night that begins on it: in time until noon of the next day."""
    minute: int = MIDNIGHT
    """Minutes after midnight at which it ends, where the terms name a moment; else with the day."""


Signals = dict[tuple[str, SubjectId], bool | Day | tuple[int, int] | None]
"""What dates and conditions may ask of a subject: whether it is `overdue`, `completed`, `in_force` or `running`,
on which day it is `due`, and how many were `delivered`, at the least and at the most."""


class Facts(Protocol):
    """What a fold knows when it evaluates."""

    occurred: dict[EventId, int]
    seen: list[tuple[Event, int]]
    """Events that a pattern waits for, each with its day where that matters."""
    signals: Signals
    came: dict[tuple[Any, SubjectId], int]
    """When a condition that a date is counted from first came true, as seen from a subject."""


class Moment(NamedTuple):
    """Facts, the day that it is, and the subject that a term belongs to."""

    facts: Facts
    today: int
    subject: SubjectId


def months_of(by: After | Duration) -> int:
    """The months of a length, a year counted as twelve."""
    return (by.months or 0) + MONTHS_A_YEAR * (by.years or 0)


def shifted(day: int, by: After | FirstOfMonthAfter | Duration) -> int:
    """`day` moved by a length, or to the first of the month after it."""
    if isinstance(by, FirstOfMonthAfter):
        return first_of_month_after(day)
    months = months_of(by)
    return (plus_months(day, months) if months else day) + (by.days or 0)


def before(day: int, by: Duration) -> int:
    """`day` moved back by a length."""
    months = months_of(by)
    return (plus_months(day, -months) if months else day) - (by.days or 0)


def date_of(expression: Any, at: Moment) -> Day | None:
    """The day that an expression means, as far as the fold has come.

    A term dated to a month or an interval means its last day.
    """
    match expression:
        case None:
            return None
        case When():
            return Day(expression.last, minute=MIDNIGHT if expression.minute is None else expression.minute)
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
        case DueOf(due_of=subject):
            due = at.facts.signals.get(("due", subject))
            return due if isinstance(due, Day) else None
        case IfThenElse(if_=condition, then=then, else_=else_):
            holds = truth(condition, at)
            return None if holds is None else date_of(then if holds else else_, at)
        case _:
            came = at.facts.came.get((expression, at.subject), ALWAYS) if is_condition(expression) else ALWAYS
            return None if came == ALWAYS else Day(came)


def truth(condition: Any, at: Moment) -> bool | None:
    """Whether a condition holds at the end of the day, as far as the fold has come."""
    match condition:
        case Occurred():
            return _by_then(condition, at)
        case Completed(completed=subject):
            return _signal("completed", subject, at)
        case Overdue(overdue=subject):
            return _signal("overdue", subject, at)
        case InForce(in_force=subject):
            return _signal("in_force", subject, at)
        case Runs(running=subject):
            return _signal("running", subject, at)
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


def _by_then(condition: Occurred, at: Moment) -> bool | None:
    """Whether it has happened, on the last day that is asked for or before."""
    if isinstance(condition.occurred, Pattern):
        days = [day for event, day in at.facts.seen if matches(condition.occurred, event, at.subject)]
    else:
        days = [at.facts.occurred[id_] for id_ in [EventId(condition.occurred)] if id_ in at.facts.occurred]
    if condition.until is None or not days:
        return bool(days)
    until = date_of(condition.until, at)
    return None if until is None else min(days) <= until.day


def _signal(name: str, subject: SubjectId, at: Moment) -> bool | None:
    """What another subject says of itself; not yet known before it is there."""
    said = at.facts.signals.get((name, subject))
    return said if isinstance(said, bool) else None


def is_condition(expression: Any) -> bool:
    """Whether an expression is true or false, and no date."""
    return isinstance(expression, Occurred | Completed | Overdue | InForce | Runs | Reached | AllOf | AnyOf | Not)


def moments(expression: Any) -> Iterable[Any]:
    """The conditions that a date is counted from."""
    match expression:
        case After(after=anchor) | FirstOfMonthAfter(first_of_month_after=anchor) if is_condition(anchor):
            yield anchor
        case _:
            pass
    for part in _parts(expression):
        yield from moments(part)


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
    if pattern.process is not None and field_of(event, "process") != pattern.process:
        return False
    return pattern.outcome is None or field_of(event, "outcome") == pattern.outcome


def dates_in(expression: Any, at: Moment) -> Iterable[int]:
    """Days that a condition waits for: the clock has to look again on each."""
    match expression:
        case Reached(reached=awaited):
            day = date_of(awaited, at)
            if day is not None:
                yield day.day
            yield from dates_in(awaited, at)
        case Occurred(until=until):
            yield from dates_in(until, at)
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
        case Occurred(occurred=str(id_)) | After(after=str(id_)) | FirstOfMonthAfter(first_of_month_after=str(id_)):
            yield EventId(id_)
        case _:
            pass
    for part in _parts(expression):
        yield from anchors(part)


def patterns(expression: Any) -> Iterable[Pattern]:
    """The patterns of events that a condition waits for."""
    if isinstance(expression, Occurred) and isinstance(expression.occurred, Pattern):
        yield expression.occurred
    for part in _parts(expression):
        yield from patterns(part)


def asks_when(expression: Any) -> bool:
    """Whether it matters on which day an event of a pattern happened, and not only that it did."""
    if isinstance(expression, Occurred) and expression.until is not None:
        return True
    return any(asks_when(part) for part in _parts(expression))


def asks_today(expression: Any) -> bool:
    """Whether a date may be another one tomorrow though nothing happens: it hangs on a condition."""
    return isinstance(expression, IfThenElse) or any(asks_today(part) for part in _parts(expression))


def dependencies(expression: Any) -> Iterable[tuple[str, SubjectId]]:
    """The subjects that an expression asks something of, each with what it asks: a key of the signals."""
    match expression:
        case Completed(completed=subject):
            yield "completed", subject
        case Overdue(overdue=subject):
            yield "overdue", subject
        case Rated(per=rates):
            for one in rates:
                yield from (("delivered", one.delivered), ("completed", one.delivered))
        case InForce(in_force=subject):
            yield "in_force", subject
        case Runs(running=subject):
            yield "running", subject
        case DueOf(due_of=subject):
            yield "due", subject
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
        case Occurred(until=until):
            return () if until is None else (until,)
        case IfThenElse(if_=condition, then=then, else_=else_):
            return (condition, then, else_)
        case Earliest(earliest=parts) | Latest(latest=parts):
            return parts
        case After(after=anchor) | FirstOfMonthAfter(first_of_month_after=anchor):
            return () if isinstance(anchor, str) else (anchor,)
        case tuple():
            return cast("tuple[Any, ...]", expression)  # type: ignore[redundant-cast]  # not so for the other checker
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
