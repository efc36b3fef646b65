"""What the shipped cases beside the default one must answer, each row by the command line, in JSON.

The rows are those that put the model to the test: a renewal whose length nobody settled, a party that suspends
its part, due days that move after they have passed, and a count that contradicts what both sides had said.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest

from tests.cli.running import run
from tests.source import ROOT

Body = dict[str, Any]
GRAIN, ARMS = "black-sea-grain-2022-23", "colombia-farc-2017"
QUESTIONS = 13


@dataclass(frozen=True, slots=True)
class Asked:
    """A subject on a day, as known on a day, under a reading."""

    case: str
    subject: str
    on: str
    known: str | None = None
    reading: str = "record"

    @property
    def line(self) -> str:
        known = f" --known {self.known}" if self.known else ""
        return (
            f"negotiation state {self.subject.partition('/')[0]} --case {self.case} --on {self.on}{known}"
            f" --reading {self.reading} --format json"
        )

    def __str__(self) -> str:
        return " ".join(filter(None, (self.subject, self.on, self.known, self.reading)))


def grain(subject: str, on: str, known: str | None = None, reading: str = "record") -> Asked:
    return Asked(GRAIN, subject, on, known, reading)


def arms(subject: str, on: str, known: str | None = None) -> Asked:
    return Asked(ARMS, subject, on, known)


def days(first: str, last: str) -> Body:
    """One of several days."""
    return {"min": first, "max": last}


ROWS: tuple[tuple[Asked, Body], ...] = (
    # A renewal that all agree on, and whose length nobody settled: in force to the shortest, from then on both
    (grain("initiative", "2022-11-17", "same"), {"phase": "in force", "window": {"until": "2023-03-18"}}),
    (grain("initiative", "2022-11-20", "2022-11-16"), {"phase": "in force", "window": {"until": "2023-03-19"}}),
    (
        grain("initiative", "2023-03-19", "same"),
        {"phase": "in force", "status": "kept so far", "window": {"until": days("2023-05-18", "2023-07-17")}},
    ),
    (grain("initiative", "2023-03-19", "same", "russia"), {"phase": "in force", "window": {"until": "2023-05-18"}}),
    (grain("initiative", "2023-03-19", "same", "ukraine"), {"phase": "in force", "window": {"until": "2023-07-16"}}),
    (grain("initiative", "2023-05-18", "2023-05-16"), {"phase": "in force"}),
    (grain("initiative", "2023-05-19", "2023-05-16"), {"phase": "in force or satisfied"}),
    (grain("initiative", "2023-05-19", "2023-05-16", "russia"), {"phase": "satisfied"}),
    (grain("initiative", "2023-05-19", "2023-05-16", "ukraine"), {"phase": "in force"}),
    (
        grain("initiative", "2023-05-19", "2023-05-17"),
        {"phase": "in force", "window": {"until": days("2023-07-17", "2023-07-18")}},
    ),
    (grain("initiative", "2023-07-19"), {"phase": "satisfied"}),
    # One party's part is suspended; the whole is in force, and ships sail
    (
        grain("participation", "2022-10-31"),
        {"status": "suspended", "suspended": {"by": "russia", "since": "2022-10-29", "power": "none named"}},
    ),
    (grain("initiative", "2022-10-31"), {"phase": "in force", "suspended": None, "window": {"until": "2022-11-19"}}),
    (grain("outbound-2022-10-31", "2022-10-31"), {"stage": "begun", "quantity": 12}),
    (grain("participation", "2022-11-02"), {"status": "kept so far", "suspended": None}),
    (grain("participation", "2023-07-17", "2023-07-18"), {"phase": "cancelled"}),
    # Figures, late reports, and what nobody is named for
    (grain("tonnes", "2022-11-01", "2022-11-02"), {"quantity": 9_700_000}),
    (grain("voyages", "2023-07-16", "same"), {"quantity": 1003}),
    (grain("voyages", "2023-07-16", "2023-07-18"), {"quantity": 1004}),
    (grain("pipeline", "2023-06-05", "2023-06-07"), {"status": "not there yet or halted"}),
    (grain("pipeline", "2023-06-06", "2023-06-07"), {"stage": "halted", "by": None}),
    (grain("pivdennyi-open", "2023-05-10", "same"), {"status": "kept so far"}),
    (grain("pivdennyi-open", "2023-05-10", "2023-07-15"), {"status": "not kept, as observed"}),
    # A clock that is set, void, and set anew
    (arms("laydown-certified", "2016-09-28", "same"), {"due": "2017-03-25"}),
    (arms("laydown-certified", "2016-10-03", "same"), {"due": None}),
    (arms("laydown-certified", "2016-12-02", "same"), {"due": "2017-05-30"}),
    # New days after the old ones had passed do not reach back: the same answer before and after they were agreed
    (
        arms("arms-laydown", "2017-05-15", "2017-05-15"),
        {"total": {"min": 0, "max": None}, "percent": {"performed": 0, "upcoming": 0, "overdue": 100}},
    ),
    (
        arms("arms-laydown", "2017-05-15", "2017-06-30"),
        {"total": 7132, "overdue": 7132, "percent": {"performed": 0, "upcoming": 0, "overdue": 100}},
    ),
    *(
        (
            arms(f"arms-laydown/{step}", "2017-05-15", known),
            {"due": due, "days_overdue": late, "percent": {"overdue": share}},
        )
        for known in ("2017-05-15", "2017-06-30")
        for step, due, late, share in (
            (1, "2017-03-01", 75, 30), (2, "2017-03-31", 45, 30), (3, "2017-04-30", 15, 40),
        )
    ),
    (
        arms("arms-laydown", "2017-05-29", "same"),
        {"due": "2017-06-07", "percent": {"performed": 0, "upcoming": 100, "overdue": 0}},
    ),
    # Both sides say 60%; the verifier counts about 40%
    (arms("arms-laydown", "2017-06-13", "2017-06-13"), {"total": 7000, "performed": 2300, "overdue": 0}),
    (
        arms("arms-laydown", "2017-06-13", "2017-06-14"),
        {"performed": 2800, "percent": {"performed": 40, "upcoming": 60, "overdue": 0}},
    ),
    (arms("arms-laydown", "2017-06-15", "same"), {"percent": {"performed": 40, "upcoming": 40, "overdue": 20}}),
    (arms("arms-laydown/2", "2017-06-16", "same"), {"status": "satisfied late"}),
    (arms("arms-laydown", "2017-06-26", "same"), {"total": 7132, "performed": 7132, "status": "satisfied late"}),
    # A rest that passes to another
    (
        arms("caches", "2017-09-16", "2017-09-16"),
        {"total": 998, "performed": 750, "outstanding": 0, "overdue": 0, "discharged_otherwise": 248},
    ),
    (arms("caches", "2017-09-16", "2017-09-22"), {"total": 1027, "performed": 750, "discharged_otherwise": 277}),
)  # fmt: skip

LENGTH = {("russia", "2023-05-18"), ("ukraine", "120 days after 2023-03-18"), ("ukraine", "120 days after 2023-03-19"),
          ("un", "none"), ("turkiye", "none")}  # fmt: skip
SAID = {"e12-claimed-by-farc", "e12-claimed-by-government"}


def rows_of(body: Body) -> dict[str, Body]:
    """Every row of an answer, and every tranche of one, by its id."""
    found: dict[str, Body] = {}
    for kind in ("commitments", "talks", "proposals", "measures"):
        for row in body[kind]:
            found[row["id"]] = row
            found |= {f"{row['id']}/{part['id']}": part for part in row.get("tranches", ())}
    return found


def ask(asked: Asked, capsys: pytest.CaptureFixture[str]) -> Body:
    """The row about a subject."""
    ran = run(asked.line, capsys)
    assert (ran.code, ran.err) == (0, "")
    return rows_of(json.loads(ran.out))[asked.subject]


def part_of(found: Any, expected: Any) -> Any:
    """As much of what was found as is expected: of a mapping the keys given."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: part_of(found.get(key), value) for key, value in expected.items()}
    return found


