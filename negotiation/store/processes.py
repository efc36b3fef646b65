"""Work spread over several processes; what it gives comes in the order of the tasks all the same.

Each process has a pipe of its own and every so-manieth task. Whoever reads takes them in their order, so that a
process which is ahead waits for room in its pipe: nothing piles up, however many tasks there are.
"""

import gc
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeVar

ENDING = frozenset({signal.SIGINT, signal.SIGTERM})


class LostWorkerError(Exception):
    """A process ended before its case did; the message says which."""


class Named(Protocol):
    """Something that can be worked on, known by its name."""

    @property
    def name(self) -> str: ...


W = TypeVar("W", bound=Named)
P = TypeVar("P")


def lightened() -> None:
    """Look no more at what is there before the first case, so that `let_go` has little to look at."""
    gc.collect()
    gc.freeze()


def let_go() -> None:
    """Take away the circles among what a case has left behind.

    The collector would wait until there are many more objects than before, so that an archive grew with its cases.
    """
    gc.collect()


def nothing() -> None:
    """Nothing is left to do."""


@contextmanager
def spread(
    wanted: Sequence[W],
    jobs: int,
    work: Callable[[W], Iterator[P]],
    first: Callable[[], object] = nothing,
    last: Callable[[], object] = nothing,
) -> Generator[Iterator[Iterator[P]]]:
    """What the work gives for each thing, in their order, done by several processes.

    Each does `first` before its work and `last` after it.
    """
    ends: list[Connection] = []
    processes: list[Process] = []
    try:
        with _signals_later():
            for number in range(min(jobs, len(wanted))):
                mine, theirs = Pipe(duplex=False)
                ends.append(mine)
                mission = (wanted[number::jobs], theirs, ends, work, first, last)
                processes.append(Process(target=_work, args=mission, daemon=True))
                processes[-1].start()
                theirs.close()
        yield (_received(ends[at % len(ends)], processes[at % len(ends)], one.name) for at, one in enumerate(wanted))
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


def _received(end: Connection, process: Process, name: str) -> Iterator[Any]:
    while True:
        try:
            part = end.recv()
        except EOFError as error:
            process.join()
            message = f"the process that read the case '{name}' ended early (exit {process.exitcode})"
            raise LostWorkerError(message) from error
        if part is None:
            return
        if isinstance(part, Exception):
            raise part
        yield part


def _work(  # noqa: PLR0913, PLR0917 - all that a process is told when it starts
    wanted: Sequence[W],
    end: Connection,
    others: Sequence[Connection],
    work: Callable[[W], Iterator[P]],
    first: Callable[[], object],
    last: Callable[[], object],
) -> None:
    """Work on cases and send their parts, with nothing behind each."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the one who started it, who ends it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    for other in others:  # a pipe whose reader has gone ends its writer, if nobody else holds it
        other.close()
    first()
    with suppress(BrokenPipeError):
        for one in wanted:
            try:
                for part in work(one):
                    end.send(part)
                end.send(None)
            except BrokenPipeError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, the person gets it from the first process
                end.send(error)
        last()
