"""Puts a directory of new files in its place whole, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from negotiation.cli.cases import replayed
from negotiation.cli.exits import Exit, Refused
from negotiation.ledger.load import load_case


def tried(id_: str, texts: Mapping[str, str]) -> None:
    """Check files of a case before anybody sees them: what was typed may not fit together."""
    with trial_place() as beside:
        where = beside / id_
        _write(where, texts)
        ledger = load_case(where, None, here=beside)
        problems = ledger.problems if ledger.case is None else replayed(ledger, ledger.case)[1]
    wrong = [problem.message for problem in problems if problem.severity != "note"]
    if wrong:
        raise Refused(Exit.USAGE, f"no case can begin like this: {wrong[0]}")


@contextmanager
def trial_place() -> Generator[Path]:
    """A directory to try files in, which is gone afterwards.

    Raises:
        Refused: if there is no room for them.
    """
    try:
        with tempfile.TemporaryDirectory() as beside:
            yield Path(beside)
    except OSError as error:
        said = f"could not try this in a temporary directory: {error.strerror}; nothing was written"
        raise Refused(Exit.FILES, said, "TMPDIR names another directory") from error


def place(where: Path, texts: Mapping[str, str]) -> None:
    """Write the files beside where they go, and rename their directory.

    Raises:
        Refused: if a directory cannot be written; then nothing is left behind.
    """
    made = [above for above in (where.parent, *where.parent.parents) if not above.exists()]
    beside: Path | None = None
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".new-", dir=where.parent))
        _write(beside / where.name, texts)
        (beside / where.name).rename(where)
    except OSError as error:
        _undo(beside, made)
        raise Refused(Exit.FILES, f"could not write {where}: {error.strerror}") from error
    _undo(beside, ())


def _write(where: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def _undo(beside: Path | None, made: "list[Path] | tuple[()]") -> None:
    """Take away what stands beside, and directories that were made for nothing."""
    if beside is not None:
        shutil.rmtree(beside, ignore_errors=True)
    for above in made:
        if above.is_dir() and not any(above.iterdir()):
            above.rmdir()


def place_file(path: Path, text: str) -> None:
    """Write a file beside where it goes, whole, and give it its name: one that is there is left as it is.

    Raises:
        Refused: if it is there already, or cannot be written; then nothing is left behind.
    """
    made = [above for above in (path.parent, *path.parent.parents) if not above.exists()]
    beside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".new-", dir=path.parent))
        whole = beside / path.name
        with whole.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(whole, path)  # fails where there is one: a file is never replaced
    except FileExistsError as error:
        _undo(beside, made)
        said = f"{path} is there already" if error.filename2 is not None else f"{error.filename} is no directory"
        raise Refused(Exit.FILES, f"{said}; nothing was written") from error
    except OSError as error:
        _undo(beside, made)
        raise Refused(Exit.FILES, f"could not write {path}: {error.strerror}") from error
    _undo(beside, ())


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Put a text in the place of another one, whole: a run that is killed leaves the one or the other.

    Raises:
        Refused: if it cannot be written, or is not what it was any more; then it is left as it is.
    """
    beside: Path | None = None
    try:
        path = path.resolve()  # what a link leads to is written, and the link stays
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        beside = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, beside)
        if path.read_bytes() != before:
            raise Refused(Exit.FILES, f"{path} changed meanwhile; it was not written", "run this again")
        beside.replace(path)
        beside = None
    except OSError as error:
        raise Refused(Exit.FILES, f"could not write {path}: {error.strerror}") from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)
