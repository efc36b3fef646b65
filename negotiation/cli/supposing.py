"""Hypothetical records: what a question is answered with besides the files, for the one run that asks it."""

import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import ALL
from negotiation.domain.complaints import asserted
from negotiation.domain.intervals import Table
from negotiation.ledger.drafts import Draft, supposed
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.problems import Problem
from negotiation.views.hypothetical import Supposed

QUESTIONS = ("state", "why", "due", "diff", "timeline", "totals", "show")
"""The commands that answer from the intervals of one case."""


@dataclass(slots=True)
class Supposing:
    """A file of hypothetical records, and the one case that they are put to."""

    draft: Draft
    cases: set[Path] = field(default_factory=set[Path])

    def put_to(self, where: Path) -> Sequence[Draft]:
        """The drafts for a case."""
        self.cases.add(where.absolute())
        assert len(self.cases) == 1, "a question about several cases is refused"  # noqa: S101 - see `expect_one_case`
        return (self.draft,)


def expect_one_case(question: Sequence[str]) -> None:
    """Refuse a question about several cases before any of them is read."""
    named = [word.removeprefix("--case=") for word in question if word.startswith("--case=")]
    named += [value for option, value in pairwise(question) if option == "--case"]
    if len(named) > 1 or ALL in named:
        tip = "ask about one case after the other"
        raise Refused(Exit.USAGE, "what-if takes one case: its events are of that case", tip)


_now: ContextVar[Supposing | None] = ContextVar("supposing", default=None)


@contextmanager
def supposing(name: str) -> Generator[None]:
    """Have the records of a file count for the questions within; `-` is standard input."""
    token = _now.set(Supposing(_draft(name)))
    try:
        yield
    finally:
        _now.reset(token)


def _draft(name: str) -> Draft:
    path = Path(name)
    if name == "-":
        return supposed(path, None, sys.stdin.buffer.read())
    if not path.is_file():
        raise Refused(Exit.FILES, f"there is no file '{name}'", "it holds events, as a file of a case does")
    return supposed(path, Path.cwd())


def drafts_for(where: Path) -> Sequence[Draft]:
    """What is supposed of a case, if anything is."""
    now = _now.get()
    return () if now is None else now.put_to(where)


def supposed_in(ledger: Ledger, unmet: int) -> Supposed | None:
    """The hypothetical events that a case was replayed with, and how many of its assertions do not hold with them."""
    now = _now.get()
    if now is None:
        return None
    file = now.draft.file.shown
    ids = tuple(sorted(id_ for id_, origin in ledger.origins.items() if origin.file == file))
    return Supposed(file, ids, unmet)


def is_unmet(problem: Problem) -> bool:
    """Whether it is an assertion of the case, which speaks of its own records, that hypothetical ones do not meet."""
    now = _now.get()
    return now is not None and problem.code == "T202" and problem.file != now.draft.file.shown


def unmet(ledger: Ledger, table: Table) -> int:
    """How many assertions of the case do not hold with hypothetical records, those told under others among them."""
    if _now.get() is None or not ledger.complete:
        return 0
    there = zip(table.case.assertions, ledger.assertion_origins, strict=True)
    case = [(number, one) for number, (one, origin) in enumerate(there) if origin.file not in ledger.drafted]
    return sum(any(asserted(table, one, number)) for number, one in case)
