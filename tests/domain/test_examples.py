"""Given these records, when asked that, then so: the rules one at a time, each on the days on which it decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from negotiation.domain.answers import Question, row_of, state
from negotiation.domain.axes import FOREVER
from negotiation.domain.complaints import NotAnInvariantError, complaints, sums
from negotiation.domain.dates import day_of
from negotiation.domain.ids import ReadingId
from negotiation.domain.intervals import Table
from tests.cases import HEAD, Plain, case_of, day, record

BOTH = ["aland", "bland"]


@dataclass(frozen=True)
class Asked:
    """A question about one subject, its days as numbers of the coverage or as dates."""

    subject: str
    on: str | int
    known: str | int | None = None
    reading: str = "record"
    recorded: str | int | None = None


def ordinal(one: str | int | None) -> int:
    """The day that is meant, or hindsight."""
    return FOREVER if one is None else day_of(day(one))


def answered(given: Sequence[Plain], asked: Asked, head: Plain | None = None) -> Plain | None:
    """The row that a case of these records answers with."""
    table = Table(case_of(given, head=head), ordinal(asked.recorded))
    return row_of(table, Question(ordinal(asked.on), ordinal(asked.known), ReadingId(asked.reading)), asked.subject)


def field_of(row: Plain, name: str) -> Any:
    """A field of a row; `status@bland` is that of one debtor's share."""
    field, _, debtor = name.partition("@")
    if debtor:
        row = next(one for one in row["per_debtor"] if one["debtor"] == debtor)
    return row[field]


def check(given: Sequence[Plain], asked: Asked, then: Plain | None, head: Plain | None = None) -> None:
    """Compare the fields that are named; nothing expected is a subject that is not there."""
    row = answered(given, asked, head)

    found = None if row is None else {name: field_of(row, name) for name in then or {"status": None}}

    assert found == then


def promise(on: str | int = 1, **terms: Any) -> Plain:
    """Aland owes Bland ten sacks of grain."""
    plain: Plain = {"commitment": "grain", "debtor": "aland", "creditor": "bland", "obligation": "deliver"}
    return record("committed", "promised", on, **plain | {"total": 10, "unit": "sacks"} | terms)


def in_two(first: Any = 5, second: Any = 5, **terms: Any) -> Plain:
    """The same in two tranches, due on the 10th and the 20th day."""
    tranches = [{"id": "1", "size": first, "due": day(10)}, {"id": "2", "size": second, "due": day(20)}]
    return promise(tranches=tranches, **terms)


def done(on: Any, quantity: Any = 10, id_: str = "done", subject: str = "grain", **fields: Any) -> Plain:
    """A delivery by Aland."""
    return record("performed", id_, on, **{"subject": subject, "by": "aland", "quantity": quantity} | fields)


def closed(kind: str, by: Any, on: int = 5, **fields: Any) -> Plain:
    """An end put to the promise, or to a part of it."""
    return record(kind, "closed", on, **{"subject": "grain", "by": by} | fields)


def amended(on: Any, id_: str = "amended", **fields: Any) -> Plain:
    """New terms that both sides agreed to, unless told otherwise."""
    return record("amended", id_, on, **{"subject": "grain", "consent": BOTH} | fields)


def opened(on: int, **fields: Any) -> Plain:
    """The talks open."""
    return record("opened", "talks-opened", on, process="talks", by=BOTH, **fields)


def quiet(**terms: Any) -> Plain:
    """Aland will not march from the 10th to the 30th day."""
    plain: Plain = {"commitment": "quiet", "debtor": "aland", "creditor": "bland", "obligation": "refrain"}
    return record("committed", "quiet-agreed", 1, **plain | {"window": {"from": day(10), "until": day(30)}} | terms)


def march(on: Any, within: Any = "unknown", **fields: Any) -> Plain:
    """An act that may fall within it."""
    bears_on = [{"subject": "quiet", "within": within}]
    return record("acted", "march", on, by="aland", act="a march", bears_on=bears_on, **fields)


def episode(since: int, ended: int | None = None, by: str | None = None, **fields: str) -> Plain:
    """A stretch of breach."""
    plain: Plain = {"cause": "clock", "scope": "grain", "perhaps": False}
    return {"from": day(since), "ended": None if ended is None else day(ended), "ended_by": by} | plain | fields


NIGHT = promise(due={"night_of": day(10)})
DAY = promise(due=day(10))


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param([NIGHT], Asked("grain", 9), {"status": "upcoming", "due_night": True}, id="the-day-before"),
        pytest.param([NIGHT], Asked("grain", 10), {"status": "due today", "days_overdue": 0}, id="the-night-itself"),
        pytest.param(
            [NIGHT],
            Asked("grain", 11),
            {"status": "overdue 1 day, none recorded", "days_overdue": 1, "overdue": 10, "due": day(10)},
            id="nothing-by-the-end-of-the-next-day",
        ),
        pytest.param(
            [NIGHT, done("2020-01-10T23:00+00:00")],
            Asked("grain", 10),
            {"status": "satisfied", "episodes": []},
            id="an-hour-before-midnight",
        ),
        pytest.param(
            [NIGHT, done("2020-01-11T01:00+00:00")],
            Asked("grain", 10),
            {"status": "due today", "performed": 0},
            id="not-yet-before-midnight",
        ),
        pytest.param(
            [NIGHT, done("2020-01-11T01:00+00:00")],
            Asked("grain", 11),
            {"status": "satisfied", "episodes": [], "days_overdue": 0},
            id="an-hour-after-midnight",
        ),
        pytest.param(
            [NIGHT, done("2020-01-11T11:59+00:00")],
            Asked("grain", 11),
            {"status": "satisfied", "episodes": []},
            id="a-minute-before-noon",
        ),
        pytest.param(
            [NIGHT, done("2020-01-11T12:00+00:00")],
            Asked("grain", 11),
            {"status": "satisfied late", "episodes": [episode(11, 11, "cure")]},
            id="at-noon",
        ),
        pytest.param(
            [NIGHT, done("2020-01-10/2020-01-11")],
            Asked("grain", 10),
            {"status": "due today or satisfied", "performed": {"min": 0, "max": 10}},
            id="dated-to-the-night-and-asked-before-midnight",
        ),
        pytest.param(
            [NIGHT, done("2020-01-10/2020-01-11")],
            Asked("grain", 11),
            {"status": "satisfied", "performed": 10, "episodes": []},
            id="dated-to-the-night",
        ),
        pytest.param(
            [NIGHT, done(11)],
            Asked("grain", 11),
            {"status": "satisfied late", "episodes": [episode(11, 11, "cure")]},
            id="dated-to-the-next-day-and-no-hour",
        ),
        pytest.param(
            [NIGHT, done("2020-01-11/2020-01-12")],
            Asked("grain", 12),
            {"status": "satisfied late"},
            id="dated-to-the-night-after",
        ),
        pytest.param(
            [NIGHT, done("2020-01-12T01:00+00:00")],
            Asked("grain", 12),
            {"status": "satisfied late", "episodes": [episode(11, 12, "cure")]},
            id="a-day-too-late-before-noon",
        ),
        pytest.param(
            [DAY, done("2020-01-11T01:00+00:00")],
            Asked("grain", 11),
            {"status": "satisfied late"},
            id="a-day-that-is-no-night-ends-at-midnight",
        ),
        pytest.param(
            [DAY, done("2020-01-11T01:00+02:00")],
            Asked("grain", 11),
            {"status": "satisfied", "episodes": []},
            id="a-moment-is-read-on-the-clock-of-the-case",
        ),
    ],
)
def test_a_due_night_runs_to_noon_of_the_next_day(given: list[Plain], asked: Asked, then: Plain) -> None:
    """In time before noon or dated to the night; else overdue at the end of the next day."""
    check(given, asked, then)


UNDONE = record("observed", "seen-undone", 12, subject="grain", value="not-performed", by="observer")


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [DAY], Asked("grain", 9), {"status": "upcoming", "upcoming": 10, "overdue": 0}, id="the-day-before"
        ),
        pytest.param(
            [DAY],
            Asked("grain", 10),
            {"status": "due today", "upcoming": 10, "overdue": 0, "days_overdue": 0, "episodes": []},
            id="the-due-day-itself",
        ),
        pytest.param(
            [DAY],
            Asked("grain", 11),
            {"status": "overdue 1 day, none recorded", "upcoming": 0, "overdue": 10, "episodes": [episode(11)]},
            id="the-day-after",
        ),
        pytest.param([DAY], Asked("grain", 20), {"status": "overdue 10 days, none recorded"}, id="ten-days-after"),
        pytest.param([DAY, done(10)], Asked("grain", 10), {"status": "satisfied", "episodes": []}, id="done-that-day"),
        pytest.param(
            [DAY, done(14)],
            Asked("grain", 12),
            {"status": "overdue 2 days, none recorded", "episodes": [episode(11)]},
            id="not-yet-done",
        ),
        pytest.param(
            [DAY, done(14)],
            Asked("grain", 14),
            {"status": "satisfied late", "overdue": 0, "days_overdue": 0, "episodes": [episode(11, 14, "cure")]},
            id="late-performance-cures",
        ),
        pytest.param(
            [DAY, done(8, 4)],
            Asked("grain", 12),
            {"status": "overdue 2 days, partly performed", "performed": 4, "overdue": 6},
            id="a-part-was-done",
        ),
        pytest.param(
            [DAY, UNDONE], Asked("grain", 11), {"status": "overdue 1 day, none recorded"}, id="before-a-report"
        ),
        pytest.param(
            [DAY, UNDONE],
            Asked("grain", 12),
            {"status": "overdue 2 days, non-performance reported", "performed": 0, "outstanding": 10},
            id="a-report-that-it-was-not-done",
        ),
        pytest.param(
            [promise()],
            Asked("grain", 300),
            {"status": "upcoming", "due": None, "upcoming": 10, "days_overdue": 0},
            id="no-due-day",
        ),
        pytest.param(
            [promise(due="2020-03")],
            Asked("grain", "2020-03-31"),
            {"status": "due today", "due": "2020-03-31"},
            id="a-month-means-its-last-day",
        ),
        pytest.param(
            [opened(2), promise(due={"after": "talks-opened", "months": 1})],
            Asked("grain", "2020-02-03"),
            {"status": "overdue 1 day, none recorded", "due": "2020-02-02"},
            id="a-month-after-an-event",
        ),
        pytest.param(
            [in_two(), done(5, 5)],
            Asked("grain", 22),
            {"due": day(20), "days_overdue": 2, "status": "overdue 2 days, none recorded", "overdue": 5},
            id="the-earliest-unmet-tranche-is-meant",
        ),
        pytest.param(
            [in_two()],
            Asked("grain", 22),
            {"due": day(10), "days_overdue": 12, "overdue": 10},
            id="the-oldest-day-is-counted-from",
        ),
        pytest.param([DAY], Asked("grain", 1, known=1), {"status": "upcoming"}, id="known-on-the-day-of-its-report"),
        pytest.param([promise(2, due=day(10))], Asked("grain", 1), None, id="not-there-before-its-first-event"),
        pytest.param([promise(2, reported=5)], Asked("grain", 3, known=4), None, id="not-known-before-its-report"),
        pytest.param(
            [promise(2, reported=5)], Asked("grain", 3, known=5), {"status": "upcoming"}, id="known-from-its-report"
        ),
        pytest.param(
            [promise(2, reported="2020-02")],
            Asked("grain", 3, known="2020-02-28"),
            None,
            id="a-month-of-report-counts-from-its-last-day",
        ),
        pytest.param(
            [promise(2, reported="2020-02")],
            Asked("grain", 3, known="2020-02-29"),
            {"status": "upcoming"},
            id="and-on-that-day",
        ),
    ],
)
def test_due_days_are_inclusive(given: list[Plain], asked: Asked, then: Plain | None) -> None:
    """Due today on the day itself, overdue one day on the next."""
    check(given, asked, then)


# Moments and the case's time zone

BRUSSELS: Plain = {"tz": "Europe/Brussels"}
SMALL_HOURS = "2020-03-29T23:30+00:00"
"""An hour and a half into the 30th in Brussels."""


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [promise(due=SMALL_HOURS)],
            Asked("grain", "2020-03-30"),
            {"due": "2020-03-30", "status": "due today"},
            id="due",
        ),
        pytest.param(
            [promise(due={"latest": ["2020-01-05", {"after": SMALL_HOURS, "days": 1}]})],
            Asked("grain", "2020-03-30"),
            {"due": "2020-03-31"},
            id="in-an-expression",
        ),
        pytest.param(
            [
                promise(due="2020-03-01"),
                record("held", "h", 1, subject="grain", field="due", by_reading={"aland": SMALL_HOURS}),
            ],
            Asked("grain", "2020-03-02", reading="aland"),
            {"due": "2020-03-30"},
            id="held",
        ),
        pytest.param(
            [
                promise(due="2020-03-01"),
                record("corrected", "c", 1, revises="promised", set={"due": SMALL_HOURS}, reason="typo"),
            ],
            Asked("grain", "2020-03-02"),
            {"due": "2020-03-30"},
            id="corrected",
        ),
        pytest.param(
            [quiet(window={"from": day(1), "until": SMALL_HOURS}), march("2020-03-30", "true")],
            Asked("quiet", "2020-03-31"),
            {"status": "window closed, contrary act recorded"},
            id="window",
        ),
        pytest.param(
            [promise(condition={"reached": SMALL_HOURS}, due=day(1))],
            Asked("grain", "2020-03-29"),
            {"status": "conditional"},
            id="condition",
        ),
        pytest.param(
            [opened(1, deadline=SMALL_HOURS)], Asked("talks", "2020-03-29"), {"deadline": "2020-03-30"}, id="deadline"
        ),
        pytest.param(
            [record("proposed", "p", 1, proposal="offer", form="offer", by="aland", open_until=SMALL_HOURS)],
            Asked("offer", "2020-03-30"),
            {"phase": "open"},
            id="open-until",
        ),
        pytest.param(
            [
                promise("2020-03-29", due="2020-04-30"),
                done(1, subject="grain", id_="x") | {"on": SMALL_HOURS, "reported": SMALL_HOURS},
            ],
            Asked("grain", "2020-03-31", known="2020-03-29"),
            {"performed": 0},
            id="reported",
        ),
    ],
)
def test_a_moment_is_read_in_the_time_zone_of_the_case(given: list[Plain], asked: Asked, then: Plain) -> None:
    """Wherever it stands, its day is that of the case's wall clock."""
    check(given, asked, then, BRUSSELS)


