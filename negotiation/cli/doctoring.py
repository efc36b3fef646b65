"""Looks at the set-up, a question at a time: whatever is missing is an answer, and never a reason to stop."""

import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from negotiation import __version__
from negotiation.cli.exits import Exit

Verdict = Literal["yes", "no", "note"]
OLDEST = (3, 11)
CORE = {"typer": "typer", "pydantic": "pydantic", "yaml": "PyYAML", "sqlite_utils": "sqlite-utils"}
"""What nothing works without, by the names that they are imported and installed by."""

EXTRAS: dict[str, tuple[tuple[str, ...], str]] = {
    "report": (("jinja2", "vl_convert"), "report, chart"),
    "export": (("icalendar", "prov", "pyarrow"), "export ics, prov, parquet"),
    "reliability": (("krippendorff", "numpy"), "reliability"),
    "spark": (("pyspark", "pandas", "pyarrow"), "build --engine spark"),
}
"""Each extra: what it brings, and the commands that need it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question."""

    question: str
    answer: Verdict
    found: str
    tip: str = ""
    needed: bool = False
    """Whether nothing works where the answer is no."""


def examined(form: str) -> int:
    """Print what was found; the exit code is 1 where something is missing that nothing works without."""
    findings = [*_findings()]
    usable = not any(one.needed and one.answer == "no" for one in findings)
    if form == "json":
        rows = [{name: value for name, value in asdict(one).items() if name != "needed"} for one in findings]
        said = {"schema": "negotiation/doctor/1", "tool": __version__, "usable": usable, "findings": rows}
        sys.stdout.write(json.dumps(said, indent=2, ensure_ascii=True) + "\n")
    else:
        wide = max(len(one.question) for one in findings)
        text = "".join(_line(one, wide) for one in findings)
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    return Exit.DONE if usable else Exit.PROBLEMS


def _line(one: Finding, wide: int) -> str:
    tip = f"\n{'':<{wide + 7}}tip: {one.tip}" if one.tip else ""
    return f"{one.answer:<4}  {one.question:<{wide}} {one.found}{tip}\n"


def _findings() -> Iterator[Finding]:
    for name, question in QUESTIONS.items():
        try:
            yield from question()
        except Exception as error:  # noqa: BLE001 - whatever it is, the other questions are answered
            yield Finding(name, "no", f"could not be found out: {type(error).__name__}: {error}")


def _python() -> Iterator[Finding]:
    good = sys.version_info[:2] >= OLDEST
    tip = "" if good else f"install Python {'.'.join(map(str, OLDEST))} or newer"
    yield Finding("Python", "yes" if good else "no", f"{platform.python_version()}, {sys.executable}", tip, needed=True)


def _program() -> Iterator[Finding]:
    import negotiation  # noqa: PLC0415 - asked where it is

    yield Finding("program", "yes", f"negotiation {__version__}, {Path(negotiation.__file__).parent}", needed=True)


def _packages() -> Iterator[Finding]:
    missing = [name for module, name in CORE.items() if not _is_there(module)]
    found = f"missing: {', '.join(missing)}" if missing else ", ".join(CORE.values())
    tip = "pip install --force-reinstall negotiation" if missing else ""
    yield Finding("packages", "no" if missing else "yes", found, tip, needed=True)


def _is_there(module: str) -> bool:
    """Whether a module can be found; it is not imported."""
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _yaml() -> Iterator[Finding]:
    from yaml import __with_libyaml__ as fast  # noqa: PLC0415 - may be missing

    tip = "" if fast else "install a wheel of PyYAML, or libyaml's headers before building it"
    yield Finding(
        "libyaml", "yes" if fast else "note", "the parser in C" if fast else "none: files are read slower", tip
    )


def _zones() -> Iterator[Finding]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - may have no data

    try:
        ZoneInfo("Europe/Paris")
    except ZoneInfoNotFoundError:
        yield Finding("time zones", "no", "no data", "pip install tzdata", needed=True)
    else:
        yield Finding("time zones", "yes", "data found", needed=True)


def _cache() -> Iterator[Finding]:
    from negotiation.cache.place import VARIABLE, file  # noqa: PLC0415 - as each question does

    where = file()
    if where is None:
        yield Finding("cache", "note", f"off: {VARIABLE} says so, or there is no home directory")
        return
    directory = Path(where).parent
    there = next(one for one in (directory, *directory.parents) if one.exists())
    size = sum(one.stat().st_size for one in directory.rglob("*") if one.is_file()) if directory.is_dir() else 0
    good = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    tip = "" if good else f"{VARIABLE} names another directory; without one, answers are only slower"
    yield Finding(
        "cache", "yes" if good else "note", f"{directory}, {size / 1e6:.1f} MB{'' if good else ', not writable'}", tip
    )


