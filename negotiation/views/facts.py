"""Tidy facts of a day: one value of one axis of one subject, by whose reading or account, and for how long."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from negotiation.domain.answers import Question, cut
from negotiation.domain.contests import Contest
from negotiation.domain.dates import iso
from negotiation.domain.ids import SubjectId
from negotiation.domain.intervals import Interval, Table
from negotiation.domain.project import Due
from negotiation.domain.words import with_days
from negotiation.views.axes import late_days
from negotiation.views.plain import is_several
from negotiation.views.rows import ABSENT, Record, cell

HEADS = ("subject", "axis", "holder", "value", "from", "to")
OPEN = "open"
"""Stands for the last day of what holds to the end of what the case covers."""

LIST_OF = {
    "commitment": "commitments", "process": "talks", "proposal": "proposals", "instrument": "instruments",
    "measure": "measures",
}  # fmt: skip
"""The list of the state that holds the subjects of a kind."""


def facts(table: Table, question: Question, chosen: Sequence[str] = ()) -> Iterator[Record]:
    """Every interval that holds on the day, its figures and its contested fields taken apart."""
    for id_, axes in cut(table, question).items():
        whole = id_.partition("/")[0].partition("@")[0]
        if chosen and not {whole, id_, LIST_OF[table.subjects[SubjectId(whole)].kind]} & set(chosen):
            continue
        late = late_days(axes, question.on)
        for row in axes.values():
            yield from _facts(row, question, table.end, late)


def _facts(row: Interval, question: Question, end: int, late: int | None) -> Iterator[Record]:
    if row.axis == "contested":
        contests: tuple[Contest, ...] = row.values[0]
        for one in contests:
            yield _fact(row, end, f"contested {one.field}", one.holder, one.value)
        return
    parts: dict[str, list[Any]] = {}
    for value in (with_days(one, late) if isinstance(one, str) else one for one in row.values):
        for name, one in _parts(row.axis, value, question.on):
            parts.setdefault(name, []).append(one)
    for name, values in parts.items():
        yield _fact(row, end, name, str(question.reading), " or ".join(dict.fromkeys(map(cell, values))))


def _parts(axis: str, value: Any, on: int) -> Iterator[tuple[str, Any]]:
    match value:
        case None:
            yield axis, ABSENT
        case Due(standing, day):
            yield "due", None if day is None else iso(day)
            yield "due standing", standing
            yield "days overdue", max(0, on - day) if standing == "overdue" and day is not None else 0
        case _ if is_dataclass(value) and not isinstance(value, type):
            yield from ((f"{axis} {name}".removeprefix("figures "), one) for name, one in asdict(value).items())
        case _:
            yield axis, _plain(axis, value)


DAYS = frozenset({"signed", "deposited", "accepted", "in force", "objected", "withdrawn", "scheduled", "window"})
"""Axes whose numbers are days."""


def _plain(axis: str, value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {name: _plain(name, one) for name, one in value._asdict().items()}
    if is_several(value):
        return [_plain(axis, one) for one in value]
    return iso(value) if isinstance(value, int) and axis in {*DAYS, "since", "day"} else value


def _fact(row: Interval, end: int, axis: str, holder: str, value: str) -> Record:
    last = OPEN if row.valid_to > end else iso(row.valid_to - 1)
    known = (row.subject, axis, holder, value or ABSENT, iso(row.valid_from), last)
    return dict(zip(HEADS, known, strict=True))
