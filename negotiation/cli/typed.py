"""A command line of one of the four questions, read without a parser's help.

What is not exactly known is not read at all: then the whole application reads it, and tells what is wrong with it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from negotiation.domain.light import NamedTuple

AGO = re.compile(r"[+-]\d{1,5}d")
"""A day that begins with a sign, as an option's value may."""

FLAG, ONE, MANY = "flag", "one", "many"

SHARED = {
    "--format": ONE, "--color": ONE, "--ascii": FLAG, "--quiet": FLAG, "-q": FLAG, "--allow-errors": FLAG,
    "--case": ONE, "--known": ONE, "--reading": ONE,
}  # fmt: skip
OWN: Mapping[str, dict[str, str]] = {
    "state": {
        "--on": ONE,
        "--before": ONE,
        "--after": ONE,
        "--axis": MANY,
        "--open": FLAG,
        "--why": FLAG,
        "--readings": FLAG,
    },
    "why": {"--on": ONE, "--axis": ONE},
    "due": {"--on": ONE, "--within": ONE},
    "diff": {"--events": FLAG, "--exit-code": FLAG},
}
"""The options of each question, and whether each takes a value, several, or none."""


class Typed(NamedTuple):
    """A question as it was typed."""

    command: str
    words: tuple[str, ...]
    """Ids and days that stand without an option."""
    values: Mapping[str, str]
    """What options were given, by their names."""
    flags: frozenset[str]
    axes: tuple[str, ...] = ()
    output: None = None
    """Where it goes: an answer into a file is not read here."""

    @property
    def color(self) -> str:
        return self.values.get("--color", "auto")

    @property
    def ascii(self) -> bool:
        return "--ascii" in self.flags

    @property
    def case(self) -> str | None:
        return self.values.get("--case")

    @property
    def known(self) -> str | None:
        return self.values.get("--known")

    @property
    def reading(self) -> str | None:
        return self.values.get("--reading")


def typed(argv: Sequence[str]) -> Typed | None:
    """The command line, or nothing where the whole application has to read it.

    >>> typed(["state", "--on", "-14d"]).values
    {'--on': '-14d'}
    >>> typed(["state", "--onn", "2014-03-31"]) is typed(["state", "--on"]) is typed(["check"]) is None
    True
    """
    if not argv or argv[0] not in OWN or not all(one and one.isprintable() for one in argv):
        return None
    options = SHARED | OWN[argv[0]]
    words: list[str] = []
    values: dict[str, str] = {}
    axes: list[str] = []
    flags: set[str] = set()
    rest = iter(argv[1:])
    for one in rest:
        if not one.startswith("-"):
            words.append(one)
            continue
        name, _, given = one.partition("=")
        sort = options.get(name)
        if sort == FLAG and one == name:
            flags.add(name)
            continue
        if sort in {None, FLAG} or (not given and one != name) or name in values:
            return None
        value = _value(given, rest)
        if value is None:
            return None
        if sort == MANY:
            axes.append(value)
        else:
            values[name] = value
    return Typed(argv[0], tuple(words), values, frozenset(flags), tuple(axes))


def _value(given: str, rest: Iterator[str]) -> str | None:
    """What stands behind the sign, or else next; not what may be another option."""
    value = given or next(rest, "")
    return value if value and (not value.startswith("-") or AGO.fullmatch(value)) else None
