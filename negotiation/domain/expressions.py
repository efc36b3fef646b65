"""Dates and conditions as terms write them: data, and never code.

A condition is true, false or not yet known; a date expression is a day, or not
yet known. Both are evaluated in the fold, for one reading and one state of
knowledge (see `meaning.py`).
"""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from negotiation.domain.dates import When
from negotiation.domain.edtf import EdtfDate
from negotiation.domain.refs import ActorRef, EventRef, SubjectRef
from negotiation.domain.values import Held, Whole, Written


class NightOf(Written):
    """The night that begins on a day: in time until noon of the next day."""

    night_of: EdtfDate


class After(Written):
    """So long after an event, another date, or the first day on which a condition was true.

    That day itself where no length is given.
    """

    after: "Anchor"
    days: Whole | None = None
    months: Whole | None = None
    years: Whole | None = None


class FirstOfMonthAfter(Written):
    """The first day of the month after that of an event, a date or a condition that came true."""

    first_of_month_after: "Anchor"


class Earliest(Written):
    """The earliest of the dates that are known."""

    earliest: Annotated[tuple["DateExpression", ...], Field(min_length=1)]


class Latest(Written):
    """The latest of some dates; not yet known until all are."""

    latest: Annotated[tuple["DateExpression", ...], Field(min_length=1)]


class DueOf(Written):
    """The day on which a commitment or tranche is due, a window ends, or talks have their deadline."""

    due_of: SubjectRef


class IfThenElse(Written):
    """One date where a condition is true, another where it is false."""

    if_: Annotated["Condition", Field(alias="if")]
    then: "DateExpression"
    else_: Annotated["DateExpression", Field(alias="else")]


class Pattern(Written):
    """Any event of a kind that agrees with the other fields given.

    Without `subject` it is about the commitment or tranche that the term belongs to.
    """

    kind: str
    by: ActorRef | None = None
    subject: SubjectRef | None = None
    outcome: str | None = None
    process: SubjectRef | None = None


class Occurred(Written):
    """An event has happened, by its id or by a pattern; with `until`, on that day or before."""

    occurred: EventRef | Pattern
    until: "DateExpression | None" = None


class Completed(Written):
    """A commitment or a tranche is satisfied, a proposal accepted, talks ended."""

    completed: SubjectRef


class Overdue(Written):
    """A commitment or a tranche is overdue."""

    overdue: SubjectRef


class InForce(Written):
    """A commitment or a tranche is in force, suspended or not; talks are under way; an instrument is in force."""

    in_force: SubjectRef


class Runs(Written):
    """The same, and no suspension is recorded."""

    running: SubjectRef


class Reached(Written):
    """A day has come."""

    reached: "DateExpression"


class AllOf(Written):
    """True where every part is; false where one is."""

    all: Annotated[tuple["Condition", ...], Field(min_length=1)]


class AnyOf(Written):
    """True where one part is; false where every part is."""

    any: Annotated[tuple["Condition", ...], Field(min_length=1)]


class Not(Written):
    """The opposite; not yet known stays not yet known."""

    not_: Annotated["Condition", Field(alias="not")]


def _tag(value: Any, known: tuple[str, ...]) -> str | None:
    if isinstance(value, dict):
        return next((key for key in known if key in value), None)
    for key in known:
        if hasattr(value, key) or hasattr(value, f"{key}_"):
            return key
    return None


DATE_KEYS = ("night_of", "after", "first_of_month_after", "earliest", "latest", "due_of", "if")
CONDITION_KEYS = ("occurred", "completed", "overdue", "in_force", "running", "reached", "all", "any", "not")


def _date_form(value: Any) -> str | None:
    if isinstance(value, str | When):
        return "date"
    return _tag(value, DATE_KEYS) or ("condition" if _condition_form(value) else None)


def _condition_form(value: Any) -> str | None:
    return _tag(value, CONDITION_KEYS)


Condition = Annotated[
    Annotated[Occurred, Tag("occurred")]
    | Annotated[Completed, Tag("completed")]
    | Annotated[Overdue, Tag("overdue")]
    | Annotated[InForce, Tag("in_force")]
    | Annotated[Runs, Tag("running")]
    | Annotated[Reached, Tag("reached")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(
        _condition_form,
        custom_error_type="condition",
        custom_error_message="a condition is one of {occurred}, {completed}, {overdue}, {in_force}, {running}, "
        "{reached}, {all}, {any}, {not}",
    ),
]
"""Something that is true, false or not yet known."""


def _its_day(condition: Any) -> After:
    """A condition that stands for a date: the first day on which it was true."""
    return After(after=condition)


DateExpression = Annotated[
    Annotated[EdtfDate, Tag("date")]
    | Annotated[NightOf, Tag("night_of")]
    | Annotated[After, Tag("after")]
    | Annotated[FirstOfMonthAfter, Tag("first_of_month_after")]
    | Annotated[Earliest, Tag("earliest")]
    | Annotated[Latest, Tag("latest")]
    | Annotated[DueOf, Tag("due_of")]
    | Annotated[IfThenElse, Tag("if")]
    | Annotated[Annotated[Condition, AfterValidator(_its_day)], Tag("condition")],
    Discriminator(
        _date_form,
        custom_error_type="date_expression",
        custom_error_message="a date is YYYY-MM-DD or one of {night_of}, {after, days|months|years}, "
        "{first_of_month_after}, {earliest}, {latest}, {due_of}, {if, then, else}, or a condition",
    ),
]
"""A day as the terms give it."""


def _anchor_form(value: Any) -> str | None:
    """A text that reads as a date is one; any other text is an event's id."""
    if isinstance(value, str) and not value[:4].isdigit():
        return "event"
    return _date_form(value)


Anchor = Annotated[
    Annotated[EventRef, Tag("event")]
    | Annotated[EdtfDate, Tag("date")]
    | Annotated[NightOf, Tag("night_of")]
    | Annotated[After, Tag("after")]
    | Annotated[FirstOfMonthAfter, Tag("first_of_month_after")]
    | Annotated[Earliest, Tag("earliest")]
    | Annotated[Latest, Tag("latest")]
    | Annotated[DueOf, Tag("due_of")]
    | Annotated[IfThenElse, Tag("if")]
    | Annotated[Condition, Tag("condition")],
    Discriminator(
        _anchor_form, custom_error_type="anchor", custom_error_message="an event's id, a date or a condition"
    ),
]
"""What a length is counted from: an event, a date, or the first day on which a condition was true."""


class Duration(Written):
    """A length in days, months or years; exactly one of them."""

    days: Whole | None = None
    months: Whole | None = None
    years: Whole | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            msg = "duration"
            raise PydanticCustomError(msg, "a length has exactly one of days, months, years")
        return self


class Window(Written):
    """From one day to another, both inclusive."""

    from_: Annotated[Held[DateExpression], Field(alias="from")]
    until: Held[DateExpression] | None = None


for _model in (Occurred, After, FirstOfMonthAfter, Earliest, Latest, IfThenElse, Reached, AllOf, AnyOf, Not, Window):
    _model.model_rebuild()
