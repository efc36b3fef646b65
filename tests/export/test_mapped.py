"""Rows of a table become events by a declared mapping, once; what is no event is told and kept."""

import csv
import shutil
from pathlib import Path

import pytest

from negotiation.cli.exits import Exit
from tests.cli.running import run
from tests.export.test_import import SMALL, contents, exported

MAP = """\
columns: {id: no, on: day, reported: told, quantity: trucks, sources.0.source: from, by: who}
constants: {kind: performed, subject: trucks, certainty: reported, sources: [{attribution: reporter}]}
values: {who: {A: aland}}
"""
ROWS = """\
no,day,told,trucks,from,who
row-1,2020-07-01,2020-07-02,1,agency,A
row-2,1/7/2020,2020-07-02,1,agency,A
row-3,2020-07-03,2020-07-04,few,agency,A
row-4,2020-07-03,2020-07-04
row-5,2020-07-05,2020-07-06,1,gazette,A
"""


@pytest.fixture(name="where")
def _where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small case, in a directory that the command runs in."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, tmp_path / "events" / "small")
    Path("map.yaml").write_text(MAP, "utf-8")
    Path("rows.csv").write_text(ROWS, "utf-8")
    return tmp_path / "events" / "small"


def test_rows_become_events_once_and_dirty_ones_are_kept(where: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Row and column are told, a dirty date gets both proposals, and none is taken."""
    line = "negotiation import csv rows.csv --map map.yaml --case events/small"
    tried = run(f"{line} --dry-run", capsys)
    assert "id: row-1" in tried.out
    before = contents(where)
    assert not [*where.parent.parent.glob("*aside*")]
    ran = run(line, capsys)

    assert ran.code == Exit.PROBLEMS
    assert "row 3, day: T106" in ran.err
    assert "perhaps 2020-07-01 or 2020-01-07" in ran.err
    assert "row 4, trucks: T103" in ran.err
    assert "row 5: the row has 3 cells, and the first row 6" in ran.err
    kept = next(where.parent.parent.glob("rows.aside-*.csv")).read_text("utf-8")
    assert [row[0] for row in csv.reader(kept.splitlines())] == ["no", "row-2", "row-3", "row-4"]
    assert {name: text for name, text in contents(where).items() if name in before} == before
    assert exported(where, capsys).count('"id":"row-') == 2
    there = contents(where)
    again = run(line, capsys)
    assert "0 new, 2 there already, 3 not taken" in again.err
    assert contents(where) == there


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("columns: {on: day}\n", "which column has the `id`"),
        ("columns: {id: number}\n", "the table has no column 'number'"),
        ("colums: {id: no}\n", "no `colums`"),
        ("- a\n", "one mapping"),
    ],
)
@pytest.mark.usefixtures("where")
def test_a_mapping_that_is_none(mapping: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is refused, and nothing is written."""
    Path("map.yaml").write_text(mapping, "utf-8")
    ran = run("negotiation import csv rows.csv --map map.yaml --case events/small", capsys)

    assert (ran.code, ran.out) == (Exit.USAGE, "")
    assert told in ran.err
