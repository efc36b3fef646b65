"""Acts outside any commitment, by stage; counts of one stage are never added to another's."""

from typing import Literal

from negotiation.domain.events.commitments import Bearing
from negotiation.domain.events.common import EventBase, Quantity
from negotiation.domain.refs import ActorRef, SubjectSlug
from negotiation.domain.values import Held, OneOrMore

Stage = Literal["announced", "planned", "tendered", "re-issued", "permitted", "begun", "halted"]


class MeasureTaken(EventBase):
    """A measure reaches a stage."""

    kind: Literal["measure-taken"]
    measure: SubjectSlug
    by: Held[OneOrMore[ActorRef]]
    stage: Stage
    quantity: Held[Quantity] | None = None
    unit: str | None = None
    place: Held[str] | None = None
    bears_on: tuple[Bearing, ...] = ()
