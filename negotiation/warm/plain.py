"""What stands in the file as JSON, and what it comes to when it is read."""

import json

from negotiation.domain.answering import About, Passage, Seen
from negotiation.domain.axes import Interval
from negotiation.domain.encoding import decoded, encoded
from negotiation.domain.ids import EventId, ReadingId, SubjectId
from negotiation.domain.light import Any, Protocol


def written(value: Any) -> str:
    """Plain data as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Told(Protocol):
    """What an axis may be, and why: an interval without its days."""

    @property
    def subject(self) -> SubjectId: ...
    @property
    def axis(self) -> str: ...
    @property
    def values(self) -> tuple[Any, ...]: ...
    @property
    def rule(self) -> str: ...
    @property
    def causes(self) -> tuple[EventId, ...]: ...
    @property
    def order_sensitive(self) -> bool: ...


def interval_text(whole: SubjectId, told: Told) -> str:
    """What no column holds: the part, the axis, what it may be, and why."""
    part = told.subject.removeprefix(whole)
    return written([part, told.axis, encoded(told.values), told.causes, told.rule, int(told.order_sensitive)])


Stretch = tuple[int, int, int, int]
"""From and until when it holds, and from and until when it is known."""


def interval_from(whole: str, reading: ReadingId, stretch: Stretch, text: str) -> Interval:
    """An interval as it was, under the reading that was asked for."""
    part, axis, values, causes, rule, order_sensitive = json.loads(text)
    return Interval(
        SubjectId(whole + part), axis, decoded(values), reading, *stretch, tuple(causes), rule, bool(order_sensitive)
    )  # fmt: skip


def seen_text(seen: Seen) -> str:
    """A record as it is seen, without its id, which stands in a column."""
    return written(
        [
            seen.kind, seen.detail, seen.by, seen.to, seen.title, seen.sources, seen.first, seen.mark, seen.undated,
            seen.touched, int(seen.differs), seen.accounts,
        ]
    )  # fmt: skip


def seen_from(id_: EventId, days: tuple[int, int] | None, text: str) -> Seen:
    """A record as it was seen."""
    kind, detail, by, to, title, sources, first, mark, undated, touched, differs, accounts = json.loads(text)
    return Seen(
        id_, kind, detail, _tuple(by), _tuple(to), title, tuple(Passage(*one) for one in sources), days,
        first if days is None else days[0], mark, undated, tuple(touched), bool(differs),
        tuple((day, holder) for day, holder in accounts),
    )  # fmt: skip


def _tuple(plain: list[str] | None) -> tuple[str, ...] | None:
    return None if plain is None else tuple(plain)


def about_from(plain: list[Any]) -> About:
    """A record that is about a subject, as it was."""
    event, kind, by, moves, held, adopted = plain
    return About(event, kind, tuple(by), moves, None if held is None else tuple(held), adopted)
