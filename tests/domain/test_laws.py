"""Laws of the model over made-up cases, most of them nonsense: what holds whatever was recorded."""

import random
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from negotiation.domain.answers import Question, figures_row, row_of, state
from negotiation.domain.axes import FOREVER, Figures, Interval, Number, Outlook, Span
from negotiation.domain.case import Case
from negotiation.domain.complaints import complaints
from negotiation.domain.dates import day_of
from negotiation.domain.events import Event
from negotiation.domain.events.commitments import Amended
from negotiation.domain.happenings import timeline
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.parts import Row
from negotiation.domain.queries import NOT_COMPARED, diff, due, totals, why
from negotiation.domain.words import TERMINAL
from tests.cases import END, HEAD, START, Plain, case_of, day, record
from tests.domain.canon import canonical_row, canonical_rows, renamed
from tests.oracle import Asked, Records, Replay, TooManyWorldsError, subjects_in, words_in
from tests.reckoning import delivery_histories
from tests.strategies import SIDES, cases, known_days, plain_cases, question_days, readings, sensible, share

BESIDE = frozenset({"contested", "told", "extensions", "corrected"})
"""Axes that only list what is said; a subject that has no other is not there yet."""
FIRST, LAST = day_of(START), day_of(END)


def asked(known: int, reading: str) -> Outlook:
    """An outlook."""
    return Outlook(ReadingId(reading), known)


def whole_of(subject: str) -> str:
    """The subject of a tranche or of a debtor's share."""
    return subject.partition("/")[0].partition("@")[0]


def there(rows: Iterable[Interval]) -> list[Interval]:
    """The intervals of subjects that are there at all."""
    found = [*rows]
    present = {whole_of(row.subject) for row in found if row.axis not in BESIDE}
    return [row for row in found if whole_of(row.subject) in present]


def by_axis(rows: Iterable[Interval]) -> Iterator[list[Interval]]:
    """The intervals of each axis of each subject under each reading, in the order of time."""
    found: dict[tuple[str, str, str], list[Interval]] = {}
    for row in rows:
        found.setdefault((row.subject, row.axis, row.reading), []).append(row)
    for mine in found.values():
        yield sorted(mine, key=lambda row: (row.valid_from, row.known_from))


# Sums


def bounds(number: Number | None) -> tuple[int, int | None]:
    """The least and the most that a figure may be."""
    match number:
        case int():
            return number, number
        case Span(low=low, high=high):
            return low, high
        case _:
            return 0, None


def added(*numbers: Number | None) -> tuple[int, int | None]:
    """The least and the most that a sum may be."""
    lows, highs = zip(*map(bounds, numbers), strict=True)
    return sum(lows), None if None in highs else sum(highs)


def lies_within(inner: tuple[int, int | None], outer: tuple[int, int | None]) -> bool:
    """Whether one range lies in another."""
    return inner[0] >= outer[0] and (outer[1] is None or (inner[1] is not None and inner[1] <= outer[1]))


def complain_of_sums(table: Table) -> set[str]:
    """Commitments whose tranches do not add up to their total: the data is wrong there, and said to be."""
    return {c.subject for c in complaints(table) if c.code in {"T203", "T204"}}


def cannot_be(row: Interval, rows: list[Interval]) -> bool:
    """Whether the tranches alone are, in some world, more than the total: no figures could be right."""
    at_once = [
        one
        for one in rows
        if one.subject.partition("@")[0].startswith(f"{row.subject.partition('@')[0]}/")
        and one.reading == row.reading
        and max(one.valid_from, row.valid_from) < min(one.valid_to, row.valid_to)
        and max(one.known_from, row.known_from) < min(one.known_to, row.known_to)
    ]
    least: dict[str, int] = {}
    for one in at_once:
        mine = max((bounds(f.total)[0] for f in one.values if isinstance(f, Figures)), default=0)
        least[one.subject] = max(mine, least.get(one.subject, 0))
    totals = [bounds(plus_(f.total, f.difference))[1] for f in row.values if isinstance(f, Figures)]
    return any(most is not None and sum(least.values()) > most for most in totals)


def plus_(number: Number | None, more: int) -> Span:
    """A figure and a difference."""
    low, high = bounds(number)
    return Span(low + more, None if high is None else high + more)


