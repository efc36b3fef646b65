"""A built file, many times over: as many rows to look up among as an archive that takes too long to build.

    python -m bench.multiplied SMALL LARGE TIMES

The tables that the state is read from, with their indexes; each copy of a case has a name and numbers of its own.
"""

import sqlite3
import sys
from pathlib import Path
from typing import Any

from negotiation.store.schema import BY_NAME

TABLES = ("cases", "subjects", "subject_readings", "axes", "intervals")
NUMBERED = ("subjects", "axes", "intervals")


def multiplied(small: Path, large: Path, times: int) -> None:
    """Write a file with `times` copies of each row of another."""
    base = sqlite3.connect(large)
    base.execute("PRAGMA synchronous = OFF")
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("ATTACH ? AS small", (str(small),))
    for name in TABLES:
        base.execute(_one(base, "SELECT sql FROM small.sqlite_master WHERE type = 'table' AND name = ?", name))
    numbered: dict[str, int] = {name: _one(base, f"SELECT max(id) FROM small.{name}") for name in NUMBERED}  # noqa: S608 - our own names
    for name in TABLES:
        columns = [(column.name, _copied(column.name, column.number_of, numbered)) for column in BY_NAME[name]]
        into, values = (", ".join(part) for part in zip(*columns, strict=True))
        for copy in range(times):
            sql = f"INSERT INTO {name} ({into}) SELECT {values} FROM small.{name}"  # noqa: S608 - our own names
            base.execute(sql, {"copy": copy})
        base.commit()
    for (made,) in base.execute(
        f"SELECT sql FROM small.sqlite_master WHERE type = 'index' AND sql NOT NULL AND tbl_name IN {TABLES}"  # noqa: S608 - our own names
    ).fetchall():
        base.execute(made)
    base.execute("PRAGMA analysis_limit = 1000")
    base.execute("ANALYZE")
    base.commit()


def _one(base: sqlite3.Connection, sql: str, *given: str) -> Any:
    return base.execute(sql, given).fetchone()[0]


def _copied(name: str, number_of: str | None, numbered: dict[str, int]) -> str:
    if name == "case_id":
        return "case_id || '-' || :copy"
    return f"{name} + :copy * {numbered[number_of]}" if number_of in numbered else name


if __name__ == "__main__":
    multiplied(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
