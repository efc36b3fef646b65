"""Whatever a text holds, reading it gives data with places, or faults with places, and never an exception."""

from typing import cast

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from negotiation.ledger import parsers
from negotiation.ledger.plain import Path, is_list, is_mapping
from negotiation.ledger.positions import Document, read
from negotiation.ledger.spans import Place, Span

PIECES = [
    *("- ", "a: ", "b:", " ", "  ", "\n", "\r\n", "\t", "{", "}", "[", "]", ",", '"', "'", "|", ">", "#", "? ", ": "),
    *("&x ", "*x", "!!str ", "%YAML 1.1\n", "---\n", "...\n", "<<", "null", "0", "@", "`"),
    *("字", "😀", "\ufeff", "\u2028", "\x00", "\x07"),
]
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join)

WORDS = st.text("abz019-:# '\"{}[]字", min_size=1, max_size=8)
DATA = st.recursive(
    WORDS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)


def places(document: Document, data: object, path: Path = ()) -> list[tuple[Path, object, Span]]:
    """Every value of a document with its place."""
    found = [(path, data, document.span(path))]
    if is_mapping(data):
        for key, value in data.items():
            found += places(document, value, (*path, key))
    elif is_list(data):
        for number, value in enumerate(data):
            found += places(document, value, (*path, number))
    return found


@given(HOSTILE)
@example("0*\t")
@example("[" * 3000)
@example("{a: " * 3000)
@example("- " * 3000)
@example("a: &x [*x, *x]\n" * 50)
@example("\ud800")
@example('"\\ud800"')
def test_hostile_text_gives_data_or_faults(text: str) -> None:
    document = read(text)

    assert document.data is None or not any(fault.start > fault.end for fault in document.faults)
    for fault in document.faults:
        span = document.text.span(fault.start, fault.end)
        assert 1 <= span.start.line <= max(1, len(document.text.lines))
        assert span.start.column >= 1
    for _, _, span in places(document, document.data):
        assert span.start <= span.end


@given(DATA, st.booleans())
def test_data_is_what_yaml_says_but_for_null(data: object, flow: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    text = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=True)
    document = read(text)

    assert document.faults == ()
    assert document.data == data
    assert _with_empty_text(document.data) == _with_empty_text(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - only text


def _with_empty_text(data: object) -> object:
    if is_mapping(data):
        return {key: _with_empty_text(value) for key, value in data.items()}
    if is_list(data):
        return [_with_empty_text(value) for value in data]
    return "" if data in (None, "null") else data


@given(DATA, st.booleans())
def test_the_c_parser_and_the_pure_one_give_the_same_places(data: object, flow: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    text = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=True)
    fast = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsers, "compiled", None)
        slow = read(text)

    assert (fast.data, slow.faults) == (slow.data, ())
    starts = [[span.start for _, _, span in places(it, it.data)] for it in (fast, slow)]
    assert starts[0] == starts[1]


@given(st.dictionaries(st.from_regex("[a-z]{1,5}", fullmatch=True), st.from_regex("[a-z0-9字]{1,5}", fullmatch=True)))
def test_the_place_of_a_plain_value_is_where_its_text_stands(data: dict[str, str]) -> None:
    text = "# 字\n" + "".join(f"{key}:   {value}  # note\n" for key, value in data.items())
    document = read(text)
    lines = document.text.lines

    for key, value in data.items():
        span, of_key = document.span((key,)), document.span((key,), key=True)
        line = lines[span.start.line - 1]
        if value not in {"null", ""}:
            assert line[span.start.column - 1 : span.end.column - 1] == value
        assert line[of_key.start.column - 1 : of_key.end.column - 1] == key


def test_scalars_stay_text() -> None:
    document = read("a: NO\nb: 012\nc: 12:30\nd: 2025-02-30\ne: ~\nf: true\ng: null\nh:\ni: 'null'\nj: ''\nk: 1_000\n")

    assert document.data == {
        "a": "NO", "b": "012", "c": "12:30", "d": "2025-02-30", "e": "~", "f": "true",
        "g": None, "h": None, "i": "null", "j": "", "k": "1_000",
    }  # fmt: skip


def test_a_key_given_twice_keeps_the_first_and_shows_both() -> None:
    document = read("- {a: 1, b: [x, y], a: {c: d}, e: f}\n")

    assert document.data == [{"a": "1", "b": ["x", "y"], "e": "f"}]
    assert [fault.code for fault in document.faults] == ["T007"]
    assert document.span((0, "e")) == Span(Place(1, 35), Place(1, 36))


def test_a_path_that_ends_nowhere_leads_to_the_last_part_that_is_there() -> None:
    document = read("- id: x\n  due: {night_of: 2020-01-01}\n")

    assert document.span((0, "due", "night_of", "later")) == document.span((0, "due", "night_of"))
    assert document.nearest((0, "quantity")) == (0, "id")


@pytest.mark.parametrize("text", ["", "\n", "# only a remark\n", "---\n", "\ufeff"])
def test_an_empty_text_is_no_fault(text: str) -> None:
    document = read(text)

    assert (document.data, document.faults) == (None, ())
    assert document.span(()).start.line == 1


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_breaks_of_every_kind_count_as_one(ending: str) -> None:
    document = read(f"a: 1{ending}b:{ending}  - 字{ending}  - c{ending}")

    assert document.span(("b", 1)) == Span(Place(4, 5), Place(4, 6))


def test_nodes_are_found_in_a_long_list_without_counting_it() -> None:
    document = read("".join(f"- {{id: e{n}, deep: [a, {{b: c}}]}}\n" for n in range(500)))

    assert cast("list[object]", document.data)[499] == {"id": "e499", "deep": ["a", {"b": "c"}]}
    assert document.span((499, "deep", 1, "b")).start.line == 500
