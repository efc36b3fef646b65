"""Who coded a record is declared, shown and exported, and moves no answer."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from negotiation.cli import cases
from negotiation.ledger.load import load_case
from tests.cli.running import run
from tests.source import ROOT

DECLARED = 'coders: [{id: c1}, {id: c2, note: trained first}]\ncodebook: {id: made-up, version: "2", earlier: ["1"]}\n'


@pytest.fixture(name="case")
def _case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up case, every record of which says who coded it."""
    monkeypatch.setattr(cases, "load_case", load_case)
    case = tmp_path / "case"
    shutil.copytree(ROOT / "tests" / "cases" / "p08-days-after-start", case)
    head, events = case / "case.yaml", case / "events.yaml"
    head.write_text(head.read_text("utf-8") + DECLARED, "utf-8")
    coded = events.read_text("utf-8").replace("certainty:", 'coders: [c1, c2], codebook: "1", certainty:')
    events.write_text(coded.replace("coders: [c1, c2]", "coders: c2", 1), "utf-8")
    return case


def _without_revision(text: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(text)
    return {name: value for name, value in body.items() if name not in {"data_rev", "case"}}


def test_no_answer_moves(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On every day on which something changes."""
    plain = ROOT / "tests" / "cases" / "p08-days-after-start"
    for day in ("2020-02-20", "2020-04-01 --known same", "2020-06-07"):
        said = [
            _without_revision(run(f"negotiation state --on {day} --format json --case {one}", capsys).out)
            for one in (plain, case)
        ]
        assert said[0] == said[1]


def test_show_and_the_exports_have_it(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Field by field in `show`, a column of the tables, an agent of PROV, a line of JSON."""
    shown = run(f"negotiation show start-day --case {case}", capsys).out
    assert re.search(r"^coders +c1; c2$", shown, re.MULTILINE)
    assert re.search(r"^codebook +1$", shown, re.MULTILINE)

    lines = [json.loads(line) for line in run(f"negotiation export jsonl --case {case}", capsys).out.splitlines()]
    events = {line["event"]["id"]: line["event"] for line in lines if "event" in line}
    assert events["schedule-agreed"]["coders"] == ["c2"]

    pytest.importorskip("prov.model")
    assert run(f"negotiation export prov --case {case} -o {tmp_path / 'out.json'}", capsys).code == 0
    prov = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert prov["agent"]["coder:c1"]["prov:type"] == "n:coder"
    roles = [one for one in prov["wasAssociatedWith"].values() if one["prov:activity"] == "coding:start-day"]
    assert {(one["prov:agent"], one["prov:role"]) for one in roles} == {
        ("coder:c1", "n:coder"),
        ("coder:c2", "n:coder"),
    }


@pytest.mark.parametrize(
    ("coded", "said"),
    [
        ("coders: [c1, c22]", "T113 no coder 'c22'"),
        ('codebook: "3"', "T131 the codebook has no version '3'"),
        ("coders: []", "T103"),
    ],
)
def test_what_is_not_declared_is_told(coded: str, said: str, case: Path) -> None:
    """At its place, with the nearest id."""
    more = case / "more.yaml"
    more.write_text(
        f"- {{id: told, kind: stated, on: 2020-03-03, reported: 2020-03-03, by: aland, states: It is so., {coded},\n"
        "   certainty: reported, sources: [{source: gazette, attribution: reporter}]}\n"
    )
    (problem,) = [one for one in load_case(case).problems if one.severity == "error"]

    assert said in str(problem)
    assert problem.file.endswith("more.yaml")
    assert "c22" not in coded or problem.label == "did you mean 'c2'?"


def test_a_version_without_a_codebook_is_told(case: Path) -> None:
    """Where the case declares none."""
    head = case / "case.yaml"
    head.write_text(head.read_text("utf-8").partition("codebook:")[0])

    problems = [one for one in load_case(case).problems if one.severity == "error"]
    assert {(one.code, one.message) for one in problems} == {("T131", "the case declares no codebook")}
