"""Plain data of any shape, seen as what it is."""

from typing import Any, TypeGuard


def is_record(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether this is a mapping, whose keys are text in all that is shown here."""
    return isinstance(value, dict)


def is_several(value: object) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    """Whether this is a list or a tuple."""
    return isinstance(value, list | tuple)


def several(value: object) -> tuple[Any, ...]:
    """The items of a list or a tuple, the one value that is neither, or nothing."""
    if is_several(value):
        return tuple(value)
    return () if value is None else (value,)
