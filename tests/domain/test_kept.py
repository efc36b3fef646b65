"""What a fold keeps from one day to the next is what it would work out from nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given

from negotiation.domain import intervals
from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.case import Case
from negotiation.domain.ids import RECORD
from negotiation.domain.intervals import Table
from negotiation.domain.machines import Joint, JointMachine
from negotiation.domain.state import Promise
from negotiation.domain.worlds import Facet
from tests.cases import case_of, record
from tests.strategies import cases, sensible, share


def forgetful(state: Joint) -> Joint:
    """The same states with nothing worked out."""
    return Joint(
        [replace(s, frame=None, stood=None, shown=None) if isinstance(s, Promise) else s for s in state.copy().states]
    )


class Doubting(JointMachine):
    """Works everything out a second time, from nothing."""

    def clock(self, state: Joint, day: int) -> None:
        """What time does, also to states that remember nothing."""
        anew = forgetful(state)
        super().clock(state, day)
        super().clock(anew, day)
        assert anew.key() == state.key()

    def project(self, state: Joint, day: int) -> Sequence[Facet]:
        """The axes, the same as those of states that remember nothing."""
        shown = super().project(state, day)
        anew = forgetful(state)
        assert [*shown] == [*super().project(anew, day)]
        assert self._signals(state, day) == self._signals(anew, day)
        return shown

    def wakes(self, state: Joint, day: int) -> Any:
        """The days to look again, the same as those of states that remember nothing."""
        found = {wake for wake in super().wakes(state, day) if wake > day}
        assert found == {wake for wake in super().wakes(forgetful(state), day) if wake > day}
        return found


def everything(case: Case) -> int:
    """Make the whole table with doubts; how many rows it has."""
    with patch.object(intervals, "JointMachine", Doubting):
        return len([*Table(case).everything()])


@share(1)
@given(cases)
def test_what_is_kept_is_what_would_be_worked_out(case: Case) -> None:
    """On every day, in every world, under every reading at every state of knowledge."""
    everything(case)


@share(1)
@given(sensible)
def test_what_is_kept_of_what_people_may_do(case: Case) -> None:
    """The same of histories that mostly make sense: more of them come to be kept."""
    everything(case)


OWED = {
    "commitment": "goods", "debtor": "aland", "creditor": "bland", "obligation": "deliver", "total": 12,
    "tranches": [{"id": "first", "size": 4, "due": "2020-01-10"}, {"id": "second", "size": 8, "due": "2020-01-20"}],
}  # fmt: skip


@pytest.mark.parametrize(
    "then",
    [
        [record("performed", "late", 12, subject="goods", by="aland", quantity=4)],
        [
            record("performed", "come", 3, subject="goods", by="aland", quantity=3),
            record("performed", "more", 4, subject="goods", by="aland", quantity=1),
            record("reversed", "gone", 5, undoes="come"),
        ],
        [
            record("performed", "come", 3, subject="goods", by="aland", quantity=3),
            record("performed", "all", 3, subject="goods", by="aland", so_far=1),
            record("performed", "again", 3, subject="goods", by="aland", so_far=3),
        ],
        [record("withheld", "refused", 3, subject="goods/second", by="aland")],
        [record("waived", "waived", 11, subject="goods/first", by="bland")],
    ],
    ids=["late", "undone", "counted down and up on one day", "withheld", "waived while overdue"],
)
def test_what_is_kept_in_cases_that_seldom_come(then: list[dict[str, Any]]) -> None:
    """Each is where keeping one thing too long would show."""
    case = case_of([record("committed", "made", 1, **OWED), *then])

    assert everything(case)
    assert [*Table(case).slice(Outlook(RECORD, FOREVER))]


def test_a_share_that_was_undone_is_told_no_more() -> None:
    """Also of the tranche that it was not about, where nobody knows of how much it was a share."""
    tranches = [{"id": "first"}, {"id": "second"}]
    case = case_of(
        [
            record("committed", "made", 1, **OWED | {"total": "unknown", "tranches": tranches}),
            record("performed", "all", 3, subject="goods/first", by="aland", so_far={"percent": 100}),
            record("reversed", "gone", 5, undoes="all"),
        ]
    )

    assert everything(case)
    table = Table(case)
    figures = [row for row in table.slice(Outlook(RECORD, FOREVER)) if row.axis == "figures"]
    assert {row.values[0].percent for row in figures if row.valid_to > table.end} == {None}
