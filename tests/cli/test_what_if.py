"""A question with hypothetical events: it says so everywhere, and leaves nothing behind."""

import csv
import json
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest

from negotiation.cli.exits import Exit
from tests.cli.running import run, started
from tests.source import ROOT

RELEASED = """\
- {id: if-released, kind: performed, on: 2014-04-10, reported: 2014-04-11, subject: prisoner-release/4, by: israel,
   quantity: 26, certainty: reported, sources: [{source: w107-arutz-sheva, attribution: reporter}], title: A release}
"""
QUESTIONS = {
    "state": "--on 2014-04-12 prisoner-release",
    "why": "prisoner-release/4 --on 2014-04-12",
    "due": "--on 2014-04-12",
    "diff": "2014-04-08 2014-04-12",
    "timeline": "--from 2014-04-10 --to 2014-04-12",
    "totals": "prisoner-release --every event",
    "show": "prisoner-release --on 2014-04-12",
}


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    (tmp_path / "if.yaml").write_text(RELEASED)
    return tmp_path / "if.yaml"


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_says_what_it_supposes(question: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every line above the first blank one; JSON; every row of JSON lines and of CSV."""
    line = f"negotiation what-if {file} {question} {QUESTIONS[question]}"
    ran = run(line, capsys)

    assert ran.code == 0, ran.err
    head = ran.out.split("\n\n")[0].splitlines()
    assert head[0] == f"what if: with 1 event of {file}, in no file of the case: if-released"
    assert all(text.startswith("what if: ") for text in head)
    assert head[1] == "what if: 1 assertion of the case does not hold with them"
    assert json.loads(run(f"{line} --format json", capsys).out)["hypothetical"] == ["if-released"]
    rows = [json.loads(row) for row in run(f"{line} --format jsonl", capsys).out.splitlines()]
    assert {tuple(row["hypothetical"]) for row in rows} == {("if-released",)}
    facts = list(csv.DictReader(StringIO(run(f"{line} --format csv", capsys).out)))
    assert {row["hypothetical"] for row in facts} == {"if-released"}


def test_the_answer_is_that_of_the_case_with_the_events(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the day of the event, as known from the day on which it is reported."""
    for clock, released in (("", 104), (" --known 2014-04-10", 78)):
        line = f"state prisoner-release --on 2014-04-12 --format json{clock}"
        supposed = json.loads(run(f"negotiation what-if {file} {line}", capsys).out)
        plain = json.loads(run(f"negotiation {line}", capsys).out)
        assert supposed["commitments"][0]["performed"] == released
        assert plain["commitments"][0]["performed"] == 78
        assert "hypothetical" not in plain


def test_nothing_of_it_is_kept(file: Path, tmp_path: Path) -> None:
    """Neither its answer, nor what its file said, nor the replay: the directory of kept answers stays as it was."""
    env = {"NEGOTIATION_CACHE": str(tmp_path / "kept")}
    plain = ["state", "--on", "2014-04-12", "prisoner-release"]
    first = started(plain, env=env)
    kept = {path: path.read_bytes() for path in (tmp_path / "kept").rglob("*") if path.is_file()}
    supposed = started(["what-if", str(file), *plain], env=env)

    assert kept
    assert supposed.stdout != first.stdout
    assert {path: path.read_bytes() for path in (tmp_path / "kept").rglob("*") if path.is_file()} == kept
    assert started(plain, env=env).stdout == first.stdout


def test_events_may_come_on_standard_input() -> None:
    """As `-`, which problems are told of, too."""
    import subprocess  # noqa: PLC0415 - of this test only
    import sys  # noqa: PLC0415 - as above

    args = [sys.executable, "-m", "negotiation", "what-if", "-", "state", "--on", "2014-04-12", "prisoner-release"]
    ran = subprocess.run(args, input=RELEASED, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603 - ours

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("what if: with 1 event of -, in no file of the case: if-released\n")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("{file} check", Exit.USAGE, "what-if answers state, why, due, diff, timeline, totals, show, and not 'check'"),
        ("{file} stat --on 2014-04-12", Exit.USAGE, "did you mean 'state'?"),
        ("{file}.none state", Exit.FILES, "there is no file '"),
        ("{file} state --nonsense", Exit.USAGE, "no such option: --nonsense"),
        ("{file} state --case all", Exit.USAGE, "what-if takes one case"),
        ("{bad} state", Exit.PROBLEMS, "did you mean 'performed'?"),
        ("{file}", Exit.USAGE, "missing argument"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    line: str, code: Exit, said: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line; a hypothetical event that is none is told with its own place."""
    bad = file.with_name("bad.yaml")
    bad.write_text(RELEASED.replace("kind: performed", "kind: perfomed"))
    ran = run(f"negotiation what-if {line.format(file=file, bad=bad)}", capsys)

    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "{bad}" not in line or f" --> {bad}:1:" in ran.err


def test_an_assertion_of_its_own_is_not_hidden_by_one_of_the_case(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where both fail by the same difference, and so for one reason: whether its own holds is the question."""
    file.write_text(
        f"{RELEASED}- assertion: {{on: 2014-07-15, subject: prisoner-release, expect: {{performed: 78}}}}\n"
    )
    ran = run(f"negotiation what-if {file} state --on 2014-04-12", capsys)

    assert (ran.code, ran.out) == (Exit.PROBLEMS, "")
    assert "error[T202]: performed of prisoner-release on 2014-07-15 is 104, asserted 78" in ran.err
    assert f" --> {file}:3:" in ran.err


def test_every_assertion_that_does_not_hold_is_counted(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many as there are: also those that `check` leaves out since they only repeat an earlier one."""
    file.write_text(RELEASED.replace("2014-04-1", "2014-02-1").replace("quantity: 26", "quantity: 3"))
    ran = run(f"negotiation what-if {file} state --on 2014-04-12", capsys)
    copied = tmp_path / "events" / "talks-2013-14"
    shutil.copytree(ROOT / "events" / "talks-2013-14", copied)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copy(file, copied)
    checked = run(f"negotiation check --select T202 {copied}", capsys)
    repeated = re.search(r"also: (\d+) later assertions fail with it", checked.err + checked.out)

    assert repeated is not None
    assert f"what if: {1 + int(repeated[1])} assertions of the case do not hold with them" in ran.out.splitlines()
