"""Rows of a table as events, by a mapping that somebody declared: what it does not say is not guessed."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from negotiation.export.incoming import Bad, Incoming, Lines, NoRecordError, record
from negotiation.ledger.plain import is_list, is_mapping
from negotiation.ledger.positions import BOM, read

PARTS = ("columns", "constants", "values")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SLASHED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
TURNED = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
NAMED = re.compile(r"(\d{1,2})\.? ([A-Za-z]{3})[a-z]*\.?,? (\d{4})")
DATES = frozenset({"on", "reported", "recorded", "effective", "due", "deadline"})


class NoMappingError(ValueError):
    """The file is no mapping; the message says why."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Which field comes from which column, what every row has, and which words stand for which."""

    columns: Mapping[str, str]
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
    words = {name: {key: str(one) for key, one in of.items()} for name, of in values.items() if is_mapping(of)}
    return Declared({name: str(column) for name, column in columns.items()}, constants, words)


def events_in(text: str, mapping: Declared) -> tuple[Lines, str]:
    """The events of a CSV file, and its first row as it goes before rows that are kept aside.

    Raises:
        NoMappingError: if the file lacks a column that the mapping names.
    """
    rows = [*csv.reader(StringIO(text.removeprefix(BOM), newline=""))]
    names = rows[0] if rows else []
    missing = [column for column in mapping.columns.values() if column not in names]
    if missing:
        why = f"the table has no column '{missing[0]}'; it has {', '.join(names)}"
        raise NoMappingError(why)
    found = Lines()
    for number, cells in enumerate(rows[1:], 2):
        if any(cells):
            _take(found, number, cells, names, mapping)
    return found, f"{_raw(names)}\n" if names else ""


def _take(found: Lines, number: int, cells: list[str], names: list[str], mapping: Declared) -> None:
    raw = _raw(cells)
    if len(cells) != len(names):
        found.bad.append(Bad(number, raw, "", f"the row has {len(cells)} cells, and the first row {len(names)}"))
        return
    row = dict(zip(names, cells, strict=True))
    try:
        found.good.append(_event(number, raw, row, mapping))
    except NoRecordError as error:
        field = next((name for name in mapping.columns if error.column == name), error.column)
        column = mapping.columns.get(field, field)
        proposed = repairs(row.get(column, "")) if field in DATES else ()
        hint = f"; perhaps {' or '.join(proposed)}" if proposed else ""
        found.bad.append(Bad(number, raw, column, f"{error}{hint}"))


def _event(number: int, raw: str, row: Mapping[str, str], mapping: Declared) -> Incoming:
    said: dict[str, Any] = {}
    for name, value in mapping.constants.items():
        said[name] = _copied(value)
    for name, column in mapping.columns.items():
        cell = row[column].strip()
        if cell:
            _put(said, name, mapping.values.get(column, {}).get(cell, cell))
    return record(number, raw, "event", said)


def _put(said: dict[str, Any], name: str, value: str) -> None:
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


def _raw(cells: Iterable[str]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def repairs(text: str) -> tuple[str, ...]:
    """What a date may have meant that is not written as one; every reading of it, and none is taken.

    >>> repairs("3/4/2014"), repairs("2014/3/29"), repairs("29 March 2014"), repairs("soon")
    (('2014-04-03', '2014-03-04'), ('2014-03-29',), ('2014-03-29',), ())
    """
    said = text.strip()
    found: list[tuple[int, int, int]] = []
    if one := SLASHED.fullmatch(said):
        first, second, year = map(int, one.groups())
        found = [(year, second, first), (year, first, second)]
    elif one := TURNED.fullmatch(said):
        year, first, second = map(int, one.groups())
        found = [(year, first, second)]
    elif (one := NAMED.fullmatch(said)) and one[2].lower() in MONTHS:
        found = [(int(one[3]), MONTHS.index(one[2].lower()) + 1, int(one[1]))]
    good = [f"{y:04}-{m:02}-{d:02}" for y, m, d in found if 1 <= m <= len(MONTHS) and 1 <= d <= 31]  # noqa: PLR2004 - days
    return tuple(dict.fromkeys(good))
