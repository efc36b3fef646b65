"""Answers that are lists: what changed, what is due, what happened."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar, overload

from negotiation.api.answer import Answer, Question, public
from negotiation.api.values import Figure, figure, names
from negotiation.domain.answers import Question as Asking
from negotiation.domain.queries import Diff as Compared
from negotiation.views.view import View

T = TypeVar("T")


class Listed(Answer, Sequence[T], Generic[T]):
    """An answer that is a list of items."""

    __slots__ = ("_items",)

    _items: tuple[T, ...]

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between two answers."""

    subject: str
    field: str
    """By its name in docs/json.md."""
    before: Any
    """As it stands in JSON: a day as text, a range as `{"min": ..., "max": ...}`."""
    after: Any
    causes: tuple[str, ...]
    """Events behind what is new."""


class Diff(Listed[Change]):
    """What changed from one answer to another, subject by subject and field by field.

    >>> diff = case.diff("2014-03-28", "2014-04-03")
    >>> [(one.before, one.after) for one in diff if (one.subject, one.field) == ("prisoner-release", "overdue")]
    [(0, 26)]
    >>> case.diff("2014-04-03", known=("2014-04-02", "2014-04-03")).unchanged[:1]
    ('apartheid',)
    """

    __slots__ = ("before", "events", "unchanged")

    before: Question
    """The question of the first answer; `question` is that of the second."""
    unchanged: tuple[str, ...]
    """Subjects of which nothing differs."""
    events: tuple[str, ...]
    """Events that the second answer may know of and the first one not."""

    def __init__(
        self, view: View, questions: tuple[Asking, Asking], found: Compared, lock: AbstractContextManager[Any]
    ) -> None:
        super().__init__(view, questions[1], lock)
        self.before = public(questions[0])
        self.unchanged = found.unchanged
        self.events = tuple(view.body()["events"])
        self._items = tuple(
            Change(one.subject, one.field, one.before, one.after, tuple(one.causes)) for one in found.changes
        )

    def __repr__(self) -> str:
        return f"<Diff {self.before.on} to {self.question.on}: {len(self)} changes>"


@dataclass(frozen=True, slots=True)
class Due:
    """One due day that is open, as it stands on the day asked about."""

    subject: str
    debtor: tuple[str, ...]
    due: date
    night: bool
    """Whether it is a night, in time until noon of the next day."""
    days_to_go: int
    """Whole days; negative where the due day has passed."""
    standing: str
    outstanding: Figure
    causes: tuple[str, ...]


class Dues(Listed[Due]):
    """Due days, windows and deadlines that are open, the oldest first.

    >>> [(one.subject, one.days_to_go) for one in case.due("2014-03-28", within=1)]
    [('prisoner-release/4', 1)]
    """

    __slots__ = ()

    def __init__(self, view: View, question: Asking, lock: AbstractContextManager[Any]) -> None:
        super().__init__(view, question, lock)
        self._items = tuple(map(_due, view.body()["rows"]))

    def __repr__(self) -> str:
        return f"<Dues on {self.question.on}: {len(self)}>"


def _due(one: Mapping[str, Any]) -> Due:
    return Due(
        one["subject"], names(one["debtor"]), date.fromisoformat(one["due"]), one["night"], one["days_to_go"],
        one["standing"], figure(one["outstanding"]), tuple(one["causes"]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """An event on the day on which it happened, or what the clock derived on one."""

    day: date
    last_day: date
    """The last day on which it may have happened."""
    unordered: bool
    """Whether an answer hangs on its place among the day's events, and no source gives it."""
    event: str | None
    """`None` where the clock derived it."""
    kind: str
    by: str | None
    subjects: tuple[str, ...]
    title: str | None
    file: str | None
    line: int | None


class Timeline(Listed[Entry]):
    """What happened, in order; within a day times, `after` and the day's phases order it, and the clock comes last.

    >>> [one.event or one.title for one in case.timeline("2014-03-29", "2014-03-29")][-1:]
    ['due']
    """

    __slots__ = ()

    def __init__(self, view: View, question: Asking, lock: AbstractContextManager[Any]) -> None:
        super().__init__(view, question, lock)
        self._items = tuple(map(_entry, view.body()["entries"]))

    def __repr__(self) -> str:
        return f"<Timeline to {self.question.on}: {len(self)} entries>"


def _entry(one: Mapping[str, Any]) -> Entry:
    return Entry(
        date.fromisoformat(one["day"]), date.fromisoformat(one["last_day"]), one["unordered"], one["event"],
        one["kind"], one["by"], tuple(one["subjects"]), one["title"], one["file"], one["line"],
    )  # fmt: skip
