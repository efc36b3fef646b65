"""Follows the files of cases: whatever is saved, moved or deleted is noticed soon after."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from negotiation.ledger.files import files_under

OFTEN = 0.5
"""Seconds between two looks at the files."""

Stamps = dict[str, tuple[int, int, int]]
Where = Callable[[], Iterable[Path]]


def changes(where: Where) -> Iterator[list[str]]:
    """The files that are not what they were, each time there are any, for ever; `where` is asked at every look.

    What counts is what they were when this was called, and not when it is waited for the first time.
    """
    return _since(seen(where()), where)


def _since(before: Stamps, where: Where) -> Iterator[list[str]]:
    while True:
        time.sleep(OFTEN)
        now = seen(where())
        if now != before:
            changed = sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))
            before = now
            yield changed


def seen(directories: Iterable[Path]) -> Stamps:
    """What tells that a file below some directories is not what it was."""
    found: Stamps = {}
    for directory in directories:
        with suppress(OSError):  # gone in the middle of the look
            for file in files_under(directory, None):
                with suppress(OSError):  # a link to nothing: what reads it says so
                    now = file.path.stat()
                    found[str(file.path)] = now.st_mtime_ns, now.st_size, now.st_ino
    return found
