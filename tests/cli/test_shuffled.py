"""What stands in which file, and in which order, changes no answer."""

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.source import ROOT

CASE = ROOT / "events" / "talks-2013-14"
LINES = [
    "state --on 2014-04-03",
    "state --on 2014-04-03 --readings",
    "state --on 2014-04-01 --known same --format json",
    "diff 2014-03-28 2014-04-03",
    "totals --every event",
    "timeline --from 2014-03-28 --to 2014-04-03",
    "export panel --every week --known same --readings",
]


@pytest.fixture(name="shuffled", scope="module")
def _shuffled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case with all records of its events in one file, the last one first."""
    copy = tmp_path_factory.mktemp("shuffled") / "events" / CASE.name
    copy.mkdir(parents=True)
    shutil.copytree(ROOT / "seeds", copy.parent.parent / "seeds")
    records: list[str] = []
    for path in sorted(CASE.rglob("*.yaml")):
        if path.parent == CASE:
            shutil.copy(path, copy)
        else:
            text = re.sub(r"^#.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
            records += re.split(r"^(?=- )", text, flags=re.MULTILINE)
    (copy / "events.yaml").write_text(
        "".join(f"{record.rstrip()}\n" for record in reversed(records) if record.strip()), "utf-8"
    )
    return copy


@pytest.mark.parametrize("line", LINES)
def test_answers_are_the_same(
    line: str, shuffled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Byte for byte, the revision of the data included."""
    before = run(f"negotiation {line}", capsys)
    monkeypatch.setenv("NEGOTIATION_EVENTS", str(shuffled.parent))
    after = run(f"negotiation {line}", capsys)

    assert (before.code, after.code) == (0, 0)
    assert after.out == before.out
