"""What other programs read of a case, read by those programs."""

import csv
import json
import sys
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from negotiation.cli.exits import Exit
from negotiation.domain.intervals import Table
from negotiation.export import tables
from negotiation.export.cloudevents import batch
from negotiation.export.document import document
from negotiation.ledger.load import load_case
from tests.cli.running import run
from tests.source import ROOT

SHIPPED = ("talks-2013-14", "black-sea-grain-2022-23", "colombia-farc-2017")


@pytest.fixture(name="table", params=SHIPPED, scope="module")
def _table(request: pytest.FixtureRequest) -> Table:
    return made(request.param)


def made(name: str) -> Table:
    """A case of this repository, replayed."""
    case = load_case(ROOT / "events" / name, ROOT / "seeds").case
    assert case is not None
    return Table(case)


# CSV


def test_every_table_is_tidy_and_comes_the_same_again(table: Table) -> None:
    """As many cells in each row as there are columns, keys that lead to rows, the same bytes."""
    content = tables.zipped(table)
    found = {}
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            rows = [*csv.reader(StringIO(archive.read(name).decode(), newline=""))]
            assert {len(row) for row in rows} == {len(tables.COLUMNS[name.removesuffix(".csv")])}
            found[name.removesuffix(".csv")] = rows[1:]

    assert [*found] == [*tables.COLUMNS]
    assert len(found["events"]) == len(table.case.events)
    assert {row[2] for row in found["citations"]} <= {row[0] for row in found["sources"]}
    assert {row[0] for row in found["citations"]} == {row[0] for row in found["events"]}
    assert json.loads(found["events"][0][-1])["id"] == found["events"][0][0]
    assert tables.zipped(table) == content


# Markdown


def test_the_document_has_every_record(table: Table) -> None:
    """Each event and source by its id; no text of a record becomes markup."""
    text = document(table)

    assert all(f"\n### {event.id}\n" in text for event in table.case.events)
    assert all(f"| {source.id} |" in text for source in table.case.sources)
    assert text.count("\n# ") == 0
    assert text == document(table)


# CloudEvents


def test_each_record_is_a_cloudevent_by_the_sdk(table: Table) -> None:
    """Ids that are there once; a record that is changed has another one."""
    pytest.importorskip("cloudevents")
    from cloudevents.core.formats.json import JSONFormat  # noqa: PLC0415 - of a package that may not be there
    from cloudevents.core.v1.event import CloudEvent  # noqa: PLC0415 - as above

    said = json.loads(batch(table.case))
    read = [JSONFormat().read(CloudEvent, json.dumps(one)) for one in said]

    case = table.case
    assert len(read) == 1 + sum(map(len, (case.sources, case.seeds, case.events, case.assertions)))
    assert len({(one.get_source(), one.get_id()) for one in read}) == len(read)
    assert {one.get_type() for one in read} >= {"negotiation.head", "negotiation.event.committed"}


# iCalendar


def entries(table: Table) -> dict[str, Any]:
    """The entries of the calendar by their UID, read by the library."""
    icalendar = pytest.importorskip("icalendar")
    from negotiation.export.calendar import calendar  # noqa: PLC0415 - needs the package

    content = calendar(table)
    assert content == calendar(table)
    found = icalendar.Calendar.from_ical(content)
    assert found.errors == []
    held = found.walk("VEVENT")
    assert len({str(one["UID"]) for one in held}) == len(held)
    return {str(one["UID"]): one for one in held}


def test_every_deadline_is_an_entry_of_a_whole_day(table: Table) -> None:
    """With a fixed stamp, from the data and no clock."""
    for one in entries(table).values():
        assert type(one.decoded("DTSTART")) is date
        assert one.errors == []
        assert one.decoded("DTSTAMP").date() >= table.case.head.release_day
        assert int(one["SEQUENCE"]) >= 0


