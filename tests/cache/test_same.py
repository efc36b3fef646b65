"""What is printed is the same, byte for byte, whichever way it comes about."""

import re
import shlex
from pathlib import Path

import pytest

from negotiation.cache import noting
from negotiation.cache.asked import ANSWERING
from negotiation.cache.place import VARIABLE
from negotiation.cli import application
from tests.cli.running import Ran, run

GOLDEN = Path(__file__).parent.parent / "cli" / "golden"
LINES = {
    file.stem: [line[2:] for line in file.read_text("utf-8").splitlines() if line.startswith("$ ")]
    for file in sorted(GOLDEN.glob("*.txt"))
}
"""Every command line of the transcripts, by transcript."""
NOT_KEPT = re.compile(r" (-v|--verbose|-o|--output|-h|--help|--verify|--no-cache)\b| (build|sqlite)\b")
"""What says how long it took, writes files or reads others, or is no question."""


def run_whole(line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[Ran, bool]:
    """Run a line, and tell whether the whole application ran."""
    ran: list[bool] = []

    def whole(args: list[str]) -> int:
        ran.append(True)
        return WHOLE(args)

    monkeypatch.setattr(application, "run", whole)
    return run(line, capsys), bool(ran)


WHOLE = application.run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept while these tests run: what the cases come to is worked out once."""
    return tmp_path_factory.mktemp("home")


@pytest.mark.parametrize("name", LINES)
def test_with_and_without_a_cache(
    name: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without one, with one that knows what the case comes to, with one that has the answer."""
    monkeypatch.setattr(noting, "parses", lambda: None)  # what was read stays read, for all runs of these tests
    for line in LINES[name]:
        monkeypatch.setenv(VARIABLE, "off")
        expected = untimed(run(line, capsys))
        monkeypatch.setenv(VARIABLE, str(home))
        runs = [run_whole(line, monkeypatch, capsys) for _ in range(2)]

        assert [untimed(ran) for ran, _ in runs] == [expected] * 2, line
        is_question = shlex.split(line)[1] in ANSWERING and not NOT_KEPT.search(line)
        if is_question and expected.code == 0:
            assert not runs[-1][1], f"not kept: {line}"


def untimed(ran: Ran) -> Ran:
    """Without how long it took."""
    return Ran(ran.code, ran.out, re.sub(r"\d+\.\d\d s|\d+ ms", "TIME", ran.err))
