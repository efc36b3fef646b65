"""What an axis may be, in words: the days since a due day are left open, since they hang on the day asked about."""

from typing import Any

from negotiation.domain.answers import adds_up
from negotiation.domain.axes import Due, Figures, Interval
from negotiation.domain.dates import iso
from negotiation.domain.words import DAYS
from negotiation.views.axes import value_words
from negotiation.views.commitments import sum_words
from negotiation.views.phrases import either
from negotiation.views.reasons import LISTS

Plain = dict[str, Any]


def wording(row: Interval, labels: tuple[str, str], epoch: int) -> list[Any]:
    """The alternatives, each a text, or a text and the day from which the days open in it are counted.

    What only lists events stands in lists of its own, and has no words here.
    """
    if row.axis in LISTS:
        return []
    return list(dict.fromkeys(_said(row.axis, value, labels, epoch) for value in row.values))


def _said(axis: str, value: Any, labels: tuple[str, str], epoch: int) -> Any:
    match value:
        case Due(standing="overdue", day=int(day), night=night):
            return f"{'night of ' if night else ''}{iso(day)}, overdue {DAYS}", day - epoch
        case _:
            return value_words(axis, value, 0, labels)


def sums(row: Interval, labels: tuple[str, str]) -> str | None:
    """Of figures, the sum that has to hold, and whether it does."""
    worlds = [value for value in row.values if isinstance(value, Figures)]
    if row.axis != "figures" or not worlds:
        return None
    return f"{either(sum_words(one, *labels) for one in worlds)} {'holds' if adds_up(row) else 'DOES NOT HOLD'}"
