"""Where the time goes: the functions that a step spends most in, at the size where it starts to matter.

python -m bench.profiles check --events 10000
"""

import argparse
import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bench.grounds import cases
from bench.histories import Wanted, histories, write
from bench.probes import PROBES, Stopwatch

STEPS = ("load", "check", "replay", "everything")
OF_FILES = ("load", "check")


class Profiling(Stopwatch):
    """A stopwatch that also notes which functions run meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.profile = cProfile.Profile(time.process_time)

    @contextmanager
    def running(self) -> Generator[None]:
        """Count and note what is done meanwhile."""
        self.profile.enable()
        try:
            yield
        finally:
            self.profile.disable()


def profiled(step: str, events: int, number: int) -> pstats.Stats:
    """Profile one step over an archive, or over one case, of so many events."""
    watch = Profiling()
    with tempfile.TemporaryDirectory() as directory:
        if step in OF_FILES:
            for made in histories(Wanted(events, number)):
                write(made, Path(directory))
            args = [directory]
        else:
            args = [str(events), str(number), *(["1"] if step == "everything" else [])]
        PROBES[step](watch, *args)
    return pstats.Stats(watch.profile, stream=sys.stdout)


def main() -> int:
    """Print the functions that take most."""
    parser = argparse.ArgumentParser(prog="python -m bench.profiles", description="Where the time of a step goes.")
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--one-case", action="store_true", help="all in one case, instead of cases of 100")
    parser.add_argument("--top", type=int, default=25)
    parser.add_argument("--sort", choices=("tottime", "cumulative"), default="tottime")
    asked = parser.parse_args()
    stats = profiled(asked.step, asked.events, 1 if asked.one_case else cases(asked.events))
    stats.sort_stats(asked.sort).print_stats(asked.top)
    return 0


if __name__ == "__main__":
    sys.exit(main())
