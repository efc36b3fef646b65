"""Makes the tables, indexes and views of the file, through sqlite-utils."""

import sqlite3
import sys
from collections.abc import Generator
from contextlib import contextmanager

from negotiation.store.declared import Foreign, Table
from negotiation.store.schema import TABLES
from negotiation.store.views import VIEWS


@contextmanager
def _unseen(*names: str) -> Generator[None]:
    """Packages that sqlite-utils would import where they are installed, and that nothing here needs."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: what import takes for "not there"
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _unseen("pandas", "numpy"):  # half a second and 60 MB
    from sqlite_utils import Database


def create_tables(connection: sqlite3.Connection) -> None:
    """Every table, empty."""
    database = Database(connection)
    for table in TABLES:
        database.create_table(
            table.name,
            {column.name: int if column.type == "INTEGER" else str for column in table},
            pk=table.key[0] if len(table.key) == 1 else table.key,
            foreign_keys=[_foreign(one) for one in table.foreign],
            not_null=_filled(table),
            strict=True,
        )


def _filled(table: Table) -> list[str]:
    """What may not be null; SQLite fills in a whole number that is the only key by itself."""
    return [column.name for column in table if not column.null and table.key != (column.name,)] + [
        column.name for column in table if table.key == (column.name,) and column.type == "TEXT"
    ]


def _foreign(one: Foreign) -> tuple[str | tuple[str, ...], str, str | tuple[str, ...]]:
    """As sqlite-utils takes it: names alone where there is one column, and tuples of them where there are more."""
    if len(one.columns) == 1:
        return one.columns[0], one.table, one.others[0]
    return one.columns, one.table, one.others


def create_rest(connection: sqlite3.Connection) -> None:
    """Indexes, full-text search and views: after the rows, since an index is built faster than it is kept."""
    database = Database(connection)
    for table in TABLES:
        made = database.table(table.name)
        for columns in table.unique:
            made.create_index(columns, unique=True)
        for columns in table.indexes:
            made.create_index(columns)
        if table.searched:
            made.enable_fts(table.searched)
    for view in VIEWS:
        database.create_view(view.name, view.sql)
    connection.execute("ANALYZE")
