"""The file in the real Datasette, over HTTP: its pages, its labels, and the queries that it has ready."""

import csv
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from negotiation.cli.main import main
from negotiation.store.browsing import FACETS
from negotiation.store.canned import CANNED
from negotiation.store.schema import TABLES
from negotiation.store.views import VIEWS
from tests.cli.running import run
from tests.once import read_once
from tests.source import ROOT
from tests.store.conftest import CASES
from tests.store.test_state_query import rows_of, with_days
from tests.store.test_state_query import told as ends_of

PATIENCE = 30
CASE = "talks-2013-14"
CORRECTED = ROOT / "tests" / "cases" / "p08-days-after-start"
"""A case with a correction."""

SHIPPED = [case for case in CASES if case.parent.name == "events"]

MOMENTS = [
    {"case": CASE, "on": "2014-04-03", "known": "2014-04-05", "reading": "plo"},
    {"case": CASE, "on": "2013-12-30", "known": "", "reading": ""},
    {"case": CASE, "on": "2014-03-30", "known": "same", "reading": "israel"},
    {"case": CASE, "on": "2014-04-29", "known": "2014-06-30", "reading": "record"},
    {"case": CASE, "on": "", "known": "", "reading": ""},
    {"case": "", "on": "", "known": "", "reading": ""},
    {"case": "colombia-farc-2017", "on": "2017-05-31", "known": "2017-05-31", "reading": ""},
]


