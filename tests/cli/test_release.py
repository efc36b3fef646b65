"""What was released is corrected by new records: whoever edits it is told, and whoever moves it about is not."""

import re
import shutil
from pathlib import Path

import pytest

from negotiation.cli import cases
from negotiation.domain.canonical import digest_of
from negotiation.ledger.load import load_case
from tests.cli.running import run
from tests.source import ROOT

NEW = """\
- {id: second-call, kind: contacted, on: 2020-07-01, reported: 2020-07-02, form: called, by: aland, to: bland,
   certainty: reported, sources: [{source: agency, attribution: reporter}]}
"""


@pytest.fixture(name="case")
def _case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEGOTIATION_TODAY", "2026-11-22")
    monkeypatch.setattr(cases, "load_case", load_case)  # these files change from one run to the next
    return Path(shutil.copytree(ROOT / "tests" / "cases" / "small", tmp_path / "small"))


def release(case: Path, capsys: pytest.CaptureFixture[str], more: str = "") -> str:
    ran = run(f"negotiation release --case {case} {more}", capsys)
    assert ran.code == 0, ran.err
    return ran.out + ran.err


def codes(case: Path) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.code, one.ids) for one in load_case(case).problems if one.severity == "error"]


def first_file(case: Path) -> tuple[Path, str]:
    """The file of the call, and its text."""
    path = next(
        path
        for path in sorted(case.rglob("*.yaml"))
        if "releases" not in path.parts and "id: call-about-patrol" in path.read_text("utf-8")
    )
    return path, path.read_text("utf-8")


def test_every_event_has_its_digest(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a file of the day; the case is sound with it, and a second release has nothing to add."""
    said = release(case, capsys)
    loaded = load_case(case)
    assert loaded.case is not None

    (path,) = (case / "releases").iterdir()
    written = dict(re.findall(r"^  (\S+): ([0-9a-f]{64})$", path.read_text("utf-8"), re.MULTILINE))
    assert path.name == "2026-11-22.yaml"
    assert written == {event.id: digest_of(event) for event in loaded.case.events}
    assert f"{len(written)} events" in said
    assert codes(case) == []
    assert "nothing to release" in release(case, capsys)


def test_a_dry_run_prints_what_would_be_written(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = release(case, capsys, "--dry-run")
    assert not (case / "releases").exists()

    release(case, capsys)

    assert (case / "releases" / "2026-11-22.yaml").read_text("utf-8") == printed


def test_what_is_edited_is_told_at_its_place(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release(case, capsys)
    path, text = first_file(case)
    path.write_text(text.replace("kind: contacted", "kind: contacted, place: Bridge", 1), "utf-8")

    (problem,) = (one for one in load_case(case).problems if one.severity == "error")

    assert (problem.code, problem.file, problem.ids) == ("T321", path.as_posix(), ("call-about-patrol",))
    line = text.splitlines()[problem.start.line - 1]
    assert line[problem.start.column - 1 : problem.end.column - 1] == "call-about-patrol"
    assert run(f"negotiation state --case {case}", capsys).code == 1


def test_what_is_gone_is_told_where_it_was_released(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release(case, capsys)
    path, text = first_file(case)
    path.write_text(text.replace("id: call-about-patrol", "id: another-name", 1), "utf-8")

    found = [one for one in load_case(case).problems if one.code == "T322"]

    assert [(one.ids, Path(one.file).name) for one in found] == [(("call-about-patrol",), "2026-11-22.yaml")]


def test_layout_comments_and_files_are_no_part_of_it(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record laid out anew, with a comment, in another file, is what was released."""
    release(case, capsys)
    path, text = first_file(case)
    record = re.search(r"^- \{id: call-about-patrol.*?\}\]\}\n", text, re.MULTILINE | re.DOTALL)
    assert record is not None
    path.write_text(text.replace(record[0], ""), "utf-8")
    laid_out = "# as it was told\n" + record[0].replace(", ", ",\n    ")
    (case / "moved.yaml").write_text(laid_out, "utf-8")

    assert codes(case) == []


def test_what_is_added_is_free_until_its_own_release(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A later release is a file of its own, and leaves the earlier one as it is."""
    release(case, capsys)
    (first,) = (case / "releases").iterdir()
    kept = first.read_bytes()
    (case / "more.yaml").write_text(NEW.replace("2020-07-02", "2020-07-03"), "utf-8")
    assert codes(case) == []

    release(case, capsys)
    second = case / "releases" / "2026-11-22-2.yaml"
    assert re.findall(r"^  (\S+): ", second.read_text("utf-8"), re.MULTILINE) == ["second-call"]
    assert first.read_bytes() == kept
    (case / "more.yaml").write_text(NEW, "utf-8")

    assert codes(case) == [("T321", ("second-call",))]


def test_a_case_that_does_not_say_what_it_records_is_not_released(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = case / "case.yaml"
    head.write_text(re.sub(r"^selection:.*\n", "", head.read_text("utf-8"), flags=re.MULTILINE), "utf-8")

    ran = run(f"negotiation release --case {case}", capsys)

    assert (ran.code, (case / "releases").exists()) == (1, False)
    assert "T310" in ran.err


def test_the_form_of_a_digest_does_not_change() -> None:
    """What was released years ago is compared with what is written today: this digest may never be another."""
    case = load_case(ROOT / "tests" / "cases" / "small").case
    assert case is not None
    (event,) = (one for one in case.events if one.id == "call-about-patrol")

    assert digest_of(event) == "99a1e11d6600a54b6138e7408b3060195c68ede279c9358e24069d15d79746f3"
