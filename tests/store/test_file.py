"""The file is sound, and the same bytes for the same files."""

import sqlite3
from pathlib import Path

from negotiation.store.schema import SCHEMA_VERSION, TABLES


def test_it_is_sound(built: Path) -> None:
    """SQLite finds nothing wrong with it, and every key leads to a row."""
    with sqlite3.connect(built) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA user_version").fetchall() == [(SCHEMA_VERSION,)]


def test_its_tables_are_those_declared(built: Path) -> None:
    """Each is strict, with the columns that the schema declares, in their order."""
    with sqlite3.connect(built) as connection:
        strict = {name for (name,) in connection.execute("SELECT name FROM pragma_table_list WHERE strict")}
        for table in TABLES:
            found = connection.execute("SELECT name, type FROM pragma_table_info(?)", [table.name]).fetchall()
            assert found == [(column.name, column.type) for column in table], table.name
            assert table.name in strict
