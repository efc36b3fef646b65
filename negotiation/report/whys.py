"""Why each subject is as it is at a moment: axis by axis the value in words, the rule, and the events behind it."""

from collections.abc import Iterator
from typing import Any

from negotiation.domain.answers import Axes, Cut, Question
from negotiation.domain.axes import Interval
from negotiation.domain.dates import iso
from negotiation.domain.ids import SubjectId
from negotiation.domain.rules import RULES
from negotiation.views.axes import NONE, axis_words, late_days
from negotiation.views.reasons import LISTS, ORDER

Plain = dict[str, Any]


def whys(now: Cut, question: Question, labels: tuple[str, str]) -> dict[str, Plain]:
    """By subject, its axes in their order and all events that they rest on."""
    found: dict[str, Plain] = {}
    for subject, axes in now.items():
        told = [*_axes(subject, axes, question.on, labels)]
        events = dict.fromkeys(event for one in told for event in one["causes"])
        found[subject] = {"axes": told, "events": [*events]}
    return found


def _axes(subject: SubjectId, axes: Axes, on: int, labels: tuple[str, str]) -> Iterator[Plain]:
    late = late_days(axes, on)
    is_part = "/" in subject or "@" in subject
    for axis in sorted(axes, key=place):
        value = axis_words(axes[axis], on, labels, late)
        if axis not in LISTS and not (is_part and value == NONE):
            yield _axis(axes[axis], value)


def _axis(row: Interval, value: str) -> Plain:
    return {
        "axis": row.axis, "value": value, "since": iso(row.valid_from), "rule": row.rule,
        "sentence": RULES.get(row.rule, ""), "causes": list(row.causes),
    }  # fmt: skip


def place(axis: str) -> tuple[int, str]:
    """Where an axis stands among the others."""
    return ORDER.index(axis) if axis in ORDER else len(ORDER), axis
