"""The process: agreed, opened, ended."""

from typing import Literal

from negotiation.domain.events.commitments import Power
from negotiation.domain.events.common import EventBase
from negotiation.domain.expressions import DateExpression
from negotiation.domain.refs import ActorRef, SubjectSlug
from negotiation.domain.values import Flag, Held, OneOrMore


class TalksStep(EventBase):
    """Talks are agreed on, opened, or ended."""

    kind: Literal["agreed", "opened", "ended"]
    process: SubjectSlug
    by: OneOrMore[ActorRef]
    deadline: Held[DateExpression] | None = None
    outcome: str | None = None
    powers: Held[tuple[Power, ...]] | None = None
    tolls_on_suspension: Flag | None = None
