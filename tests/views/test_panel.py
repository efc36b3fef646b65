"""The panel says of each day what is worked out for that day alone, and its columns mean what the codebook says."""

import csv
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.domain.axes import FOREVER
from negotiation.domain.case import Case
from negotiation.domain.dates import day_of, iso
from negotiation.domain.ids import ReadingId
from negotiation.domain.intervals import Table
from negotiation.ledger.load import load_case
from negotiation.views.panel import COLUMNS, FIGURES, NOT_CODED, NOT_YET, Panel, panel_csv, panel_rows
from tests.cases import END, START, case_of, record
from tests.source import ROOT
from tests.strategies import cases, question_days, readings, share

CODEBOOK = (ROOT / "docs" / "panel.md").read_text("utf-8")
PATTERNS = sorted(path.parent for path in (ROOT / "tests" / "cases").glob("*/case.yaml"))
FIRST, LAST = day_of(START), day_of(END)
EVERY_DAY = range(FIRST - 2, LAST + 3)

MISSING = {NOT_YET, NOT_CODED}

Row = dict[str, Any]


def rows_of(case: Case, days: Any, known: int | None, reading: str) -> list[Row]:
    """The panel of a case that nobody has asked anything yet."""
    return list(panel_rows(Table(case), Panel(days, known, (ReadingId(reading),))))


def holds_on_each_day(case: Case, days: list[int], known: int | None, reading: str) -> None:
    """Compare the rows of every day with those that are made for one day at a time."""
    whole, table = rows_of(case, EVERY_DAY, known, reading), Table(case)
    for day in days:
        of_day = [row for row in whole if row["date"] == iso(day)]
        alone = panel_rows(table, Panel([day], known, (ReadingId(reading),)))
        assert [row for row in alone if row["phase"] not in MISSING] == [
            row for row in of_day if row["phase"] not in MISSING
        ]
        covered = case.head.coverage.start.toordinal() <= day <= case.head.coverage.end.toordinal()
        assert not of_day or covered == (NOT_CODED not in {row["phase"] for row in of_day})


@share(0.3)
@given(cases, st.one_of(st.none(), st.just(FOREVER), question_days), readings, st.lists(question_days, max_size=6))
def test_a_day_is_what_it_is_alone(case: Case, known: int | None, reading: str, days: list[int]) -> None:
    """Nothing is carried over from the day before that no longer holds, and nothing is worked out otherwise."""
    holds_on_each_day(case, [FIRST - 1, *days, *(day + 1 for day in days), LAST + 1], known, reading)


@pytest.mark.parametrize("path", PATTERNS, ids=lambda path: path.name.partition("-")[0])
@pytest.mark.parametrize("known", [None, FOREVER], ids=["same", "all"])
def test_patterns_are_what_they_are_alone(path: Path, known: int | None) -> None:
    """Hours, nights, windows and instalments, on every eleventh day and on those after each event's."""
    case = load_case(path).case
    assert case is not None
    events = {day_of(found) for e in case.events for found in re.findall(r"\d{4}-\d\d-\d\d", str(e.on))}
    days = {*range(FIRST, LAST, 11), *events, *(day + 1 for day in events)}

    holds_on_each_day(case, sorted(day for day in days if day in EVERY_DAY), known, "record")


def test_days_since_a_due_day_are_counted() -> None:
    """One more each day, though no interval begins."""
    promised = record("committed", "made", 1, commitment="trucks", debtor="aland", creditor="bland",
                      obligation="deliver", total=10, unit="trucks", due="2020-02-01")  # fmt: skip
    found = rows_of(case_of([promised]), range(FIRST, FIRST + 40), FOREVER, "record")

    assert [row["days_overdue"] for row in found] == [*([0] * 32), *range(1, 9)]
    assert [row["status"] for row in found[-2:]] == ["overdue 7 days, none recorded", "overdue 8 days, none recorded"]


def test_there_is_a_row_for_every_day() -> None:
    """Also for those on which a commitment is not there yet, and a tranche comes with its commitment."""
    made = record("committed", "made", 10, commitment="trucks", debtor="aland", creditor="bland", obligation="deliver",
                  total=10, unit="trucks", tranches=[{"id": "10", "size": 4}, {"id": "2", "size": "rest"}])  # fmt: skip
    rows = rows_of(case_of([made]), EVERY_DAY, None, "record")
    table: dict[str, list[Row]] = {}
    for row in rows:
        table.setdefault(row["tranche"], []).append(row)

    assert [(tranche, len(found)) for tranche, found in table.items()] == [(t, len(EVERY_DAY)) for t in ("", "2", "10")]
    assert [row["total"] for row in table["2"]][:13] == [NOT_CODED] * 2 + [NOT_YET] * 9 + [6] * 2
    assert [row["known"] for row in rows] == [row["date"] for row in rows]


def test_what_was_made_before_the_coverage_is_there_from_its_first_day() -> None:
    """And not coded on the days outside it, at both ends."""
    made = record("committed", "made", "2019-12-20", commitment="trucks", debtor="aland", creditor="bland",
                  obligation="deliver", total=10, unit="trucks")  # fmt: skip
    totals = [row["total"] for row in rows_of(case_of([made]), EVERY_DAY, FOREVER, "record")]

    assert totals == [NOT_CODED] * 2 + [10] * (LAST - FIRST + 1) + [NOT_CODED] * 2


def test_what_nobody_knew_of_is_not_there() -> None:
    """A panel as known on a day gives away nothing of later ones."""
    late = record("committed", "made", 10, reported=50, commitment="trucks", debtor="aland", creditor="bland",
                  obligation="deliver", total=10, unit="trucks")  # fmt: skip

    assert rows_of(case_of([late]), EVERY_DAY, FIRST + 48, "record") == []
    assert rows_of(case_of([late]), EVERY_DAY, FIRST + 49, "record") != []


@share(0.3)
@given(cases, readings)
def test_figures_have_their_ends(case: Case, reading: str) -> None:
    """A number is its own least and most, and no cell but that of the tranche is empty."""
    for row in rows_of(case, range(FIRST, LAST, 20), FOREVER, reading):
        assert tuple(row) != ()
        assert set(row) == set(COLUMNS)
        assert not [name for name, value in row.items() if value in {"", None} and name != "tranche"]
        for name in FIGURES:
            low, high = row[f"{name}_min"], row[f"{name}_max"]
            assert row[name] == low == high or isinstance(row[name], str)
            assert not isinstance(row[name], int) or row[name] == low
            if isinstance(low, int) and isinstance(high, int):
                assert low <= high


def test_the_table_has_its_heads_and_nothing_else_without_rows() -> None:
    """A table without rows is a table, and its lines end as RFC 4180 has them."""
    assert panel_csv([]) == ",".join(COLUMNS) + "\r\n"
    row = dict.fromkeys(COLUMNS, "a, b")
    assert list(csv.DictReader(StringIO(panel_csv([row])))) == [row]


def test_the_codebook_has_every_column() -> None:
    """In a row of its own, in the order of the table, and no other."""
    columns = CODEBOOK.partition("## Columns")[2]
    assert re.findall(r"^\| `(\w+)` \|", columns, re.MULTILINE) == list(COLUMNS)
