"""Plain data of any shape, seen as what it is."""

from collections.abc import Iterator

from negotiation.domain.light import Any, TypeGuard


def is_record(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether this is a mapping, whose keys are text in all that is shown here."""
    return isinstance(value, dict)


def is_several(value: object) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    """Whether this is a list or a tuple."""
    return isinstance(value, list | tuple)


def flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The single values in a value, each with the way that leads to it; those of a list of words share theirs.

    >>> list(flat("sources", [{"source": "S0", "paragraph": "P1"}, {"source": "S1"}]))
    [('sources 1 source', 'S0'), ('sources 1 paragraph', 'P1'), ('sources 2 source', 'S1')]
    >>> list(flat("by", ["a", "b"])), list(flat("by", []))
    ([('by', 'a'), ('by', 'b')], [('by', [])])
    """
    if is_record(value) and set(value) != {"min", "max"}:
        for key, one in value.items():
            yield from flat(f"{name} {key}", one)
    elif is_several(value) and any(is_record(one) or is_several(one) for one in value):
        for number, one in enumerate(value, 1):
            yield from flat(f"{name} {number}", one)
    elif is_several(value) and value:
        yield from ((name, one) for one in value)
    else:
        yield name, value


def several(value: object) -> tuple[Any, ...]:
    """The items of a list or a tuple, the one value that is neither, or nothing."""
    if is_several(value):
        return tuple(value)
    return () if value is None else (value,)
