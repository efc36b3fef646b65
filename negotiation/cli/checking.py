"""Checks cases and tells what is wrong with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from negotiation.cli.cases import loaded, read
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import every
from negotiation.cli.nearest import tips
from negotiation.cli.output import is_colored, one_of, put, tell
from negotiation.cli.timing import Timing
from negotiation.domain.axes import FOREVER
from negotiation.ledger.codes import CODES
from negotiation.ledger.files import HEAD, shown
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.problems import Problem
from negotiation.views.phrases import counted
from negotiation.views.problems import Format, problems_text, statistics, tally

FORMATS: tuple[Format, ...] = ("full", "concise", "json", "github")


class Wishes(Protocol):
    """What somebody wants to know of the problems."""

    @property
    def strict(self) -> bool: ...
    @property
    def select(self) -> list[str] | None: ...
    @property
    def ignore(self) -> list[str] | None: ...
    @property
    def format(self) -> str: ...
    @property
    def statistics(self) -> bool: ...
    @property
    def limit(self) -> int: ...
    @property
    def notes(self) -> bool: ...
    @property
    def output(self) -> str | None: ...
    @property
    def color(self) -> str: ...
    @property
    def quiet(self) -> bool: ...
    @property
    def verbose(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Found:
    """What came of checking one case."""

    name: str
    ledger: Ledger
    problems: tuple[Problem, ...]


def checked(look: Wishes, paths: Sequence[str | None]) -> int:
    """Check what was named, or every case there is; the exit code says whether it is sound."""
    one_of(look.format, FORMATS, "--format")
    codes = _codes(look.select or [""]), _codes(look.ignore or [])
    timing = Timing()
    found = [_checked(path, timing) for path in (paths or every() or (None,))]
    problems = [
        p for one in found for p in one.problems if p.code.startswith(codes[0]) and not p.code.startswith(codes[1])
    ]
    put(_text(look, found, problems), look.output)
    for one in found:
        _tell(look, one, [p for p in problems if len(found) == 1 or p in one.problems], timing, name=len(found) > 1)
    failing = {"error", "warning"} if look.strict else {"error"}
    return Exit.PROBLEMS if any(problem.severity in failing for problem in problems) else Exit.DONE


def _codes(prefixes: Iterable[str]) -> tuple[str, ...]:
    given = tuple(one.upper() for text in prefixes for one in text.split(","))
    for one in given:
        if not any(code.startswith(one) for code in CODES):
            raise Refused(
                Exit.USAGE, f"no code begins with '{one}'", *tips(one, CODES), "negotiation explain lists the codes"
            )
    return given


def _checked(path: str | None, timing: Timing) -> Found:
    """Check a case, or one file of it: then only that file's problems are told."""
    file = Path(path) if path is not None and Path(path).is_file() else None
    where = path if file is None else str(_case_of(file))
    ledger = read(where, timing)
    case = ledger.case
    problems = ledger.problems if case is None else loaded(ledger, case, FOREVER, timing).problems
    if file is None:
        return Found("" if case is None else case.id, ledger, problems)
    name = shown(file, Path.cwd())
    return Found(name, ledger, tuple(problem for problem in problems if problem.file == name))


def _case_of(file: Path) -> Path:
    """The directory of the case that a file belongs to."""
    for above in file.absolute().parents:
        if (above / HEAD).is_file():
            return above
    raise Refused(Exit.USAGE, f"{file} belongs to no case: no directory above it has a {HEAD}")


def _text(look: Wishes, found: Sequence[Found], problems: Sequence[Problem]) -> str:
    if look.statistics:
        return statistics(problems)

    def lines(file: str) -> Sequence[str]:
        there = (one.ledger.texts for one in found if file in one.ledger.texts.files)
        return [line for texts in islice(there, 1) for line in texts.lines(file)]

    form: Format = next(one for one in FORMATS if one == look.format)
    color = is_colored(look.color) and look.output is None
    return problems_text(problems, lines, form=form, limit=look.limit, notes=look.notes, color=color)


def _tell(look: Wishes, one: Found, problems: Sequence[Problem], timing: Timing, *, name: bool) -> None:
    for skipped in one.ledger.skipped:
        tell(skipped)
    if not look.quiet:
        which = f"{one.name}: " if name else ""
        tell(f"Checked {which}{_size(one.ledger)}: {tally(problems)} ({sum(timing.phases.values()):.2f} s)")
    if look.verbose:
        tell(str(timing))


def _size(ledger: Ledger) -> str:
    case = ledger.case
    if case is None:
        return counted(ledger.files, "file")
    events = counted(len(case.events), "event")
    parts = (counted(len(case.assertions), "assertion"), counted(len(case.sources), "source"))
    return f"{events}, {', '.join(parts)} in {counted(ledger.files, 'file')}"