@dataclass(frozen=True, slots=True)
class Site:
    """A running Datasette."""

    port: int
    database: Path
    metadata: dict[str, Any]

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        """What it answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8")
        finally:
            connection.close()

    def get(self, path: str) -> str:
        """A page that has to be there."""
        status, text = self.ask("GET", path)
        assert status == 200, (path, status, text[:500])
        return text

    def rows(self, path: str) -> list[dict[str, Any]]:
        """The rows of a table or a query, as JSON."""
        return [dict(row) for row in json.loads(self.get(f"{path}{'&' if '?' in path else '?'}_shape=array"))]


@pytest.fixture(name="site", scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Generator[Site]:
    """One server for all tests, of what the two commands of the page make; it ends with them."""
    pytest.importorskip("datasette")
    where = tmp_path_factory.mktemp("site")
    database, metadata = where / "negotiation.db", where / "metadata.json"
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(ROOT)
        cases = [word for case in [*SHIPPED, CORRECTED] for word in ("--case", str(case))]
        assert main(["build", "--quiet", *cases, "-o", str(database), "--metadata", str(metadata)]) == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = ["serve", "--immutable", str(database), "--metadata", str(metadata), "-h", "127.0.0.1", "-p", str(port)]
    settings = {"facet_time_limit_ms": "20000", "sql_time_limit_ms": "20000", "suggest_facets": "off"}
    with subprocess.Popen(  # noqa: S603 - an installed program
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "datasette",
            *line,
            *(word for one in settings.items() for word in ("--setting", *one)),
        ],
        env={**os.environ, "HOME": str(where)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _await(server, port)
            yield Site(port, database, json.loads(metadata.read_text("utf-8")))
        finally:
            server.kill()


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    message = "Datasette did not begin to serve"
    raise AssertionError(message)


def test_the_page_of_the_file_has_its_tables_and_its_queries(site: Site) -> None:
    """By their titles; what full-text search needs is hidden, and asking is a click away."""
    page = site.get("/negotiation")
    assert "4 negotiations" in page
    for one in CANNED:
        assert f'href="/negotiation/{one.name}"' in page
        assert one.title in unescape(page)
    told_of = {one["name"]: one["hidden"] for one in json.loads(site.get("/negotiation.json"))["tables"]}
    assert {name for name, hidden in told_of.items() if not hidden} == {table.name for table in TABLES}
    assert 'href="negotiation/state_on_a_date?case=talks-2013-14&amp;reading=plo"' in page


@pytest.mark.parametrize("name", [*(table.name for table in TABLES), *(view.name for view in VIEWS)])
def test_a_page_says_what_its_columns_are_and_has_its_facets(site: Site, name: str) -> None:
    """Every column is described, and every facet that is asked for is there, with values."""
    page = site.get(f"/negotiation/{name}?_size=5")
    shown = json.loads(site.get(f"/negotiation/{name}.json?_size=1"))
    said = site.metadata["databases"]["negotiation"]["tables"][name]
    assert [*said["columns"]] == shown["columns"]
    for column, says in said["columns"].items():
        assert says
        assert f"<dt>{column}</dt><dd>{says}</dd>" in unescape(page)
    assert said["description"] in unescape(page)
    assert set(FACETS.get(name, ())) == {*shown["facet_results"]}


def test_what_leads_to_another_table_shows_its_name(site: Site) -> None:
    """A number is a link that reads as what it stands for."""
    citations = site.get("/negotiation/citations?_size=1")
    assert re.search(
        r'<a href="/negotiation/events/1">e\d\d-[a-z0-9-]+</a>|<a href="/negotiation/events/1">[a-z0-9-]+</a>',
        citations,
    )
    assert "US-brokered Israeli-Palestinian talks, 2013-14</a>" in site.get(
        f"/negotiation/subjects?case_id={CASE}&_size=1"
    )
    (subject,) = site.rows("/negotiation/subjects.json?subject=prisoner-release")
    axes = site.get(f"/negotiation/axes?subject={subject['id']}&_size=1")
    assert f'<a href="/negotiation/subjects/{subject["id"]}">prisoner-release</a>' in axes


def test_full_text_search_finds(site: Site) -> None:
    """As the box above the table of events sends it."""
    found = site.rows("/negotiation/events.json?_search=citizens&_size=100")
    assert {"e05-citizens-to-cabinet", "e73-list-of-106"} <= {one["event"] for one in found}
    assert 'name="_search"' in site.get("/negotiation/events?_size=1")


@pytest.mark.parametrize("asked", MOMENTS, ids=[" ".join(filter(None, one.values())) or "nothing" for one in MOMENTS])
def test_the_state_is_that_of_the_command(
    site: Site, asked: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row by row, and the rows say what was asked; what is left out is what the command takes without it."""
    read_once(monkeypatch)
    rows = site.rows(f"/negotiation/state_on_a_date.json?{urlencode(asked)}")
    case = asked["case"] or min(path.name for path in SHIPPED)
    options = "".join(f" --{name} {asked[name]}" for name in ("on", "known", "reading") if asked[name])
    body = json.loads(run(f"negotiation state --case events/{case}{options} --format json", capsys).out)
    lists = {name: body[name] for name in ("commitments", "talks", "proposals", "instruments", "measures")}
    expected = {id_: ends_of(row) for id_, row in rows_of(lists)}
    found = {row["subject"]: with_days(row) for row in rows}
    assert {id_: {name: found[id_][name] for name in row} for id_, row in expected.items()} == expected
    assert found.keys() == expected.keys()
    said = {(row["asked_of"], row["asked_on"], row["under_reading"], row["answer"]) for row in rows}
    assert said == {(case, body["on"], body["reading"], "coded")}
    assert {row["as_known_on"] for row in rows} == {body["known"] or "all that is known"}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"case": CASE, "on": "2013-01-01"}, "not coded: the case speaks of 2013-07-19 to 2014-10-02"),
        ({"case": CASE, "on": "3/4/2014"}, "on is no day such as 2014-03-29"),
        ({"case": CASE, "on": "2014-02-30"}, "on is no day such as 2014-03-29"),
        ({"case": CASE, "on": "2014-04-03", "known": "2014-02-30"}, "known is no day such as 2014-03-29, and not same"),
        ({"case": "talks", "on": "2014-04-03"}, "there is no such case"),
        ({"case": CASE, "on": "2014-04-03", "known": "3/4/2014"}, "known is no day such as 2014-03-29, and not same"),
        ({"case": CASE, "on": "2014-04-03", "reading": "nobody"}, "there is no such reading"),
    ],
)
def test_no_answer_is_not_silence(site: Site, asked: dict[str, str], answer: str) -> None:
    """One row says why there is none, of each query that answers about a day."""
    (row,) = site.rows(f"/negotiation/state_on_a_date.json?{urlencode(asked)}")
    assert (row["subject"], row["answer"]) == (None, answer)
    (row,) = site.rows(f"/negotiation/why_of_a_subject.json?{urlencode(asked)}")
    assert (row["event"], row["answer"]) == (None, answer)


