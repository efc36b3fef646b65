"""What was corrected is listed by the clock that was chosen, each with the answers before and after."""

import csv
import json
import re
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import negotiation
from tests.cli.running import run
from tests.cli.schema import complaints
from tests.source import ROOT

SCHEMA: dict[str, Any] = json.loads(
    (Path(negotiation.__file__).parent / "views" / "schemas" / "errata-1.json").read_text("utf-8")
)

CORRECTIONS = """\
- {id: slip, kind: corrected, on: 2020-03-20, reported: 2020-03-20, recorded: 2021-06-01, revises: second-set-by-hand,
   set: {due: 2020-05-22}, reason: typo, certainty: confirmed, sources: [{source: gazette, attribution: document}]}
- {id: start-again, kind: corrected, on: 2020-04-20, reported: 2020-04-20, recorded: 2021-06-02, revises: start-day,
   set: {on: 2020-03-10}, reason: source-corrected, by: bland, certainty: confirmed,
   sources: [{source: gazette, attribution: document}]}
- {id: camp-taken-back, kind: retracted, on: 2020-05-20, reported: 2020-05-20, recorded: 2021-06-03,
   revises: camp-1-approved, reason: coding-rule, certainty: confirmed,
   sources: [{source: gazette, attribution: document}]}
- {id: start-moved-again, kind: amended, on: 2020-02-20, reported: 2020-02-21, recorded: 2021-06-04,
   revises: start-moved, subject: start, consent: [aland, bland, cland], due: 2020-03-09, certainty: confirmed,
   sources: [{source: gazette, attribution: document}]}
- {id: camp-told, kind: stated, on: 2020-06-01, reported: 2020-06-01, recorded: 2021-06-05, by: bland,
   states: It is open., certainty: confirmed, sources: [{source: gazette, attribution: document}]}
- {id: camp-told-again, kind: corrected, on: 2020-06-01, reported: 2020-06-01, recorded: 2021-06-06, revises: camp-told,
   set: {title: A camp is said to be open}, reason: typo, certainty: confirmed,
   sources: [{source: gazette, attribution: document}]}
"""