def test_a_deadline_that_moved_keeps_its_uid_and_counts() -> None:
    """The third group was moved by a day, the fourth is due, for one side, only on a condition."""
    found = entries(made("talks-2013-14"))
    third, fourth = (found[f"talks-2013-14/prisoner-release/{n}/record@negotiation"] for n in (3, 4))

    assert (third.decoded("DTSTART"), third["SEQUENCE"]) == (date(2013, 12, 30), 1)
    assert (fourth.decoded("DTSTART"), fourth["SEQUENCE"]) == (date(2014, 3, 29), 0)
    assert "as held by record" in fourth["SUMMARY"]
    israel = found["talks-2013-14/prisoner-release/4/israel@negotiation"]
    assert israel["SUMMARY"] == (
        "prisoner-release/4, as held by israel: due (the night that begins, once its condition is met)"
    )
    assert found["talks-2013-14/talks/record@negotiation"]["SUMMARY"] == "talks due"
    assert "talks-2013-14/prisoner-release/record@negotiation" not in found


# PROV


def test_provenance_is_read_back_equal(table: Table) -> None:
    """By the library; each event was generated by a report that used its sources."""
    prov = pytest.importorskip("prov.model")
    from negotiation.export.provenance import document as written  # noqa: PLC0415 - needs the package
    from negotiation.export.provenance import provenance  # noqa: PLC0415 - as above

    text = provenance(table.case)
    back = prov.ProvDocument.deserialize(content=text, format="json")

    assert back == written(table.case)
    assert text == provenance(table.case)
    assert len([*back.get_records(prov.ProvActivity)]) == len(table.case.events)
    plain = json.loads(text)
    used = {(one["prov:activity"], one["prov:entity"]) for one in plain["used"].values()}
    known = {str(one.id) for one in table.case.sources} | {str(one.id) for one in table.case.seeds}
    for event in table.case.events:
        for one in event.sources:
            assert str(one.source) not in known or (f"report:{event.id}", f"source:{one.source}") in used


# Parquet


def test_parquet_has_the_types_and_the_rows(table: Table) -> None:
    """Days as days, lists as lists; as many rows as the CSV has."""
    pq = pytest.importorskip("pyarrow.parquet")
    from negotiation.export.columns import parquet  # noqa: PLC0415 - needs the package

    intervals = pq.read_table(BytesIO(parquet(table, "intervals")))
    events = pq.read_table(BytesIO(parquet(table, "events")))

    assert intervals.num_rows == len([*tables.interval_rows(table)])
    assert events.num_rows == len(table.case.events)
    assert str(intervals.schema.field("valid_from").type) == "date32[day]"
    assert str(intervals.schema.field("outstanding_low").type) == "int64"
    assert str(events.schema.field("by").type).startswith("list<")
    assert intervals.column("valid_from").to_pylist()[0] >= date(2013, 1, 1)
    assert parquet(table, "events") == parquet(table, "events")


# The command


@pytest.mark.parametrize(
    "form",
    ["csv -o out.zip", "md -o out.md", "schema events -o out.json", "cloudevents -o out.json", "ics -o out.ics",
     "prov -o out.json", "parquet events -o out.parquet", "parquet intervals -o out.parquet"],
)  # fmt: skip
def test_the_command_writes_it(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same bytes twice."""
    for package in ("icalendar", "prov", "pyarrow"):
        pytest.importorskip(package)
    monkeypatch.chdir(tmp_path)
    case = "" if form.startswith("schema") else f" --case {ROOT / 'tests' / 'cases' / 'small'}"
    first = run(f"negotiation export {form}{case}", capsys)
    name = form.rpartition(" ")[2]
    content = Path(name).read_bytes()

    assert (first.code, first.out, first.err) == (0, "", "")
    assert run(f"negotiation export {form}{case}", capsys).code == 0
    assert Path(name).read_bytes() == content


@pytest.mark.parametrize("form", ["csv", "parquet events", "parquet nothing -o x.parquet", "schema nothing"])
def test_what_cannot_be_written_so_is_refused(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In one line."""
    ran = run(f"negotiation export {form}", capsys)

    assert (ran.code, ran.out) == (Exit.USAGE, "")
    assert ran.err.startswith("error: ")


def test_a_package_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the line that gets it."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    monkeypatch.delitem(sys.modules, "negotiation.export.calendar", raising=False)
    ran = run("negotiation export ics --case tests/cases/small", capsys)

    assert ran.code == Exit.FILES
    assert "'icalendar' is not there" in ran.err
    assert "pip install 'negotiation[export]'" in ran.err
