"""Checks cases and tells what is wrong with them."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from negotiation.cache import noting
from negotiation.cli.cases import loaded, read
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import directory, every
from negotiation.cli.nearest import tips
from negotiation.cli.output import is_colored, one_of, put, tell
from negotiation.cli.progress import Progress
from negotiation.cli.timing import Timing
from negotiation.domain.axes import FOREVER
from negotiation.ledger.codes import CODES
from negotiation.ledger.files import HEAD, shown
from negotiation.ledger.ledger import Ledger, Texts
from negotiation.ledger.problems import Problem
from negotiation.store.processes import LostWorkerError, let_go, lightened, spread
from negotiation.views.phrases import counted
from negotiation.views.problems import Format, counted_by_code, problems_text, tallied

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
    @property
    def jobs(self) -> int: ...
    @property
    def watch(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Task:
    """A case to check, or a file of one, as it was typed."""

    path: str | None
    codes: tuple[tuple[str, ...], tuple[str, ...]]
    """How the codes begin that count, and how those that do not."""
    only_counted: frozenset[str]
    """Codes of which nobody wants to know more than how many there are."""

    @property
    def name(self) -> str:
        return self.path or "the only case"


@dataclass(frozen=True, slots=True)
class Found:
    """What came of checking one case: as much as is told of it, and the case no more."""

    name: str
    size: str
    skipped: tuple[str, ...]
    problems: tuple[Problem, ...]
    besides: Counter[str]
    """Further problems by their code."""
    texts: Texts
    """The files that the problems are in."""
    phases: dict[str, float]

    @property
    def codes(self) -> Counter[str]:
        return Counter(problem.code for problem in self.problems) + self.besides


def checked(look: Wishes, paths: Sequence[str | None]) -> int:
    """Check what was named, or every case there is; the exit code says whether it is sound."""
    one_of(look.format, FORMATS, "--format")
    if look.watch:
        from negotiation.cli.rechecking import rechecked  # noqa: PLC0415 - only where files are followed

        return rechecked(look, paths, lambda: _once(look, paths), _directory)
    return _once(look, paths)


def _once(look: Wishes, paths: Sequence[str | None]) -> int:
    codes = _codes(look.select or [""]), _codes(look.ignore or [])
    timing = Timing()
    tasks = [Task(path, codes, _only_counted(look)) for path in (paths or every() or (None,))]
    found = _found(look, tasks, timing)
    put(_text(look, found), look.output)
    for one in found:
        _tell(look, one, timing, name=len(found) > 1)
    failing = {"error", "warning"} if look.strict else {"error"}
    return Exit.PROBLEMS if any(CODES[code].severity in failing for one in found for code in one.codes) else Exit.DONE


def _only_counted(look: Wishes) -> frozenset[str]:
    if look.statistics:
        return frozenset(CODES)
    if look.notes or look.format == "json":
        return frozenset()
    return frozenset(code for code, about in CODES.items() if about.severity == "note")


def _found(look: Wishes, tasks: Sequence[Task], timing: Timing) -> list[Found]:
    """Check one case after the other, or several at once: at no time is more than one of them in a process."""
    jobs = min(look.jobs, len(tasks))
    is_seen = sys.stderr.isatty() and not look.quiet
    progress = Progress([_directory(task.path) for task in tasks if is_seen], timing, wanted=is_seen, quick=True)
    found: list[Found] = []
    try:
        if jobs > 1:
            with spread(tasks, jobs, _alone, lightened, _put_away) as cases:
                for task, parts in zip(tasks, cases, strict=True):
                    progress.waiting(task.name, len(tasks) - len(found) - 1)
                    found += parts
            for one in found:
                timing.add(one.phases)
        else:
            if len(tasks) > 1:
                lightened()
            for task in tasks:
                progress.begin(task.name, len(tasks) - len(found) - 1)
                found.append(_checked(task, timing, progress))
                if len(tasks) > 1:
                    let_go()
    except LostWorkerError as error:
        raise Refused(Exit.FILES, str(error), "it may have been out of memory: use fewer --jobs") from error
    finally:
        progress.end()
    return found


def _alone(task: Task) -> Iterator[Found]:
    """Check a case in a process that tells nobody how far it is."""
    timing = Timing()
    yield replace(_checked(task, timing, None), phases=timing.phases)
    let_go()


def _put_away() -> None:
    """Keep what a process has read for the next time."""
    parses = noting.parses()
    if parses is not None:
        parses.close()


def _codes(prefixes: Iterable[str]) -> tuple[str, ...]:
    given = tuple(one.upper() for text in prefixes for one in text.split(","))
    for one in given:
        if not any(code.startswith(one) for code in CODES):
            raise Refused(
                Exit.USAGE, f"no code begins with '{one}'", *tips(one, CODES), "negotiation explain lists the codes"
            )
    return given


def _checked(task: Task, timing: Timing, progress: Progress | None) -> Found:
    """Check a case, or one file of it: then only that file's problems are told."""
    file = _file(task.path)
    where = str(_case_of(file)) if file is not None else task.path
    ledger = read(where, timing, None if progress is None else progress.loaded)
    case = ledger.case
    problems = ledger.problems
    if case is not None:
        if progress is not None:
            progress.doing("replay and check")
        problems = loaded(ledger, case, FOREVER, timing).problems
    name = "" if case is None else case.id
    if file is not None:
        name = shown(file, Path.cwd())
        problems = tuple(problem for problem in problems if problem.file == name)
    problems = tuple(p for p in problems if p.code.startswith(task.codes[0]) and not p.code.startswith(task.codes[1]))
    besides = Counter[str]()
    if task.only_counted:
        head = None if ledger.head_origin is None else ledger.head_origin.file
        besides.update(p.code for p in problems if _is_counted(p, task, head))
        problems = tuple(p for p in problems if not _is_counted(p, task, head))
    return Found(name, _size(ledger), ledger.skipped, problems, besides, _texts_of(ledger, problems), {})


