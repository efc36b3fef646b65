"""What was said and met, and the record's own changes. None of it moves a status."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from negotiation.domain.edtf import EdtfDate
from negotiation.domain.events.common import Count, EventBase
from negotiation.domain.refs import ActorRef, EventRef, HolderRef, ReadingRef, SubjectRef
from negotiation.domain.values import Account, Adopted, Citation, Held, OneOrMore, Whole, Written


class Contacted(EventBase):
    """A meeting, a call, a mediation, or a visit called off."""

    kind: Literal["contacted"]
    form: Literal["met", "called", "mediated", "visit-cancelled"]
    by: OneOrMore[ActorRef]
    to: OneOrMore[ActorRef] | None = None
    place: Held[str] | None = None
    planned: Held[EdtfDate] | None = None


class Stated(EventBase):
    """Who said what about what."""

    kind: Literal["stated"]
    subject: OneOrMore[SubjectRef] | None = None
    by: ActorRef
    states: str


class Told(EventBase):
    """A claim, or a determination by a body that the terms name: kept beside the status, never fed into it."""

    kind: Literal["claimed", "determined"]
    subject: OneOrMore[SubjectRef]
    by: ActorRef
    power: str | None = None
    asserts: Literal["breach", "prior-breach", "excuse", "condition-unmet", "notice", "performance", "fact-denied"]
    against: ActorRef | None = None
    since: EdtfDate | None = None
    states: str | None = None
    quantity: Held[Count] | None = None


class DeclaredDifference(Written):
    """Figures of one reading that do not add up to its total: our arithmetic from their figures."""

    value: Whole
    sources: tuple[Citation, ...] = ()


class HeldValue(EventBase):
    """The value that a reading, or a named holder, gives to a field of an earlier record."""

    kind: Literal["held"]
    subject: SubjectRef
    """A commitment, tranche, process or event."""
    field: str
    value: Any = None
    by_reading: dict[ReadingRef, Any] = Field(default_factory=dict[ReadingRef, Any])
    accounts: tuple[Account[Any], ...] = ()
    adopted: Adopted[Any] | None = None
    declared_difference: DeclaredDifference | None = None

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not (self.by_reading or self.accounts or self.adopted):
            msg = "held_nothing"
            raise PydanticCustomError(msg, "a held record gives by_reading, accounts or adopted")
        return self


class Corrected(EventBase):
    """An earlier record was wrong: fields that it should have had."""

    kind: Literal["corrected"]
    revises: EventRef  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues] - required here
    set: dict[str, Any]
    reason: Literal["typo", "new-source", "source-corrected", "coding-rule"]
    by: HolderRef | None = None


class Retracted(EventBase):
    """An earlier record does not stand."""

    kind: Literal["retracted"]
    revises: EventRef  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues] - required here
    reason: Literal["typo", "new-source", "source-corrected", "coding-rule"]
    by: HolderRef | None = None