def _extras() -> Iterator[Finding]:
    for name, (modules, commands) in EXTRAS.items():
        missing = [module for module in modules if not _is_there(module)]
        found = f"not installed ({', '.join(missing)})" if missing else "installed"
        tip = f"pip install 'negotiation[{name}]'" if missing else ""
        yield Finding(f"extra {name}", "note" if missing else "yes", f"{found}: for {commands}", tip)


def _cases() -> Iterator[Finding]:
    from negotiation.cli.meant import EVENTS, every, root  # noqa: PLC0415 - as above

    said = f"{root()}{f' ({EVENTS})' if os.environ.get(EVENTS) else ''}"
    ids = every()
    if not ids:
        yield Finding("cases", "note", f"none in {said}", "begin one: negotiation new case ID, or cd to where they are")
        return
    yield Finding("cases", "yes", f"{len(ids)} in {said}")
    for id_ in ids:
        yield _case(id_, root() / id_)


def _case(id_: str, where: Path) -> Finding:
    try:
        from negotiation.cli.cases import seeds_beside  # noqa: PLC0415 - as above
        from negotiation.ledger.load import load_case  # noqa: PLC0415 - as above

        seeds = seeds_beside(where)
        ledger = load_case(where, seeds if seeds.is_dir() else None, here=Path.cwd())
    except Exception as error:  # noqa: BLE001 - the other cases are looked at
        return Finding(f"case {id_}", "no", f"could not be read: {error}", f"negotiation check {where}")
    counts = {one: sum(problem.severity == one for problem in ledger.problems) for one in ("error", "warning", "note")}
    told = ", ".join(f"{count} {one}{'' if count == 1 else 's'}" for one, count in counts.items() if count)
    wrong = bool(counts["error"]) or ledger.case is None
    tip = f"negotiation check {where}" if wrong else ""
    return Finding(
        f"case {id_}", "no" if wrong else "yes", f"loads: {told or 'no problems'}" if not wrong else told, tip
    )


def _git() -> Iterator[Finding]:
    program = shutil.which("git")
    tip = "" if program else "a history of the files is worth having: https://git-scm.com"
    yield Finding("git", "yes" if program else "note", program or "not found", tip)
    from negotiation.cli.meant import root  # noqa: PLC0415 - as above

    where = root().absolute()
    above = next((one for one in (where, *where.parents) if (one / ".git").exists()), None)
    tip = "" if above else "git init"
    yield Finding("files under git", "yes" if above else "note", str(above or f"{where} is not"), tip)


def _terminal() -> Iterator[Finding]:
    encoding = sys.stdout.encoding or "unknown"
    wide = encoding.lower().replace("-", "").startswith("utf")
    tip = "" if wide else "set PYTHONUTF8=1 or a UTF-8 locale; until then ASCII is printed"
    yield Finding("encoding", "yes" if wide else "note", encoding, tip)
    on = sys.stdout.isatty()
    yield Finding("width", "yes", str(shutil.get_terminal_size().columns) if on else "no terminal: nothing is folded")
    dull = next((f"${name}" for name in ("NO_COLOR",) if os.environ.get(name)), "")
    dull = dull or ("$TERM is dumb" if os.environ.get("TERM") == "dumb" else "" if on else "no terminal")
    yield Finding("colour", "yes", f"off: {dull}" if dull else "on")


def _variables() -> Iterator[Finding]:
    from negotiation.domain.dates import NotADateError, parse  # noqa: PLC0415 - as each question does

    ours = sorted(name for name in os.environ if name.startswith("NEGOTIATION_"))
    found = ", ".join(f"{name}={os.environ[name]}" for name in ours) or "none set"
    try:
        good = parse(os.environ.get("NEGOTIATION_TODAY", "2014-04-03")).is_one_day
    except NotADateError:
        good = False
    tip = "" if good else "NEGOTIATION_TODAY takes one day, such as 2014-04-03; unset it, and it is today"
    yield Finding("variables", "yes" if good else "no", found, tip, needed=True)


QUESTIONS: dict[str, Callable[[], Iterator[Finding]]] = {
    "Python": _python, "program": _program, "packages": _packages, "libyaml": _yaml, "time zones": _zones,
    "cache": _cache, "extras": _extras, "cases": _cases, "git": _git, "terminal": _terminal, "variables": _variables,
}  # fmt: skip
