"""Answers when nothing has changed since the last one, or a single file has: instructions and CPU-seconds."""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from statistics import median
from time import sleep

from bench.children import run
from bench.figures import Figures
from bench.grounds import Grounds, cases
from bench.histories import FIRST_DAY, Made, Wanted, histories
from bench.instructions import instructions
from bench.pace import Pace
from bench.story import iso

PYTHON = sys.executable
COMMAND = Path(PYTHON).parent / "negotiation"
EMPTY = Path(__file__).with_name("empty.py")
Argv = list[str | Path]
FIRST = 4
"""How many times its limit a warm command may take the first time, when it has everything to work out."""
SETTLED = 3.0
"""Seconds after which files that were made for the measure count as unchanged: until then each is read each time."""


def starts(figures: Figures, pace: Pace) -> None:
    """What starting takes: bare Python, `--version`, `--help`, an empty typer application."""
    commands: dict[str, Argv] = {
        "bare Python": [PYTHON, "-c", "pass"],
        "--version": [PYTHON, COMMAND, "--version"],
        "--help": [PYTHON, COMMAND, "--help"],
        "empty typer --help": [PYTHON, EMPTY, "--help"],
    }
    for name, argv in commands.items():
        sys.stderr.write(f"  {name}\n")
        _counted(figures, name, argv, {}, pace)
        figures.numbers[f"cpu: {name}"] = median(run(argv, limit=pace.limit).cpu for _ in range(pace.times))
    words = {"_NEGOTIATION_COMPLETE": "complete_bash", "COMP_WORDS": "negotiation st", "COMP_CWORD": "1"}
    run([PYTHON, COMMAND], limit=pace.limit, env=words)  # the options of all commands are kept by the first one
    _counted(figures, "completion", [PYTHON, COMMAND], words, pace)


def answers(figures: Figures, on: Grounds, size: int, pace: Pace) -> None:
    """`state`, `why`, `due` and `diff` about one case of an archive, asked again and again."""
    archive = on.archive(size)
    first = next(histories(Wanted(size, cases(size))))
    env = environment(on, archive)
    for name, args in _questions(first).items():
        sys.stderr.write(f"  {name}, warm, {size:,} events\n")
        argv: Argv = [PYTHON, COMMAND, *args]
        done = run(argv, limit=pace.limit, env=env)
        if done.code:
            figures.missing[f"{name} {size}"] = _said(done.err, pace)
            continue
        figures.numbers[f"cpu: cold {name} {size}"] = done.cpu
        sleep(SETTLED)
        run(argv, limit=pace.limit, env=env)
        figures.numbers[f"cpu: warm {name} {size}"] = median(
            run(argv, limit=pace.limit, env=env).cpu for _ in range(pace.times)
        )
        _counted(figures, f"{name} {size}", argv, env, pace)


def every_state(figures: Figures, on: Grounds, size: int, pace: Pace) -> None:
    """The whole command, warm: every commitment of an archive on a day."""
    argv: Argv = [PYTHON, COMMAND, "state", "--case", "all", "--on", _middle()]
    _warm(figures, f"every state {size}", argv, environment(on, on.archive(size)), pace)


def one_file(figures: Figures, on: Grounds, files: int, pace: Pace) -> None:
    """One file of an archive was edited since the last answer, about its case and about all."""
    archive = on.many_files(files)
    env = environment(on, archive)
    first = on.first_of_files(files)
    file = max(path for path in first.glob("2*.yaml"))
    for name, args in {"one case": ["--case", first.name], "all cases": ["--case", "all"]}.items():
        argv: Argv = [PYTHON, COMMAND, "state", *args, "--on", _middle()]
        _warm(figures, f"nothing changed, {name}", argv, env, pace)
        if f"cpu: warm nothing changed, {name}" not in figures.numbers:
            figures.missing[f"one file changed, {name}"] = figures.missing[f"nothing changed, {name}"]
            continue
        times: list[float] = []
        for time in range(pace.times):
            with file.open("a", encoding="utf-8") as open_:
                open_.write(f"# looked at again, {time}\n")
            times.append(run(argv, limit=pace.limit, env=env).cpu)
        figures.numbers[f"cpu: one file changed, {name}"] = median(times)


def environment(on: Grounds, archive: Path) -> dict[str, str]:
    """Where a command finds its cases and keeps its cache."""
    return {"NEGOTIATION_EVENTS": str(archive), "XDG_CACHE_HOME": str(on.root / "cache"), "NO_COLOR": "1"}


def _questions(made: Made) -> dict[str, list[str]]:
    name = next(one["commitment"] for _, one in made.events if one.get("obligation") == "deliver")
    day = next(day for day, one in made.events if one.get("commitment") == name)
    where = ["--case", made.id]
    return {
        "state": ["state", name, *where, "--on", iso(day + 200)],
        "why": ["why", name, *where, "--on", iso(day + 200)],
        "due": ["due", *where, "--on", iso(day + 200)],
        "diff": ["diff", iso(day + 100), iso(day + 200), *where],
    }


def _middle() -> str:
    return date.fromordinal(FIRST_DAY + 640).isoformat()


def _warm(figures: Figures, name: str, argv: Argv, env: Mapping[str, str], pace: Pace) -> None:
    sys.stderr.write(f"  {name}\n")
    done = run(argv, limit=FIRST * pace.limit, env=env)
    if done.code:
        figures.missing[name] = _said(done.err, pace)
        return
    figures.numbers[f"cpu: cold {name}"] = done.cpu
    again = [run(argv, limit=pace.limit, env=env) for _ in range(pace.times + 1)]
    figures.numbers[f"cpu: warm {name}"] = median(one.cpu for one in again[1:])


def _counted(figures: Figures, name: str, argv: Argv, env: Mapping[str, str], pace: Pace) -> None:
    counted = instructions(argv, env) if pace.grind else None
    if counted is None:
        figures.missing[f"instructions: {name}"] = "not there"
    else:
        figures.numbers[f"instructions: {name}"] = counted


def _said(err: str, pace: Pace) -> str:
    lines = [line for line in err.splitlines() if line.startswith("error")]
    return lines[-1] if lines else f"not done in {pace.limit:.0f} CPU-seconds"
