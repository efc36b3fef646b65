"""Days as sources give them: EDTF (ISO 8601-2) level 0 and 1, and "one of" sets.

A date that is not one day is a set of possible days, and none is ever invented:
`2014-03` is some day of March, `2013-12-30/2013-12-31` one of two, and
`2013-09-13~` that day, marked as approximate. Days are proleptic Gregorian
ordinals (`date.toordinal`), so that comparing and counting need no objects.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, tzinfo

DAY_FORM = re.compile(r"(\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([~?%])?", re.ASCII)
INSTANT_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)", re.ASCII)
LOOSE_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
FEBRUARY = 2
SHORT_MONTHS = frozenset({4, 6, 9, 11})
SEASONS = range(21, 42)


class NotADateError(ValueError):
    """A text that names no possible days; its message says why and what to write."""


class When:
    """A set of possible days, as whole days of the case's time zone.

    No tuple, so that it is not taken for several values, and no dataclass: see `light.py`.
    """

    __slots__ = ("instant", "mark", "minute", "spans", "text")

    def __init__(
        self,
        text: str,
        spans: tuple[tuple[int, int], ...],
        minute: int | None = None,
        instant: datetime | None = None,
        mark: str = "",
    ) -> None:
        self.text = text
        """As the curator wrote it."""
        self.spans = spans
        """Possible days as closed ranges of ordinals, in order and apart."""
        self.minute = minute
        """Minutes after midnight, where the source gave a time of day."""
        self.instant = instant
        self.mark = mark
        """EDTF's qualifier: `~` approximate, `?` uncertain, `%` both."""

    def _parts(self) -> tuple[object, ...]:
        return self.text, self.spans, self.minute, self.instant, self.mark

    def __eq__(self, other: object) -> bool:
        return self._parts() == other._parts() if isinstance(other, When) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        return f"When{self._parts()!r}"

    @property
    def first(self) -> int:
        return self.spans[0][0]

    @property
    def last(self) -> int:
        return self.spans[-1][1]

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last

    def days(self) -> Iterator[int]:
        """Every possible day, earliest first."""
        for first, last in self.spans:
            yield from range(first, last + 1)

    def in_zone(self, zone: tzinfo) -> "When":
        """The same, an instant read on the wall clock of `zone`."""
        if self.instant is None:
            return self
        local = self.instant.astimezone(zone)
        day = local.toordinal()
        return When(self.text, ((day, day),), local.hour * 60 + local.minute, self.instant, self.mark)

    def __str__(self) -> str:
        return self.text


def iso(day: int) -> str:
    """The ordinal `day` as people write it.

    >>> iso(day_of("2014-03-29"))
    '2014-03-29'
    """
    return date.fromordinal(day).isoformat()


def day_of(text: str) -> int:
    """The ordinal of one whole day written as YYYY-MM-DD.

    Raises:
        NotADateError: if `text` is anything else.
    """
    when = parse(text)
    if not when.is_one_day or when.instant is not None:
        msg = f"'{text}' is not one whole day; write it as YYYY-MM-DD"
        raise NotADateError(msg)
    return when.first


def on_day(day: int) -> When:
    """The one day with the ordinal `day`."""
    return When(iso(day), ((day, day),))


def parse(text: str) -> When:
    """Read an EDTF date, an interval of dates, a set `[a, b]`, or an instant with an offset.

    >>> parse("2014-03").last - parse("2014-03").first
    30
    >>> parse("[2014-04-02, 2014-04-07]").is_one_day
    False

    Raises:
        NotADateError: if the text names no possible days, or endless ones.
    """
    body = text.strip()
    if body.startswith("[") and body.endswith("]"):
        parts = [parse(part) for part in body[1:-1].split(",")]
        return When(body, _apart(span for part in parts for span in part.spans))
    if "/" in body:
        return _interval(body)
    if INSTANT_FORM.fullmatch(body):
        return _instant(body)
    return _day(body)


def plus_months(day: int, months: int) -> int:
    """The same day of the month `months` later, or that month's last day where it is shorter.

    >>> iso(plus_months(day_of("2013-07-29"), 9))
    '2014-04-29'
    >>> iso(plus_months(day_of("2014-01-31"), 1))
    '2014-02-28'
    """
    then = date.fromordinal(day)
    index = then.year * 12 + then.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(then.day, _days_in(year, month + 1))).toordinal()


def first_of_month_after(day: int) -> int:
    """The first day of the month that follows the month of `day`.

    >>> iso(first_of_month_after(day_of("2019-03-29")))
    '2019-04-01'
    """
    then = date.fromordinal(day)
    return plus_months(then.replace(day=1).toordinal(), 1)


def _days_in(year: int, month: int) -> int:
    """The days of a month, as `calendar.monthrange` has them, which is slow to import."""
    if month == FEBRUARY:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in SHORT_MONTHS else 31


def _day(text: str) -> When:
    found = DAY_FORM.fullmatch(text)
    if found is None:
        raise NotADateError(_what_is_wrong(text))
    year, month, day, mark = found.groups()
    try:
        first, last = _bounds(int(year), month, day)
    except ValueError:
        msg = f"'{text}' is not a day of the calendar"
        raise NotADateError(msg) from None
    return When(text, ((first, last),), mark=mark or "")


def _bounds(year: int, month: str | None, day: str | None) -> tuple[int, int]:
    if month is None or month == "XX":
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if int(month) in SEASONS:
        msg = f"{year}-{month} is a season, whose days depend on the hemisphere; write the interval first/last"
        raise NotADateError(msg)
    if day is None or day == "XX":
        return date(year, int(month), 1).toordinal(), date(year, int(month), _days_in(year, int(month))).toordinal()
    one = date(year, int(month), int(day)).toordinal()
    return one, one


def _interval(text: str) -> When:
    head, _, tail = text.partition("/")
    if head in {"", ".."} or tail in {"", ".."}:
        msg = f"'{text}' is open at one end; an event happened on some day between two: write first/last"
        raise NotADateError(msg)
    first, last = parse(head), parse(tail)
    if last.last < first.first:
        msg = f"'{text}' ends before it begins"
        raise NotADateError(msg)
    return When(text, ((first.first, last.last),), mark=first.mark or last.mark)


def _instant(text: str) -> When:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        msg = f"'{text}' is not a moment of the calendar"
        raise NotADateError(msg) from None
    day = moment.toordinal()
    return When(text, ((day, day),), moment.hour * 60 + moment.minute, moment)


def _apart(spans: Iterator[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _what_is_wrong(text: str) -> str:
    if "T" in text and re.match(r"\d{4}-\d\d-\d\dT", text):
        return f"'{text}' has a time of day without an offset; write it as 2014-03-29T23:00+03:00"
    if loose := LOOSE_DAY.fullmatch(text):
        year, month, day = loose.groups()
        return f"'{text}' lacks leading zeros; did you mean '{year}-{int(month):02}-{int(day):02}'?"
    return f"'{text}' is not a date; write 2014-03-29, 2014-03, 2013-12-30/2013-12-31 or 2013-09-13~"
