"""What answers are read from: the table of a replay, or one that a file holds.

Queries and views ask for no more than stands here, so that both give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from negotiation.domain.axes import Interval, Outlook
from negotiation.domain.ids import ActorId, EventId, ReadingId, SubjectId
from negotiation.domain.light import Any, NamedTuple, Protocol


class Coverage(Protocol):
    """First and last day that a case speaks of."""

    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...


class Reading(Protocol):
    """A reading that a case declares."""

    @property
    def id(self) -> ReadingId: ...
    @property
    def baseline_rules(self) -> Sequence[Any]: ...


class Head(Protocol):
    """What a case says of itself above its answers."""

    @property
    def title(self) -> str: ...
    @property
    def tz(self) -> str: ...
    @property
    def coverage(self) -> Coverage: ...
    @property
    def readings(self) -> Sequence[Reading]: ...
    @property
    def rules(self) -> Mapping[Any, str]: ...
    @property
    def labels(self) -> Mapping[Any, str]: ...


class Curated(Protocol):
    """A case, by its id and its head."""

    @property
    def id(self) -> str: ...
    @property
    def head(self) -> Head: ...


class Subject(Protocol):
    """One thing that has a status."""

    @property
    def kind(self) -> str: ...
    @property
    def inputs(self) -> Sequence[EventId]:
        """Records that its fold reads."""
        ...


class Passage(NamedTuple):
    """A passage of a source that a record cites."""

    source: str
    paragraph: str | None
    attribution: str | None
    speaker: str | None


class Seen(NamedTuple):
    """A record as one outlook has it, as far as answers show it; as it was entered where the outlook does not."""

    id: EventId
    kind: str
    detail: str | None
    """What kind of a kind it is, as in `offer`."""
    by: tuple[str, ...] | None
    """Who did or said it; `None` where that is contested."""
    to: tuple[str, ...] | None
    title: str | None
    sources: tuple[Passage, ...]
    days: tuple[int, int] | None
    """First and last day on which it may have happened; `None` where the outlook has no day of it."""
    first: int
    """The day by which it is sorted."""
    mark: str
    """EDTF's qualifier of its day."""
    undated: str
    """Its day in words, for where the outlook has none."""
    touched: tuple[EventId, ...] = ()
    """Corrections, revisions and held records that shaped it."""
    differs: bool = False
    """Whether accounts of its fields differ, and nobody settled them."""
    accounts: tuple[tuple[str, str], ...] = ()
    """Who gives which day, where the day has holders: the day in words, and the holder."""


class About(NamedTuple):
    """A record that is about a subject, as far as the reasons of an answer ask."""

    event: EventId
    kind: str
    by: tuple[ActorId, ...]
    moves: bool
    """Whether the subject's fold sees it."""
    held: tuple[ReadingId, ...] | None
    """The readings by which it holds a value; `None` where it is no held record."""
    adopted: bool
    """Whether the case adopted what it holds."""


class Sight(Protocol):
    """The records as one outlook has them."""

    def seen(self, id_: EventId) -> Seen: ...

    def is_known(self, id_: EventId) -> bool:
        """Whether the record has been reported by then."""
        ...

    def why_left_out(self, id_: EventId) -> str | None:
        """Why a record does not count for this outlook, if it does not."""
        ...


class Answers(Protocol):
    """The intervals of one case, and what answers show beside them."""

    @property
    def case(self) -> Curated: ...
    @property
    def subjects(self) -> Mapping[SubjectId, Subject]: ...
    @property
    def readings(self) -> tuple[ReadingId, ...]: ...
    @property
    def end(self) -> int:
        """The last day that the case covers."""
        ...

    def rows(self, id_: SubjectId, outlook: Outlook) -> tuple[Interval, ...]:
        """The intervals of one subject that hold for an outlook."""
        ...

    def holding(
        self, outlook: Outlook, on: int, subjects: Iterable[SubjectId] | None = None
    ) -> Iterator[tuple[SubjectId, Sequence[Interval]]]:
        """Of each subject the intervals that hold at the end of a day."""
        ...

    def sight(self, outlook: Outlook) -> Sight:
        """The records as an outlook has them."""
        ...

    def known(self, day: int) -> int:
        """How many records had been reported by the end of a day."""
        ...

    def about(self, id_: SubjectId) -> Iterator[About]:
        """The records that are about a subject."""
        ...

    def between(self, before: tuple[Outlook, int], after: tuple[Outlook, int]) -> Iterator[EventId]:
        """Records that happened, or became known, after the first outlook's day and by the second's."""
        ...
