"""Help is short, has an example, and tells the truth."""

from pathlib import Path

import pytest

from negotiation.cli.app import NAMES, SHORT, WIDEST
from tests.cli.running import run
from tests.source import ROOT

FORMS = ["panel", "jsonl", "csv", "md", "schema", "cloudevents", "plover"]
ADDED = ["event", "source", "assertion", "correction"]
SECOND = ["new case", *(f"new {one}" for one in ADDED), *(f"export {form}" for form in FORMS)]
"""Commands of two words."""


@pytest.mark.parametrize("name", ["", *NAMES, *SECOND])
def test_help_fits_a_terminal(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Eighty columns, and one example."""
    ran = run(f"negotiation {name} --help", capsys)

    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert ran.out.count("Example: negotiation ") == 1


@pytest.mark.parametrize("name", [*NAMES, *SECOND])
def test_the_example_of_each_command_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it stands, and what it writes, it writes where it is told to."""
    monkeypatch.setenv("NEGOTIATION_EVENTS", str(ROOT / "events" if name != "new case" else tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "records.jsonl").touch()
    (tmp_path / "FILE").write_text("[]")  # what `what-if` supposes: nothing
    example = run(f"negotiation {name} --help", capsys).out.rpartition("Example: ")[2].strip()
    line = " ".join(example.split()).replace(" --verify DIR", "")

    assert line.startswith(f"negotiation {name}")
    assert run(line, capsys).code == 0


def test_every_command_has_its_line_in_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    """The list of commands says of each what its own help says first."""
    listed = run("negotiation --help", capsys).out

    for name in NAMES:
        assert f"{name:<{WIDEST}}  {SHORT[name]}" in listed
        assert SHORT[name] in " ".join(run(f"negotiation {name} --help", capsys).out.split())
