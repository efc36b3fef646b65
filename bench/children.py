"""Child processes and what they took: CPU-seconds of user and system, and the most memory they had at once."""

import os
import resource
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

KIB = 1024
PATIENCE = 60
"""How many times its CPU limit a child may take on the clock: the machine may be busy, or the child held."""


@dataclass(frozen=True, slots=True)
class Run:
    """A child that has ended."""

    code: int
    cpu: float
    """CPU-seconds of the child and of the children that it waited for."""
    peak: int
    """Bytes at most, of the largest of these processes."""
    out: str
    err: str

    @property
    def stopped(self) -> bool:
        """Whether it was ended for taking too long."""
        return self.code < 0


def run(
    argv: Sequence[str | Path], *, limit: float, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Run:
    """Run a command to its end, or until it has taken `limit` CPU-seconds.

    The one who asks should be small: a child's peak counts what its parent had when the child was made.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(  # noqa: S603 - the commands of the benchmark
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env={**os.environ, **(env or {})},
            cwd=cwd,
        )
        resource.prlimit(child.pid, resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 2))
        clock = Timer(limit * PATIENCE, child.kill)
        clock.start()
        try:
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            child.kill()
            raise
        finally:
            clock.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Run(
            child.returncode,
            usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss * KIB,
            out.read().decode("utf-8", "replace"),
            err.read().decode("utf-8", "replace"),
        )
