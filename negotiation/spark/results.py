"""The rows that came back, in the order of the archive: as if one process had made them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from negotiation.spark.folding import UNSOUND
from negotiation.spark.parquet import Place
from negotiation.store.archive import Part, Unsound, Wanted, parts_of


def in_order(wanted: Sequence[Wanted], files: Iterable[Place]) -> Iterator[Iterator[Part]]:
    """The parts of every case: each file has its own in order, and a little of each is in memory.

    A case with errors that nobody allowed, or one that could not be sent, is read here: its problems are told as ever.
    """
    rows = merge(*(file.rows(most=8) for file in files), key=itemgetter(0))
    came = groupby(rows, key=itemgetter(0))
    at, mine = next(came, _NONE)
    for number, one in enumerate(wanted):
        if number == at:
            yield _parts(one, mine)
            at, mine = next(came, _NONE)
        else:
            yield parts_of(one)


_NONE: tuple[int, Iterator[Any]] = (-1, iter(()))


def _parts(wanted: Wanted, rows: Iterator[tuple[int, str, str]]) -> Iterator[Part]:
    for _, table, text in rows:
        if table != UNSOUND:
            yield table, [tuple(row) for row in json.loads(text)]
        elif text:
            yield Unsound(wanted.name, text, (), {})
        else:
            yield from (part for part in parts_of(wanted) if isinstance(part, Unsound))
