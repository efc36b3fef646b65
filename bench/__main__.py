"""Measure everything and write one table: `make bench`, or `make bench-quick` for small sizes.

python -m bench [--quick] [--out DIR]
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench import warm
from bench.children import run
from bench.figures import Figure, Figures
from bench.grounds import MAKING, Grounds, NotMadeError, found
from bench.machine import machine, versions
from bench.measures import PYTHON, Measure, database, floors, measured, ours, peers, single
from bench.pace import Pace
from bench.rows import Sizes, rows
from bench.table import markdown, written

FULL = Sizes(small=10_000, compared=100_000, large=1_000_000, commitments=1000, files=1000)
QUICK = Sizes(small=1000, compared=10_000, large=10_000, commitments=100, files=200)
TINY = Sizes(small=60, compared=60, large=60, commitments=2, files=10)


def measure(sizes: Sizes, on: Grounds, pace: Pace) -> Figures:
    """Everything that is measured, at these sizes; two things at a time, as CPU time does not mind."""
    figures = Figures()
    with ThreadPoolExecutor(2) as both:
        parts = [both.submit(part, figures, sizes, on, pace) for part in (_by_size, _beside)]
        for part in parts:
            part.result()
    told("as-of")
    _asof(figures, sizes, on, pace)
    return figures


def _by_size(figures: Figures, sizes: Sizes, on: Grounds, pace: Pace) -> None:
    for size in sorted({sizes.small, sizes.compared, sizes.large}):
        told(f"{size:,} events")
        together = size <= sizes.compared
        wanted = [*ours(size, sizes.compared), *((*peers(size), *floors(size)) if together else ())]
        measured(figures, wanted, on, repeat=pace.repeat if together else 1, pace=pace)


def _beside(figures: Figures, sizes: Sizes, on: Grounds, pace: Pace) -> None:
    told("starting")
    warm.starts(figures, pace)
    told("warm answers")
    for size in sorted({sizes.compared, sizes.large}):
        warm.answers(figures, on, size, pace)
    warm.every_state(figures, on, sizes.compared, pace)
    warm.one_file(figures, on, sizes.files, pace)
    told("one case, and one commitment")
    measured(figures, list(_single(sizes)), on, repeat=1, pace=pace)


def _single(sizes: Sizes) -> Iterator[Measure]:
    for size in sorted({sizes.small // 10, sizes.small, sizes.compared}):
        yield from single("one case", size, checked=size <= sizes.small)
    for size in sorted({max(60, sizes.small // 10), sizes.small}):
        yield from single("one commitment", size, checked=size < sizes.small)
    yield Measure(
        "check of one case", 0, lambda on: [PYTHON, "-m", "bench.probes", "check", on.first_of_files(sizes.files)]
    )


def _asof(figures: Figures, sizes: Sizes, on: Grounds, pace: Pace) -> None:
    for size in sorted({sizes.small, sizes.large}):
        for how in ("one", "parts"):
            _asked(figures, f"{how} {size}", _built(figures, sizes, on, size), how, pace)
    try:
        case = on.one_case(sizes.commitments)
    except NotMadeError as error:
        figures.missing |= dict.fromkeys(("asof wholes", "asof case"), str(error))
        return
    built = on.root / "built-case.db"
    env = {"NEGOTIATION_EVENTS": str(case)}
    run([Path(PYTHON).parent / "negotiation", "build", "--quiet", "-o", built], limit=pace.limit, env=env)
    for how in ("wholes", "case"):
        _asked(figures, how, built, how, pace)


def _built(figures: Figures, sizes: Sizes, on: Grounds, size: int) -> Path:
    """The file of an archive, or one of as many rows, many times over a smaller one."""
    file, smaller = (
        database(on, size),
        max((s for s in (sizes.small, sizes.compared) if database(on, s).exists()), default=0),
    )
    if not file.exists() and smaller:
        told(f"  as many rows as of {size:,} events")
        run([PYTHON, "-m", "bench.multiplied", database(on, smaller), file, str(size // smaller)], limit=MAKING)
        figures.numbers[f"copied {size}"] = smaller
    return file


def _asked(figures: Figures, name: str, file: Path, how: str, pace: Pace) -> None:
    if not file.exists():
        figures.missing[f"asof {name}"] = "not there: nothing was built"
        return
    done = run([PYTHON, "-m", "bench.asof", file, how], limit=pace.limit)
    if done.code:
        figures.missing[f"asof {name}"] = f"failed: {done.err.strip().splitlines()[-1:]}"
        return
    for end, value in found(done.out).items():
        figures.numbers[" ".join(("asof", how, end, *name.split()[1:]))] = value


def raw(figures: Figures) -> dict[str, object]:
    """Every single figure, for whoever wants to work something out."""

    def plain(figure: Figure) -> dict[str, object]:
        return {key: value for key, value in asdict(figure).items() if value}

    by = {f"{name}, {size}": plain(figure) for (name, size), figure in figures.by.items()}
    return {"measures": by, "numbers": figures.numbers, "missing": figures.missing}


def told(what: str) -> None:
    """Say what is being done."""
    sys.stderr.write(f"{what}\n")


def main() -> int:
    """Measure, write, print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure everything and write one table.")
    parser.add_argument("--quick", action="store_true", help="small sizes, a few minutes")
    parser.add_argument("--tiny", action="store_true", help="smallest sizes, to see that it runs; figures mean nothing")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="where results.json is written")
    asked = parser.parse_args()
    sizes, pace = FULL, Pace()
    if asked.quick:
        sizes, pace = QUICK, Pace(limit=60)
    if asked.tiny:
        sizes, pace = TINY, Pace(repeat=1, times=1, limit=60, grind=False)
    with tempfile.TemporaryDirectory(prefix="negotiation-bench-") as directory:
        figures = measure(sizes, Grounds(Path(directory)), pace)
    about = {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "versions": versions(),
        "sizes": f"{sizes.small:,}, {sizes.compared:,} and {sizes.large:,} events",
    }
    results = written(asked.out / "results.json", rows(figures, sizes), about, raw(figures))
    sys.stdout.write(f"{markdown(results)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
