"""The query of `docs/sqlite.md` answers as `negotiation state` does: any day, any state of knowledge, any reading."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from negotiation.domain.answers import Question, state
from negotiation.domain.axes import FOREVER
from negotiation.domain.dates import iso
from negotiation.domain.ids import ReadingId
from negotiation.domain.intervals import Table
from negotiation.domain.parts import FIGURES
from negotiation.store.views import STATE
from tests.cli.running import run
from tests.store.conftest import CASES

QUESTIONS = 40
"""For each case."""

Row = dict[str, Any]


def answer(connection: sqlite3.Connection, case: str, on: str, known: str, reading: str) -> list[Row]:
    """What the query says, a row for each subject."""
    found = connection.execute(STATE, {"case": case, "on": on, "known": known, "reading": reading})
    return [dict(row) for row in found]


def told(row: Row) -> Row:
    """The same columns of a row of the state."""
    found: Row = {"phase": row.get("phase"), "status": row["status"]}
    for name in FIGURES:
        found |= {f"{name}_low": _end(row.get(name), "min"), f"{name}_high": _end(row.get(name), "max")}
    due = next((row[name] for name in ("due", "deadline", "open_until") if name in row), None)
    found |= {"due_first": _end(due, "min"), "due_last": _end(due, "max")}
    late = row.get("days_overdue", 0)
    return found | {"days_overdue_low": _end(late, "min"), "days_overdue_high": _end(late, "max")}


def _end(value: Any, which: str) -> Any:
    return value[which] if isinstance(value, dict) else value


def rows_of(body: Row) -> Iterator[tuple[str, Row]]:
    """Every row of the state by the subject that it is about."""
    for one in (row for rows in body.values() for row in rows):
        yield one["id"], one
        yield from ((f"{one['id']}/{part['id']}", part) for part in one.get("tranches", ()))
        yield from ((f"{one['id']}@{part['debtor']}", part) for part in one.get("per_debtor", ()))


def with_days(row: Row) -> Row:
    """The query's row with the days in its status, where answers have them."""
    days = int(row["days_overdue_high"])
    said = f"overdue {days} day{'' if days == 1 else 's'}," if days and row["kind"] == "commitment" else "overdue,"
    return {**row, "status": row["status"] and row["status"].replace("overdue,", said)}


def questions(table: Table) -> Iterator[Question]:
    """Days in and around what the case covers, as known on any of them or with hindsight, by each reading."""
    drawn = Random(table.case.id)  # noqa: S311 - the same questions each time
    covers = table.case.head.coverage
    days = range(covers.start.toordinal() - 3, covers.end.toordinal() + 4)
    points = [point for id_ in table.subjects for point in table.points(id_)]
    for _ in range(QUESTIONS):
        known = drawn.choice([FOREVER, drawn.choice(days), drawn.choice(points), drawn.choice(points) - 1])
        yield Question(drawn.choice([drawn.choice(days), drawn.choice(points)]), known, drawn.choice(table.readings))


@pytest.mark.parametrize("case", [case.name for case in CASES])
def test_the_query_answers_as_the_command_does(built: Path, tables: Mapping[str, Table], case: str) -> None:
    """The same subjects, words, figures, due days and days since."""
    table = tables[case]
    with sqlite3.connect(built) as connection:
        connection.row_factory = sqlite3.Row
        for question in questions(table):
            on, known, reading = iso(question.on), iso(question.known), question.reading
            found = {row["subject"]: with_days(row) for row in answer(connection, case, on, known, reading)}
            expected = {id_: told(row) for id_, row in rows_of(state(table, question))}
            assert {**found}.keys() == expected.keys(), (on, known, reading)
            for id_, row in expected.items():
                assert {name: found[id_][name] for name in row} == row, (id_, on, known, reading)


def test_the_command_prints_what_the_query_finds(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Through the command line, in JSON."""
    asked = ReadingId("plo")
    line = f"negotiation state --case talks-2013-14 --on 2014-04-03 --known 2014-04-05 --reading {asked} --format json"
    body = json.loads(run(line, capsys).out)
    lists = {name: body[name] for name in ("commitments", "talks", "proposals", "instruments", "measures")}
    with sqlite3.connect(built) as connection:
        connection.row_factory = sqlite3.Row
        rows = answer(connection, "talks-2013-14", "2014-04-03", "2014-04-05", asked)
    found = {row["subject"]: with_days(row) for row in rows}
    expected = {id_: told(row) for id_, row in rows_of(lists)}
    assert len(expected) > 20
    assert {id_: {name: found[id_][name] for name in row} for id_, row in expected.items()} == expected
