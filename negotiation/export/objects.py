"""JSON lines of any shape as events, by a mapping that somebody declared: its columns are paths into each object."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from negotiation.export.incoming import Bad, Incoming, Lines, NoRecordError, object_in
from negotiation.export.mapping import Declared, NoMappingError, taken
from negotiation.ledger.plain import is_list, is_mapping
from negotiation.ledger.positions import BOM

SHAPE = 'a line is an object such as {"id":"row-1","actor":{"code":"A"}}'


def objects_in(text: str, mapping: Declared) -> Lines:
    """The events of JSON lines.

    Raises:
        NoMappingError: if no object has anything at a path that the mapping names.
    """
    found = Lines()
    missing = dict.fromkeys(mapping.columns.values())
    objects = 0
    for row, raw in enumerate(text.removeprefix(BOM).split("\n"), 1):
        if not raw.strip():
            continue
        try:
            said = object_in(raw, SHAPE)
        except NoRecordError as error:
            found.bad.append(Bad(row, raw, error.column, str(error)))
            continue
        objects += 1
        for path in [path for path in missing if ways(said, path)]:
            del missing[path]
        one = _taken(row, raw, said, mapping)
        if isinstance(one, Bad):
            found.bad.append(one)
        else:
            found.good.append(one)
    if objects and missing:
        why = f"no line has anything at '{next(iter(missing))}'"
        raise NoMappingError(why)
    return found


def _taken(row: int, raw: str, said: dict[str, Any], mapping: Declared) -> Incoming | Bad:
    for path in mapping.columns.values():
        if len(ways(said, path)) > 1:
            return Bad(row, raw, path, "two places of the line may be meant by this")
        if _is_odd(_at(said, path)):
            return Bad(row, raw, path, "there is neither a text nor a number here, nor a list of them")
    return taken(row, raw, mapping, partial(_cell, said), partial(_shown, said))


def ways(data: Any, path: str) -> list[Any]:
    """What lies at a path, with dots between its steps; a name that has dots of its own is one step, too.

    >>> ways({"a": {"b": [{"c": 1}]}}, "a.b.0.c"), ways({"a.b": 1, "a": {}}, "a.b"), ways({"a": 1}, "b")
    ([1], [1], [])
    """
    steps = path.split(".")
    found = [data[path]] if is_mapping(data) and path in data else []
    if is_list(data) and path.isdecimal() and int(path) < len(data):
        found.append(data[int(path)])
    for cut in range(1, len(steps)):
        head, rest = ".".join(steps[:cut]), ".".join(steps[cut:])
        if is_mapping(data) and head in data:
            found += ways(data[head], rest)
        elif is_list(data) and head.isdecimal() and int(head) < len(data):
            found += ways(data[int(head)], rest)
    return found


def _at(said: dict[str, Any], path: str) -> Any:
    return next(iter(ways(said, path)), None)


def _is_odd(value: Any) -> bool:
    return is_mapping(value) or (is_list(value) and any(is_mapping(one) or is_list(one) for one in value))


def _cell(said: dict[str, Any], path: str) -> str | list[str] | None:
    value = _at(said, path)
    return [_text(one) for one in _filled(value)] if is_list(value) else _text(value)


def _filled(value: Sequence[Any]) -> list[Any]:
    return [one for one in value if one is not None]


def _text(value: Any) -> str:
    """A value as files have it: text, without blanks around it; a number as JSON writes it."""
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value)


def _shown(said: dict[str, Any], path: str) -> str:
    cell = _cell(said, path)
    return cell if isinstance(cell, str) else ""
