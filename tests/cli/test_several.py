"""Several cases asked at once give the answers that each gives by itself."""

import gc
import json
from pathlib import Path
from typing import Any

import pytest

from negotiation.cli.exits import Exit
from negotiation.cli.session import begin
from negotiation.domain.intervals import Table
from tests.cli.running import run
from tests.source import ROOT

FIRST, SECOND = (f"tests/cases/{name}" for name in ("p33-brief-suspension", "p34-instalments"))
BOTH = f"--case {FIRST} --case {SECOND}"
DAY = "--on 2020-09-15"


def answer(line: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """The JSON document of a command line."""
    ran = run(f"negotiation {line} --format json", capsys)
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


@pytest.mark.parametrize("more", [DAY, f"{DAY} --known same", f"{DAY} --readings", f"{DAY} --axis phase", ""])
def test_each_stands_as_it_does_alone(more: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The document holds the document of each, whole and in the order typed."""
    both = answer(f"state {BOTH} {more}", capsys)

    assert both == {
        "schema": "negotiation/states/1",
        "cases": [answer(f"state --case {case} {more}", capsys) for case in (FIRST, SECOND)],
    }


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_rows_say_of_which_case_they_are(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In a first column, before what each case's own rows have; alone, a case has no such column."""
    both = run(f"negotiation state {BOTH} {DAY} --format {form}", capsys).out.splitlines()
    alone = [run(f"negotiation state --case {one} {DAY} --format {form}", capsys).out for one in (FIRST, SECOND)]

    if form == "csv":
        rows = [f"{Path(c).name},{row}" for c, text in zip((FIRST, SECOND), alone, strict=True) for row in _body(text)]
        assert both == [f"case,{alone[0].splitlines()[0]}", *rows]
    else:
        found = [{"case": Path(c).name, **json.loads(row)} for c, text in zip((FIRST, SECOND), alone, strict=True)
                 for row in text.splitlines()]  # fmt: skip
        assert [json.loads(row) for row in both] == found


def _body(text: str) -> list[str]:
    return text.splitlines()[1:]


def test_all_is_every_case_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the order of the ids; and of one case only it is several all the same, so that scripts know the shape."""
    events = tmp_path / "events"
    events.mkdir()
    for case in (SECOND, FIRST):
        (events / Path(case).name).symlink_to(ROOT / case, target_is_directory=True)
    monkeypatch.setenv("NEGOTIATION_EVENTS", str(events))
    assert [one["case"] for one in answer(f"state --case all {DAY}", capsys)["cases"]] == [
        Path(FIRST).name,
        Path(SECOND).name,
    ]

    (events / Path(FIRST).name).unlink()
    assert [one["case"] for one in answer(f"state --case all {DAY}", capsys)["cases"]] == [Path(SECOND).name]

    (events / Path(SECOND).name).unlink()
    assert run("negotiation state --case all", capsys).code == Exit.FILES


def test_one_case_named_twice_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    """The plain envelope, as ever."""
    assert answer(f"state --case {FIRST} --case ./{FIRST}/ {DAY}", capsys)["schema"] == "negotiation/state/1"


@pytest.mark.parametrize(
    "line", ["why funds", "due", "timeline", "diff 2020-01-01 2020-02-01", "totals", "show funds", "sources"]
)
@pytest.mark.parametrize("cases", [BOTH, "--case all"])
def test_other_commands_are_about_one_case(line: str, cases: str, capsys: pytest.CaptureFixture[str]) -> None:
    """They say so, and what takes several."""
    ran = run(f"negotiation {line} {cases}", capsys)

    assert (ran.code, ran.out) == (Exit.USAGE, "")
    assert ran.err.startswith("error: this command is about one case")
    assert "negotiation state" in ran.err


def test_what_one_of_them_knows_may_be_asked_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    """The others have nothing of it, and an id that none of them has is refused."""
    first, second = answer(f"state funds {BOTH} {DAY}", capsys)["cases"]

    assert [row["id"] for row in second["commitments"]] == ["funds"]
    assert not [name for name, rows in first.items() if isinstance(rows, list) and rows]
    assert run(f"negotiation state fund {BOTH}", capsys).code == Exit.USAGE


def test_errors_of_one_stop_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An answer about the others alone would be taken for the whole."""
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "case.yaml").write_text("title: 1\n", "utf-8")
    ran = run(f"negotiation state --case {FIRST} --case {broken}", capsys)

    assert (ran.code, ran.out) == (Exit.PROBLEMS, "")
    assert f"negotiation check {broken}" in ran.err


def test_a_case_is_let_go_before_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that an archive need not fit into memory."""
    there: list[int] = []

    def begun(*args: Any) -> Any:
        there.append(sum(isinstance(one, Table) for one in gc.get_objects()))
        return begin(*args)

    monkeypatch.setattr("negotiation.cli.several.begin", begun)
    run(f"negotiation state {BOTH} --case tests/cases/p25-ceiling {DAY}", capsys)

    assert there == [there[0]] * 3
