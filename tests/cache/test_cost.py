"""What a kept answer costs: few modules, few instructions, and no more where there is more to choose from."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cache.asking import Person
from tests.cli.running import NEUTRAL
from tests.source import ROOT

QUESTIONS = [
    ("state", "--on", "2020-06-01"),
    ("why", "example-promise", "--on", "2020-06-01"),
    ("due", "--on", "2020-06-01"),
    ("diff", "2020-01-01", "2020-06-01"),
]

OURS = {
    "negotiation", "negotiation.cli", "negotiation.cli.main", "negotiation.cli.asking", "negotiation.cache",
    "negotiation.cache.again", "negotiation.cache.asked", "negotiation.cache.digest", "negotiation.cache.ground",
    "negotiation.cache.kept", "negotiation.cache.place", "negotiation.cache.program",
}  # fmt: skip
"""The modules of ours that answer what was answered before."""
THEIRS = {
    "_blake2", "_sqlite3", "_collections", "_functools", "_operator", "collections", "functools", "itertools",
    "keyword", "operator", "reprlib", "types",
}  # fmt: skip
"""The modules of Python's that they and SQLite need."""
SLOW = {
    "typer", "click", "pydantic", "pydantic_core", "sqlite_utils", "rich", "yaml", "typing", "dataclasses", "json",
    "re", "enum", "pathlib", "datetime", "hashlib", "sqlite3", "inspect",
}  # fmt: skip
KEEPING = "negotiation.cache.keep"
INSTALLED = "import re, sys; from negotiation.cli.main import main; sys.exit(main())"
"""What the installed command runs, as older installers write it; newer ones do without `re`."""
TARGET = 3.0


def bare() -> set[str]:
    """What Python imports to do nothing."""
    env = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL}
    told = "import sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], env=env, check=True, capture_output=True, text=True)  # noqa: S603 - the command is ours
    return {*ran.stdout.split()}


@pytest.mark.parametrize("args", QUESTIONS, ids=lambda args: args[0])
def test_what_a_kept_answer_imports(someone: Person, args: tuple[str, ...]) -> None:
    """Neither a parser nor the model, nor anything else that is slow to import."""
    someone.asks(*args)
    again = someone.asks(*args)
    if KEEPING in again.imported:  # the files have just become old enough for their status to be noted, which is once
        again = someone.asks(*args)

    assert again.is_warm
    more = again.imported - bare()
    assert not more & SLOW
    assert more <= OURS | THEIRS
    assert more >= OURS


@pytest.mark.parametrize("args", QUESTIONS, ids=lambda args: args[0])
def test_what_another_answer_about_the_same_case_imports(someone: Person, args: tuple[str, ...]) -> None:
    """The four questions are answered from what the case came to before, without a parser, YAML or the model."""
    someone.asks("state", "--on", "2020-02-02")
    other = someone.asks(*args)

    assert other.code == 0
    assert not other.imported & {"typer", "click", "pydantic", "pydantic_core", "sqlite_utils", "rich", "yaml"}


def counted(someone: Person, *command: str) -> int:
    """Instructions of a run of Python, by callgrind: the same whatever else the machine does."""
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        pytest.skip("valgrind, which counts instructions, is not installed")
    ran = subprocess.run(  # noqa: S603 - the command is ours
        [valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable, *command],
        cwd=someone.here,
        env={
            "PATH": os.defpath, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", **NEUTRAL,
            "NEGOTIATION_CACHE": str(someone.home),
        },
        capture_output=True,
        check=True,
        text=True,
    )  # fmt: skip
    found = re.search(r"Collected : (\d+)", ran.stderr)
    assert found is not None, ran.stderr
    return int(found[1])


def command(*args: str) -> tuple[str, ...]:
    return "-c", INSTALLED, *args


@pytest.fixture
def settled(someone: Person) -> Person:
    """Somebody who has asked the four questions before, of files that are not new."""
    for _ in range(2):
        for args in QUESTIONS:
            someone.asks(*args, env={"SHIFT": "10"})
            someone.asks(*args, env={"PYTHONDONTWRITEBYTECODE": None})
    return someone


def test_a_kept_answer_takes_few_instructions(settled: Person) -> None:
    """At most three times those that Python takes to do nothing."""
    nothing = counted(settled, "-c", "pass")

    for args in QUESTIONS:
        assert settled.asks(*args).is_warm
        assert counted(settled, *command(*args)) <= TARGET * nothing, args


def test_it_takes_no_more_among_many_cases(settled: Person) -> None:
    """Which of a thousand cases is meant is found without looking at the others."""
    args = ("state", "--on", "2020-06-01", "--case", "ferry")
    settled.asks(*args)
    settled.asks(*args)
    among_one = counted(settled, *command(*args))
    for number in range(1000):
        other = settled.here / "events" / f"other-{number}"
        other.mkdir()
        (other / "case.yaml").write_text(f"title: Other {number}\n", "utf-8")
    again = settled.asks(*args)

    assert again.is_warm
    assert counted(settled, *command(*args)) <= 1.05 * among_one
    (settled.here / "events" / "cases.yaml").write_text("default: ferry\n", "utf-8")
    for _ in range(2):
        settled.asks("state")
        time.sleep(2.2)  # until the status of the new file is believed
    assert counted(settled, *command("state")) <= 1.05 * among_one


def test_every_file_that_is_read_is_noted(someone: Person) -> None:
    """An answer rests on all that was opened or listed of the cases, and on nothing that was not."""
    watched = Path(someone.home.parent / "watched.txt")
    probe = (
        "import os, sys\n"
        "seen = open(os.environ['WATCHED'], 'w')\n"
        "def watch(event, args):\n"
        "    if event in {'open', 'os.scandir', 'os.listdir'} and isinstance(args[0], (str, os.PathLike)):\n"
        "        seen.write(os.path.join(os.getcwd(), os.fspath(args[0])) + chr(10))\n"
        "sys.addaudithook(watch)\n"
        "from negotiation.cli.main import main\n"
        "code = main()\n"
        "seen.close()\n"
        "sys.exit(code)\n"
    )
    subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, "-c", probe, "state", "--on", "2020-06-01"],
        cwd=someone.here,
        env={
            "PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL, "WATCHED": str(watched),
            "NEGOTIATION_CACHE": str(someone.home),
        },
        check=True,
        capture_output=True,
    )  # fmt: skip
    opened = {os.path.normpath(line) for line in watched.read_text("utf-8").splitlines()}
    here = {path for path in opened if Path(path).is_relative_to(someone.here)}

    assert {Path(path).name for path in here} >= {"case.yaml", "opening.yaml", "sources.yaml", "ferry", "seeds"}
    assert here - set(grounds(someone)) <= {str(someone.here)}


def grounds(someone: Person) -> list[str]:
    """The paths of all that the kept answers rest on."""
    import sqlite3  # noqa: PLC0415 - only here

    with sqlite3.connect(someone.file) as kept:
        rows = kept.execute("select text from grounds").fetchall()
    kept.close()
    return [line.split(" ", 3)[3] for (text,) in rows for line in text.split("\n")]
