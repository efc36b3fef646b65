"""What a fold works out of a promise on a day and keeps until it changes: the frame, how its buckets stand, what shows.

None of it is part of what is true of the promise: it follows from that, and is kept since most days change little.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from negotiation.domain.axes import Span
from negotiation.domain.ids import EventId
from negotiation.domain.meaning import ALWAYS, Day, Signals
from negotiation.domain.spans import spread
from negotiation.domain.worlds import Facet


class Bucket(NamedTuple):
    """A tranche, or what belongs to none, as it stands on a day."""

    id: str
    size: Span
    ways: tuple[int, int]
    """What was performed of it, at the least and at the most."""
    discharged: int
    due: Day | None
    standing: str
    """`met`, `upcoming`, `today`, `overdue`, `not due` or `closed`."""
    part: tuple[Fraction, Fraction] | None = None
    """Its size, and what was performed of it, in hundredths of the total; nothing where these are not known."""

    @property
    def filled(self) -> Span:
        """What was performed of it."""
        return spread(*self.ways)

    @property
    def left(self) -> Span:
        """What is still owed of it."""
        if self.standing == "met":
            return Span(0, 0)
        least, most = min(self.ways) + self.discharged, max(self.ways) + self.discharged
        high = None if self.size.high is None else max(0, self.size.high - least)
        return Span(max(0, self.size.low - most), high)

    @property
    def freed(self) -> Span:
        """What was discharged of it. Nobody is freed of what was performed, where that is more than is sure."""
        if self.size.low != self.size.high:
            return Span(self.discharged, self.discharged)
        return Span(min(self.discharged, max(0, self.size.low - max(self.ways))), self.discharged)

    def left_if(self, way: int) -> int:
        """What is still owed of it in one way of reckoning, where its size is one number."""
        return max(0, self.size.low - self.ways[way] - self.discharged)


@dataclass(slots=True)
class Frame:
    """What follows from the terms, and from all else of a commitment that is no performance.

    Worked out once and read on every day until one of these changes: most days of most commitments
    only add a performance, and this was two thirds of what such a day cost.
    """

    day: int | None
    """The only day that it is for, where due days may hang on what day it is."""
    signals: Signals
    """What others said of themselves when it was made."""
    total: Span
    sizes: dict[str, Span]
    exact: bool
    """Whether the total and every size are one number that can be known."""
    in_shares: bool
    """Whether the terms or the counts speak of shares."""
    shares: dict[str, Fraction] | None
    dues: dict[str, Day | None]
    order: tuple[str, ...]
    """In which order the buckets fill."""
    waiting: tuple[tuple[str, Any], ...]
    """The tranches that wait for a condition, each with it."""
    timed: bool
    """Whether its terms have anything, beside due days, that time or others may bring about."""
    wakes: tuple[int, ...] | None = None
    """Days on which time does something, once these were asked for."""
    causes: dict[Any, tuple[EventId, ...]] = field(default_factory=dict[Any, tuple[EventId, ...]])
    """What made sizes and due days, once this was asked for."""


class Stood(NamedTuple):
    """The buckets as they stood when they were last looked at."""

    frame: Frame
    day: int
    buckets: list[Bucket]

    def without(self, poured: Collection[str]) -> "Stood":
        """What still holds when something was poured into some of them, which is true of no day yet."""
        return Stood(self.frame, ALWAYS, [b for b in self.buckets if b.id not in poured])


class Part(NamedTuple):
    """The axes of a tranche as they were last shown."""

    bucket: Bucket
    key: Any
    """What all its axes but its figures follow from, as long as the ground is the same and nothing is full."""
    fillers: tuple[EventId, ...]
    led: tuple[EventId, ...]
    """What led to its phase."""
    undone: list[EventId]
    facets: list[Facet]


class Shown(NamedTuple):
    """The axes of a promise to deliver or act as they were last shown, and what they rest on."""

    frame: Frame
    ground: Any
    """What else they rest on, beside the buckets, what filled these, and the episodes."""
    buckets: list[Bucket]
    kind: Facet
    key: Any
    """What all axes of the whole but its figures follow from, as long as the ground is the same."""
    figures: list[Facet]
    whole: list[Facet]
    parts: dict[str, Part]
    rest: list[Facet]
    facets: list[Facet]
