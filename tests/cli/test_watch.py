"""`negotiation check --watch`: what is wrong now, after every save, until Ctrl-C."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer

import pytest

from negotiation.cli.following import changes
from negotiation.cli.main import main
from negotiation.cli.rechecking import CLEAR
from tests.cli.running import NEUTRAL, run
from tests.source import ROOT

PATIENCE = 30.0


@pytest.fixture(name="case")
def _case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a case, in the directory that the command is run in."""
    monkeypatch.chdir(tmp_path)
    for name, value in NEUTRAL.items():
        monkeypatch.setenv(name, value)
    return Path(shutil.copytree(ROOT / "tests" / "cases" / "small", tmp_path / "events" / "small"))


def edit(path: Path, old: str, new: str) -> None:
    """Save a file anew."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def steps(*acts: Callable[[], object]) -> Callable[[float], None]:
    """Waits that pass at once, each after something was done; at the end somebody presses Ctrl-C."""
    waiting: Iterator[Callable[[], object]] = iter(acts)

    def wait(_: float) -> None:
        act = next(waiting, None)
        if act is None:
            raise KeyboardInterrupt
        act()

    return wait


def watched(
    line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *acts: Callable[[], object]
) -> tuple[list[str], str, int]:
    """What was printed run by run, what was told besides, and the exit code."""
    monkeypatch.setattr("negotiation.cli.following.time.sleep", steps(*acts))
    code = main(line.split()[1:])
    said = capsys.readouterr()
    return re.split(r"^==== changed: .*\n", said.out, flags=re.MULTILINE), said.err, code


def test_a_slip_is_told_as_it_is_saved_and_heals(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that leaves nothing to read, and a case that goes away for a moment."""
    acts, head = case / "2020" / "acts.yaml", case / "case.yaml"
    runs, err, code = watched(
        "negotiation check --watch --quiet",
        capsys,
        monkeypatch,
        lambda: edit(acts, "subject: trucks/1", "subject: truks/1"),
        lambda: None,
        lambda: edit(acts, "subject: truks/1", "subject: trucks/1"),
        lambda: head.rename(case / "gone"),
        lambda: (case / "gone").rename(head),
    )

    assert code == 130
    assert [len(re.findall(r"^error", one, re.MULTILINE)) for one in runs] == [0, 1, 0, 0, 0]
    assert "truks" in runs[1]
    assert "no case in events" in err
    assert "Traceback" not in err


def test_its_options_hold_every_time(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file of the case, some codes, and a file for the answer."""
    acts = case / "2020" / "acts.yaml"
    line = f"negotiation check --watch --select T11 --format json -o problems.json {acts.relative_to(Path.cwd())}"
    found: list[str] = []
    _, err, code = watched(
        line,
        capsys,
        monkeypatch,
        lambda: edit(acts, "subject: trucks/1", "subject: truks/1"),
        lambda: found.append(Path("problems.json").read_text("utf-8")),
        lambda: edit(acts, "kind: contacted", "kind: contakted"),
        lambda: found.append(Path("problems.json").read_text("utf-8")),
    )

    assert code == 130
    assert ["truks" in found[0], "contakted" in found[1]] == [True, False]
    assert err.count("Checked ") == 3
    assert "Watching the files until Ctrl-C" in err


def test_on_a_terminal_only_what_holds_now_is_seen(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen is cleared, and no line stands between."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    [out], _, _ = watched(
        "negotiation check --watch", capsys, monkeypatch, lambda: edit(case / "case.yaml", "title: ", "title:  ")
    )
    assert out.count(CLEAR) == 2


def test_what_is_typed_wrongly_ends_it(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing that is saved could mend it."""
    assert case.is_dir()
    ran = run("negotiation check --watch --format json", capsys)
    assert ran.code == 2
    assert "-o problems.json" in ran.err
    assert run("negotiation check --watch no-such-case", capsys).code == 2
    assert run("negotiation check --watch --select X9", capsys).code == 2


def test_what_changed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is new, another text, and one that is gone; hidden ones are not looked at."""
    (tmp_path / "a.yaml").write_text("a")
    acts: list[Callable[[], object]] = [
        lambda: (tmp_path / "b.yaml").write_text("b"),
        lambda: (tmp_path / ".c.yaml").write_text("c"),
        lambda: (tmp_path / "a.yaml").write_text("aa"),
        (tmp_path / "b.yaml").unlink,
    ]
    monkeypatch.setattr("negotiation.cli.following.time.sleep", steps(*acts))
    found: list[list[str]] = []
    with pytest.raises(KeyboardInterrupt):
        found.extend([Path(name).name for name in names] for names in changes(lambda: [tmp_path]))
    assert found == [["b.yaml"], ["a.yaml"], ["b.yaml"]]


def test_a_link_to_nothing_hides_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever comes after it is followed all the same."""
    (tmp_path / "a.yaml").symlink_to(tmp_path / "gone.yaml")
    (tmp_path / "b.yaml").write_text("")
    seen = changes(lambda: [tmp_path])
    monkeypatch.setattr("negotiation.cli.following.time.sleep", steps(lambda: (tmp_path / "b.yaml").write_text("x: 1")))

    assert next(seen) == [str(tmp_path / "b.yaml")]


def test_a_real_program_sees_a_save_and_ends_quietly(case: Path) -> None:
    """In a process of its own, with nothing injected."""
    with subprocess.Popen(
        [sys.executable, "-m", "negotiation", "check", "--watch"],
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        late = Timer(PATIENCE, program.kill)
        late.start()
        try:
            assert program.stderr is not None
            assert program.stdout is not None
            while "Watching" not in program.stderr.readline():
                assert program.poll() is None
            edit(case / "2020" / "acts.yaml", "subject: trucks/1", "subject: truks/1")
            while "truks" not in program.stdout.readline():
                assert program.poll() is None
            program.send_signal(signal.SIGINT)
            _, err = program.communicate()
            assert program.returncode == 130
            assert "Traceback" not in err
        finally:
            late.cancel()
            program.kill()
