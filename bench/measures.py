"""What is measured at each size: our own steps, the peers' on the same histories, and the floors under all of them."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Literal

from bench.children import Run, run
from bench.figures import NOT_THERE, Figure, Figures
from bench.grounds import Grounds, NotMadeError, cases, found
from bench.pace import Pace

PYTHON = sys.executable
SCRIPTS = Path(PYTHON).parent
Argv = list[str | Path]


@dataclass(frozen=True, slots=True)
class Measure:
    """One command at one size."""

    name: str
    size: int
    argv: Callable[[Grounds], Argv]
    inside: bool = True
    """Whether it tells the CPU-seconds of its step itself; else those of the whole command count."""
    needs: tuple[str, ...] = ()
    """Programs and packages without which it is not there."""
    env: dict[str, str] = field(default_factory=dict[str, str])
    before: Callable[[Grounds], Argv] | None = None
    """A command that is run first, once, and not measured."""


def ours(size: int, everything: int) -> Iterator[Measure]:
    """Our own steps; the whole table under all readings up to a size."""
    yield Measure("load", size, lambda on: _probe("load", on.archive(size)))
    yield Measure("check", size, lambda on: _probe("check", on.archive(size)))
    yield Measure("replay", size, lambda _: _probe("replay", size, cases(size)))
    yield Measure("table of the record", size, lambda _: _probe("everything", size, cases(size), 1))
    if size <= everything:
        yield Measure("table of all readings", size, lambda _: _probe("everything", size, cases(size), 3))
    yield Measure(
        "build", size, lambda on: [SCRIPTS / "negotiation", "build", "--quiet", "-o", database(on, size)], inside=False
    )


def single(shape: Literal["one case", "one commitment"], size: int, *, checked: bool) -> Iterator[Measure]:
    """Our own steps on one case of many commitments, or of one commitment, of so many events."""
    one = int(shape == "one commitment")
    yield Measure(f"load, {shape}", size, lambda on: _probe("load", on.single(size, one_commitment=bool(one))))
    yield Measure(f"replay, {shape}", size, lambda _: _probe("replay", size, 1, one))
    if checked:
        yield Measure(f"check, {shape}", size, lambda on: _probe("check", on.single(size, one_commitment=bool(one))))


def peers(size: int) -> Iterator[Measure]:
    """The programs that one might use instead, on the same histories."""
    library = ("eventsourcing",)
    yield Measure(
        "eventsourcing, memory", size, lambda _: _probe("aggregates", size, cases(size), "memory"), needs=library
    )
    yield Measure(
        "eventsourcing, memory, snapshots",
        size,
        lambda _: _probe("aggregates", size, cases(size), "memory-snapshots"),
        needs=library,
    )
    yield Measure(
        "eventsourcing, SQLite", size, lambda on: _probe("stored", on.aggregates(size, "plain")), needs=library
    )
    yield Measure(
        "eventsourcing, SQLite, snapshots",
        size,
        lambda on: _probe("stored", on.aggregates(size, "snapshots")),
        needs=library,
    )
    yield Measure(
        "beancount",
        size,
        lambda on: [SCRIPTS / "bean-check", "-C", on.beancount(size)],
        inside=False,
        needs=("beancount",),
    )
    yield Measure(
        "beancount, cached",
        size,
        lambda on: [SCRIPTS / "bean-check", on.beancount(size)],
        inside=False,
        needs=("beancount",),
        before=lambda on: [SCRIPTS / "bean-check", on.beancount(size)],
    )
    yield Measure(
        "hledger",
        size,
        lambda on: ["hledger", "-f", on.journal(size), "balance", "-e", "2002-01-01"],
        inside=False,
        needs=("hledger",),
        env={"LC_ALL": "C.UTF-8"},
    )
    yield Measure(
        "ledger",
        size,
        lambda on: ["ledger", "-f", on.journal(size), "balance", "--end", "2002-01-01"],
        inside=False,
        needs=("ledger",),
    )


def floors(size: int) -> Iterator[Measure]:
    """What nothing of this kind can be faster than, and PyYAML's own loader."""
    yield Measure("YAML events in C alone", size, lambda on: _probe("yaml-stream", on.archive(size)))
    yield Measure("PyYAML's loader in C", size, lambda on: _probe("yaml-load", on.archive(size)))
    yield Measure("hashing the files", size, lambda on: _probe("hashing", on.archive(size)))
    yield Measure("reading rows from SQLite", size, lambda _: _probe("sqlite-read", size, cases(size)))
    yield Measure("a bare loop", size, lambda _: _probe("bare-loop", size, cases(size)))


def database(on: Grounds, size: int) -> Path:
    """The SQLite file of an archive."""
    return on.root / f"built-{size}.db"


def measured(figures: Figures, wanted: list[Measure], on: Grounds, *, repeat: int, pace: Pace) -> None:
    """Run each in turn, so often; what fails, is missing or takes too long is a figure that says so."""
    for time in range(repeat):
        for one in wanted:
            figure = figures.by.setdefault((one.name, one.size), Figure())
            figure.missing = figure.missing or hopeless(figures, one, pace)
            if not figure.missing and sum(figure.whole) < pace.enough:
                sys.stderr.write(f"  {one.name}, {one.size:,} events ({time + 1} of {repeat})\n")
                _once(figure, one, on, limit=pace.limit, first=time == 0)


def hopeless(figures: Figures, one: Measure, pace: Pace) -> str:
    """Why a measure is not even begun: at the rate of the next smaller size it would be given up."""
    smaller = [size for size in figures.sizes(one.name) if size < one.size]
    given_up = [size for (name, size), figure in figures.by.items() if name == one.name and figure.missing]
    if not smaller:
        return f"not run: {min(given_up):,} events were too many" if min(given_up, default=one.size) < one.size else ""
    at = figures.at(one.name, smaller[-1])
    takes = median(at.whole) / smaller[-1] * one.size
    if takes <= pace.limit:
        return ""
    return f"not run: by the rate at {smaller[-1]:,} events it takes {takes:,.0f} CPU-seconds"


def _once(figure: Figure, one: Measure, on: Grounds, *, limit: float, first: bool) -> None:
    if not all(shutil.which(need) or find_spec(need) for need in one.needs):
        figure.missing = NOT_THERE
        return
    try:
        argv = one.argv(on)
        if first and one.before is not None:
            run(one.before(on), limit=limit, env=one.env)
    except NotMadeError as error:
        figure.missing = f"no data: {error}"
        return
    env = one.env
    if one.name == "build":
        shutil.rmtree(on.root / "cold", ignore_errors=True)
        env = {"NEGOTIATION_EVENTS": str(on.archive(one.size)), "XDG_CACHE_HOME": str(on.root / "cold")}
    done = run(argv, limit=limit, env=env)
    figure.missing = _missing(done, limit)
    if not figure.missing:
        figure.whole.append(done.cpu)
        figure.peak = max(figure.peak, done.peak)
        if one.inside:
            answer = found(done.out)
            figure.inside.append(answer["cpu"])
            figure.found = answer["found"]


def _missing(done: Run, limit: float) -> str:
    if done.stopped:
        return f"not done in {limit:.0f} CPU-seconds" if done.cpu >= limit * 0.9 else f"ended by signal {-done.code}"
    if "no such command" in done.err.lower():
        return NOT_THERE
    said = done.err.strip().splitlines()
    return f"failed: {said[-1] if said else done.code}" if done.code else ""


def _probe(name: str, *args: str | int | Path) -> Argv:
    return [PYTHON, "-m", "bench.probes", name, *map(str, args)]
