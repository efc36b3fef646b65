"""How records fit together: what no slip of `mutations.py` shows."""

from collections import defaultdict
from pathlib import Path

import pytest

from negotiation.ledger.gather import Gathered, gather
from negotiation.ledger.load import load_case
from negotiation.ledger.mentions import mentions
from negotiation.ledger.nearest import MANY, nearest
from negotiation.ledger.problems import Problem
from tests.source import ROOT

SMALL = ROOT / "tests" / "cases" / "small"
SOURCES = "sources: [{source: agency, attribution: reporter}, {source: gazette, attribution: document}]"


def event(kind: str, fields: str, on: str = "2020-03-01") -> str:
    """A record of this kind with these fields besides those that every kind has."""
    return (
        f"- {{id: x, kind: {kind}, on: {on}, reported: 2020-03-01, certainty: confirmed,\n"
        f"   {fields},\n   {SOURCES}}}\n"
    )


def added(directory: Path, events: str, head: str = "") -> list[Problem]:
    """What is said of the small case with some events more."""
    for path in SMALL.rglob("*.yaml"):
        text = path.read_text("utf-8") + (head if path.name == "case.yaml" else "")
        (directory / path.name).write_text(text, "utf-8")
    (directory / "more.yaml").write_text(events, "utf-8")
    return list(load_case(directory, here=directory).problems)


def test_the_first_look_sees_what_the_closer_one_sees() -> None:
    """Over every record of the shipped case and of the small one."""
    for directory in (SMALL, ROOT / "events" / "talks-2013-14"):
        case = load_case(directory, ROOT / "seeds").case
        assert case is not None
        for record in (case.head, *case.sources, *case.seeds, *case.events):
            found: Gathered = defaultdict(set)
            gather(record, found)
            assert {(space, name) for space in found for name in found[space]} == {
                (mention.space, mention.name) for mention in mentions(record)
            }


def test_an_unknown_id_is_told_once_with_the_other_places(tmp_path: Path) -> None:
    once = event("stated", "by: bland, speaker: nobody, states: No")
    events = "".join(once.replace("id: x", f"id: note-{n}") for n in range(6))

    (problem,) = added(tmp_path, events)

    assert str(problem) == "more.yaml:2:24: T113 no party, organ, person, source or reading 'nobody'"
    assert problem.notes == (("also in", "more.yaml:4, more.yaml:7, more.yaml:10 and 2 more records"),)


def test_an_id_of_a_party_that_an_event_takes_is_told_with_both_places(tmp_path: Path) -> None:
    (problem,) = added(tmp_path, event("stated", "by: bland, states: No").replace("id: x", "id: cland"))

    assert problem.message == "the event id 'cland' is taken by a party"
    assert problem.related[0].file == "case.yaml"


def test_a_stage_of_a_measure_and_a_step_of_talks_come_again(tmp_path: Path) -> None:
    events = "".join(
        event("measure-taken", f"measure: lane, by: bland, stage: {stage}").replace("id: x", f"id: lane-{stage}")
        for stage in ("announced", "begun")
    )

    assert added(tmp_path, events) == []


@pytest.mark.parametrize(
    ("events", "code"),
    [
        (event("accepted", "subject: trucks, by: bland"), "T112"),
        (event("deposited", "subject: [trucks], by: bland"), "T112"),
        ("- assertion: {on: 2020-03-01, subject: lorries, expect: {performed: 0}}\n", "T112"),
        ("- assertion: {on: 2020-03-01, reading: nobody, subject: trucks, expect: {performed: 0}}\n", "T114"),
        (event("held", "subject: no-patrols, field: lapses_when, by_reading: {bland: {overdue: truks}}"), "T112"),
        (event("held", "subject: first-trucks, field: by, by_reading: {bland: nobody}"), "T113"),
        (event("corrected", "revises: first-trucks, set: {subject: trucks/7}, reason: typo"), "T112"),
        (event("corrected", "revises: first-trucks, set: {id: y}, reason: typo"), "T121"),
        (event("corrected", "revises: first-trucks, set: {quantity: few}, reason: typo"), "T103"),
        (event("amended", "subject: trucks, due: 2020-09-01, by: aland"), "T123"),
        (
            event(
                "committed", "commitment: peace, debtor: aland, creditor: bland, obligation: maintain, state: at peace"
            ),
            "T123",
        ),
        (event("amended", "subject: trucks, rule: published-schedule, condition: {occurred: {kind: decidd}}"), "T104"),
        (event("stated", "after: x, by: bland, states: No"), "T119"),
    ],
)
def test_what_does_not_fit_is_told_once(tmp_path: Path, events: str, code: str) -> None:
    assert [problem.code for problem in added(tmp_path, events)] == [code]


@pytest.mark.parametrize(
    "events",
    [
        event("held", "subject: first-trucks, field: quantity, by_reading: {bland: 3}"),
        event("claimed", "subject: trucks, by: bland, asserts: notice", on="2020-03-09"),
        event("stated", "by: bland, states: No", on="{after: talks-opened, days: 9}"),
        event(
            "committed",
            "commitment: reports, debtor: aland, creditor: bland, obligation: act, act: report,"
            " recurs: {every: {months: 1}, from: 2020-03-01}",
        )
        + "- assertion: {on: 2020-05-02, subject: reports/3, expect: {phase: in force}}\n",
        "- assertion: {on: 2020-03-01, subject: instruments, depositary: aland, expect: {signed: 0}}\n",
        event("stated", "by: bland, states: 'Bland said: \"we refused\"'"),
        event("withheld", "subject: trucks/1, by: aland, stated_reason: {speaker: arden, reason: They refused.}"),
    ],
)
def test_what_fits_is_left_alone(tmp_path: Path, events: str) -> None:
    assert added(tmp_path, events) == []


@pytest.mark.parametrize("field", ["title", "note"])
def test_loaded_words_are_found_across_a_fold_and_in_capitals(tmp_path: Path, field: str) -> None:
    events = event("stated", f"by: bland, states: No, {field}: A list Walked\n     out of")

    (problem,) = added(tmp_path, events, "  - {word: walked out, neutral: left, reason: Blames who left.}\n")

    assert (problem.code, problem.label, problem.span.start.line) == ("T401", "write: left", 2)
    assert problem.end.line == 3


def test_the_nearest_of_many_words_is_found_too() -> None:
    assert nearest("tru-4711x", [f"tru-{n}" for n in range(MANY + 2)]) == "tru-4711"