@pytest.mark.parametrize("name", [one.name for one in CANNED])
def test_a_query_answers_as_it_is_first_opened(site: Site, name: str) -> None:
    """With nothing filled in there are rows, a field for each parameter, and the same as CSV."""
    page = site.get(f"/negotiation/{name}")
    (canned,) = (one for one in CANNED if one.name == name)
    assert re.findall(r'<input type="text" id="qp\d" name="(\w+)"', page) == [*canned.params]
    rows = site.rows(f"/negotiation/{name}.json")
    assert rows
    table = [*csv.DictReader(site.get(f"/negotiation/{name}.csv").splitlines())]
    assert [[*row.values()] for row in table] == [
        ["" if cell is None else str(cell) for cell in row.values()] for row in rows
    ]


def test_the_queries_answer_about_the_shipped_case(site: Site) -> None:
    """What is known of it from its own pages."""
    asked = urlencode({"case": CASE, "subject": "prisoner-release/4", "on": "2014-04-03"})
    why = site.rows(f"/negotiation/why_of_a_subject.json?{asked}")
    assert {row["event"] for row in why if row["axis"] == "status"} == {"e46-not-released"}
    deadlines = site.rows(f"/negotiation/deadlines_of_a_case.json?case={CASE}")
    assert ("talks", "2014-04-29") in {(row["subject"], row["due_last"]) for row in deadlines}
    positions = site.rows(f"/negotiation/positions_on_a_date.json?case={CASE}&on=2014-04-03")
    assert ("prisoner-release/4", "size", "plo", "30") in {
        (row["subject"], row["field"], row["holder"], row["words"]) for row in positions
    }
    corrections = site.rows("/negotiation/corrections.json")
    assert ("corrected", 1) in {(row["kind"], row["still_stands"]) for row in corrections if row["of_record"]}


def test_nothing_can_be_written(site: Site) -> None:
    """Neither by a query that writes nor by sending to a page; the file stays as it is."""
    before = sha256(site.database.read_bytes()).hexdigest()
    for sql in ("DELETE FROM events", "INSERT INTO meta VALUES ('a', 'b')", "DROP TABLE events"):
        assert site.ask("GET", f"/negotiation.json?{urlencode({'sql': sql})}")[0] == 400
    for path in ("/negotiation/events", "/negotiation/state_on_a_date", "/negotiation"):
        assert site.ask("POST", path, "case=x")[0] >= 400
    assert sha256(site.database.read_bytes()).hexdigest() == before


@pytest.mark.parametrize(
    ("metadata", "told"),
    [
        ("metadata.yaml", "--metadata writes JSON, and not metadata.yaml"),
        ("nowhere/metadata.json", "could not write nowhere/metadata.json"),
        ("file.json", "could not write file.json"),
    ],
)
def test_metadata_that_cannot_be_written_stop_the_build(
    metadata: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the work is begun: no file is there."""
    monkeypatch.chdir(tmp_path)
    ran = run(f"negotiation build --case {CORRECTED} -o file.json --metadata {metadata}", capsys)
    assert (ran.code in {2, 3}, [*tmp_path.iterdir()]) == (True, [])
    assert told in ran.err
