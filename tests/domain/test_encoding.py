"""Every value that an interval may hold is written as JSON and read back as it was."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from negotiation.domain.axes import Act, Due, Pause, Span
from negotiation.domain.case import Case
from negotiation.domain.encoding import TYPES, decoded, encoded, text_of, value_of
from negotiation.domain.ids import ActorId, EventId
from negotiation.domain.intervals import Table
from negotiation.ledger.load import load_case
from tests.source import ROOT
from tests.strategies import cases, share

FILES = sorted([*ROOT.glob("events/*/case.yaml"), *ROOT.glob("tests/cases/p*/case.yaml")])
PAUSE = Pause(
    (ActorId("a"), ActorId("b")), (1, 2), None, coded=True, agreed=False, event=EventId("e"), reason=("x", "y")
)


def expect_back(case: Case) -> set[str]:
    """Hold every row of a case against its text; return the types that were met."""
    met: set[str] = set()
    for row in Table(case).everything():
        text = text_of(row.values)
        back = value_of(text)

        assert repr(back) == repr(row.values), "the very same types, which `==` does not ask for"
        assert back == row.values
        assert text_of(back) == text, "equal values have one text"
        met |= {name for name in TYPES if f'{{"{name}":[' in text}
    return met


def case_in(file: Path) -> Case:
    case = load_case(file.parent, ROOT / "seeds").case
    assert case is not None
    return case


def test_values_of_the_cases_come_back() -> None:
    """Of the shipped cases and of every pattern, which hold all types but one between them."""
    met = {name for file in FILES for name in expect_back(case_in(file))}

    assert met == set(TYPES) - UNMET


UNMET = {"Act", "Observation"}
"""Types that stand for themselves in the fold, and that its axes list as plain tuples."""


@share(0.5)
@given(cases)
def test_values_of_any_case_come_back(case: Case) -> None:
    """Nonsense included."""
    expect_back(case)


@pytest.mark.parametrize(
    "value",
    [
        None,
        (),
        ("",),
        (True, 1, 0, False, 1.5),
        (None, (None, ())),
        Act(EventId("e"), 3, "true", outside=False),
        Span(0, None),
        (Due("none", None), PAUSE),
    ],
)
def test_a_value_comes_back(value: object) -> None:
    """With its types, since one and true are not the same."""
    assert repr(decoded(json.loads(json.dumps(encoded(value))))) == repr(value)


def test_what_no_axis_has_is_refused() -> None:
    """A set has no order, so it would not be the same text each time."""
    with pytest.raises(TypeError, match="set"):
        encoded(({1},))
