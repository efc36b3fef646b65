"""Whenever a command that writes is killed, each file is the old one whole, or the new one whole.

What a killed process leaves is what lies on the disk at that moment: what it still held in memory is gone. So each
command is run once, and after every call that may touch a file the directory is looked at; some are killed as well.
"""

import os
import shlex
import shutil
import signal
import sys
from collections import deque
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from types import BuiltinFunctionType, FrameType
from typing import Any

import click
import pytest
from typer.main import get_command

from negotiation.cli import cases
from negotiation.cli.app import NAMES, app
from negotiation.cli.main import main
from negotiation.ledger.load import load_case
from tests.source import ROOT

SMALL = ROOT / "tests" / "cases" / "small"
MAP = """\
columns: {id: no, on: day, reported: told, quantity: trucks, sources.0.source: from}
constants: {kind: performed, subject: trucks, by: aland, certainty: reported, sources: [{attribution: reporter}]}
"""
ROWS = "no,day,told,trucks,from\nrow-1,2020-07-01,2020-07-02,1,agency\nrow-2,soon,2020-07-02,1,agency\n"
OBJECTS = (
    '{"no":"row-1","day":"2020-07-01","told":"2020-07-02","trucks":1,"from":"agency"}\n'
    '{"no":"row-2","day":"soon","told":"2020-07-02","trucks":1,"from":"agency"}\n'
)
UNTIDY = """\
# It stays.
-   {kind: stated,   id: odd-words, on: 2020-07-01, reported: 2020-07-01, by: aland, states: Odd words.,
      certainty: reported, sources: [{source: agency, attribution: reporter}], title: Words}
"""
"""A file that `fmt` changes."""
STATED = "--on 2020-07-01 --reported 2020-07-01 --certainty reported --source agency:reporter"

SOURCE = "--publisher Post --host-kind press --date 2020-01-01 --title News --origin post --archived null --url null"

WRITES: dict[str, tuple[str, ...]] = {
    "new case": ("new case fresh --party a=A --party b=B",),
    "new event": (f"new event --kind stated --by aland --states Something. {STATED} --yes",),
    "new source": (f"new source {SOURCE} --yes",),
    "new assertion": ("new assertion --on 2020-03-01 --subject trucks --expect total=10 --yes",),
    "new correction": ("new correction call-about-patrol --set title=Better --reason typo --yes",),
    "correct": ("correct call-about-patrol --set title=Better --reason typo --yes",),
    "retract": ("retract breach-alleged --reason typo --yes",),
    "pin": ("pin --on 2020-03-01 trucks -o events/small/pins.yaml",),
    "fmt": ("fmt events/small",),
    "check": ("check -o old.json --format json",),
    "import jsonl": ("import jsonl fresh.jsonl --case fresh", "import jsonl objects.jsonl --map map.yaml"),
    "import csv": ("import csv rows.csv --map map.yaml",),
    "report": ("report --quiet -o old.html", "report --quiet --case all -o pages/"),
    "chart": ("chart strips -o old.svg",),
    "build": ("build --quiet -o old.db --metadata old.json",),
    "export sqlite": ("export sqlite --quiet -o old.db",),
    "export schema": ("export schema events -o old.json",),
    "export csv": ("export csv -o old.zip",),
    "export parquet": ("export parquet events -o old.parquet",),
    **{f"export {form}": (f"export {form} -o old.csv",) for form in ("panel",)},
    **{
        f"export {form}": (f"export {form} -o old.out",)
        for form in ("jsonl", "md", "cloudevents", "ics", "prov", "plover")
    },
    **{name: (f"{name} -o old.json",) for name in ("cases", "state", "due", "timeline", "totals", "sources")},
    "why": ("why trucks --on 2020-03-01 -o old.json",),
    "diff": ("diff 2020-03-01 2020-04-01 -o old.json",),
    "show": ("show trucks -o old.json",),
    "balance": ("balance -o old.json",),
    "release": ("release",),
    "reliability": ("reliability --case small -o old.json",),
    "errata": ("errata --since 2020-01-01 -o old.json",),
    "what-if": ("what-if nothing.yaml state -o old.json",),
}
"""Every command that writes a file for somebody, and lines that have it write one. `old.*` are there before."""

READS = {"explain", "cache", "doctor", "completion"}
"""Commands that write nothing but what the cache keeps, which `tests/cache` kills."""

KILLED = (
    WRITES["new case"][0], WRITES["new event"][0], WRITES["pin"][0], WRITES["fmt"][0], WRITES["import csv"][0],
    WRITES["export jsonl"][0], WRITES["build"][0],
)  # fmt: skip
"""One for each way in which a file or a directory gets its name. What draws with threads can't be forked: of `report`
there are only the moments."""

CALLS = {
    "open", "write", "writelines", "flush", "close", "truncate", "replace", "rename", "link", "symlink", "mkdir",
    "unlink", "remove", "rmdir", "chmod", "fchmod", "fsync", "execute", "executemany", "executescript", "commit",
}  # fmt: skip
"""Functions written in C that touch files, by their names."""

