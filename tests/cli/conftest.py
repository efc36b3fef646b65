"""Every run in this process sees the same machine, and each case is read and replayed once."""

from functools import cache

import pytest

from negotiation.cli import cases
from negotiation.domain.case import Case
from negotiation.domain.intervals import Table
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case
from negotiation.ledger.problems import Problem
from tests.cli.running import NEUTRAL
from tests.source import ROOT

READ = cache(load_case)
REPLAY = cases.replayed

MADE: dict[int, tuple[Table, tuple[Problem, ...]]] = {}
"""The table and the problems of each ledger that was replayed, by the ledger's identity: `READ` keeps it alive."""


def _replayed(ledger: Ledger, case: Case) -> tuple[Table, tuple[Problem, ...]]:
    if id(ledger) not in MADE:
        MADE[id(ledger)] = REPLAY(ledger, case)
    return MADE[id(ledger)]


@pytest.fixture(autouse=True)
def _neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NEUTRAL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(ROOT)


@pytest.fixture(autouse=True)
def _once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run leaves in a table's memory changes no later answer; a test of the table holds that."""
    monkeypatch.setattr(cases, "load_case", READ)
    monkeypatch.setattr(cases, "replayed", _replayed)
