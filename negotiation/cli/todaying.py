"""`--today DAY`: the day that words such as `today`, and what is asked without a day, go by.

It is taken out of the command line before anything else reads it, and put where every way to answer looks, so that
all of them answer alike. What is no day is left in the line, and refused where its options are read.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date

from negotiation.cli.days import TODAY

OPTION = "--today"
COMMANDS = frozenset({
    "balance", "diff", "due", "pin", "report", "show", "state", "timeline", "totals", "what-if", "why",
})  # fmt: skip
"""The commands that it may be typed after."""


@contextmanager
def on_that_day(args: list[str]) -> Generator[list[str]]:
    """The command line without the option, for as long as its day is today."""
    rest, given = _taken(args)
    if given is None:
        yield args
        return
    before = os.environ.get(TODAY)
    os.environ[TODAY] = given
    try:
        yield rest
    finally:
        if before is None:
            del os.environ[TODAY]
        else:
            os.environ[TODAY] = before


def _taken(args: list[str]) -> tuple[list[str], str | None]:
    """The line without the option, and its day; the line as it is where there is no such day in it, or several."""
    found = [at for at, one in enumerate(args) if one.partition("=")[0] == OPTION]
    if len(found) != 1 or args[0] not in COMMANDS:
        return args, None
    at = found[0]
    _, sign, day = args[at].partition("=")
    until = at + 1 if sign else at + 2
    day = day if sign else "".join(args[at + 1 : until])
    try:
        is_day = date.fromisoformat(day).isoformat() == day
    except ValueError:
        is_day = False
    return ([*args[:at], *args[until:]], day) if is_day else (args, None)
