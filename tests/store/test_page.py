"""What `docs/sqlite.md` says is so: its queries answer what it shows, and the file opens where it says."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from negotiation.store.schema import TABLES
from negotiation.store.views import STATE, VIEWS
from tests.source import ROOT

sys.path.insert(0, str(ROOT / "docs"))  # where cog finds it too

import _sqlite as described

PAGE = (ROOT / "docs" / "sqlite.md").read_text("utf-8")
WORKED = re.compile(r"^```sql\n(?P<sql>.*?)^```\n\n(?P<rows>\|.*?)\n\n", re.DOTALL | re.MULTILINE)
QUERIES = [(found["sql"], found["rows"]) for found in WORKED.finditer(PAGE)]
"""Each worked query, and the rows below it."""


def test_there_are_five_worked_queries() -> None:
    """And the first is the one that answers as the command does."""
    assert len(QUERIES) == 5
    assert QUERIES[0][0].strip() == STATE.strip()


@pytest.mark.parametrize(("sql", "shown"), QUERIES, ids=["state", "why", "readings", "known", "search"])
def test_a_worked_query_answers_what_the_page_shows(built: Path, sql: str, shown: str) -> None:
    """Row for row."""
    asked = {"case": "talks-2013-14", "on": "2014-04-03", "known": "2014-04-05", "reading": "record"}
    heads, _, *rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in shown.splitlines()]
    with sqlite3.connect(built) as connection:
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute(sql, asked if ":case" in sql else {})]
    told = [["" if row[head] is None else str(row[head]) for head in heads] for row in found]
    expected = [row for row, one in zip(told, found, strict=True) if one.get("kind", "commitment") == "commitment"]
    assert rows == (expected if sql.strip() == STATE.strip() else told)
    assert rows


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_a_view_has_rows(built: Path, view: str) -> None:
    """None of them joins nothing with nothing."""
    with sqlite3.connect(built) as connection:
        assert connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 100  # noqa: S608 - our own names


@pytest.mark.parametrize("view", ["history", "state_on_change", "deadlines", "positions", "why"])
def test_a_view_looks_up_the_subject_that_is_asked_about(built: Path, view: str) -> None:
    """It goes through no table from end to end, however large the file is."""
    sql = f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE case_id = 'small' AND subject = 'trucks'"  # noqa: S608 - our own names
    with sqlite3.connect(built) as connection:
        steps = [step for *_, step in connection.execute(sql)]
    assert [step for step in steps if step.startswith("SCAN") and step != f"SCAN {view}"] == [], steps
    assert any(step.startswith("SEARCH") for step in steps)


def test_the_page_has_every_table() -> None:
    """And each of their columns."""
    for table in TABLES:
        assert f"#### `{table.name}`" in PAGE
        for column in table:
            assert f"| `{column.name}` | {column.type}" in PAGE


def test_changes_are_joined_without_gaps(built: Path) -> None:
    """A subject's state holds until the next one, and the stretches of one subject never overlap."""
    sql = """
    SELECT subject, reading, valid_from, valid_to,
           lag(valid_to) OVER (PARTITION BY case_id, subject, reading ORDER BY valid_from) AS before
    FROM state_on_change
    """
    with sqlite3.connect(built) as connection:
        rows = connection.execute(sql).fetchall()
    assert len(rows) > 1000
    for subject, reading, first, until, before in rows:
        assert first < until, (subject, reading)
        assert before in {None, first}, (subject, reading, first)


def test_the_causes_are_those_of_the_command(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`why` has the events that the state in JSON names."""
    from negotiation.cli.main import main  # noqa: PLC0415 - one test of many needs it

    line = ["state", "prisoner-release", "--case", str(ROOT / "events" / "talks-2013-14"), "--on", "2014-04-03"]
    assert main([*line, "--format", "json"]) == 0
    body = json.loads(capsys.readouterr().out)
    sql = """
    SELECT DISTINCT event FROM why
    WHERE case_id = 'talks-2013-14' AND subject = 'prisoner-release' AND reading = 'record'
      AND valid_from <= '2014-04-03' AND '2014-04-03' < valid_to AND known_to = 'forever'
      AND axis NOT IN ('contested', 'told', 'extensions', 'corrected')
    ORDER BY event
    """
    with sqlite3.connect(built) as connection:
        assert [event for (event,) in connection.execute(sql)] == body["commitments"][0]["causes"]


def test_it_opens_in_sqlite3(built: Path) -> None:
    """In the shell, as the page says."""
    shell = shutil.which("sqlite3")
    if shell is None:
        pytest.skip("no sqlite3 here")
    lines = re.findall(r"^    sqlite> (.*)$", PAGE, re.MULTILINE)
    assert len(lines) == 4
    ran = subprocess.run(  # noqa: S603 - the shell of SQLite
        [shell, "-readonly", "-batch", str(built)],
        input="\n".join([*lines, STATE]),
        capture_output=True,
        check=True,
        text=True,
    )
    assert "prisoner-release/4|commitment|tranche|in force|overdue, non-performance reported|26|26" in ran.stdout


def test_it_opens_in_duckdb(built: Path) -> None:
    """Every table and view has the same rows there, and so has the query for a state."""
    duckdb: Any = pytest.importorskip("duckdb")
    folder: Any = pytest.importorskip("duckdb_ext")
    (scanner,) = (path for base in folder.__path__ for path in Path(base).rglob("sqlite_scanner.duckdb_extension"))
    query = re.sub(r":(case|on|known|reading)", r"$\1", STATE)
    asked = {"case": "talks-2013-14", "on": "2014-04-03", "known": "2014-04-05", "reading": "plo"}
    with duckdb.connect() as other, sqlite3.connect(built) as ours:
        other.execute(f"LOAD '{scanner}'; ATTACH '{built}' AS n (TYPE sqlite, READ_ONLY); USE n")
        for name in [*(table.name for table in TABLES), *(view.name for view in VIEWS)]:
            sql = f"SELECT * FROM {name}"  # noqa: S608 - our own names
            there = [tuple(row) for row in other.execute(sql).fetchall()]
            assert sorted(map(repr, there)) == sorted(map(repr, ours.execute(sql))), name
        (macro,) = re.findall(r"`(CREATE TEMP MACRO .*?;)`", PAGE)
        other.execute(macro)
        assert [tuple(row) for row in other.execute(query, asked).fetchall()] == ours.execute(STATE, asked).fetchall()


def test_it_opens_in_datasette(built: Path) -> None:
    """With the labels of its rows, the views, and full-text search."""
    pytest.importorskip("datasette")
    pages = (
        "/every/history.json?_shape=array&subject__exact=prisoner-release&axis__exact=status&_size=1",
        "/every/events.json?_shape=array&_search=prisoners&_size=1",
    )
    for page in pages:
        ran = subprocess.run(  # noqa: S603 - an installed program
            [sys.executable, "-W", "ignore", "-m", "datasette", "--immutable", str(built), "--get", page],
            capture_output=True,
            check=True,
            text=True,
        )
        assert len(json.loads(ran.stdout)) == 1, page


def test_the_page_is_up_to_date() -> None:
    """The diagram and the tables are those of the schema."""
    assert described.diagram() in PAGE
    assert described.tables() in PAGE
