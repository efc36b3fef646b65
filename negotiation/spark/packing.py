"""Puts the files of an archive into its shards."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from negotiation.ledger.files import HEAD, files_under
from negotiation.spark.parquet import Place, Sheet
from negotiation.spark.shards import COLUMNS, Text, shard, shard_of

SHARE = 16 << 20
"""Bytes of curated text in a shard, about: some seconds of work, so that a lost worker loses little."""


def shards_for(size: int, cases: int, at_once: int) -> int:
    """How many shards: four turns for all who work at once, more where a share would be large, one a case at most."""
    return max(1, min(cases, max(4 * at_once, -(-size // SHARE))))


def texts_of(where: Path, seeds: Path) -> Iterator[Text]:
    """The files of a case in the order in which they are read, and then the records of the seeds that it may name.

    Raises:
        OSError: if one of them can't be read.
    """
    head = b""
    for file in files_under(where, None):
        name = file.path.relative_to(where).as_posix()
        content = file.path.read_bytes()
        head = content if name == HEAD else head
        yield Text(seed=False, name=name, content=content)
    if b"seeds" in head and seeds.is_dir():
        for file in files_under(seeds, None):
            if file.path.stem.encode() in head:
                name = file.path.relative_to(seeds).as_posix()
                yield Text(seed=True, name=name, content=file.path.read_bytes())


def pack(archive: Sequence[Path], run: Place, shards: int) -> None:
    """Write the shards of the cases in these directories. A case of which a file can't be read is in none of them."""
    with ExitStack() as stack:
        sheets = [stack.enter_context(Sheet(shard(run, number), COLUMNS)) for number in range(shards)]
        for at, where in enumerate(archive):
            case_id = where.resolve().name
            sheet = sheets[shard_of(case_id, shards)]
            for text in _readable(where):
                sheet.add(len(text.content), at, case_id, text.seed, text.name, text.content)


def _readable(where: Path) -> list[Text]:
    """All files of a case or none: whoever asked will come upon the one that can't be read, and tell it as it is."""
    try:
        return [*texts_of(where, where.absolute().parent.parent / "seeds")]
    except OSError:
        return []
