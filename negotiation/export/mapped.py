"""Rows of a table as events, by a mapping that somebody declared; what is no event stays as it came."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from negotiation.export.incoming import Bad, Incoming, Lines
from negotiation.export.mapping import Declared, NoMappingError, taken
from negotiation.ledger.positions import BOM

SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, and the text that it was read from."""

    number: int
    """As a spreadsheet counts, from 1."""
    raw: str
    cells: Sequence[str]
    why: str = ""
    """What is wrong with the text, where it is no row."""


def events_in(text: str, mapping: Declared) -> tuple[Lines, str]:
    """The events of a CSV file, and its first row as it goes before rows that are kept aside.

    Raises:
        NoMappingError: if the file lacks a column that the mapping names, or has it twice.
    """
    text = text.removeprefix(BOM)
    separator = _separator(text, mapping)
    rows = _rows(text, separator)
    first = next(rows, Row(1, "", ()))
    _expect_columns(first.cells, mapping)
    found = Lines()
    for row in rows:
        if row.why or any(row.cells):
            one = _event(row, first.cells, mapping)
            if isinstance(one, Bad):
                found.bad.append(one)
            else:
                found.good.append(one)
    return found, f"{first.raw}\n"


def _separator(text: str, mapping: Declared) -> str:
    """What parts the cells: the one with which the first row has every column that the mapping names, else a comma."""
    wanted = {*mapping.columns.values()}
    fitting = [one for one in SEPARATORS if wanted <= {*next(_rows(text, one), Row(1, "", ())).cells}]
    return fitting[0] if fitting else SEPARATORS[0]


def _rows(text: str, separator: str) -> Iterator[Row]:
    """Every row; text that is none, such as one with a quote that nothing closes, is told and kept whole."""
    lines = [*StringIO(text, newline="")]
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number, before = 0, 0
    while before < len(lines):
        number += 1
        cells, why = list[str](), ""
        try:
            cells = next(reader, cells)
        except csv.Error as error:
            why = f"this is no row of a table: {error}"
        after = max(reader.line_num, before + 1)
        yield Row(number, "".join(lines[before:after]).rstrip("\r\n"), cells, why)
        before = after


def _expect_columns(names: Sequence[str], mapping: Declared) -> None:
    if not names:
        why = "the table is empty: its first row has to name the columns"
        raise NoMappingError(why)
    for column in mapping.columns.values():
        if column not in names:
            why = f"the table has no column '{column}'; it has {', '.join(names)}"
            raise NoMappingError(why)
        if names.count(column) > 1:
            why = f"the table has the column '{column}' {names.count(column)} times, and nothing says which is meant"
            raise NoMappingError(why)


def _event(row: Row, names: Sequence[str], mapping: Declared) -> Incoming | Bad:
    if row.why:
        return Bad(row.number, row.raw, "", row.why)
    if len(row.cells) != len(names):
        why = f"the row has {len(row.cells)} cells, and the first row {len(names)}"
        return Bad(row.number, row.raw, "", why)
    cells = {name: cell.strip() for name, cell in zip(names, row.cells, strict=True)}
    return taken(row.number, row.raw, mapping, cells.__getitem__, lambda column: cells.get(column, ""))
