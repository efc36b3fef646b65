"""An editor that knows the schemas offers what may stand somewhere, says what it means, underlines what may not."""

import json
import re
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from negotiation.domain.events import kinds
from negotiation.export.schema import FILES, schema
from negotiation.ledger.files import HEAD
from tests.editor.serving import Editor, editor, needs_server
from tests.source import ROOT

pytestmark = needs_server

PROMISE = """\
- id: trucks-promised
  kind: committed
  on: 2020-02-03
  reported: 2020-02-03
  commitment: trucks
  debtor: aland
  creditor: bland
  obligation: deliver
  total: 26
  unit: trucks
  tranches: [{id: 1, size: 26}]
  certainty: confirmed
  sources: [{source: gazette, attribution: document}]
"""
"""As docs/format.md has it."""


@pytest.fixture(name="there", scope="module")
def _there(tmp_path_factory: pytest.TempPathFactory) -> Generator[Editor]:
    folder = tmp_path_factory.mktemp("cases") / "schemas"
    folder.mkdir()
    for file in FILES:
        (folder / f"{file}.json").write_text(json.dumps(schema(file)))
    named = settings()["yaml.schemas"]
    assert {Path(name).stem for name in named} == {*FILES}
    with editor({(folder.parent / name).as_uri(): patterns for name, patterns in named.items()}) as found:
        yield found


def settings() -> dict[str, Any]:
    """What the page has people write into their editor."""
    page = (ROOT / "docs" / "editors.md").read_text("utf-8")
    block = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert block is not None
    found: dict[str, Any] = json.loads(block[1])
    return found


def uri(name: str) -> str:
    """A file of a case that is nowhere on the disk."""
    return f"file:///there/events/harbour-talks/{name}.yaml"


def labels(there: Editor, name: str, text: str, line: int, character: int) -> set[str]:
    """What is offered at a place."""
    there.open(uri(name), text)
    answer = there.at("completion", uri(name), line, character)
    return {one["label"] for one in (answer["items"] if isinstance(answer, dict) else answer)}


def hover(there: Editor, name: str, text: str, word: str) -> str:
    """What is told of a word, without the backslashes of Markdown."""
    there.open(uri(name), text)
    before = text[: text.index(word)]
    answer = there.at("hover", uri(name), before.count("\n"), len(before.rpartition("\n")[2]) + 1)
    return re.sub(r"\\(.)", r"\1", answer["contents"]["value"])


def test_every_kind_is_offered(there: Editor) -> None:
    """Behind `kind:`, and nothing else."""
    assert labels(there, "kind", "- id: a\n  kind: \n", 1, 8) == {*kinds()}


def test_the_fields_of_the_kind_are_offered(there: Editor) -> None:
    """Those that this kind has, and none that it has not; of a tranche, its own."""
    found = labels(there, "fields", "- id: a\n  kind: performed\n  \n", 2, 2)
    assert {"subject", "quantity", "so_far", "certainty", "sources"} <= found
    assert not {"tranches", "treaty", "kind"} & found

    text = PROMISE.replace("[{id: 1, size: 26}]", "\n    - id: 1\n      \n")
    assert {"size", "due", "condition"} <= labels(there, "tranche", text, 12, 6)


def test_words_of_a_closed_list_are_offered(there: Editor) -> None:
    """As those for certainty."""
    assert {"confirmed", "denied"} <= labels(there, "words", PROMISE.replace("confirmed", ""), 11, 13)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("size", "How many; where it is left out, what was approved for it."),
        ("reported", "The first day on which a cited source made it public"),
        ("attribution", "Who speaks in the passage"),
        ("committed", "`committed`: A debtor binds itself towards a creditor."),
    ],
)
def test_what_is_pointed_at_is_explained(there: Editor, word: str, told: str) -> None:
    """A field by its meaning, a kind by its own, first of all."""
    said = hover(there, "hover", PROMISE, word)

    assert told in said
    assert not said.startswith("#")


SLIPS = {
    "a wrong field in a tranche": ("size: 26}", "sise: 26}", "sise", "Property sise is not allowed."),
    "a word that is no kind": ("committed", "comitted", "comitted", "Value is not accepted. Valid values: "),
    "a word that is no certainty": ("confirmed", "sure", "sure", 'Valid values: "confirmed", "reported"'),
    "a field of another kind": ("  unit:", "  treaty: t\n  unit:", "treaty", "Property treaty is not allowed."),
    "a field that is not there": ("  certainty: confirmed\n", "", "i", 'Missing property "certainty".'),
    "a field of an account": ("26}]", "{value: 26, acounts: []}}]", "acounts", "Property acounts is not allowed."),
    "text for a number": ("total: 26", "total: many", "many", "integer | Rated | Range | values with their holders"),
    "a list for a number in a tranche": (
        "size: 26",
        "size: [26]",
        "[26]",
        "Share | Range | string | values with their",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_underlined_where_it_is_and_nothing_else(there: Editor, name: str) -> None:
    """In one message that names it, and not by every form that it could have had."""
    right, wrong, at, told = SLIPS[name]
    text = PROMISE.replace(right, wrong, 1)
    [found] = there.open(uri(f"slip-{name.replace(' ', '-')}"), text)

    assert told in found["message"]
    start = found["range"]["start"]
    assert text.splitlines()[start["line"]][start["character"] :].startswith(at)


def test_a_right_file_has_nothing_underlined(there: Editor) -> None:
    """Every file of the shipped cases, of their seeds, and of the cases of the tests."""
    texts = {address(path): path.read_text("utf-8") for path in there_are()}
    told = there.open_all(texts)

    assert len(texts) > 100
    assert {name: found for name, found in told.items() if found} == {}


def there_are() -> list[Path]:
    found = [path for folder in ("events", "seeds", "tests/cases") for path in sorted((ROOT / folder).rglob("*.yaml"))]
    return [path for path in found if path.name != "cases.yaml"]


def address(path: Path) -> str:
    """Where an editor would see a file, so that it takes the schema of its kind."""
    seen = path.relative_to(ROOT).as_posix()
    if seen.startswith("seeds/"):
        return f"file:///there/{seen}"
    case = next(above for above in path.parents if (above / HEAD).is_file())
    return f"file:///there/events/{path.relative_to(case.parent).as_posix()}"
