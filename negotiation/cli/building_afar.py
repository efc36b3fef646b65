"""Builds from rows that a cluster made: the cases go out, and one writer takes what comes back in their order."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from negotiation.cli.cases import seeds_beside
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.one_case import NO_HEAD, case_built
from negotiation.cli.output import tell
from negotiation.spark.engine import Cluster, Replayed, replayed
from negotiation.spark.packing import Archived
from negotiation.spark.session import NoClusterError
from negotiation.store.database import Writer
from negotiation.views.phrases import counted

WORK = f"{case_built.__module__}:{case_built.__name__}"
"""Workers import it by this name."""


class Wishes(Protocol):
    """What somebody wants of the cluster."""

    @property
    def master(self) -> str | None: ...
    @property
    def shards(self) -> str | None: ...
    @property
    def allow_errors(self) -> bool: ...
    @property
    def verbose(self) -> bool: ...


def written_afar(writer: Writer, wheres: Sequence[Path], wishes: Wishes, written: Callable[[Path], None]) -> None:
    """Write every case; `written` does it here, for cases with errors and for those that could not be sent."""
    archive = [Archived(at, where, seeds_beside(where)) for at, where in enumerate(wheres)]
    try:
        with replayed(archive, Cluster(wishes.master, wishes.shards), WORK, lambda _done, _of: None) as back:
            if back.again:
                tell(f"warning: workers were lost: {counted(back.again, 'shard')} had to be folded again")
            _written(writer, wheres, back, wishes, written)
            if wishes.verbose:
                tell(f"{counted(back.shards, 'shard')} came back from the cluster")
    except NoClusterError as error:
        raise Refused(Exit.FILES, str(error), *error.tips) from error


def _written(
    writer: Writer, wheres: Sequence[Path], back: Replayed, wishes: Wishes, written: Callable[[Path], None]
) -> None:
    ahead = 0
    for at, told, batches in back.cases:
        _here(wheres, range(ahead, at), written)
        ahead = at + 1
        if told and (told == NO_HEAD or not wishes.allow_errors):
            written(wheres[at])
            continue
        if told:
            tell(doubtful(wheres[at].name, told))
        writer.begin_case()
        for batch in batches:
            writer.write(batch)
    _here(wheres, range(ahead, len(wheres)), written)


def _here(wheres: Sequence[Path], between: Iterable[int], written: Callable[[Path], None]) -> None:
    """The cases that nobody could be given."""
    for at in between:
        written(wheres[at])


def doubtful(case: str, problems: str) -> str:
    """What is told of a case with errors that somebody allowed."""
    return f"warning: {case}: the data have problems ({problems}); what is built may be wrong"
