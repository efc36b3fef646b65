"""Puts the files of an archive into its shards."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from negotiation.ledger.files import HEAD, files_under
from negotiation.spark.parquet import Place, Sheet
from negotiation.spark.shards import COLUMNS, Text, shard, shard_of

SHARE = 16 << 20
"""Bytes of curated text in a shard, about: some seconds of work, so that a lost worker loses little."""


@dataclass(frozen=True, slots=True)
class Archived:
    """A case of the archive, by its place in it."""

    at: int
    directory: Path
    seeds: Path
    """Where the records of seeds are, if there are any."""

    @property
    def case_id(self) -> str:
        return self.directory.resolve().name


def shards_for(size: int, cases: int, at_once: int) -> int:
    """How many shards: four turns for all who work at once, more where a share would be large, one a case at most."""
    return max(1, min(cases, max(4 * at_once, -(-size // SHARE))))


def texts_of(case: Archived) -> Iterator[Text]:
    """The files of a case in the order in which they are read, and then the records of the seeds that it may name.

    Raises:
        OSError: if one of them can't be read.
    """
    head = b""
    for file in files_under(case.directory, None):
        name = file.path.relative_to(case.directory).as_posix()
        content = file.path.read_bytes()
        head = content if name == HEAD else head
        yield Text(seed=False, name=name, content=content)
    if b"seeds" in head and case.seeds.is_dir():
        for file in files_under(case.seeds, None):
            if file.path.stem.encode() in head:
                name = file.path.relative_to(case.seeds).as_posix()
                yield Text(seed=True, name=name, content=file.path.read_bytes())


def pack(archive: Iterable[Archived], run: Place, shards: int) -> list[int]:
    """Write the shards; return the places of the cases that could not be read, and are in none of them."""
    left: list[int] = []
    with ExitStack() as stack:
        sheets = [stack.enter_context(Sheet(shard(run, number), COLUMNS)) for number in range(shards)]
        for case in archive:
            try:
                texts = [*texts_of(case)]
            except OSError:
                left.append(case.at)
                continue
            sheet = sheets[shard_of(case.case_id, shards)]
            for text in texts:
                sheet.add(len(text.content), case.at, case.case_id, text.seed, text.name, text.content)
    return left
