"""Cases read by several processes at once; their parts come in the order of the cases all the same."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager

from negotiation.store.archive import Part, Wanted, Watch, parts_of, untold, unwatched
from negotiation.store.case_rows import Told
from negotiation.store.processes import LostWorkerError, let_go, lightened, spread


@contextmanager
def working(
    wanted: Sequence[Wanted], jobs: int, watch: Watch = unwatched, told: Told = untold
) -> Generator[Iterator[Iterator[Part]]]:
    """The parts of each case, in the order of the cases; the processes end with the block."""
    if jobs <= 1 or len(wanted) <= 1:
        lightened()
        yield (_let_go_after(parts_of(one, watch, told)) for one in wanted)
        return
    with spread(wanted, jobs, _parts, lightened) as cases:
        yield cases


def _parts(wanted: Wanted) -> Iterator[Part]:
    return _let_go_after(parts_of(wanted))


def _let_go_after(parts: Iterator[Part]) -> Iterator[Part]:
    yield from parts
    let_go()


__all__ = ["LostWorkerError", "working"]
