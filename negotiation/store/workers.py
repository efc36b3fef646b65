"""Cases read by several processes at once; their parts come in the order of the cases all the same.

Each process has a pipe of its own and every so-manieth case. Whoever reads takes the cases in their order, so that a
process which is ahead waits for room in its pipe: nothing piles up, however many cases there are.
"""

import signal
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection

from negotiation.store.archive import Part, Wanted, Watch, let_go, lightened, parts_of, untold, unwatched
from negotiation.store.case_rows import Told

ENDING = frozenset({signal.SIGINT, signal.SIGTERM})


class LostWorkerError(Exception):
    """A process ended before its case did; the message says which."""


@contextmanager
def working(
    wanted: Sequence[Wanted], jobs: int, watch: Watch = unwatched, told: Told = untold
) -> Generator[Iterator[Iterator[Part]]]:
    """The parts of each case, in the order of the cases; the processes end with the block."""
    if jobs <= 1 or len(wanted) <= 1:
        lightened()
        yield (_let_go_after(parts_of(one, watch, told)) for one in wanted)
        return
    ends: list[Connection] = []
    processes: list[Process] = []
    try:
        with _signals_later():
            for number in range(min(jobs, len(wanted))):
                mine, theirs = Pipe(duplex=False)
                ends.append(mine)
                processes.append(Process(target=_work, args=(wanted[number::jobs], theirs, ends), daemon=True))
                processes[-1].start()
                theirs.close()
        yield (_received(ends[at % len(ends)], processes[at % len(ends)], one) for at, one in enumerate(wanted))
    finally:
        for process in processes:
            process.terminate()
            process.join()
        for end in ends:
            end.close()


@contextmanager
def _signals_later() -> Generator[None]:
    """Keep back what would end a process before it has said how it wants to end."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _let_go_after(parts: Iterator[Part]) -> Iterator[Part]:
    yield from parts
    let_go()


def _received(end: Connection, process: Process, wanted: Wanted) -> Iterator[Part]:
    while True:
        try:
            part = end.recv()
        except EOFError as error:
            process.join()
            message = f"the process that read the case '{wanted.name}' ended early (exit {process.exitcode})"
            raise LostWorkerError(message) from error
        if part is None:
            return
        if isinstance(part, Exception):
            raise part
        yield part


def _work(wanted: Sequence[Wanted], end: Connection, others: Sequence[Connection]) -> None:
    """Read cases and send their parts, with nothing behind each."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the one who started it, who ends it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    for other in others:  # a pipe whose reader has gone ends its writer, if nobody else holds it
        other.close()
    lightened()
    with suppress(BrokenPipeError):
        for one in wanted:
            try:
                for part in _let_go_after(parts_of(one)):
                    end.send(part)
                end.send(None)
            except BrokenPipeError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, the person gets it from the first process
                end.send(error)
