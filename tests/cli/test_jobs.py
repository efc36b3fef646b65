"""Cases checked by several processes at once: the same bytes, the same code, and a quiet end."""

import os
import shutil
import signal
from collections.abc import Iterable, Mapping
from multiprocessing import active_children
from pathlib import Path
from threading import Timer

import pytest

from negotiation.cli import checking
from negotiation.cli.main import main
from negotiation.ledger.problems import Problem
from tests.cli.running import Ran, run
from tests.source import ROOT

PATTERNS = ROOT / "tests" / "cases"


@pytest.fixture(name="events")
def _events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two of the shipped cases and a small one, two of them with slips in them."""
    for name in ("colombia-farc-2017", "black-sea-grain-2022-23"):
        shutil.copytree(ROOT / "events" / name, tmp_path / "events" / name)
    shutil.copytree(PATTERNS / "small", tmp_path / "events" / "small")
    acts = tmp_path / "events" / "small" / "2020" / "acts.yaml"
    acts.write_text(acts.read_text("utf-8").replace("kind: acted", "kind: actd"), "utf-8")
    weapons = tmp_path / "events" / "colombia-farc-2017" / "2017" / "weapons.yaml"
    weapons.write_text(weapons.read_text("utf-8").replace("quantity: 1", "quantity: 2", 1), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "events"


def timeless(ran: Ran) -> Ran:
    """The same without how long it took."""
    told = [line.rpartition(" (")[0] or line for line in ran.err.splitlines()]
    return Ran(ran.code, ran.out, "\n".join(told))


@pytest.mark.usefixtures("events")
@pytest.mark.parametrize("options", ["", "--strict --notes --format concise --max 7", "--statistics"])
def test_several_processes_tell_what_one_tells(options: str, capsys: pytest.CaptureFixture[str]) -> None:
    alone, several = (timeless(run(f"negotiation check {options} {jobs}", capsys)) for jobs in ("", "--jobs 3"))

    assert several == alone
    assert alone.out


@pytest.mark.usefixtures("events")
def test_what_is_refused_is_refused_in_the_same_words(capsys: pytest.CaptureFixture[str]) -> None:
    line = "negotiation check small nowhere/at-all colombia-farc-2017"

    assert run(f"{line} -j 2", capsys) == run(line, capsys)


def test_notes_that_are_only_counted_are_not_kept(events: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of a case that was checked is what is told of it."""
    kept: list[int] = []

    def handed_over(problems: Iterable[Problem], *_: object, besides: Mapping[str, int], **__: object) -> str:
        kept.extend([len(list(problems)), sum(besides.values())])
        return ""

    monkeypatch.setattr(checking, "problems_text", handed_over)

    assert main(["check", "-q", str(events / "small"), str(events / "black-sea-grain-2022-23")]) == 1
    assert kept[0] == 1
    assert kept[1] > 50


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_quietly(events: Path, jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In the middle of the work: nothing is told, and nobody works on."""
    for number in range(30):
        shutil.copytree(events / "colombia-farc-2017", events / f"copy-{number:02}")
    Timer(0.7, os.kill, (os.getpid(), signal.SIGINT)).start()

    assert run(f"negotiation check --jobs {jobs}", capsys) == Ran(130, "", "")
    assert active_children() == []
