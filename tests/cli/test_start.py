"""What a run imports: nothing that it does without, so that it starts at once."""

import ast
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from negotiation.cli.app import MODULES, SECTIONS
from tests.cli.running import NEUTRAL, started
from tests.source import ROOT

HEAVY = {"yaml", "rich", "sqlite_utils", "negotiation.domain", "negotiation.ledger", "negotiation.views"}
"""What help does without, and the version too."""

NEVER = {"rich", "sqlite_utils", "dateutil", "tabulate", "pygments", "click"}
"""What no command needs whose output goes into a pipe."""

PROBE = """
import sys
from negotiation.cli.main import main
code = main({args!r})
sys.stderr.write(repr((int(code), sorted(sys.modules))))
"""


def imported(*args: str) -> set[str]:
    """Run a command in a process of its own and return the modules that it had imported at its end."""
    import os  # noqa: PLC0415 - only here
    import subprocess  # noqa: PLC0415 - only here

    ran = subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, "-c", PROBE.format(args=list(args))],
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    code, modules = ast.literal_eval(ran.stderr.splitlines()[-1])
    assert code == 0
    return set(modules)


def test_the_version_needs_not_even_a_parser() -> None:
    """It is answered before anything is imported."""
    modules = imported("--version")

    assert not modules & {"typer", "pydantic", *HEAVY}


def test_help_needs_the_parser_only() -> None:
    """An empty application of the same parser imports no less."""
    modules = imported("--help")

    assert "typer" in modules
    assert not modules & {"pydantic", *HEAVY}
    assert not [name for name in modules if name.startswith("negotiation.cli.commands")]


@pytest.mark.parametrize("name", [name for section in SECTIONS.values() for name in section])
def test_help_of_a_command_needs_no_case(name: str) -> None:
    """No file format and no model; pydantic is what the parser itself reads a command's options with."""
    modules = imported(name, "--help")

    assert not modules & HEAVY
    assert [one for one in modules if one.startswith("negotiation.cli.commands.")] == [
        f"negotiation.cli.commands.{MODULES.get(name, name)}"
    ]


def test_an_answer_in_a_pipe_needs_no_terminal() -> None:
    """Nothing that draws on a terminal is imported to write into a pipe."""
    modules = imported("state", "--on", "2014-04-03")

    assert not modules & NEVER


def test_a_build_does_without_frames(tmp_path: Path) -> None:
    """What makes the tables would import pandas and numpy wherever they are installed: half a second for nothing."""
    assert find_spec("pandas") is not None

    modules = imported("build", "--case", "tests/cases/small", "-o", str(tmp_path / "small.sqlite"))

    assert "sqlite_utils" in modules
    assert not modules & {"pandas", "numpy"}


def test_python_runs_the_package() -> None:
    """`python -m negotiation` is the command."""
    ran = started(["--version"])

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("negotiation ")
