"""What is in a case once it is loaded, replayed and checked."""

from dataclasses import dataclass
from pathlib import Path

from negotiation.cache import noting
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import directory
from negotiation.cli.supposing import drafts_for, is_unmet, unmet
from negotiation.cli.timing import Timing
from negotiation.cli.verdicts import verdict
from negotiation.domain.axes import FOREVER
from negotiation.domain.case import Case
from negotiation.domain.intervals import Table
from negotiation.ledger.files import NotACaseError
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import Heard, load_case
from negotiation.ledger.problems import Problem


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case that could be read, with the intervals of its replay."""

    ledger: Ledger
    case: Case
    whole: Table
    """Of all that is in the files: whatever has an id has it here."""
    table: Table
    """As the files stood on the day asked about, by which questions are answered."""
    problems: tuple[Problem, ...]
    again: str = ""
    """What to add to a command line to ask about the same case in the same way."""
    unmet: int = 0
    """How many assertions of the case do not hold with what is supposed; they stop no answer."""

    @property
    def complete(self) -> bool:
        return not any(problem.severity == "error" for problem in self.problems)


def read(case: str | None, timing: Timing, heard: Heard | None = None) -> Ledger:
    """Read the files of a case, with the records of the seeds that stand beside the directory of cases.

    `heard` is told how many bytes of how many have been read.
    """
    where = directory(case)
    seeds = seeds_beside(where)
    noting.case(str(where.absolute()), str(seeds))
    try:
        with timing.phase("load"):
            parses, there = noting.parses(), seeds if seeds.is_dir() else None
            drafts = tuple(drafts_for(where))
            ledger = load_case(where, there, here=Path.cwd(), parses=parses, heard=heard, drafts=drafts)
    except NotACaseError as error:
        raise Refused(Exit.FILES, str(error)) from error
    noting.read(ledger.texts.files)
    return ledger


def seeds_beside(where: Path) -> Path:
    """The directory of the seeds, which stands beside the directory of cases, if there is one."""
    return where.absolute().parent.parent / "seeds"


def loaded(ledger: Ledger, case: Case, recorded: int, timing: Timing) -> Loaded:
    """A case of the ledger, checked as it is, and replayed as its files stood at the end of the day `recorded`."""
    with timing.phase("replay and check"):
        table, problems = replayed(ledger, case)
        kept = tuple(one for one in problems if not is_unmet(one))
        asked = table if recorded >= FOREVER else Table(case, recorded)
        return Loaded(ledger, case, table, asked, kept, unmet=unmet(ledger, table))


def replayed(ledger: Ledger, case: Case) -> tuple[Table, tuple[Problem, ...]]:
    """The intervals of a case, and every problem of its files and of the replay.

    Where records were refused, the replay is without them, and what it would say of sums
    and assertions would only follow from that: it is not asked.
    """
    table = Table(case)
    if not ledger.complete:
        return table, ledger.problems
    return table, (*ledger.problems, *verdict(ledger, table))
