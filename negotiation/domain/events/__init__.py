"""The vocabulary: every kind of thing that can be said to have happened.

To add a kind: write its class in the module of its family, name it in `Event`,
and run the type checkers. They name the one other thing owed, its arm in the
fold of its family (`negotiation/domain/evolve/`).
"""

from typing import Annotated, get_args

from pydantic import Field

from negotiation.domain.events.commitments import (
    Acted,
    Amended,
    Closed,
    Committed,
    Decided,
    Observed,
    Performed,
    Reversed,
    Running,
    Withheld,
)
from negotiation.domain.events.common import EventBase
from negotiation.domain.events.instruments import EnteredIntoForce, InstrumentAction, Scheduled, Signed
from negotiation.domain.events.measures import MeasureTaken
from negotiation.domain.events.proposals import Answered, Proposed
from negotiation.domain.events.record import Contacted, Corrected, HeldValue, Retracted, Stated, Told
from negotiation.domain.events.talks import TalksStep

Event = Annotated[
    Committed
    | Amended
    | Performed
    | Reversed
    | Acted
    | Observed
    | Withheld
    | Decided
    | Closed
    | Running
    | TalksStep
    | Proposed
    | Answered
    | Signed
    | InstrumentAction
    | EnteredIntoForce
    | Scheduled
    | MeasureTaken
    | Contacted
    | Stated
    | Told
    | HeldValue
    | Corrected
    | Retracted,
    Field(discriminator="kind"),
]
"""The one registration. Loader, schema, help and test data are read off it."""


def kinds() -> dict[str, type[EventBase]]:
    """Every kind's class by the word that curators write.

    >>> kinds()["lapsed"]
    Traceback (most recent call last):
    KeyError: 'lapsed'
    >>> kinds()["waived"] is kinds()["cancelled"]
    True
    """
    union, _ = get_args(Event)
    return {word: cls for cls in get_args(union) for word in get_args(cls.model_fields["kind"].annotation)}


__all__ = ["Event", "EventBase", "kinds"]
