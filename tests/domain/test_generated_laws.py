"""The laws over generated histories: all obligations, expressions, powers, readings and corrections."""

import random
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from negotiation.domain.answers import FIGURES, Question, state
from negotiation.domain.book import FOREVER
from negotiation.domain.case import Case
from negotiation.domain.dates import iso
from negotiation.domain.figures import Figures, Span
from negotiation.domain.intervals import Table
from negotiation.domain.queries import diff, totals
from negotiation.domain.resolve import Outlook
from negotiation.domain.words import TERMINAL
from tests.cases import Plain, case_of
from tests.domain.canon import canonical, canonical_rows
from tests.oracle import Asked, Replay, TooManyWorldsError
from tests.strategies import cases, plain_cases, question_days, readings

DEAR = settings(max_examples=60, suppress_health_check=list(HealthCheck))
CHEAP = settings(max_examples=120, suppress_health_check=list(HealthCheck))
BESIDE = frozenset({"contested", "told", "extensions"})
"""Axes that list what stands beside a status; the naive replay knows nothing of them."""


def worlds_of(case: Case) -> list[Figures]:
    """The figures of every interval, world by world."""
    rows = [row for row in Table(case).everything() if row.axis == "figures"]
    return [world for row in rows for world in row.values if isinstance(world, Figures)]


def span(number: Any) -> Span:
    """A figure as its lowest and highest value."""
    return number if isinstance(number, Span) else Span(number, number)


@DEAR
@given(cases, question_days, question_days, readings)
def test_the_table_is_what_a_naive_replay_gives(case: Case, on: int, known: int, reading: str) -> None:
    """Every possible world, one after another, day by day, comes to the same values."""
    table = Table(case)
    outlook = Question(on, known, reading).outlook  # type: ignore[arg-type]  # readings are drawn as text
    for subject in table.subjects:
        rows = [r for r in table.rows(subject, outlook) if r.valid_from <= on < r.valid_to and r.axis not in BESIDE]
        found = {(r.subject, r.axis): set(map(repr, r.values)) for r in rows}
        try:
            naive = Replay(case, Asked(known, reading), subject).answers([on])[on]
        except TooManyWorldsError:
            continue
        there = {axis for axis in naive.axes if naive.values(axis) != {None}}
        expected = {axis: set(map(repr, naive.values(axis))) for axis in there}
        without_scope = {k: {v.replace("contested", "not settled") for v in vs} for k, vs in found.items()}
        assert without_scope == expected


@CHEAP
@given(cases)
def test_the_sums_hold_in_every_world(case: Case) -> None:
    """What is performed, left and discharged comes to the total; what is left is due, not yet due, or not due at all."""
    for w in worlds_of(case):
        parts = [w.upcoming, w.overdue, w.not_due]
        assert sum(span(p).low for p in parts) <= span(w.outstanding).low or span(w.outstanding).low == 0
        if all(isinstance(p, int) for p in parts) and isinstance(w.outstanding, int):
            assert sum(span(p).low for p in parts) == w.outstanding
        assert all(span(getattr(w, name)).low >= 0 for name in FIGURES if name not in {"total", "difference"})


@CHEAP
@given(cases, readings)
def test_nothing_leads_out_of_a_terminal_phase(case: Case, reading: str) -> None:
    """Whatever is recorded later, unless it undoes a performance."""
    assume(not any(e.kind == "reversed" for e in case.events))
    table = Table(case)
    for subject, one in table.subjects.items():
        if one.kind != "commitment":
            continue
        outlook = Outlook(reading, FOREVER)  # type: ignore[arg-type]  # readings are drawn as text
        phases = sorted(
            (r for r in table.rows(subject, outlook) if (r.subject, r.axis) == (subject, "phase")),
            key=lambda r: r.valid_from,
        )
        made = [r for r in phases if r.rule != "phase.proposed" and len(r.values) == 1]
        for row, after in zip(made, made[1:], strict=False):
            if row.values[0] in TERMINAL:
                assert after.values == row.values


