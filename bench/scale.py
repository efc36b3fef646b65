"""One process, two, and a Spark cluster of two workers on this machine: the same archive, from files to the built file.

    .venv-spark/bin/python -m bench.scale [--events 1000 10000 100000]

CPU-seconds are those of all processes that the command starts, and of theirs. Figures of docs/scale.md.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.histories import Wanted, histories, write

EACH = 100
"""Events of a case."""
WAYS = {
    "one process": [],
    "--jobs 2": ["--jobs", "2"],
    "two workers of Spark": ["--engine", "spark", "--master", "local-cluster[2,1,1024]"],
}
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Took:
    """What a build took."""

    cpu: float
    wall: float
    memory: int
    """Bytes at once, at most, of all its processes together; pages that they share are counted for each."""
    built: bytes


def took(args: list[str], root: Path) -> Took:
    """Build, and look at the table of processes meanwhile."""
    output = root / "built.db"
    command = [sys.executable, "-m", "negotiation", "build", "--quiet", "-o", str(output), *args]
    env = os.environ | {"NEGOTIATION_EVENTS": str(root / "events"), "NEGOTIATION_CACHE": "off"}
    start, cpu, memory = time.monotonic(), dict[int, int](), 0
    with subprocess.Popen(command, env=env, start_new_session=True) as build:  # noqa: S603 - our own command
        while build.poll() is None:
            now = {process: (ticks, pages) for process, ticks, pages in _of_session(build.pid)}
            cpu |= {process: ticks for process, (ticks, _) in now.items()}
            memory = max(memory, sum(pages for _, pages in now.values()) * PAGE)
            time.sleep(0.05)
        wall = time.monotonic() - start
        while any(True for _ in _of_session(build.pid)):  # Java takes a moment to go
            time.sleep(0.05)
    if build.returncode != 0:
        sys.exit(f"exit {build.returncode}: {' '.join(command)}")
    return Took(sum(cpu.values()) / TICKS, wall, memory, output.read_bytes())


def _of_session(session: int) -> Iterator[tuple[int, int, int]]:
    """The processes of a session that run still: number, ticks of CPU, pages of memory."""
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with suppress(OSError):
                stat = (path / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                if int(stat[3]) == session and stat[0] != "Z":
                    yield int(path.name), int(stat[11]) + int(stat[12]), int(stat[21])


def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--events", type=int, nargs="+", default=[1000, 10_000])
    sizes: list[int] = parser.parse_args().events
    sys.stdout.write("| events | who | CPU s | wall s | memory MB |\n|---|---|---|---|---|\n")
    for events in sizes:
        with tempfile.TemporaryDirectory(prefix="negotiation-scale-") as scratch:
            root = Path(scratch)
            for made in histories(Wanted(events=events, cases=max(1, events // EACH))):
                write(made, root / "events")
            found = {way: took(args, root) for way, args in WAYS.items()}
        for way, one in found.items():
            row = f"| {events:,} | {way} | {one.cpu:.1f} | {one.wall:.1f} | {one.memory / 1e6:.0f} |"
            sys.stdout.write(f"{row}\n")
            sys.stdout.flush()
        if len({one.built for one in found.values()}) > 1:
            sys.exit("the files differ")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
