"""Plain data as the text of a file, which reads back as the same."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from negotiation.ledger.plain import is_list, is_mapping

WIDTH = 124
NULL = "tag:yaml.org,2002:null"


class _Writer(yaml.SafeDumper):
    """Quotes what would read as nothing, and nothing else: to files of a case every other scalar is text."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.yaml_implicit_resolvers = {"n": [(NULL, re.compile("^null$"))], "": [(NULL, re.compile("^$"))]}

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as PyYAML has it
        super().increase_indent(flow, False)  # noqa: FBT003 - as above

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - as above
        return True


def records_text(records: Sequence[Mapping[str, Any]], *, spread: bool = False) -> str:
    """Records as a file has them: a list, what is small on one line, or, `spread`, every field on its own.

    >>> print(records_text([{"id": "a", "on": "2014-04-24", "by": ["x"], "note": "null", "power": None}]), end="")
    - id: a
      on: 2014-04-24
      by: [x]
      note: 'null'
      power: null
    """
    return yaml.dump(
        [_said(record) for record in records],
        Dumper=_Writer, sort_keys=False, default_flow_style=False if spread else None, width=WIDTH, allow_unicode=True,
    )  # fmt: skip


def _said(value: Any) -> Any:
    """The same with numbers and flags as the words that files have for them."""
    if is_mapping(value):
        return {str(key): _said(one) for key, one in value.items()}
    if is_list(value):
        return [_said(one) for one in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


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