def test_no_figure_is_negative_where_tranches_exceed_the_total() -> None:
    """Ten and at least one are more than two: the data is wrong, and told to be."""
    tranches = [{"id": "1", "size": {"min": 1, "max": 5}, "due": day(5)}, {"id": "2", "size": 10, "due": day(31)}]
    table = Table(
        case_of(
            [
                record(
                    "committed", "e0", 1, commitment="goods", debtor="aland", creditor="bland", obligation="deliver",
                    total=2, unit="units", tranches=tranches,
                )
            ]
        )
    )  # fmt: skip
    row = row_of(table, Question(day_of(day(6))), "goods")

    assert row is not None
    assert complain_of_sums(table) == {"goods"}
    assert min(row["overdue"], row["upcoming"]) >= 0


@share(0.5)
@given(cases)
def test_conservation_in_every_world(case: Case) -> None:
    """What is performed, left and otherwise discharged is the total and its difference; what is left is what is due."""
    table = Table(case)
    rows = [row for row in table.everything() if row.axis == "figures"]
    wrong = complain_of_sums(table) if rows else set[str]()

    for row in rows:
        for f in (f for f in row.values if f is not None):
            assert isinstance(f, Figures)
            assert min(bounds(n)[0] for n in (f.performed, f.outstanding)) >= 0
            assert bounds(f.excess)[0] >= 0
            if cannot_be(row, rows):
                continue
            assert min(bounds(n)[0] for n in (f.upcoming, f.overdue, f.not_due)) >= 0
            split = added(f.upcoming, f.overdue, f.not_due)
            assert lies_within(bounds(f.outstanding), split), f
            if not any(isinstance(n, Span) for n in (f.upcoming, f.overdue, f.not_due)):
                assert split == bounds(f.outstanding), f
            if whole_of(row.subject) not in wrong:
                parts, total = added(f.performed, f.outstanding, f.discharged_otherwise), added(f.total, f.difference)
                assert lies_within(total, parts) or lies_within(parts, total), f
                linked = isinstance(f.performed, Span) and isinstance(f.discharged_otherwise, Span)  # one for the other
                if isinstance(f.total, int) and isinstance(f.outstanding, int) and not linked:
                    assert parts == total, f


# The table


@share(0.5)
@given(cases)
def test_one_answer_at_a_moment(case: Case) -> None:
    """At one moment, known on one day under one reading, an axis has one interval; they end with the coverage."""
    for mine in by_axis(Table(case).everything()):
        for number, row in enumerate(mine):
            assert row.valid_from < row.valid_to <= LAST + 1
            assert row.known_from < row.known_to <= FOREVER + 1
            for other in mine[:number]:
                assert (
                    row.valid_from >= other.valid_to
                    or other.valid_from >= row.valid_to
                    or row.known_from >= other.known_to
                    or other.known_from >= row.known_to
                )


@share(0.5)
@given(cases, known_days, readings)
def test_phases_partition_time(case: Case, known: int, reading: str) -> None:
    """From its first day to the end of the coverage a subject that has phases is in exactly one."""
    for mine in by_axis(Table(case).slice(asked(known, reading))):
        if mine[0].axis in {"phase", "status"}:
            assert mine[-1].valid_to == LAST + 1
            assert all(a.valid_to == b.valid_from for a, b in pairwise(mine))


@share(0.5)
@given(cases, known_days, readings)
def test_everything_is_the_union_of_the_slices(case: Case, known: int, reading: str) -> None:
    """A slice is what the whole table says for that outlook, whatever was asked before."""
    whole = [
        row for row in Table(case).everything() if row.reading == reading and row.known_from <= known < row.known_to
    ]

    assert canonical_rows(whole) == canonical_rows(Table(case).slice(asked(known, reading)))


@share(0.25)
@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_questions_changes_nothing(case: Case, order: random.Random) -> None:
    """Asked again, later, or after other questions, a table says the same."""
    one, other = Table(case), Table(case)
    questions = [
        (id_, asked(known, reading))
        for id_ in one.subjects
        for known in (*one.points(id_), FOREVER)
        for reading in ("record", *SIDES)
    ]
    first = {question: canonical_rows(one.rows(*question)) for question in questions}
    order.shuffle(questions)

    assert all(canonical_rows(other.rows(*question)) == first[question] for question in questions)


# What may not matter


