"""What every event carries."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from negotiation.domain.edtf import EdtfDate
from negotiation.domain.expressions import DateExpression
from negotiation.domain.refs import CoderRef, EventRef, HolderRef
from negotiation.domain.values import Citation, Held, OneOrMore, Whole, Written

Certainty = Literal["confirmed", "reported", "claimed", "denied", "retracted", "unknown"]
"""Shown and moves nothing; what is merely alleged is a `claimed` event."""

Basis = Literal["computed", "general-knowledge"]

Quantity = Annotated[Whole, Field(ge=0)]


class Share(Written):
    """A part of a commitment's total, in hundredths of it."""

    percent: Annotated[Whole, Field(ge=0, le=100)]
    """How many hundredths; as a count, the least whole one that reaches them."""


class Range(Written):
    """A quantity known to lie between two figures, both included; no `max` means no known ceiling."""

    min: Quantity = 0
    max: Quantity | None = None


Count = Annotated[Quantity | Share | Range | Literal["unknown"], Field(union_mode="left_to_right")]
"""What was counted: one number, a share of the total, a range, or unknown."""


class StatedReason(Written):
    """A cause, which is only ever somebody's."""

    speaker: HolderRef
    reason: str


class EventBase(Written):
    """One thing that sources say happened."""

    id: EventRef
    """Unique in the case; other records cite it, so it never changes."""
    on: Held[DateExpression]
    """When it happened, in the case's time zone."""
    reported: EdtfDate
    """The first day on which a cited source made it public; counts from its last possible day."""
    recorded: date | None = None
    """When a curator entered it; the case's release day where it is left out."""
    effective: Held[DateExpression] | None = None
    """When it takes legal effect, where that is another day."""
    after: OneOrMore[EventRef] | None = None
    """Events of the same day that a source puts before it."""
    revises: EventRef | None = None
    """An earlier event that this one replaces."""
    speaker: HolderRef | None = None
    stated_reason: StatedReason | None = None
    certainty: Certainty
    basis: Basis | None = None
    coders: OneOrMore[CoderRef] | None = None
    """Who coded the record, by the ids of `case.yaml`; it moves nothing."""
    codebook: str | None = None
    """The version of the codebook that it was coded by; one of those that `case.yaml` declares."""
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    search_note: str | None = None
    """Where another side's source was looked for and not found, of a contested record that has those of one side."""
    title: str | None = None
    note: str | None = None
