"""What a preview shows is the difference of two tables on every day: none is left out, and none is added."""

import json
from pathlib import Path

import pytest

from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.dates import day_of
from negotiation.domain.effects import effect
from negotiation.domain.ids import RECORD, ReadingId
from negotiation.domain.intervals import Table
from negotiation.domain.queries import differing
from negotiation.ledger.load import load_case
from tests.cli.april import CASE, without_april
from tests.source import ROOT


@pytest.fixture(name="tables", scope="module")
def _tables(tmp_path_factory: pytest.TempPathFactory) -> tuple[Table, Table]:
    """The case of the talks without the events of 23 and 24 April 2014, and with them."""
    where = tmp_path_factory.mktemp("april")
    assert len(without_april(where)) == 9
    return _table(where / "events" / CASE), _table(ROOT / "events" / CASE)


def _table(where: Path) -> Table:
    case = load_case(where).case
    assert case is not None
    return Table(case)


@pytest.mark.parametrize(
    ("reading", "known"), [("record", FOREVER), ("plo", FOREVER), ("record", day_of("2014-04-24"))], ids=str
)
def test_every_day_is_as_it_is_shown(reading: str, known: int, tables: tuple[Table, Table]) -> None:
    """Day by day, worked out anew, both ways round: what is taken away is as much an effect as what is added."""
    coverage = tables[0].case.head.coverage
    for without, given in (tables, tables[::-1]):
        shown = effect(without, given, Outlook(ReadingId(reading), known)).stretches
        for day in range(coverage.start.toordinal(), coverage.end.toordinal() + 1):
            question = Question(day, known, ReadingId(reading))
            there = [one.changes for one in shown if one.first <= day <= one.last]
            told = {(c.subject, c.field, _same(c.before), _same(c.after)) for changes in there for c in changes}
            found = differing((without, question), (given, question)).changes
            assert told == {(c.subject, c.field, _same(c.before), _same(c.after)) for c in found}, day


def _same(value: object) -> str:
    """A value without the number of days that a status counts."""
    import re  # noqa: PLC0415 - one use

    return re.sub(r"overdue \d+ days?", "overdue", json.dumps(value, default=str))


def test_before_it_was_known_there_is_no_effect(tables: tuple[Table, Table]) -> None:
    """The day before the first report."""
    assert effect(*tables, Outlook(RECORD, day_of("2014-04-23"))).stretches == ()
