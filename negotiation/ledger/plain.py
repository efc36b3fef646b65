"""Plain data, as YAML and pydantic hand it over, seen as what it is."""

from collections.abc import Mapping
from typing import TypeGuard, cast

Step = str | int
"""A key, or the number of an item from 0."""

Path = tuple[Step, ...]
"""The way to a part of some data."""


def is_mapping(value: object) -> TypeGuard[dict[str, object]]:
    """Whether this is a mapping, whose keys are text in all that is read here."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


def items_of(value: object) -> tuple[object, ...]:
    """The items of a tuple; nothing of anything else."""
    return cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()


def nodes_in(data: object) -> int:
    """How many keys and values there are, this one included."""
    if is_mapping(data):
        return 1 + sum(1 + nodes_in(value) for value in data.values())
    if is_list(data):
        return 1 + sum(map(nodes_in, data))
    return 1


def nodes_before(data: Mapping[str, object], key: str) -> int:
    """How many keys and values of a mapping stand ahead of a key."""
    count = 0
    for name, value in data.items():
        if name == key:
            break
        count += 1 + nodes_in(value)
    return count


def part_of(data: object, step: Step) -> tuple[object] | None:
    """What one step leads to, which may be None; None itself where it leads nowhere."""
    if is_mapping(data) and isinstance(step, str) and step in data:
        return (data[step],)
    if is_list(data) and isinstance(step, int) and 0 <= step < len(data):
        return (data[step],)
    return None
