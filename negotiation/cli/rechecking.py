"""Checks cases, and again whenever one of their files changes, until Ctrl-C."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from negotiation.cli.cases import seeds_beside
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.following import changes
from negotiation.cli.meant import every, root
from negotiation.cli.output import put, tell
from negotiation.ledger.files import shown
from negotiation.store.processes import let_go

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Takes away what stands on a terminal, and what could be scrolled back to, so that only what holds now is seen."""
NAMED = 3
"""So many files that changed are named."""


class Wishes(Protocol):
    """How it is told."""

    @property
    def format(self) -> str: ...
    @property
    def output(self) -> str | None: ...
    @property
    def quiet(self) -> bool: ...


def rechecked(
    wishes: Wishes,
    paths: Sequence[str | None],
    check: Callable[[], int],
    directory: Callable[[str | None], Path],
) -> int:
    """Check, and check again, for ever; what is wrong from the beginning with what was typed ends it."""
    if wishes.format == "json" and wishes.output is None:
        tip = "leave out --format json, or write into a file: -o problems.json"
        raise Refused(Exit.USAGE, "--watch tells again and again, which is no JSON", tip)

    def where() -> Iterator[Path]:
        yield from _directories(paths, directory)

    changed = changes(where)
    _clear()
    _first(check)
    if not wishes.quiet:
        tell("Watching the files until Ctrl-C")
    for names in changed:
        _between(names)
        let_go()
        _again(check)
    return Exit.INTERRUPTED  # the files are followed for ever: nobody comes here


def _first(check: Callable[[], int]) -> None:
    """What cannot be read may be mended; what was typed cannot."""
    try:
        check()
    except Refused as refused:
        if refused.code is Exit.USAGE:
            raise
        _tell(refused)


def _again(check: Callable[[], int]) -> None:
    try:
        check()
    except Refused as refused:
        _tell(refused)
    except OSError as error:  # a file may go while it is read
        tell(f"error: could not read: {error}")


def _tell(refused: Refused) -> None:
    tell(f"error: {refused}")
    for tip in refused.tips:
        tell(f"  tip: {tip}")


def _directories(paths: Sequence[str | None], directory: Callable[[str | None], Path]) -> Iterator[Path]:
    """Where the files lie of what was typed, or of every case there is at the moment; and their seeds."""
    try:
        cases = [directory(path) for path in paths] if paths else [root() / id_ for id_ in every()]
    except (Refused, OSError):
        return  # gone for the moment
    yield from cases
    yield from {seeds_beside(case) for case in cases}


def _clear() -> None:
    if sys.stdout.isatty():
        put(CLEAR, None)


def _between(names: Sequence[str]) -> None:
    """What was there goes; where it cannot, a line says that something else begins."""
    if sys.stdout.isatty():
        _clear()
        return
    said = ", ".join(shown(Path(name), Path.cwd()) for name in names[:NAMED])
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    put(f"\n==== changed: {said}{more}\n", None)
