"""What is true of a commitment after some of its events: the fold's own notes.

Changed in place inside one fold and never seen outside it. Days are ordinals.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from fractions import Fraction
from typing import Any, NamedTuple

from negotiation.domain.axes import Act, Episode, Notice, Observation, Pause
from negotiation.domain.book import Address
from negotiation.domain.events import Event
from negotiation.domain.ids import ActorId, EventId, SubjectId
from negotiation.domain.layers import Bucket, Frame, Shown, Stood
from negotiation.domain.meaning import Day, Signals

WHOLE = ""
"""The bucket of what belongs to no tranche: all of it where there are none."""


class Delivery(NamedTuple):
    """One performance."""

    event: EventId
    day: int
    minute: int | None
    night: int | None
    """Dated to a night: the first of its two days."""
    tranche: str
    amount: Any
    """As written: a number, a share, a range or unknown."""
    conforming: bool
    barred: frozenset[str] = frozenset()
    """Tranches that were closed by then."""
    only: str | None = None
    """The one period that it may fill, where what is too much is not carried over."""
    counts: bool = False
    """A running count: all that there is after it, and not what came."""
    less: int = 0
    """How much of it was undone."""


@dataclass(slots=True)
class Poured:
    """What the performances come to in every bucket, reckoned in one way."""

    filled: dict[str, int | Fraction] = field(default_factory=dict[str, int | Fraction])
    over: int | Fraction = 0
    """What fits in no bucket."""
    log: list[tuple[str | None, int | Fraction]] = field(default_factory=list[tuple[str | None, int | Fraction]])
    """Into which bucket went how much, in the order of the performances; what fitted in none has no bucket."""
    known: bool = True
    """Whether it can be reckoned in this way at all."""

    def copy(self) -> "Poured":
        """A second one that goes its own way."""
        return Poured(self.filled.copy(), self.over, self.log.copy(), self.known)

    def key(self, *, in_order: bool) -> Hashable:
        """Equal where nothing that comes later can tell them apart."""
        return frozenset(self.filled.items()), self.over, self.known, tuple(self.log) if in_order else ()

    def agrees(self, other: "Poured") -> bool:
        """Whether it came to the same as another way of reckoning."""
        return self.filled == other.filled and self.over == other.over

    def all(self) -> int | Fraction:
        """All that was performed, with what fits in no bucket."""
        return sum(self.filled.values()) + self.over


LEAST, MOST, SHARE = 0, 1, 2
"""The ways in which performances are reckoned: the fewest and the most that it may be, and hundredths of the total."""


def _nothing_poured() -> list[Poured]:
    return [Poured(), Poured(), Poured()]


class Closure(NamedTuple):
    """How a commitment, or a tranche, left force."""

    phase: str
    day: int
    events: tuple[EventId, ...]
    reason: str


class Fill(NamedTuple):
    """When a bucket became full."""

    day: int
    event: EventId
    in_time: bool


@dataclass(slots=True)
class Promise:
    """A commitment, in one world, under one reading."""

    id: SubjectId
    debtor_only: ActorId | None = None
    """The one debtor whose conduct counts, where there are several."""
    undone: bool = False
    """Whether something of it is undone or counted anew later: when each performance was made still matters then."""
    organs: Mapping[ActorId, ActorId] = field(default_factory=dict[ActorId, ActorId])
    """The party of each organ; the same for all worlds."""
    offers: list[tuple[EventId, Any]] = field(default_factory=list[tuple[EventId, Any]])
    offered: dict[SubjectId, str] = field(default_factory=dict[SubjectId, str])
    """How the proposals of it stand: `open`, `accepted`, `rejected` or `withdrawn`."""
    offerers: dict[SubjectId, tuple[tuple[ActorId, ...], tuple[ActorId, ...]]] = field(
        default_factory=dict[SubjectId, tuple[tuple[ActorId, ...], tuple[ActorId, ...]]]
    )
    """By whom and to whom each was made."""
    made: EventId | None = None
    made_day: int = 0
    debtor: tuple[ActorId, ...] = ()
    creditor: tuple[ActorId, ...] = ()
    obligation: str = ""
    terms: dict[Address, Any] = field(default_factory=dict[Address, Any])
    wrote: dict[Address, EventId] = field(default_factory=dict[Address, EventId])
    wrote_on: dict[Address, int] = field(default_factory=dict[Address, int])
    written: int = 0
    """How often its terms were written; a period that begins writes those of itself alone."""
    tranches: list[str] = field(default_factory=list[str])
    deliveries: list[Delivery] = field(default_factory=list[Delivery])
    common: int = 0
    """How many of them every world has: those that were made while there was but one."""
    in_shares: bool = False
    """Whether one of them was ever told as a share of the total."""
    poured: list[Poured] = field(default_factory=_nothing_poured)
    """What was performed, reckoned in each way."""
    fills: dict[str, Fill] = field(default_factory=dict[str, Fill])
    fillers: dict[str, list[EventId]] = field(default_factory=dict[str, list[EventId]])
    discharged: dict[str, tuple[int, str, EventId]] = field(default_factory=dict[str, tuple[int, str, EventId]])
    """How much of a bucket was discharged otherwise, the phase that it led to, and the event."""
    met: dict[str, int] = field(default_factory=dict[str, int])
    """Since when a bucket's condition has been true."""
    met_by: dict[str, tuple[EventId, ...]] = field(default_factory=dict[str, tuple[EventId, ...]])
    closed: Closure | None = None
    parts_closed: dict[str, Closure] = field(default_factory=dict[str, Closure])
    pauses: list[Pause] = field(default_factory=list[Pause])
    tolls: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """Suspensions that moved due days: first day, and the day of resumption."""
    tolling_since: int | None = None
    notices: dict[str, Notice] = field(default_factory=dict[str, Notice])
    acts: list[Act] = field(default_factory=list[Act])
    observations: list[Observation] = field(default_factory=list[Observation])
    unperformed: dict[str, list[tuple[EventId, int]]] = field(default_factory=dict[str, list[tuple[EventId, int]]])
    """Reports that a bucket was not performed."""
    episodes: list[Episode] = field(default_factory=list[Episode])
    reopened: dict[str, int] = field(default_factory=dict[str, int])
    """When a performance of a bucket was undone."""
    gone: list[ActorId] = field(default_factory=list[ActorId])
    """Debtors and creditors, of several, who have left it."""
    outside: list[EventId] = field(default_factory=list[EventId])
    void: list[EventId] = field(default_factory=list[EventId])
    renewed: list[int] = field(default_factory=list[int])
    judged: dict[int, bool] = field(default_factory=dict[int, bool])
    """Whether a renewal was stopped, by the last day that it would have prolonged."""
    differences: dict[Address, tuple[int, EventId]] = field(default_factory=dict[Address, tuple[int, EventId]])
    occurred: dict[EventId, int] = field(default_factory=dict[EventId, int])
    seen: list[tuple[Event, int]] = field(default_factory=list[tuple[Event, int]])
    signals: Signals = field(default_factory=dict[tuple[str, SubjectId], bool | Day | tuple[int, int] | None])
    came: dict[tuple[Any, SubjectId], int] = field(default_factory=dict[tuple[Any, SubjectId], int])
    periods: int = 0
    """How many periods of a recurring duty have begun, and how many of them before its term was written."""
    periods_before: int = 0
    began: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    """First and last day of each period."""
    poured_for: Any = None
    """The total that follows from others, as it was when the performances were last counted."""
    frame: Frame | None = field(default=None, repr=False)
    """What follows from all that is no performance, kept until something of that changes."""
    stood: Stood | None = field(default=None, repr=False)
    """Its buckets as they were last looked at."""
    judged_in: Frame | None = field(default=None, repr=False)
    """The frame in which it was last judged of every bucket whether it is full."""
    seen_to: Sequence[Bucket] = field(default=(), repr=False)
    """The buckets of which it was last seen whether they are overdue."""
    shown: Shown | None = field(default=None, repr=False)
    """Its axes as they were last shown."""

    def moved(self) -> None:
        """Forget what was worked out: something changed, and not only what was performed."""
        self.frame = None

    def stirred(self, *poured: str) -> None:
        """Look again at the buckets: something was poured into some, or an episode began or ended."""
        if self.stood is not None:
            self.stood = self.stood.without(poured)

    def alone(self) -> None:
        """There is no other world now: what was performed so far will tell no two apart, unless it is counted anew."""
        self.common = len(self.deliveries)

    def copy(self) -> "Promise":
        """A second state that goes its own way."""
        other = object.__new__(Promise)
        for name in KEPT_WHOLE:
            setattr(other, name, getattr(self, name))
        for name in CHANGED_IN_PLACE:
            setattr(other, name, getattr(self, name).copy())
        other.poured = [one.copy() for one in self.poured]
        other.fillers = {bucket: list(events) for bucket, events in self.fillers.items()}
        other.unperformed = {bucket: list(events) for bucket, events in self.unperformed.items()}
        return other

    def key(self) -> Hashable:
        """Equal for states that no later event can tell apart.

        On which of its possible days a performance was made is left out once it
        has been judged, unless it may be judged again: what was in time and what
        was late stays apart.
        """
        starts = [start for start, _ in self.tolls] + ([] if self.tolling_since is None else [self.tolling_since])
        moved = {a: day for a, day in self.wrote_on.items() if starts and day > min(starts)}
        apart = [(d.event, *d[2:]) for d in self.deliveries[self.common :]]
        return (
            self.made, self.made_day, self.closed, tuple(self.tolls), self.tolling_since,
            frozenset((a, id(v), moved.get(a)) for a, v in self.terms.items()),
            tuple(one.key(in_order=self.undone) for one in self.poured),
            frozenset((b, f.event, f.in_time) for b, f in self.fills.items()),
            tuple(self.deliveries) if self.undone else frozenset(apart),
            frozenset(self.discharged.items()), frozenset(self.met.items()), frozenset(self.parts_closed.items()),
            frozenset(self.pauses), frozenset(self.notices.items()), frozenset(self.acts), frozenset(self.observations),
            self.observations[-1] if self.observations else None,
            frozenset(e for events in self.unperformed.values() for e, _ in events), frozenset(self.episodes),
            frozenset(self.outside), frozenset(self.void), tuple(self.renewed), frozenset(self.judged.items()),
            frozenset(self.differences.items()),
            frozenset(self.occurred.items()), frozenset((e.id, day) for e, day in self.seen),
            frozenset(self.signals.items()),
            tuple(id(t) for _, t in self.offers), frozenset(self.offered.items()), frozenset(self.reopened.items()),
            frozenset(self.gone), self.poured_for, frozenset(self.began.items()), self.periods_before,
            frozenset(self.came.items()),
        )  # fmt: skip

    def term(self, name: str, tranche: str = WHOLE) -> Any:
        """The value of a term in force, or nothing."""
        return self.terms.get((tranche, name))

    def writers(self, *addresses: Address) -> tuple[EventId, ...]:
        """The events that wrote some terms."""
        return tuple(dict.fromkeys(self.wrote[a] for a in addresses if a in self.wrote))


CHANGED_IN_PLACE = tuple(f.name for f in fields(Promise) if f.default_factory is not MISSING and f.name != "organs")
"""The lists and mappings of a commitment's state, which each world has its own copies of."""
KEPT_WHOLE = tuple(f.name for f in fields(Promise) if f.name not in CHANGED_IN_PLACE)
"""What is replaced and never changed, and so shared."""
