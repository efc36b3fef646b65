"""What is written as the text of a file reads back as what it was."""

import string
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.ledger.notation import value_of
from negotiation.ledger.positions import read_text
from negotiation.ledger.quick import batches
from negotiation.ledger.spans import Text
from negotiation.ledger.writing import list_text

WORDS = st.one_of(
    st.sampled_from(
        ["null", "", "~", "yes", "NO", "012", "12:30", "2014-04-24", "- a", "a: b", "a #b", "'", '"', "[x]"]
    ),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=150),
    st.text(string.ascii_letters + " ,:#'\"\n-", max_size=300),
)
KEYS = st.text(string.ascii_lowercase + "_", min_size=1, max_size=12)
VALUES: st.SearchStrategy[Any] = st.recursive(
    WORDS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=50)
@given(st.lists(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), min_size=1, max_size=3), st.booleans())
def test_records_read_back_as_they_are(records: list[dict[str, Any]], spread: bool) -> None:  # noqa: FBT001 - drawn
    """By both readers: words that YAML has another meaning for stay words, nothing stays nothing."""
    text = Text(list_text(records, spread=spread))

    assert read_text(text).data == records
    assert [item for batch in batches(text) for item in batch.items] == records


def test_numbers_and_flags_are_the_words_that_files_have() -> None:
    """As JSON has them."""
    text = list_text([{"quantity": 26, "coded": True, "power": None}])

    assert text == "- {quantity: 26, coded: true, power: null}\n"


def test_a_typed_value_is_a_word_a_list_or_a_mapping() -> None:
    """And nothing is tagged, dated or counted."""
    assert value_of("2014-04-24") == "2014-04-24"
    assert value_of("[a, null]") == ["a", None]
    assert value_of("{after: x, days: 35}") == {"after": "x", "days": "35"}
