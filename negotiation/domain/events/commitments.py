"""What is promised, changed, done and left undone."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from negotiation.domain.events.common import EventBase, Quantity
from negotiation.domain.expressions import Condition, DateExpression, Duration, Window
from negotiation.domain.ids import ActorRef, EventRef, RuleRef, SubjectRef, SubjectSlug, TrancheRef
from negotiation.domain.values import Flag, Held, OneOrMore, Written, has_holders


class Range(Written):
    """A quantity known to lie between two figures, both included; no `max` means no known ceiling."""

    min: Quantity = 0
    max: Quantity | None = None


Figure = Annotated[Quantity | Range | Literal["unknown"], Field(union_mode="left_to_right")]
"""A count: one number, a range, or unknown."""

Size = Annotated[Quantity | Range | Literal["unknown", "rest"], Field(union_mode="left_to_right")]
"""A tranche's count; `rest` is the total less the other tranches."""

Obligation = Literal["deliver", "act", "refrain", "maintain"]


class TrancheTerms(Written):
    """What the terms say of one tranche."""

    id: TrancheRef
    size: Held[Size] | None = None
    due: Held[DateExpression] | None = None
    condition: Held[Condition] | None = None


class EachTranche(Written):
    """What the terms say of every tranche; a tranche's own term overrides it."""

    due: Held[DateExpression] | None = None
    condition: Held[Condition] | None = None


PowerKind = Literal[
    "amended", "suspended", "resumed", "waived", "cancelled", "terminated", "transferred", "replaced", "withdrawn",
    "decided", "determined", "observed",
]  # fmt: skip
"""What an act that names a power may be."""


class Power(Written):
    """Who may do what, and under which condition (Symboleo's term)."""

    power: str
    """Its name, as the acts name it; `determine` makes a body's word a determination."""
    holder: OneOrMore[ActorRef]
    """Any one of them may use it; a party's organ acts for it."""
    may: OneOrMore[PowerKind] | None = None
    """The kinds of act that it licenses; any act that names it where left out."""
    when: Condition | None = None
    """It may be used on a day on which this is true; always where left out."""


class Level(Written):
    """A ceiling or a floor, judged by dated observations."""

    at_most: Quantity | None = None
    at_least: Quantity | None = None
    unit: str
    observation_valid: Duration | None = None
    """How long an observation speaks for the days after it; until the next one where left out."""


def _left_open(period: Any) -> Any:
    """A length that has no base is open: that terms prolong themselves, without a length, says nothing."""
    if has_holders(period) and "value" not in period.model_fields_set:
        return period.model_copy(update={"open": True})
    return period


class Renewal(Written):
    """Terms that prolong themselves unless somebody objects."""

    period: Annotated[Held[Duration], AfterValidator(_left_open)]
    notice: Duration | None = None
    """How long before the end `unless` is judged; at the end of the last day where left out."""
    unless: Held[Condition] | None = None


class Terms(Written):
    """Any term that a commitment or the talks may have; a version says only what changes."""

    total: Held[Figure] | None = None
    unit: str | None = None
    tranches: tuple[TrancheTerms, ...] | None = None
    each_tranche: EachTranche | None = None
    size: Held[Size] | None = None
    due: Held[DateExpression] | None = None
    condition: Held[Condition] | None = None
    lapses_when: Held[Condition] | None = None
    expires_when: Held[Condition] | None = None
    act: Held[str] | None = None
    window: Window | None = None
    state: Held[str] | None = None
    level: Level | None = None
    deadline: Held[DateExpression] | None = None
    beneficiary: OneOrMore[ActorRef] | None = None
    performer: OneOrMore[ActorRef] | None = None
    instrument: SubjectRef | None = None
    renewal: Renewal | None = None
    duty: Held[Literal["result", "conduct"]] | None = None
    survives_breach: Flag | None = None
    tolls_on_suspension: Flag | None = None
    powers: Held[tuple[Power, ...]] | None = None
    suspended_while: Held[Condition] | None = None
    reciprocal_of: SubjectRef | None = None
    link: Literal["independent", "sequenced", "simultaneous"] | None = None


class Committed(EventBase, Terms):
    """A debtor binds itself towards a creditor."""

    kind: Literal["committed"]
    commitment: SubjectSlug
    debtor: OneOrMore[ActorRef]
    creditor: OneOrMore[ActorRef]
    obligation: Obligation


class Amended(EventBase, Terms):
    """A new version of some terms, in force from its day; an extension is one."""

    kind: Literal["amended"]
    subject: SubjectRef
    by: OneOrMore[ActorRef] | None = None
    consent: OneOrMore[ActorRef] | None = None
    power: str | None = None
    rule: RuleRef | None = None
    retroactive: Flag = False


class Performed(EventBase):
    """A delivery, or the one act promised; without a tranche it fills the earliest unfilled one."""

    kind: Literal["performed"]
    subject: SubjectRef
    by: ActorRef | None = None
    quantity: Held[Quantity] | None = None
    breakdown: dict[str, Quantity] | None = None
    conforming: Held[Flag] = True


class Reversed(EventBase):
    """Undoes a performance or an act."""

    kind: Literal["reversed"]
    undoes: EventRef
    by: ActorRef | None = None
    quantity: Held[Quantity] | None = None


class Bearing(Written):
    """A commitment that an act may fall within."""

    subject: SubjectRef
    within: Held[Literal["true", "false", "unknown"]] = "unknown"


class Acted(EventBase):
    """An act that may fall within a promise to refrain."""

    kind: Literal["acted"]
    by: ActorRef
    act: str
    quantity: Held[Quantity] | None = None
    unit: str | None = None
    bears_on: tuple[Bearing, ...] = ()


class Observed(EventBase):
    """What somebody counted or saw on a day: a level, a state kept or not, a thing not performed."""

    kind: Literal["observed"]
    subject: SubjectRef
    value: Held[Quantity | Literal["kept", "not-kept", "not-performed"]]
    by: ActorRef | None = None
    power: str | None = None


class Withheld(EventBase):
    """The debtor's own notice that it will not perform; moves no figure."""

    kind: Literal["withheld"]
    subject: SubjectRef
    by: ActorRef
    to: OneOrMore[ActorRef] | None = None


class Decided(EventBase):
    """An organ approves, orders, or finds that something is so."""

    kind: Literal["decided"]
    subject: SubjectRef
    by: ActorRef
    power: str | None = None
    outcome: str
    quantity: Held[Quantity] | None = None
    breakdown: dict[str, Quantity] | None = None


class Closed(EventBase):
    """Ends a commitment, or a part of it; the word is the effect."""

    kind: Literal["waived", "cancelled", "terminated", "transferred", "replaced", "withdrawn"]
    subject: OneOrMore[SubjectRef]
    by: OneOrMore[ActorRef]
    power: str | None = None
    quantity: Held[Quantity] | None = None
    new_debtor: ActorRef | None = None
    replaced_by: SubjectRef | None = None


class Running(EventBase):
    """A commitment or the talks stop running, or run again."""

    kind: Literal["suspended", "resumed"]
    subject: OneOrMore[SubjectRef]
    by: OneOrMore[ActorRef]
    power: str | None = None
    """`null` says that the sources name none; left out, that it was not coded."""
    consent: OneOrMore[ActorRef] | None = None
