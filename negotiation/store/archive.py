"""Many cases as rows, one after the other in their order, whoever reads them: this process, or several at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from negotiation.domain.axes import Interval
from negotiation.domain.intervals import Table
from negotiation.ledger.check import check
from negotiation.ledger.files import NotACaseError, shown
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case
from negotiation.ledger.problems import Problem
from negotiation.store.case_rows import Told, record_rows, subjects_rows, verdict_rows
from negotiation.store.rows import Batch, Rows
from negotiation.views.problems import tally

ENOUGH = 4_000
"""Rows that are written together. A round of many small tables costs more than its rows do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A case that is to be read, replayed and checked."""

    where: Path
    """Its directory."""
    here: Path
    """The directory that names of files are shown from."""
    allow_errors: bool = False

    @property
    def name(self) -> str:
        return self.where.name


@dataclass(frozen=True, slots=True)
class Unsound:
    """What is wrong with a case; its rows count only where that is allowed."""

    case: str
    told: str
    """How many problems it has, in words."""
    problems: tuple[Problem, ...]
    """The errors."""
    lines: dict[str, tuple[str, ...]]
    """The files that the problems are in."""
    no_case: str = ""
    """Why there is no case at all."""
    readable: bool = True
    """Whether there is a head, without which there are no rows."""


Part = Batch | Unsound
Watch = Callable[[str], AbstractContextManager[None]]
"""Told of each phase of reading a case."""


def unwatched(_: str) -> AbstractContextManager[None]:
    """Nobody is told."""
    return nullcontext()


def untold(_done: int, _of: int) -> None:
    """Nobody hears."""


def parts_of(wanted: Wanted, watch: Watch = unwatched, told: Told = untold) -> Iterator[Part]:
    """What a case comes to: its rows, some thousand at a time, and what is wrong with it, before them or after.

    A case is replayed once, for its rows and for its check, so that what the check says comes last.
    """
    seeds = wanted.where.absolute().parent.parent / "seeds"
    try:
        with watch("load"):
            ledger = load_case(wanted.where, seeds if seeds.is_dir() else None, here=wanted.here)
    except NotACaseError as error:
        yield Unsound(wanted.name, "no case", (), {}, str(error), readable=False)
        return
    if ledger.case is None:
        yield replace(_unsound(wanted, ledger, ledger.problems), readable=False)
        return
    if not ledger.complete:
        yield _unsound(wanted, ledger, ledger.problems)
        if not wanted.allow_errors:
            return
    judged: list[Interval] = []
    prefix = shown(wanted.where, wanted.here)
    with watch("replay"):
        table = Table(ledger.case)
        yield from _gathered(chain(record_rows(ledger, table, prefix), subjects_rows(table, judged, told)))
    with watch("check"):
        problems = (*ledger.problems, *check(ledger, table, judged)) if ledger.complete else ledger.problems
    if ledger.complete and any(problem.severity == "error" for problem in problems):
        yield _unsound(wanted, ledger, problems)
    yield from verdict_rows(ledger, table, problems, prefix)


def _unsound(wanted: Wanted, ledger: Ledger, problems: Sequence[Problem]) -> Unsound:
    errors = tuple(problem for problem in problems if problem.severity == "error")
    files = {problem.file for problem in errors} | {one.file for problem in errors for one in problem.related}
    return Unsound(
        wanted.name, tally(problems), errors, {file: tuple(ledger.texts.lines(file)) for file in sorted(files)}
    )


def _gathered(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same rows in fewer batches."""
    waiting: dict[str, Rows] = {}
    count = 0
    for name, rows in batches:
        waiting.setdefault(name, []).extend(rows)
        count += len(rows)
        if count >= ENOUGH:
            yield from waiting.items()
            waiting, count = {}, 0
    yield from waiting.items()