@CHEAP
@given(plain_cases, question_days, question_days, readings)
def test_later_reports_change_no_earlier_answer(told: list[Plain], on: int, known: int, reading: str) -> None:
    """An answer at a state of knowledge hangs on what had been reported by then, and on nothing else."""
    whole = case_of(told)
    then = {e.id for e in whole.events if e.reported.last <= known}
    past = Case(whole.id, whole.head, (), (), tuple(e for e in whole.events if e.id in then), ())
    question = Question(on, known, reading)  # type: ignore[arg-type]  # readings are drawn as text

    assert state(Table(whole), question) == state(Table(past), question)


@CHEAP
@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(case: Case, chance: random.Random) -> None:
    """Neither files nor their order decide."""
    mixed = list(case.events)
    chance.shuffle(mixed)
    other = Case(case.id, case.head, (), (), tuple(mixed), ())

    assert list(Table(case).everything()) == list(Table(other).everything())


@CHEAP
@given(plain_cases, question_days, question_days)
def test_exchanging_two_parties_exchanges_them_in_every_answer(told: list[Plain], on: int, known: int) -> None:
    """No rule, order or default knows who anybody is."""
    names = {"aland": "bland", "bland": "aland"}

    def swapped(value: Any) -> Any:
        match value:
            case str():
                return names.get(value, value)
            case dict():
                return {swapped(k): swapped(v) for k, v in value.items()}
            case list() | tuple():
                return [swapped(v) for v in value]
            case _:
                return value

    here, there = Table(case_of(told)), Table(case_of(swapped(told)))
    for reading in here.readings:
        mine = state(here, Question(on, known, reading))
        other = state(there, Question(on, known, names.get(reading, reading)))  # type: ignore[arg-type]  # as above
        assert canonical(swapped(mine)) == canonical(other)


@CHEAP
@given(cases, question_days, question_days)
def test_claims_move_nothing(case: Case, on: int, known: int) -> None:
    """Without what anybody claims, says or meets about, every status is the same."""
    beside = {"claimed", "determined", "stated", "contacted"}
    silent = Case(case.id, case.head, (), (), tuple(e for e in case.events if e.kind not in beside), ())
    assume(
        not any(
            "kind" in str(e) and k in str(e.model_dump()) for e in case.events for k in beside if e.kind not in beside
        )
    )

    for reading in case.head.readings:
        question = Question(on, known, reading.id)
        with_claims = {(r["id"], r["status"]) for rows in state(Table(case), question).values() for r in rows}
        without = {(r["id"], r["status"]) for rows in state(Table(silent), question).values() for r in rows}
        assert with_claims == without


@CHEAP
@given(cases, question_days, readings)
def test_slices_are_cuts_of_the_whole_table(case: Case, known: int, reading: str) -> None:
    """What a query makes piece by piece is what the whole table holds at that state of knowledge."""
    table = Table(case)
    outlook = Outlook(reading, known)  # type: ignore[arg-type]  # readings are drawn as text
    whole = [r for r in Table(case).everything() if r.reading == reading and r.known_from <= known < r.known_to]

    assert canonical_rows(table.slice(outlook)) == canonical_rows(whole)


@CHEAP
@given(cases, question_days, readings)
def test_views_agree_with_the_state(case: Case, on: int, reading: str) -> None:
    """A difference of a day with itself is none, and the last column of totals is the state."""
    table = Table(case)
    question = Question(on, FOREVER, reading)  # type: ignore[arg-type]  # readings are drawn as text
    assert not diff(table, question, question).changes
    for row in state(table, question)["commitments"]:
        if row["total"] is not None:
            columns = totals(table, question, row["id"], "week", (on - 20, on))
            assert {n: columns[-1].figures[n] for n in FIGURES} == {n: row[n] for n in FIGURES}, iso(on)
