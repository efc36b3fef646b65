"""What keeps a build from a cluster is told in a line, before anything takes long; none of it needs Spark."""

import shutil
import socket
from pathlib import Path

import pytest

from negotiation.cli.main import main
from negotiation.spark import engine, session
from tests.source import ROOT

SMALL = str(ROOT / "tests" / "cases" / "small")


def refused(capsys: pytest.CaptureFixture[str], where: Path, *args: str) -> tuple[int, list[str]]:
    """Build, and return how it ended and what was said; there is no file then, and nothing else."""
    code = main(["build", "--case", SMALL, "-o", str(where / "built.db"), *args])
    assert not list(where.iterdir())
    return code, capsys.readouterr().err.splitlines()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """All is installed, as far as anybody asks."""
    monkeypatch.setattr(engine, "expect_all", lambda: None)


def test_packages_are_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says which, and what installs them."""
    monkeypatch.setattr(session, "find_spec", lambda name: None if name != "pyarrow" else object())
    assert refused(capsys, tmp_path, "--engine", "spark", "--master", "local[1]") == (
        3,
        [
            "error: --engine spark needs pyspark and pandas, which this Python does not have",
            "  tip: pip install 'negotiation[spark]'",
        ],
    )


@pytest.mark.parametrize("home", [None, "nowhere"])
def test_java_is_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    """On the PATH, or where `JAVA_HOME` says that it is."""
    monkeypatch.setattr(session, "find_spec", lambda _: object())
    if home is None:
        monkeypatch.delenv("JAVA_HOME", raising=False)
        monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    else:
        monkeypatch.setenv("JAVA_HOME", home)
    code, said = refused(capsys, tmp_path, "--engine", "spark", "--master", "local[1]")
    where = "on the PATH" if home is None else "in JAVA_HOME, nowhere"
    assert (code, said[0]) == (3, f"error: --engine spark needs Java 17 or newer, and there is none {where}")


@pytest.mark.usefixtures("installed")
def test_nobody_answers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A master that is not there is told at once; Spark would wait for a minute."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    url = f"spark://127.0.0.1:{port}"
    code, said = refused(capsys, tmp_path, "--engine", "spark", "--master", url, "--shards", str(tmp_path / "passing"))
    assert (code, said[0]) == (3, f"error: no Spark master answers at {url} (Connection refused)")


@pytest.mark.usefixtures("installed")
def test_workers_elsewhere_need_a_place_that_they_see(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Nobody else sees this machine's temporary directory."""
    code, said = refused(capsys, tmp_path, "--engine", "spark", "--master", "yarn")
    assert (code, said[0]) == (3, "error: the cluster's workers need a place for the shards that they all see")
    assert "--shards" in said[1]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--engine", "sparc"], "--engine is one of here, spark, and not 'sparc'"),
        (["--engine", "spark", "--jobs", "2"], "--jobs is about this machine, and says nothing to --engine spark"),
        (["--master", "local[2]"], "--master is about a Spark cluster"),
        (["--shards", "passing"], "--shards is about a Spark cluster"),
    ],
)
def test_options_that_do_not_go_together(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, args: list[str], message: str
) -> None:
    """Each is refused for what it is."""
    code, said = refused(capsys, tmp_path, *args)
    assert (code, said[0]) == (2, f"error: {message}")
