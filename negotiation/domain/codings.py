"""Second codings: what another coder made of the same happening, kept beside its record and never replayed."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from negotiation.domain.events import EventBase, kinds
from negotiation.domain.refs import CoderRef, EventRef
from negotiation.domain.values import Written

NOT_CODED = frozenset({"id", "recorded", "coders", "codebook", "revises"})
"""Fields of events that are the record's own, and say nothing of what happened."""

Found = Literal["no-such-event", "not-recorded"]


class Adjudicated(Written):
    """How a difference between coders was decided; both codes stay where they are."""

    reason: Annotated[str, Field(min_length=1)]
    by: CoderRef | None = None
    fields: tuple[str, ...] = ()
    """The fields that it decides; every one that differs where left out."""
    was: dict[str, Any] = Field(default_factory=dict[str, Any])
    """Fields of the record as its own coder had them, where it was changed since: what agreement is reckoned with."""


class Coding(Written):
    """One coder's codes for one event: besides these fields any that events have; those not given were not coded."""

    model_config = ConfigDict(extra="allow")

    of: EventRef | None = None
    """The event that was coded a second time; nothing with `found: not-recorded`."""
    coder: CoderRef
    found: Found | None = None
    """`no-such-event`: the coder found none in the same sources. `not-recorded`: one that the record has not."""
    recorded: date | None = None
    """When the coding was entered."""
    codebook: str | None = None
    """The version of the codebook that the coder went by."""
    adjudicated: Adjudicated | None = None
    """How it was decided, where it differs from the record."""
    note: str | None = None
    """Anything more, in the coder's words; not compared."""

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        said = None
        if self.found == "not-recorded":
            if self.of is not None:
                said = "an event that the record has not is `of` nothing"
        elif self.of is None:
            said = "a coding is `of` an event, or says `found: not-recorded`"
        elif self.found is not None and self.codes:
            said = "who found no such event codes nothing of it"
        if said is None and self.found != "no-such-event" and not self.codes:
            said = "a coding gives at least one field of the event, or says `found: no-such-event`"
        if said is not None:
            msg = "coding_of"
            raise PydanticCustomError(msg, said)  # pyright: ignore[reportArgumentType] - one of the texts above
        return self

    @property
    def codes(self) -> dict[str, Any]:
        """The fields of the event that were coded, as they are written."""
        return dict(self.model_extra or {})


def coded_kind(coding: Coding, of: EventBase | None) -> type[EventBase] | None:
    """The kind whose fields a coding has: the one that it gives, or else that of its event."""
    kind = coding.codes.get("kind")
    return kinds().get(str(kind)) if kind is not None else None if of is None else type(of)
