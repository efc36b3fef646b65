"""One file of every case that the repository has, built once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from negotiation.cli.main import main
from negotiation.domain.intervals import Table
from negotiation.ledger.files import HEAD
from negotiation.ledger.load import load_case
from tests.source import ROOT

CASES = sorted(path.parent for beside in ("events", "tests/cases") for path in (ROOT / beside).glob(f"*/{HEAD}"))
"""Every case there is."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of every case."""
    path = tmp_path_factory.mktemp("built") / "every.db"
    cases = [word for case in CASES for word in ("--case", str(case))]
    assert main(["build", "--quiet", *cases, "-o", str(path)]) == 0
    return path


@pytest.fixture(scope="session")
def tables() -> Mapping[str, Table]:
    """The intervals of every case, by its id."""
    ledgers = [load_case(case, ROOT / "seeds") for case in CASES]
    return {ledger.case.id: Table(ledger.case) for ledger in ledgers if ledger.case is not None}
