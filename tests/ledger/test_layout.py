"""The layout changes how a file looks and nothing else: what it says, and what stands beside what, stays."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from negotiation.domain.events import kinds
from negotiation.ledger.files import EVENTS, HEAD, REGISTER, role_of
from negotiation.ledger.layout.fields import SEED, order_of
from negotiation.ledger.layout.laying import laid_out
from negotiation.ledger.positions import read
from negotiation.ledger.writing import list_text
from tests.source import ROOT

SHIPPED = sorted(path for folder in ("events", "seeds", "tests/cases") for path in (ROOT / folder).rglob("*.yaml"))
WIDTH = 120
WHOLE = re.compile(r" *(#|[^ ]+: [^ ]+$)")
"""A comment, or a field of one word, which no line is broken in."""


def is_literal(text: str) -> bool:
    """Whether a text holds lines that stand as they are."""
    return re.search(r": [|>]", text) is not None


def role(path: Path) -> str:
    return SEED if path.parent.name == "seeds" else role_of(path.name)


def laid(text: str, of: str = EVENTS) -> str:
    """The text in its layout, which has no faults."""
    new, faults = laid_out(text, of)
    assert not faults
    return new


def records(path: Path) -> list[str]:
    """A list's records, each with what stands above it; of any other file, the whole."""
    found = re.split(r"^(?=- )", path.read_text("utf-8"), flags=re.MULTILINE)
    return found if len(found) > 1 else [path.read_text("utf-8")]


RECORDS = [(role(path), record) for path in SHIPPED for record in records(path) if record.strip()]


def damaged(draw: st.DrawFn, text: str) -> str:
    """The same records in another shape: lines broken and joined, blanks, comments, quotes."""
    lines = text.rstrip("\n").split("\n")
    for number in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["above", "beside", "blank", "break", "quote", "blanks"])):
            case "above":
                indent = len(lines[at]) - len(lines[at].lstrip(" "))
                lines.insert(at, " " * (indent + draw(st.integers(0, 2))) + f"# mark {number}")
            case "beside":
                lines[at] += " " * draw(st.integers(1, 9)) + f"# mark {number}"
            case "blank":
                lines.insert(at, "")
            case "blanks":
                lines[at] += "  "
            case "break":
                commas = [found.end() for found in re.finditer(", ", lines[at])]
                if commas:
                    cut = draw(st.sampled_from(commas))
                    lines[at : at + 1] = [lines[at][:cut], " " * 9 + lines[at][cut:]]
            case _:
                lines[at] = re.sub(
                    r"(?<=\w: )([\w-]+)(?=[,}]|$)", draw(st.sampled_from([r"'\1'", r'"\1"'])), lines[at], count=1
                )
    return "\n".join(lines) + "\n"


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """A shipped record in a shape that somebody could have given it, and the role of its file."""
    of, text = draw(st.sampled_from(RECORDS))
    return of, damaged(draw, text)


def marks(text: str) -> list[str]:
    return sorted(" ".join(found.split()) for found in re.findall(r"#\s+mark\s+\d", text))


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], deadline=None)
@given(texts())
def test_it_says_the_same_and_keeps_every_comment_and_is_done_once(given_: tuple[str, str]) -> None:
    """Another reader of YAML than ours finds the same records, too."""
    of, text = given_
    if read(text).faults:
        return  # a comment in the middle of a text that goes on
    new = laid(text, of)

    assert read(new).data == read(text).data
    assert plain(YAML(typ="safe", pure=True).load(new)) == plain(YAML(typ="safe", pure=True).load(text))
    assert marks(new) == marks(text)
    assert laid(new, of) == new
    assert not re.search(r"[ \t]$|\n\n\n|\A\n|\n\n\Z", new, re.MULTILINE) or "|" in new


