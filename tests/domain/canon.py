"""Answers in a form that can be compared: what has no order of its own is put in one, and names may be exchanged."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from negotiation.domain.axes import Contest, Due, Figures, Interval, Kind, Running
from tests.cases import Plain

TAKEN_APART = (Contest, Due, Figures, Kind, Running)
"""Values of which each part is compared by its name."""
IN_ORDER = frozenset({"stages", "terms", "window"})
"""Axes whose tuples mean something by their order."""


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The same plain data with names exchanged wherever they stand: as values, as keys, inside texts."""
    if not names:
        return value
    form = re.compile(r"(?<![A-Za-z0-9-])(" + "|".join(map(re.escape, names)) + r")(?![A-Za-z0-9-])")

    def walk(one: Any) -> Any:
        match one:
            case str():
                return form.sub(lambda found: names[found.group(1)], one)
            case dict():
                return {walk(k): walk(v) for k, v in one.items()}
            case list():
                return [walk(v) for v in one]
            case _:
                return one

    return walk(value)


def canonical(value: Any, *, in_order: bool = False) -> Any:
    """Plain nested lists, those without an order of their own sorted."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"is": type(value).__name__} | {f.name: canonical(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, TAKEN_APART):
        return {"is": type(value).__name__} | {name: canonical(one) for name, one in value._asdict().items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return [canonical(one) for one in value]
    if isinstance(value, tuple | list | set | frozenset):
        found = [canonical(one) for one in value]
        return found if in_order else sorted(found, key=repr)
    return value


def canonical_row(row: Interval, names: Mapping[str, str] | None = None, *, known: bool = False) -> str:
    """One interval as a text, with names exchanged; the stretch of known time is left out unless asked for."""
    values = [canonical(v, in_order=row.axis in IN_ORDER) for v in row.values]
    found: Plain = {
        "subject": row.subject, "axis": row.axis, "reading": row.reading, "from": row.valid_from, "to": row.valid_to,
        "values": values, "causes": [*row.causes], "rule": row.rule, "order": row.order_sensitive,
    }  # fmt: skip
    if known:
        found |= {"known_from": row.known_from, "known_to": row.known_to}
    swapped = renamed(found, names or {})
    return repr(
        swapped | {"values": sorted(map(_sorted, swapped["values"]), key=repr), "causes": sorted(swapped["causes"])}
    )


def _sorted(value: Any) -> Any:
    """Sorted once more, since other names sort otherwise."""
    match value:
        case dict():
            return {k: _sorted(v) for k, v in value.items()}
        case list():
            return sorted(map(_sorted, value), key=repr)
        case _:
            return value


def canonical_rows(
    rows: Iterable[Interval], names: Mapping[str, str] | None = None, *, known: bool = False
) -> list[str]:
    """All intervals, as a sorted list of texts."""
    return sorted(canonical_row(row, names, known=known) for row in rows)
