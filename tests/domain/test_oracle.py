"""The table against two that know nothing of it: a naive replay of every world, and a reckoning by hand."""

from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from negotiation.domain.answers import Question, row_of
from negotiation.domain.axes import Interval, Outlook
from negotiation.domain.case import Case
from negotiation.domain.dates import day_of
from negotiation.domain.ids import ReadingId, SubjectId
from negotiation.domain.intervals import Table
from tests.cases import Plain, case_of, day
from tests.domain.canon import canonical
from tests.oracle import Asked, Records, Replay, TooManyWorldsError, subjects_in
from tests.reckoning import delivery_histories, reckon
from tests.strategies import cases, known_days, readings, share

BESIDE = frozenset({"contested", "told", "extensions", "corrected"})
"""Axes that the fold does not make."""

days_asked = st.lists(st.integers(1, 40).map(lambda n: day_of(day(n))), min_size=1, max_size=4, unique=True)


def alike(value: Any) -> str:
    """A value as a text, lists that have no order sorted; a scope is not settled whether or not it is contested."""
    return repr(canonical(value)).replace("scope contested", "scope not settled")


def cut(rows: tuple[Interval, ...], on: int) -> dict[tuple[str, str], Interval]:
    """The intervals of one day."""
    return {(r.subject, r.axis): r for r in rows if r.valid_from <= on < r.valid_to and r.axis not in BESIDE}


@share(1.5)
@given(cases, known_days, readings, days_asked)
def test_the_table_is_a_naive_replay(case: Case, known: int, reading: str, days: list[int]) -> None:
    """On any day, known on any day, under any reading, each axis may be what it is in some world, and nothing else."""
    table = Table(case)
    asked = Asked(known, reading)
    records = Records(case, asked)
    for subject in subjects_in([*records.events.values()]):
        replay = Replay(case, asked, subject)
        try:
            answers = replay.answers(days)
        except TooManyWorldsError:
            event("too many worlds to walk")
            continue
        rows = table.rows(SubjectId(subject), Outlook(ReadingId(reading), known))
        for on, naive in answers.items():
            found = cut(rows, on)
            assert {axis: {alike(v) for v in naive.values(axis)} for axis in naive.axes} == {
                axis: {alike(v) for v in row.values} for axis, row in found.items()
            }
            for axis, row in found.items():
                assert naive.may_hang_on_order(axis) or not row.order_sensitive
                assert row.order_sensitive or not naive.hangs_on_order(axis)
            for list_ in ("told", "extensions"):
                assert listed(rows, subject, list_, on) == replay.listed(list_, on)


def listed(rows: tuple[Interval, ...], subject: str, axis: str, on: int) -> set[str]:
    """What an axis that only lists things lists on a day."""
    found = [r for r in rows if (r.subject, r.axis) == (subject, axis) and r.valid_from <= on < r.valid_to]
    return {one for r in found for one in r.values[0]}


@share(5)
@given(delivery_histories(), st.integers(1, 33))
def test_plain_deliveries_are_what_a_reckoning_by_hand_gives(history: list[Plain], number: int) -> None:
    """Sums, due days, days overdue and phases of a commitment to deliver, worked out a second time."""
    on = day_of(day(number))
    row = row_of(Table(case_of(history)), Question(on), "goods")
    assert row is not None
    want = reckon(history, on)

    assert {
        "whole": {name: row[name] for name in want["whole"]},
        "parts": {one["id"]: {name: one[name] for name in want["parts"][one["id"]]} for one in row["tranches"]},
        "phase": row["phase"],
        "days_overdue": row["days_overdue"],
    } == want
