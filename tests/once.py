"""Each case is read and replayed once in a process, however many tests ask about it."""

from functools import cache

import pytest

from negotiation.cli import cases
from negotiation.domain.case import Case
from negotiation.domain.intervals import Table
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case
from negotiation.ledger.problems import Problem

READ = cache(load_case)
REPLAY = cases.replayed

MADE: dict[int, tuple[Ledger, tuple[Table, tuple[Problem, ...]]]] = {}
"""Each ledger that was replayed, by its identity, with its table and its problems; it is kept alive here."""


def replayed(ledger: Ledger, case: Case) -> tuple[Table, tuple[Problem, ...]]:
    """What a ledger comes to; the second time without replaying it."""
    if id(ledger) not in MADE:
        MADE[id(ledger)] = ledger, REPLAY(ledger, case)
    return MADE[id(ledger)][1]


def read_once(patch: pytest.MonkeyPatch) -> None:
    """What a run leaves in a table's memory changes no later answer; a test of the table holds that."""
    patch.setattr(cases, "load_case", READ)
    patch.setattr(cases, "replayed", replayed)
