"""Builds the SQLite file of the cases that are meant."""

import json
import shlex
import signal
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from threading import current_thread, main_thread
from typing import Protocol

from negotiation.cli import engines
from negotiation.cli.engines import expect_one_engine, replaying
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import directory, each, every, no_case
from negotiation.cli.output import put, tell
from negotiation.cli.progress import Progress
from negotiation.cli.timing import Timing
from negotiation.ledger.files import shown
from negotiation.store.archive import Part, Unsound, Wanted
from negotiation.store.browsing import metadata as described
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
    def metadata(self) -> str | None: ...
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
    _expect_metadata(wishes.metadata, output)
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
    if wishes.metadata is not None:
        _write_metadata(output, wishes.metadata)
    if not wishes.quiet:
        tell(f"Wrote {output}: {counted(len(wheres), 'case')}")
        if wishes.metadata is not None:
            tell(f"Wrote {wishes.metadata}")
            shown_as = shlex.join(["datasette", "--immutable", str(output), "--metadata", wishes.metadata])
            tell(f"to look at it: {shown_as}")
    if wishes.verbose and timing.phases:
        tell(str(timing))
    return Exit.DONE


def _expect_metadata(metadata: str | None, output: Path) -> None:
    """Refuse what could not be written before the work is begun."""
    if metadata is None:
        return
    path = Path(metadata)
    if path.suffix != ".json":
        raise Refused(Exit.USAGE, f"--metadata writes JSON, and not {metadata}", "such as --metadata metadata.json")
    if path.is_dir() or not path.absolute().parent.is_dir() or path.absolute() == output.absolute():
        raise Refused(Exit.FILES, f"could not write {metadata}", "name a file in a directory that is there")


def _write_metadata(database: Path, metadata: str) -> None:
    """Read from the file what there is to ask about, and write how Datasette shows it."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        text = json.dumps(described(connection, database.stem), indent=2, ensure_ascii=False)
    put(f"{text}\n", metadata)


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
