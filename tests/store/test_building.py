"""How the file is written: the same bytes for the same files, whole or not at all, and with manners."""

import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from negotiation.cli import progress
from negotiation.cli.exits import Exit
from negotiation.cli.timing import Timing
from tests.cli.running import NEUTRAL, Ran, run, started
from tests.source import ROOT

CASES = [ROOT / "tests" / "cases" / name for name in ("small", "p12-selection", "p16-conduct", "p24-recurring")]
OLD = b"what was there before"


def named(*cases: Path) -> str:
    """The options that name cases."""
    return " ".join(f"--case {case}" for case in cases)


def build(options: str, output: Path, capsys: pytest.CaptureFixture[str]) -> Ran:
    """Run the command in this process."""
    return run(f"negotiation build {options} -o {output}", capsys)


def copied(where: Path) -> Path:
    """The cases in another directory, the files of each made in the opposite order."""
    for case in reversed(CASES):
        for path in sorted(case.rglob("*.yaml"), reverse=True):
            copy = where / case.name / path.relative_to(case)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    return where


def test_the_same_files_give_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wherever they lie, in whatever order they are named and listed, by one process or two."""
    first = tmp_path / "first.db"
    assert build(named(*CASES), first, capsys).code == 0
    root = copied(tmp_path / "elsewhere" / "events")
    lines = [
        f"build {named(*reversed(CASES))} --jobs 2",
        f"export sqlite {named(*(root / case.name for case in CASES))}",
    ]
    for number, line in enumerate(lines):
        other = tmp_path / f"other{number}.db"
        assert run(f"negotiation {line} -o {other}", capsys).code == 0
        assert other.read_bytes() == first.read_bytes(), line
    seeds = [started(["build", "--jobs", jobs, "-o", str(tmp_path / jobs)], cwd=tmp_path, env=env) for jobs, env in (
        ("1", {"PYTHONHASHSEED": "1", "NEGOTIATION_EVENTS": str(root)}),
        ("3", {"PYTHONHASHSEED": "77", "NEGOTIATION_EVENTS": str(root)}),
    )]  # fmt: skip
    assert [ran.returncode for ran in seeds] == [0, 0]
    assert {(tmp_path / jobs).read_bytes() for jobs in ("1", "3")} == {first.read_bytes()}


def test_it_holds_nothing_of_the_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No path of it, and nothing of where the file was built."""
    assert build(named(*CASES), tmp_path / "n.db", capsys).code == 0
    held = (tmp_path / "n.db").read_bytes()
    assert str(ROOT).encode() not in held
    assert str(tmp_path).encode() not in held


def dump(path: Path) -> Mapping[str, list[tuple[object, ...]]]:
    """Every row but where it is written."""
    with sqlite3.connect(path) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM pragma_table_list WHERE strict")]
        found: dict[str, list[tuple[object, ...]]] = {}
        for table in sorted({*names} - {"files", "problems"}):
            columns = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", [table])]
            kept = ", ".join(f'"{name}"' for name in columns if name not in {"file", "line", "files"})
            found[table] = connection.execute(f"SELECT {kept} FROM {table}").fetchall()  # noqa: S608 - our own names
        return found


def test_what_stands_in_which_file_changes_no_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """But where it is written."""
    merged = tmp_path / "events" / "small"
    shutil.copytree(CASES[0], merged)
    year = merged / "2020"
    (merged / "all.yaml").write_text((year / "promises.yaml").read_text() + (year / "acts.yaml").read_text())
    shutil.rmtree(year)
    assert build(named(CASES[0]), tmp_path / "one.db", capsys).code == 0
    assert build(named(merged), tmp_path / "other.db", capsys).code == 0

    one, other = dump(tmp_path / "one.db"), dump(tmp_path / "other.db")
    assert len(one["intervals"]) > 100
    assert {table for table, rows in one.items() if rows != other[table]} == {"assertions"} - {
        "assertions" if one["assertions"] == other["assertions"] else ""
    }


@pytest.fixture(name="broken")
def _broken(tmp_path: Path) -> Path:
    """A case with an error."""
    case = tmp_path / "events" / "broken"
    shutil.copytree(CASES[0], case)
    acts = case / "2020" / "acts.yaml"
    acts.write_text(acts.read_text() + "- {id: odd, kind: performed, subject: nothing-such, on: 2020-05-01, "
                    "reported: 2020-05-01, certainty: reported, sources: [{source: gazette}]}\n")  # fmt: skip
    return case


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_stop_it(broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], jobs: int) -> None:
    """They are told as by the other commands, and what was there before stays."""
    output = tmp_path / "n.db"
    output.write_bytes(OLD)
    ran = build(f"--jobs {jobs} {named(CASES[1], broken)}", output, capsys)

    assert ran.code == Exit.PROBLEMS
    assert "error[T112]" in ran.err
    assert "nothing-such" in ran.err
    assert "--allow-errors builds nevertheless" in ran.err
    assert output.read_bytes() == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events", "n.db"]