def _is_counted(problem: Problem, task: Task, head: str | None) -> bool:
    """Whether one more of its code is all that is told of a problem; seeds belong to several cases, and it to all."""
    if task.only_counted >= CODES.keys():
        return True
    return head is not None and problem.code in task.only_counted and problem.file.startswith(head.removesuffix(HEAD))


def _texts_of(ledger: Ledger, problems: Sequence[Problem]) -> Texts:
    named = {problem.file for problem in problems} | {one.file for problem in problems for one in problem.related}
    return Texts({name: ledger.texts.files[name] for name in ledger.texts.files if name in named})


def _file(path: str | None) -> Path | None:
    return Path(path) if path is not None and Path(path).is_file() else None


def _directory(path: str | None) -> Path:
    """Where the files of a case are, for counting them."""
    file = _file(path)
    return directory(path) if file is None else _case_of(file)


def _case_of(file: Path) -> Path:
    """The directory of the case that a file belongs to."""
    for above in file.absolute().parents:
        if (above / HEAD).is_file():
            return above
    raise Refused(Exit.USAGE, f"{file} belongs to no case: no directory above it has a {HEAD}")


def _text(look: Wishes, found: Sequence[Found]) -> str:
    besides = sum((one.besides for one in found), Counter[str]())
    if look.statistics:
        return counted_by_code(besides)
    where = {file: one.texts for one in reversed(found) for file in one.texts.files}

    def lines(file: str) -> Sequence[str]:
        return list(where[file].lines(file)) if file in where else ()

    form: Format = next(one for one in FORMATS if one == look.format)
    color = is_colored(look.color) and look.output is None
    problems = [problem for one in found for problem in one.problems]
    return problems_text(problems, lines, form=form, limit=look.limit, notes=look.notes, color=color, besides=besides)


def _tell(look: Wishes, one: Found, timing: Timing, *, name: bool) -> None:
    for skipped in one.skipped:
        tell(skipped)
    if not look.quiet:
        which = f"{one.name}: " if name else ""
        tell(f"Checked {which}{one.size}: {tallied(one.codes)} ({sum(timing.phases.values()):.2f} s)")
    if look.verbose:
        tell(str(timing))


def _size(ledger: Ledger) -> str:
    case = ledger.case
    if case is None:
        return counted(ledger.files, "file")
    events = counted(len(case.events), "event")
    parts = (counted(len(case.assertions), "assertion"), counted(len(case.sources), "source"))
    return f"{events}, {', '.join(parts)} in {counted(ledger.files, 'file')}"
