"""The replay of an archive on a cluster: shards out, names of shards to the workers, rows back in order."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

from negotiation.spark.folding import DONE, Done, at_worker
from negotiation.spark.packing import pack, shards_for
from negotiation.spark.parquet import Place
from negotiation.spark.results import in_order
from negotiation.spark.session import NoClusterError, expect_all, expect_answer, is_here, session
from negotiation.store.archive import Part, Wanted

PACKAGE = Path(__file__).parents[1]
NEEDS = "docs/scale.md says what a cluster needs"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the work is done, and where all who do it see the same files."""

    master: str | None
    shared: str | None
    """A directory or a URL; where all workers are on this machine, the system's own place for what passes."""


Told = Callable[[int, int], None]
"""Hears how many shards are folded, and of how many."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came back of an archive."""

    cases: Iterator[Iterator[Part]]
    shards: int
    again: int
    """How many shards were folded once more, because a worker was lost."""


@contextmanager
def replayed(wanted: Sequence[Wanted], cluster: Cluster, told: Told) -> Generator[Replayed]:
    """Replay an archive on a cluster; the parts of its cases can be read as long as the block lasts.

    Raises:
        NoClusterError: if there is no cluster, or its workers can't do the work.
    """
    expect_all()
    expect_answer(cluster.master)
    archive = [one.where for one in wanted]
    with _run(cluster) as run, session(cluster.master, "negotiation build") as spark:
        shards = shards_for(_size(archive), len(archive), spark.sparkContext.defaultParallelism)
        pack(archive, run, shards)
        with _packaged(spark), _watched(spark, shards, told):
            done = _done(spark, shards, at_worker(run, allow_errors=any(one.allow_errors for one in wanted)))
        files = [Place(one.file) for one in done]
        yield Replayed(in_order(wanted, files), shards, sum(one.attempt > 0 for one in done))


def _done(spark: Any, shards: int, fold: Callable[..., Any]) -> list[Done]:
    """One task a shard, which gets its number and nothing else; no row of a case passes through Spark."""
    schema = ", ".join(f"{name} {'long' if type_ == 'int64' else type_}" for name, type_ in DONE.items())
    numbers = spark.range(0, shards, 1, shards)
    try:
        rows = numbers.mapInArrow(fold, schema).collect()
    except import_module("pyspark.errors").PySparkException as error:
        raise _failure(error) from error
    except import_module("py4j.protocol").Py4JError as error:
        raise _failure(error) from error
    done = [Done(*row) for row in rows]
    if trouble := next((one.trouble for one in done if one.trouble), ""):
        message = f"a worker can't do this work: {trouble}"
        raise NoClusterError(message, NEEDS)
    return done


def _failure(error: Exception) -> NoClusterError:
    """Why the cluster gave up, in the one line of all its lines that says so."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    blamed = [line for line in lines if "Error" in line or "Exception" in line] or lines or [type(error).__name__]
    return NoClusterError(f"the cluster gave up: {blamed[-1]}", NEEDS)


def _size(archive: Sequence[Path]) -> int:
    """Bytes of curated text, near enough to say how many shards it takes."""
    return sum(path.stat().st_size for where in archive for path in where.rglob("*.yaml") if path.is_file())


@contextmanager
def _run(cluster: Cluster) -> Generator[Place]:
    """A directory of this run's own, gone after it."""
    if cluster.shared is not None:
        run = Place(cluster.shared) / f"negotiation-{uuid4().hex}"
        try:
            yield _made(run)
        finally:
            with suppress(OSError):  # a worker that was given up may write there still
                run.remove()
    elif is_here(cluster.master):
        with TemporaryDirectory(prefix="negotiation-spark-", ignore_cleanup_errors=True) as here:
            yield _made(Place(here))
    else:
        message = "the cluster's workers need a place for the shards that they all see"
        raise NoClusterError(
            message, "say which with --shards: a directory that all machines share, or a URL such as s3://..."
        )


def _made(run: Place) -> Place:
    try:
        (run / "shards").make()
        (run / "results").make()
    except OSError as error:
        message = f"could not write shards to {run.url}: {error.strerror or error}"
        raise NoClusterError(message) from error
    return run


@contextmanager
def _packaged(spark: Any) -> Generator[None]:
    """Send this very package along: workers with another version of it, or none, fold as this process would."""
    with TemporaryDirectory(prefix="negotiation-") as scratch:
        file = Path(scratch) / "negotiation.zip"
        with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
            for path in sorted(PACKAGE.rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    zipped.write(path, Path(PACKAGE.name) / path.relative_to(PACKAGE))
        spark.sparkContext.addPyFile(str(file))
        yield


@contextmanager
def _watched(spark: Any, shards: int, told: Told) -> Generator[None]:
    """Tell how far the work is while it goes on."""
    over = Event()

    def watch() -> None:
        tracker = spark.sparkContext.statusTracker()
        while not over.wait(0.5):
            infos = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            if done := max((info.numCompletedTasks for info in infos if info), default=0):
                told(done, shards)

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
