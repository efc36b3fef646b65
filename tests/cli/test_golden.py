"""Whole runs of the command against what they printed when a human last looked.

A case is a text file: a command line after `$`, then what it printed, stderr after stdout,
and its exit code where that is not 0. `pytest --rewrite-golden` writes what is printed now.
"""

from pathlib import Path

import pytest

from tests.cli.running import run, settled

CASES = sorted((Path(__file__).parent / "golden").glob("*.txt"))

CRLF, LF = "\r\n", "\n"
"""CSV has the first; a transcript is a text like any other."""


def test_there_are_transcripts() -> None:
    """The test below does not pass for want of one."""
    assert CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_golden(case: Path, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing that a person sees changes unseen."""
    kept = case.read_text("utf-8")
    lines = [line[2:] for line in kept.splitlines() if line.startswith("$ ")]
    assert lines, f"{case} runs nothing"

    printed = "\n".join(_transcript(line, capsys) for line in lines)

    if pytestconfig.getoption("--rewrite-golden"):
        case.write_text(printed, "utf-8")
        return
    assert kept == printed


def _transcript(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    ran = run(line, capsys)
    code = f"[exit {ran.code}]\n" if ran.code else ""
    return f"$ {line}\n{settled((ran.out + ran.err).replace(CRLF, LF))}{code}"
