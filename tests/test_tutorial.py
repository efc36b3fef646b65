"""The tutorial works as it stands: its files are written and its commands run, in order, in an empty folder."""

import os
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tests.source import ROOT

PAGE = ROOT / "docs" / "tutorial.md"
FENCE = re.compile(r"^```(?P<language>yaml|console) ?(?P<info>\S*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = re.compile(r"\(\d+\.\d\d s\)")
"""How long a run took: the one thing printed that nobody can foresee."""

ENVIRONMENT = {
    "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.defpath}",
    "PYTHONPATH": str(ROOT),
    "COLUMNS": "100",
    "NO_COLOR": "1",
    "PYTHONUTF8": "1",
    "LC_ALL": "C.UTF-8",
    "TERM": "dumb",
}


def test_the_page_is_what_happens(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Whoever does what the page says sees what the page shows, and each run ends as it says."""
    page = PAGE.read_text("utf-8")
    done = FENCE.sub(lambda block: _done(block, tmp_path), page)

    if request.config.getoption("--rewrite-golden"):
        PAGE.write_text(done, "utf-8")
    else:
        assert page == done, "if the change is meant, run pytest --rewrite-golden and review the page"


def test_the_page_shows_what_it_says() -> None:
    """The steps are there: a slip and an assertion that fail, and files written in the page itself."""
    blocks = list(FENCE.finditer(PAGE.read_text("utf-8")))

    assert sum(block["info"] == "exit=1" for block in blocks) == 2
    assert sum(block["language"] == "yaml" for block in blocks) >= 5
    assert len(blocks) == PAGE.read_text("utf-8").count("\n```") / 2, "every block is a file or a command"


def _done(block: re.Match[str], folder: Path) -> str:
    """The block as it should be, after what it says has been done in the folder."""
    body = block["body"]
    if block["language"] == "yaml":
        (folder / block["info"]).write_text(body, "utf-8")
        return block[0]
    status = int(block["info"].removeprefix("exit=") or 0)
    commands = [line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ ")]
    printed = "".join(f"$ {command}\n{_printed(command, folder, status)}" for command in commands)
    times = iter(SECONDS.findall(body))
    timed = SECONDS.sub(lambda now: next(times, now[0]), printed)
    return block[0].replace(body, timed)


def _printed(command: str, folder: Path, status: int) -> str:
    run = subprocess.run(  # noqa: S603 - the line stands in a page of this repository
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=ENVIRONMENT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == status, f"exit {run.returncode}: {command}\n{run.stdout}"
    return "".join(f"{line.rstrip()}\n" for line in run.stdout.splitlines())
