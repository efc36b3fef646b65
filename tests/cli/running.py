"""Runs the command as a person would, in this process or in one of its own."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from negotiation.cli.main import main
from tests.source import ROOT

NEUTRAL = {
    "COLUMNS": "80",
    "LC_ALL": "C.UTF-8",
    "NEGOTIATION_CACHE": "off",
    "NEGOTIATION_TODAY": "2026-11-22",
    "NO_COLOR": "1",
    "PYTHONUTF8": "1",
    "TERM": "dumb",
}
"""An environment in which nothing depends on the machine, and nothing is kept on it."""

CHANGING = (
    (re.compile(r"data [0-9a-f]{7}\b"), "data REVISION"),
    (re.compile(r'("data_rev": )"[0-9a-f]{7}"'), r'\1"REVISION"'),
    (re.compile(r"\.yaml:\d+"), ".yaml:LINE"),
    (re.compile(r'("line": )\d+'), r"\1LINE"),
    (re.compile(r"\(\d+\.\d\d s\)"), "(TIME)"),
    (re.compile(r"\d+ ms"), "TIME"),
)
"""What differs with every edit of a file or with the machine, and what stands for it in a transcript."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to."""

    code: int
    out: str
    err: str


def run(line: str, capsys: pytest.CaptureFixture[str]) -> Ran:
    """Run a command line in this process."""
    program, *args = shlex.split(line)
    assert program == "negotiation", line
    capsys.readouterr()
    code = main(args)
    found = capsys.readouterr()
    return Ran(code, found.out, found.err)


def started(
    args: Sequence[str], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with pipes for its output."""
    return subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, "-m", "negotiation", *args],
        cwd=cwd,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL, **(env or {})},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )


def settled(text: str) -> str:
    """The text without what differs from run to run."""
    for pattern, stands in CHANGING:
        text = pattern.sub(stands, text)
    return text
