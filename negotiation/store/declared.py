"""What a table of the file is, as data: the file, its page and whoever reads it are made from the same lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

SqlType = Literal["TEXT", "INTEGER"]
Shift = Literal["events", "subjects", "axes", "intervals"]
"""The tables whose rows have a number. A case numbers its own from 1; the writer adds what came before."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type and what it says."""

    name: str
    type: SqlType
    says: str
    null: bool = False
    number_of: Shift | None = None
    """The table whose row it numbers."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Columns that lead to a row of another table."""

    columns: tuple[str, ...]
    table: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, with its key and where its columns lead."""

    name: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[Foreign, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    searched: tuple[str, ...] = field(default=())
    """Columns that full-text search covers."""

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)


def text(name: str, says: str, *, null: bool = False) -> Column:
    """A column of text."""
    return Column(name, "TEXT", says, null)


def number(name: str, says: str, *, null: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, "INTEGER", says, null)


def row_of(table: Shift, name: str, says: str, *, null: bool = False) -> Column:
    """A column that holds the number of a row."""
    return Column(name, "INTEGER", says, null, table)


def leads(column: str, table: str, other: str = "id") -> Foreign:
    """One column that leads to another table."""
    return Foreign((column,), table, (other,))


def of_case(column: str, table: str, other: str) -> Foreign:
    """A column that leads to another table of the same case."""
    return Foreign(("case_id", column), table, ("case_id", other))


IN_CASE = leads("case_id", "cases", "case_id")
CASE = text("case_id", "the case")
