"""What the shipped case must answer, asked as a person asks: by the command line, in JSON."""

import json
from typing import Any

import pytest

from tests.cli.running import run

Body = dict[str, Any]
RELEASE = "prisoner-release"


@pytest.fixture(name="ask")
def _ask(capsys: pytest.CaptureFixture[str]) -> Any:
    def asked(line: str) -> Body:
        ran = run(f"negotiation {line} --format json", capsys)
        assert (ran.code, ran.err) == (0, "")
        body: Body = json.loads(ran.out)
        return body

    return asked


def named(body: Body, kind: str, id_: str) -> Body:
    """One row of a list."""
    found: Body = next(row for row in body[kind] if row["id"] == id_)
    return found


@pytest.mark.parametrize(
    ("on", "performed", "outstanding", "phase"),
    [
        ("2013-07-28", 0, 104, "conditional"),
        ("2013-07-30", 0, 104, "in force"),
        ("2013-08-13", 0, 104, "in force"),
        ("2013-08-14", 26, 78, "in force"),
        ("2013-10-29", {"min": 26, "max": 52}, {"min": 52, "max": 78}, "in force"),
        ("2013-10-30", 52, 52, "in force"),
        ("2013-12-30", {"min": 52, "max": 78}, {"min": 26, "max": 52}, "in force"),
        ("2013-12-31", 78, 26, "in force"),
        ("2014-03-28", 78, 26, "in force"),
        ("2014-04-03", 78, 26, "in force"),
        ("2014-06-30", 78, 26, "in force"),
    ],
)
def test_how_many_are_performed_and_outstanding(
    ask: Any, on: str, performed: Any, outstanding: Any, phase: str
) -> None:
    """The counts of each day, both values where a night leaves it open."""
    row = named(ask(f"state {RELEASE} --on {on}"), "commitments", RELEASE)

    assert (row["performed"], row["outstanding"], row["phase"]) == (performed, outstanding, phase)
    assert row["total"] == 104


def test_before_it_was_made_it_was_proposed(ask: Any) -> None:
    """A report of a plan is no promise."""
    row = named(ask(f"state {RELEASE} --on 2013-07-27"), "commitments", RELEASE)

    assert (row["phase"], row["debtor"]) == ("proposed", None)


@pytest.mark.parametrize(
    ("on", "figures", "status"),
    [
        ("2014-03-28", (26, 0, 0), "upcoming"),
        ("2014-03-29", (26, 0, 0), "due today"),
        ("2014-03-30", (0, 26, 1), "overdue 1 day, non-performance reported"),
        ("2014-04-03", (0, 26, 5), "overdue 5 days, non-performance reported"),
    ],
)
def test_due_days_are_inclusive(ask: Any, on: str, figures: tuple[int, int, int], status: str) -> None:
    """What is due on the 29th is overdue from the 30th, and one day late on that day."""
    row = named(ask(f"state {RELEASE} --on {on}"), "commitments", RELEASE)
    tranche = next(one for one in row["tranches"] if one["id"] == "4")

    assert tranche["due"] == "2014-03-29"
    assert (tranche["upcoming"], tranche["overdue"], tranche["days_overdue"]) == figures
    assert tranche["status"] == status


def test_a_notice_is_known_from_its_report(ask: Any) -> None:
    """The same figures a day earlier in knowledge, and no notice of the debtor's own yet."""
    now, before = (
        named(ask(f"state {RELEASE} --on 2014-04-03 --known {known}"), "commitments", RELEASE)
        for known in ("same", "2014-04-02")
    )

    assert now["withheld"]["by"] == now["debtor"]
    assert now["withheld"]["stated_reason"]["speaker"]
    assert before["withheld"] is None
    assert [now[name] for name in ("performed", "outstanding", "overdue")] == [
        before[name] for name in ("performed", "outstanding", "overdue")
    ]


def test_readings_differ_where_the_terms_do(ask: Any) -> None:
    """Not due without an approval under one reading; 30 instead of 26 under another, with the difference declared."""
    readings = ask("state --on 2014-04-03 --readings")["readings"]
    whole = {reading: named(body, "commitments", RELEASE) for reading, body in readings.items()}
    fourth = {reading: next(t for t in row["tranches"] if t["id"] == "4") for reading, row in whole.items()}

    assert list(readings) == ["record", "israel", "plo"]
    assert (fourth["israel"]["overdue"], fourth["israel"]["not_due"]) == (0, 26)
    assert fourth["israel"]["withheld"] is not None
    assert (fourth["plo"]["total"], whole["plo"]["difference"], whole["plo"]["total"]) == (30, 4, 104)


@pytest.mark.parametrize("reading", ["record", "israel", "plo"])
@pytest.mark.parametrize("step", ["event", "week"])
def test_the_sum_holds_on_every_day(ask: Any, reading: str, step: str) -> None:
    """Performed and outstanding are the total and the declared difference, in every column."""
    columns = ask(f"totals {RELEASE} --every {step} --from 2013-07-28 --to 2014-06-30 --reading {reading}")["columns"]

    assert columns
    assert all(column["holds"] for column in columns)