# Records that stand in the place of others

D_DAY = record("agreed", "d-day", 1, process="talks", by=BOTH, effective=day(20))
LATER_D_DAY = record("agreed", "d-day-2", 5, process="talks", by=BOTH, effective=day(25), revises="d-day")
LAST_D_DAY = record("agreed", "d-day-3", 7, process="talks", by=BOTH, effective=day(30), revises="d-day-2")


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param([D_DAY], Asked("grain", 40), {"due": day(22)}, id="as-first-set"),
        pytest.param([D_DAY, LATER_D_DAY], Asked("grain", 40), {"due": day(27)}, id="revised"),
        pytest.param([D_DAY, LATER_D_DAY], Asked("grain", 40, known=4), {"due": day(22)}, id="not-yet-known"),
        pytest.param([D_DAY, LATER_D_DAY], Asked("grain", 24), {"due": None}, id="not-yet-come"),
        pytest.param([D_DAY, LATER_D_DAY, LAST_D_DAY], Asked("grain", 40), {"due": day(32)}, id="revised-in-turn"),
        pytest.param(
            [D_DAY, LATER_D_DAY, LAST_D_DAY, record("retracted", "no", 8, revises="d-day-3", reason="typo")],
            Asked("grain", 40),
            {"due": day(27)},
            id="the-last-taken-back",
        ),
        pytest.param(
            [D_DAY, LATER_D_DAY, record("retracted", "no", 8, revises="d-day-2", reason="typo")],
            Asked("grain", 40),
            {"due": day(22)},
            id="the-revision-taken-back",
        ),
        pytest.param(
            [D_DAY, record("retracted", "no", 8, revises="d-day", reason="typo")],
            Asked("grain", 40),
            {"due": None},
            id="taken-back-and-not-replaced",
        ),
    ],
)
def test_a_date_finds_what_stands_in_the_place_of_the_record_that_it_names(
    given: list[Plain], asked: Asked, then: Plain
) -> None:
    """The last revision that is known, and what it says of its day."""
    check([promise(due={"after": "d-day", "days": 2}), *given], asked, then)


def test_an_event_dated_from_a_revised_one_moves_with_it() -> None:
    """A date of an event is found in the same way as one of a term."""
    given = [D_DAY, LATER_D_DAY, promise({"after": "d-day", "days": 1}, reported=1, due=day(60))]  # type: ignore[arg-type]  # an expression

    check(given, Asked("grain", 25), None)
    check(given, Asked("grain", 26), {"phase": "in force"})


def test_a_date_from_a_revised_record_is_told_as_no_trouble() -> None:
    """The record that it names has no day of its own any more, and needs none."""
    case = case_of([D_DAY, LATER_D_DAY, promise(due={"after": "d-day", "days": 2})])

    assert [one.code for one in complaints(Table(case))] == []


# Dates that are counted from a condition

GONE = record(
    "committed", "gone-promised", 1, commitment="gone", debtor="bland", creditor="aland", obligation="act", act="to go",
    due=day(30),
)  # fmt: skip
LEFT = record("performed", "left", 12, subject="gone", by="bland")
AFTER_GONE = promise(due={"after": {"completed": "gone"}, "days": 5})
FINDING: Plain = {"kind": "decided", "by": "council", "outcome": "approved"}
FOUND = record("decided", "found", 15, subject="grain", by="council", outcome="approved")
FOUND_AGAIN = record("decided", "found-again", 17, subject="grain", by="council", outcome="approved")
TO_EACH = promise(
    tranches=[{"id": "1", "size": 5}, {"id": "2", "size": 5}],
    each_tranche={"due": {"after": {"occurred": FINDING}, "days": 5}},
)
BOTH_TRUE = {"all": [{"completed": "gone"}, {"not": {"occurred": FINDING}}]}


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param([GONE, AFTER_GONE], Asked("grain", 40), {"due": None, "status": "upcoming"}, id="never-true"),
        pytest.param([GONE, AFTER_GONE, LEFT], Asked("grain", 11), {"due": None}, id="not-yet-true"),
        pytest.param([GONE, AFTER_GONE, LEFT], Asked("grain", 12), {"due": day(17), "status": "upcoming"}, id="true"),
        pytest.param(
            [GONE, AFTER_GONE, LEFT],
            Asked("grain", 18),
            {"due": day(17), "status": "overdue 1 day, none recorded"},
            id="over",
        ),
        pytest.param(
            [GONE, promise(20, due={"after": {"completed": "gone"}, "days": 5}), LEFT],
            Asked("grain", 20),
            {"due": day(17)},
            id="true-before-it-was-promised",
        ),
        pytest.param(
            [promise(due={"after": {"occurred": FINDING}, "days": 5}), FOUND, FOUND_AGAIN],
            Asked("grain", 18),
            {"due": day(20)},
            id="the-first-of-several",
        ),
        pytest.param(
            [TO_EACH, FOUND | {"subject": "grain/2"}], Asked("grain/2", 18), {"due": day(20)}, id="of-the-very-tranche"
        ),
        pytest.param(
            [TO_EACH, FOUND | {"subject": "grain/2"}], Asked("grain/1", 18), {"due": None}, id="not-of-another-tranche"
        ),
        pytest.param(
            [promise(due={"earliest": [day(30), {"occurred": FINDING}]})],
            Asked("grain", 18),
            {"due": day(30)},
            id="unless-earlier",
        ),
        pytest.param(
            [promise(due={"earliest": [day(30), {"occurred": FINDING}]}), FOUND],
            Asked("grain", 18),
            {"due": day(15), "days_overdue": 3},
            id="a-condition-is-its-first-day",
        ),
        pytest.param(
            [promise(due={"first_of_month_after": {"occurred": FINDING}}), FOUND],
            Asked("grain", 18),
            {"due": "2020-02-01"},
            id="month",
        ),
        pytest.param(
            [GONE, promise(due={"after": BOTH_TRUE, "days": 5}), LEFT, FOUND],
            Asked("grain", 16),
            {"due": day(17)},
            id="stays-though-no-longer-true",
        ),
        pytest.param(
            [GONE, promise(due={"after": BOTH_TRUE, "days": 5}), LEFT, FOUND | {"on": day(11)}],
            Asked("grain", 16),
            {"due": None},
            id="never-both",
        ),
        pytest.param(
            [promise(due={"after": {"not": {"occurred": FINDING}}, "days": 5})],
            Asked("grain", 18),
            {"due": None},
            id="true-from-the-start",
        ),
        pytest.param(
            [promise(due={"after": {"overdue": "gone"}, "days": 5}), GONE, LEFT | {"on": day(33), "reported": day(33)}],
            Asked("grain", 40),
            {"due": day(36)},
            id="overdue-once",
        ),
        pytest.param(
            [promise(due={"after": {"reached": {"after": "found", "days": 3}}, "days": 5}), FOUND],
            Asked("grain", 18),
            {"due": day(23)},
            id="reached",
        ),
        pytest.param(
            [promise(due={"after": {"occurred": FINDING}, "days": 5}), FOUND | {"on": f"{day(14)}/{day(15)}"}],
            Asked("grain", 20),
            {"due": {"min": day(19), "max": day(20)}, "status": "due today or overdue 1 day, none recorded"},
            id="in-every-world-its-own-day",
        ),
        pytest.param(
            [opened(1, deadline={"after": {"completed": "gone"}, "days": 5}), GONE, LEFT],
            Asked("talks", 18),
            {"deadline": day(17)},
            id="talks",
        ),
        pytest.param(
            [quiet(window={"from": day(10), "until": {"earliest": [day(40), {"completed": "gone"}]}}), GONE, LEFT],
            Asked("quiet", 13),
            {"status": "satisfied, window closed"},
            id="window",
        ),
    ],
)
def test_a_date_may_be_counted_from_the_day_on_which_a_condition_came_true(
    given: list[Plain], asked: Asked, then: Plain
) -> None:
    """The first day at whose end it was true in that world, whenever the date was written; never true, no day."""
    check(given, asked, then)


def test_the_day_of_a_record_hangs_on_no_condition() -> None:
    """Which day that would be, only the fold knows that the record is to be a part of."""
    case = case_of([FOUND, promise({"after": {"occurred": FINDING}}, reported=1)])  # type: ignore[arg-type]  # an expression

    assert [(one.code, one.field) for one in complaints(Table(case))] == [("T207", ("on",))]


# The due day of another subject, what is in force, and what happened by a day

START: Plain = {"commitment": "start", "debtor": "aland", "creditor": "bland", "obligation": "act", "act": "to begin"}
PLANNED = record("committed", "planned", 1, **START, due=day(20))
MOVED = record("amended", "moved", 5, subject="start", consent=BOTH, due=day(25))
HANGING = promise(
    tranches=[
        {"id": "1", "size": 5, "due": {"after": {"due_of": "start"}, "days": 10}},
        {"id": "2", "size": 5, "due": {"due_of": "grain/1"}},
    ]
)
TALKED = opened(1, deadline=day(20))
WHILE_TALKS = {"not": {"in_force": "talks"}}


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param([PLANNED, HANGING], Asked("grain/1", 2), {"due": day(30)}, id="of-an-act"),
        pytest.param([PLANNED, HANGING, MOVED], Asked("grain/1", 4), {"due": day(30)}, id="before-it-moves"),
        pytest.param([PLANNED, HANGING, MOVED], Asked("grain/1", 5), {"due": day(35)}, id="moves-with-it"),
        pytest.param([PLANNED, HANGING, MOVED], Asked("grain/2", 5), {"due": day(35)}, id="in-turn"),
        pytest.param([PLANNED, HANGING, MOVED], Asked("grain/1", 36), {"days_overdue": 1}, id="overdue-from-there"),
        pytest.param(
            [PLANNED, HANGING, record("performed", "begun", 15, subject="start", by="aland")],
            Asked("grain/1", 20),
            {"due": day(30)},
            id="performed-early",
        ),
        pytest.param(
            [PLANNED, HANGING, MOVED | {"on": day(32)}, done(32, 5, subject="grain/1")],
            Asked("grain/1", 32),
            {"due": day(35), "status": "satisfied"},
            id="moved-on-the-day-of-the-performance",
        ),
        pytest.param(
            [
                PLANNED,
                promise(due=day(9), condition={"running": "start"}),
                record("suspended", "halt", 1, subject="start", by=BOTH),
            ],
            Asked("grain", 5),
            {"phase": "conditional"},
            id="suspended-does-not-run",
        ),
        pytest.param([HANGING], Asked("grain/1", 20), {"due": None}, id="of-nothing"),
        pytest.param(
            [TALKED, promise(due={"due_of": "talks"})], Asked("grain", 20), {"status": "due today"}, id="of-talks"
        ),
        pytest.param(
            [quiet(), promise(due={"after": {"due_of": "quiet"}, "days": 1})],
            Asked("grain", 20),
            {"due": day(31)},
            id="of-a-window",
        ),
        pytest.param(
            [opened(1, deadline={"due_of": "start"}), PLANNED, MOVED],
            Asked("talks", 21),
            {"deadline": day(25)},
            id="for-talks",
        ),
        pytest.param(
            [
                opened(
                    1,
                    deadline={
                        "if": {"occurred": FINDING | {"subject": "grain"}, "until": day(12)},
                        "then": day(30),
                        "else": day(20),
                    },
                ),
                promise(),
                FOUND,
            ],
            Asked("talks", 16),
            {"deadline": day(20)},
            id="happened-too-late",
        ),
        pytest.param(
            [
                opened(
                    1,
                    deadline={
                        "if": {"occurred": FINDING | {"subject": "grain"}, "until": day(15)},
                        "then": day(30),
                        "else": day(20),
                    },
                ),
                promise(),
                FOUND,
            ],
            Asked("talks", 16),
            {"deadline": day(30)},
            id="happened-on-the-last-day",
        ),
        pytest.param(
            [promise(due=day(10), condition={"occurred": "found", "until": day(14)}), FOUND],
            Asked("grain", 16),
            {"status": "conditional"},
            id="an-event-by-its-id-too-late",
        ),
        pytest.param(
            [promise(due=day(10), condition={"occurred": "found", "until": {"due_of": "start"}}), PLANNED, FOUND],
            Asked("grain", 16),
            {"status": "overdue 1 day, none recorded"},
            id="by-a-day-that-hangs-on-another",
        ),
        pytest.param(
            [
                promise(due=day(10), condition={"occurred": FINDING, "until": day(14)}),
                FOUND | {"on": f"{day(14)}/{day(15)}"},
            ],
            Asked("grain", 16),
            {"phase": "conditional or in force"},
            id="in-every-world-its-own-day-again",
        ),
        pytest.param(
            [TALKED, quiet(lapses_when=WHILE_TALKS), record("ended", "over", 12, process="talks", by=BOTH)],
            Asked("quiet", 12),
            {"phase": "lapsed"},
            id="while-talks-are-under-way",
        ),
        pytest.param(
            [
                TALKED,
                quiet(lapses_when=WHILE_TALKS),
                record("suspended", "broken-off", 12, subject="talks", by="aland"),
            ],
            Asked("quiet", 12),
            {"phase": "in force"},
            id="suspended-talks-are-under-way-still",
        ),
        pytest.param(
            [
                TALKED,
                quiet(lapses_when={"not": {"running": "talks"}}),
                record("suspended", "broken-off", 12, subject="talks", by="aland"),
            ],
            Asked("quiet", 12),
            {"phase": "lapsed"},
            id="and-do-not-run",
        ),
        pytest.param(
            [quiet(lapses_when=WHILE_TALKS)], Asked("quiet", 12), {"phase": "in force"}, id="of-nothing-not-yet-known"
        ),
        pytest.param(
            [
                promise(due=day(10), condition={"in_force": "start"}),
                PLANNED,
                record("cancelled", "no", 5, subject="start", by="aland"),
            ],
            Asked("grain", 6),
            {"phase": "in force"},
            id="what-has-once-been-met-stays-met",
        ),
        pytest.param(
            [in_two(condition={"running": "start"}), PLANNED | {"condition": {"reached": day(5)}}],
            Asked("grain", 4),
            {"phase": "conditional"},
            id="conditional-is-not-in-force",
        ),
    ],
)
def test_a_term_may_hang_on_another_subject_and_on_what_happened_by_a_day(
    given: list[Plain], asked: Asked, then: Plain
) -> None:
    """On where it stands at the end of the same day, in the same world."""
    check(given, asked, then)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param([promise(due={"after": {"due_of": "grain"}, "days": 1})], id="of-itself"),
        pytest.param([PLANNED | {"due": {"due_of": "grain"}}, promise(due={"due_of": "start"})], id="of-each-other"),
        pytest.param([opened(1, deadline={"due_of": "grain"}), promise(due={"due_of": "talks"})], id="through-talks"),
        pytest.param(
            [
                PLANNED | {"due": {"value": day(3), "by_reading": {"aland": {"due_of": "grain"}}}},
                promise(due={"due_of": "start"}),
            ],
            id="under-a-reading",
        ),
    ],
)
def test_due_days_that_hang_on_each_other_are_told(given: list[Plain]) -> None:
    """At a date of one of them; none of them ever has a day."""
    told = [(one.code, one.field) for one in complaints(Table(case_of(given)))]

    assert [code for code, _ in told] == ["T206"]
    assert told[0][1] in {("due",), ("deadline",)}


