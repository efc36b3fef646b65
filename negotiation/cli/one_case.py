"""One case, from its directory to its rows: what another process or another machine runs."""

from collections.abc import Iterable
from pathlib import Path

from negotiation.cli.cases import loaded, read
from negotiation.cli.timing import Timing
from negotiation.domain.axes import FOREVER
from negotiation.ledger.files import shown
from negotiation.store.case_rows import case_rows
from negotiation.store.rows import Batch
from negotiation.views.problems import tally

NO_HEAD = "no head"
"""Told of a case that has no rows, because its `case.yaml` can't be read."""


def case_built(where: Path) -> tuple[str, Iterable[Batch]]:
    """The rows of a case, and the tally of its problems where it has errors. What a worker runs."""
    timing = Timing()
    ledger = read(str(where), timing)
    if ledger.case is None:
        return NO_HEAD, ()
    found = loaded(ledger, ledger.case, FOREVER, timing)
    rows = case_rows(ledger, found.table, found.problems, shown(where, Path.cwd()))
    return "" if found.complete else tally(found.problems), rows
