"""Second codings are read and checked like every file, and feed no answer."""

import json
import shutil
from pathlib import Path

import pytest

from negotiation.ledger.load import load_case
from tests.cache.asking import Person
from tests.cli.running import run
from tests.source import ROOT

CASE = ROOT / "tests" / "cases" / "double-coded"


@pytest.fixture(name="case")
def _case(tmp_path: Path) -> Path:
    shutil.copytree(CASE, tmp_path / "case")
    return tmp_path / "case"


def _told(case: Path, text: str) -> list[str]:
    (case / "codings" / "c3.yaml").write_text(text, "utf-8")
    return [str(one).partition("/codings/")[2] for one in load_case(case).problems if one.severity != "note"]


def test_they_are_kept_apart_from_the_events() -> None:
    """The folder holds no events, and each coding keeps its place and what it codes."""
    ledger = load_case(CASE, here=ROOT)
    assert ledger.case is not None

    assert not [one for one in ledger.problems if one.severity != "note"]
    assert len(ledger.case.events) == 12
    assert len(ledger.case.codings) == len(ledger.coding_origins) == 12
    first, origin = ledger.case.codings[0], ledger.coding_origins[0]
    assert (first.of, first.coder, first.codes["total"]) == ("grain-promised", "c2", "90")
    assert str(origin) == "tests/cases/double-coded/codings/c2.yaml:2"


def test_no_answer_rests_on_them(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the folder and without it; only the digest of the data tells them apart."""
    line = "state --on 2020-04-01 --format json --case"
    answer = json.loads(run(f"negotiation {line} {case}", capsys).out)
    shutil.rmtree(case / "codings")
    (case.parent / "other").mkdir()
    shutil.copytree(case, case.parent / "other" / "case")
    other = json.loads(run(f"negotiation {line} {case.parent / 'other' / 'case'}", capsys).out)

    assert answer.pop("data_rev") != other.pop("data_rev")
    assert answer == other


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {of: fifht-sacks, coder: c3, quantity: 20}", "c3.yaml:1:8: T111 no event 'fifht-sacks'"),
        ("- {of: fifth-sacks, coder: c4, quantity: 20}", "c3.yaml:1:28: T113 no coder 'c4'"),
        ("- {of: fifth-sacks, coder: c3, quantty: 20}", "c3.yaml:1:32: T101 unknown field 'quantty'"),
        ("- {of: fifth-sacks, coder: c3, quantity: some}", "c3.yaml:1:42: T103 'quantity' takes"),
        ("- {of: fifth-sacks, coder: c3, form: met}", "c3.yaml:1:32: T101 unknown field 'form'"),
        ("- {of: fifth-sacks, coder: c3, on: yesterday}", "c3.yaml:1:36: T106"),
        ("- {of: fifth-sacks, coder: c3, by: alland}", "c3.yaml:1:36: T113 no party or organ 'alland'"),
        ("- {of: fifth-sacks, coder: c3, kind: preformed}", "c3.yaml:1:38: T104 unknown event kind 'preformed'"),
        ("- {of: fifth-sacks, coder: c3, id: x}", "c3.yaml:1:32: T101 'id' is the record's own, and is not coded"),
        ('- {of: fifth-sacks, coder: c3, codebook: "3", on: 2020}', "c3.yaml:1:42: T131 the codebook has no version"),
        ("- {of: fifth-sacks, coder: c1, quantity: 20}", "c3.yaml:1:28: T133 'c1' coded the record"),
        ("- {of: fifth-sacks, coder: c2, quantity: 20}", "c3.yaml:1:28: T132 'c2' coded 'fifth-sacks' already"),
        ("- {of: fifth-sacks, coder: c3}", "T109 a coding gives at least one field"),
        ("- {coder: c3, kind: stated}", "T109 a coding is `of` an event, or says `found: not-recorded`"),
        ("- {of: fifth-sacks, coder: c3, found: not-recorded, kind: stated}", "T109 an event that the record has not"),
        (
            "- {of: fifth-sacks, coder: c3, found: no-such-event, on: 2020}",
            "T109 who found no such event codes nothing",
        ),
        ("- {of: fifth-sacks, quantity: 20}", "T102 'coder' is missing"),
        (
            "- {of: fifth-sacks, coder: c3, quantity: 2, adjudicated: {reason: so, was: {quantitty: 2}}}",
            "c3.yaml:1:77: T101 unknown field 'quantitty'",
        ),
        (
            "- {of: fifth-sacks, coder: c3, quantity: 2, adjudicated: {reason: so, fields: [on]}}",
            "c3.yaml:1:80: T101 'on' is not coded here",
        ),
        ("a: b", "T100 this file is a list"),
    ],
)
def test_each_slip_is_told_at_its_place(text: str, said: str, case: Path) -> None:
    """One problem for one slip."""
    (told,) = _told(case, f"{text}\n")

    assert said in told
    assert told.startswith("c3.yaml:1:")


def test_a_coding_that_goes_with_the_event_is_no_problem(case: Path) -> None:
    """Fields of its kind, of another kind that it gives, and an explicit none."""
    assert not _told(case, "- {of: fifth-sacks, coder: c3, kind: stated, states: It is so., title: null}\n")
    assert not _told(case, "- {of: fifth-sacks, coder: c3, on: 2020-04, quantity: {min: 3, max: 4}, effective: null}\n")


def test_a_changed_coding_is_not_answered_from_what_was_kept(case: Path, tmp_path: Path) -> None:
    """What is kept of an answer rests on these files, too."""
    person = Person(tmp_path, tmp_path / "home")
    line = ["state", "--on", "2020-04-01", "--case", str(case)]
    assert person.asks(*line).code == 0
    assert person.asks(*line).is_warm
    file = case / "codings" / "c2.yaml"
    file.write_text(file.read_text("utf-8").replace("coder: c2", "coder: c22", 1), "utf-8")

    ran = person.asks(*line)
    assert ran.code == 1
    assert "no coder 'c22'" in ran.err


def test_they_leave_and_come_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON lines: out, in and out again is the same to the byte; the same lines twice add nothing."""
    first = run(f"negotiation export jsonl --case {CASE}", capsys).out
    lines = tmp_path / "case.jsonl"
    lines.write_text(first, "utf-8")
    case = tmp_path / "events" / "double-coded"

    ran = run(f"negotiation import jsonl {lines} --case {case}", capsys)
    assert ran.code == 0, ran.err
    assert sorted(path.name for path in (case / "codings").iterdir()) == ["c2.yaml"]
    assert run(f"negotiation export jsonl --case {case}", capsys).out == first
    assert run(f"negotiation import jsonl {lines} --case {case}", capsys).code == 0
    assert sorted(path.name for path in (case / "codings").iterdir()) == ["c2.yaml"]
