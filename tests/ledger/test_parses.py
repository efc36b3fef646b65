"""What files said before stands for reading them: the same ledger, the same problems, whatever was kept."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from negotiation.ledger import orderly
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case
from negotiation.ledger.quick import Batch, batches
from negotiation.ledger.spans import Text
from tests.source import ROOT

CASES = sorted({path.parent for path in ROOT.glob("*/**/case.yaml") if "golden" not in path.parts})
SMALL = ROOT / "tests" / "cases" / "small"


@dataclass
class Kept:
    """A place that keeps what files say, and counts how often it helped."""

    said: dict[str, bytes] = field(default_factory=dict[str, bytes])
    helped: int = 0

    def get(self, digest: str) -> bytes | None:
        self.helped += digest in self.said
        return self.said.get(digest)

    def put(self, digest: str, said: bytes) -> None:
        self.said[digest] = said


def told(ledger: Ledger) -> object:
    """All that a ledger says."""
    case = ledger.case
    origins = {id_: (str(one), one.path, ledger.span(one)) for id_, one in ledger.origins.items()}
    return case, ledger.problems, ledger.files, ledger.skipped, origins, [str(one) for one in ledger.assertion_origins]


@pytest.mark.parametrize("case", CASES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_ledger_is_the_same_from_files_and_from_what_was_kept_of_them(case: Path) -> None:
    kept = Kept()
    seeds = case.parent.parent / "seeds"
    fresh = load_case(case, seeds, here=ROOT)
    first, again = (load_case(case, seeds, here=ROOT, parses=kept) for _ in range(2))

    assert told(fresh) == told(first) == told(again)
    assert kept.helped or not kept.said


def test_with_one_file_changed_that_one_alone_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = tmp_path / "small"
    shutil.copytree(SMALL, directory)
    kept = Kept()
    load_case(directory, parses=kept)
    acts = directory / "2020" / "acts.yaml"
    acts.write_text(acts.read_text("utf-8") + "# one line more\n", "utf-8")
    read: list[str] = []

    def counted(text: Text) -> Iterable[Batch]:
        read.append(text.content[-16:])
        return batches(text)

    monkeypatch.setattr(orderly, "batches", counted)
    load_case(directory, parses=kept)

    assert read == ["# one line more\n"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: said[:-3],
        lambda said: said.replace(b"patrol", b"portal"),
        lambda _: b"",
        lambda _: b"\xff\x00 no records",
        lambda said: said.replace(b"-records-1", b"-records-0"),
    ],
    ids=["truncated", "changed", "empty", "noise", "another form"],
)
def test_what_is_not_right_is_read_again(spoil: Callable[[bytes], bytes]) -> None:
    kept = Kept()
    right = load_case(SMALL, here=ROOT, parses=kept)
    kept.said = {digest: spoil(said) for digest, said in kept.said.items()}

    assert told(load_case(SMALL, here=ROOT, parses=kept)) == told(right)


def test_what_was_kept_of_another_file_is_not_believed() -> None:
    kept = Kept()
    right = load_case(SMALL, here=ROOT, parses=kept)
    digests = list(kept.said)
    kept.said = dict(zip(digests, [*list(kept.said.values())[1:], kept.said[digests[0]]], strict=True))

    assert told(load_case(SMALL, here=ROOT, parses=kept)) == told(right)
