"""What the page about neutrality says holds a rule is there, and what no other test holds is held here."""

import ast
import re
import sys

import pytest
from pydantic import BaseModel

from negotiation.domain.events import EventBase, kinds
from negotiation.domain.values import Account, Adopted, Holding
from negotiation.domain.words import TERMINAL, word_for
from negotiation.ledger.codes import CODES
from tests.source import MODULES, ROOT, parsed

sys.path.insert(0, str(ROOT / "docs"))  # where cog finds it too

import _reference as reference

PAGE = (ROOT / "docs" / "neutrality.md").read_text("utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
RULE = re.compile(r"^\| N(\d+)\. [^|]+ \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
HELD = {"form", "check", "test", "not held"}
RULES = 35
FEW = 20

VERDICTS = re.compile(r"\b(breach|breached|breaking|violat\w*|guilty|fault|default\w*|broken)\b")
"""Words that no status may have: they say who was wrong."""

SILENCE = re.compile(r"\b(did not|didn't|has not) (den|respon|repl|comment|object)|no comment|remain\w* silent")
"""What people write of somebody of whom they found nothing."""


def spoken() -> dict[str, list[str]]:
    """Every text of the program that is not a docstring, by module."""
    found: dict[str, list[str]] = {}
    for name in MODULES:
        tree = parsed(name)
        silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        found[name] = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
        ]
    return found


def test_every_rule_is_on_the_page_and_says_what_holds_it() -> None:
    rows = RULE.findall(PAGE)

    assert [int(number) for number, _, _ in rows] == [*range(1, RULES + 1)]
    for number, how, what in rows:
        assert set(how.split(", ")) <= HELD, f"N{number}"
        assert (how == "not held") <= (not re.search(r"T\d{3}|::test_", what)), f"N{number} is held after all"
        assert ("check" in how) <= bool(re.search(r"T\d{3}", what)), f"N{number} names no code"
        assert ("test" in how) <= ("::test_" in what), f"N{number} names no test"


def test_every_code_on_the_page_exists() -> None:
    assert set(re.findall(r"\bT\d{3}\b", PAGE)) <= set(CODES)


@pytest.mark.parametrize(("path", "name"), sorted(set(TEST.findall(PAGE))))
def test_every_test_on_the_page_exists(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text("utf-8"))

    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_no_status_is_a_verdict() -> None:
    """Each word that an answer may have for how something stands says what is there, and not who was wrong."""
    words = {word_for(standing) for _, standing in reference.STANDINGS} | TERMINAL

    assert len(words) > FEW
    assert [word for word in words if VERDICTS.search(word)] == []


def test_no_field_marks_a_position_as_the_right_one() -> None:
    classes: list[type[BaseModel]] = [EventBase, Holding, Account, Adopted, *kinds().values()]
    names = {name for cls in classes for name in cls.model_fields}

    assert names.isdisjoint({"primary", "preferred", "correct", "true_value", "winner", "main"})


def test_silence_is_never_told_as_an_answer() -> None:
    """Nobody is said not to have denied, replied or objected: of whom nothing was found, nothing is told."""
    assert {name: found for name, said in spoken().items() if (found := [t for t in said if SILENCE.search(t)])} == {}
