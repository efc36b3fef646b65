"""What is promised, changed, done and left undone."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from negotiation.domain.edtf import EdtfDate
from negotiation.domain.events.common import Count, EventBase, Quantity, Range, Share
from negotiation.domain.expressions import Condition, DateExpression, Duration, Window
from negotiation.domain.refs import ActorRef, EventRef, RuleRef, SubjectRef, SubjectSlug, TrancheRef
from negotiation.domain.values import Flag, Held, OneOrMore, Written, has_holders


class Rate(Written):
    """So many for each one that another commitment, or a tranche of it, delivers."""

    delivered: SubjectRef
    """The commitment or tranche whose performances are counted."""
    rate: Quantity
    """How many for each of them."""


class Rated(Written):
    """A total that follows from what others deliver: the sum of so many for each."""

    per: Annotated[tuple[Rate, ...], Field(min_length=1)]
    """For what, and how many."""


Figure = Annotated[Quantity | Rated | Range | Literal["unknown"], Field(union_mode="left_to_right")]
"""A count: one number, what follows from the counts of others, a range, or unknown."""

Size = Annotated[Quantity | Share | Range | Literal["unknown", "rest"], Field(union_mode="left_to_right")]
"""A tranche's count or share; `rest` is the total less the other tranches."""

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
        return period.model_copy(update={"unsettled": True})
    return period


class Renewal(Written):
    """Terms that prolong themselves unless somebody objects."""

    period: Annotated[Held[Duration], AfterValidator(_left_open)]
    notice: Duration | None = None
    """How long before the end `unless` is judged; at the end of the last day where left out."""
    unless: Held[Condition] | None = None


class Recurs(Written):
    """A duty that comes anew in every period; each period is a tranche, due on its last day."""

    every: Duration
    """How long a period is."""
    from_: Annotated[EdtfDate, Field(alias="from")]
    """First day of the first period."""
    until: EdtfDate | None = None
    """Last day of the last one; without end where left out."""
    size: Annotated[Quantity, Field(ge=1)] = 1
    """How many in each period."""
    carries_over: Flag = False
    """Whether what is too much in one period counts for another; without it a performance fills its own period only."""
    lapses: Flag = False
    """Whether what is left of a period is owed no longer when it is over; else it stays overdue."""

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if max(self.every.days or 0, self.every.months or 0, self.every.years or 0) < 1:
            kind = "period"
            raise PydanticCustomError(kind, "a period lasts at least one day, month or year")
        return self


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
    recurs: Recurs | None = None
    """That the duty comes anew in every period; it then has no tranches and no total of its own."""
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
    quantity: Held[Count] | None = None
    so_far: Held[Count] | None = None
    """In place of `quantity`: how many there are in all after it, as somebody counted; a lower count takes away."""
    breakdown: dict[str, Quantity] | None = None
    conforming: Held[Flag] = True

    @model_validator(mode="after")
    def _one_count(self) -> Self:
        if self.quantity is not None and self.so_far is not None:
            kind = "one_count"
            raise PydanticCustomError(kind, "write quantity, for what came, or so_far, for all that there is; not both")
        return self


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
