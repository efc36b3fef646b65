"""Figures, days and people in the words that answers are made of."""

from collections.abc import Iterable, Sequence

from negotiation.domain.answering import Curated
from negotiation.domain.axes import Span
from negotiation.domain.dates import When, day_of, iso
from negotiation.domain.light import Any
from negotiation.views.plain import several

FEW = 3
"""Alternatives up to so many are written out; more become a range."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "day"), counted(2, "day")
    ('1 day', '2 days')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def either(words: Iterable[str]) -> str:
    """Alternatives, each once.

    >>> either(["26", "52", "26"])
    '26 or 52'
    """
    return " or ".join(dict.fromkeys(words))


def on_its_day(moment: When, zone: str) -> str:
    """A moment on the wall clock of a time zone as the day that answers, which are for whole days, take it for."""
    hour, minute = divmod(moment.minute or 0, 60)
    day = iso(moment.first)
    return f"{day} {hour:02}:{minute:02} in {zone}; days count whole: {day}, to its end"


def figure(value: Any) -> str:
    """A figure as answers have it: one number, a range, or nothing.

    >>> figure({"min": 26, "max": 52}), figure(None), figure({"min": 13, "max": 14})
    ('26 to 52', '-', '13 or 14')
    """
    match value:
        case None:
            return "-"
        case Span(low, high):
            return figure({"min": low, "max": high})
        case {"min": low, "max": None}:
            return "unknown" if low == 0 else f"{low} or more"
        case {"min": int(low), "max": int(high)}:
            return f"{low} or {high}" if high - low == 1 else f"{low} to {high}"
        case _:
            return str(value)


def figures(values: Sequence[Any]) -> str:
    """What a figure may be, one value for each possible world."""
    if all(isinstance(value, int) for value in values) and len(set(values)) <= FEW:
        return either(str(value) for value in sorted(values))
    return either(figure(value) for value in values)


def days(value: Any) -> str:
    """A day as answers have it.

    >>> days({"min": "2014-04-02", "max": "2014-04-03"}), days(None)
    ('2014-04-02 or 2014-04-03', '-')
    """
    match value:
        case None:
            return "-"
        case {"min": first, "max": last}:
            return span(day_of(first), day_of(last))
        case _:
            return str(value)


def span(first: int, last: int) -> str:
    """Two ordinals as a day, or as the days between them."""
    if first == last:
        return iso(first)
    return f"{iso(first)} or {iso(last)}" if last == first + 1 else f"{iso(first)} to {iso(last)}"


def who(actors: Any) -> str:
    """Parties as answers have them."""
    return ", ".join(map(str, several(actors))) or "-"


def labels(case: Curated) -> tuple[str, str]:
    """What the case calls performed and outstanding."""
    named = case.head.labels
    return named.get("performed", "performed"), named.get("outstanding", "outstanding")


def offset(day: int, due: int) -> str:
    """How far a due day is: days past it, or to go.

    >>> offset(735326, 735321), offset(735321, 735350), offset(735321, 735321)
    ('+5d', '-29d', 'today')
    """
    return "today" if day == due else f"{day - due:+}d"
