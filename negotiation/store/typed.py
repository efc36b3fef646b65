"""What people query of a value, in columns of its own: sums, due days and the days since."""

from collections.abc import Sequence
from typing import Any

from negotiation.domain.axes import Due, Figures, Span
from negotiation.domain.dates import iso
from negotiation.store.tables_intervals import FIGURES

NO_FIGURES: tuple[None, ...] = (None,) * (2 * len(FIGURES))
NO_DUE: tuple[None, ...] = (None,) * 5
NOTHING = (*NO_FIGURES, *NO_DUE)


def typed(axis: str, values: Sequence[Any]) -> tuple[Any, ...]:
    """The typed columns of an interval, over all possible worlds."""
    match axis:
        case "figures":
            return (*_figures(values), *NO_DUE)
        case "due":
            return (*NO_FIGURES, *_due(values))
        case _:
            return NOTHING


def _figures(values: Sequence[Any]) -> tuple[int | None, ...]:
    if len(values) == 1:  # nearly all of them: one world, and numbers
        numbers = [getattr(values[0], name) for name in FIGURES]
        if all(number.__class__ is int for number in numbers):
            return tuple(number for number in numbers for _ in "<>")
    worlds = [value for value in values if isinstance(value, Figures)]
    return tuple(end for name in FIGURES for end in _ends([getattr(world, name) for world in worlds]))


def _ends(numbers: Sequence[int | Span | None]) -> tuple[int | None, int | None]:
    """The least and the most; a most of nothing is no known ceiling, a least of nothing is no such figure."""
    known = [number for number in numbers if number is not None]
    if not known:
        return None, None
    spans = [number if isinstance(number, Span) else Span(number, number) for number in known]
    highs = [span.high for span in spans if span.high is not None]
    return min(span.low for span in spans), max(highs) if len(highs) == len(spans) else None


def _due(values: Sequence[Any]) -> tuple[str | None, ...]:
    dues = [value for value in values if isinstance(value, Due)]
    days = [due.day for due in dues if due.day is not None]
    late = [due.day for due in dues if due.standing == "overdue" and due.day is not None]
    standing = " or ".join(dict.fromkeys(due.standing for due in dues))
    return (
        iso(min(days)) if days else None,
        iso(max(days)) if days else None,
        standing or None,
        iso(min(late)) if late else None,
        iso(max(late)) if late and len(late) == len(dues) else None,
    )
