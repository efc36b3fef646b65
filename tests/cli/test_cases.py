"""The list of cases: every one, whatever state its files are in."""

import json
from pathlib import Path
from typing import Any

import pytest

from negotiation.domain.answers import Question, state
from negotiation.domain.intervals import Table
from negotiation.ledger.load import load_case
from tests.cli.running import run
from tests.source import ROOT

PATTERNS = ROOT / "tests" / "cases"


@pytest.fixture(name="events")
def _events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A directory with two sound cases and three that are not."""
    events = tmp_path / "events"
    monkeypatch.setenv("NEGOTIATION_EVENTS", str(events))
    for id_ in ("harbour", "toll", "wrong"):
        run(f"negotiation new case {id_}", capsys)
    with (events / "wrong" / "opening.yaml").open("a", encoding="utf-8") as file:
        file.write("- 5\n- {id: x, kind: relased}\n")
    for id_, text in (("no-head", "title: ["), ("no-text", "")):
        (events / id_).mkdir()
        (events / id_ / "case.yaml").write_text(text, "utf-8")
    (events / "strange" / "case.yaml").mkdir(parents=True)
    return events


def listed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The list as a program reads it."""
    ran = run("negotiation cases --format json", capsys)
    assert ran.code == 0
    body: dict[str, Any] = json.loads(ran.out)
    return body


@pytest.mark.usefixtures("events")
def test_an_unreadable_case_hides_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    """Each is on its line, with how many errors its files have and the first of them."""
    rows = {row["id"]: row for row in listed(capsys)["cases"]}
    shown = run("negotiation cases", capsys).out

    assert list(rows) == ["harbour", "no-head", "no-text", "strange", "toll", "wrong"]
    assert {id_: bool(row["errors"]) for id_, row in rows.items()} == {
        "harbour": False, "no-head": True, "no-text": True, "strange": True, "toll": False, "wrong": True,
    }  # fmt: skip
    assert (rows["wrong"]["errors"], rows["wrong"]["events"]) == (2, 2)
    assert rows["no-head"]["title"] is None
    assert "T006" in rows["no-head"]["error"]
    assert all(id_ in shown for id_ in rows)
    assert "negotiation check no-head · negotiation state --case harbour" in shown


def test_the_default_is_marked(events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As `cases.yaml` has it, and nothing where it names none; what is wrong with it is told beside."""
    assert listed(capsys)["default"] is None
    for text, default, warned in (
        ("default: toll\n", "toll", False),
        ("default: tol\n", None, True),
        ("toll\n", None, True),
    ):
        (events / "cases.yaml").write_text(text, "utf-8")
        ran = run("negotiation cases --format json", capsys)
        body = json.loads(ran.out)
        assert (body["default"], bool(ran.err)) == (default, warned)
        assert [row["id"] for row in body["cases"] if row["default"]] == ([default] if default else [])


def test_an_empty_directory_says_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And that works."""
    monkeypatch.chdir(tmp_path)
    ran = run("negotiation cases", capsys)
    assert (ran.code, ran.out) == (0, "no case in events\nbegin one with: negotiation new case ID\n")
    assert listed(capsys)["cases"] == []
    assert run("negotiation cases --format csv", capsys).out.startswith("id,title,")

    assert run("negotiation new case harbour", capsys).code == 0
    assert (listed(capsys)["default"], len(listed(capsys)["cases"])) == ("harbour", 1)


def test_what_is_counted_is_what_the_state_has(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many commitments as the state may list on some day, and every event."""
    monkeypatch.setenv("NEGOTIATION_EVENTS", str(PATTERNS))
    rows = {row["id"]: row for row in listed(capsys)["cases"]}
    assert len(rows) == len(list(PATTERNS.glob("*/case.yaml")))

    for id_ in ("p10-exchange-by-rate", "p34-instalments", "p39-text-replaced"):
        case = load_case(PATTERNS / id_).case
        assert case is not None
        table = Table(case)
        known = {subject.id for subject in table.subjects.values() if subject.kind == "commitment"}
        there = state(table, Question(table.end))["commitments"]
        assert (rows[id_]["events"], rows[id_]["commitments"]) == (len(case.events), len(known))
        assert {row["id"] for row in there} <= known


def test_one_that_the_system_refuses_hides_no_other(
    events: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its line has the system's reason."""

    def refusing(where: Path, *rest: Any, **named: Any) -> Any:
        if where == events / "toll":
            raise PermissionError(13, "Permission denied", str(where))
        return load_case(where, *rest, **named)

    monkeypatch.setattr("negotiation.cli.cases.load_case", refusing)
    rows = {row["id"]: row for row in listed(capsys)["cases"]}

    assert rows["toll"]["error"] == "could not be read: Permission denied"
    assert rows["harbour"]["errors"] == 0


@pytest.mark.parametrize("here", ["", ".", "./", "../toll", "..//toll/", "../harbour/../toll"])
def test_a_case_is_found_by_any_path_that_leads_to_it(
    events: Path, here: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where one stands in its directory, no path at all is one too."""
    shown = run("negotiation state --case toll --format csv", capsys)
    monkeypatch.chdir(events / "toll")

    assert shown.code == 0
    assert run(f"negotiation state --case '{here}' --format csv", capsys) == shown
