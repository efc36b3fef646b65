"""Puts what a case comes to where the next questions about it are answered from."""

import sqlite3
from contextlib import closing
from functools import partial

from negotiation.cache import noting
from negotiation.cache.shelf import Shelf
from negotiation.cli.cases import Loaded
from negotiation.warm.writing import write

LARGEST = 100_000
"""Events of a case that is kept. What a larger one comes to is worth a file of its own: `negotiation build`."""


def shelved(case: Loaded) -> None:
    """Keep what a case comes to, once its answer is printed."""
    if case.complete and len(case.case.events) <= LARGEST:
        noting.later(partial(_put, case))


def _put(case: Loaded, shelf: Shelf, lines: list[str]) -> None:
    shelf.put(lines, partial(_write, case))


def _write(case: Loaded, file: str) -> None:
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("pragma journal_mode = off")
            connection.execute("pragma synchronous = off")
            write(connection, case.ledger, case.whole, case.problems)
    except sqlite3.Error as error:
        raise OSError(file) from error
