"""A value as somebody types it, read as files have values: text, lists and mappings, and nothing else."""

from typing import Any

import yaml

from negotiation.ledger.plain import is_list, is_mapping


def value_of(text: str) -> Any:
    """A value as somebody typed it: a word, `[a, b]`, `{a: b}`, or `null`.

    Raises:
        ValueError: if it is none, in words.
    """
    return without_null(written(text))


def written(text: str) -> Any:
    """The same as it is written: what is empty is an empty text, and `null` a word.

    Raises:
        ValueError: if it is none, in words.
    """
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - this loader makes text, lists and mappings only
    except yaml.YAMLError as error:
        raise ValueError(getattr(error, "problem", None) or "cannot be read") from error


def without_null(value: Any) -> Any:
    """The same with nothing where nothing or `null` is written."""
    if is_mapping(value):
        return {key: without_null(one) for key, one in value.items()}
    if is_list(value):
        return [without_null(one) for one in value]
    return None if value in {"null", ""} else value
