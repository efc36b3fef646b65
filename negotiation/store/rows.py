"""Rows on their way into the file."""

from typing import Any

Row = tuple[Any, ...]
"""A row in the order of its table's columns; numbers of rows are the case's own, from 1."""
Rows = list[Row]
Batch = tuple[str, Rows]
"""Rows of one table, by its name."""