def test_an_act_whose_scope_is_contested(ask: Any) -> None:
    """Kept, then an act that one reading counts; under another the promise had lapsed, once that was stated."""
    body = ask("state no-un-moves --on 2014-04-01 --readings")["readings"]
    rows = {reading: named(one, "commitments", "no-un-moves") for reading, one in body.items()}
    before = {
        known: named(ask(f"state no-un-moves --on 2014-03-31 --reading plo{known}"), "commitments", "no-un-moves")
        for known in ("", " --known same")
    }

    assert rows["record"]["status"] == "act recorded, scope contested"
    assert rows["record"]["episodes"] == []
    assert [one["from"] for one in rows["israel"]["episodes"]] == ["2014-04-01"]
    assert before[""]["phase"] == "lapsed"
    assert before[" --known same"]["phase"] == "in force"


def test_each_debtor_stands_for_itself(ask: Any) -> None:
    """A suspension by one is the other's only as far as the terms say so; the window closes for both."""
    rows = {
        on: named(ask(f"state stay-at-table --on {on}"), "commitments", "stay-at-table")
        for on in ("2014-04-23", "2014-04-24", "2014-04-30")
    }

    assert rows["2014-04-23"]["status"] == "kept so far"
    assert {one["debtor"] for one in rows["2014-04-24"]["per_debtor"]} == {"israel", "plo"}
    assert rows["2014-04-24"]["suspended"]["by"] == "israel"
    assert rows["2014-04-24"]["suspended"]["stated_reason"] is not None
    assert rows["2014-04-30"]["phase"] not in {"in force", "satisfied"}


@pytest.mark.parametrize(
    ("on", "deadline", "phase"),
    [
        ("2013-07-29", None, "under way"),
        ("2013-07-30", "2014-04-29", "under way"),
        ("2014-04-24", "2014-04-29", "suspended"),
        ("2014-04-30", "2014-04-29", "suspended"),
    ],
)
def test_the_deadline_of_the_talks(ask: Any, on: str, deadline: str | None, phase: str) -> None:
    """No extension was granted: the deadline never moves."""
    row = named(ask(f"state talks --on {on}"), "talks", "talks")

    assert (row["deadline"], row["phase"]) == (deadline, phase)
    assert all(one["phase"] != "accepted" for one in row["extensions"])


@pytest.mark.parametrize(
    ("on", "deposited", "in_force"),
    [
        ("2014-04-01", (0, 0), (0, 0)),
        ("2014-04-02", (19, 20), (4, 5)),
        ("2014-04-07", (20, 20), (4, 5)),
        ("2014-05-01", (20, 20), (4, 5)),
        ("2014-05-02", (20, 20), (14, 15)),
        ("2014-05-07", (20, 20), (15, 16)),
        ("2014-06-01", (20, 20), (16, 17)),
        ("2014-07-01", (20, 20), (17, 18)),
        ("2014-07-02", (20, 20), (19, 20)),
        ("2014-10-02", (20, 20), (20, 20)),
    ],
)
def test_how_many_instruments_came_to_each_step(
    ask: Any, on: str, deposited: tuple[int, int], in_force: tuple[int, int]
) -> None:
    """At least, and at most, where accounts of a day differ."""
    rows = ask(f"state instruments --on {on}")["instruments"]

    def count(field: str) -> tuple[int, int]:
        there = [row for row in rows if row[field] is not None]
        return sum(field not in row["perhaps"] for row in there), len(there)

    assert (len(rows), len({row["letter"] for row in rows})) == (20, 15)
    assert count("deposited") == deposited
    assert count("in_force") == in_force


def test_a_measure_and_its_count(ask: Any) -> None:
    """A tender issued again is a measure, outside any commitment."""
    row = named(ask("state measures --on 2014-04-01"), "measures", "gilo-708")

    assert (row["stage"], row["quantity"]) == ("re-issued", 708)


def test_the_order_of_one_day(ask: Any) -> None:
    """Three events of a day in the order that `after` gives them."""
    kinds = "--kind measure-taken --kind acted --kind contacted"
    entries = ask(f"timeline --from 2014-04-01 --to 2014-04-01 {kinds}")["entries"]
    events = [entry["event"] for entry in entries]

    assert [e for e in events if e in ORDER] == ORDER


ORDER = ["e57-gilo-tender", "e58-letters-signed", "e59-visit-cancelled"]


def test_every_cause_leads_to_a_file_and_to_a_passage(ask: Any) -> None:
    """Each event of the reasons has its place and at least one source; each rule its sentence."""
    body = ask(f"why {RELEASE} --on 2014-04-03")

    assert body["events"]
    assert all(e["file"] and e["line"] and e["sources"] for e in body["events"])
    assert all(body["rules"].values())
    assert body["left_out"]
    assert all(one["reason"] for one in body["left_out"])
    made = {e["id"] for e in body["events"]}
    assert all(cause in made for part in body["parts"] for one in part["axes"] for cause in one["causes"])