@pytest.mark.parametrize(("asked", "expected"), ROWS, ids=str)
def test_a_row(asked: Asked, expected: Body, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer has what the research has, for that day, known that day, under that reading."""
    assert part_of(ask(asked, capsys), expected) == expected


def test_a_length_that_nobody_settled_has_all_its_holders(capsys: pytest.CaptureFixture[str]) -> None:
    """Who gives which length, and who gives none; the record gives none of its own, and has no line."""
    contested = ask(grain("initiative", "2023-03-19", "same"), capsys)["contested"]

    assert {(one.get("holder") or one["reading"], one["value"]) for one in contested} == LENGTH
    assert {one["field"] for one in contested} == {"window.until"}


def test_nobody_is_named_where_each_names_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    """Both accounts of who did it stand, and neither is gone by."""
    contested = ask(grain("pipeline", "2023-06-06", "2023-06-07"), capsys)["contested"]
    who = {one.get("holder", "record"): one["value"] for one in contested if one["field"] == "by"}

    assert who == {"record": "none", "russia": "ukraine", "ukraine": "russia"}


def test_who_left_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """One of three debtors is gone; the others are bound to the last day."""
    each = ask(grain("initiative", "2023-07-17", "2023-07-18"), capsys)["per_debtor"]

    assert {one["debtor"]: one["phase"] for one in each} == {
        "russia": "cancelled",
        "turkiye": "in force",
        "ukraine": "in force",
    }


@pytest.mark.parametrize("known", ["2017-06-13", "2017-06-14"])
def test_what_both_sides_said_stays_beside_the_count(known: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A claim is not unmade by a verifier's figure, before or after it came."""
    row = ask(arms("arms-laydown", "2017-06-13", known), capsys)
    counts = {one.get("holder") or one["reading"]: one["value"] for one in row["contested"] if one["field"] == "so_far"}

    assert set(row["claims"]) >= SAID
    told = {"record": "40%", "un-mission": "40%", "farc": "60%", "government": "60%", "colombia-reports-13-june": 4406}
    assert counts == ({} if known == "2017-06-13" else told)


@pytest.mark.parametrize("case", [GRAIN, ARMS])
def test_every_question_is_an_assertion(case: str) -> None:
    """The thirteen questions of the page of the case stand in its assertions, each with an answer."""
    text = (ROOT / "events" / case / "assertions.yaml").read_text("utf-8")
    parts = re.split(r"^# (\d+)\. ", text, flags=re.MULTILINE)
    asserted = {int(number): part.count("- assertion:") for number, part in zip(parts[1::2], parts[2::2], strict=True)}
    page = (ROOT / "docs" / f"case-{case}.md").read_text("utf-8")
    asked = [int(number) for number in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]

    assert [number for number, count in asserted.items() if count] == asked == list(range(1, QUESTIONS + 1))


@pytest.mark.parametrize("case", [GRAIN, ARMS])
def test_nothing_is_amiss(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The case is clean, warnings included."""
    ran = run(f"negotiation check --strict {case}", capsys)

    assert ran.code == 0
    assert "error" not in ran.out + ran.err