@share(0.5)
@given(plain_cases, st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(plain: list[Plain], order: random.Random) -> None:
    """Neither disk nor file names decide."""
    mixed = list(plain)
    order.shuffle(mixed)

    assert canonical_rows(Table(case_of(plain)).everything(), known=True) == canonical_rows(
        Table(case_of(mixed)).everything(), known=True
    )


@share(0.5)
@given(plain_cases)
def test_exchanging_two_parties_exchanges_them_in_every_answer(plain: list[Plain]) -> None:
    """No rule, order or default knows who anybody is."""
    names = {SIDES[0]: SIDES[1], SIDES[1]: SIDES[0]}
    mirror = case_of(renamed(plain, names), head=renamed(HEAD, names))

    assert canonical_rows(Table(case_of(plain)).everything(), names, known=True) == canonical_rows(
        Table(mirror).everything(), known=True
    )


@share(0.5)
@given(plain_cases, known_days, readings, st.permutations(range(10)))
def test_the_names_of_records_change_nothing(plain: list[Plain], known: int, reading: str, order: list[int]) -> None:
    """What nothing orders is not ordered by the alphabet."""
    names = {f"e{a}": f"e{b}" for a, b in enumerate(order)}
    outlook = asked(known, reading)

    assert canonical_rows(Table(case_of(plain)).slice(outlook), names) == canonical_rows(
        Table(case_of(renamed(plain, names))).slice(outlook)
    )


@share(0.5)
@given(plain_cases, st.sampled_from(["confirmed", "claimed", "denied", "unknown"]))
def test_certainty_moves_nothing(plain: list[Plain], certainty: str) -> None:
    """How sure a record is, is shown and never counted."""
    other = [one | {"certainty": certainty} for one in plain]

    assert canonical_rows(Table(case_of(plain)).everything()) == canonical_rows(Table(case_of(other)).everything())


SAID = frozenset({"claimed", "determined", "stated", "contacted"})


def named_by_others(plain: list[Plain], ids: set[str]) -> bool:
    """Whether a record that stays names one of those that go."""
    return any(ids & {*words_in(one)} for one in plain if one["id"] not in ids)


@share(0.5)
@given(plain_cases)
def test_what_is_said_moves_nothing(plain: list[Plain]) -> None:
    """Without claims, determinations, statements and contacts, all that is not a list of them is the same."""
    said = {one["id"] for one in plain if one["kind"] in SAID and "revises" not in one}
    if not said or named_by_others(plain, said):
        return
    silent = [one for one in plain if one["id"] not in said]
    found = any(one["kind"] == "determined" for one in plain if one["id"] in said)
    beside = {*BESIDE, "void"} if found else BESIDE  # a finding without the power is shown as void

    with_, without = (
        canonical_rows(row for row in Table(case_of(some)).everything() if row.axis not in beside)
        for some in (plain, silent)
    )
    assert with_ == without


@share(0.5)
@given(plain_cases)
def test_what_one_reading_holds_is_its_own(plain: list[Plain]) -> None:
    """Without a value that one reading holds, the others answer the same; only what is contested changes."""
    held = [one for one in plain if one["kind"] == "held" and one.get("by_reading") and "revises" not in one]
    if not held or named_by_others(plain, {held[0]["id"]}):
        return
    gone = held[0]
    rest = [one for one in plain if one is not gone]

    for reading in {"record", *SIDES} - set(gone["by_reading"]):
        with_, without = (
            sorted(
                canonical_row(row).replace("scope contested", "scope not settled")
                for row in there(Table(case_of(some)).slice(asked(FOREVER, reading)))
                if row.axis != "contested"
            )
            for some in (plain, rest)
        )
        assert with_ == without


@share(0.5)
@given(plain_cases, known_days)
def test_a_reading_that_holds_nothing_is_the_record(plain: list[Plain], known: int) -> None:
    """Readings not named inherit the record."""
    table = Table(case_of(plain))
    held = {word for one in plain for value in _held_by(one) for word in value}
    for reading in {*SIDES} - held:
        mine = canonical_rows(table.slice(asked(known, reading)), {reading: "record"})
        assert [text for text in mine if "'contested'" not in text] == [
            text
            for text in canonical_rows(table.slice(asked(known, RECORD)), {reading: "record"})
            if "'contested'" not in text
        ]


def _held_by(value: Any) -> Iterator[set[str]]:
    match value:
        case dict():
            yield set(value.get("by_reading", ()))
            for one in value.values():
                yield from _held_by(one)
        case list():
            for one in value:
                yield from _held_by(one)
        case _:
            return


# Three clocks


@share(0.75)
@given(plain_cases, known_days, readings)
def test_later_reports_change_no_earlier_answer(plain: list[Plain], known: int, reading: str) -> None:
    """What was known on a day is what the reports of that day and before it say."""
    case = case_of(plain)
    then = case_of(one for one, event in zip(plain, case.events, strict=True) if event.reported.last <= known)

    now, past = (there(Table(some).slice(asked(known, reading))) for some in (case, then))
    assert canonical_rows(now) == canonical_rows(past)


@share(0.5)
@given(plain_cases, st.sampled_from(["2020-12-31", "2021-01-01", "2021-01-31", "2021-02-28", "2021-04-01"]))
def test_later_entries_change_no_earlier_file(plain: list[Plain], recorded: str) -> None:
    """As the files stood on a day: with what had been entered by then, and nothing else."""
    release = HEAD["release_day"]
    kept = [one for one in plain if str(one.get("recorded", release)) <= recorded]

    assert canonical_rows(Table(case_of(plain), day_of(recorded)).everything(), known=True) == canonical_rows(
        Table(case_of(kept)).everything(), known=True
    )


# Worlds


def _is_reversal(case: Case) -> bool:
    """Whether what is satisfied may be open again: something is undone or counted anew, or more is agreed."""
    return any(
        e.kind == "reversed" or _adds(e) or "so_far" in (*e.model_fields_set, getattr(e, "field", ""))
        for e in case.events
    )


def _adds(event: Event) -> bool:
    """Whether both sides may have agreed on more."""
    return isinstance(event, Amended) and bool({"total", "tranches", "size"} & event.model_fields_set)


def open_scopes(episodes: Iterable[Any]) -> list[str]:
    """Where a breach is open."""
    return [e.scope for e in episodes if e.ended is None]


@share(0.3)
@given(sensible, readings)
def test_every_world_keeps_the_laws(case: Case, reading: str) -> None:
    """Day by day, in each world apart: what is over stays over, and nothing satisfied has an open episode."""
    undone = _is_reversal(case)
    days = [*range(FIRST, FIRST + 36)]
    about = Asked(FOREVER, reading)
    for subject in subjects_in([*Records(case, about).events.values()]):
        try:
            answers = Replay(case, about, subject).answers(days)
        except TooManyWorldsError:
            continue
        worlds = zip(*([w for same in answers[d].alike for w in same] for d in days), strict=True)
        for history in worlds:
            for before, after in pairwise(history):
                for name in {name for name, axis in after if axis == "phase"}:
                    was, now = before.get((name, "phase")), after.get((name, "phase"))
                    if was in TERMINAL and not (undone and was == "satisfied"):
                        assert now == was
            for world in history:
                if world.get((subject, "phase")) == "satisfied":
                    assert not open_scopes(world.get((SubjectId(subject), "episodes")) or ())


@share(0.3)
@given(sensible, readings)
def test_the_fold_shares_nothing_between_worlds(case: Case, reading: str) -> None:
    """A copied state goes its own way, and the end of a day may be asked for twice."""
    about = Asked(FOREVER, reading)
    subjects = subjects_in([*Records(case, about).events.values()])
    before = deepcopy(case)
    for subject in sorted(subjects)[:2]:
        replay = Replay(case, about, subject)
        for machine in replay.machines():
            state_ = machine.start()
            for happened in sorted(replay.happened, key=lambda one: one.days):
                today = happened.days[0]
                kept, other = repr(state_), state_.copy()
                machine.dawn(other, today)
                machine.evolve(other, happened, happened.variants[0], today)
                machine.clock(other, today)
                assert repr(state_) == kept
                once, same = repr(other), other.copy()
                assert repr(same) == once
                machine.clock(other, today)
                assert repr(other) == once
                state_ = same
    assert case == before


# Answers


def flat(body: Row) -> dict[str, Row]:
    """Every row of an answer by its name, tranches and shares among them."""
    found: dict[str, Row] = {}
    for rows in body.values():
        for row in rows:
            found[row["id"]] = row
            found |= {f"{row['id']}/{one['id']}": one for one in row.get("tranches", ())}
            found |= {f"{row['id']}@{one['debtor']}": one for one in row.get("per_debtor", ())}
    return found


@share(0.5)
@given(cases, question_days, known_days, readings)
def test_a_difference_leads_from_one_answer_to_the_other(case: Case, on: int, known: int, reading: str) -> None:
    """Yesterday's rows with the changes put in are today's."""
    table = Table(case)
    yesterday, today = (Question(one, known, ReadingId(reading)) for one in (max(on - 1, FIRST), on))
    before, after = flat(state(table, yesterday)), flat(state(table, today))
    found = diff(table, yesterday, today)

    changed = {(c.subject, c.field): c for c in found.changes}
    for (subject, field), change in changed.items():
        if subject in before and subject in after:
            assert (before[subject][field], after[subject][field]) == (change.before, change.after)
            assert change.before != change.after
    for subject in before.keys() & after.keys():
        compared = {*after[subject]} - (NOT_COMPARED - {"contested", "claims"})
        made = {f: changed[subject, f].after if (subject, f) in changed else before[subject][f] for f in compared}
        assert made == {f: after[subject][f] for f in compared}
    assert {*found.unchanged}.isdisjoint(c.subject for c in found.changes)
    assert {*found.unchanged} | {c.subject for c in found.changes} == {*before, *after}


@share(0.3)
@given(sensible, known_days, readings)
def test_the_last_total_is_the_state(case: Case, known: int, reading: str) -> None:
    """However the columns are cut, the last one shows the figures of the last day."""
    table = Table(case)
    question = Question(LAST, known, ReadingId(reading))
    for name, row in flat(state(table, question)).items():
        if "@" in name or row.get("performed") is None:
            continue
        for every in ("month", "week", "event"):
            columns = totals(table, question, SubjectId(name), every, (FIRST, LAST))
            figures = {f: row[f] for f in columns[-1].figures}
            assert columns[-1].figures == figures
            assert [c.day for c in columns] == sorted({c.day for c in columns})


@share(0.3)
@given(cases, question_days, known_days, readings)
def test_every_question_has_an_answer(case: Case, on: int, known: int, reading: str) -> None:
    """Nonsense in, an answer out: no query raises, and each cause is a record of the case."""
    table = Table(case)
    question = Question(on, known, ReadingId(reading))
    ids = {e.id for e in case.events}
    for name, row in flat(state(table, question)).items():
        assert {*row["causes"]} <= ids
        told = why(table, question, SubjectId(name))
        if "@" not in name:
            assert told is not None
            assert all(axis.sentence and {*axis.causes} <= ids for axis in told.axes)
    assert all(FIRST <= entry.day <= LAST for entry in timeline(table, question, (FIRST, LAST)))
    assert [row.days for row in due(table, question)] == sorted(row.days for row in due(table, question))
    assert all({*c.events} <= ids for c in complaints(table))


@share(0.5)
@given(delivery_histories())
def test_late_performance_cures(plain: list[Plain]) -> None:
    """What is overdue on a day and performed on the next is satisfied late, and its episode ends as cured."""
    on = day_of(day(40))
    rows = state(Table(case_of(plain)), Question(on))["commitments"]
    late = [one for row in rows if row["phase"] == "in force" for one in row["tranches"] if one["overdue"]]
    late = [one for one in late if not one["discharged_otherwise"]]
    for one in late:
        subject = f"goods/{one['id']}"
        done = record("performed", "cure", 41, subject=subject, by="aland", quantity=one["outstanding"])

        cured = Table(case_of([*plain, done])).slice(asked(FOREVER, RECORD))
        axes = {r.axis: r.values for r in cured if r.subject == subject and r.valid_from <= on + 1 < r.valid_to}

        assert one["status"].startswith("overdue")
        assert axes["status"] == ("satisfied late",)
        assert not open_scopes(axes["episodes"][0])
        assert [e.ended_by for e in axes["episodes"][0] if e.ended == on + 1] == ["cure"]


@share(0.3)
@given(sensible, readings)
def test_the_figures_of_the_parts_are_the_figures_of_the_whole(case: Case, reading: str) -> None:
    """Where all is one number, tranches add up to the commitment in each figure but what lies beyond them."""
    table = Table(case)
    wrong = complain_of_sums(table)
    for on in (FIRST + 5, FIRST + 15, FIRST + 40):
        for row in state(table, Question(on, reading=ReadingId(reading)))["commitments"]:
            parts = row["tranches"]
            numbers = [one[f] for one in [row, *parts] for f in ("total", "performed", "outstanding", "overdue")]
            if not parts or row["id"] in wrong or not all(isinstance(n, int) for n in numbers):
                continue
            assert sum(one["performed"] for one in parts) <= row["performed"]
            assert sum(one["overdue"] for one in parts) <= row["overdue"]
            if sum(one["total"] for one in parts) == row["total"] + row["difference"]:
                assert sum(one["performed"] for one in parts) == row["performed"]
                assert sum(one["outstanding"] for one in parts) == row["outstanding"]
                assert sum(one["overdue"] for one in parts) == row["overdue"]


def test_an_empty_case_answers() -> None:
    """Nothing recorded: nothing there, and no complaint."""
    table = Table(case_of([]))

    assert not [*table.everything()]
    assert state(table, Question(FIRST)) == {
        "commitments": [], "talks": [], "proposals": [], "instruments": [], "measures": []
    }  # fmt: skip
    assert not [*complaints(table)]
    assert figures_row({}) == dict.fromkeys(figures_row({}))
    assert day(1) == START
    assert EventId("e0") not in table.book.events
