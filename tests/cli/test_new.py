"""A case that is begun is sound at once, and nothing that was there is touched."""

import json
import os
import re
from pathlib import Path

import pytest

from negotiation.cli.exits import Exit
from negotiation.cli.scaffold import TAKEN, Plan, files
from negotiation.ledger.load import load_case
from tests.cli.running import run, started

LONG = "x" * 81


@pytest.fixture(name="empty")
def _empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory, which the command runs in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_runs_outside_any_checkout(tmp_path: Path) -> None:
    """In an empty directory, in a process of its own; then the commands that it names run as they stand."""
    ran = started(["new", "case", "harbour-talks"], cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    named = re.findall(r"^  negotiation (.*)$", ran.stdout, re.MULTILINE)

    assert len(named) == 2
    told = [started(line.split(), cwd=tmp_path) for line in named]
    assert [one.returncode for one in told] == [0, 0]
    assert "example-promise" in told[-1].stdout
    assert sorted(path.name for path in (tmp_path / "events").iterdir()) == ["harbour-talks"]


@pytest.mark.parametrize(
    "more",
    [
        "",
        "--start 1999-12-31 --end 1999-12-31",
        "--start 2013-07-29 --tz Asia/Tokyo",
        "--end 2100-06-30",
        '--title "NO: a # case" --party a="null" --party b="B: {c} # d" --party c="Ünïted [3]" --party d=" - "',
        """--title "O'Neill's \\\\ case" --party one=One --party two="*two" """,
    ],
)
def test_what_is_begun_is_sound(more: str, empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No errors and no warnings, whatever its days and names; and it answers."""
    made = run(f"negotiation new case harbour {more}", capsys)
    checked = run("negotiation check --strict harbour", capsys)
    shown = json.loads(run("negotiation state --format json --on 2026-12-31", capsys).out)

    assert (made.code, made.err, checked.code) == (0, "", 0)
    assert shown["complete"]
    assert [path.name for path in empty.iterdir()] == ["events"]
    assert run("negotiation state", capsys).code == 0


def test_names_are_kept(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What YAML would take for something else is in quotation marks."""
    run('negotiation new case harbour --title "yes: no" --party a="null" --party b="012 # x"', capsys)
    case = load_case(empty / "events" / "harbour").case

    assert case is not None
    assert case.head.title == "yes: no"
    assert [(str(party.id), party.name) for party in case.head.parties] == [("a", "null"), ("b", "012 # x")]


def test_what_the_comments_show_is_sound_too(empty: Path) -> None:
    """Without its marks, each record in a comment is one of the case."""
    plan = Plan("harbour", "Harbour", "UTC", "2020-01-01", "2020-12-31", "2021-01-01", {"a": "A", "b": "B"})
    (empty / "harbour").mkdir()
    for name, text in files(plan).items():
        shown = re.sub(r"^# (people:.*|  - \{.*|- \{.*|   \w.*)$", r"\1", text, flags=re.MULTILINE)
        assert name == "sources.yaml" or shown != text
        (empty / "harbour" / name).write_text(shown, "utf-8")
    ledger = load_case(empty / "harbour")

    assert [str(problem) for problem in ledger.problems if problem.severity != "note"] == []
    assert ledger.case is not None
    assert len(ledger.case.events) == 3
    assert len(ledger.case.head.readings) == 2
    assert len(ledger.case.head.people) == 1


def test_ids_of_the_example_are_known() -> None:
    """A party that has one of them is refused before anything is written."""
    plan = Plan("harbour", "Harbour", "UTC", "2020-01-01", "2020-12-31", "2021-01-01", {"a": "A", "b": "B"})
    given = set(re.findall(r"(?:\bid|commitment|process): ([a-z-]+)", "".join(files(plan).values())))

    assert given - TAKEN == {"a", "b", "first-speaker"}


@pytest.mark.parametrize(
    "id_", ["Harbour", "harbour talks", "harbour--talks", "-harbour", "../x", "", LONG, "all", "é"]
)
def test_bad_ids_are_refused(id_: str, empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing is written."""
    ran = run(f"negotiation new case -- '{id_}'", capsys)

    assert (ran.code, ran.out) == (Exit.USAGE, "")
    assert not list(empty.iterdir())


def test_what_is_there_is_left_alone(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever it is: a case, a file, a link that leads nowhere."""
    run("negotiation new case harbour", capsys)
    (empty / "events" / "file").write_text("x", "utf-8")
    (empty / "events" / "link").symlink_to("nowhere")
    before = {path: path.read_bytes() for path in empty.rglob("*") if path.is_file()}

    for id_ in ("harbour", "file", "link"):
        assert run(f"negotiation new case {id_} --title Other", capsys).code == Exit.USAGE
    assert {path: path.read_bytes() for path in empty.rglob("*") if path.is_file()} == before


def test_a_dry_run_writes_nothing(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints what would be written."""
    dry = run("negotiation new case harbour --dry-run", capsys)
    assert not list(empty.iterdir())
    run("negotiation new case harbour", capsys)

    assert all(path.read_text("utf-8") in dry.out for path in (empty / "events" / "harbour").iterdir())


def test_a_disk_that_fails_leaves_nothing(
    empty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not half a case, nor the directories that were made for it."""

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", str(self), None, str(target))

    monkeypatch.setattr(Path, "rename", full)
    ran = run("negotiation new case harbour", capsys)

    assert ran.code == Exit.FILES
    assert ran.err == "error: could not write events/harbour: No space left on device\n"
    assert not list(empty.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever may write anywhere is not refused")
def test_a_directory_that_may_not_be_written(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is told with the system's reason."""
    (empty / "events").mkdir(mode=0o500)

    assert run("negotiation new case harbour", capsys).code == Exit.FILES


def test_the_second_case_is_told_how_to_be_the_default(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Since without it no command knows any more which case is meant."""
    assert "cases.yaml" not in run("negotiation new case harbour", capsys).out
    assert "default: toll" in run("negotiation new case toll", capsys).out
    (empty / "events" / "cases.yaml").write_text("default: toll\n", "utf-8")

    assert "cases.yaml" not in run("negotiation new case bridge", capsys).out
    assert run("negotiation state --on 2026-02-02", capsys).code == 0
