"""Values in words, as every output shows them."""

from typing import Any, cast

from negotiation.domain.dates import When
from negotiation.domain.events.commitments import Power, Rated, Recurs
from negotiation.domain.events.common import Range, Share
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
from negotiation.domain.meaning import is_condition


def said(value: Any) -> str:
    """A field's value in words.

    >>> said(None), said(26), said(Overdue(overdue="prisoner-release"))
    ('none', '26', 'prisoner-release is overdue')
    """
    match value:
        case None:
            return "none"
        case When():
            return value.text
        case Range(min=low, max=high):
            return f"{low} or more" if high is None else f"{low} to {high}"
        case Rated(per=rates):
            return " and ".join(f"{one.rate} for each of {one.delivered} delivered" for one in rates)
        case Recurs(every=every, from_=start, until=until, size=size):
            return f"{size} every {_length(every)} from {start}" + (f" until {until}" if until is not None else "")
        case Share(percent=percent):
            return f"{percent}%"
        case NightOf(night_of=night):
            return f"night of {night}"
        case After() | FirstOfMonthAfter() | Earliest() | Latest() | DueOf() | IfThenElse():
            return _date(value)
        case Occurred() | Completed() | Overdue() | InForce() | Runs() | Reached() | AllOf() | AnyOf() | Not():
            return _condition(value)
        case Power(power=power, holder=holder, when=when):
            return f"{power} by {' or '.join(holder)}" + (f" when {said(when)}" if when is not None else "")
        case Duration():
            return _length(value)
        case bool():
            return "yes" if value else "no"
        case dict() | tuple() | list():
            return ", ".join(_parts(value))
        case _:
            return str(value)


def _parts(value: Any) -> list[str]:
    """The items of a list, or a breakdown's counts with what each counts."""
    if isinstance(value, dict):
        return [f"{said(count)} {of}" for of, count in cast("dict[str, Any]", value).items()]
    return [said(one) for one in value]


def _date(value: Any) -> str:
    match value:
        case After(after=anchor):
            length = _length(value)
            day = "the day on which" if is_condition(anchor) else "the day of"
            return f"{length} after {said(anchor)}" if length else f"{day} {said(anchor)}"
        case FirstOfMonthAfter(first_of_month_after=anchor):
            return f"first day of the month after {said(anchor)}"
        case Earliest(earliest=parts):
            return f"earliest of ({'; '.join(map(said, parts))})"
        case Latest(latest=parts):
            return f"latest of ({'; '.join(map(said, parts))})"
        case DueOf(due_of=subject):
            return f"the due day of {subject}"
        case IfThenElse(if_=condition, then=then, else_=else_):
            return f"{said(then)} if {said(condition)}, else {said(else_)}"
        case _:
            return str(value)


def _length(value: After | Duration) -> str:
    parts = [(value.years, "year"), (value.months, "month"), (value.days, "day")]
    return " and ".join(f"{n} {word}" if n == 1 else f"{n} {word}s" for n, word in parts if n is not None)


def _condition(value: Any) -> str:
    match value:
        case Occurred(occurred=what, until=until):
            words = _pattern(what) if isinstance(what, Pattern) else f"{what} has occurred"
            return words if until is None else f"{words} by {said(until)}"
        case InForce(in_force=subject):
            return f"{subject} is in force"
        case Runs(running=subject):
            return f"{subject} runs"
        case Completed(completed=subject):
            return f"{subject} is completed"
        case Overdue(overdue=subject):
            return f"{subject} is overdue"
        case Reached(reached=date):
            return f"{said(date)} has come"
        case AllOf(all=parts):
            return f"all of ({'; '.join(map(said, parts))})"
        case AnyOf(any=parts):
            return f"any of ({'; '.join(map(said, parts))})"
        case Not(not_=part):
            return f"not ({said(part)})"
        case _:
            return str(value)


def _pattern(pattern: Pattern) -> str:
    word = f"'{pattern.outcome}'" if pattern.outcome else "anything"
    by = f" by {pattern.by}" if pattern.by else ""
    about = f" on {pattern.subject}" if pattern.subject else " on this"
    return f"{pattern.kind} {word}{by}{about}"
