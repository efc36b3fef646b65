"""`negotiation fmt`: which files it takes, what it tells, what it writes, and what it leaves alone."""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from negotiation.cli.placing import replace_file
from tests.cli.running import NEUTRAL, run
from tests.source import ROOT

UNTIDY = "- kind: stated\n  id: 'a'   # first\n"
TIDY = "- id: a     # first\n  kind: stated\n"


@pytest.fixture(name="here")
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with two cases, a seed, and one file in each that is not in the layout."""
    for name in ("one", "two"):
        case = tmp_path / "events" / name
        shutil.copytree(ROOT / "tests" / "cases" / "small", case)
        (case / "more.yaml").write_text(UNTIDY)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "S.yaml").write_text("publisher: x\nid: S\n")
    monkeypatch.chdir(tmp_path)
    for name, value in NEUTRAL.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def test_every_case_and_every_seed_is_formatted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files that change are listed; a second run finds nothing to do."""
    ran = run("negotiation fmt", capsys)

    assert ran.code == 0
    assert ran.out == "events/one/more.yaml\nevents/two/more.yaml\nseeds/S.yaml\n"
    assert ran.err.startswith("3 files changed, ")
    assert (here / "events/one/more.yaml").read_text() == TIDY
    assert (here / "seeds/S.yaml").read_text() == "id: S\npublisher: x\n"
    again = run("negotiation fmt", capsys)
    assert (again.code, again.out) == (0, "")
    assert again.err.endswith("files are in the layout\n")


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("events/one/mroe.yaml", 3, "there is no file or directory 'events/one/mroe.yaml'"),
        ("one events/three/", 3, "there is no file or directory 'events/three/'"),
        ("notes.md", 2, "'notes.md' is no YAML file"),
    ],
)
def test_what_is_not_there_or_no_data_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str], typed: str, code: int, said: str
) -> None:
    """A slip in a hook would otherwise look like files in order; and nothing is written."""
    (here / "notes.md").write_text("b: 'x'\na: 1\n")
    ran = run(f"negotiation fmt {typed}", capsys)

    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"error: {said}")
    assert (here / "notes.md").read_text() == "b: 'x'\na: 1\n"
    assert (here / "events/one/more.yaml").read_text() == UNTIDY


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("one", ["events/one/more.yaml"]),
        ("events/two", ["events/two/more.yaml"]),
        ("events/one/more.yaml events/one", ["events/one/more.yaml"]),
        ("seeds events", ["seeds/S.yaml", "events/one/more.yaml", "events/two/more.yaml"]),
        ("events/one/case.yaml", []),
    ],
)
def test_a_case_a_directory_or_a_file_is_enough(
    here: Path, capsys: pytest.CaptureFixture[str], typed: str, found: list[str]
) -> None:
    """`--check` writes nothing, and the exit code says whether anything would change."""
    ran = run(f"negotiation fmt --check {typed}", capsys)

    assert ran.out.splitlines() == found
    assert ran.code == (1 if found else 0)
    assert (here / "events/one/more.yaml").read_text() == UNTIDY


def test_a_difference_can_be_applied(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--diff` prints what `patch` takes, and writes nothing."""
    ran = run("negotiation fmt --diff one", capsys)

    assert ran.code == 1
    assert (here / "events/one/more.yaml").read_text() == UNTIDY
    subprocess.run(["patch", "-p0", "-s"], input=ran.out, text=True, check=True)  # noqa: S607 - wherever the machine has it
    assert (here / "events/one/more.yaml").read_text() == TIDY
    assert run("negotiation fmt --diff one", capsys).code == 0


def test_a_file_that_cannot_be_read_is_told_and_left_and_the_others_are_formatted(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the code and the place of what is wrong."""
    twice, bytes_ = here / "events/one/twice.yaml", here / "events/one/bytes.yaml"
    twice.write_text("- id: a\n  by: x\n  by: y\n")
    bytes_.write_bytes(b"- id: \xff\n")
    ran = run("negotiation fmt one", capsys)

    assert ran.code == 1
    assert ran.out == "events/one/more.yaml\n"
    assert "error[T007]" in ran.err
    assert "events/one/twice.yaml:3:3" in ran.err
    assert "error[T002]" in ran.err
    assert ran.err.endswith("2 files could not be read\n")
    assert twice.read_text() == "- id: a\n  by: x\n  by: y\n"
    assert bytes_.read_bytes() == b"- id: \xff\n"


def test_windows_line_ends_and_the_mark_go_and_the_file_stays_whose_it_was(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its permissions too; a link goes on to lead where it led."""
    real, link = here / "real.yaml", here / "events/one/link.yaml"
    real.write_bytes(b"\xef\xbb\xbf- id: a\r\n  kind: stated\r\n")
    real.chmod(0o640)
    link.symlink_to(real)

    assert run("negotiation fmt events/one/link.yaml", capsys).code == 0
    assert real.read_bytes() == b"- id: a\n  kind: stated\n"
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert not [path for path in here.iterdir() if path.name.startswith(".")]


def test_a_layout_that_would_say_something_else_is_never_written(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records are compared before anything is written: this is a bug, and told as one."""
    monkeypatch.setattr("negotiation.ledger.layout.laying.text_of", lambda *_: "- id: b\n  kind: stated\n")
    ran = run("negotiation fmt", capsys)

    assert ran.code == 70
    assert (here / "events/one/more.yaml").read_text() == UNTIDY


def test_a_file_that_changes_meanwhile_is_left(here: Path) -> None:
    """What somebody saves while it is formatted is not lost."""
    path = here / "events/one/more.yaml"
    with pytest.raises(Exception, match="changed meanwhile"):
        replace_file(path, b"as it was read\n", b"as it would be\n")
    assert path.read_text() == UNTIDY
    assert not [one for one in path.parent.iterdir() if one.name.startswith(".")]


def test_what_new_writes_is_in_the_layout(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A case that begins, and a record that is added to it."""
    assert run("negotiation new case harbour", capsys).code == 0
    note = f'yes: "no", and {"a note that goes on " * 9}'
    line = (
        "negotiation new event --kind stated --on 2020-06-01 --reported 2020-06-01 --by aland --subject trucks"
        " --certainty confirmed --source gazette:reporter --states this --case one --yes --allow-errors"
        f" --note {shlex.quote(note)}"
    )
    assert run(line, capsys).code == 0
    ran = run("negotiation fmt --check", capsys)
    assert ran.out == "events/one/more.yaml\nevents/two/more.yaml\nseeds/S.yaml\n"
    assert len([*(here / "events/one").rglob("*.yaml")]) == len([*(here / "events/two").rglob("*.yaml")]) + 1
