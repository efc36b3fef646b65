"""The validator's complaints in our own words: what the field takes, an example, and what was probably meant."""

from collections.abc import Callable, Iterable

from pydantic_core import ErrorDetails

from negotiation.domain.expressions import CONDITION_KEYS, DATE_KEYS
from negotiation.ledger.nearest import did_you_mean, listed
from negotiation.ledger.plain import is_mapping

LONGEST = 40
"""Characters of a value that a sentence repeats."""

FORMS: dict[str, str] = {
    "int_parsing": "a whole number, such as 26",
    "int_type": "a whole number, such as 26",
    "int_from_float": "a whole number, such as 26",
    "int_parsing_size": "a whole number, such as 26",
    "greater_than_equal": "a whole number from 0 on",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_type": "text",
    "string_too_short": "text that is not empty",
    "too_short": "a list of at least one item",
    "tuple_type": "a list, such as [a, b]",
    "list_type": "a list, such as [a, b]",
    "dict_type": "a mapping, such as {a: 1, b: 2}",
    "model_type": "a mapping of fields",
    "model_attributes_type": "a mapping of fields",
    "date_parsing": "one whole day, such as 2014-03-29",
    "date_type": "one whole day, such as 2014-03-29",
    "date_from_datetime_parsing": "one whole day, such as 2014-03-29",
    "date_from_datetime_inexact": "one whole day, such as 2014-03-29",
    "string_pattern_mismatch": "an id: lower case, digits and single hyphens, such as first-group",
}
"""What a field takes, by the kind of complaint."""

EXAMPLES: dict[str, str] = {
    "id": "first-group-released",
    "kind": "performed",
    "on": "2014-03-29",
    "reported": "2014-03-30",
    "certainty": "reported",
    "sources": "[{source: w24-agency, attribution: reporter}]",
    "source": "w24-agency",
    "title": "Talks of 2014",
    "tz": "Europe/Paris",
    "coverage": "{start: 2013-07-19, end: 2014-10-02}",
    "release_day": "2026-01-01",
    "archived": "null",
    "url": "null",
    "origin": "agency",
    "host_kind": "press",
}
"""What a missing field could look like."""

PATTERNS: dict[str, tuple[str, str]] = {
    "^P[1-9]": ("T103", "a paragraph, such as P3"),
    "^[0-9a-f]{64}": ("T103", "a SHA-256 digest of 64 hexadecimal digits"),
    "^[A-Za-z0-9]": ("T107", "an id: letters, digits and single hyphens, such as w24-agency or S1"),
    "^[a-z0-9]+(-[a-z0-9]+)*(/": ("T107", "an id such as first-group, or a tranche such as first-group/2"),
}
"""What a pattern asks for, by how it begins."""

OWN: dict[str, str] = {
    "date_form": "T106",
    "date_expression": "T108",
    "anchor": "T108",
    "condition": "T108",
}
"""Codes of the model's own complaints, whose text is plain already; all others are contradictions."""

Said = tuple[str, str, str]
"""Code, message, and what stands beside the caret."""


def said_plainly(name: str, errors: Iterable[ErrorDetails]) -> Said:
    """One sentence for all that is wrong with one value; several complaints are the arms of a union."""
    found = list(errors)
    value = found[0]["input"]
    own = next((e for e in found if e["type"] not in FORMS and e["type"] != "literal_error"), None)
    if value is None:
        return "T103", f"'{name}' is empty; it takes {_forms(found)}", "a value is missing"
    if own is not None:
        return _in_the_models_words(name, own)
    if all(e["type"] == "literal_error" for e in found):
        return _not_a_word(name, str(value), [word for e in found for word in _words(e)])
    code = "T107" if {e["type"] for e in found} == {"string_pattern_mismatch"} else "T103"
    if code == "T107":
        code = _form(found[0])[0]
    hint = did_you_mean(str(value), [word for e in found for word in _words(e)]) if isinstance(value, str) else ""
    return code, f"'{name}' takes {_forms(found)}, not {shown(value)}", hint


def shown(value: object) -> str:
    """A value as a sentence repeats it."""
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    text = str(value)
    return f"'{text[: LONGEST - 3]}...'" if len(text) > LONGEST else f"'{text}'"


def _in_the_models_words(name: str, error: ErrorDetails) -> Said:
    code = OWN.get(error["type"], "T109")
    message = error["msg"]
    if code == "T109" and error["type"] not in CONTRADICTIONS:
        return "T103", f"'{name}': {message[:1].lower()}{message[1:]}", ""
    hint = ""
    value: object = error["input"]
    if code == "T108" and is_mapping(value):
        keys = CONDITION_KEYS if error["type"] == "condition" else DATE_KEYS
        hint = next(filter(None, (did_you_mean(key, keys) for key in value)), "")
    return code, message if code == "T109" else f"'{name}': {message}", hint


CONTRADICTIONS = frozenset({"duration", "claim_leads", "held_nothing", "coverage_order", "coding_of", "value_error"})


def _not_a_word(name: str, value: str, words: list[str]) -> Said:
    return "T105", f"'{name}' is {shown(value)}; it is one of {listed(words)}", did_you_mean(value, words)


def _words(error: ErrorDetails) -> list[str]:
    """The words of a closed list, which pydantic gives quoted and joined."""
    if error["type"] != "literal_error":
        return []
    expected = str(error.get("ctx", {}).get("expected", ""))
    return [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]


def _form(error: ErrorDetails) -> tuple[str, str]:
    if error["type"] == "string_pattern_mismatch":
        pattern = str(error.get("ctx", {}).get("pattern", ""))
        starts: Callable[[str], bool] = pattern.startswith
        best = max(filter(starts, PATTERNS), key=len, default="")
        return PATTERNS.get(best, ("T107", FORMS["string_pattern_mismatch"]))
    if error["type"] == "too_short" and is_mapping(error["input"]):
        return "T103", "a mapping of at least one field"
    return "T103", FORMS.get(error["type"], error["msg"])


def _forms(errors: list[ErrorDetails]) -> str:
    forms = [f"'{w}'" for e in errors for w in _words(e)]
    return listed(dict.fromkeys([_form(e)[1] for e in errors if e["type"] != "literal_error"] + forms))