# Renewals

OBJECTION: Plain = {"kind": "decided", "by": "council", "outcome": "objected"}
OBJECTED = record("decided", "objected", 20, subject="quiet", by="council", outcome="objected")
LONGER: Plain = {"period": {"days": 20}, "notice": {"days": 7}, "unless": {"occurred": OBJECTION}}
HELD_LENGTHS: Plain = {"by_reading": {"aland": {"days": 5}, "bland": {"days": 10}}}
TOLD_LENGTHS: Plain = {"accounts": [{"value": {"days": n}, "holder": h} for n, h in ((5, "aland"), (10, "bland"))]}


def window_is(until: Any) -> Plain:
    """The window from the 10th day on."""
    return {"from": day(10), "until": until}


@pytest.mark.parametrize(
    ("renewal", "more", "asked", "then"),
    [
        pytest.param(LONGER, [], Asked("quiet", 31), {"due": day(50), "phase": "in force"}, id="renewed"),
        pytest.param(LONGER, [OBJECTED], Asked("quiet", 31), {"phase": "satisfied"}, id="objected-in-time"),
        pytest.param(LONGER, [OBJECTED | {"on": day(23)}], Asked("quiet", 31), {"phase": "satisfied"}, id="last-day"),
        pytest.param(
            LONGER,
            [OBJECTED | {"on": day(24), "reported": day(24)}],
            Asked("quiet", 31),
            {"due": day(50)},
            id="too-late",
        ),
        pytest.param(
            LONGER,
            [OBJECTED | {"on": day(24), "reported": day(24)}],
            Asked("quiet", 51),
            {"phase": "satisfied"},
            id="stops-the-next",
        ),
        pytest.param(
            LONGER | {"notice": {"days": 0}},
            [OBJECTED | {"on": day(30)}],
            Asked("quiet", 31),
            {"phase": "satisfied"},
            id="none",
        ),
        pytest.param(
            LONGER,
            [
                OBJECTED | {"on": day(24)},
                record("amended", "anew", 26, subject="quiet", consent=BOTH, window=window_is(day(30))),
            ],
            Asked("quiet", 31),
            {"phase": "satisfied"},
            id="a-new-end-is-judged-anew",
        ),
        pytest.param(
            LONGER,
            [record("amended", "anew", 26, subject="quiet", consent=BOTH, renewal={"period": {"days": 3}}), OBJECTED],
            Asked("quiet", 31),
            {"due": day(33)},
            id="new-terms-leave-nothing-of-the-old",
        ),
        pytest.param({"period": {"days": 0}}, [], Asked("quiet", 31), {"phase": "satisfied"}, id="by-nothing"),
        pytest.param({"period": HELD_LENGTHS}, [], Asked("quiet", 35), {"phase": "in force"}, id="to-the-shortest"),
        pytest.param(
            {"period": TOLD_LENGTHS},
            [],
            Asked("quiet", 35),
            {"phase": "in force", "due": {"min": day(35), "max": day(40)}},
            id="accounts-alike",
        ),
        pytest.param(
            {"period": HELD_LENGTHS, "unless": {"occurred": OBJECTION}},
            [OBJECTED | {"on": day(33), "reported": day(33)}],
            Asked("quiet", 36),
            {"phase": "in force or satisfied", "due": {"min": day(35), "max": day(40)}},
            id="from-then-on-open",
        ),
        pytest.param(
            {"period": HELD_LENGTHS}, [], Asked("quiet", 35, reading="bland"), {"due": day(40)}, id="each-its-own"
        ),
        pytest.param(
            {"period": {"value": {"days": 5}} | HELD_LENGTHS},
            [],
            Asked("quiet", 35),
            {"due": day(35)},
            id="the-base",
        ),
    ],
)
def test_terms_prolong_themselves(renewal: Plain, more: list[Plain], asked: Asked, then: Plain) -> None:
    """Unless somebody objects in time; as far as every length that is held of them goes."""
    check([quiet(renewal=renewal), *more], asked, then)


# Ends at an hour

NOON_OF_10 = "2020-01-10T12:00+00:00"
THREE = "2020-01-10T15:00+00:00"
NINE = "2020-01-10T09:00+00:00"
BY_NOON = promise(due=NOON_OF_10)


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param([BY_NOON, done(NINE)], Asked("grain", 10), {"status": "satisfied", "episodes": []}, id="before"),
        pytest.param([BY_NOON, done(NOON_OF_10)], Asked("grain", 10), {"status": "satisfied"}, id="on-the-minute"),
        pytest.param(
            [BY_NOON, done(THREE)],
            Asked("grain", 10),
            {"status": "satisfied late", "episodes": [episode(10, 10, "cure")]},
            id="after",
        ),
        pytest.param([BY_NOON, done(10)], Asked("grain", 10), {"status": "satisfied"}, id="at-no-hour"),
        pytest.param([BY_NOON], Asked("grain", 10), {"status": "due today", "days_overdue": 0}, id="nothing-that-day"),
        pytest.param([BY_NOON], Asked("grain", 11), {"days_overdue": 1}, id="nothing-the-day-after"),
        pytest.param(
            [promise(due=NOON_OF_10, survives_breach=False), done(THREE)],
            Asked("grain", 10),
            {"performed": 0},
            id="too-late",
        ),
        pytest.param(
            [promise(due={"latest": [day(10), NOON_OF_10]}), done(THREE)],
            Asked("grain", 10),
            {"status": "satisfied"},
            id="latest-is-the-day-itself",
        ),
        pytest.param(
            [promise(due={"earliest": [day(10), NOON_OF_10]}), done(THREE)],
            Asked("grain", 10),
            {"status": "satisfied late"},
            id="earliest-is-the-hour",
        ),
        pytest.param(
            [promise(due={"after": NOON_OF_10, "days": 1}), done("2020-01-11T15:00+00:00")],
            Asked("grain", 11),
            {"status": "satisfied"},
            id="a-length-ends-with-the-day",
        ),
        pytest.param(
            [promise(due="2020-01-10T00:30+02:00"), done("2020-01-09T22:31+00:00")],
            Asked("grain", 9),
            {"status": "satisfied late"},
            id="in-another-offset",
        ),
        pytest.param(
            [quiet(window={"from": day(1), "until": NOON_OF_10}), march(THREE, "true")],
            Asked("quiet", 11),
            {"status": "satisfied, window closed", "outside": ["march"]},
            id="after-the-window",
        ),
        pytest.param(
            [quiet(window={"from": day(1), "until": NOON_OF_10}), march(NINE, "true")],
            Asked("quiet", 11),
            {"status": "window closed, contrary act recorded"},
            id="within-the-window",
        ),
        pytest.param(
            [quiet(window={"from": NOON_OF_10}), march(NINE, "true")],
            Asked("quiet", 11),
            {"status": "kept so far"},
            id="before-the-window",
        ),
        pytest.param(
            [quiet(window={"from": NOON_OF_10, "until": NOON_OF_10}), march(10, "true")],
            Asked("quiet", 10),
            {"status": "contrary act recorded"},
            id="an-act-at-no-hour",
        ),
    ],
)
def test_an_end_at_an_hour_is_judged_by_the_minute(given: list[Plain], asked: Asked, then: Plain) -> None:
    """Where what is done has a time of day too; the clock itself goes by whole days."""
    check(given, asked, then)


WAITS = promise(tranches=[{"id": "1", "size": 10, "due": day(10), "condition": {"occurred": "talks-opened"}}])
WHOLE_WAITS = promise(due=day(10), condition={"occurred": "talks-opened"})
THREE_DAYS_IN = {"not": {"reached": {"after": "talks-opened", "days": 3}}}
APPROVAL = promise(
    tranches=[{"id": "1", "size": 5, "due": day(10)}, {"id": "2", "size": 5, "due": day(10)}],
    each_tranche={"condition": {"occurred": {"kind": "decided", "by": "council", "outcome": "approved"}}},
)
APPROVED = record("decided", "approved", 12, subject="grain/1", by="council", outcome="approved")


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [WAITS, opened(20)],
            Asked("grain/1", 15),
            {"status": "not due", "phase": "conditional", "not_due": 10, "overdue": 0, "episodes": []},
            id="not-due-after-its-day-while-unmet",
        ),
        pytest.param(
            [WAITS, opened(20)], Asked("grain/1", 19), {"status": "not due", "days_overdue": 0}, id="to-the-day-before"
        ),
        pytest.param(
            [WAITS, opened(20)],
            Asked("grain/1", 20),
            {"status": "due today", "due": day(20), "upcoming": 10, "not_due": 0},
            id="due-on-the-day-on-which-it-is-met",
        ),
        pytest.param(
            [WAITS, opened(20)],
            Asked("grain/1", 21),
            {"status": "overdue 1 day, none recorded", "episodes": [episode(21, scope="grain/1")]},
            id="never-overdue-backwards",
        ),
        pytest.param(
            [WAITS, opened(5)],
            Asked("grain/1", 11),
            {"status": "overdue 1 day, none recorded", "due": day(10)},
            id="its-own-day-where-that-is-later",
        ),
        pytest.param([WAITS, opened(5)], Asked("grain/1", 4), {"status": "not due"}, id="not-due-before-its-day-too"),
        pytest.param([WAITS], Asked("grain/1", 200), {"status": "not due", "not_due": 10}, id="never-met-never-due"),
        pytest.param(
            [WAITS, opened(20, reported=25)],
            Asked("grain/1", 22, known=24),
            {"status": "not due", "due": day(10)},
            id="met-when-known",
        ),
        pytest.param(
            [WHOLE_WAITS, opened(20)],
            Asked("grain", 19),
            {"status": "conditional", "phase": "conditional", "not_due": 10, "outstanding": 10},
            id="the-whole-is-conditional",
        ),
        pytest.param(
            [WHOLE_WAITS, opened(20)],
            Asked("grain", 20),
            {"status": "due today", "phase": "in force", "not_due": 0},
            id="the-whole-comes-into-force",
        ),
        pytest.param(
            [WHOLE_WAITS, opened(20)],
            Asked("grain", 22),
            {"status": "overdue 2 days, none recorded", "episodes": [episode(21)]},
            id="the-whole-is-not-overdue-backwards",
        ),
        pytest.param(
            [APPROVAL, APPROVED],
            Asked("grain/1", 13),
            {"status": "overdue 1 day, none recorded"},
            id="a-pattern-means-this-tranche",
        ),
        pytest.param([APPROVAL, APPROVED], Asked("grain/2", 13), {"status": "not due"}, id="and-not-the-other"),
        pytest.param(
            [promise(condition={"not": {"occurred": "talks-opened"}}), opened(5)],
            Asked("grain", 6),
            {"phase": "in force"},
            id="once-true-it-stays-met",
        ),
        pytest.param(
            [promise(condition=THREE_DAYS_IN)],
            Asked("grain", 6),
            {"phase": "conditional"},
            id="the-opposite-of-what-is-not-yet-known-is-not-known",
        ),
        pytest.param(
            [promise(condition=THREE_DAYS_IN), opened(5)],
            Asked("grain", 6),
            {"phase": "in force"},
            id="the-opposite-of-what-is-false-is-true",
        ),
        pytest.param(
            [promise(expires_when={"reached": day(8)})],
            Asked("grain", 8),
            {"phase": "expired", "outstanding": 0, "discharged_otherwise": 10},
            id="expired-when-its-term-says-so",
        ),
        pytest.param(
            [promise(expires_when={"reached": day(8)})], Asked("grain", 7), {"phase": "in force"}, id="and-not-before"
        ),
        pytest.param(
            [promise(due={"latest": [day(10), {"after": "talks-opened", "days": 2}]}), opened(20)],
            Asked("grain", 22),
            {"status": "due today", "due": day(22)},
            id="the-latest-of-two-days",
        ),
        pytest.param(
            [promise(due={"earliest": [day(10), {"after": "talks-opened", "days": 2}]}), opened(20)],
            Asked("grain", 12),
            {"status": "overdue 2 days, none recorded", "due": day(10)},
            id="the-earliest-of-two-days",
        ),
        pytest.param(
            [promise(due={"if": {"occurred": "talks-opened"}, "then": day(50), "else": day(10)}), opened(5)],
            Asked("grain", 12),
            {"status": "upcoming", "due": day(50)},
            id="one-day-or-another",
        ),
        pytest.param(
            [promise(condition={"all": [{"occurred": "talks-opened"}, {"reached": day(9)}]}), opened(5)],
            Asked("grain", 8),
            {"phase": "conditional"},
            id="all-of-them",
        ),
        pytest.param(
            [promise(condition={"any": [{"occurred": "talks-opened"}, {"reached": day(9)}]}), opened(5)],
            Asked("grain", 5),
            {"phase": "in force"},
            id="any-of-them",
        ),
    ],
)
def test_a_condition_makes_due_and_never_backwards(given: list[Plain], asked: Asked, then: Plain) -> None:
    """Due on the later of the due day and the day on which the condition came true."""
    check(given, asked, then)


