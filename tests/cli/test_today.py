"""`--today` answers as if it were another day, whichever way an answer comes."""

import os
from pathlib import Path

import pytest

from negotiation.cli.app import NAMES
from negotiation.cli.days import TODAY
from negotiation.cli.todaying import COMMANDS
from negotiation.cli.warm import Warm
from negotiation.domain.answers import Question
from tests.cli.running import Ran, run

LINES = ["state", "state prisoner-release --on -14d --format json", "why prisoner-release --on yesterday", "due"]
DAY = "2014-03-31"


@pytest.mark.parametrize("line", LINES)
def test_it_answers_as_it_would_that_day(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the whole application, from the file of the case, and as kept: the same bytes as on that day itself."""
    monkeypatch.setenv(TODAY, DAY)
    expected = run(f"negotiation {line}", capsys)
    assert (expected.code, "2014-03-" in expected.out) == (0, True)
    monkeypatch.setenv(TODAY, "2026-11-22")
    assert run(f"negotiation {line} --today {DAY}", capsys) == expected
    monkeypatch.setenv("NEGOTIATION_CACHE", str(tmp_path))
    assert run("negotiation state --on 2013-12-30", capsys).code == 0
    made: list[Warm] = []
    question = Warm.question

    def asked(self: Warm, day: int, known: str | None) -> Question:
        made.append(self)
        return question(self, day, known)

    monkeypatch.setattr(Warm, "question", asked)
    command, _, rest = line.partition(" ")
    assert run(f"negotiation {command} --today={DAY} {rest}", capsys) == expected
    warm = len(made)
    assert warm
    assert run(f"negotiation {line} --today {DAY}", capsys) == expected
    assert len(made) == warm, "it was kept"
    assert os.environ[TODAY] == "2026-11-22"


@pytest.mark.parametrize(
    "given", ["--today yesterday", "--today 2014-02-30", f"--today {DAY} --today {DAY}", "--today=", "--today 20140331"]
)
def test_what_is_no_day_is_refused(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing is answered as if it had not been said."""
    ran = run(f"negotiation state {given}", capsys)
    assert (ran.code, ran.out) == (2, "")
    assert "--today takes one day, once" in ran.err


def test_other_commands_do_not_know_it(capsys: pytest.CaptureFixture[str]) -> None:
    """A word that changes nothing is not taken in silence; the help of every other one says what it does."""
    told: Ran = run(f"negotiation check --today {DAY}", capsys)
    assert (told.code, "no such option: --today" in told.err) == (2, True)
    known = {name for name in NAMES if "--today DAY" in run(f"negotiation {name} --help", capsys).out}
    assert known == COMMANDS - {"what-if"}


def test_it_holds_in_what_is_supposed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`what-if` has the options of the question that follows."""
    nothing = tmp_path / "nothing.yaml"
    nothing.write_text("[]\n", "utf-8")
    asked = run(f"negotiation what-if {nothing} state --today {DAY}", capsys)
    monkeypatch.setenv(TODAY, DAY)
    assert asked == run(f"negotiation what-if {nothing} state", capsys)
    assert asked.code == 0
