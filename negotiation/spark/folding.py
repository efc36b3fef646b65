"""What a worker does: it takes the name of a shard, folds its cases one by one, and writes their rows beside.

The rows of an attempt go into a file of its own, and only an attempt that came to its end tells that file's name: what
a lost worker left half-written, nobody reads.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from negotiation.spark.parquet import Place, Sheet, batch_of
from negotiation.spark.shards import Packed, shard, unpack
from negotiation.store.rows import Batch

Work = Callable[[Path], tuple[str, Iterable[Batch]]]
"""From the directory of a case, beside that of the seeds as at home, to what is to be told of it and its rows."""

COLUMNS = {"at": "int64", "table": "string", "rows": "string"}
"""Of a result: the case's place in the archive, and rows of one table as JSON. Before them stands, with no table, what
is to be told of the case."""

DONE = {"shard": "int64", "attempt": "int64", "file": "string", "cases": "int64", "trouble": "string"}
"""What a worker says of a shard: nothing but where the rows are."""


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that is folded, by which attempt (the first is 0), or what keeps this worker from it."""

    shard: int
    attempt: int
    file: str
    cases: int
    trouble: str = ""


def at_worker(run: Place, work: str) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """What Spark hands on to its workers: a closure that holds names only, and is called with numbers of shards."""

    def fold(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                yield batch_of(DONE, [astuple(attempted(run, number, work))])

    return fold


def attempted(run: Place, number: int, work: str) -> Done:
    """Fold a shard; what a worker lacks is no failure of the shard, and told as it is instead of tried again."""
    task, attempt = _attempt()
    file = run / "results" / f"{number:05}-{task}.parquet"
    try:
        module, _, name = work.partition(":")
        folded = partial(folded_by, getattr(import_module(module), name))
        cases = write(file, map(folded, unpack(shard(run, number))))
    except ImportError as error:
        return Done(number, attempt, file.url, 0, f"with {sys.executable}: {error}")
    except FileNotFoundError:
        return Done(number, attempt, file.url, 0, f"it does not see {run.url}")
    return Done(number, attempt, file.url, cases)


def folded_by(work: Work, case: Packed) -> Iterator[tuple[int, str, str]]:
    """The rows of a case, from files that lie here as they do at home."""
    with TemporaryDirectory(prefix="negotiation-") as scratch:
        here = Path(scratch) / "events" / case.case_id
        for text in case.texts:
            path = (Path(scratch) / "seeds" if text.seed else here) / text.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.content)
        told, batches = work(here)
        yield case.at, "", json.dumps(told)
        for table, rows in batches:
            yield case.at, table, json.dumps(rows)


def write(place: Place, cases: Iterable[Iterator[tuple[int, str, str]]]) -> int:
    """Write the rows of cases as they come, and count the cases."""
    number = 0
    with Sheet(place, COLUMNS) as sheet:
        for number, case in enumerate(cases, 1):  # noqa: B007 - the last number is what is asked for
            for at, table, rows in case:
                sheet.add(len(rows), at, table, rows)
    return number


def _attempt() -> tuple[int, int]:
    """The number of the task, which no other has, and how many times it was tried before; without Spark, the first."""
    context = import_module("pyspark").TaskContext.get() if "pyspark" in sys.modules else None
    return (0, 0) if context is None else (context.taskAttemptId(), context.attemptNumber())
