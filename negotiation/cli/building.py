"""Builds the SQLite file of the cases that are meant."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from negotiation.cli.building_afar import doubtful, written_afar
from negotiation.cli.cases import directory, each, every, loaded, no_case, read
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.output import one_of, tell
from negotiation.cli.timing import Timing
from negotiation.domain.axes import FOREVER
from negotiation.ledger.files import shown
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.problems import Problem
from negotiation.store.case_rows import case_rows
from negotiation.store.database import NotWrittenError, Writer, written
from negotiation.views.phrases import counted
from negotiation.views.problems import problems_text, tally

DEFAULT = "negotiation.db"
ENGINES = ("here", "spark")


class Wishes(Protocol):
    """What somebody wants in the file, and where it goes."""

    @property
    def case(self) -> list[str] | None: ...
    @property
    def output(self) -> str | None: ...
    @property
    def jobs(self) -> int: ...
    @property
    def engine(self) -> str: ...
    @property
    def master(self) -> str | None: ...
    @property
    def shards(self) -> str | None: ...
    @property
    def allow_errors(self) -> bool: ...
    @property
    def quiet(self) -> bool: ...
    @property
    def verbose(self) -> bool: ...


def built(wishes: Wishes) -> int:
    """Write the file; nothing of it is there where a case has errors that nobody allowed."""
    output = Path(wishes.output or DEFAULT)
    one_of(wishes.engine, ENGINES, "--engine")
    timing = Timing()
    wheres = sorted({Path(directory(one)).absolute() for one in _meant(wishes.case)}, key=lambda path: path.name)
    _apart(wheres)
    try:
        with written(output) as writer:
            if wishes.engine == "spark":
                written_afar(writer, wheres, wishes, lambda where: _written(writer, where, timing, wishes))
            else:
                for where in wheres:
                    _written(writer, where, timing, wishes)
    except NotWrittenError as error:
        raise Refused(Exit.FILES, f"could not write {output}: {error}") from error
    if not wishes.quiet:
        tell(f"Wrote {output}: {counted(len(wheres), 'case')}")
    if wishes.verbose:
        tell(str(timing))
    return Exit.DONE


def _meant(typed: Sequence[str] | None) -> Sequence[str | None]:
    """The cases that were typed; every case there is where none was."""
    if typed:
        return each(typed)
    return every() or _none()


def _none() -> Sequence[str]:
    raise no_case()


def _apart(wheres: Sequence[Path]) -> None:
    """Refuse two cases of one id: their rows could not be told apart."""
    for one, other in pairwise(wheres):
        if one.name == other.name:
            tip = "a case's id is the name of its directory: rename one, or build a file for each"
            raise Refused(Exit.USAGE, f"two cases have the id '{one.name}': {one} and {other}", tip)


def _written(writer: Writer, where: Path, timing: Timing, wishes: Wishes) -> None:
    ledger = read(str(where), timing)
    case = ledger.case
    if case is None:
        raise _stopped(ledger, ledger.problems)
    found = loaded(ledger, case, FOREVER, timing)
    if not found.complete:
        if not wishes.allow_errors:
            raise _stopped(ledger, found.problems)
        tell(doubtful(case.id, tally(found.problems)))
    with timing.phase("write"):
        writer.begin_case()
        for batch in case_rows(ledger, found.table, found.problems, shown(where, Path.cwd())):
            writer.write(batch)


def _stopped(ledger: Ledger, problems: Sequence[Problem]) -> Refused:
    errors = [problem for problem in problems if problem.severity == "error"]
    tell(problems_text(errors, lambda file: list(ledger.texts.lines(file))).rstrip("\n"))
    message = f"the data have problems ({tally(errors)}), so nothing was built"
    return Refused(Exit.PROBLEMS, message, "all of them: negotiation check", "--allow-errors builds nevertheless")
