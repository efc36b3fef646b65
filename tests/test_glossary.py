"""The glossary has every word of the closed vocabularies, each term once, and no source that is not listed."""

import re
from pathlib import Path
from typing import get_args

import pytest

from negotiation.domain.events import kinds
from negotiation.domain.events.commitments import Obligation
from negotiation.domain.events.measures import Stage
from negotiation.domain.intervals import Table
from negotiation.domain.parts import FIGURES
from negotiation.domain.words import TERMINAL
from negotiation.ledger.load import load_case
from tests.source import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
FORMAT = (ROOT / "docs" / "format.md").read_text("utf-8")
EXAMPLES = re.compile(r"^```yaml ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROWS = re.findall(r"^\| (?!term|kind|---)(.+?) \| (.+?) \| (.+?) \|$", GLOSSARY, re.MULTILINE)
"""Term, meaning and source of each row."""

LISTED = set(re.findall(r"^- \*\*(.+?)\*\*", GLOSSARY, re.MULTILINE))
"""The sources at the end, by their short names."""

PHASES = {"proposed", "conditional", "in force", "agreed", "under way", "open", "accepted"} | TERMINAL
WORDS = sorted({*PHASES, *FIGURES, *get_args(Obligation), *get_args(Stage)})


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_an_answer_is_explained(word: str) -> None:
    """Phases, figures, obligations and stages stand in the glossary."""
    assert _said(word)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_of_event_is_explained(kind: str) -> None:
    """A kind stands in the glossary or, with its fields, on the page about the files."""
    assert _said(kind) or f"`{kind}`" in FORMAT


def test_every_axis_and_phase_that_there_is_stands_there(tmp_path: Path) -> None:
    """The examples of the page about the files have every kind of event: what their replay says is explained."""
    case = tmp_path / "events" / "harbour"
    case.mkdir(parents=True)
    (tmp_path / "seeds").mkdir()
    for number, (name, content) in enumerate(EXAMPLES.findall(FORMAT)):
        path = tmp_path / name if name.startswith("seeds/") else case / (name or f"{number:02}.yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")
    loaded = load_case(case, tmp_path / "seeds", here=tmp_path).case
    assert loaded is not None
    rows = list(Table(loaded).everything())
    phases = {str(value) for row in rows if row.axis == "phase" for value in row.values}

    assert not [axis for axis in {row.axis for row in rows} if not _said(axis)]
    assert phases - {"None"} <= PHASES | {"suspended"}


def test_each_row_is_whole() -> None:
    """Every row has a term of its own, a meaning, and a source that is ours or listed at the end."""
    terms = [term for term, _, _ in ROWS]
    strange = [(term, source) for term, _, source in ROWS if not _known(source)]

    assert len(terms) == len(set(terms)) > 100
    assert not strange


def test_every_source_is_used() -> None:
    """Nothing is listed at the end that no row names."""
    cited = " ".join(source for _, _, source in ROWS)

    assert not [name for name in LISTED if name not in cited]


def _said(word: str) -> bool:
    """Whether the word is a term of the glossary, or marked as a word in what is said of one."""
    marked = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    return any(marked.search(term) for term, _, _ in ROWS) or any(
        f"{mark}{word}{mark}" in meaning for mark in "`*" for _, meaning, _ in ROWS
    )


def _known(source: str) -> bool:
    common = ("Ours", "Close to", "A word of", "ISO 8601-2")
    return source.startswith(common) or any(name in source for name in LISTED)
