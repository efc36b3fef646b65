"""The program's own words: neutral, and the same for everybody."""

import ast
from collections.abc import Iterator

import pytest
import yaml

from negotiation.domain.rules import RULES
from negotiation.ledger.wordlist import CODES, LATEST, shipped
from negotiation.views.contested import Footnotes, by_field
from tests.source import MODULES, ROOT, parsed

LEXICON = {
    str(one["word"])
    for path in sorted((ROOT / "events").glob("*/case.yaml"))
    for one in yaml.safe_load(path.read_text("utf-8")).get("lexicon", [])
} | {word for group in CODES for word in shipped(LATEST, group)}
"""The words that the shipped cases do without in their own prose, and those of the list that the program ships."""

ABOUT_THE_PROGRAM = {"refused", "failed to", "failure", "broke", "regime"}
"""Words of the lexicon that may be said of a file, a format or a pipe; none stands in an answer."""


def spoken(name: str) -> Iterator[str]:
    """Every text in a module that is not a docstring: what it may print."""
    tree = parsed(name)
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


def test_there_is_a_lexicon() -> None:
    """The tests below do not pass for want of words."""
    assert len(LEXICON) > 20


@pytest.mark.parametrize("name", MODULES)
def test_no_answer_uses_a_loaded_word(name: str) -> None:
    """What the curators may not write, the program does not say."""
    said = " ".join(spoken(name)).lower().split()
    text = f" {' '.join(word.strip('.,;:()') for word in said)} "

    assert not [word for word in LEXICON - ABOUT_THE_PROGRAM if f" {word} " in text]


def test_no_rule_uses_a_loaded_word() -> None:
    """The sentences that `why` prints are the program's own voice."""
    text = f" {' '.join(' '.join(RULES.values()).replace(',', ' ').replace(':', ' ').split())} "

    assert not [word for word in LEXICON if f" {word} " in text]


def entry(field: str, holder: str, value: str, event: str) -> dict[str, object]:
    return {"field": field, "holder": holder, "value": value, "events": [event]}


def test_footnotes_name_every_holder_and_every_subject() -> None:
    """The same note about two subjects is one note that names both."""
    contested = [entry("on", "a", "1 May", "e1"), entry("on", "b", "2 May", "e1")]
    notes = Footnotes()

    assert notes.mark("x", contested) == "contested [1]"
    assert notes.mark("y", contested) == "contested [1]"
    assert notes.mark("z", []) == "uncontested"
    assert notes.lines() == ["[1] x, y on · a: 1 May | b: 2 May"]


def test_the_days_of_two_events_are_two_fields() -> None:
    """A signature's day and a deposit's are not accounts of one day."""
    contested = [
        entry("on", "a", "1 May", "signed"),
        entry("on", "b", "2 May", "signed"),
        entry("on", "a", "3 June", "deposited"),
        entry("on", "c", "4 June", "deposited"),
    ]

    assert list(by_field(contested)) == ["on of signed", "on of deposited"]
