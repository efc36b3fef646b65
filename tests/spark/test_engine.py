"""A cluster of two workers builds what one process builds, also when one of them is killed in the middle."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.archive import write_archive
from tests.source import ROOT
from tests.spark.killing import kill_one, left_of

MISSING = [name for name in ("pyspark", "pyarrow", "pandas") if find_spec(name) is None]
JAVA = "java" if shutil.which("java") or os.environ.get("JAVA_HOME") else None

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}; make spark installs and runs this"),
    pytest.mark.skipif(JAVA is None, reason="Java is not installed"),
]

CLUSTER = "local-cluster[2,1,1024]"
"""Two workers with a core each, in processes of their own: tasks cross process borders as they cross machines."""
MADE_UP = 200
PATIENCE = 900
"""Seconds: a busy machine starts Spark slowly."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up cases and the shipped ones under one root, with the seeds beside."""
    home = tmp_path_factory.mktemp("archive")
    write_archive(home / "events", MADE_UP)
    shutil.copytree(ROOT / "events", home / "events", dirs_exist_ok=True)
    shutil.copytree(ROOT / "seeds", home / "seeds")
    return home


@dataclass(frozen=True, slots=True)
class Built:
    """A file, and what was said of it."""

    content: bytes
    said: str


@pytest.fixture(scope="module")
def alone(archive: Path) -> Built:
    """The file as one process builds it."""
    done = run(archive, "-o", "built.db", "--allow-errors")
    assert done.returncode == 0
    return Built((archive / "built.db").read_bytes(), done.stderr)


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "negotiation", "build", *args]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "NEGOTIATION_EVENTS": "events", "NEGOTIATION_CACHE": "off"}


def run(where: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        command(*args), cwd=where, env=environment(), capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def test_a_killed_worker_changes_no_byte(archive: Path, alone: Built) -> None:
    """One of two executors is killed while it writes a result; the file is that of one process all the same."""
    passing = archive / "passing"
    (archive / "built.db").unlink()
    args = ("-o", "built.db", "--allow-errors", "--engine", "spark", "--master", CLUSTER, "--shards", str(passing))
    with subprocess.Popen(  # noqa: S603 - our own command
        command(*args), cwd=archive, env=environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as build:
        killed = kill_one(build.pid, passing, PATIENCE)
        said = build.communicate(timeout=PATIENCE)[1]

    assert build.returncode == 0, said
    assert killed.beside == 1, "there were two workers"
    assert said == f"warning: workers were lost: 1 shard had to be folded again\n{alone.said}"
    assert (archive / "built.db").read_bytes() == alone.content
    assert not list(passing.iterdir()), "nothing is left of the run"
    assert gone(build.pid), "nothing of it runs on"


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two cases, of which the second has an error."""
    for name in ("sound", "unsound"):
        shutil.copytree(ROOT / "tests" / "cases" / "small", tmp_path / "events" / name)
    wrong = "- assertion: {on: 2020-05-01, subject: trucks, expect: {performed: 12345}}\n"
    (tmp_path / "events" / "unsound" / "wrong.yaml").write_text(wrong, "utf-8")
    return tmp_path


@pytest.mark.parametrize("allowed", [[], ["--allow-errors"]], ids=["as it is", "allowed"])
def test_errors_are_told_as_at_home(two: Path, allowed: list[str]) -> None:
    """The same words, the same end, and the same file or none."""
    here = run(two, "-o", "built.db", *allowed)
    built = two / "built.db"
    expected = built.read_bytes() if allowed else None
    built.unlink(missing_ok=True)
    afar = run(two, "-o", "built.db", *allowed, "--engine", "spark", "--master", "local[1]")

    assert "the data have problems" in here.stderr
    assert (afar.returncode, afar.stderr) == (here.returncode, here.stderr)
    assert (built.read_bytes() if built.exists() else None) == expected


def test_an_interrupted_build_leaves_nothing(archive: Path) -> None:
    """Ctrl-C while a worker writes: no file, no shard, no process."""
    passing = archive / "interrupted"
    args = ("-o", "interrupted.db", "--engine", "spark", "--master", "local[1]", "--shards", str(passing))
    with subprocess.Popen(  # noqa: S603 - our own command
        command(*args), cwd=archive, env=environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as build:
        until = time.monotonic() + PATIENCE
        while not list(passing.glob("*/results/*")) and time.monotonic() < until:
            time.sleep(0.05)
        build.send_signal(signal.SIGINT)
        said = build.communicate(timeout=PATIENCE)[1]

    assert build.returncode == 130, said
    assert "Traceback" not in said
    assert not (archive / "interrupted.db").exists()
    assert not list(passing.iterdir())
    assert not list(archive.glob(".*building"))
    assert gone(build.pid)


def gone(session: int) -> bool:
    """Whether all processes of a session end within a while: Java takes a moment to notice."""
    until = time.monotonic() + 60
    while left_of(session) and time.monotonic() < until:
        time.sleep(0.1)
    return not left_of(session)
