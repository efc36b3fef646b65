"""What happened, in order, with what the clock derived: a filter over the records and the intervals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from negotiation.domain.answers import Question
from negotiation.domain.axes import Due, Interval
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.worlds import ordered


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: an event, or what the clock derives."""

    day: int
    last_day: int
    """The last day on which it may have happened."""
    event: EventId | None
    """Nothing where the clock derived it."""
    subject: SubjectId | None
    text: str
    unordered: bool = False
    """An answer hangs on its place among the day's events, and no source gives it."""


CLOCKWORK = {
    "overdue": "due day passed unmet",
    "passed": "deadline passed",
    "today": "due",
}


def timeline(table: Table, question: Question, span: tuple[int, int], *, clock: bool = True) -> list[Entry]:
    """Events known by then whose days touch the span, and what the clock derived in it, in order.

    Within a day events stand as times, `after` and the day's phases order them;
    what nothing orders stands by id, and is marked where an answer hangs on it.
    """
    first, last = span
    resolver = table.resolver(question.outlook)
    happened = [r for id_ in table.book.events if (r := resolver.get(id_)) is not None]
    happened = [r for r in happened if r.days[0] <= last and r.days[-1] >= first]
    by_day: dict[int, list[int]] = {}
    for index, one in enumerate(happened):
        by_day.setdefault(one.days[0], []).append(index)
    entries: list[Entry] = []
    open_ = _order_sensitive(table, question)
    for day, agenda in by_day.items():
        entries += [
            Entry(day, happened[i].days[-1], happened[i].id, None, "", unordered=happened[i].id in open_)
            for i in ordered(happened, agenda)
        ]
    if clock:
        entries += _clockwork(table, question, span)
    return sorted(entries, key=lambda e: (e.day, e.event is None))


def _order_sensitive(table: Table, question: Question) -> set[EventId]:
    """Events of answers that hang on an order within a day which no source settles."""
    return {c for row in table.slice(question.outlook) if row.order_sensitive for c in row.causes}


def _clockwork(table: Table, question: Question, span: tuple[int, int]) -> Iterator[Entry]:
    """What the clock derived in a span; what it derives in some worlds only, once, to the day on which all have it."""
    rows = sorted(table.slice(question.outlook), key=lambda row: (row.subject, row.axis, row.valid_from))
    for (subject, _), stretches in groupby(
        (row for row in rows if "@" not in row.subject), key=lambda row: (row.subject, row.axis)
    ):
        for text, day, last in _passages(list(stretches)):
            last_day = min(last, max(day, table.case.head.coverage.end.toordinal()))
            if day <= span[1] and last_day >= span[0]:
                yield Entry(day, last_day, None, subject, text)


def _passages(stretches: Sequence[Interval]) -> Iterator[tuple[str, int, int]]:
    """What the clock derived on one axis: the text, the first day on which it may be so, and the last.

    What no world settles before it is over, or before the case ends, was perhaps so.
    """
    open_: dict[str, tuple[int, int]] = {}
    """What is so in some worlds only: since when, and until when nothing has settled it."""
    sure: dict[str, int] = {}
    """What is so in every world, until when."""
    for row in stretches:
        texts = derived(row)
        for text in [text for text in open_ if text not in texts or open_[text][1] != row.valid_from]:
            since, until = open_.pop(text)
            yield f"perhaps {text}", since, until - 1
        for text, settled in texts.items():
            since, _ = open_.pop(text, (row.valid_from, 0))
            if settled:
                yield text, since, row.valid_from
                sure[text] = row.valid_to
            elif sure.get(text) == row.valid_from:
                sure[text] = row.valid_to
            else:
                open_[text] = since, row.valid_to
    for text, (since, until) in open_.items():
        yield f"perhaps {text}", since, until - 1


def derived(row: Interval) -> dict[str, bool]:
    """What the clock derives of an axis, each with whether it is so in every world."""
    said = [text for value in row.values if (text := _passage(row, value))]
    return {text: said.count(text) == len(row.values) for text in said}


def _passage(row: Interval, value: Any) -> str:
    if row.axis == "due" and isinstance(value, Due) and value.standing in CLOCKWORK:
        return CLOCKWORK[value.standing]
    if row.axis == "phase" and row.rule == "proposal.lapsed" and value == "lapsed":
        return "lapsed unanswered"
    if row.axis == "phase" and row.rule == "phase.window" and value in {"satisfied", "ended", "lapsed"}:
        return f"window closed: {value}"
    if row.axis == "phase" and row.rule == "phase.closed" and value in {"lapsed", "expired"}:
        return f"{value} by its terms"
    if row.axis == "in force" and row.rule == "instrument.clock" and value is not None:
        return "in force from its announced day"
    return ""
