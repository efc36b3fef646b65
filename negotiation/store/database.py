"""The one writer of SQLite: beside the file that is asked for, and then in its place."""

import os
import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from negotiation import __version__
from negotiation.domain.rules import RULES
from negotiation.store.creating import create_rest, create_tables
from negotiation.store.declared import Shift, Table
from negotiation.store.rows import Batch
from negotiation.store.schema import BY_NAME, SCHEMA_VERSION

PAGE = 4096
CACHE = 16_000
"""Kilobytes of pages in memory: the keys of all tables that grow side by side find room in it."""
SHIFTS: tuple[Shift, ...] = ("events", "subjects", "axes", "intervals")


class NotWrittenError(Exception):
    """The file could not be written; the message says why, for the person who asked."""


class Writer:
    """Takes the rows of one case after the other."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._before: dict[str, int] = dict.fromkeys(SHIFTS, 0)
        self._here: dict[str, int] = dict.fromkeys(SHIFTS, 0)
        self._inserts: dict[str, str] = {}

    def begin_case(self) -> None:
        """Number the rows that follow after all that were written."""
        for name in SHIFTS:
            self._before[name] += self._here[name]
            self._here[name] = 0
        self._inserts.clear()

    def write(self, batch: Batch) -> None:
        """Write rows of one table."""
        name, rows = batch
        if name not in self._inserts:
            self._inserts[name] = self._insert(BY_NAME[name])
        self._connection.executemany(self._inserts[name], rows)
        if name in self._here:
            self._here[name] += len(rows)

    def _insert(self, table: Table) -> str:
        """The statement that adds what came before to a case's own numbers: SQLite does it faster than Python."""
        values = ("?" if c.number_of is None else f"? + {self._before[c.number_of]}" for c in table)
        return f"INSERT INTO {table.name} VALUES ({', '.join(values)})"  # noqa: S608 - our own names and numbers


@contextmanager
def written(path: Path) -> Generator[Writer]:
    """A new file at `path`: whole when the block ends, and untouched where it does not get to its end.

    Raises:
        NotWrittenError: if the directory or the disk refuses.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".building", dir=path.parent)
    except OSError as error:
        raise NotWrittenError(error.strerror) from error
    os.close(handle)
    beside = Path(name)
    try:
        yield from _filled(beside)
        beside.chmod(0o644)
        _in_place(beside, path)
    except sqlite3.OperationalError as error:
        raise NotWrittenError(str(error)) from error
    except OSError as error:
        raise NotWrittenError(error.strerror or str(error)) from error
    finally:
        beside.unlink(missing_ok=True)


def _in_place(beside: Path, path: Path) -> None:
    """Put the new file where the old one was, without what SQLite may have left beside: it would be read with it."""
    for left in ("-journal", "-wal", "-shm"):
        path.with_name(path.name + left).unlink(missing_ok=True)
    beside.replace(path)
    _synced(path.parent)


def _filled(beside: Path) -> Generator[Writer]:
    connection = sqlite3.connect(beside, isolation_level=None)
    try:
        # Nobody reads the file before it is renamed: it needs no journal, and is synced once, at the end.
        connection.execute(f"PRAGMA page_size = {PAGE}")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA temp_store = FILE")
        connection.execute(f"PRAGMA cache_size = -{CACHE}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        create_tables(connection)
        connection.execute("BEGIN")
        writer = Writer(connection)
        writer.write(("meta", [("schema", str(SCHEMA_VERSION)), ("tool", __version__)]))
        writer.write(("rules", sorted(RULES.items())))
        yield writer
        connection.execute("COMMIT")
        create_rest(connection)
    finally:
        connection.close()
    _synced(beside)


def _synced(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