NO_FILES = (str, bytes, list, set, dict, deque, StringIO, BytesIO)
"""What has functions of the same names, and is no file."""

OLD = b"as it was before\n"
Files = dict[str, bytes]


def test_every_command_that_can_write_has_a_line_here() -> None:
    """A command that is new to the program is owed one, or a place among those that only read."""
    group: Any = get_command(app)
    found: set[str] = set()
    for name in NAMES:
        command = group.get_command(click.Context(group), name)
        words = getattr(command, "commands", None)
        found |= {f"{name} {word}" for word in words} if words else {name}
    assert {*WRITES} | READS == found
    assert not {*WRITES} & READS


@pytest.fixture(name="where")
def _where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with the small case, what is to be imported, and files that are there already."""
    monkeypatch.setattr(cases, "load_case", load_case)
    return tmp_path


def laid(where: Path) -> Path:
    """What is there before."""
    shutil.copytree(SMALL, where / "events" / "small")
    for name in ("json", "html", "svg", "db", "zip", "parquet", "csv", "out"):
        (where / f"old.{name}").write_bytes(OLD)
    for name, text in {"map.yaml": MAP, "rows.csv": ROWS, "objects.jsonl": OBJECTS, "nothing.yaml": "[]\n"}.items():
        (where / name).write_text(text, "utf-8")
    (where / "events" / "small" / "untidy.yaml").write_text(UNTIDY, "utf-8")
    (where / "pages").mkdir()
    (where / "pages" / "index.html").write_bytes(OLD)
    return where


def files(where: Path) -> Files:
    """Every file and what it says."""
    found: Files = {}
    for path in where.rglob("*"):
        try:
            found |= {path.relative_to(where).as_posix(): path.read_bytes()} if path.is_file() else {}
        except FileNotFoundError:  # a hidden one that was taken away between two looks
            continue
    return found


def is_hidden(name: str) -> bool:
    """Whether no command reads it."""
    return any(part.startswith(".") for part in Path(name).parts)


def watched(act: Callable[[], int], look: Callable[[int], None]) -> int:
    """Run something, and look after every call that may have touched a file; which call it was is counted."""
    count = 0

    def seen(_frame: FrameType, event: str, function: Any) -> None:
        nonlocal count
        if event != "c_return" or not isinstance(function, BuiltinFunctionType) or function.__name__ not in CALLS:
            return
        if not isinstance(function.__self__, NO_FILES):
            count += 1
            look(count)

    sys.setprofile(seen)
    try:
        return act()
    finally:
        sys.setprofile(None)


def expect_whole(now: Files, before: Files, after: Files) -> None:
    """Every file that anybody reads is the old one or the new one, and none is gone."""
    assert before.keys() <= now.keys()
    for name, content in now.items():
        if not is_hidden(name):
            assert content in {before.get(name), after.get(name)}, name


@pytest.mark.parametrize("line", [line for lines in WRITES.values() for line in lines])
def test_at_every_moment_each_file_is_whole(line: str, where: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From before the first call to the end; what it leaves beside is hidden, and gone at the end."""
    monkeypatch.chdir(laid(where))
    if "fresh.jsonl" in line:
        assert main(["export", "jsonl", "-o", "fresh.jsonl"]) == 0
    before = files(where)
    moments = [before]

    def look(_count: int) -> None:
        now = files(where)
        if now != moments[-1]:
            moments.append(now)

    code = watched(lambda: main(shlex.split(line)), look)
    after = files(where)
    assert code in {0, 1}, code
    assert after != before
    assert len(moments) > 2, "it wrote, and nobody saw how"
    for now in moments:
        expect_whole(now, before, after)
    assert [name for name in after if is_hidden(name)] == []


@pytest.mark.parametrize("line", KILLED)
def test_killed_it_leaves_a_sound_directory(
    line: str, where: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """At some of these moments, for good: the files are whole, check sees nothing new, and another run succeeds."""
    monkeypatch.chdir(laid(where / "whole"))
    before = files(Path())
    calls = 0

    def count(number: int) -> None:
        nonlocal calls
        calls = number

    watched(lambda: main(shlex.split(line)), count)
    after = files(Path())
    for moment in sorted({1, calls // 2, calls - 3}):
        monkeypatch.chdir(laid(where / str(moment)))
        assert ended(moment, line) == -signal.SIGKILL
        expect_whole(files(Path()), before, after)
        capfd.readouterr()
        assert main(["check", "events/small"]) == 0, capfd.readouterr().err
        left = files(Path())
        if all(left.get(name) == content for name, content in before.items() if name not in after):
            main(shlex.split(line))
        assert {name: text for name, text in files(Path()).items() if not is_hidden(name)}.keys() >= before.keys()


def ended(moment: int, line: str) -> int:
    """How a child ended that was killed after some call."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.alarm(20)

    def look(count: int) -> None:
        if count == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        watched(lambda: main(shlex.split(line)), look)
    finally:
        os._exit(0)