LATER = amended(15, due=day(20))
BACK = amended(15, due=day(20), retroactive=True)
POWER: Plain = {"powers": [{"power": "set-dates", "holder": "council"}]}


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [DAY, amended(8, due=day(20))],
            Asked("grain", 11),
            {"status": "upcoming", "due": day(20), "episodes": []},
            id="before-the-due-day-no-episode-opens",
        ),
        pytest.param([DAY, amended(8, due=day(20))], Asked("grain", 7), {"due": day(10)}, id="the-old-terms-before-it"),
        pytest.param(
            [DAY, LATER],
            Asked("grain", 12),
            {"status": "overdue 2 days, none recorded", "overdue": 10},
            id="after-the-due-day-the-days-between-stay-overdue",
        ),
        pytest.param(
            [DAY, LATER],
            Asked("grain", 15),
            {"status": "upcoming", "overdue": 0, "episodes": [episode(11, 15, "amendment")]},
            id="the-amendment-ends-the-episode",
        ),
        pytest.param(
            [DAY, LATER],
            Asked("grain", 21),
            {"status": "overdue 1 day, none recorded", "episodes": [episode(11, 15, "amendment"), episode(21)]},
            id="and-another-opens-after-the-new-day",
        ),
        pytest.param(
            [DAY, BACK], Asked("grain", 12), {"status": "upcoming", "episodes": []}, id="retroactive-in-hindsight"
        ),
        pytest.param(
            [DAY, BACK],
            Asked("grain", 12, known=14),
            {"status": "overdue 2 days, none recorded"},
            id="retroactive-and-the-old-answer-stands-before",
        ),
        pytest.param(
            [DAY, amended(8, due=day(20), consent="aland")],
            Asked("grain", 11),
            {"status": "overdue 1 day, none recorded", "due": day(10), "void": ["amended"]},
            id="one-side-alone-moves-nothing",
        ),
        pytest.param(
            [DAY, amended(8, due=day(20), consent=["council", "bland"])],
            Asked("grain", 11),
            {"due": day(20), "void": []},
            id="an-organ-consents-for-its-party",
        ),
        pytest.param(
            [promise(due=day(10), **POWER), amended(8, due=day(20), consent=None, power="set-dates", by="council")],
            Asked("grain", 11),
            {"due": day(20), "void": []},
            id="by-a-power-that-the-terms-give",
        ),
        pytest.param(
            [promise(due=day(10), **POWER), amended(8, due=day(20), consent=None, power="set-dates", by="bland")],
            Asked("grain", 11),
            {"due": day(10), "void": ["amended"]},
            id="by-a-power-that-another-has",
        ),
        pytest.param(
            [DAY, amended(8, due=day(20), consent=None, power="set-dates", by="council")],
            Asked("grain", 11),
            {"due": day(10), "void": ["amended"]},
            id="by-a-power-that-nobody-has",
        ),
        pytest.param(
            [DAY, amended(8, due=day(20), consent=None, rule="published-schedule")],
            Asked("grain", 11),
            {"due": day(20), "void": []},
            id="by-a-rule-of-the-case",
        ),
        pytest.param(
            [DAY, closed("waived", "bland"), amended(8, due=day(20), total=50)],
            Asked("grain", 11),
            {"phase": "waived", "total": 10, "void": ["amended"]},
            id="what-is-closed-is-not-amended",
        ),
        pytest.param(
            [in_two(), amended(6, subject="grain/2", due=day(40))],
            Asked("grain/2", 25),
            {"status": "upcoming", "due": day(40)},
            id="of-one-tranche",
        ),
        pytest.param(
            [in_two(), amended(6, subject="grain/2", due=day(40))],
            Asked("grain/1", 15),
            {"status": "overdue 5 days, none recorded", "due": day(10)},
            id="the-other-tranche-stays",
        ),
        pytest.param(
            [DAY, amended(8, due=day(20), effective=day(14))],
            Asked("grain", 12),
            {"due": day(10), "status": "overdue 2 days, none recorded"},
            id="from-the-day-of-its-effect",
        ),
        pytest.param(
            [
                DAY,
                record(
                    "proposed", "asked-for", 8, proposal="later", form="request", by="aland", terms={"due": day(20)}
                ),
            ],
            Asked("grain", 11),
            {"due": day(10), "status": "overdue 1 day, none recorded"},
            id="an-extension-asked-for-moves-nothing",
        ),
        pytest.param(
            [DAY, promise(4, total=99) | {"id": "promised-again"}],
            Asked("grain", 5),
            {"total": 10, "void": ["promised-again"]},
            id="made-only-once",
        ),
    ],
)
def test_an_amendment_works_from_its_day(given: list[Plain], asked: Asked, then: Plain) -> None:
    """With consent, a power or a rule; backwards only where it says so."""
    check([{k: v for k, v in one.items() if v is not None} for one in given], asked, then)


UNTIDY = promise(
    tranches=[{"id": "1", "size": 5, "due": day(20)}, {"id": "2", "size": 5, "due": day(10)}],
)


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param([in_two(), done(3, 5)], Asked("grain/1", 3), {"performed": 5, "status": "satisfied"}, id="fifo"),
        pytest.param([in_two(), done(3, 5)], Asked("grain/2", 3), {"performed": 0}, id="fifo-leaves-the-later-one"),
        pytest.param([UNTIDY, done(3, 5)], Asked("grain/2", 3), {"performed": 5}, id="fifo-is-by-due-day"),
        pytest.param([UNTIDY, done(3, 5)], Asked("grain/1", 3), {"performed": 0}, id="fifo-is-not-by-id"),
        pytest.param([in_two(), done(3, 7)], Asked("grain/1", 3), {"performed": 5, "excess": 0}, id="overflow-fills"),
        pytest.param(
            [in_two(), done(3, 7)], Asked("grain/2", 3), {"performed": 2, "outstanding": 3}, id="overflow-goes-on"
        ),
        pytest.param(
            [in_two(), done(3, 7, subject="grain/2")], Asked("grain/2", 3), {"performed": 5}, id="the-named-one-first"
        ),
        pytest.param(
            [in_two(), done(3, 7, subject="grain/2")],
            Asked("grain/1", 3),
            {"performed": 2, "outstanding": 3},
            id="what-is-over-goes-to-the-earliest",
        ),
        pytest.param(
            [in_two(), done(3, 12)],
            Asked("grain", 3),
            {"performed": 10, "outstanding": 0, "excess": 2, "total": 10, "phase": "satisfied"},
            id="above-the-total-is-excess",
        ),
        pytest.param(
            [in_two(), done(3, 10), done(4, 3, "more")],
            Asked("grain", 4),
            {"performed": 10, "excess": 3, "outside": [], "discharged_otherwise": 0},
            id="after-all-was-done-it-is-excess",
        ),
        pytest.param(
            [DAY, done(3, 10, conforming=False)],
            Asked("grain", 3),
            {"performed": 0, "outstanding": 10, "excess": 0, "phase": "in force"},
            id="what-does-not-conform-counts-nothing",
        ),
        pytest.param(
            [DAY, done(3, 6), done(4, 2, "more")],
            Asked("grain", 4),
            {"performed": 8, "outstanding": 2},
            id="they-add-up",
        ),
        pytest.param(
            [DAY, done(3, 6, sources=[{"source": "gazette"}, {"source": "herald"}])],
            Asked("grain", 4),
            {"performed": 6, "outstanding": 4},
            id="two-sources-are-one-performance",
        ),
        pytest.param(
            [
                DAY,
                done(3, 6),
                record("claimed", "told", 4, subject="grain", by="aland", asserts="performance", quantity=6),
            ],
            Asked("grain", 4),
            {"performed": 6, "claims": ["told"]},
            id="a-performance-told-is-a-claim",
        ),
        pytest.param(
            [DAY, done(3), record("reversed", "undone", 5, undoes="done", by="aland", quantity=4)],
            Asked("grain", 5),
            {"performed": 6, "outstanding": 4, "phase": "in force"},
            id="undone-in-part",
        ),
        pytest.param(
            [DAY, done(3), record("reversed", "undone", 13, undoes="done", by="aland")],
            Asked("grain", 14),
            {"performed": 0, "status": "overdue 4 days, none recorded", "episodes": [episode(13)]},
            id="undone-after-the-due-day-is-overdue-from-then",
        ),
        pytest.param(
            [promise(5, due=day(10)), done(3, 4)],
            Asked("grain", 5),
            {"performed": 0, "outstanding": 10, "outside": ["done"]},
            id="done-before-it-was-promised",
        ),
        pytest.param(
            [DAY, done("2020-01-05/2020-01-08")],
            Asked("grain", 4),
            {"performed": 0},
            id="before-its-first-possible-day",
        ),
        pytest.param(
            [DAY, done("2020-01-05/2020-01-08")],
            Asked("grain", 7),
            {"performed": {"min": 0, "max": 10}, "outstanding": {"min": 0, "max": 10}, "total": 10},
            id="perhaps-until-the-day-before-its-last",
        ),
        pytest.param(
            [DAY, done("2020-01-05/2020-01-08")],
            Asked("grain", 8),
            {"performed": 10},
            id="surely-on-its-last-possible-day",
        ),
        pytest.param(
            [DAY, done("2020-01-09/2020-01-12")],
            Asked("grain", 30),
            {"status": "satisfied late or satisfied", "performed": 10},
            id="in-time-or-late",
        ),
        pytest.param(
            [DAY, done("[2020-01-05, 2020-01-08]", reported=8)],
            Asked("grain", 6),
            {"performed": {"min": 0, "max": 10}},
            id="one-of-two-days",
        ),
        pytest.param([DAY, done("2020-01-05~")], Asked("grain", 5), {"performed": 10}, id="about-a-day-is-that-day"),
    ],
)
def test_a_performance_counts_once(given: list[Plain], asked: Asked, then: Plain) -> None:
    """In its tranche, then in the earliest unfilled, then as excess."""
    check(given, asked, then)


SWAP: Plain = record(
    "proposed", "offered", 1, proposal="swap", form="offer", by="aland", to=["bland"], open_until=day(10)
)
WAIVED_ONE = closed("waived", "bland", subject="grain/1")


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [in_two(), WAIVED_ONE],
            Asked("grain", 5),
            {"outstanding": 5, "discharged_otherwise": 5, "phase": "in force", "due": day(20)},
            id="a-tranche-is-waived",
        ),
        pytest.param([in_two(), WAIVED_ONE], Asked("grain/1", 5), {"phase": "waived", "outstanding": 0}, id="that-one"),
        pytest.param(
            [in_two(), WAIVED_ONE], Asked("grain/2", 5), {"phase": "in force", "outstanding": 5}, id="no-other"
        ),
        pytest.param(
            [in_two(), WAIVED_ONE, done(6, 5)],
            Asked("grain/2", 6),
            {"performed": 5, "status": "satisfied"},
            id="a-performance-passes-by-what-is-waived",
        ),
        pytest.param(
            [in_two(), WAIVED_ONE, done(6, 5, subject="grain/1")],
            Asked("grain", 6),
            {"performed": 0, "outside": ["done"]},
            id="a-performance-of-what-is-waived-is-outside",
        ),
        pytest.param(
            [in_two(), closed("waived", "bland", on=15, subject="grain/1")],
            Asked("grain", 15),
            {"episodes": [episode(11, 15, "waiver", scope="grain/1")], "overdue": 0},
            id="a-waiver-ends-an-episode",
        ),
        pytest.param(
            [in_two(), closed("waived", "bland", on=25, subject="grain/1")],
            Asked("grain", 26),
            {"episodes": [episode(11, 25, "waiver", scope="grain/1"), episode(21, scope="grain/2")], "overdue": 5},
            id="and-not-that-of-another-tranche",
        ),
        pytest.param(
            [DAY, closed("waived", "bland", quantity=4)],
            Asked("grain", 5),
            {"outstanding": 6, "discharged_otherwise": 4, "phase": "in force", "total": 10},
            id="a-part-is-waived",
        ),
        pytest.param(
            [in_two(), closed("waived", "bland", quantity=4)],
            Asked("grain/2", 5),
            {"outstanding": 1, "discharged_otherwise": 4},
            id="a-part-of-no-tranche-is-taken-from-the-last",
        ),
        pytest.param(
            [DAY, closed("waived", "bland", quantity=4), done(6, 6)],
            Asked("grain", 6),
            {"performed": 6, "discharged_otherwise": 4, "outstanding": 0, "phase": "satisfied"},
            id="the-rest-is-performed",
        ),
        pytest.param(
            [DAY, done(3, 3), closed("waived", "bland")],
            Asked("grain", 5),
            {"performed": 3, "outstanding": 0, "discharged_otherwise": 7, "phase": "waived", "status": "waived"},
            id="what-is-left-is-waived",
        ),
        pytest.param(
            [DAY, closed("waived", "aland")],
            Asked("grain", 5),
            {"phase": "in force", "void": ["closed"], "outstanding": 10},
            id="a-debtor-waives-nothing",
        ),
        pytest.param(
            [DAY, closed("transferred", "aland", new_debtor="observer")],
            Asked("grain", 5),
            {"phase": "superseded", "discharged_otherwise": 10, "outstanding": 0},
            id="transferred",
        ),
        pytest.param([DAY, closed("replaced", "bland")], Asked("grain", 5), {"phase": "superseded"}, id="replaced"),
        pytest.param([DAY, closed("withdrawn", "aland")], Asked("grain", 5), {"phase": "withdrawn"}, id="withdrawn"),
        pytest.param(
            [DAY, closed("withdrawn", "observer")],
            Asked("grain", 5),
            {"phase": "in force", "void": ["closed"]},
            id="withdrawn-by-a-stranger",
        ),
        pytest.param(
            [DAY, closed("cancelled", "aland")],
            Asked("grain", 5),
            {"phase": "cancelled", "outstanding": 0, "discharged_otherwise": 10},
            id="cancelled-by-the-debtor",
        ),
        pytest.param(
            [DAY, closed("cancelled", "bland")], Asked("grain", 5), {"phase": "in force"}, id="not-by-the-creditor"
        ),
        pytest.param(
            [DAY, closed("terminated", BOTH)],
            Asked("grain", 30),
            {"phase": "terminated", "episodes": [], "days_overdue": 0, "void": []},
            id="terminated-jointly",
        ),
        pytest.param(
            [DAY, closed("terminated", "bland")],
            Asked("grain", 11),
            {"phase": "in force", "void": ["closed"], "status": "overdue 1 day, none recorded"},
            id="terminated-by-one-alone-is-void",
        ),
        pytest.param(
            [promise(powers=[{"power": "leave", "holder": "bland"}]), closed("terminated", "bland", power="leave")],
            Asked("grain", 5),
            {"phase": "terminated", "void": []},
            id="terminated-by-power",
        ),
        pytest.param(
            [DAY, closed("terminated", BOTH, on=14)],
            Asked("grain", 14),
            {"episodes": [episode(11, 14, "termination")]},
            id="a-termination-ends-an-episode",
        ),
        pytest.param(
            [DAY, closed("transferred", "aland", new_debtor="observer", quantity=10)],
            Asked("grain", 5),
            {"phase": "superseded", "discharged_otherwise": 10},
            id="transferred-part-by-part-until-nothing-is-left",
        ),
        pytest.param(
            [SWAP | {"commitment": "grain"}, closed("waived", "bland")],
            Asked("grain", 5),
            {"phase": "proposed", "void": ["closed"]},
            id="what-is-only-proposed-is-not-waived",
        ),
        pytest.param(
            [DAY, closed("terminated", BOTH), done(6)],
            Asked("grain", 6),
            {"phase": "terminated", "performed": 0, "excess": 0, "outside": ["done"], "discharged_otherwise": 10},
            id="done-after-the-closing-is-outside",
        ),
        pytest.param(
            [DAY, closed("terminated", BOTH), record("waived", "again", 6, subject="grain", by="bland")],
            Asked("grain", 6),
            {"phase": "terminated", "void": ["again"]},
            id="closed-only-once",
        ),
        pytest.param(
            [DAY, done(5), closed("terminated", BOTH, on=5)],
            Asked("grain", 5),
            {"phase": "terminated", "performed": 10, "outside": [], "discharged_otherwise": 0},
            id="of-one-day-the-performance-comes-before-the-closing",
        ),
    ],
)
def test_what_is_closed_is_discharged_otherwise(given: list[Plain], asked: Asked, then: Plain) -> None:
    """By whom may close it, with what is left of it; void by anybody else."""
    check(given, asked, then)


