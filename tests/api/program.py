"""A program that somebody might write: type checkers hold what it takes for granted, and a test runs it."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, assert_type

from negotiation import Case, CaseProblems, Unknown
from negotiation.api import (
    Change,
    Columns,
    Contest,
    Days,
    Diff,
    Due,
    Dues,
    Event,
    Interval,
    Problem,
    Question,
    Range,
    Row,
    Source,
    State,
    Why,
    Withheld,
)
from negotiation.testing import given


def main(path: Path) -> int:
    """Ask one case in every way there is."""
    case = Case.load(path)
    assert_type(case, Case)
    state = case.on(date(2020, 6, 20), known="same", reading="bland", subjects=["trucks", "no-patrols"])
    assert_type(state, State)
    assert_type(state.question, Question)
    row = state["trucks"]
    assert_type(row, Row)
    assert_type(row.status, str | None)
    assert_type(row.performed, int | Range | None)
    assert_type(row.due, date | Days | None)
    assert_type(row.debtor, tuple[str, ...])
    assert_type(row.contested, tuple[Contest, ...])
    assert_type(row.withheld, Withheld | None)
    assert_type(row.tranches, tuple[Row, ...])
    assert_type(row.as_json(), dict[str, Any])
    assert_type(next(iter(state)), str)
    assert_type(list(state.values()), list[Row])
    why = case.why("trucks/1", on="2020-06-20", axis="due")
    assert_type(why, Why)
    assert_type(why.reasons[0].since, date)
    diff = case.diff("2020-03-01", "2020-06-20")
    assert_type(diff, Diff)
    assert_type(diff[0], Change)
    dues = case.due("2020-03-01", within=40)
    assert_type(dues, Dues)
    assert_type(next(iter(dues)), Due)
    assert_type(case.intervals(subject="trucks"), Iterator[Interval])
    assert_type(case.table(), Columns)
    assert_type(case.table(on=["2020-06-20", date(2020, 6, 21)]), Columns)
    assert_type(case.events, Mapping[str, Event])
    assert_type(case.sources, Mapping[str, Source])
    given(path).on("2020-06-20").under("bland").known("same").then({"trucks": {"performed": row.performed}})
    try:
        state["truks"]
    except Unknown as error:
        assert_type(error, Unknown)
        return len(str(error))
    return 0


def problems(path: Path) -> tuple[Problem, ...]:
    """What keeps a case from being asked."""
    try:
        Case.load(path)
    except CaseProblems as error:
        return error.problems
    return ()
