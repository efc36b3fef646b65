"""`doctor` answers each question, whatever is missing, and writes nothing."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from negotiation.cli.exits import Exit
from tests.cli.running import run
from tests.source import ROOT

SMALL = ROOT / "tests" / "cases" / "small"


def findings(capsys: pytest.CaptureFixture[str], code: int = Exit.DONE) -> dict[str, dict[str, Any]]:
    """What it says to programs, by question; people are told the same."""
    ran = run("negotiation doctor --format json", capsys)
    assert (ran.code, ran.err) == (code, "")
    said = json.loads(ran.out)
    assert (said["schema"], said["usable"]) == ("negotiation/doctor/1", code == Exit.DONE)
    told = run("negotiation doctor", capsys)
    assert told.code == code
    for one in said["findings"]:
        lines = [line for line in told.out.splitlines() if line.endswith(f" {one['found']}")]
        assert [line.split(maxsplit=1)[0] for line in lines if f" {one['question']} " in line] == [one["answer"]]
    return {one["question"]: one for one in said["findings"]}


def test_a_good_set_up_has_nothing_but_yes_and_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the shipped cases each is told, and nothing is written, not even to the cache."""
    monkeypatch.setenv("NEGOTIATION_CACHE", str(tmp_path / "cache"))
    found = findings(capsys)
    assert {one["answer"] for one in found.values()} <= {"yes", "note"}
    assert found["cases"]["found"] == "3 in events"
    assert found["case talks-2013-14"]["found"].startswith("loads: ")
    assert found["files under git"]["found"]
    assert "NEGOTIATION_TODAY=2026-11-22" in found["variables"]["found"]
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("day", ["soon", "", "2014-04", "today"])
def test_a_today_that_is_no_day_is_told(
    day: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No question without a day could be answered; and no question gives advice that does not help."""
    monkeypatch.setenv("NEGOTIATION_TODAY", day)
    found = findings(capsys, Exit.PROBLEMS)
    asked = run("negotiation state --case talks-2013-14 --no-cache", capsys)

    assert (found["variables"]["answer"], asked.code) == ("no", Exit.USAGE)
    assert found["variables"]["tip"].startswith("NEGOTIATION_TODAY takes one day")
    assert "yesterday" not in asked.err


def test_what_is_wrong_with_a_case_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program is usable all the same, so the exit code is 0; one bad case hides no other."""
    for name, text in {"bad": "title: [\n", "worse": "title: x\n"}.items():
        (tmp_path / "events" / name).mkdir(parents=True)
        (tmp_path / "events" / name / "case.yaml").write_text(text, "utf-8")
    (tmp_path / "events" / "small").symlink_to(SMALL)
    monkeypatch.chdir(tmp_path)
    found = findings(capsys)
    assert [found[f"case {name}"]["answer"] for name in ("bad", "small", "worse")] == ["no", "yes", "no"]
    assert "1 error" in found["case bad"]["found"]
    assert found["case bad"]["tip"] == "negotiation check events/bad"
    assert found["files under git"]["answer"] == "note"


@pytest.mark.parametrize("gone", ["yaml", "pydantic", "typer", "sqlite_utils"])
def test_without_what_everything_needs(
    gone: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says so, with the exit code 1, and answers the other questions."""
    monkeypatch.setitem(sys.modules, gone, None)
    found = findings(capsys, Exit.PROBLEMS)
    assert found["packages"]["answer"] == "no"
    assert found["packages"]["tip"].startswith("pip install")
    assert found["Python"]["answer"] == "yes"
    assert "variables" in found


@pytest.mark.parametrize(
    ("gone", "extra"),
    [("icalendar", "export"), ("jinja2", "report"), ("krippendorff", "reliability")],
)
def test_without_an_extra(
    gone: str, extra: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A note, with the line that installs it."""
    monkeypatch.setitem(sys.modules, gone, None)
    one = findings(capsys)[f"extra {extra}"]
    assert one["answer"] == "note"
    assert gone in one["found"]
    assert one["tip"] == f"pip install 'negotiation[{extra}]'"


def test_in_a_directory_with_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No cases, no git, no home, no time zones: each is an answer."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CACHE_HOME", "NEGOTIATION_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = findings(capsys)
    for question in ("cases", "git", "files under git", "cache"):
        assert found[question]["answer"] == "note", question

    def nowhere(_key: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError

    import zoneinfo  # noqa: PLC0415 - patched for what follows only

    monkeypatch.setattr(zoneinfo, "ZoneInfo", nowhere)
    assert findings(capsys, Exit.PROBLEMS)["time zones"]["tip"] == "pip install tzdata"


def test_where_nothing_can_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A directory that is gone, and cases that are a file, are answers, too."""
    (tmp_path / "here").mkdir()
    (tmp_path / "events").write_text("no directory", "utf-8")
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here").rmdir()
    ran = run("negotiation doctor", capsys)
    assert (ran.code, ran.err) == (Exit.DONE, "")
    assert "could not be found out" in ran.out
    monkeypatch.setenv("NEGOTIATION_EVENTS", str(tmp_path / "events"))
    monkeypatch.chdir(tmp_path)
    assert findings(capsys)["cases"]["answer"] == "note"
