"""Rows of a table become events by a declared mapping, once; what is no event is told and kept."""

import csv
import shutil
import time
from pathlib import Path

import pytest

from negotiation.cli.exits import Exit
from negotiation.export.mapped import events_in
from negotiation.export.mapping import declared
from negotiation.export.objects import objects_in
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
        (f"{MAP.replace('{who: {A', '{whom: {A')}", "for a column of `columns`, and 'whom' is none"),
        (MAP.replace("{who: {A: aland}}", "{who: aland}"), "a mapping of words for a column"),
    ],
)
@pytest.mark.usefixtures("where")
def test_a_mapping_that_is_none(mapping: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is refused, and nothing is written."""
    Path("map.yaml").write_text(mapping, "utf-8")
    ran = run("negotiation import csv rows.csv --map map.yaml --case events/small", capsys)

    assert (ran.code, ran.out) == (Exit.USAGE, "")
    assert told in ran.err


# What tables may be like


def small(mapping: str, rows: str) -> None:
    """Write a mapping and a table, byte by byte."""
    Path("map.yaml").write_text(mapping, "utf-8")
    Path("rows.csv").write_bytes(rows.encode())


LINE = "negotiation import csv rows.csv --map map.yaml --case events/small"


@pytest.mark.parametrize(
    "rows",
    [
        ROWS.replace("\n", "\r\n"),
        "\ufeff" + ROWS,
        ROWS.replace(",", ";"),
        ROWS.replace(",", "\t"),
        "".join(",".join(f'"{cell}"' for cell in row.split(",")) + "\n" for row in ROWS.splitlines()),
    ],
    ids=["CRLF", "BOM", "semicolons", "tabs", "quotes"],
)
@pytest.mark.usefixtures("where")
def test_a_table_is_read_however_it_was_saved(rows: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The same two rows are taken, and the others are kept as they came: only their separator is looked for."""
    small(MAP, rows)
    ran = run(LINE, capsys)

    assert "5 records: 2 new, 0 there already, 3 not taken" in ran.err
    kept = next(Path().glob("rows.aside-*.csv")).read_bytes().decode()
    lines = rows.removeprefix("\ufeff").splitlines()
    assert kept.splitlines() == [lines[0], *lines[2:5]]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("", "the table is empty: its first row has to name the columns"),
        ("no,day,told,trucks,from,who,day\n", "the column 'day' 2 times"),
        ("no,day,told,trucks,from\n", "the table has no column 'who'; it has no, day, told, trucks, from"),
        (f"{ROWS}row-6,2020-07-05,2020-07-06,1,gaz\xe9tte,A\n".encode("latin-1"), "the byte 0xE9 at 246 is not UTF-8"),
    ],
    ids=["empty", "twice", "missing", "Latin-1"],
)
@pytest.mark.usefixtures("where")
def test_a_table_that_cannot_be_read(rows: str | bytes, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is refused as a whole, and nothing is written."""
    Path("rows.csv").write_bytes(rows if isinstance(rows, bytes) else rows.encode())
    before = {path.name for path in Path().iterdir()}
    ran = run(LINE, capsys)

    assert ran.code in {Exit.USAGE, Exit.FILES}
    assert told in ran.err
    assert {path.name for path in Path().iterdir()} == before


def test_a_first_row_alone_adds_nothing(where: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """That is no mistake."""
    small(MAP, ROWS.splitlines(keepends=True)[0])
    before = contents(where)

    assert run(LINE, capsys).err == "0 records: 0 new, 0 there already, 0 not taken\n"
    assert contents(where) == before


def test_text_over_several_lines_and_a_quote_that_is_never_closed(
    where: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first is a row; the second is told with all that it swallows, and nothing of that is lost."""
    mapping = MAP.replace("by: who}", "by: who, note: said}")
    broken = 'row-3,2020-07-03,2020-07-04,1,agency,A,"never\nrow-4,2020-07-04,2020-07-04,1,agency,A,plain\n'
    small(
        mapping,
        'no,day,told,trucks,from,who,said\nrow-1,2020-07-01,2020-07-02,1,agency,A,"two\nlines, and a comma"\n' + broken,
    )
    ran = run(LINE, capsys)

    assert "row 3: this is no row of a table" in ran.err
    assert "2 records: 1 new, 0 there already, 1 not taken" in ran.err
    assert b"two\\nlines, and a comma" in b"".join(contents(where).values())
    assert next(Path().glob("rows.aside-*.csv")).read_text("utf-8").endswith(broken)


def test_an_id_that_comes_twice_or_is_there(where: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same row again adds nothing; another row with the same id is told, and kept."""
    head, row, *_ = ROWS.splitlines()
    other = row.replace(",1,", ",2,")
    small(MAP, f"{head}\n{row}\n{row}\n{other}\n")
    assert "3 records: 1 new, 1 there already, 1 not taken" in run(LINE, capsys).err
    before = contents(where)
    small(MAP, f"{head}\n{other}\n")
    ran = run(LINE, capsys)

    assert "row 2, id: the event 'row-1' is there already, and says something else" in ran.err
    assert contents(where) == before


def test_many_rows_take_seconds() -> None:
    """They are read one by one, whatever comes of them: ten thousand are no matter of minutes."""
    rows = "".join(f"row-{n},soon,2020-07-02,1,agency,A\n" for n in range(2_000))
    began = time.process_time()
    found, _ = events_in(ROWS.splitlines(keepends=True)[0] + rows, declared(MAP))
    assert len(found.bad) == 2_000
    assert time.process_time() - began < 8


# JSON lines of any shape

PATHS = """\
columns:
  {id: ref, on: when.day, reported: when.told, quantity: count.trucks, sources.0.source: from.0, by: actor.codes}
constants: {kind: performed, subject: trucks, certainty: reported, sources: [{attribution: reporter}]}
values: {actor.codes: {A: aland}}
"""
OBJECTS = """\
{"ref":"row-1","when":{"day":"2020-07-01","told":"2020-07-02"},"count.trucks":1,"from":["agency"],"actor":{"codes":"A"}}
{"ref":"row-2","when":{"day":"1/7/2020","told":"2020-07-02"},"count.trucks":1,"from":["agency"],"actor":{"codes":"A"}}
{"ref":"row-3","when":{"day":"2020-07-03","told":"2020-07-04"},"count.trucks":"few","from":["agency"],"actor":{"codes":"A"}}

{"ref":"row-4","when":{"day":"2020-07-03"
{"ref":"row-5","when":{"day":"2020-07-05","told":"2020-07-06"},"count":{"trucks":1},"from":["gazette"],"actor":{"codes":"A"}}
{"ref":"row-6","when":{"day":{"y":2020},"told":"2020-07-06"},"count.trucks":1,"from":["gazette"],"actor":{"codes":"A"}}
{"ref":"row-7","ref":"row-8"}
[1]
"""
JSON_LINE = "negotiation import jsonl rows.jsonl --map map.yaml --case events/small"


def test_objects_become_events_once_and_others_are_kept(where: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Line and path are told; a path leads into objects and lists, and a name with a dot is one, too."""
    Path("map.yaml").write_text(PATHS, "utf-8")
    Path("rows.jsonl").write_bytes(OBJECTS.replace("\n", "\r\n").encode())
    before = contents(where)
    tried = run(f"{JSON_LINE} --dry-run", capsys)
    assert "id: row-1" in tried.out
    assert (contents(where), [*Path().glob("*aside*")]) == (before, [])
    ran = run(JSON_LINE, capsys)

    assert ran.code == Exit.PROBLEMS
    assert "row 2, when.day: T106" in ran.err
    assert "perhaps 2020-07-01 or 2020-01-07" in ran.err
    assert "row 3, count.trucks: T103" in ran.err
    assert "row 5: this is not JSON" in ran.err
    assert "row 7, when.day: there is neither a text nor a number here" in ran.err
    assert "row 8, ref: 'ref' is given twice" in ran.err
    assert 'row 9: a line is an object such as {"id":' in ran.err
    assert "8 records: 2 new, 0 there already, 6 not taken" in ran.err
    kept = next(Path().glob("rows.aside-*.jsonl")).read_bytes().decode()
    lines = OBJECTS.splitlines()
    assert kept == "".join(f"{lines[n]}\r\n" for n in (1, 2, 4, 6, 7, 8))
    there = contents(where)
    assert {name: text for name, text in there.items() if name in before} == before
    assert "0 new, 2 there already, 6 not taken" in run(JSON_LINE, capsys).err
    assert contents(where) == there


@pytest.mark.usefixtures("where")
def test_a_path_that_leads_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    """Where no line has it, the mapping is wrong, and not every line."""
    Path("map.yaml").write_text(PATHS.replace("when.day", "when.date"), "utf-8")
    Path("rows.jsonl").write_text(OBJECTS, "utf-8")
    ran = run(JSON_LINE, capsys)

    assert (ran.code, ran.out) == (Exit.USAGE, "")
    assert "no line has anything at 'when.date'" in ran.err


def test_a_list_is_a_list() -> None:
    """Word by word what stands for it."""
    mapping = declared(
        "columns: {id: ref, on: day, by: who}\nvalues: {who: {A: aland}}\n"
        "constants: {kind: agreed, process: talks, reported: 2020-07-02, certainty: reported,"
        " sources: [{source: agency, attribution: reporter}]}\n"
    )
    found = objects_in('{"ref":"row-1","day":"2020-07-01","who":["A","borland",null]}\n', mapping)
    assert not found.bad
    assert found.good[0].plain["by"] == ["aland", "borland"]
