"""Each slip gives exactly one error, with its code and with the caret under what is wrong (`ux.md` e.13 no. 2)."""

import shutil
from pathlib import Path

import pytest

from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case
from negotiation.ledger.problems import Problem
from tests.ledger.mutations import SLIPS, Slip
from tests.source import ROOT

SMALL = ROOT / "tests" / "cases" / "small"
BEFORE_THE_FAULT = "# 字典 漢字 😀 e\N{COMBINING ACUTE ACCENT}\n"


def changed(directory: Path, slip: Slip) -> Path:
    shutil.copytree(SMALL, directory)
    path = directory / slip.file
    text = path.read_text("utf-8")
    assert text.count(slip.right) == 1, f"{slip.right} stands {text.count(slip.right)} times in {slip.file}"
    path.write_text(text.replace(slip.right, slip.wrong), "utf-8")
    return directory


def under_the_caret(ledger: Ledger, problem: Problem) -> str:
    """The text of the problem's span, which is on one line in every slip."""
    line = list(ledger.texts.lines(problem.file))[problem.start.line - 1]
    assert problem.start.line == problem.end.line
    return line[problem.start.column - 1 : problem.end.column - 1]


def errors(ledger: Ledger) -> list[Problem]:
    return [problem for problem in ledger.problems if problem.severity == "error"]


def test_the_small_case_is_right() -> None:
    assert load_case(SMALL).problems == ()


def test_there_are_slips_enough() -> None:
    assert len({slip.name for slip in SLIPS}) == len(SLIPS) >= 30


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_told_once_and_where_it_is(slip: Slip, tmp_path: Path) -> None:
    ledger = load_case(changed(tmp_path / "small", slip), here=tmp_path / "small")

    found = errors(ledger)
    assert [problem.code for problem in found] == [slip.code], [str(problem) for problem in found]
    assert under_the_caret(ledger, found[0]) == slip.at


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_found_in_the_same_place_behind_a_bom_crlf_and_wide_text(slip: Slip, tmp_path: Path) -> None:
    plain = errors(load_case(changed(tmp_path / "plain", slip), here=tmp_path / "plain"))
    directory = changed(tmp_path / "small", slip)
    for path in directory.rglob("*.yaml"):
        text = BEFORE_THE_FAULT + path.read_text("utf-8")
        path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    found = errors(load_case(directory, here=directory))

    assert [problem.code for problem in found] == [slip.code]
    assert found[0].start.line == plain[0].start.line + 1
    assert (found[0].start.column, found[0].end.column) == (plain[0].start.column, plain[0].end.column)
    assert found[0].message == plain[0].message
