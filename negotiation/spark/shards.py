"""The files of many cases as a few Parquet files, one for each share of the work.

A case is in the shard that a digest of its id names, whatever else is in the archive and whichever machine asks. In a
shard the cases lie in the order of the archive, each in one piece, and its files in the order in which they are read to
be replayed: so a worker that reads a shard from its beginning holds one case, and never two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter

from negotiation.spark.parquet import Place

COLUMNS = {"at": "int64", "case_id": "string", "seed": "bool_", "name": "string", "text": "large_binary"}
"""Of a shard: a row is a file of a case, or the record of a seed that it may name."""


@dataclass(frozen=True, slots=True)
class Text:
    """A file on its way to a worker, byte for byte as it lies here."""

    seed: bool
    name: str
    """From the directory of the case, or of the seeds."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Packed:
    """The files of a case."""

    at: int
    case_id: str
    texts: Sequence[Text]


def shard_of(case_id: str, shards: int) -> int:
    """The shard that a case is in: the same on every machine, in every process and version of Python.

    >>> [shard_of(case, 4) for case in ("aland", "jay-treaty", "camp-david")]
    [3, 3, 0]
    """
    return int.from_bytes(blake2b(case_id.encode(), digest_size=8).digest(), "big") % shards


def unpack(place: Place) -> Iterator[Packed]:
    """The cases of a shard, one after the other, wherever its rows are cut for reading."""
    for (at, case_id), rows in groupby(place.rows(most=8), key=itemgetter(0, 1)):
        yield Packed(at, case_id, [Text(seed, name, content) for _, _, seed, name, content in rows])


def shard(run: Place, number: int) -> Place:
    """Where a shard is."""
    return run / "shards" / f"{number:05}.parquet"