def stopped(by: Any, on: int = 5, **fields: Any) -> Plain:
    """A suspension."""
    return record("suspended", "stopped", on, **{"subject": "grain", "by": by} | fields)


def resumed(by: Any, on: int = 8, **fields: Any) -> Plain:
    """Its end."""
    return record("resumed", "resumed", on, **{"subject": "grain", "by": by} | fields)


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [DAY, stopped(BOTH), resumed(BOTH)],
            Asked("grain", 13),
            {"status": "due today", "due": day(13), "episodes": [], "suspended": None},
            id="agreed-it-moves-the-due-day-by-as-many-days",
        ),
        pytest.param(
            [DAY, stopped(BOTH), resumed(BOTH)],
            Asked("grain", 14),
            {"status": "overdue 1 day, none recorded"},
            id="and-no-more",
        ),
        pytest.param(
            [DAY, stopped(BOTH)],
            Asked("grain", 12),
            {"status": "upcoming, suspended", "overdue": 0, "upcoming": 10, "episodes": []},
            id="agreed-and-not-resumed-it-waits",
        ),
        pytest.param(
            [DAY, stopped("aland", consent="bland")],
            Asked("grain", 12),
            {"status": "upcoming, suspended"},
            id="agreed-by-consent",
        ),
        pytest.param(
            [DAY, stopped("aland")],
            Asked("grain", 11),
            {"status": "overdue 1 day, none recorded, suspended", "due": day(10), "episodes": [episode(11)]},
            id="by-one-side-the-due-day-stands",
        ),
        pytest.param(
            [DAY, stopped("bland")],
            Asked("grain", 11),
            {"status": "overdue 1 day, none recorded, suspended"},
            id="by-the-other-side-too",
        ),
        pytest.param(
            [DAY, stopped("aland"), resumed("aland")],
            Asked("grain", 11),
            {"status": "overdue 1 day, none recorded", "suspended": None},
            id="by-one-side-and-resumed",
        ),
        pytest.param(
            [promise(due=day(10), tolls_on_suspension=True), stopped("aland"), resumed("aland")],
            Asked("grain", 13),
            {"status": "due today"},
            id="by-one-side-where-the-terms-toll",
        ),
        pytest.param(
            [DAY, stopped(BOTH, on=12)],
            Asked("grain", 14),
            {"status": "overdue 4 days, none recorded, suspended"},
            id="what-was-overdue-stays-overdue",
        ),
        pytest.param(
            [DAY, stopped("aland", power="none-such")],
            Asked("grain", 6),
            {"suspended": None, "void": ["stopped"]},
            id="by-a-power-that-nobody-has",
        ),
        pytest.param(
            [DAY, stopped("aland", power=None, stated_reason={"speaker": "aland", "reason": "A bad harvest."})],
            Asked("grain", 6),
            {
                "suspended": {
                    "by": "aland",
                    "since": day(5),
                    "power": "none named",
                    "perhaps": False,
                    "events": ["stopped"],
                    "stated_reason": {"speaker": "aland", "reason": "A bad harvest."},
                }
            },
            id="who-suspended-it-and-why",
        ),
        pytest.param(
            [DAY, stopped("aland"), resumed("bland")],
            Asked("grain", 9),
            {"status": "upcoming, suspended", "void": ["resumed"]},
            id="nobody-resumes-for-another",
        ),
    ],
)
def test_only_an_agreed_suspension_moves_a_due_day(given: list[Plain], asked: Asked, then: Plain) -> None:
    """One side's moves none, unless the terms toll."""
    check(given, asked, then)


SHARED = promise(debtor=BOTH, creditor="mediator", due=day(10))


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [SHARED, done(5)],
            Asked("grain", 11),
            {
                "status": "satisfied",
                "status@aland": "satisfied",
                "performed@aland": 10,
                "performed@bland": 0,
                "status@bland": "overdue 1 day, none recorded",
                "outstanding@bland": 10,
            },
            id="one-performed-and-one-did-not",
        ),
        pytest.param(
            [SHARED, closed("cancelled", "aland")],
            Asked("grain", 6),
            {"phase": "in force", "phase@aland": "cancelled", "phase@bland": "in force"},
            id="one-leaves-and-one-stays",
        ),
        pytest.param([SHARED, closed("cancelled", BOTH)], Asked("grain", 6), {"phase": "cancelled"}, id="both-leave"),
        pytest.param([DAY], Asked("grain", 6), {"per_debtor": []}, id="one-debtor-has-no-shares"),
        pytest.param(
            [
                quiet(debtor=BOTH, creditor="mediator"),
                march(15, "true"),
            ],
            Asked("quiet", 16),
            {"status@aland": "contrary act recorded", "status@bland": "kept so far", "status": "contrary act recorded"},
            id="one-debtor-acted",
        ),
    ],
)
def test_each_of_several_debtors_has_its_own_standing(given: list[Plain], asked: Asked, then: Plain) -> None:
    """What one did is not what the other did."""
    check(given, asked, then)


UNDO = record("reversed", "march-undone", 18, undoes="march", by="aland")
ONE_READING = {"value": "unknown", "by_reading": {"bland": "true"}, "reported": day(20)}
RENEWED: Plain = {"renewal": {"period": {"days": 30}, "unless": {"occurred": "talks-opened"}}}


def breach(since: int, ended: int | None = None, by: str | None = None) -> Plain:
    """A stretch that the march opened."""
    return episode(since, ended, by, cause="march", scope="quiet")


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param([quiet()], Asked("quiet", 9), {"status": "upcoming", "phase": "in force"}, id="before-the-window"),
        pytest.param([quiet()], Asked("quiet", 10), {"status": "kept so far"}, id="its-first-day"),
        pytest.param([quiet()], Asked("quiet", 30), {"status": "kept so far", "phase": "in force"}, id="its-last-day"),
        pytest.param(
            [quiet()],
            Asked("quiet", 31),
            {"status": "satisfied, window closed", "phase": "satisfied"},
            id="it-closed-unbroken",
        ),
        pytest.param(
            [quiet(), march(15, "true")],
            Asked("quiet", 16),
            {"status": "contrary act recorded", "phase": "in force", "episodes": [breach(15)]},
            id="an-act-within",
        ),
        pytest.param([quiet(), march(15, "true")], Asked("quiet", 14), {"status": "kept so far"}, id="not-before-it"),
        pytest.param(
            [quiet(), march(15, "true")],
            Asked("quiet", 31),
            {
                "status": "window closed, contrary act recorded",
                "phase": "ended",
                "episodes": [breach(15, 31, "window closed")],
            },
            id="the-window-closes-after-an-act-within",
        ),
        pytest.param(
            [quiet(), march(15, "false")],
            Asked("quiet", 16),
            {
                "status": "kept so far",
                "episodes": [],
                "acts": [{"event": "march", "within": "false", "outside": False}],
            },
            id="an-act-that-is-not-within",
        ),
        pytest.param(
            [quiet(), march(15, "false")], Asked("quiet", 31), {"phase": "satisfied"}, id="it-closes-as-if-nothing-was"
        ),
        pytest.param(
            [quiet(), march(15)],
            Asked("quiet", 16),
            {"status": "act recorded, scope not settled", "episodes": []},
            id="an-act-of-unknown-scope-opens-nothing",
        ),
        pytest.param(
            [quiet(), march(15)],
            Asked("quiet", 31),
            {"status": "window closed, act recorded, scope not settled", "phase": "ended"},
            id="the-window-closes-after-an-act-of-unknown-scope",
        ),
        pytest.param(
            [quiet(), march(15, ONE_READING)],
            Asked("quiet", 16),
            {"status": "act recorded, scope contested", "episodes": []},
            id="an-act-whose-scope-is-contested",
        ),
        pytest.param(
            [quiet(), march(15, ONE_READING)],
            Asked("quiet", 16, reading="bland"),
            {"status": "contrary act recorded", "episodes": [breach(15)]},
            id="the-reading-that-includes-it",
        ),
        pytest.param(
            [quiet(), march(15, ONE_READING)],
            Asked("quiet", 16, reading="bland", known=19),
            {"status": "act recorded, scope not settled"},
            id="and-not-before-it-was-held",
        ),
        pytest.param(
            [quiet(), march(15, ONE_READING)],
            Asked("quiet", 16, reading="aland"),
            {"status": "act recorded, scope contested"},
            id="another-reading-inherits-the-record",
        ),
        pytest.param(
            [quiet(), march(15, "true"), UNDO],
            Asked("quiet", 18),
            {"status": "kept so far", "episodes": [breach(15, 18, "undone")]},
            id="an-act-that-was-undone",
        ),
        pytest.param(
            [quiet(), march(15, "true"), UNDO], Asked("quiet", 17), {"status": "contrary act recorded"}, id="not-before"
        ),
        pytest.param(
            [quiet(), march(15, "true"), UNDO], Asked("quiet", 31), {"phase": "ended"}, id="undone-it-still-was"
        ),
        pytest.param(
            [quiet(), march(9, "true")],
            Asked("quiet", 12),
            {"status": "kept so far", "outside": ["march"], "episodes": []},
            id="an-act-the-day-before-the-window",
        ),
        pytest.param(
            [quiet(), march(10, "true")], Asked("quiet", 12), {"status": "contrary act recorded"}, id="on-its-first-day"
        ),
        pytest.param(
            [quiet(), march(30, "true")],
            Asked("quiet", 30),
            {"status": "contrary act recorded", "outside": [], "episodes": [breach(30)]},
            id="on-its-last-day",
        ),
        pytest.param(
            [quiet(), march(31, "true")],
            Asked("quiet", 31),
            {"phase": "satisfied", "outside": ["march"], "episodes": []},
            id="the-day-after-the-window",
        ),
        pytest.param(
            [quiet(), closed("waived", "bland", subject="quiet")], Asked("quiet", 6), {"phase": "waived"}, id="waived"
        ),
        pytest.param(
            [quiet(), march(15, "true"), closed("waived", "bland", on=17, subject="quiet")],
            Asked("quiet", 17),
            {"episodes": [breach(15, 17, "waiver")], "phase": "waived"},
            id="a-waiver-ends-the-episode",
        ),
        pytest.param(
            [quiet(), stopped("aland", on=12, subject="quiet")],
            Asked("quiet", 31),
            {"phase": "lapsed", "status": "window closed while suspended"},
            id="it-closes-while-suspended",
        ),
        pytest.param(
            [DAY, quiet(lapses_when={"overdue": "grain"})],
            Asked("quiet", 10),
            {"phase": "in force"},
            id="the-other-is-due-today",
        ),
        pytest.param(
            [DAY, quiet(lapses_when={"overdue": "grain"})],
            Asked("quiet", 11),
            {"phase": "lapsed", "status": "lapsed"},
            id="it-lapses-by-a-term-when-the-other-is-overdue",
        ),
        pytest.param([quiet(**RENEWED)], Asked("quiet", 31), {"phase": "in force"}, id="prolonged-by-its-own-rule"),
        pytest.param(
            [quiet(**RENEWED)],
            Asked("quiet", 61),
            {"phase": "in force", "window": {"from": day(10), "until": day(90)}},
            id="each-time-it-comes",
        ),
        pytest.param([quiet(**RENEWED), opened(20)], Asked("quiet", 31), {"phase": "satisfied"}, id="unless-it-is-not"),
    ],
)
def test_a_promise_to_refrain_is_kept_within_its_window(given: list[Plain], asked: Asked, then: Plain) -> None:
    """An act counts within the window, under the readings in which it falls within the promise."""
    check(given, asked, then)


