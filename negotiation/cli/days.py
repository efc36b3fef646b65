"""Days as they are typed: one day, a word for one, or the ends of a range."""

import os
import re
from datetime import date, datetime, time
from functools import cached_property

from negotiation.cache import noting
from negotiation.cli.exits import Exit, Refused
from negotiation.domain.answering import Curated
from negotiation.domain.dates import NotADateError, When, iso, parse
from negotiation.domain.light import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

TODAY = "NEGOTIATION_TODAY"
AGO = re.compile(r"([+-]\d{1,5})d")


class Days:
    """Reads days for one case, and remembers what words such as `today` came to."""

    def __init__(self, case: Curated) -> None:
        self._tz = case.head.tz
        self.coverage = case.head.coverage
        self.echoes: dict[str, str] = {}

    @cached_property
    def zone(self) -> "ZoneInfo":
        """The case's time zone, which days that are typed as such do without."""
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - as its first line says

        return ZoneInfo(self._tz)

    def today(self) -> int:
        """The day that it is in the case's time zone."""
        day = today_in(self.zone)
        self._hangs_on(day, day + 1)
        return day

    def _hangs_on(self, first: int, until: int | None) -> None:
        """Note that an answer holds only from one day on, and before another."""
        if TODAY not in os.environ:
            noting.within(self._begins(first), None if until is None else self._begins(until))

    def _begins(self, day: int) -> float:
        """The first second of a day."""
        return datetime.combine(date.fromordinal(day), time.min, self.zone).timestamp()

    def asked(self, text: str | None) -> int:
        """The day of `--on`: the earlier of today and the end of coverage where none was given."""
        if text is not None:
            return self.day(text, "--on")
        last = self.coverage.end.toordinal()
        if today_in(self.zone) < last:
            return self.today()
        self._hangs_on(last, None)
        return last

    def day(self, text: str, option: str) -> int:
        """One whole day; an instant counts as its day in the case's time zone."""
        word = self._word(text)
        if word is not None:
            return word
        when = parsed(text, option)
        if when.instant is not None:
            when = self._on_its_day(text, when)
        if not when.is_one_day:
            raise _not_one_day(text, when, option)
        return when.first

    def _on_its_day(self, text: str, instant: When) -> When:
        """An instant as its day in the case's time zone, which answers say in words: they are for whole days."""
        from negotiation.views.phrases import on_its_day  # noqa: PLC0415 - for instants only

        when = instant.in_zone(self.zone)
        self.echoes[text] = on_its_day(when, self.zone.key)
        return when

    def span(self, first: str | None, last: str | None) -> tuple[int, int]:
        """The days of `--from` and `--to`, both inclusive, by default those that the case covers."""
        start = self.coverage.start.toordinal() if first is None else self._end(first, "--from", last=False)
        stop = self.coverage.end.toordinal() if last is None else self._end(last, "--to", last=True)
        if stop < start:
            raise Refused(Exit.USAGE, f"--to {last or iso(stop)} comes before --from {first or iso(start)}")
        return start, stop

    def _end(self, text: str, option: str, *, last: bool) -> int:
        word = self._word(text)
        if word is not None:
            return word
        when = parsed(text, option)
        if when.instant is not None:
            when = self._on_its_day(text, when)
        return when.last if last else when.first

    def _word(self, text: str) -> int | None:
        ago = AGO.fullmatch(text)
        if text not in {"today", "yesterday"} and ago is None:
            return None
        offset = int(ago.group(1)) if ago else -1 if text == "yesterday" else 0
        day = self.today() + offset
        self.echoes[text] = iso(day)
        return day


def beside(first: int, last: int, *, before: bool) -> tuple[int, str]:
    """The day before an event's, or its own, at whose end it is asked; and what that is in words."""
    day = first - 1 if before else last
    own = "its day" if first == last else f"its {'first' if before else 'last'} possible day"
    return day, f"the end of {iso(day)}, {'the day before ' if before else ''}{own}"


def today_in(zone: "ZoneInfo") -> int:
    """The day that it is in a time zone, or `$NEGOTIATION_TODAY`."""
    given = os.environ.get(TODAY)
    if given is None:
        return datetime.now(zone).toordinal()
    try:
        when = parse(given)
    except NotADateError as error:
        raise Refused(Exit.USAGE, f"{TODAY}: {error}", "it names the day that counts as today: unset it") from error
    if not when.is_one_day:
        raise Refused(Exit.USAGE, f"{TODAY} is '{given}', which is not one day")
    return when.first


def parsed(text: str, option: str) -> When:
    """What was typed after an option, as a day, a range or an instant."""
    try:
        return parse(text)
    except NotADateError as error:
        raise Refused(Exit.USAGE, f"{option}: {error}", "or today, yesterday, -14d") from error


def _not_one_day(text: str, when: When, option: str) -> Refused:
    return Refused(
        Exit.USAGE,
        f"{option} takes one day, and '{text}' is {when.last - when.first + 1}",
        f"give a day, such as {iso(when.last)}",
        "or see how the counts ran with: negotiation totals --every month",
    )
