"""The tables of the file. A public contract: `docs/sqlite.md` is printed from these lines."""

from negotiation.store.declared import Table
from negotiation.store.tables_intervals import INTERVAL_TABLES
from negotiation.store.tables_records import RECORD_TABLES
from negotiation.store.tables_subjects import SUBJECT_TABLES

SCHEMA_VERSION = 1
"""Also `PRAGMA user_version`. Columns and tables may come within a version; any other change makes a new one."""

FOREVER_TEXT = "forever"
"""Stands for no end: as text it sorts behind every day, so that half-open spans compare as they are."""

TABLES: tuple[Table, ...] = (*RECORD_TABLES, *SUBJECT_TABLES, *INTERVAL_TABLES)
"""In an order in which no row is written before those that it leads to."""

BY_NAME = {table.name: table for table in TABLES}
