"""The pages about the files and about the model say what the code says."""

import re
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from negotiation.domain.events import kinds
from negotiation.domain.intervals import Table
from negotiation.domain.rules import RULES
from negotiation.domain.words import TERMINAL, Standing, word_for
from negotiation.export.meanings import MEANINGS, docstring
from negotiation.ledger.check import check
from negotiation.ledger.load import load_case
from negotiation.ledger.positions import read
from negotiation.ledger.schema import Read, codings_of, events_of, head_of, seed_of, sources_of
from tests.source import ROOT

sys.path.insert(0, str(ROOT / "docs"))  # where cog finds it too

import _reference as reference

FORMAT = (ROOT / "docs" / "format.md").read_text("utf-8")
MODEL = (ROOT / "docs" / "semantics.md").read_text("utf-8")
FENCE = re.compile(r"^```yaml ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = FENCE.findall(FORMAT)
"""Every block of YAML with the name of its file; events have none."""

OF_FILES: dict[str, Callable[..., Read[Any]]] = {
    "case.yaml": head_of,
    "sources.yaml": sources_of,
    "seeds/K1.yaml": seed_of,
    "codings/c2.yaml": codings_of,
}


@pytest.mark.parametrize(("name", "content"), BLOCKS, ids=[f"{i}-{name}" for i, (name, _) in enumerate(BLOCKS)])
def test_each_block_is_of_its_form(name: str, content: str) -> None:
    """The models read every example by itself, and find something in it."""
    document = read(content)
    found: list[Read[Any]] = [OF_FILES[name](document)] if name else [*events_of(document)]

    assert [fault for one in found for fault in one.faults] == []
    assert [record for one in found for record in one.records]


def test_the_blocks_together_are_a_sound_case(tmp_path: Path) -> None:
    """As one case the examples have no errors and no warnings, and their assertions hold."""
    case, seeds = tmp_path / "events" / "harbour", tmp_path / "seeds"
    case.mkdir(parents=True)
    seeds.mkdir()
    for number, (name, content) in enumerate(BLOCKS):
        path = tmp_path / name if name.startswith("seeds/") else case / (name or f"{number:02}.yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")

    ledger = load_case(case, seeds, here=tmp_path)
    assert ledger.case is not None
    problems = [*ledger.problems, *check(ledger, Table(ledger.case))]

    assert [str(problem) for problem in problems if problem.severity != "note"] == []
    assert ledger.case.assertions
    assert {event.kind for event in ledger.case.events} == set(kinds()), "every kind has an example"


@pytest.mark.parametrize("cls", reference.documented(), ids=lambda cls: cls.__name__)
def test_every_field_has_a_meaning(cls: type[BaseModel]) -> None:
    """A docstring where the class stands, or a line in the page's own list, and not both."""
    for name, _, _, said in reference.fields_of(cls):
        assert said, f"{cls.__name__}.{name} has no docstring, and no line in MEANINGS"
    for name, info in cls.model_fields.items():
        mine = f"{cls.__name__}.{info.alias or name}" in MEANINGS
        assert not (mine and docstring(cls, name)), f"{cls.__name__}.{name} has both"


def test_no_meaning_is_left_over() -> None:
    """A line for a field that is gone goes too."""
    there = {f"{cls.__name__}.{name}" for cls in reference.documented() for name, *_ in reference.fields_of(cls)}

    assert set(MEANINGS) <= there


def test_every_part_of_a_record_is_listed() -> None:
    """A model that a record holds has a table of its own on the page."""
    listed = {cls.__name__ for cls in reference.documented()}

    assert {cls.__name__ for cls in reference.PARTS} <= listed
    assert set(reference.shapes()) == set(kinds().values())


@pytest.mark.parametrize("table", [reference.kind_tables(), *map(reference.table, reference.documented())])
def test_the_tables_are_on_the_page(table: str) -> None:
    """What is printed there is what the models say now."""
    assert table.strip() in FORMAT, "run `make pages`"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_on_the_page(rule: str) -> None:
    """With the sentence that an answer prints."""
    assert f"| `{rule}` | {RULES[rule]} |" in MODEL, "run `make pages`"


def test_every_word_is_on_the_page() -> None:
    """Whatever the axes say, the status is one of the words listed."""
    listed = {word_for(standing) for _, standing in reference.STANDINGS} | TERMINAL
    made = {
        word_for(Standing(*of, late=late, acts=acts, observed=observed, scope_contested=contested, closing=closing))
        for of in product(
            ("deliver", "act", "refrain", "maintain"),
            ("proposed", "conditional", "in force", *sorted(TERMINAL)),
            ("none", "not due", "upcoming", "today", "overdue", "met"),
        )
        for late, acts, observed, contested, closing in product(
            (False, True),
            ("none", "unknown", "true"),
            ("none", "current", "stale"),
            (False, True),
            ("", "the window closed"),
        )
    }

    assert made <= listed
    assert reference.word_table().strip() in MODEL, "run `make pages`"
