"""The JSON of `state` is what its schema and its page say: others read it."""

import json
from pathlib import Path
from typing import Any

import pytest

import negotiation
from tests.cli.running import run
from tests.cli.schema import complaints
from tests.source import ROOT

SCHEMA: dict[str, Any] = json.loads(
    (Path(negotiation.__file__).parent / "views" / "schemas" / "state-1.json").read_text("utf-8")
)

CONTRACT = [
    "id",
    "debtor",
    "creditor",
    "obligation",
    "phase",
    "status",
    "total",
    "performed",
    "outstanding",
    "upcoming",
    "overdue",
    "not_due",
    "discharged_otherwise",
    "excess",
    "difference",
    "due",
    "days_overdue",
    "withheld",
    "suspended",
    "contested",
    "order_sensitive",
    "causes",
]
"""What a commitment and a tranche have at least."""

DAYS = ["2013-07-19", "2013-07-27", "2013-07-28", "2013-08-04", "2013-10-29", "2014-04-01", "2014-04-02", "2014-04-24",
        "2014-04-30", "2014-05-02", "2014-10-02", "2015-01-01"]  # fmt: skip


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("more", ["", "--known same", "--reading israel", "--reading plo", "--readings"])
def test_the_state_is_as_its_schema_says(on: str, more: str, capsys: pytest.CaptureFixture[str]) -> None:
    """On the days on which something changes, under every reading, and outside what is covered."""
    body = json.loads(run(f"negotiation state --on {on} {more} --format json", capsys).out)

    assert not list(complaints(body, SCHEMA, SCHEMA))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["commitments", 0, "total"], "104"),
        (["commitments", 0, "phase"], 3),
        (["commitments", 0, "causes"], None),
        (["instruments", 0, "signed"], "1 April"),
        (["schema"], "negotiation/state/2"),
        (["extra"], 1),
    ],
)
def test_the_schema_refuses_what_it_should(path: list[Any], value: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """It is not so wide that anything passes."""
    body = json.loads(run("negotiation state --on 2014-04-03 --format json", capsys).out)
    at = body
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value

    assert list(complaints(body, SCHEMA, SCHEMA))


def test_nothing_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    """Each row has every field of the contract, and absent ones are null."""
    body = json.loads(run("negotiation state --on 2014-04-03 --format json", capsys).out)
    tranches = [tranche for row in body["commitments"] for tranche in row["tranches"]]

    assert {"schema", "case", "on", "known", "reading", "tz", "complete"} <= set(body)
    assert [t["id"] for t in tranches] == ["1", "2", "3", "4"]
    assert all(set(CONTRACT) <= set(row) for row in [*body["commitments"], *tranches])


def test_the_page_names_every_field() -> None:
    """`docs/json.md` and the schema speak of the same things."""
    page = (ROOT / "docs" / "json.md").read_text("utf-8")
    definitions = SCHEMA["definitions"]
    fields = {name for one in definitions.values() for name in one.get("properties", {})}
    fields |= {name for one in SCHEMA["anyOf"] for name in one["properties"]}

    assert not sorted(name for name in fields if f"`{name}`" not in page)


@pytest.mark.parametrize("line", ["why prisoner-release --on 2014-04-03", "due --on 2014-03-28", "totals", "sources",
                                  "diff 2014-04-01 2014-04-02", "timeline --to 2013-08", "show erekat",
                                  "timeline --strip"])  # fmt: skip
def test_every_answer_can_be_read_by_programs(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One document with its schema's name; one object a line; rows as long as their heads."""
    body = json.loads(run(f"negotiation {line} --format json", capsys).out)
    rows = [json.loads(text) for text in run(f"negotiation {line} --format jsonl", capsys).out.splitlines()]
    cells = run(f"negotiation {line} --format csv", capsys).out

    assert body["schema"].startswith("negotiation/")
    assert rows
    assert ",," not in cells
    assert not [text for text in cells.splitlines() if text.startswith(",") or text.endswith(",")]


def test_a_fact_is_never_an_empty_cell(capsys: pytest.CaptureFixture[str]) -> None:
    """What is absent has a word."""
    facts = run("negotiation state --on 2014-04-03 --format csv", capsys).out

    assert facts.startswith("subject,axis,holder,value,from,to\r\n")
    assert "none recorded" in facts
    assert not [text for text in facts.splitlines() if ",," in text or text.endswith(",")]


@pytest.mark.parametrize("on", ["2013-07-27", "2013-10-29", "2014-04-03", "2014-04-24", "2014-10-02"])
def test_a_cell_of_the_state_is_one_value(on: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No list in a cell, on days with stages, pauses, acts and episodes; and no row twice."""
    rows = run(f"negotiation state --on {on} --readings --format csv", capsys).out.splitlines()

    assert not [row for row in rows if "; " in row and " or " not in row]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("line", ["state", "state --readings", "state --axis due", "due", "diff"])
def test_no_rows_have_their_heads_all_the_same(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A table without rows is a table."""
    empty, full = ("2015-01-01 2015-01-01", "2014-04-01 2014-04-02") if line == "diff" else ("--on 2015-01-01", "")
    shown = [run(f"negotiation {line} {day} --format csv", capsys).out.splitlines() for day in (empty, full)]

    assert shown[0] == shown[1][:1] != []


def test_what_is_open_is_part_of_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    """`--open` leaves rows out and changes none."""
    line = "negotiation state --on 2014-05-15 --format"
    whole, left = (json.loads(run(f"{line} json{more}", capsys).out) for more in ("", " --open"))
    facts, kept = (run(f"{line} csv{more}", capsys).out.splitlines() for more in ("", " --open"))

    assert [row["id"] for row in left["commitments"]] == ["prisoner-release"]
    assert [one["id"] for one in left["commitments"][0]["tranches"]] == ["4"]
    assert left["instruments"] == left["measures"] == []
    assert all(row in whole["talks"] for row in left["talks"])
    assert set(kept) < set(facts)
    assert {row.split(",")[0].partition("/")[0] for row in kept[1:]} == {
        row["id"] for rows in left.values() if isinstance(rows, list) for row in rows
    }
