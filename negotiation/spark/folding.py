"""What a worker does: it takes the number of a shard, folds its cases one by one, and writes their rows beside.

The rows of an attempt go into a file of its own, and only an attempt that came to its end tells that file's name: what
a lost worker left half-written, nobody reads.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from negotiation.spark.parquet import Place, Sheet, batch_of
from negotiation.spark.shards import Packed, shard, unpack

COLUMNS = {"at": "int64", "table": "string", "rows": "string"}
"""Of a result: the case's place in the archive, and rows of one table as JSON."""

UNSOUND = ""
"""Stands for the table where a case has errors. Where they are allowed, its rows are how many, in words; where not,
nothing: whoever asked reads the case once more, and tells them as at home."""

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


def at_worker(run: Place, *, allow_errors: bool) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Make what Spark hands on: a closure that holds the name of a place, and is called with numbers of shards."""

    def fold(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                yield batch_of(DONE, [astuple(attempted(run, number, allow_errors=allow_errors))])

    return fold


def attempted(run: Place, number: int, *, allow_errors: bool = False) -> Done:
    """Fold a shard; what a worker lacks is no failure of the shard, and told as it is instead of tried again."""
    task, attempt = _attempt()
    file = run / "results" / f"{number:05}-{task}.parquet"
    share = shard(run, number)
    if not share.exists():
        return Done(number, attempt, file.url, 0, f"it does not see {share.url}")
    try:
        cases = write(file, (folded(case, allow_errors=allow_errors) for case in unpack(share)))
    except ImportError as error:
        return Done(number, attempt, file.url, 0, f"{sys.executable} says: {error}")
    return Done(number, attempt, file.url, cases)


def folded(case: Packed, *, allow_errors: bool = False) -> Iterator[tuple[int, str, str]]:
    """The rows of a case, from files that lie here for a moment as they do at home."""
    # A worker may lack what these need: it is told then, and for that this module has to be there.
    from negotiation.store.archive import Unsound, Wanted, parts_of  # noqa: PLC0415 - as said above
    from negotiation.store.processes import let_go  # noqa: PLC0415 - as said above

    with TemporaryDirectory(prefix="negotiation-") as scratch:
        here = Path(scratch)
        where = here / "events" / case.case_id
        for text in case.texts:
            path = (here / "seeds" if text.seed else where) / text.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.content)
        for part in parts_of(Wanted(where, here, allow_errors)):
            if isinstance(part, Unsound):
                yield case.at, UNSOUND, part.told if allow_errors and part.readable else ""
            else:
                table, rows = part
                yield case.at, table, json.dumps(rows)
    let_go()


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
