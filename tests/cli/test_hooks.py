"""The hooks for pre-commit: as its documentation has them, and what they run is there."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from negotiation.cli.main import main
from tests.cli.running import NEUTRAL
from tests.source import ROOT

REQUIRED = {"id", "name", "entry", "language"}
KNOWN = REQUIRED | {
    "alias", "files", "exclude", "types", "types_or", "exclude_types", "always_run", "fail_fast", "verbose",
    "pass_filenames", "require_serial", "description", "language_version", "minimum_pre_commit_version", "args",
    "stages", "additional_dependencies", "log_file",
}  # fmt: skip
"""The fields of a hook."""

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.fixture(name="here")
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a case, as pre-commit stands in it."""
    shutil.copytree(ROOT / "tests" / "cases" / "small", tmp_path / "events" / "small")
    (tmp_path / "events" / "cases.yaml").write_text("default:   small\n")
    (tmp_path / "notes.yaml").write_text("a:   b\n")
    monkeypatch.chdir(tmp_path)
    for name, value in NEUTRAL.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def hook(id_: str) -> dict[str, Any]:
    return next(one for one in HOOKS if one["id"] == id_)


def ran(one: dict[str, Any], here: Path) -> int:
    """What pre-commit runs: the entry with its arguments, and the files that fit where it passes them."""
    found = sorted(path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file())
    named = [name for name in found if re.search(one["files"], name)] if one.get("pass_filenames", True) else []
    program, *words = shlex.split(one["entry"])
    assert program == "negotiation"
    return main([*words, *one.get("args", []), *named])


@pytest.mark.parametrize("one", HOOKS, ids=lambda one: one["id"])
def test_it_is_a_hook(one: dict[str, Any]) -> None:
    """With all that it must have, nothing that there is not, and each of its sort."""
    assert one.keys() >= REQUIRED
    assert one.keys() <= KNOWN
    assert one["language"] == "python"
    assert isinstance(one.get("pass_filenames", True), bool)
    assert re.compile(one["files"]).groups == 2
    assert len({hook["id"] for hook in HOOKS}) == len(HOOKS)


def test_it_runs_for_curated_files_and_for_no_others() -> None:
    """Wherever the cases lie in the repository."""
    for one in HOOKS:
        names = ["events/a/case.yaml", "events/a/2014/april.yml", "seeds/S0.yaml", "data/events/a/sources/x.yaml"]
        assert [name for name in names if re.search(one["files"], name)] == names
        others = ["README.md", "events/cases.yaml", "events/a/notes.txt", "config.yaml", "docs/events.yaml"]
        assert not [name for name in others if re.search(one["files"], name)]


def test_the_formatter_changes_what_it_is_given(here: Path) -> None:
    """It ends well with files in their layout; it changes one that is not, which stops the commit; others it leaves."""
    untidy = here / "events" / "small" / "case.yaml"
    tidy = untidy.read_text("utf-8")
    assert ran(hook("negotiation-fmt"), here) == 0
    assert untidy.read_text("utf-8") == tidy

    untidy.write_text(tidy.replace("title: ", "title:    "))
    assert ran(hook("negotiation-fmt"), here) == 0
    assert untidy.read_text("utf-8") == tidy
    assert (here / "notes.yaml").read_text() == "a:   b\n"


def test_the_check_stops_what_is_wrong(here: Path) -> None:
    """In whichever file it is."""
    assert ran(hook("negotiation-check"), here) == 0
    acts = here / "events" / "small" / "2020" / "acts.yaml"
    acts.write_text(acts.read_text("utf-8").replace("subject: trucks/1", "subject: truks/1"))
    assert ran(hook("negotiation-check"), here) == 1


def test_the_page_names_them() -> None:
    """All of them."""
    page = (ROOT / "docs" / "editors.md").read_text("utf-8")
    assert re.findall(r"- id: ([\w-]+)", page) == [one["id"] for one in HOOKS]