def plain(data: Any) -> Any:
    """Data without the types that one reader or the other gives to them."""
    if isinstance(data, dict):
        return {str(key): plain(value) for key, value in data.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - any data
    if isinstance(data, list):
        return [plain(value) for value in data]  # pyright: ignore[reportUnknownVariableType] - as above
    return str(data)


def fields(text: str) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    """Where each field stands, and the way to it."""

    def below(data: object, path: tuple[str | int, ...]) -> Iterator[tuple[int, tuple[str | int, ...]]]:
        if isinstance(data, dict):
            for key, value in data.items():  # pyright: ignore[reportUnknownVariableType] - any data
                there = (*path, str(key))  # pyright: ignore[reportUnknownArgumentType] - as above
                yield document.offsets(there, key=True)[0], there
                yield from below(value, there)
        elif isinstance(data, list):
            for number, value in enumerate(data):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - as above
                yield from below(value, (*path, number))

    document = read(text)
    yield from below(document.data, ())


def owner(text: str, mark: str) -> tuple[str | int, ...]:
    """The field that a comment stands above, or the first one on its line."""
    at = text.index(mark)
    begun = text.rfind("\n", 0, at) + 1
    alone = not text[begun:at].strip()
    where = at if alone else begun
    return next(path for start, path in sorted(fields(text)) if start >= where)


@settings(deadline=None)
@given(st.data())
def test_a_comment_stays_above_or_beside_its_field(data: st.DataObject) -> None:
    """Though the fields of the record stood in another order."""
    of, text = data.draw(
        st.sampled_from([(of, text) for of, text in RECORDS if re.search(r"^  [a-z_]+: ", text, re.MULTILINE)])
    )
    lines = [line for line in text.rstrip("\n").split("\n") if not line.lstrip().startswith("#")]
    starts = [n for n, line in enumerate(lines) if re.match(r"  [a-z_]+:", line) and "#" not in line]
    starts = [n for n in starts if n + 1 == len(lines) or re.match(r"(  )?[a-z_-]+", lines[n + 1])]
    if not starts:
        return
    moved = data.draw(st.permutations(starts))
    for old, new in dict(zip(starts, [lines[n] for n in moved], strict=True)).items():
        lines[old] = new
    above, beside = data.draw(st.sampled_from(starts)), data.draw(st.sampled_from(starts))
    lines[beside] += "  # mark 1"
    if lines[0].startswith("- ") and "#" not in lines[0] and re.match(r"  [a-z_]+:", lines[1]):
        lines[0] += "  # mark 2"
    lines.insert(above, "  # mark 0")
    text = "\n".join(lines) + "\n"
    if read(text).faults:
        return  # a comment in the middle of a text that goes on
    new = laid(text, of)

    for mark in marks(text):
        assert owner(new, mark) == owner(text, mark), f"{text}\n{new}"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_shipped_is_in_the_layout(path: Path) -> None:
    """And no line is longer than it may be, comments left out, but for one long word."""
    text = path.read_text("utf-8")

    assert laid(text, role(path)) == text
    for line in text.splitlines():
        code = line.partition("  #")[0]
        assert len(code) <= WIDTH or WHOLE.match(code) or is_literal(text), line


WORDS = st.text(st.sampled_from("ab:,#'\"\\{}[]-?&*!|>%@` \né~0"), max_size=30) | st.sampled_from(
    ["null", "yes", "012", "2020-01-01", "=", "<<"]
)
VALUES = st.recursive(
    WORDS | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(WORDS.filter(lambda key: key not in {"", "<<"}), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["id", "note", "by", "title", "x"]), VALUES, min_size=1), min_size=1, max_size=3
    ),
    st.booleans(),
)
def test_what_is_written_new_is_in_the_layout(found: list[dict[str, Any]], spread: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """Whatever it says."""
    text = list_text(found, spread=spread)

    assert laid(text) == text


EXAMPLES = {
    "fields in their order, with their comments": (
        "- kind: stated\n  # of whom\n  by: usa   # the mediator\n\n  on: 2020-01-01\n  id: a\n",
        "- id: a\n  kind: stated\n\n  on: 2020-01-01\n  # of whom\n  by: usa   # the mediator\n",
    ),
    "a comment beside the first field is its own": ("- id: a  # b\n  by: c\n", "- id: a  # b\n  by: c\n"),
    "a comment beside the sign of a record is the record's": ("- # b\n  id: a\n", "-  # b\n  id: a\n"),
    "a comment behind a record is not the next one's": (
        "- id: a\n  kind: stated\n  # nothing known since\n# the next\n- id: b\n",
        "- id: a\n  kind: stated\n  # nothing known since\n# the next\n- id: b\n",
    ),
    "line ends, a byte order mark, tabs, blanks": (
        "\N{ZERO WIDTH NO-BREAK SPACE}- id:\ta  \r\n\r\n\r\n\r\n- id: b",
        "- id: a\n\n- id: b\n",
    ),
    "quotes where they are needed": (
        "- {id: 'a', note: \"b\", title: 'it''s, so', state: '26', on: \"a: b\", x: 'yes', y: ''}\n",
        "- {id: a, note: b, title: \"it's, so\", state: \"26\", on: \"a: b\", x: \"yes\", y: \"\"}\n",
    ),
    "comments within brackets": (
        "- {id: a, # the first\n  by: b,\n    # above c\n  c: d\n  # the end\n  }  # all\n",
        "- {id: a,  # the first\n   by: b,\n   # above c\n   c: d\n   # the end\n   }  # all\n",
    ),
    "a comment below a field that is deeper than the next stays between them": (
        "- id: a\n  kind: stated\n    # of whom\n  by: b\n  title: c\n",
        "- id: a\n  kind: stated\n  # of whom\n  by: b\n  title: c\n",
    ),
    "a text of lines is left as it is": ("- id: a\n  note: |\n      one # no comment\n        two\n  by: x\n", None),
    "an explicit key, a document's mark": ("---\n? id\n: a\n...\n", "id: a\n"),
    "comments and nothing else": ("\n\n# nothing yet  \n", "# nothing yet\n"),
    "nothing": ("\n", ""),
    "a list in its own column": ("a:\n- b\n-   - c\n    - d\n", "a:\n  - b\n  - - c\n    - d\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example(name: str) -> None:
    """What goes in, and what comes out."""
    before, after = EXAMPLES[name]
    new = laid(before)

    assert after is None or new == after
    assert laid(new) == new
    assert read(new).data == read(before).data


BLOCKS = st.tuples(
    st.sampled_from([" # b", ""]),
    st.sampled_from(["|", ">"]),
    st.sampled_from(["", "-", "+"]),
    st.sampled_from([0, 2, 4]),
    st.lists(st.sampled_from(["one", " two", "# no comment", "x  ", "", "", "   "]), max_size=5),
    st.sampled_from(["  title: x\n", "  # of the title\n\n  title: x\n", "# of b\n- id: b\n", ""]),
    st.booleans(),
)


@settings(deadline=None)
@given(BLOCKS)
def test_lines_that_are_text_say_the_same_wherever_they_end(
    parts: tuple[str, str, str, int, list[str], str, bool],
) -> None:
    """Blanks at their ends, lines of blanks, and a file that breaks off among them are kept as they were read."""
    remark, sign, keeps, deep, said, rest, ends = parts
    lines = "".join(f"\n{' ' * (2 + (deep or 2))}{line}" if line else "\n" for line in said)
    text = f"- id: a\n  note: {sign}{deep or ''}{keeps}{remark}{lines}" + ("\n" if ends or rest else "") + rest
    if read(text).faults:
        return
    new = laid(text)

    assert read(new).data == read(text).data
    assert laid(new) == new


@pytest.mark.parametrize(
    "text", [r'- {id: a, title: "He says \"no\""}', r'- {id: a, title: "caf\u00e9"}', r'- {id: a, title: "a\/b"}']
)
def test_quotes_with_a_backslash_between_them_are_needed(text: str) -> None:
    """It would stand for itself without them."""
    assert laid(f"{text}\n") == f"{text}\n"


def test_quotes_stay_around_what_another_reader_takes_for_a_number() -> None:
    """As YAML 1.2 does."""
    assert laid('- {id: "1e3"}\n') == '- {id: "1e3"}\n'


def test_a_question_in_brackets_is_put_in_quotes() -> None:
    """PyYAML reads it in C without them, and not in Python."""
    assert laid("- {id: a, title: Is it? So it is, by: b}\n") == '- {id: a, title: "Is it? So it is", by: b}\n'
    assert laid("- id: a\n  title: Is it?\n") == "- id: a\n  title: Is it?\n"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_shipped_is_read_alike_in_python_and_in_c(path: Path) -> None:
    """A machine without libyaml reads the same cases."""
    text = path.read_text("utf-8")
    parsed = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - text, lists and mappings only
    assert parsed == yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - see above


def test_what_is_too_long_is_filled_and_what_fits_stays_broken() -> None:
    """A break stands where its author put it, until a line of the record does not fit."""
    short = "- {id: a,\n   by: b,\n   note: c}\n"
    long = short.replace("c}", f"{'word ' * 30}end}}")

    assert laid(short) == short
    assert laid(long) == f"- {{id: a, by: b,\n   note: {('word ' * 22).strip()}\n   {'word ' * 8}end}}\n"


@pytest.mark.parametrize(
    "text", ["- id: a\n  id: b\n", "- id: a\n\tby: b\n", "- [a\n", "- &x a\n", "a: 1\n---\nb: 2\n"]
)
def test_what_cannot_be_read_is_left_alone(text: str) -> None:
    """With what is wrong with it."""
    new, faults = laid_out(text, EVENTS)

    assert new == text
    assert faults


def test_the_order_is_the_one_that_the_page_has() -> None:
    """Every event begins and ends as docs/format.md says."""
    page = (ROOT / "docs" / "format.md").read_text("utf-8")
    said = re.search(r"^    id · kind (.*\n.*)$", page, re.MULTILINE)
    assert said is not None
    named = re.findall(r"[a-z_]+", re.sub(r"what it makes or is about|the content", "", said[0]))

    for kind, model in kinds().items():
        order = order_of(model)
        assert [name for name in named if name in order] == [name for name in order if name in named], kind
        assert {*order} == {field.alias or name for name, field in model.model_fields.items()}


def test_records_of_other_files_have_their_own_order() -> None:
    """Heads, sources and what stands within a record."""
    assert laid("tz: UTC\ntitle: a\n", HEAD) == "title: a\ntz: UTC\n"
    assert laid("- {publisher: a, id: b}\n", REGISTER) == "- {id: b, publisher: a}\n"
    assert laid("- {kind: stated, sources: [{attribution: side, source: a}]}\n") == (
        "- {kind: stated, sources: [{source: a, attribution: side}]}\n"
    )
    assert laid("- {kind: stated, sise: 1, id: b}\n") == "- {kind: stated, sise: 1, id: b}\n"
