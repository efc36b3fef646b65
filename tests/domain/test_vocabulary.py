"""No kind of record is forgotten: each is made up by the strategies, and each matters or is known not to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.domain.edtf import DATELESS
from negotiation.domain.events import kinds
from negotiation.domain.events.common import StatedReason
from negotiation.domain.intervals import Table
from negotiation.domain.values import Citation
from tests.cases import Plain, case_of, day, record
from tests.census import counted
from tests.domain.canon import canonical_rows
from tests.strategies import (
    INSTRUMENTS,
    NEEDED,
    OPTIONAL,
    RECIPES,
    closed,
    example_of,
    records,
    share,
)

ONLY_LISTED = frozenset({"claimed", "determined"})
"""Kinds that stand beside a status and never change one."""
MOVE_NOTHING = frozenset({"contacted", "stated"})
"""Kinds that no answer about a subject shows at all; the timeline does."""
BESIDE = frozenset({"contested", "told", "extensions", "corrected"})

PARTIES: Plain = {"debtor": "aland", "creditor": "bland"}
BASE: list[Plain] = [
    record("committed", "e0", 1, commitment="goods", obligation="deliver", total=10, unit="units", **PARTIES,
           tranches=[{"id": "1", "size": 4}, {"id": "2"}], powers=[{"power": "set-dates", "holder": "council"}]),
    record("performed", "e1", 4, subject="goods", by="aland", quantity=2),
    record("committed", "e2", 1, commitment="restraint", obligation="refrain", act="moves", **PARTIES,
           window={"from": day(1)}),
    record("acted", "e3", 4, by="aland", act="moves", bears_on=[{"subject": "restraint", "within": "true"}]),
    record("committed", "e4", 1, commitment="ceiling", obligation="maintain", **PARTIES,
           window={"from": day(1)}, level={"at_most": 3, "unit": "units"}),
    record("opened", "e5", 2, process="talks", by=["aland", "bland"]),
    record("proposed", "e6", 1, proposal="offer-a", form="offer", by="aland"),
    record("signed", "e7", 1, by="aland", instruments=[
        {"id": name, "treaty": name.title(), "letter": 1, "depositary": "mediator"} for name in INSTRUMENTS]),
]  # fmt: skip
"""Something of every sort for one more record to be about."""


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_is_made_up_and_matters(kind: str) -> None:
    """Some history comes out differently for holding one, or the kind is listed as moving nothing."""

    def matters(more: list[Plain]) -> bool:
        here = Table(case_of([*BASE, *more]))
        if kind in ONLY_LISTED:
            return any(row.axis == "told" for row in here.everything())
        return kind in MOVE_NOTHING or answers(here) != BEFORE

    assert example_of(one_more(kind), matters)[0]["kind"] == kind


def one_more(kind: str) -> st.SearchStrategy[list[Plain]]:
    """One record of a kind, its names those of the base."""
    return records(kind, len(BASE)).map(lambda one: closed([*BASE, one])[len(BASE) :])


def answers(table: Table) -> list[str]:
    """Everything the table says of statuses."""
    return canonical_rows(row for row in table.everything() if row.axis not in BESIDE)


BEFORE = answers(Table(case_of(BASE)))
"""The answers without any record more."""


@share(1)
@given(st.sampled_from(sorted(ONLY_LISTED | MOVE_NOTHING)).flatmap(one_more))
def test_what_is_only_said_changes_no_status(more: list[Plain]) -> None:
    """Unless it takes the place of a record that did; a finding without the power is shown as void."""
    told = [plain for plain in more if "revises" not in plain]
    rows = Table(case_of([*BASE, *told])).everything()

    assert canonical_rows(row for row in rows if row.axis not in BESIDE | {"void"}) == BEFORE


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_field_has_a_recipe(kind: str) -> None:
    """A kind that brings a new field is covered at once, or fails here."""
    fields = set(kinds()[kind].model_fields) - {"id", "kind", "on", "reported", "certainty", "sources"}
    drawn = {"recorded", "effective", "after", "revises", "stated_reason"} | RECIPES[kind]

    assert fields - drawn <= OPTIONAL
    assert not OPTIONAL & NEEDED


DRAWN = 400
"""Histories that are counted."""
SELDOM = 2
"""Of these, as many as have to hold each feature."""
EXPECTED = frozenset(
    {
        *(f"kind {kind}" for kind in kinds()),
        *(f"obligation {name}" for name in ("deliver", "act", "refrain", "maintain")),
        *(
            f"date {name}"
            for name in ("night_of", "after", "first_of_month_after", "earliest", "latest", "due_of", "if")
        ),
        *(f"{length} after" for length in ("days", "months", "years")),
        *(f"condition {name}" for name in ("occurred", "completed", "overdue", "reached", "all", "any", "not")),
        *(f"condition {name}" for name in ("in_force", "running")),
        *(f"held {name}" for name in ("by_reading", "accounts", "adopted", "declared_difference")),
        *(f"dated {how}" for how in ("an interval", "one of", "an instant", "about", "by holders", "by an expression")),
        *(f"term {name}" for name in ("window", "level", "renewal", "powers", "tranches", "each_tranche")),
        *(f"term {name}" for name in ("condition", "lapses_when", "expires_when")),
        *(f"term {name}" for name in ("tolls_on_suspension", "survives_breach")),
        *(f"amended by {how}" for how in ("consent", "power", "rule")),
        *(f"amends {name}" for name in ("due", "total", "window", "deadline")),
        *("figure unknown", "figure rest", "a range", "a floor", "several debtors", "bears_on", "conforming"),
        *("closed by power", "suspended by power", "revises", "retroactive", "recorded", "effective"),
        *("after an event", "reported on one of some days"),
    }
)


def test_nothing_is_rare() -> None:
    """What the law speaks of is drawn, kinds of record and of doubt alike, and mostly where it makes sense."""
    seen = counted(DRAWN)

    assert {name for name in EXPECTED if seen[name] < SELDOM} == set()


def test_no_moment_is_passed_over() -> None:
    """Fields that are not looked through for moments have none, and neither have the parts that they have."""
    said = [repr(cls.model_fields[name].annotation) for cls in kinds().values() for name in DATELESS]
    parts = [repr(one.annotation) for part in (Citation, StatedReason) for one in part.model_fields.values()]
    assert [one for one in (*said, *parts) if "When" in one or "Any" in one] == []
