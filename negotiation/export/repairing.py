"""What a date may have meant that is written in another way: proposals for a person, and none is ever taken."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SLASHED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
TURNED = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[T ][\d:.]+Z?)?")
CLOSED = re.compile(r"(\d{4})(\d{2})(\d{2})")
NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[. -]+([A-Za-z]{3,9})\.?,?[ -]+(\d{4})")
LED = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
SERIAL = re.compile(r"\d{5}")
FIRST_SERIAL = date(1899, 12, 30)
"""The day that spreadsheets count from, for every day since March 1900."""


def repairs(text: str) -> tuple[str, ...]:
    """Every reading of a date that is not written as one; a day that no calendar has is no reading.

    >>> repairs("3/4/2014"), repairs("2014/3/29"), repairs("29 March 2014"), repairs("soon")
    (('2014-04-03', '2014-03-04'), ('2014-03-29',), ('2014-03-29',), ())
    >>> repairs("July 10, 2014"), repairs("20140710"), repairs("41730"), repairs("30/02/2014")
    (('2014-07-10',), ('2014-07-10',), ('2014-04-01',), ())
    """
    return tuple(dict.fromkeys(_readings(text.strip())))


def _readings(said: str) -> Iterator[str]:
    if one := SLASHED.fullmatch(said):
        first, second, year = map(int, one.groups())
        yield from _day(year, second, first)
        yield from _day(year, first, second)
    elif one := TURNED.fullmatch(said) or CLOSED.fullmatch(said):
        yield from _day(*map(int, one.groups()))
    elif one := NAMED.fullmatch(said):
        yield from _day(int(one[3]), _month(one[2]), int(one[1]))
    elif one := LED.fullmatch(said):
        yield from _day(int(one[3]), _month(one[1]), int(one[2]))
    elif SERIAL.fullmatch(said):
        yield (FIRST_SERIAL + timedelta(days=int(said))).isoformat()


def _month(word: str) -> int:
    """The number of a month by its name, or 0, which no month has."""
    start = word[:3].lower()
    return MONTHS.index(start) + 1 if start in MONTHS else 0


def _day(year: int, month: int, day: int) -> Iterator[str]:
    try:
        yield date(year, month, day).isoformat()
    except ValueError:
        return
