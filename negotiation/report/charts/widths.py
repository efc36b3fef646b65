"""Charts for places of other widths: what a specification says otherwise there."""

from collections.abc import Iterator
from typing import Any

from negotiation.domain.intervals import Table
from negotiation.report.charts import lanes, steps, strips
from negotiation.views.plain import is_record, is_several

Path = tuple[str | int, ...]
Change = tuple[list[str | int], Any]

PAGE = 900
"""Pixels of a drawn case on a page as it comes: at home on a desk and on paper."""
NARROW = 440
"""The same for a small screen that runs no scripts."""
WIDTHS = (340, 500, 680, PAGE, 1140)
"""Those that a page draws itself, by the room that it finds."""


def specifications(table: Table, width: int) -> dict[str, Any]:
    """What is drawn how, by the kind of chart."""
    kinds = {"steps": steps, "strips": strips, "lanes": lanes}
    return {name: kind.spec(table, width) for name, kind in kinds.items()}


def sizes(table: Table) -> dict[str, Any]:
    """The specifications of the page, and by width what each says otherwise: where it stands, and what stands there."""
    usual = specifications(table, PAGE)
    others = {
        str(width): {name: list(changes(usual[name], other)) for name, other in specifications(table, width).items()}
        for width in WIDTHS
        if width != PAGE
    }
    return {"specs": usual, "sizes": others, "widths": list(WIDTHS)}


def changes(one: Any, other: Any, path: Path = ()) -> Iterator[Change]:
    """Where two values differ, as deep inside as they do.

    >>> list(changes({"a": [1, 2], "b": 3}, {"a": [1, 4], "b": 3}))
    [(['a', 1], 4)]
    """
    if one == other:
        return
    pairs = _pairs(one, other)
    if pairs is None:
        yield list(path), other
        return
    for key, mine, theirs in pairs:
        yield from changes(mine, theirs, (*path, key))


def _pairs(one: Any, other: Any) -> list[tuple[str | int, Any, Any]] | None:
    """What stands at the same places of two values, where both have the same places."""
    if is_record(one) and is_record(other) and one.keys() == other.keys():
        return [(str(key), mine, other[key]) for key, mine in one.items()]
    if is_several(one) and is_several(other) and len(one) == len(other):
        return [(at, mine, theirs) for at, (mine, theirs) in enumerate(zip(one, other, strict=True))]
    return None
