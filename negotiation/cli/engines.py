"""Who reads, replays and checks the cases of a build: this process, several of them, or a cluster."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.output import one_of, tell
from negotiation.cli.progress import Progress
from negotiation.spark.engine import Cluster, replayed
from negotiation.spark.session import NoClusterError
from negotiation.store.archive import Part, Wanted
from negotiation.store.workers import working
from negotiation.views.phrases import counted

ENGINES = ("here", "spark")


class Wishes(Protocol):
    """Whom somebody wants to do it."""

    @property
    def jobs(self) -> int: ...
    @property
    def engine(self) -> str: ...
    @property
    def master(self) -> str | None: ...
    @property
    def shards(self) -> str | None: ...
    @property
    def verbose(self) -> bool: ...


def expect_one_engine(wishes: Wishes) -> None:
    """Refuse options that say nothing to the engine that was asked for."""
    if one_of(wishes.engine, ENGINES, "--engine") == "spark":
        if wishes.jobs > 1:
            tip = "a cluster works with the cores that Spark's own settings give it"
            raise Refused(Exit.USAGE, "--jobs is about this machine, and says nothing to --engine spark", tip)
    elif wishes.master is not None or wishes.shards is not None:
        option = "--shards" if wishes.master is None else "--master"
        raise Refused(Exit.USAGE, f"{option} is about a Spark cluster", "add --engine spark, or leave it out")


@contextmanager
def replaying(wanted: Sequence[Wanted], wishes: Wishes, progress: Progress) -> Generator[Iterator[Iterator[Part]]]:
    """The parts of each case, in the order of the cases."""
    if wishes.engine == "here":
        with working(wanted, wishes.jobs, progress.phase, progress.subjects) as cases:
            yield cases
        return
    try:
        with replayed(wanted, Cluster(wishes.master, wishes.shards), progress.afar) as back:
            progress.end()
            if back.again:
                tell(f"warning: workers were lost: {counted(back.again, 'shard')} had to be folded again")
            if wishes.verbose:
                tell(f"{counted(len(wanted), 'case')} came back in {counted(back.shards, 'shard')}")
            yield back.cases
    except NoClusterError as error:
        raise Refused(Exit.FILES, str(error), *error.tips) from error
