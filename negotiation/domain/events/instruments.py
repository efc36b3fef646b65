"""Treaty actions, each with its own date (Treaty Handbook, ch. 3 and 4)."""

from typing import Literal

from negotiation.domain.events.common import EventBase
from negotiation.domain.expressions import DateExpression
from negotiation.domain.refs import ActorRef, EventRef, SubjectSlug
from negotiation.domain.values import Held, OneOrMore, Whole, Written


class Instrument(Written):
    """One treaty instrument, and the letter that carried it."""

    id: SubjectSlug
    treaty: str
    letter: Whole | None = None
    depositary: ActorRef


class Signed(EventBase):
    """Brings instruments into being."""

    kind: Literal["signed"]
    instruments: tuple[Instrument, ...]
    by: ActorRef
    part_of: EventRef | None = None


class InstrumentAction(EventBase):
    """A deposit, its acceptance by the depositary, or another state's objection."""

    kind: Literal["deposited", "deposit-accepted", "objected"]
    subject: OneOrMore[SubjectSlug]
    by: ActorRef


class EnteredIntoForce(EventBase):
    """An instrument takes effect for the party."""

    kind: Literal["entered-into-force"]
    subject: OneOrMore[SubjectSlug]
    by: ActorRef | None = None


class Scheduled(EventBase):
    """An announced date of effect; in force from then on, by the clock."""

    kind: Literal["scheduled"]
    subject: OneOrMore[SubjectSlug]
    effective: Held[DateExpression]  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues] - required here
    by: ActorRef | None = None
