"""Builds the SQLite file of the cases that are meant."""

import shlex
import signal
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from threading import current_thread, main_thread
from typing import Protocol

from negotiation.cli import engines
from negotiation.cli.engines import expect_one_engine, replaying
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import directory, each, every, no_case
from negotiation.cli.output import tell
from negotiation.cli.progress import Progress
from negotiation.cli.timing import Timing
from negotiation.ledger.files import shown
from negotiation.store.archive import Part, Unsound, Wanted
from negotiation.store.database import NotWrittenError, Writer, written
from negotiation.store.workers import LostWorkerError
from negotiation.views.phrases import counted
from negotiation.views.problems import problems_text, tally

DEFAULT = "negotiation.db"


class Wishes(engines.Wishes, Protocol):
    """What somebody wants in the file, and where it goes."""

    @property
    def case(self) -> list[str] | None: ...
    @property
    def output(self) -> str | None: ...
    @property
    def allow_errors(self) -> bool: ...
    @property
    def quiet(self) -> bool: ...


def built(wishes: Wishes) -> int:
    """Write the file; nothing of it is there where a case has errors that nobody allowed."""
    output, timing = Path(wishes.output or DEFAULT), Timing()
    expect_one_engine(wishes)
    if output.is_dir():
        raise Refused(Exit.FILES, f"could not write {output}: it is a directory", f"use {output / DEFAULT}")
    if not output.absolute().parent.is_dir():
        raise Refused(Exit.FILES, f"could not write {output}: there is no directory {output.parent}")
    wheres = _apart(sorted({directory(one).absolute() for one in _meant(wishes.case)}, key=lambda path: path.name))
    wanted = [Wanted(where, Path.cwd(), wishes.allow_errors) for where in wheres]
    progress = Progress(wheres, timing, wanted=not wishes.quiet)
    try:
        with _ended_by_signals(), replaying(wanted, wishes, progress) as cases, written(output) as writer:
            _write(writer, wanted, cases, progress)
    except NotWrittenError as error:
        raise Refused(Exit.FILES, f"could not write {output}: {error}") from error
    except LostWorkerError as error:
        raise Refused(Exit.FILES, str(error), "it may have been out of memory: use fewer --jobs") from error
    finally:
        progress.end()
    if not wishes.quiet:
        tell(f"Wrote {output}: {counted(len(wheres), 'case')}")
    if wishes.verbose and timing.phases:
        tell(str(timing))
    return Exit.DONE


def _meant(typed: Sequence[str] | None) -> Sequence[str | None]:
    """The cases that were typed; every case there is where none was."""
    meant = each(typed) if typed else every()
    if not meant:
        raise no_case()
    return meant


def _apart(wheres: list[Path]) -> list[Path]:
    """Refuse two cases of one id: their rows could not be told apart."""
    for one, other in pairwise(wheres):
        if one.name == other.name:
            tip = "a case's id is the name of its directory: rename one, or build a file for each"
            raise Refused(Exit.USAGE, f"two cases have the id '{one.name}': {one} and {other}", tip)
    return wheres


def _write(writer: Writer, wanted: Sequence[Wanted], cases: Iterator[Iterator[Part]], progress: Progress) -> None:
    for number, (one, parts) in enumerate(zip(wanted, cases, strict=True), 1):
        progress.begin(one.name, len(wanted) - number)
        writer.begin_case()
        for part in parts:
            if isinstance(part, Unsound):
                _told(part, one)
            else:
                writer.write(part)
                progress.wrote(len(part[1]))
    progress.finishing()


def _told(found: Unsound, wanted: Wanted) -> None:
    """Tell what is wrong with a case; the run ends with it where nobody allowed that."""
    if found.no_case:
        raise Refused(Exit.FILES, found.no_case)
    if wanted.allow_errors and found.readable:
        what = f"the data have problems ({found.told}); what is built may be wrong"
        tell(f"warning: {found.case}: {what}")
        return
    tell(problems_text(found.problems, lambda file: list(found.lines.get(file, ()))).rstrip("\n"))
    message = f"{found.case}: the data have problems ({tally(found.problems)}), so nothing was built"
    check = f"all of them: negotiation check {shlex.quote(shown(wanted.where, wanted.here))}"
    raise Refused(Exit.PROBLEMS, message, check, *(["--allow-errors builds nevertheless"] if found.readable else []))


@contextmanager
def _ended_by_signals() -> Generator[None]:
    """Let a polite signal end the run as Ctrl-C does: what was begun is taken away."""
    if current_thread() is not main_thread():  # only there may signals be caught
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
