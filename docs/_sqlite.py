"""The page of the SQLite file, read off the schema; its queries are run on a file of the shipped cases."""

import atexit
import os
import shutil
import sqlite3
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from negotiation.cli.main import main
from negotiation.store.canned import CANNED
from negotiation.store.declared import Table
from negotiation.store.schema import TABLES
from negotiation.store.views import STATE, VIEWS

ROOT = Path(__file__).resolve().parent.parent
PLACES = {"case": "talks-2013-14", "on": "2014-04-03", "known": "2014-04-05", "reading": "record"}
"""What the parameters of the query for a state stand for on the page."""


@cache
def shipped() -> Path:
    """A file of the shipped cases, gone when the process ends.

    Raises:
        RuntimeError: if it could not be built.
    """
    scratch = Path(mkdtemp())
    atexit.register(shutil.rmtree, scratch)
    before = os.environ.get("NEGOTIATION_EVENTS")
    os.environ["NEGOTIATION_EVENTS"] = str(ROOT / "events")
    try:
        if main(["build", "--quiet", "-o", str(scratch / "negotiation.db")]) != 0:
            message = "the shipped cases could not be built"
            raise RuntimeError(message)
    finally:
        os.environ.pop("NEGOTIATION_EVENTS")
        if before is not None:
            os.environ["NEGOTIATION_EVENTS"] = before
    return scratch / "negotiation.db"


def asked(sql: str) -> str:
    """A query, and what it answers about the shipped cases."""
    return f"\n```sql\n{sql.strip()}\n```\n\n{answer(shipped(), sql)}\n\n"


def answer(path: Path, sql: str) -> str:
    """The rows of an answer as a table."""
    with sqlite3.connect(path) as connection:
        found = connection.execute(sql, PLACES if ":case" in sql else {})
        heads = [one[0] for one in found.description]
        return _table(heads, [["" if cell is None else str(cell) for cell in row] for row in found])


def state_query(columns: Sequence[str]) -> str:
    """The one query, and some columns of what it answers."""
    whole = STATE.strip().rstrip(";")
    some = f"SELECT {', '.join(columns)} FROM ({whole}) WHERE kind = 'commitment'"  # noqa: S608 - our own names
    return f"\n```sql\n{STATE.strip()}\n```\n\n{answer(shipped(), some)}\n\n"


def canned() -> str:
    """The queries that Datasette has ready."""
    rows = [[f"`{one.name}`", one.says, _columns(one.params)] for one in CANNED]
    return f"\n{_table(['query', 'says', 'parameters'], rows)}\n\n"


def tables() -> str:
    """Every table, with its columns and where they lead."""
    return "\n".join(["", *(line for table in TABLES for line in _described(table)), ""])


def _described(table: Table) -> list[str]:
    leads = {column: f" → `{one.table}`" for one in table.foreign for column in one.columns if column != "case_id"}
    leads |= {"case_id": " → `cases`"} if any("case_id" in one.columns for one in table.foreign) else {}
    rows = [[f"`{c.name}`", c.type + (" or null" if c.null else ""), f"{c.says}{leads.get(c.name, '')}"] for c in table]
    keys = [f"Key: {_columns(table.key)}."]
    keys += [f"Unique: {_columns(one)}." for one in table.unique]
    keys += ["Indexes: " + "; ".join(f"({_columns(one)})" for one in table.indexes) + "."] if table.indexes else []
    keys += [f"Full-text search: `{table.name}_fts`, over {_columns(table.searched)}."] if table.searched else []
    return [
        f"#### `{table.name}`",
        "",
        table.says,
        "",
        _table(["column", "type", "says"], rows),
        "",
        " ".join(keys),
        "",
    ]


def _columns(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def views() -> str:
    """Every view, with its columns."""
    rows: list[list[str]] = []
    with sqlite3.connect(shipped()) as connection:
        for view in VIEWS:
            found = connection.execute("SELECT name FROM pragma_table_info(?)", [view.name])
            rows.append([f"`{view.name}`", view.says, _columns([name for (name,) in found])])
    return f"\n{_table(['view', 'says', 'columns'], rows)}\n\n"


def diagram() -> str:
    """The tables and what leads where, as Mermaid's text."""
    lines = ["", "```mermaid", "erDiagram"]
    lines += [f"    {one.table} ||--o{{ {table.name} : {one.columns[-1]}" for table in TABLES for one in table.foreign]
    lines += [line for table in TABLES for line in _entity(table)]
    return "\n".join([*lines, "```", "", ""])


def _entity(table: Table) -> list[str]:
    """A table with the columns that are its key or lead elsewhere."""
    keys = [_attribute(table, column.name) for column in table if _is_key(table, column.name)]
    return [f"    {table.name} {{", *keys, "    }"]


def _is_key(table: Table, column: str) -> bool:
    return column in table.key or any(column in one.columns for one in table.foreign)


def _attribute(table: Table, column: str) -> str:
    marks = ["PK"] * (column in table.key) + ["FK"] * any(column in one.columns for one in table.foreign)
    type_ = next(one.type for one in table if one.name == column)
    return f"        {type_} {column} {', '.join(marks)}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )
