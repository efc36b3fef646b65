"""Assertions that freeze a day's answers hold, and fail as soon as one of those answers changes."""

import shutil
from pathlib import Path

import pytest
import yaml

from negotiation.cli import cases
from negotiation.cli.exits import Exit
from negotiation.ledger.load import load_case
from tests.cli.running import run
from tests.source import ROOT

CASE = "talks-2013-14"


@pytest.fixture(name="copy")
def _copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped case, which is read at every run."""
    shutil.copytree(ROOT / "events" / CASE, tmp_path / "events" / CASE)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.setattr(cases, "load_case", load_case)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "events" / CASE


@pytest.mark.parametrize(
    "line",
    ["--on 2014-04-03", "--on 2014-04-03 --known same --reading plo", "--on 2014-04-25 --known 2014-04-24 talks"],
)
def test_what_is_pinned_passes_check(line: str, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As one more file of the case, with the clock and the reading that it was asked with."""
    ran = run(f"negotiation pin {line} -o events/{CASE}/pinned.yaml", capsys)
    records = yaml.safe_load((copy / "pinned.yaml").read_text("utf-8"))

    assert ran.code == 0, ran.err
    assert ran.err == f"Wrote events/{CASE}/pinned.yaml: {len(records)} assertion{'s' * (len(records) > 1)}\n"
    assert ({one["assertion"].get("reading") for one in records} == {"plo"}) is ("plo" in line)
    assert all(("known" in one["assertion"]) is ("known" in line) for one in records)
    assert run("negotiation check --strict", capsys).code == 0


def test_every_subject_of_the_day_is_pinned(capsys: pytest.CaptureFixture[str]) -> None:
    """Tranches, too."""
    named = {one["assertion"]["subject"] for one in yaml.safe_load(run("negotiation pin --on 2014-04-03", capsys).out)}
    told = yaml.safe_load(run("negotiation state --on 2014-04-03 --format json", capsys).out)
    rows = [row for name in ("commitments", "talks", "proposals", "instruments", "measures") for row in told[name]]

    assert {row["id"] for row in rows} <= named
    assert {f"prisoner-release/{number}" for number in range(1, 5)} <= named


def test_a_change_is_told(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the assertion that was made of the answer before it."""
    run(f"negotiation pin --on 2014-04-25 ramat-shlomo-1500 -o events/{CASE}/pinned.yaml", capsys)
    for file in copy.rglob("*.yaml"):
        text = file.read_text("utf-8")
        if file.name != "pinned.yaml" and "measure: ramat-shlomo-1500" in text:
            file.write_text(text.replace("Ramat Shlomo", "Ramat Shlomo and Gilo"), "utf-8")
    ran = run("negotiation check", capsys)

    assert ran.code == Exit.PROBLEMS
    assert f"events/{CASE}/pinned.yaml:" in ran.out + ran.err


def test_a_file_that_is_there_stays(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever it holds."""
    before = (copy / "assertions.yaml").read_bytes()
    ran = run(f"negotiation pin --on 2014-04-03 -o events/{CASE}/assertions.yaml", capsys)

    assert ran.code == Exit.FILES
    assert "is there already; nothing was written" in ran.err
    assert (copy / "assertions.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--on 2020-01-01", "not coded: the case covers"),
        ("--on 2014-04-03 nothing-such", "has the id 'nothing-such'"),
        ("--on 2013-07-20 prisoner-release", "there is nothing to freeze"),
    ],
)
def test_nothing_to_freeze(line: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A day without an answer has none to keep."""
    ran = run(f"negotiation pin {line}", capsys)

    assert (ran.code, ran.out) == (Exit.USAGE, "")
    assert said in ran.err
