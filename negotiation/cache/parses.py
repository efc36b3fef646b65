"""What files said when they were read before, by the digest of their bytes."""

import _sqlite3 as sqlite
import os
import zlib

from negotiation.cache.digest import digest_of_words
from negotiation.cache.keep import keep_many
from negotiation.cache.kept import RESULT, bytes_proof, opened, today

LIGHTLY = 1
"""How hard to compress: a file's records take a tenth of the room, in less time than a disk would need for all."""
AT_ONCE = 8_000_000
"""Bytes that wait to be written."""


class KeptParses:
    """Keeps them for one program: another one may read a file in another way."""

    def __init__(self, file: str, program: str) -> None:
        self.file = file
        self.program = program
        self.process = os.getpid()
        """A connection is of one process: what a process takes over from another it must not use."""
        self._kept = _reader(file)
        self._fresh = dict[str, bytes]()
        self._used = list[str]()
        self._waiting = 0

    def get(self, digest: str) -> bytes | None:
        """What a file said."""
        key = self._key(digest)
        try:
            row = None if self._kept is None else self._kept.execute(RESULT, (key,)).fetchone()
            if row is None or bytes_proof(key, row[0]) != row[1]:
                return None
            if row[2] != today():
                self._used.append(key)
            return zlib.decompress(row[0])
        except (sqlite.Error, TypeError, zlib.error):
            return None

    def put(self, digest: str, said: bytes) -> None:
        """Keep what a file says; it may be written later."""
        small = zlib.compress(said, LIGHTLY)
        self._fresh[self._key(digest)] = small
        self._waiting += len(small)
        if self._waiting > AT_ONCE:
            self._write()

    def close(self) -> None:
        """Write what waits."""
        if self._kept is not None:
            self._kept.close()
        if self._fresh or self._used:
            self._write()

    def _write(self) -> None:
        keep_many(self.file, self._fresh, self._used)
        self._fresh, self._used, self._waiting = {}, [], 0

    def _key(self, digest: str) -> str:
        return digest_of_words([self.program, "parse", digest])


def _reader(file: str) -> sqlite.Connection | None:
    try:
        return opened(file)
    except (OSError, sqlite.Error):
        return None
