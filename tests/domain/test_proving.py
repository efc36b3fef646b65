"""What is said against a case is the same, whether all its intervals are looked at or most subjects are only proved."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.domain.case import Case
from negotiation.domain.complaints import Judging, complaints
from negotiation.domain.ids import RECORD, SubjectId
from negotiation.domain.intervals import Table
from tests.cases import Plain, case_of, record
from tests.strategies import plain_cases, share

LAWS = (
    "performed + outstanding + discharged_otherwise == total + difference",
    "performed <= 4", "overdue == 0", "not_due <= 2", "excess == 0", "outstanding <= total",
)  # fmt: skip
SUBJECTS = ("goods", "goods/1", "goods/2", "visit")

laws = st.lists(st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(LAWS)), max_size=2)


def with_laws(plain: list[Plain], held: list[tuple[str, str]]) -> Case:
    invariants = [{"id": f"law-{n}", "subject": subject, "holds": law} for n, (subject, law) in enumerate(held)]
    return case_of(plain, head={"invariants": invariants})


def all_looked_at(case: Case) -> list[Any]:
    """What is said where every interval of every state of knowledge is judged."""
    table = Table(case)
    return [*complaints(table, [*filter(Judging(table), table.everything())])]


@share(2)
@given(plain_cases, laws)
def test_the_same_is_said_without_the_whole_table(plain: list[Plain], held: list[tuple[str, str]]) -> None:
    """A sum that is off, a law that is broken, an act without effect or an open order: none is passed over."""
    case = with_laws(plain, held)

    assert [*complaints(Table(case))] == all_looked_at(case)


def delivery(*more: Plain, **terms: Any) -> list[Plain]:
    who = {"debtor": "aland", "creditor": "bland", "obligation": "deliver"}
    tranches = [{"id": "1", "size": 5, "due": "2020-01-10"}, {"id": "2", "size": 5, "due": "2020-01-20"}]
    made = record("committed", "made", commitment="goods", **who, **{"total": 10, "tranches": tranches} | terms)
    return [made, *more]


@pytest.mark.parametrize(
    ("law", "is_sound"),
    [("performed <= 4", True), ("overdue == 0", False), ("outstanding == 10", True), ("upcoming == 10", False)],
)
def test_what_time_alone_breaks_is_seen(law: str, *, is_sound: bool) -> None:
    """Nothing happens after the promise, and its due days pass."""
    case = with_laws(delivery(), [("goods", law)])
    table = Table(case)

    proof = table.proved(SubjectId("goods"), RECORD, Judging(table).standard(SubjectId("goods")))

    assert (proof is not None) is is_sound
    assert ([*complaints(Table(case))] == []) is is_sound
