"""The one result of the replay, row by row: every answer is a filter over these."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from negotiation.domain import axes
from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.encoding import text_of
from negotiation.domain.ids import ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.views.axes import lasting_words


@dataclass(frozen=True, slots=True)
class Interval:
    """One axis of one subject had one value, or one of several, over a stretch of time and a stretch of what was known.

    Both stretches are half open: the last day of each is the day before `valid_to` and
    `known_to`, which are `None` where it is open.
    """

    subject: str
    """A subject, `commitment/tranche` or `commitment@debtor`."""
    axis: str
    reading: str
    valid_from: date
    valid_to: date | None
    known_from: date
    known_to: date | None
    words: str
    """The value in words that hold on every day of the interval; days overdue are for whoever asks on a day."""
    value: tuple[Any, ...]
    """The value as plain data (docs/sqlite.md), one for each possible world; `None` where it is absent in one."""
    rule: str
    causes: tuple[str, ...]
    order_sensitive: bool
    """Whether it hangs on an order that no source gives."""


def rows(table: Table, subject: SubjectId, reading: ReadingId, known: int | None) -> list[axes.Interval]:
    """Intervals of a whole subject as the model has them, in order: at every state of knowledge, or at one."""
    if known is None:
        return sorted(table.history(subject, reading), key=_order)
    return sorted(table.rows(subject, Outlook(reading, known)), key=_order)


def _order(row: axes.Interval) -> tuple[Any, ...]:
    return row.subject, row.axis, row.known_from, row.valid_from, row.known_to


def interval(row: axes.Interval) -> Interval:
    """An interval as programs see it."""
    return Interval(
        row.subject, row.axis, row.reading, date.fromordinal(row.valid_from), until(row.valid_to),
        date.fromordinal(row.known_from), until(row.known_to), lasting_words(row.axis, row.values),
        tuple(json.loads(text_of(row.values))), row.rule, tuple(row.causes), row.order_sensitive,
    )  # fmt: skip


def until(ordinal: int) -> date | None:
    """The first day behind a stretch; nothing where it is open."""
    return None if ordinal > FOREVER else date.fromordinal(ordinal)
