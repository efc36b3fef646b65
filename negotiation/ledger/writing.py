"""Records as the YAML that a curator could have written: plain where that says the same, quoted where it would not."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from negotiation.ledger.files import EVENTS
from negotiation.ledger.layout.laying import laid_out
from negotiation.ledger.plain import is_list, is_mapping
from negotiation.ledger.positions import read
from negotiation.ledger.syntax import HIDDEN

WHOLE = 10**9
"""A line of any length: the layout breaks them."""


class _Dumper(yaml.SafeDumper):
    """Knows no types but text and nothing: the reader takes `NO` and `012` for what they look like."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - it stands in place of that of the class above

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - what is said twice is written twice
        return True


_untyped: Any = _Dumper  # what is called of it has no types
_untyped.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("(?:null)?$"), ["n", ""])


def _quoted(dumper: Any, text: str) -> Any:
    """What may not stand in a file, and what ends lines, stands there by its number."""
    odd = HIDDEN.search(text) is not None or "\n" in text
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if odd else None)


_untyped.add_representer(str, _quoted)


def list_text(records: Sequence[Mapping[str, Any]], *, role: str = EVENTS, spread: bool = False) -> str:
    """A file that is a list of records, in its layout; `spread`: every field has a line of its own.

    >>> print(list_text([{"id": "a", "on": "2020-01-01", "total": 4, "by": ["x", "y"], "note": "yes: no"}]), end="")
    - id: a
      on: 2020-01-01
      total: 4
      by: [x, y]
      note: "yes: no"
    """
    return _text([*records], role, flow=False if spread else None)


def record_text(record: Mapping[str, Any], role: str) -> str:
    """A file that is one record."""
    return _text(dict(record), role)


def _text(data: Any, role: str, *, flow: bool | None = None) -> str:
    said = _as_text(data)
    text = yaml.dump(said, Dumper=_Dumper, default_flow_style=flow, sort_keys=False, allow_unicode=True, width=WHOLE)
    text, faults = laid_out(text, role)
    if faults or read(text).data != said:
        said = "these records cannot be written as YAML that says the same"
        raise ValueError(said)
    return text


def _as_text(value: Any) -> Any:
    """Plain data as the reader hands it over: every scalar as text, and nothing as nothing."""
    if is_mapping(value):
        return {str(key): _as_text(one) for key, one in value.items()}
    if is_list(value):
        return [_as_text(one) for one in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
