"""Terms that few promises have: each moves what the law says it moves."""

from typing import Any

import pytest

from negotiation.domain.answers import Question, row_of
from negotiation.domain.dates import day_of
from negotiation.domain.intervals import Table
from negotiation.domain.parts import Row
from tests.cases import Plain, case_of, day, record


def promise(**terms: Any) -> Plain:
    """Ten units, due on the fifth day."""
    plain = record(
        "committed", "promised", 1, commitment="goods", obligation="deliver", debtor="aland", creditor="bland",
        total=10, unit="units", due=day(5),
    )  # fmt: skip
    return plain | terms


def answer(told: list[Plain], on: str | int) -> Row:
    """The row of the goods on a day."""
    row = row_of(Table(case_of(told)), Question(day_of(day(on))), "goods")
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("given_on", "terms", "performed"),
    [
        (5, {"survives_breach": False}, 10),
        (6, {"survives_breach": False}, 0),
        (6, {"survives_breach": True}, 10),
        (6, {}, 10),
    ],
    ids=["in-time", "too-late", "late-and-counted", "counted-where-nothing-is-said"],
)
def test_late_performance_counts_unless_the_terms_say_otherwise(given_on: int, terms: Plain, performed: int) -> None:
    told = [promise(**terms), record("performed", "given", given_on, subject="goods", by="aland", quantity=10)]
    row = answer(told, 7)

    assert (row["performed"], row["outstanding"]) == (performed, 10 - performed)
    assert row["outside"] == ([] if performed else ["given"])


def test_a_length_may_be_years() -> None:
    """A year, two months and three days after the first of January."""
    told = [promise(due={"after": day(1), "years": 1, "months": 2, "days": 3})]

    assert answer(told, 2)["due"] == "2021-03-04"


def test_what_lapses_overdue_has_no_open_episode() -> None:
    """It is over, and so is its breach."""
    row = answer([promise(lapses_when={"reached": day(8)})], 9)

    assert row["phase"] == "lapsed"
    assert [(e["from"], e["ended"], e["ended_by"]) for e in row["episodes"]] == [(day(6), day(8), "termination")]


def test_a_promise_to_refrain_that_lapses_has_no_open_episode() -> None:
    """No due day passes there, so nothing else would end it."""
    told = [
        record(
            "committed", "promised", 1, commitment="goods", obligation="refrain", debtor="aland", creditor="bland",
            act="moves", window={"from": day(1)}, lapses_when={"reached": day(8)},
        ),
        record("acted", "moved", 3, by="aland", act="moves", bears_on=[{"subject": "goods", "within": "true"}]),
    ]  # fmt: skip
    row = answer(told, 9)

    assert row["phase"] == "lapsed"
    assert [(e["from"], e["ended"], e["ended_by"]) for e in row["episodes"]] == [(day(3), day(8), "termination")]
