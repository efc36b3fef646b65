"""Files with what cases come to, one for each case, beside the file of answers.

The file of answers says which is whose, on what it rests, and the status that it had when it was written: nobody can
change a file without changing that.
"""

import os
from collections.abc import Callable

from negotiation.cache.asked import Asked
from negotiation.cache.digest import digest_of_words
from negotiation.cache.ground import Moved, now
from negotiation.cache.keep import Beside, clear, keep_many
from negotiation.cache.kept import result

LARGEST = 1_000_000_000
"""Bytes that all of them may have; the oldest make room."""


class Shelf:
    """The place of one case's file."""

    def __init__(self, question: Asked, directory: str) -> None:
        self.answers = question.file
        self.key = digest_of_words([question.program, "case", directory])
        self.directory = os.path.join(os.path.dirname(question.file), "cases")  # noqa: PTH118, PTH120 - pathlib is slow to import
        self.file = os.path.join(self.directory, f"{self.key}.sqlite")  # noqa: PTH118 - as above

    def find(self) -> list[str] | None:
        """What the file rests on, if it is there as it was written and all that it rests on is as it was."""
        found = result(self.answers, self.key)
        if found is None:
            return None
        status, *lines = found[0].decode("utf-8").split("\n")
        try:
            if status != _status(self.file):
                return None
            fresh = [now(line) for line in lines]
        except (OSError, Moved):
            return None
        if fresh != lines:
            self._note(fresh)
        return fresh

    def put(self, lines: list[str], write: Callable[[str], None]) -> None:
        """Have the file written, and note what it rests on; where that cannot be, do without."""
        try:
            with Beside(self.file) as made:
                write(made)
            _make_room(self.directory, self.file)
            self._note(lines)
        except OSError:
            clear(self.file)

    def _note(self, lines: list[str]) -> None:
        keep_many(self.answers, {self.key: "\n".join([_status(self.file), *lines]).encode("utf-8")})


def _status(file: str) -> str:
    found = os.stat(file)  # noqa: PTH116 - as above
    return f"{found.st_size}.{found.st_mtime_ns}.{found.st_ctime_ns}.{found.st_ino}.{found.st_dev}"


def _make_room(directory: str, newest: str) -> None:
    """Take away the oldest until the rest is small enough."""
    with os.scandir(directory) as found:
        files = sorted((one.stat().st_mtime_ns, one.stat().st_size, one.path) for one in found)
    filled = sum(size for _, size, _ in files)
    for _, size, path in files:
        if filled > LARGEST:
            filled -= size
            clear(path)
    if not os.path.exists(newest):  # noqa: PTH110 - as above
        raise FileNotFoundError(newest)