LONG = {"coverage": {"start": "2020-01-01", "end": "2026-12-31"}}
CEILING: list[Plain] = [
    record(
        "committed",
        "ceiling-agreed",
        "2020-02-05",
        commitment="warheads",
        debtor="aland",
        creditor="bland",
        obligation="maintain",
        level={"at_most": 1550, "unit": "warheads", "observation_valid": {"months": 6}},
        window={"from": "2020-03-01", "until": "2025-02-28"},
    ),
    record(
        "observed", "first-count", "2020-09-01", reported="2020-10-01", subject="warheads", by="observer", value=1561
    ),
    record(
        "observed", "second-count", "2021-01-10", reported="2021-02-01", subject="warheads", by="observer", value=1540
    ),
]
EXCEEDED: Plain = {
    "from": "2020-09-01",
    "cause": "first-count",
    "scope": "observed",
    "ended": None,
    "ended_by": None,
    "perhaps": False,
}
STALE = "unknown since the last observation ran out"


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        pytest.param(Asked("warheads", "2020-02-29"), {"status": "upcoming"}, id="before-the-window"),
        pytest.param(Asked("warheads", "2020-03-01"), {"status": "unknown, no observation"}, id="before-any-count"),
        pytest.param(Asked("warheads", "2020-08-31"), {"status": "unknown, no observation"}, id="to-the-day-before-it"),
        pytest.param(
            Asked("warheads", "2020-09-01"),
            {"status": "exceedance recorded", "episodes": [EXCEEDED]},
            id="counted-above",
        ),
        pytest.param(Asked("warheads", "2021-01-09"), {"status": "exceedance recorded"}, id="until-the-next-count"),
        pytest.param(
            Asked("warheads", "2021-01-10"),
            {
                "status": "kept so far",
                "episodes": [EXCEEDED | {"ended": "2021-01-10", "ended_by": "observation"}],
            },
            id="counted-under",
        ),
        pytest.param(Asked("warheads", "2021-07-10"), {"status": "kept so far"}, id="for-six-months"),
        pytest.param(Asked("warheads", "2021-07-11"), {"status": STALE}, id="then-unknown-again"),
        pytest.param(
            Asked("warheads", "2020-09-15", known="2020-09-15"),
            {"status": "unknown, no observation"},
            id="not-yet-published",
        ),
        pytest.param(
            Asked("warheads", "2020-09-15", known="2020-10-01"), {"status": "exceedance recorded"}, id="published-since"
        ),
        pytest.param(
            Asked("warheads", "2021-03-01", known="2021-01-31"),
            {"status": "exceedance recorded"},
            id="the-first-speaks",
        ),
        pytest.param(Asked("warheads", "2021-03-02", known="2021-01-31"), {"status": STALE}, id="and-no-longer"),
        pytest.param(
            Asked("warheads", "2025-03-01"),
            {"phase": "ended", "status": "window closed, exceedance recorded"},
            id="the-window-closed",
        ),
    ],
)
def test_a_ceiling_is_judged_by_dated_counts(asked: Asked, then: Plain) -> None:
    """Unknown before the first, as each says from its day on, unknown after it ran out."""
    check(CEILING, asked, then, LONG)


@pytest.mark.parametrize(
    ("value", "level", "status"),
    [
        pytest.param(100, {"at_most": 100}, "kept so far", id="at-the-ceiling"),
        pytest.param(101, {"at_most": 100}, "exceedance recorded", id="above-the-ceiling"),
        pytest.param(100, {"at_least": 100}, "kept so far", id="at-the-floor"),
        pytest.param(99, {"at_least": 100}, "exceedance recorded", id="under-the-floor"),
    ],
)
def test_a_level_includes_its_bound(value: int, level: Plain, status: str) -> None:
    """At most and at least."""
    made: Plain = {"commitment": "guns", "debtor": "aland", "creditor": "bland", "obligation": "maintain"}
    given = [
        record(
            "committed", "made", 1, **made, level=level | {"unit": "guns"}, window={"from": day(1), "until": day(90)}
        ),
        record("observed", "count", 5, subject="guns", value=value),
    ]
    check(given, Asked("guns", 80), {"status": status})


COUNTER: Plain = record("proposed", "countered", 4, proposal="sale", form="offer", by="bland", counters="swap")


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param([SWAP], Asked("swap", 10), {"phase": "open", "open_until": day(10)}, id="open-on-its-last-day"),
        pytest.param([SWAP], Asked("swap", 11), {"phase": "lapsed", "status": "lapsed"}, id="lapsed-on-the-next"),
        pytest.param(
            [SWAP, record("accepted", "yes", 10, subject="swap", by="bland")],
            Asked("swap", 11),
            {"phase": "accepted"},
            id="accepted-on-its-last-day",
        ),
        pytest.param(
            [SWAP, record("accepted", "yes", 11, subject="swap", by="bland")],
            Asked("swap", 11),
            {"phase": "lapsed"},
            id="accepted-too-late",
        ),
        pytest.param(
            [SWAP, record("rejected", "no", 5, subject="swap", by="bland")],
            Asked("swap", 20),
            {"phase": "rejected"},
            id="rejected-and-no-longer-lapsing",
        ),
        pytest.param(
            [SWAP, record("rejected", "no", 5, subject="swap", by="bland")],
            Asked("swap", 4),
            {"phase": "open"},
            id="not-yet",
        ),
        pytest.param(
            [SWAP, record("withdrawn", "back", 5, subject="swap", by="aland")],
            Asked("swap", 20),
            {"phase": "withdrawn"},
            id="withdrawn",
        ),
        pytest.param([SWAP, COUNTER], Asked("swap", 5), {"phase": "open", "status": "open, countered"}, id="countered"),
        pytest.param([SWAP, COUNTER], Asked("swap", 11), {"status": "lapsed"}, id="countered-and-lapsed"),
        pytest.param(
            [SWAP, record("rejected", "no", "2020-01-05/2020-01-06", subject="swap", by="bland")],
            Asked("swap", 5),
            {"phase": "open or rejected"},
            id="perhaps-rejected",
        ),
        pytest.param(
            [SWAP | {"commitment": "grain", "terms": {"total": 10}}],
            Asked("grain", 5),
            {"phase": "proposed", "total": 10, "not_due": 10, "performed": 0, "outstanding": 10},
            id="what-is-only-proposed",
        ),
        pytest.param(
            [SWAP | {"commitment": "grain", "terms": {"total": 12}}, promise(3)],
            Asked("grain", 5),
            {"phase": "in force", "total": 10},
            id="then-promised",
        ),
        pytest.param([SWAP], Asked("swap", 20, known=20), {"phase": "lapsed"}, id="nobody-has-to-say-that-it-lapsed"),
    ],
)
def test_a_proposal_is_open_until_answered_or_lapsed(given: list[Plain], asked: Asked, then: Plain) -> None:
    """By the clock, on the day after it was open until."""
    check(given, asked, then)


TALKS = [opened(1), record("amended", "term", 2, subject="talks", rule="published-schedule", deadline=day(30))]
MORE: Plain = record(
    "proposed",
    "asked-for",
    5,
    proposal="longer",
    form="request",
    extends="talks",
    by="aland",
    terms={"deadline": day(60)},
)
PASSED = "under way, deadline passed without agreement or extension"


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(TALKS, Asked("talks", 1), {"deadline": None, "phase": "under way"}, id="no-deadline-yet"),
        pytest.param(
            TALKS,
            Asked("talks", 30),
            {"deadline": day(30), "deadline_standing": "today", "status": "under way"},
            id="its-day",
        ),
        pytest.param(TALKS, Asked("talks", 31), {"deadline_standing": "passed", "status": PASSED}, id="passed"),
        pytest.param(
            [*TALKS, MORE, record("accepted", "yes", 6, subject="longer", by="bland")],
            Asked("talks", 31),
            {"deadline": day(30), "status": PASSED},
            id="a-proposal-moves-nothing",
        ),
        pytest.param(
            [*TALKS, MORE],
            Asked("talks", 6),
            {
                "extensions": [
                    {"id": "longer", "form": "request", "by": "aland", "phase": "open", "causes": ["asked-for"]}
                ]
            },
            id="it-is-listed",
        ),
        pytest.param(
            [*TALKS, record("amended", "longer", 6, subject="talks", by="aland", deadline=day(60))],
            Asked("talks", 31),
            {"deadline": day(30), "void": ["longer"]},
            id="one-side-moves-nothing",
        ),
        pytest.param(
            [*TALKS, record("amended", "longer", 6, subject="talks", consent="aland", deadline=day(60))],
            Asked("talks", 31),
            {"deadline": day(30), "void": ["longer"]},
            id="one-sides-consent-moves-nothing",
        ),
        pytest.param(
            [*TALKS, record("amended", "longer", 6, subject="talks", consent=BOTH, deadline=day(60))],
            Asked("talks", 31),
            {"deadline": day(60), "deadline_standing": "upcoming", "status": "under way", "void": []},
            id="consent-moves-it",
        ),
        pytest.param(
            [*TALKS, record("suspended", "stopped", 9, subject="talks", by="aland")],
            Asked("talks", 9),
            {"phase": "suspended", "deadline": day(30)},
            id="suspended",
        ),
        pytest.param(
            [
                *TALKS,
                record("suspended", "stopped", 9, subject="talks", by="aland"),
                record("resumed", "again", 12, subject="talks", by="aland"),
            ],
            Asked("talks", 12),
            {"phase": "under way", "suspended": None},
            id="resumed",
        ),
        pytest.param(
            [*TALKS, record("ended", "over", 20, process="talks", by=BOTH)],
            Asked("talks", 31),
            {"phase": "ended"},
            id="ended",
        ),
    ],
)
def test_the_deadline_of_talks_moves_by_rule_or_consent(given: list[Plain], asked: Asked, then: Plain) -> None:
    """And by nothing else."""
    check(given, asked, then)


PACT = [
    record(
        "signed",
        "signed-it",
        1,
        by="aland",
        instruments=[{"id": "pact", "treaty": "A pact", "letter": 1, "depositary": "observer"}],
    ),
    record("deposited", "deposited-it", 5, subject="pact", by="aland"),
]
ANNOUNCED = record("scheduled", "announced-it", 10, subject="pact", effective=day(50))
RIVALS = {"accounts": [{"value": day(20), "holder": "gazette"}, {"value": day(40), "holder": "herald"}]}


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(PACT, Asked("pact", 4), {"status": "signed", "signed": day(1), "deposited": None}, id="signed"),
        pytest.param(
            PACT, Asked("pact", 5), {"status": "deposited", "deposited": day(5), "in_force": None}, id="deposited"
        ),
        pytest.param(
            [*PACT, ANNOUNCED],
            Asked("pact", 49),
            {"status": "deposited", "scheduled": day(50), "in_force": None},
            id="scheduled-until-its-day",
        ),
        pytest.param(
            [*PACT, ANNOUNCED],
            Asked("pact", 50),
            {"status": "in force", "in_force": day(50)},
            id="in-force-by-the-clock",
        ),
        pytest.param([*PACT, ANNOUNCED], Asked("pact", 9), {"scheduled": None}, id="not-before-it-was-announced"),
        pytest.param(
            [*PACT, record("entered-into-force", "in-force", RIVALS, reported=41, subject="pact")],
            Asked("pact", 30),
            {"status": "deposited or in force", "perhaps": ["in_force"]},
            id="in-force-by-one-account",
        ),
        pytest.param(
            [*PACT, record("entered-into-force", "in-force", RIVALS, reported=41, subject="pact")],
            Asked("pact", 40),
            {"status": "in force", "perhaps": []},
            id="in-force-by-both",
        ),
        pytest.param(
            [*PACT, record("objected", "against", 7, subject="pact", by="bland")],
            Asked("pact", 7),
            {"status": "deposited, objected to", "objected": day(7)},
            id="objected-to",
        ),
        pytest.param(
            [*PACT, ANNOUNCED, record("withdrawn", "back", 20, subject="pact", by="aland")],
            Asked("pact", 60),
            {"status": "withdrawn", "in_force": None},
            id="withdrawn-before-its-day",
        ),
        pytest.param(
            [
                *PACT,
                record(
                    "scheduled",
                    "perhaps",
                    f"{day(10)}/{day(11)}",
                    subject="pact",
                    effective={"by_reading": {"aland": day(50)}},
                ),
            ],
            Asked("pact", 60),
            {"status": "deposited", "scheduled": None, "in_force": None},
            id="scheduled-by-another-reading-on-a-day-that-is-not-settled",
        ),
    ],
)
def test_an_instrument_has_a_day_for_each_step(given: list[Plain], asked: Asked, then: Plain) -> None:
    """An announced date of effect is scheduled until it comes."""
    check(given, asked, then)


