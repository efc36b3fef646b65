"""Finds the workers of a running build in the table of processes, and kills one in the middle of its work."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROCESSES = Path("/proc")
EXECUTOR = b"CoarseGrainedExecutorBackend"
"""The program that a worker of Spark runs for an application."""


@dataclass(frozen=True, slots=True)
class Killed:
    """What was killed, and what it was doing."""

    executor: int
    beside: int
    """How many other executors there were."""
    file: Path
    """What it was writing."""


def kill_one(build: int, results: Path, patience: float) -> Killed:
    """Kill the executor of a worker that is writing a result, as `kill -9` does: nothing of it gets to clean up."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        parents = dict(_parents())
        executors = [one for one in _below(build, parents) if EXECUTOR in _command(one)]
        for executor in executors:
            for worker in _below(executor, parents):
                if (file := _writing(worker, results)) is not None:
                    with suppress(ProcessLookupError):
                        os.kill(worker, signal.SIGSTOP)  # it can't come to its end while we look again
                        if _writing(worker, results) == file:
                            os.kill(executor, signal.SIGKILL)
                            os.kill(worker, signal.SIGKILL)
                            return Killed(executor, len(executors) - 1, file)
                        os.kill(worker, signal.SIGCONT)
        time.sleep(0.02)
    message = "no worker was seen at work"
    raise AssertionError(message)


def left_of(build: int) -> list[int]:
    """Processes of a build's session that are there still."""
    return [one for one, _ in _parents() if _session(one) == build and not _is_over(one)]


def _writing(process: int, results: Path) -> Path | None:
    with suppress(OSError):
        for handle in (PROCESSES / str(process) / "fd").iterdir():
            with suppress(OSError):
                if (file := handle.readlink()).parent.name == "results" and file.is_relative_to(results):
                    return file
    return None


def _parents() -> Iterator[tuple[int, int]]:
    """Every process with its parent."""
    for path in PROCESSES.iterdir():
        if path.name.isdigit():
            with suppress(OSError):
                yield int(path.name), int(_fields(int(path.name))[1])


def _session(process: int) -> int | None:
    with suppress(OSError):
        return int(_fields(process)[3])
    return None


def _is_over(process: int) -> bool:
    """Whether only its exit code is left of it, which nobody asked for yet."""
    with suppress(OSError):
        return _fields(process)[0] == "Z"
    return True


def _fields(process: int) -> list[str]:
    """The fields of a process behind its name: its state, its parent, its group, its session."""
    return (PROCESSES / str(process) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()


def _below(process: int, parents: dict[int, int]) -> list[int]:
    """A process' children, and theirs."""
    found = [child for child, parent in parents.items() if parent == process]
    return [*found, *(one for child in found for one in _below(child, parents))]


def _command(process: int) -> bytes:
    with suppress(OSError):
        return (PROCESSES / str(process) / "cmdline").read_bytes()
    return b""
