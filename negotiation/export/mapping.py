"""A mapping that somebody declared: which field of an event comes from where. What it does not say is not guessed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from negotiation.export.incoming import Bad, Incoming, NoRecordError, record
from negotiation.export.repairing import repairs
from negotiation.ledger.plain import is_list, is_mapping
from negotiation.ledger.positions import read

PARTS = ("columns", "constants", "values")
Cell = str | list[str] | None
"""What a row has in a column."""
DATES = frozenset({"on", "reported", "recorded", "effective", "due", "deadline"})


class NoMappingError(ValueError):
    """The file is no mapping, or not one of what is to be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Which field comes from which column, what every row has, and which words stand for which."""

    columns: Mapping[str, str]
    """A column of a table, or a path such as `actor.code` in an object."""
    constants: Mapping[str, Any]
    values: Mapping[str, Mapping[str, str]]


def declared(text: str) -> Declared:
    """The mapping of a file.

    Raises:
        NoMappingError: if it is none.
    """
    document = read(text)
    if document.faults or not is_mapping(document.data):
        why = document.faults[0].message if document.faults else "it is one mapping of `columns`, `constants`, `values`"
        raise NoMappingError(why)
    said = document.data
    odd = [name for name in said if name not in PARTS]
    parts: list[object] = [{} if said.get(name) is None else said[name] for name in PARTS]
    columns, constants, values = parts
    if odd or not (is_mapping(columns) and is_mapping(constants) and is_mapping(values)):
        why = f"it has `columns`, `constants` and `values`, each a mapping{f', and no `{odd[0]}`' if odd else ''}"
        raise NoMappingError(why)
    if "id" not in columns:
        why = "`columns` says which column has the `id`: without it the same row twice would be two events"
        raise NoMappingError(why)
    return Declared({name: str(column) for name, column in columns.items()}, constants, _words(columns, values))


def _words(columns: Mapping[str, object], values: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """Which words of a column stand for which."""
    found: dict[str, dict[str, str]] = {}
    known = {str(column) for column in columns.values()}
    for name, of in values.items():
        if not is_mapping(of) or name not in known:
            why = f"`values` has a mapping of words for a column of `columns`, and '{name}' is none"
            raise NoMappingError(why)
        found[name] = {key: str(one) for key, one in of.items()}
    return found


def taken(
    number: int, raw: str, mapping: Declared, cell: Callable[[str], Cell], shown: Callable[[str], str]
) -> Incoming | Bad:
    """A row as an event, or what is wrong with it.

    Args:
        number: the row, from 1.
        raw: the row as it came.
        mapping: which field comes from where.
        cell: the value that the row has in a column: nothing, text, or a list of texts.
        shown: that value as a person would search for it.
    """
    try:
        return _event(number, raw, mapping, cell)
    except NoRecordError as error:
        field = _field(error.column, mapping)
        column = mapping.columns.get(field, field)
        proposed = repairs(shown(column)) if field in DATES else ()
        hint = f"; perhaps {' or '.join(proposed)}" if proposed else ""
        return Bad(number, raw, column, f"{error}{hint}")


def _field(place: str, mapping: Declared) -> str:
    """The field of the mapping that a place in the record lies in: `by.1` lies in `by`."""
    while place and place not in mapping.columns:
        above = place.rpartition(".")[0]
        if not above:
            break
        place = above
    return place


def _event(number: int, raw: str, mapping: Declared, cell: Callable[[str], Cell]) -> Incoming:
    said: dict[str, Any] = {name: _copied(value) for name, value in mapping.constants.items()}
    for name, column in mapping.columns.items():
        words = mapping.values.get(column, {})
        value = cell(column)
        if isinstance(value, list):
            _put(said, name, [words.get(one, one) for one in value])
        elif value:
            _put(said, name, words.get(value, value))
    return record(number, raw, "event", said)


def _put(said: dict[str, Any], name: str, value: Any) -> None:
    """Set a field, or with dots a field of a part: `sources.0.source`."""
    at: Any = said
    *way, last = name.split(".")
    for step in way:
        at = at[int(step)] if is_list(at) and step.isdecimal() and int(step) < len(at) else _step(at, step, name)
    if not is_mapping(at):
        why = f"there is no part '{name}' among the constants"
        raise NoRecordError(why, name)
    at[last] = value


def _step(at: Any, step: str, name: str) -> Any:
    if not is_mapping(at):
        why = f"there is no part '{name}' among the constants"
        raise NoRecordError(why, name)
    return at.setdefault(step, {})


def _copied(value: Any) -> Any:
    if is_mapping(value):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if is_list(value) else value