SLIP = record("corrected", "slip", 3, revises="done", set={"quantity": 6}, reason="typo", recorded="2021-06-01")
LEARNT = record("corrected", "learnt", 20, revises="done", set={"quantity": 6}, reason="source-corrected")
TAKEN_BACK = record("retracted", "taken-back", 20, revises="done", reason="source-corrected")
ANEW = done(4, 7, "anew", reported=20, revises="done")


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param([DAY, done(3, 5), SLIP], Asked("grain", 4), {"performed": 6}, id="a-slip"),
        pytest.param(
            [DAY, done(3, 5), SLIP],
            Asked("grain", 4, known=3),
            {"performed": 6},
            id="a-slip-at-every-state-of-knowledge",
        ),
        pytest.param(
            [DAY, done(3, 5), SLIP],
            Asked("grain", 4, recorded="2021-05-31"),
            {"performed": 5},
            id="a-slip-as-the-files-stood",
        ),
        pytest.param(
            [DAY, done(3, 5), SLIP],
            Asked("grain", 4, recorded="2021-06-01"),
            {"performed": 6},
            id="a-slip-from-the-day-of-entry",
        ),
        pytest.param([DAY, done(3, 5), LEARNT], Asked("grain", 4), {"performed": 6}, id="the-source-was-wrong"),
        pytest.param([DAY, done(3, 5), LEARNT], Asked("grain", 2), {"performed": 0}, id="from-the-records-own-day"),
        pytest.param([DAY, done(3, 5), LEARNT], Asked("grain", 4, known=19), {"performed": 5}, id="as-then-known"),
        pytest.param(
            [DAY, done(3, 5), LEARNT], Asked("grain", 4, known=20), {"performed": 6}, id="known-from-its-report"
        ),
        pytest.param([DAY, done(3, 5), TAKEN_BACK], Asked("grain", 4), {"performed": 0}, id="taken-back"),
        pytest.param(
            [DAY, done(3, 5), TAKEN_BACK], Asked("grain", 4, known=19), {"performed": 5}, id="not-yet-taken-back"
        ),
        pytest.param(
            [DAY, done(3, 5), TAKEN_BACK], Asked("grain", 4, known=20), {"performed": 0}, id="taken-back-that-day"
        ),
        pytest.param(
            [DAY, done(3, 5), TAKEN_BACK, record("retracted", "again", 25, revises="taken-back", reason="new-source")],
            Asked("grain", 4),
            {"performed": 5},
            id="the-taking-back-was-taken-back",
        ),
        pytest.param([DAY, done(3, 5), ANEW], Asked("grain", 4), {"performed": 7}, id="another-record-in-its-place"),
        pytest.param([DAY, done(3, 5), ANEW], Asked("grain", 3), {"performed": 0}, id="with-its-own-day"),
        pytest.param([DAY, done(3, 5), ANEW], Asked("grain", 4, known=19), {"performed": 5}, id="not-yet-in-its-place"),
        pytest.param(
            [
                DAY,
                done(3, 5),
                record("claimed", "denied", 4, subject="grain", by="bland", asserts="fact-denied"),
            ],
            Asked("grain", 5),
            {"performed": 5, "claims": ["denied"]},
            id="a-denial-is-no-taking-back",
        ),
        pytest.param(
            [promise(due=day(10), recorded="2021-02-01")],
            Asked("grain", 4, recorded="2021-01-31"),
            None,
            id="not-yet-entered",
        ),
    ],
)
def test_a_correction_works_where_the_mistake_was(given: list[Plain], asked: Asked, then: Plain | None) -> None:
    """Slips live on the recorded clock, the world's corrections on the known one."""
    check(given, asked, then)


HELD = record(
    "held", "said", 12, subject="grain/2", field="size", by_reading={"bland": 7}, declared_difference={"value": 2}
)
HELD_DUE = record("held", "said", 12, subject="grain", field="due", by_reading={"bland": day(6)})
OWN_DUE = {"value": day(10), "by_reading": {"bland": day(6)}, "reported": day(8)}
ADOPTED = {
    "accounts": [{"value": 10, "holder": "gazette"}, {"value": 12, "holder": "herald"}],
    "adopted": {"value": 12, "rule": "published-schedule", "reported": day(20)},
}
ALONE = {"accounts": ADOPTED["accounts"]}
IN_TURN = {
    "accounts": [{"value": 10, "holder": "gazette"}, {"value": 12, "holder": "herald", "reported": day(8)}],
}
BASED = {"value": 10, "accounts": [{"value": 12, "holder": "herald"}]}


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [in_two(), HELD],
            Asked("grain", 4, reading="bland"),
            {"total": 10, "difference": 2, "outstanding": 12},
            id="a-size-with-a-declared-difference",
        ),
        pytest.param(
            [in_two(), HELD], Asked("grain/2", 4, reading="bland"), {"total": 7}, id="from-the-records-own-day"
        ),
        pytest.param([in_two(), HELD], Asked("grain/1", 4, reading="bland"), {"total": 5}, id="of-that-tranche-alone"),
        pytest.param(
            [in_two(), HELD],
            Asked("grain", 4, reading="bland", known=11),
            {"total": 10, "difference": 0, "outstanding": 10},
            id="not-before-it-was-said",
        ),
        pytest.param(
            [in_two(), HELD], Asked("grain", 4), {"difference": 0, "outstanding": 10}, id="the-record-keeps-its-own"
        ),
        pytest.param(
            [in_two(), HELD],
            Asked("grain", 4, reading="aland"),
            {"difference": 0, "outstanding": 10},
            id="so-does-another",
        ),
        pytest.param(
            [in_two(), HELD],
            Asked("grain/2", 4),
            {
                "contested": [
                    {"field": "size", "reading": "record", "value": 5, "events": ["promised"]},
                    {"field": "size", "reading": "bland", "value": 7, "events": ["said"]},
                ]
            },
            id="the-field-is-contested-with-all-its-holders",
        ),
        pytest.param([in_two(), HELD], Asked("grain/2", 4, known=11), {"contested": []}, id="not-yet-contested"),
        pytest.param(
            [DAY, HELD_DUE], Asked("grain", 7, reading="bland"), {"due": day(6), "days_overdue": 1}, id="a-due-day"
        ),
        pytest.param(
            [DAY, HELD_DUE], Asked("grain", 7, reading="aland"), {"due": day(10)}, id="not-of-another-reading"
        ),
        pytest.param(
            [DAY, amended(8, due=day(20)), HELD_DUE],
            Asked("grain", 7, reading="bland"),
            {"due": day(10)},
            id="held-of-the-record-that-last-wrote-it",
        ),
        pytest.param(
            [DAY, amended(8, due=day(20)), HELD_DUE | {"on": day(7), "reported": day(7)}],
            Asked("grain", 7, reading="bland"),
            {"due": day(6), "status": "overdue 1 day, none recorded"},
            id="held-before-the-amendment",
        ),
        pytest.param(
            [DAY, amended(8, due=day(20)), HELD_DUE | {"on": day(7), "reported": day(7)}],
            Asked("grain", 9, reading="bland"),
            {"due": day(20)},
            id="an-amendment-writes-it-anew",
        ),
        pytest.param(
            [promise(due=OWN_DUE)], Asked("grain", 7, reading="bland"), {"due": day(6)}, id="written-in-the-field"
        ),
        pytest.param(
            [promise(due=OWN_DUE)], Asked("grain", 7, reading="aland"), {"due": day(10)}, id="the-base-for-others"
        ),
        pytest.param(
            [promise(due=OWN_DUE)],
            Asked("grain", 7, reading="bland", known=7),
            {"due": day(10)},
            id="the-base-before-it-was-said",
        ),
        pytest.param(
            [promise(due=OWN_DUE), amended(8, total=12)],
            Asked("grain", 9, reading="bland"),
            {"total": 12, "due": day(6)},
            id="what-a-reading-does-not-hold-it-has-from-the-record",
        ),
        pytest.param([promise(total=ADOPTED)], Asked("grain", 4), {"total": 12}, id="adopted"),
        pytest.param(
            [promise(total=ADOPTED)],
            Asked("grain", 4, known=19),
            {"total": {"min": 10, "max": 12}, "outstanding": {"min": 10, "max": 12}},
            id="not-yet-adopted",
        ),
        pytest.param([promise(total=ADOPTED)], Asked("grain", 4, known=20), {"total": 12}, id="adopted-that-day"),
        pytest.param([promise(total=ALONE)], Asked("grain", 4), {"total": {"min": 10, "max": 12}}, id="nobody-adopted"),
        pytest.param([promise(total=IN_TURN)], Asked("grain", 4, known=7), {"total": 10}, id="one-account-so-far"),
        pytest.param(
            [promise(total=IN_TURN)],
            Asked("grain", 4, known=8),
            {"total": {"min": 10, "max": 12}},
            id="an-account-counts-from-its-report",
        ),
        pytest.param(
            [promise(total=ALONE), done(3, 4)],
            Asked("grain", 4),
            {"performed": 4, "outstanding": {"min": 6, "max": 8}},
            id="each-account-is-a-world",
        ),
        pytest.param(
            [promise(total=BASED)],
            Asked("grain", 4),
            {
                "total": 10,
                "contested": [
                    {"field": "total", "reading": "record", "value": 10, "events": ["promised"]},
                    {"field": "total", "holder": "herald", "value": 12, "events": ["promised"]},
                ],
            },
            id="an-account-beside-a-base-moves-nothing",
        ),
        pytest.param(
            [
                DAY,
                record(
                    "held",
                    "said",
                    12,
                    subject="grain",
                    field="total",
                    accounts=[{"value": 50, "holder": "herald"}],
                ),
            ],
            Asked("grain", 14),
            {"total": 10},
            id="an-account-that-came-later-moves-nothing",
        ),
        pytest.param(
            [
                DAY,
                record(
                    "held",
                    "said",
                    12,
                    subject="grain",
                    field="total",
                    adopted={"value": 50, "rule": "published-schedule", "reported": day(15)},
                ),
            ],
            Asked("grain", 4, known=14),
            {"total": 10},
            id="adopted-later-and-not-yet",
        ),
        pytest.param(
            [
                DAY,
                record(
                    "held",
                    "said",
                    12,
                    subject="grain",
                    field="total",
                    adopted={"value": 50, "rule": "published-schedule", "reported": day(15)},
                ),
            ],
            Asked("grain", 4, known=15),
            {"total": 50},
            id="adopted-later",
        ),
        pytest.param(
            [in_two(), HELD, record("retracted", "unsaid", 15, revises="said", reason="source-corrected")],
            Asked("grain", 4, reading="bland"),
            {"difference": 0, "outstanding": 10},
            id="what-was-said-is-unsaid",
        ),
    ],
)
def test_a_value_holds_for_whoever_holds_it(given: list[Plain], asked: Asked, then: Plain) -> None:
    """Readings inherit the record; accounts move nothing that has a base; what is adopted works from its report."""
    check(given, asked, then)


def test_one_table_answers_every_reading_and_every_day_of_knowledge() -> None:
    """What one question worked out is not taken for the answer of another."""
    table = Table(case_of([in_two(), HELD, quiet(), march(15, ONE_READING)]))

    def outstanding(reading: str, known: int | None = None) -> Any:
        row = row_of(table, Question(ordinal(14), ordinal(known), ReadingId(reading)), "grain")
        return None if row is None else row["outstanding"]

    def status(reading: str, known: int | None = None) -> Any:
        row = row_of(table, Question(ordinal(16), ordinal(known), ReadingId(reading)), "quiet")
        return None if row is None else row["status"]

    assert [outstanding("record"), outstanding("bland"), outstanding("bland", 11), outstanding("aland")] == [
        10,
        12,
        10,
        10,
    ]
    assert [status("record"), status("bland"), status("bland", 19)] == [
        "act recorded, scope contested",
        "contrary act recorded",
        "act recorded, scope not settled",
    ]


OPEN_SIZES = promise(
    tranches=[{"id": "1", "due": day(10)}, {"id": "2", "size": "rest", "due": day(20)}],
)
SIZED = record("decided", "sized", 3, subject="grain/1", by="council", outcome="approved", quantity=4)


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [promise(total="unknown")],
            Asked("grain", 4),
            {"total": {"min": 0, "max": None}, "performed": 0, "outstanding": {"min": 0, "max": None}},
            id="unknown",
        ),
        pytest.param(
            [promise(total="unknown"), done(3, 4)],
            Asked("grain", 4),
            {
                "total": {"min": 4, "max": None},
                "performed": 4,
                "outstanding": {"min": 0, "max": None},
                "phase": "in force",
            },
            id="at-least-what-was-done",
        ),
        pytest.param(
            [promise(total={"min": 8, "max": 12}), done(3, 4)],
            Asked("grain", 4),
            {"total": {"min": 8, "max": 12}, "performed": 4, "outstanding": {"min": 4, "max": 8}},
            id="between-two-figures",
        ),
        pytest.param(
            [OPEN_SIZES, SIZED], Asked("grain/1", 2), {"total": {"min": 0, "max": 10}}, id="a-tranche-not-yet-sized"
        ),
        pytest.param([OPEN_SIZES, SIZED], Asked("grain/1", 3), {"total": 4}, id="a-decision-sizes-it"),
        pytest.param([OPEN_SIZES, SIZED], Asked("grain/2", 3), {"total": 6}, id="the-rest-is-what-remains"),
        pytest.param(
            [OPEN_SIZES, SIZED],
            Asked("grain", 2),
            {"total": 10, "outstanding": 10, "upcoming": 10},
            id="the-whole-is-known",
        ),
    ],
)
def test_an_unknown_figure_is_a_range(given: list[Plain], asked: Asked, then: Plain) -> None:
    """And so are the sums that it is part of."""
    check(given, asked, then)


EARLY, LATE = amended(5, "early", due=day(20)), amended(5, "late", due=day(30))


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [DAY, EARLY, LATE],
            Asked("grain", 25),
            {
                "order_sensitive": True,
                "status": "overdue 5 days, none recorded or upcoming",
                "due": {"min": day(20), "max": day(30)},
            },
            id="two-amendments-of-one-day",
        ),
        pytest.param(
            [DAY, EARLY, LATE | {"after": "early"}],
            Asked("grain", 25),
            {"order_sensitive": False, "due": day(30), "status": "upcoming"},
            id="a-source-puts-one-after-the-other",
        ),
        pytest.param(
            [DAY, EARLY | {"after": "late"}, LATE],
            Asked("grain", 25),
            {"order_sensitive": False, "due": day(20), "status": "overdue 5 days, none recorded"},
            id="or-the-other-way",
        ),
        pytest.param(
            [
                DAY,
                amended("2020-01-05T09:00+00:00", "late", due=day(30)),
                amended("2020-01-05T10:00+00:00", "early", due=day(20)),
            ],
            Asked("grain", 25),
            {"order_sensitive": False, "due": day(20)},
            id="or-a-time-of-day",
        ),
        pytest.param(
            [DAY, EARLY, LATE], Asked("grain", 4), {"order_sensitive": False, "due": day(10)}, id="not-before-it"
        ),
        pytest.param(
            [DAY, EARLY, amended(5, "same", due=day(20))],
            Asked("grain", 25),
            {"order_sensitive": False, "due": day(20)},
            id="where-both-orders-lead-to-one-answer",
        ),
        pytest.param(
            [DAY, done(5, 4, "first"), done(5, 6, "second")],
            Asked("grain", 5),
            {"order_sensitive": False, "performed": 10},
            id="performances-of-one-day",
        ),
        pytest.param(
            [promise(3), amended(3, "an-amendment", due=day(40))],
            Asked("grain", 3),
            {"order_sensitive": False, "due": day(40), "void": []},
            id="made-before-it-is-amended-whatever-its-id",
        ),
        pytest.param(
            [DAY, closed("waived", "bland") | {"id": "a-waiver"}, done(5) | {"id": "b-done"}],
            Asked("grain", 5),
            {"order_sensitive": False, "performed": 10, "outside": []},
            id="done-before-it-is-waived-whatever-its-id",
        ),
        pytest.param(
            [DAY, closed("waived", "bland"), done(5, after="closed")],
            Asked("grain", 5),
            {"order_sensitive": False, "performed": 0, "outside": ["done"], "phase": "waived"},
            id="a-source-comes-before-the-phases",
        ),
        pytest.param(
            [DAY, done("2020-01-08/2020-01-12")],
            Asked("grain", 9),
            {"order_sensitive": False, "performed": {"min": 0, "max": 10}},
            id="an-uncertain-day-is-no-order",
        ),
    ],
)
def test_an_order_that_nobody_states_is_marked_where_it_matters(given: list[Plain], asked: Asked, then: Plain) -> None:
    """Both answers are given; `after`, an hour or a phase settles it."""
    check(given, asked, then)


