"""Codes of event data: only codes that there are, by kind alone, with the fit of each."""

import json
from collections import Counter

import pytest

from negotiation.domain.events import kinds
from negotiation.domain.intervals import Table
from negotiation.export.plover import MAPPING, NONE, code_of, plover
from negotiation.ledger.load import load_case
from tests.cases import event_of, record
from tests.source import ROOT

TABLE = {
    "030": ("AGREE", "", "diplomatic"), "036": ("AGREE", "", "diplomatic"), "040": ("CONSULT", "", ""),
    "041": ("CONSULT", "phone", ""), "045": ("CONSULT", "", "diplomatic"), "046": ("CONSULT", "", "diplomatic"),
    "057": ("SUPPORT", "", "diplomatic"), "100": ("DEMAND", "", ""), "112": ("ACCUSE", "disapprove", ""),
    "120": ("REJECT", "", ""), "130": ("THREATEN", "", ""), "164": ("SANCTION", "withdraw", "diplomatic"),
    "010": (None, "", ""), "020": (None, "", ""),
}  # fmt: skip
"""Lines of CAMEO2PLOVER-2021; 01 and 02 are not in it."""


@pytest.mark.parametrize("name", MAPPING)
def test_plover_follows_from_cameo_by_its_own_table(name: str) -> None:
    """And every code says how well it fits; what has no code fits not at all."""
    code = MAPPING[name]

    assert name.partition(",")[0] in kinds()
    if code.cameo is not None:
        assert (code.plover, code.mode, code.context) == TABLE[code.cameo]
    assert (code.cameo is None) == (code.cameo_fit == "none")
    assert (code.plover is None) == (code.plover_fit == "none")


def test_what_has_no_code_gets_none() -> None:
    """No code is guessed from a lateness, a refusal or a measure; suspending a promise is not halting talks."""
    late = event_of(record("observed", "e1", subject="goods", value="not-performed"))
    refused = event_of(record("withheld", "e2", subject="goods", by="aland"))
    works = event_of(record("measure-taken", "e3", measure="works", by="aland", stage="tendered"))
    paused = event_of(record("suspended", "e4", subject="goods", by="aland"))
    halted = event_of(record("suspended", "e5", subject=["goods", "talks"], by="aland"))

    assert [code_of(one, frozenset({"talks"})) for one in (late, refused, works, paused)] == [NONE] * 4
    assert code_of(halted, frozenset({"talks"})).cameo == "164"


def test_every_event_is_there_with_its_fits() -> None:
    """One line each, by day, with the versions of both vocabularies."""
    case = load_case(ROOT / "events" / "talks-2013-14", ROOT / "seeds").case
    assert case is not None
    rows = [json.loads(line) for line in plover(Table(case)).splitlines()]

    assert len(rows) == len(case.events)
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert {row["fit"] for row in rows} <= {"exact", "broader", "narrower", "none"}
    assert all(row["version"] and row["cameoVersion"] for row in rows)
    found = Counter(row["cameo"] for row in rows if row["id"].endswith("e85-talks-suspended"))
    assert found == {"164": 1}
