"""What an answer rests on: every file that was read, every directory that was listed, all that was looked for in vain.

A thing is the same as before if its content is. Its content need not be looked at again where its status is the same
as when it was: size, both times, inode and device. Only the system sets the time of the last change of status (ctime),
so a file cannot be made to look unchanged, unless it changed so soon after it was read that the clock had not moved.
That is git's rule for its index: the status of what was touched within two seconds of being read is not kept, and its
content is looked at each time until it is older.
"""

import os
import sys
import time

from negotiation.cache.digest import digest, digest_of_words

FILE, DIRECTORY, NOTHING, CASES, WAY = "f", "d", "n", "c", "w"
"""What a thing is: a file, a directory as far as it holds files of a case, nothing there, the cases below a directory,
or what a path leads to once links are followed."""

ENDINGS = (".yaml", ".yml")
HEAD = "case.yaml"
SETTLED = 2_000_000_000
"""Nanoseconds after which a change of status shows in the time of the last one, on any file system."""
COARSE = 1_000_000
"""A file system whose times are multiples of this many nanoseconds counts too coarsely to be believed."""
UNSEEN = "-"
"""Stands for the status of what has to be looked at each time."""


class Moved(Exception):  # noqa: N818 - it is no error, something only is not as it was
    """Something is not as it was, or cannot be looked at."""


def entry(kind: str, path: str) -> str:
    """A thing as it is now, in a line: its kind, the digest of its content, its status, its path."""
    before = time.time_ns()
    status = UNSEEN if kind in {CASES, WAY, NOTHING} else _status(path, before)
    return f"{kind} {content(kind, path)} {status} {path}"


def now(line: str) -> str:
    """A line that still holds, its status as it is now.

    Raises:
        Moved: if the content is not what it was.
    """
    kind, was, status, path = line.split(" ", 3)
    if status != UNSEEN and _status(path, None) == status:
        return line
    found = entry(kind, path)
    if found.split(" ", 2)[1] != was:
        raise Moved(path)
    return found


def content(kind: str, path: str) -> str:
    """The digest of what a thing holds.

    Raises:
        Moved: if it cannot be looked at.
    """
    try:
        if kind == FILE:
            with open(path, "rb") as file:  # noqa: PTH123 - pathlib is slow to import
                return digest(file.read())
        if kind == DIRECTORY:
            return digest_of_words(sorted(_held(path)))
        if kind == CASES:
            return digest_of_words(cases(path))
    except OSError as error:
        raise Moved(path) from error
    if kind == WAY:
        return digest_of_words([os.path.realpath(path)])
    if os.path.lexists(path):
        raise Moved(path)
    return UNSEEN


def cases(root: str) -> list[str]:
    """The ids of the cases below a directory, sorted."""
    try:
        with os.scandir(root) as found:
            return sorted(one.name for one in found if os.path.exists(f"{one.path}/{HEAD}"))  # noqa: PTH110 - as above
    except OSError:
        return []


def below(directory: str, at_most: int = sys.maxsize) -> list[str]:
    """The lines of a directory, of those in it and of the files that may be of a case; hidden ones left out.

    A directory with more files than `at_most` is without them.

    Raises:
        Moved: if one cannot be looked at.
    """
    lines = [entry(DIRECTORY, directory)]
    try:
        held = sorted(_held(directory))
    except OSError as error:
        raise Moved(directory) from error
    for name in held:
        path = f"{directory}/{name[1:]}"
        if name[0] == DIRECTORY:
            lines += below(path, at_most)
        elif len(held) <= at_most:
            lines.append(entry(FILE, path))
    return lines


def _held(directory: str) -> list[str]:
    """What may matter of a directory: those in it and files with the endings of a case's, each after its kind."""
    with os.scandir(directory) as found:
        kinds = {one.name: one.is_dir(follow_symlinks=False) for one in found if not one.name.startswith(".")}
    dirs = [DIRECTORY + name for name, is_dir in kinds.items() if is_dir]
    return dirs + [FILE + name for name, is_dir in kinds.items() if not is_dir and name.lower().endswith(ENDINGS)]


def _status(path: str, before: int | None) -> str:
    """The status in words; before an instant if one is given, so that a later change of it shows."""
    try:
        found = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return UNSEEN
    changed = found.st_ctime_ns
    if before is not None and (
        sys.platform == "win32"  # where it is the time of creation
        or changed >= before - SETTLED
        or changed % COARSE == 0
    ):
        return UNSEEN
    return f"{found.st_size}.{found.st_mtime_ns}.{changed}.{found.st_ino}.{found.st_dev}"