@pytest.fixture(name="case")
def _case(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests" / "cases" / "p08-days-after-start", tmp_path / "case")
    (tmp_path / "case" / "corrections.yaml").write_text(CORRECTIONS)
    events = tmp_path / "case" / "events.yaml"
    events.write_text(re.sub(r"^- assertion(.|\n)*?(?=^- |\Z)", "", events.read_text("utf-8"), flags=re.MULTILINE))
    return tmp_path / "case"


def _listed(case: Path, more: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    ran = run(f"negotiation errata --case {case} {more} --format json", capsys)
    assert ran.code == 0, ran.err
    body: dict[str, Any] = json.loads(ran.out)
    assert not list(complaints(body, SCHEMA, SCHEMA))
    return {one["event"]: one for one in body["errata"]}


def _dues(one: dict[str, Any], subject: str) -> set[tuple[Any, Any]]:
    return {
        (change["before"], change["after"])
        for stretch in one["effects"][0]["stretches"]
        for change in stretch["changes"]
        if (change["subject"], change["field"]) == (subject, "due")
    }


def test_each_shows_the_step_that_it_made(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two corrections of one record the first goes from what was entered, the second from the first."""
    found = _listed(case, "", capsys)

    first, second = found["start-day-corrected"], found["start-again"]
    assert first["fields"] == [{"field": "on", "before": "2020-03-01", "after": "2020-03-08"}]
    assert second["fields"] == [{"field": "on", "before": "2020-03-08", "after": "2020-03-10"}]
    assert ("2020-03-31", "2020-04-07") in _dues(first, "arms/1")
    assert ("2020-04-07", "2020-04-09") in _dues(second, "arms/1")
    assert ("2020-04-07", "2020-03-31") not in _dues(second, "arms/1")


def test_before_and_after_are_what_state_answers(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The answers of the slip are those of the files without it and with it."""
    slip = _listed(case, "", capsys)["slip"]
    due: list[str] = []
    for recorded in ("2021-05-31", "2021-06-01"):
        line = f"negotiation state arms --on 2020-04-01 --recorded {recorded} --case {case} --format json"
        due.append(json.loads(run(line, capsys).out)["commitments"][0]["tranches"][1]["due"])

    assert due == ["2020-05-20", "2020-05-22"]
    assert tuple(due) in _dues(slip, "arms/2")
    assert slip["reason"] == "typo"
    assert slip["sources"][0]["source"] == "gazette"
    assert (slip["line"], slip["revised"]["line"]) == (1, 8)
    assert slip["file"].endswith("corrections.yaml")
    assert slip["revised"]["file"].endswith("events.yaml")


def test_the_clock_decides_what_counts(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Entered since, or made public since; a slip of a curator is on the recorded clock alone."""
    entered = _listed(case, "--since 2021-06-01", capsys)
    public = _listed(case, "--since 2020-04-10 --clock reported", capsys)

    assert [*entered] == ["slip", "start-again", "camp-taken-back", "start-moved-again", "camp-told-again"]
    assert [*public] == ["start-day-corrected", "start-again", "camp-taken-back", "camp-told-again"]
    assert [*_listed(case, "--since 2021-06-02", capsys)] == [*entered][1:]
    for clock, words in (("recorded", "entered by a curator"), ("reported", "made public")):
        head = run(f"negotiation errata --since 2021-06-01 --clock {clock} --case {case}", capsys).out.splitlines()[1]
        assert head.startswith(f"errata: corrections {words} on 2021-06-01 or later (the clock is {clock};")


def test_what_revises_and_what_takes_back_counts(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A retraction has its reason; a later record in place of another has none, and its step all the same."""
    found = _listed(case, "", capsys)

    assert ("2020-05-06", None) in _dues(found["camp-taken-back"], "camps/1")
    assert found["camp-taken-back"]["reason"] == "coding-rule"
    assert ("2020-03-08", "2020-03-09") in _dues(found["start-moved-again"], "start")
    assert found["start-moved-again"]["reason"] is None
    assert found["camp-told-again"]["effects"] == [{"reading": "record", "stretches": []}]


def test_a_person_reads_it_line_by_line(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reason, both days, both places, the sources, the field, and the answers; a change of none is said."""
    text = run(f"negotiation errata --since 2021-06-02 --case {case}", capsys).out

    assert "start-again  (corrected start-day)\nreason: source-corrected, by bland\n" in text
    assert "recorded 2021-06-02 · reported 2020-04-20\n" in text
    assert "/corrections.yaml:3, about start-day in " in text
    assert "sources: gazette\nfield on: 2020-03-08 → 2020-03-10\n\nSTATE CHANGES with hindsight\n" in text
    assert "due          2020-04-07 → 2020-04-09" in text
    assert "start-moved-again  (amended, in place of start-moved)" in text
    assert "4 corrections, of which 3 changed answers" in text
    assert text.endswith(
        "field title: none recorded → A camp is said to be open\n\nstate changes: none (with hindsight)\n"
    )


def test_readings_that_differ_have_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    """Under bland's list the correction undoes a satisfied part; readings that say the same are not repeated."""
    (one,) = _listed(ROOT / "tests" / "cases" / "p11-classes-and-swaps", "", capsys).values()

    assert [effect["reading"] for effect in one["effects"]] == ["record", "bland"]
    assert one["recorded_given"] is False


def test_a_row_for_each_answer(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In CSV every correction has a row, also one that changed nothing."""
    rows = list(csv.DictReader(StringIO(run(f"negotiation errata --case {case} --format csv", capsys).out)))

    assert {row["event"] for row in rows} == {*_listed(case, "", capsys)}
    assert [row["subject"] for row in rows if row["event"] == "camp-told-again"] == ["none recorded"]
    assert any((row["event"], row["before"], row["after"]) == ("slip", "2020-05-20", "2020-05-22") for row in rows)


def test_no_correction_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """In words, and as an empty list; a clock that there is not is refused."""
    line = "negotiation errata --since 2014-05-01"
    ran = run(line, capsys)

    assert ran.code == 0
    assert (
        "nothing corrected, retracted or revised: no such record was entered by a curator on 2014-05-01 or later"
        in ran.out
    )
    assert json.loads(run(f"{line} --format json", capsys).out)["errata"] == []
    assert run(f"{line} --clock recordd", capsys).code == 2
