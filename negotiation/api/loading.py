"""Finds a case, reads its files, replays them, and tells what is wrong with them."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from negotiation.api.problems import raised
from negotiation.domain import case as curated
from negotiation.domain.intervals import Table
from negotiation.ledger.check import check
from negotiation.ledger.drafts import Draft
from negotiation.ledger.files import HEAD, NotACaseError, shown
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case
from negotiation.ledger.nearest import did_you_mean
from negotiation.ledger.problems import Problem

EVENTS = "NEGOTIATION_EVENTS"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case that could be read, with the intervals of all that is in its files."""

    ledger: Ledger
    case: curated.Case
    table: Table
    problems: tuple[Problem, ...]

    @property
    def complete(self) -> bool:
        return not any(one.severity == "error" for one in self.problems)


def found(path_or_id: str | os.PathLike[str], events: str | os.PathLike[str] | None) -> Path:
    """The directory of a case: of that name below the cases, or at that path.

    Raises:
        FileNotFoundError: if there is none; the message has the nearest name that there is.
    """
    root = Path(events if events is not None else os.environ.get(EVENTS) or "events")
    named = os.fspath(path_or_id)
    below, path = root / named, Path(named)
    if "/" not in named and (below / HEAD).is_file():
        return below
    if (path / HEAD).is_file():
        return path
    if path.is_dir():
        said = f"'{named}' holds no case: it has no {HEAD}"
        raise FileNotFoundError(said)
    there = sorted(one.parent.name for one in root.glob(f"*/{HEAD}"))
    hint = did_you_mean(named, there) or (f"there are {', '.join(there)}" if there else f"there is none in {root}")
    said = f"no case '{named}': {hint}"
    raise FileNotFoundError(said)


def loaded(where: Path, *, drafts: Sequence[Draft] = (), allow_problems: bool = False) -> Loaded:
    """Read, replay and check a case; `drafts` count as if they lay beside its files.

    Raises:
        CaseProblems: if it has errors and they are not allowed, or if it cannot be read at all.
        FileNotFoundError: if there is no case.
    """
    seeds = where.absolute().parent.parent / "seeds"
    try:
        ledger = load_case(where, seeds if seeds.is_dir() else None, here=Path.cwd(), drafts=drafts)
    except NotACaseError as error:
        raise FileNotFoundError(str(error)) from error
    return replayed(ledger, allow_problems=allow_problems)


def replayed(ledger: Ledger, *, allow_problems: bool = False) -> Loaded:
    """The same of files that were read.

    Raises:
        CaseProblems: as above.
    """
    if ledger.case is None:
        raise raised(ledger.problems)
    made = Loaded(ledger, ledger.case, *checked(ledger, ledger.case))
    if not made.complete and not allow_problems:
        raise raised(made.problems)
    return made


def checked(ledger: Ledger, case: curated.Case) -> tuple[Table, tuple[Problem, ...]]:
    """The intervals of a case, and every problem of its files and, where these are sound, of the replay."""
    table = Table(case)
    return table, (*ledger.problems, *check(ledger, table)) if ledger.complete else ledger.problems


def place(where: Path) -> str:
    """A directory as it would be typed."""
    return shown(where, Path.cwd())
