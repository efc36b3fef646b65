"""Demands, offers, requests and threats, and their answers. They move nothing else."""

from typing import Literal

from negotiation.domain.events.commitments import Terms
from negotiation.domain.events.common import EventBase
from negotiation.domain.expressions import DateExpression
from negotiation.domain.refs import ActorRef, SubjectRef, SubjectSlug
from negotiation.domain.values import Held, OneOrMore


class Proposed(EventBase):
    """One side proposes something to another."""

    kind: Literal["proposed"]
    proposal: SubjectSlug
    form: Literal["demand", "offer", "request", "threat"]
    extends: SubjectRef | None = None
    commitment: SubjectSlug | None = None
    by: OneOrMore[ActorRef]
    to: OneOrMore[ActorRef] | None = None
    terms: Terms | None = None
    states: str | None = None
    """What is proposed, where `terms` do not say it, in the curator's own words."""
    open_until: Held[DateExpression] | None = None
    counters: SubjectSlug | None = None


class Answered(EventBase):
    """A proposal's answer."""

    kind: Literal["accepted", "rejected"]
    subject: OneOrMore[SubjectSlug]
    by: OneOrMore[ActorRef]
