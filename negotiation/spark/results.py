"""The rows that came back, in the order of the archive: as if one process had made them."""

import json
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from negotiation.spark.parquet import Place
from negotiation.store.rows import Batch

Folded = tuple[int, str, Iterator[Batch]]
"""A case's place in the archive, what is to be told of it, and its rows, which are read as they are asked for."""


def in_order(files: Iterable[Place]) -> Iterator[Folded]:
    """Every case of the results: each file has its own in order, and a little of each is in memory."""
    rows = merge(*(file.rows(most=8) for file in files), key=itemgetter(0))
    return (_opened(at, mine) for at, mine in groupby(rows, key=itemgetter(0)))


def _opened(at: int, rows: Iterator[tuple[Any, ...]]) -> Folded:
    _, _, told = next(rows)
    return at, json.loads(told), ((table, [tuple(row) for row in json.loads(text)]) for _, table, text in rows)
