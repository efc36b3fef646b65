"""The table of intervals against a naive replay: every possible world, one after another, day by day."""

from hypothesis import HealthCheck, given, settings

from negotiation.domain.answers import Question
from negotiation.domain.case import Case
from negotiation.domain.intervals import Table
from tests.oracle import Asked, Replay, TooManyWorldsError
from tests.strategies import cases, question_days, readings

DEAR = settings(max_examples=40, suppress_health_check=list(HealthCheck))
BESIDE = frozenset({"contested", "told", "extensions", "corrected"})
"""Axes that list what stands beside a status; the naive replay knows nothing of them."""


@DEAR
@given(cases, question_days, question_days, readings)
def test_the_table_is_what_a_naive_replay_gives(case: Case, on: int, known: int, reading: str) -> None:
    """Every possible world, one after another, day by day, comes to the same values."""
    table = Table(case)
    outlook = Question(on, known, reading).outlook  # type: ignore[arg-type]  # readings are drawn as text
    for subject in table.subjects:
        rows = [r for r in table.rows(subject, outlook) if r.valid_from <= on < r.valid_to and r.axis not in BESIDE]
        found = {(r.subject, r.axis): set(map(repr, r.values)) for r in rows if r.values != (None,)}
        try:
            naive = Replay(case, Asked(known, reading), subject).answers([on])[on]
        except TooManyWorldsError:
            continue
        there = {axis for axis in naive.axes if naive.values(axis) != {None}}
        expected = {axis: set(map(repr, naive.values(axis))) for axis in there}
        without_scope = {k: {v.replace("contested", "not settled") for v in vs} for k, vs in found.items()}
        assert without_scope == expected
