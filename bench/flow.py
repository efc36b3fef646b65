"""Plain records as YAML text in flow style, written directly: a dumper would take longer than what is measured."""

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

Plain = dict[str, Any]
"""A record as a file's mapping: text, whole numbers, lists and mappings of them."""

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./~_=+-]*")
"""Text that needs no quotes in flow style."""
WIDTH = 110


def record(plain: Mapping[str, Any]) -> str:
    """One item of a list, wrapped as a curator wraps it: between fields."""
    lines: list[str] = []
    line = "- {"
    for key, value in plain.items():
        part = f"{key}: {flow(value)}, "
        if len(line) + len(part) > WIDTH and len(line) > 3:  # noqa: PLR2004 - the three of `- {`
            lines.append(line.rstrip())
            line = "   "
        line += part
    return "\n".join([*lines, f"{line[:-2]}}}"])


def flow(value: Any) -> str:
    """A value on one line.

    >>> flow({"id": "a-1", "on": "2020-01-01T10:00+00:00", "by": ["party-a", "party-b"], "power": None, "total": 3})
    '{id: a-1, on: "2020-01-01T10:00+00:00", by: [party-a, party-b], power: null, total: 3}'
    """
    if isinstance(value, str):
        return value if PLAIN.fullmatch(value) else f'"{value}"'
    if _is_mapping(value):
        return "{" + ", ".join([f"{key}: {flow(one)}" for key, one in value.items()]) + "}"
    if _is_list(value):
        return "[" + ", ".join([flow(one) for one in value]) + "]"
    return "null" if value is None else str(value)


def as_read(value: Any) -> Any:
    """The same value as it comes out of a file: every scalar is text.

    >>> as_read({"total": 3, "by": ["party-a"], "power": None})
    {'total': '3', 'by': ['party-a'], 'power': None}
    """
    if _is_mapping(value):
        return {key: as_read(one) for key, one in value.items()}
    if _is_list(value):
        return [as_read(one) for one in value]
    return None if value is None else str(value)


def _is_mapping(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)
