"""What answers are made of: the intervals, and the values that their axes may have.

Plain values, which a file can hold and give back (`encoding.py`). Days are ordinals.
None is ever changed. They are tuples, since a fold makes them on every day: making a frozen dataclass takes four times
as long.
"""

from negotiation.domain.ids import ActorId, EventId, ReadingId, SubjectId
from negotiation.domain.light import Any, NamedTuple

FOREVER = 3_652_059
"""The last day there is (9999-12-31): known with hindsight, valid until further notice."""

KINDS = ("commitment", "process", "proposal", "instrument", "measure")
"""The kinds of subject, in the order in which answers have them."""

LISTED = {"told": "layer.claims", "extensions": "talks.extensions", "corrected": "layer.corrected"}
"""Axes that only list events, from the first day on which each may have happened, and the rule of each."""
BESIDE = frozenset({"contested", *LISTED})
"""Axes that stand beside the status; no fold makes them."""


class Outlook(NamedTuple):
    """Whose reading, and what is known."""

    reading: ReadingId
    known: int
    """The last day whose reports count."""


class Interval(NamedTuple):
    """One axis of one subject over a stretch of valid time and of known time, both half open.

    A tuple, since most of a table is made of these, and a frozen dataclass takes four times as long to make.
    """

    subject: SubjectId
    axis: str
    values: tuple[Any, ...]
    """What it may be: one value, or one for each possible world. `None`: absent in some world."""
    reading: ReadingId
    valid_from: int
    valid_to: int
    known_from: int
    known_to: int
    causes: tuple[EventId, ...]
    rule: str
    order_sensitive: bool = False


class Span(NamedTuple):
    """A figure known to lie between two, both included; `None` above is no known ceiling."""

    low: int
    high: int | None


Number = int | Span
Parts = tuple[tuple[str, float | tuple[float, float]], ...]
"""Figures in hundredths of the total, each with its name."""


class Figures(NamedTuple):
    """The sums of one commitment or tranche on one day, in one world."""

    total: Number | None
    performed: Number
    outstanding: Number
    upcoming: Number
    overdue: Number
    not_due: Number
    discharged_otherwise: Number
    excess: Number
    difference: int
    percent: Parts | None = None
    """The same in hundredths of the total; nothing where the promise knows no shares."""


class Due(NamedTuple):
    """Where a due day stands; days overdue are counted from `day` by whoever asks."""

    standing: str
    """`none`, `not due`, `upcoming`, `today`, `overdue` or `met`."""
    day: int | None
    night: bool = False


class Pause(NamedTuple):
    """A suspension that has not ended."""

    by: tuple[ActorId, ...]
    since: tuple[int, int]
    power: str | None
    coded: bool
    agreed: bool
    event: EventId
    reason: tuple[str, str] | None
    bucket: str = ""
    """The tranche that alone is suspended."""
    by_terms: bool = False
    """By a term that says so, and by nobody."""


class Running(NamedTuple):
    """Whether a commitment or the talks run; several may have suspended them."""

    pauses: tuple[Pause, ...] = ()


class Kind(NamedTuple):
    """What a commitment is: fixed when it is made."""

    obligation: str
    debtor: tuple[ActorId, ...]
    creditor: tuple[ActorId, ...]
    unit: str | None
    act: str | None
    condition: str | None = None
    """What it waits for as a whole, in words."""


class Notice(NamedTuple):
    """The debtor's own word that it will not perform."""

    by: ActorId
    since: tuple[int, int]
    reason: tuple[str, str] | None
    """Who gives the reason, and the reason."""
    event: EventId


class Act(NamedTuple):
    """An act that may fall within a promise to refrain."""

    event: EventId
    day: int
    within: str
    """`true`, `false` or `unknown`."""
    outside: bool
    """Done when the promise did not hold."""


class Observation(NamedTuple):
    """What was seen on a day."""

    event: EventId
    day: int
    value: int | str


class Episode(NamedTuple):
    """A stretch of breach: opened by the clock or by an act, and not terminal."""

    since: int
    cause: str
    """`clock`, or the id of the act or observation."""
    scope: str
    ended: int | None = None
    ended_by: str | None = None
    """`cure`, `waiver`, `amendment`, `termination`, `undone`, `window closed` or `observation`."""


class Stage(NamedTuple):
    """A measure's stage, with the count that its source gives for it."""

    stage: str
    since: tuple[int, int]
    quantity: int | None
    unit: str | None
    place: str | None
    by: tuple[ActorId, ...]
    event: EventId


class Contest(NamedTuple):
    """What one holder says of one contested field."""

    subject: SubjectId
    field: str
    holder: str
    is_reading: bool
    value: str
    """In words; `none` where the holder says that there is no such term."""
    events: tuple[EventId, ...]
    valid_from: int
    valid_to: int
