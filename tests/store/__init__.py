"""The SQLite file: its schema, its rows, and how it is written."""
