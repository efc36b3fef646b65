"""The file of kept answers, as far as one is read from it.

It is SQLite, and believed in nothing: each answer and each ground carries a digest of all that it says. A file that
is locked, cut short, of somebody else or no database at all is one that holds no answer.
"""

import _sqlite3 as sqlite  # all that `sqlite3` adds is slow to import: dates, which nothing here has
import os
import time

from negotiation.cache.digest import digest, digest_of_words
from negotiation.cache.ground import Moved, now

PATIENCE = 0.2
"""Seconds to wait for another process that writes."""
DAY = 86_400

FIND = """
select a.first, a.until, a.code, a.before, a.out, a.after, a.proof, a.used, g.id, g.text, g.proof
from answers a join grounds g on g.id = a.ground where a.key = ?
"""


RESULT = "select said, proof, used from results where key = ?"


class Answer:
    """What a run printed, how it ended, and when that holds."""

    __slots__ = ("after", "before", "code", "first", "ground", "out", "until")

    def __init__(self, ground: str, span: tuple[int, int], code: int, told: tuple[str, str, str]) -> None:
        self.ground = ground
        """The id of what it rests on."""
        self.first, self.until = span
        """From this second on, and until before that one: an answer may hang on the day it is asked."""
        self.code = code
        self.before, self.out, self.after = told
        """Told on stderr, printed on stdout, told after that."""

    def proof(self, key: str) -> str:
        """A digest of the whole answer and of the question."""
        words = [key, self.ground, str(self.first), str(self.until), str(self.code)]
        return digest_of_words([*words, self.before, self.out, self.after])


def ground_proof(id_: str, text: str) -> str:
    """A digest of a ground, its status included."""
    return digest_of_words([id_, text])


def ground_id(lines: "list[str]") -> str:
    """What names a ground: what its things hold, whatever their status."""
    return digest_of_words([f"{line.split(' ', 2)[0:2]} {line.split(' ', 3)[3]}" for line in lines])


def is_ours(file: str) -> bool:
    """Whether a file that is there is the person's own."""
    found = os.stat(file)  # noqa: PTH116 - pathlib is slow to import
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()


def connected(file: str, mode: str) -> sqlite.Connection:
    """Open the file, without which nothing is made.

    Raises:
        sqlite.Error: if it cannot be opened.
    """
    path = file.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite.connect(f"file:{path}?mode={mode}", PATIENCE, uri=True, isolation_level=None)


def result(file: str, key: str) -> "tuple[bytes, bool] | None":
    """Something that was worked out before, and whether that was last used on another day."""
    row = _row(file, RESULT, key)
    if row is None or not isinstance(row[0], bytes) or bytes_proof(key, row[0]) != row[1]:
        return None
    return row[0], row[2] != today()


def bytes_proof(key: str, said: bytes) -> str:
    """A digest of something that was worked out, and of its name."""
    return digest(key.encode() + said)


def today() -> int:
    """The day, as a number; the same everywhere."""
    return int(time.time()) // DAY


def opened(file: str) -> sqlite.Connection:
    """Open the file to read it, if it is the person's own.

    Raises:
        OSError: if it is not there, or not theirs.
        sqlite.Error: if it cannot be opened.
    """
    if not is_ours(file):
        raise PermissionError(file)
    return connected(file, "ro")


def _row(file: str, question: str, key: str) -> "tuple[object, ...] | None":
    """A row of the file, where it can be asked."""
    try:
        kept = opened(file)
        try:
            row: tuple[object, ...] | None = kept.execute(question, (key,)).fetchone()
        finally:
            kept.close()
    except (OSError, sqlite.Error):
        return None
    return row


def find(file: str, key: str) -> "tuple[Answer, str | None, bool] | None":
    """The answer that is kept of a question, if all is as it was.

    With it the ground as it is now where its status has changed, and whether the answer was last used on another day.
    """
    row = _row(file, FIND, key)
    return None if row is None else _sound(key, row)


def _sound(key: str, row: "tuple[object, ...]") -> "tuple[Answer, str | None, bool] | None":
    """What a row says, if it says what was written, and that still holds."""
    first, until, code, before, out, after, proof, used, id_, text, ground = row
    try:
        answer = Answer(
            str(id_), (int(str(first)), int(str(until))), int(str(code)), (str(before), str(out), str(after))
        )
    except ValueError:
        return None
    if answer.proof(key) != proof or ground_proof(str(id_), str(text)) != ground:
        return None
    moment = time.time()
    if not answer.first <= moment < answer.until:
        return None
    try:
        lines = [now(line) for line in str(text).split("\n")]
    except Moved:
        return None
    fresh = "\n".join(lines)
    return answer, None if fresh == text else fresh, used != today()