def test_errors_that_are_allowed_are_recorded(broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file says that the case is not complete, and why; its keys lead somewhere all the same."""
    ran = build(f"--allow-errors {named(broken)}", tmp_path / "n.db", capsys)

    assert ran.code == 0
    assert "warning: broken: the data have problems (1 error" in ran.err
    with sqlite3.connect(tmp_path / "n.db") as connection:
        assert connection.execute("SELECT case_id, complete FROM cases").fetchall() == [("broken", 0)]
        codes = connection.execute("SELECT code FROM problems WHERE severity = 'error'").fetchall()
        assert codes == [("T112",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_case_without_a_head_cannot_be_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is allowed."""
    (tmp_path / "bare").mkdir()
    ran = build(f"--allow-errors {named(tmp_path / 'bare')}", tmp_path / "n.db", capsys)

    assert (ran.code, ran.out) == (Exit.FILES, "")
    assert "holds no case" in ran.err
    assert not (tmp_path / "n.db").exists()


def test_cases_of_one_id_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Their rows could not be told apart."""
    shutil.copytree(CASES[0], tmp_path / "small")
    ran = build(named(CASES[0], tmp_path / "small"), tmp_path / "n.db", capsys)

    assert ran.code == Exit.USAGE
    assert "two cases have the id 'small'" in ran.err


@pytest.mark.parametrize("where", ["missing/n.db", "."])
def test_where_nothing_can_be_written(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says so."""
    ran = build(named(CASES[0]), tmp_path / where, capsys)

    assert ran.code == Exit.FILES
    assert ran.err.startswith(f"error: could not write {tmp_path / where}: ")
    assert list(tmp_path.iterdir()) == []


FULL = """
import resource, signal, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
from negotiation.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_full_disk(tmp_path: Path) -> None:
    """The old file stays, nothing stands beside it, and one line says why."""
    output = tmp_path / "n.db"
    output.write_bytes(OLD)
    ran = subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, "-c", FULL, "build", "--case", str(CASES[0]), "-o", str(output)],
        cwd=ROOT,
        env={"PATH": os.defpath, **NEUTRAL},
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == Exit.FILES, ran.stderr
    assert ran.stderr.startswith(f"error: could not write {output}: ")
    assert len(ran.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["n.db"]
    assert output.read_bytes() == OLD


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_build(sent: signal.Signals, jobs: str, tmp_path: Path) -> None:
    """The old file stays, nothing stands beside it, and no process is left."""
    output = tmp_path / "n.db"
    output.write_bytes(OLD)
    process = subprocess.Popen(  # noqa: S603 - the command is ours
        [sys.executable, "-m", "negotiation", "build", "--jobs", jobs, "-o", str(output)],
        cwd=ROOT,
        env={"PATH": os.defpath, **NEUTRAL},
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    for _ in range(600):
        if len([*tmp_path.iterdir()]) > 1 or process.poll() is not None:
            break
        time.sleep(0.05)
    else:
        pytest.fail("nothing was begun")
    os.killpg(process.pid, sent)
    _, said = process.communicate(timeout=30)

    assert (process.returncode, said) == (Exit.INTERRUPTED, "")
    assert [path.name for path in tmp_path.iterdir()] == ["n.db"]
    assert output.read_bytes() == OLD
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_what_sqlite_left_beside_the_old_file_goes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A journal of the old file would be read into the new one."""
    output = tmp_path / "n.db"
    for name in ("n.db", "n.db-wal", "n.db-journal"):
        (tmp_path / name).write_bytes(OLD)
    assert build(named(CASES[0]), output, capsys).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["n.db"]


def test_progress_is_told_on_a_terminal_alone(tmp_path: Path) -> None:
    """Which case, what is done to it, and how much is left; and no line of it stays."""
    args = [sys.executable, "-m", "negotiation", "build", *named(*CASES).split(), "-o", str(tmp_path / "n.db")]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - the command is ours
        args, cwd=ROOT, env={"PATH": os.defpath, **NEUTRAL}, stderr=theirs
    )
    os.close(theirs)
    told = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # how Linux says that nobody writes any more
            break
        told += chunk
    os.close(ours)
    assert process.wait() == 0
    lines = [line.partition("\x1b[K")[2] for line in told.decode().split("\r")]
    assert any(line.startswith("p12-selection: replay; 3 cases and 12 files left") for line in lines), lines
    assert any(line.startswith("small: load; the last case") for line in lines)
    assert told.decode().endswith(f"\r\x1b[KWrote {tmp_path / 'n.db'}: 4 cases\r\n")

    piped = started(["build", "--case", str(CASES[0]), "-o", str(tmp_path / "n.db")])
    assert (piped.returncode, piped.stdout, piped.stderr) == (0, "", f"Wrote {tmp_path / 'n.db'}: 1 case\n")


def test_progress_within_a_case(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A large case tells how many of its subjects are replayed; one that another process reads, how many rows came."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "OFTEN", 0)
    told = progress.Progress([*CASES[:2]], Timing(), wanted=True)
    told.begin("large", 1)
    told.subjects(1204, 40_000)
    told.wrote(4_000)
    told.begin("small", 0)
    told.wrote(4_000)
    told.end()
    lines = [line.partition("\x1b[K")[2] for line in capsys.readouterr().err.split("\r")[1:]]
    files = len([*CASES[1].rglob("*.yaml")])
    assert lines == [
        f"large: replay, 1,204 of 40,000 subjects; 1 case and {files} files left",
        "small: 4,000 rows written; the last case",
        "",
    ]