def withheld(by: str, on: Any = 5) -> Plain:
    """A notice that nothing will be delivered."""
    reason = {"speaker": by, "reason": "The other side did not pay."}
    return record("withheld", "notice", on, subject="grain", by=by, stated_reason=reason)


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [DAY, withheld("aland")],
            Asked("grain", 6),
            {
                "outstanding": 10,
                "upcoming": 10,
                "discharged_otherwise": 0,
                "phase": "in force",
                "status": "upcoming",
                "withheld": {
                    "by": "aland",
                    "since": day(5),
                    "perhaps": False,
                    "event": "notice",
                    "stated_reason": {"speaker": "aland", "reason": "The other side did not pay."},
                },
            },
            id="the-debtors-own-notice-moves-no-figure",
        ),
        pytest.param([DAY, withheld("aland")], Asked("grain", 4), {"withheld": None}, id="not-before-it"),
        pytest.param(
            [DAY, withheld("aland")],
            Asked("grain", 12),
            {"status": "overdue 2 days, none recorded"},
            id="nor-the-due-day",
        ),
        pytest.param(
            [DAY, withheld("aland"), done(7)], Asked("grain", 7), {"withheld": None}, id="until-it-is-performed"
        ),
        pytest.param(
            [DAY, withheld("bland")],
            Asked("grain", 6),
            {"withheld": None, "void": ["notice"]},
            id="nobody-gives-notice-for-another",
        ),
        pytest.param(
            [promise(3, due=day(10)), withheld("bland", on=2)],
            Asked("grain", 6),
            {"withheld": None, "void": ["notice"]},
            id="nor-before-it-was-promised",
        ),
        pytest.param(
            [
                DAY,
                record("acted", "act", 5, by="aland", act="a march", bears_on=[{"subject": "grain", "within": "true"}]),
            ],
            Asked("grain", 6),
            {"status": "upcoming", "episodes": []},
            id="an-act-is-no-breach-of-a-promise-to-deliver",
        ),
        pytest.param(
            [DAY, record("claimed", "told", 5, subject="grain", by="bland", asserts="notice", against="aland")],
            Asked("grain", 6),
            {"withheld": None, "claims": ["told"], "status": "upcoming"},
            id="told-by-the-other-side-it-is-a-claim",
        ),
        pytest.param(
            [DAY, record("claimed", "told", 5, subject="grain", by="bland", asserts="breach", against="aland")],
            Asked("grain", 6),
            {"status": "upcoming", "episodes": [], "claims": ["told"]},
            id="an-allegation-is-no-breach",
        ),
        pytest.param(
            [
                quiet(),
                record("determined", "found", 15, subject="quiet", by="observer", asserts="breach", against="aland"),
            ],
            Asked("quiet", 16),
            {"status": "kept so far", "claims": ["found"], "episodes": []},
            id="a-determination-stands-beside",
        ),
        pytest.param(
            [DAY, record("claimed", "told", 5, subject="grain", by="bland", asserts="breach")],
            Asked("grain", 4),
            {"claims": []},
            id="a-claim-is-listed-from-its-day",
        ),
        pytest.param(
            [
                DAY,
                record(
                    "committed",
                    "other",
                    1,
                    commitment="oil",
                    debtor="bland",
                    creditor="aland",
                    obligation="deliver",
                    total=3,
                    due=day(30),
                    reciprocal_of="grain",
                    link="simultaneous",
                ),
            ],
            Asked("oil", 20),
            {"status": "upcoming", "suspended": None, "outstanding": 3, "due": day(30), "phase": "in force"},
            id="the-default-of-one-suspends-nobody",
        ),
        pytest.param(
            [
                DAY,
                record(
                    "committed",
                    "other",
                    1,
                    commitment="oil",
                    debtor="bland",
                    creditor="aland",
                    obligation="deliver",
                    total=3,
                    due=day(8),
                    condition={"completed": "grain"},
                ),
                done(12),
            ],
            Asked("oil", 12),
            {"status": "due today", "due": day(12)},
            id="a-sequenced-promise-waits-for-the-other",
        ),
        pytest.param(
            [
                record(
                    "committed",
                    "other",
                    1,
                    commitment="visit",
                    debtor="aland",
                    creditor="bland",
                    obligation="act",
                    act="a visit",
                    due=day(10),
                )
            ],
            Asked("visit", 11),
            {"status": "overdue 1 day, none recorded", "act": "a visit", "total": None, "performed": None},
            id="an-act-is-not-counted",
        ),
        pytest.param(
            [
                record(
                    "committed",
                    "other",
                    1,
                    commitment="visit",
                    debtor="aland",
                    creditor="bland",
                    obligation="act",
                    act="a visit",
                    due=day(10),
                ),
                record("performed", "visited", 9, subject="visit", by="aland"),
            ],
            Asked("visit", 11),
            {"status": "satisfied", "phase": "satisfied"},
            id="one-performance-is-the-act",
        ),
    ],
)
def test_what_is_said_moves_nothing(given: list[Plain], asked: Asked, then: Plain) -> None:
    """Notices and claims stand beside the status, and one side's default beside the other's duty."""
    check(given, asked, then)


TENDER: Plain = {"measure": "port", "by": "aland", "unit": "berths"}


@pytest.mark.parametrize(
    ("on", "stage", "quantity"),
    [(4, "announced", 40), (9, "announced", 40), (10, "tendered", 30), (30, "tendered", 30)],
)
def test_the_counts_of_two_stages_are_not_added(on: int, stage: str, quantity: int) -> None:
    """Each stage has its own."""
    given = [
        record("measure-taken", "announced-it", 4, **TENDER, stage="announced", quantity=40),
        record("measure-taken", "tendered-it", 10, **TENDER, stage="tendered", quantity=30),
    ]
    check(given, Asked("port", on), {"stage": stage, "quantity": quantity})


@pytest.mark.parametrize(
    ("by", "named"),
    [
        (
            {"accounts": [{"value": "aland", "holder": "bland"}, {"value": "bland", "holder": "aland"}]},
            "aland or bland",
        ),
        ({"value": None, "accounts": [{"value": "aland", "holder": "bland"}]}, None),
        ({"value": "bland", "accounts": [{"value": "aland", "holder": "gazette"}]}, "bland"),
        (["bland", "aland"], ["bland", "aland"]),
    ],
)
def test_who_took_a_measure_is_never_the_last_account(by: Any, named: Any) -> None:
    """Rival accounts are worlds, and all are named; where the record names nobody, nobody is."""
    given = [record("measure-taken", "announced-it", 4, **{**TENDER, "by": by}, stage="announced")]
    check(given, Asked("port", 4), {"stage": "announced", "by": named})


@pytest.mark.parametrize("on", ["2019-12-31", "2021-01-01"])
def test_nothing_is_coded_outside_the_coverage(on: str) -> None:
    """That is not the same as nothing being there."""
    table = Table(case_of([promise("2019-06-01", due=day(10))]))

    assert row_of(table, Question(day_of(on)), "grain") is None
    assert not any(state(table, Question(day_of(on))).values())


@pytest.mark.parametrize("on", ["2020-01-01", "2020-12-31"])
def test_the_coverage_includes_its_first_and_last_day(on: str) -> None:
    """Both are whole days of the case."""
    table = Table(case_of([promise("2019-06-01")]))

    assert [row["id"] for row in state(table, Question(day_of(on)))["commitments"]] == ["grain"]


def test_nobody_else_is_asked_about() -> None:
    """A subject or tranche that the case does not have is no row."""
    table = Table(case_of([in_two()]))

    assert row_of(table, Question(day_of(day(5))), "wine") is None
    assert row_of(table, Question(day_of(day(5))), "grain/3") is None


FIGURES_HOLD = "performed + outstanding + discharged_otherwise == total + difference"


def codes(given: Sequence[Plain], *, holds: str | None = None, expect: Plain | None = None) -> list[str]:
    """The codes of all that the replay complains of."""
    head: Plain = dict(HEAD)
    if holds is not None:
        head["invariants"] = [{"id": "sum", "subject": "grain", "since": "promised", "holds": holds}]
    assertions = [] if expect is None else [{"on": day(8), "subject": "grain", "expect": expect}]
    return [c.code for c in complaints(Table(case_of(given, head=head, assertions=assertions)))]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param([in_two()], [], id="they-add-up"),
        pytest.param([in_two(5, 6)], ["T203"], id="above-the-total"),
        pytest.param([in_two(5, 4)], ["T203"], id="under-the-total"),
        pytest.param([in_two(), HELD], [], id="declared"),
        pytest.param([in_two(), HELD | {"declared_difference": {"value": 3}}], ["T204"], id="declared-wrongly"),
        pytest.param(
            [in_two(), {k: v for k, v in HELD.items() if k != "declared_difference"}], ["T203"], id="not-declared"
        ),
        pytest.param([DAY, closed("terminated", "bland")], ["T205"], id="void"),
        pytest.param([DAY, EARLY, LATE], ["T209"], id="an-order-that-nobody-states"),
        pytest.param([DAY, EARLY, LATE | {"after": "early"}], [], id="an-order-that-a-source-states"),
        pytest.param([promise(due={"after": "talks-opened", "days": 3})], [], id="an-event-that-nobody-recorded"),
        pytest.param(
            [
                promise(due={"after": "talks-opened", "days": 3}),
                opened(5),
                record("retracted", "back", 6, revises="talks-opened", reason="typo"),
            ],
            ["T207"],
            id="a-date-counted-from-what-has-no-day",
        ),
        pytest.param(
            [
                promise(condition={"completed": "oil"}),
                promise(condition={"completed": "grain"}) | {"id": "b", "commitment": "oil"},
            ],
            ["T206"],
            id="conditions-that-wait-for-each-other",
        ),
        pytest.param(
            [
                promise(condition={"by_reading": {"bland": {"completed": "oil"}}}),
                promise(condition={"by_reading": {"aland": {"completed": "grain"}}}) | {"id": "b", "commitment": "oil"},
            ],
            [],
            id="conditions-that-no-reading-has-both",
        ),
    ],
)
def test_what_does_not_add_up_is_told(given: list[Plain], told: list[str]) -> None:
    """Sums, void acts, open orders, dates and conditions that lead nowhere."""
    assert codes(given) == told


@pytest.mark.parametrize(
    ("holds", "told"),
    [
        pytest.param(FIGURES_HOLD, [], id="the-law-itself"),
        pytest.param("performed <= 4", [], id="at-most"),
        pytest.param("performed < 4", ["T201"], id="less-than"),
        pytest.param("performed - 4 == 0", ["T201"], id="not-from-the-first-event-on"),
        pytest.param("outstanding >= 6", [], id="at-least"),
        pytest.param("outstanding > 6", ["T201"], id="more-than"),
        pytest.param("performed ~ 4", ["T108"], id="no-comparison"),
    ],
)
def test_an_invariant_is_asked_after_every_change(holds: str, told: list[str]) -> None:
    """From the event named on, under every reading."""
    assert codes([DAY, done(3, 4)], holds=holds) == told


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ({"performed": 4, "outstanding": 6}, []),
        ({"performed": 5}, ["T202"]),
        ({"performed": "4", "outstanding": 7}, ["T202"]),
        ({"total": {"min": 8, "max": 12}}, ["T202"]),
        ({"withheld": None, "suspended": None, "due_night": False}, []),
        ({"withheld": {"by": "aland"}}, ["T202"]),
        ({"window": {"from": None}}, ["T202"]),
        ({"order_sensitive": True}, ["T202"]),
        ({"colour": "red"}, ["T202"]),
    ],
)
def test_an_assertion_says_what_the_answer_must_be(expect: Plain, told: list[str]) -> None:
    """What agrees is passed over in silence."""
    assert codes([DAY, done(3, 4)], expect=expect) == told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("performed", "one comparison"),
        ("", "one comparison"),
        ("performed == total == 3", "one comparison"),
        ("performed * 2 == total", "one comparison"),
        ("performed != total", "one comparison"),
        ("performed outstanding == total", r"expected \+ or - before 'outstanding'"),
        ("released == total", "'released' is no figure; the figures are total, performed"),
        ("performed + == total", "a sum is missing a figure"),
        ("== total", "a sum is missing a figure"),
        ("+ performed == total", r"'\+' is no figure"),
    ],
)
def test_an_invariant_that_cannot_be_read_says_why(text: str, says: str) -> None:
    """Whoever wrote it learns what is wrong with it."""
    with pytest.raises(NotAnInvariantError, match=says):
        sums(text)


def test_an_invariant_is_two_sums_and_what_holds_between_them() -> None:
    """Signs belong to the figures that they stand before."""
    assert sums("total - performed - 2 >= outstanding+1") == (
        [(1, "total"), (-1, "performed"), (-1, "2")],
        ">=",
        [(1, "outstanding"), (1, "1")],
    )
