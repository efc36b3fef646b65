"""Something that a curator should look at, as a value: problems are collected and sorted, never raised."""

from collections.abc import Iterable
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

from negotiation.ledger.codes import CODES, Phase, Severity
from negotiation.ledger.spans import Place, Span


class Related(NamedTuple):
    """A second place that the problem is about: the other half of a contradiction."""

    file: str
    span: Span
    message: str
    ids: tuple[str, ...] = ()


class Problem(NamedTuple):
    """One problem at one place. Name, severity and phase follow from its code."""

    code: str
    message: str
    file: str
    """As people would type it from the directory they asked in."""
    span: Span
    label: str = ""
    """What stands beside the caret."""
    related: tuple[Related, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    """Labelled lines below the excerpt, such as `("sum", "26 + 26 = 52")` or `("held until", "2013-12-30")`."""
    ids: tuple[str, ...] = ()
    """Events and subjects that it is about."""
    since: str | None = None
    """The first day on which it shows, of a problem of the replay."""
    delta: int | None = None
    """By how much a sum is off: found less expected."""
    help: str = ""

    @property
    def name(self) -> str:
        return CODES[self.code].name

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def phase(self) -> Phase:
        return CODES[self.code].phase

    @property
    def start(self) -> Place:
        return self.span.start

    @property
    def end(self) -> Place:
        return self.span.end

    def __str__(self) -> str:
        return f"{self.file}:{self.start.line}:{self.start.column}: {self.code} {self.message}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file, line and column, each once; the same whatever order they were found in."""
    found = sorted(problems, key=_order)
    return tuple(chain.from_iterable(_each_once(list(alike)) for _, alike in groupby(found, _order)))


_order = attrgetter("file", "span", "code", "message")


def _each_once(alike: list[Problem]) -> Iterable[Problem]:
    """Most problems stand alone at their place, and need no closer look."""
    return alike if len(alike) == 1 else sorted(set(alike), key=repr)
