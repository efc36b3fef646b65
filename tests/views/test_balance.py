"""How evenly the records are spread: counted right, listed by one rule, and the same for whoever is who."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import negotiation
from negotiation.domain.answers import Question
from negotiation.domain.case import Case, Source
from negotiation.domain.intervals import Table
from negotiation.ledger.load import load_case
from negotiation.views.evenness import Evenness, Listed, evenness, listed
from tests.cases import Plain, case_of, record
from tests.cli.running import run
from tests.cli.schema import complaints
from tests.domain.canon import renamed
from tests.source import ROOT

SCHEMA: dict[str, Any] = json.loads(
    (Path(negotiation.__file__).parent / "views" / "schemas" / "balance-1.json").read_text("utf-8")
)
PROMISE = record(
    "committed", "promised", 1, commitment="trucks", debtor="aland", creditor="bland", obligation="deliver", total=10,
    unit="trucks",
)  # fmt: skip


def stated(id_: str, by: str, on: int, *sources: str) -> Plain:
    cited = [{"source": one, "attribution": "side"} for one in sources or ("gazette",)]
    return record("stated", id_, on, by=by, states="Yes.") | {"sources": cited}


def spread(*records: Plain, sources: tuple[Source, ...] = ()) -> Evenness:
    case = case_of([PROMISE, *records])
    case = Case(case.id, case.head, sources, case.seeds, case.events, case.assertions)
    span = case.head.coverage.start.toordinal(), case.head.coverage.end.toordinal()
    return evenness(Table(case), Question(span[1]), span)


def source(id_: str, origin: str, **more: Any) -> Source:
    plain: Plain = {"id": id_, "publisher": id_, "host_kind": "press", "date": None, "title": None, "origin": origin}
    return Source.model_validate(plain | {"archived": None, "url": None} | more)


def test_a_record_counts_for_each_whose_act_it_is() -> None:
    """Organs count as their party, the debtor of a promise as who acts, and records about records not at all."""
    even = spread(
        stated("a", "council", 2),
        stated("b", "bland", 40),
        record("contacted", "met", 3, form="met", by=["aland", "bland"]),
        record("corrected", "again", 40, revises="b", set={"states": "No."}, reason="typo"),
    )

    assert {party: len(even.of(party)) for party in even.parties} == {"aland": 3, "bland": 2}
    assert even.left_out == {"about other records": 1}
    assert [even.in_month(month, "bland") for month in even.months[:3]] == [1, 1, 0]
    assert even.months == [f"2020-{month:02}" for month in range(1, 13)]


def test_a_party_that_only_publishes_is_counted_too() -> None:
    even = spread(stated("a", "bland", 2), sources=(source("bulletin", "observer", side="observer"),))

    assert even.parties == ["aland", "bland", "observer"]
    assert even.compared == ["aland", "bland"]


def test_two_copies_of_one_origin_are_one() -> None:
    agency, copy, other = source("agency", "agency"), source("copy", "agency"), source("other", "other")
    even = spread(
        stated("a", "bland", 2, "agency", "copy"), stated("b", "bland", 2, "agency", "other"),
        sources=(agency, copy, other),
    )  # fmt: skip

    assert (even.independent("bland").count, even.independent("bland").of) == (1, 2)


def test_sources_are_counted_by_whose_they_are_and_by_language() -> None:
    even = spread(
        stated("a", "bland", 2, "gazette", "agency"),
        stated("b", "bland", 2, "agency"),
        sources=(source("gazette", "aland", side="council", language="fr"), source("agency", "agency")),
    )

    assert [*even.by_side()] == [("aland", 1, 2), ("none of the parties", 1, 2)]
    assert [*even.by_language()] == [("fr", 1, 2), ("not known", 1, 2)]


@pytest.mark.parametrize(
    ("aland", "bland", "found"),
    [
        (1, 2, []),
        (1, 3, [Listed("records", "aland", "1", "3", ("bland",))]),
        (3, 1, [Listed("records", "bland", "1", "3", ("aland",))]),
        (2, 2, []),
    ],
)
def test_under_half_is_listed_and_half_is_not(aland: int, bland: int, found: list[Listed]) -> None:
    """The promise is a record of aland's, too; the mediator owes nobody anything, and is not compared."""
    mine = [stated(f"a{number}", "aland", 2) for number in range(aland - 1)]
    theirs = [stated(f"b{number}", "bland", 2) for number in range(bland)]
    even = spread(*mine, *theirs, *(stated(f"m{number}", "mediator", 2) for number in range(9)))

    assert even.compared == ["aland", "bland"]
    assert [one for one in listed(even) if one.measure == "records"] == found


SHIPPED = sorted(path.parent.name for path in (ROOT / "events").glob("*/case.yaml"))


@pytest.mark.parametrize("name", SHIPPED)
def test_exchanging_two_parties_exchanges_them_in_every_count(name: str) -> None:
    """No order, no rule and no threshold knows who anybody is."""
    case = load_case(ROOT / "events" / name).case
    assert case is not None
    span = case.head.coverage.start.toordinal(), case.head.coverage.end.toordinal()
    even = evenness(Table(case), Question(span[1]), span)
    one, other = even.compared[:2]
    names = {one: other, other: one}

    def renewed(model: Any) -> Any:
        return type(model).model_validate(
            renamed(model.model_dump(mode="json", by_alias=True, exclude_unset=True), names)
        )

    mirror = Case(
        case.id, renewed(case.head), tuple(map(renewed, case.sources)), (), tuple(map(renewed, case.events)), (),
    )  # fmt: skip
    swapped = evenness(Table(mirror), Question(span[1]), span)

    def counts(of: Evenness, party: str) -> Any:
        months = [of.in_month(month, party) for month in of.months]
        return len(of.of(party)), of.independent(party).count, months, [*of.sides.values()].count(party)

    assert {party: counts(even, party) for party in even.parties} == {
        party: counts(swapped, names.get(party, party)) for party in even.parties
    }
    assert {(one.measure, names.get(one.party, one.party), one.figure) for one in listed(even)} == {
        (one.measure, one.party, one.figure) for one in listed(swapped)
    }
    assert len(even.records) > 0


def test_every_shape_has_the_same_counts(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON keeps to its schema, CSV and the page say the same; the header says what was counted."""
    asked = "negotiation balance --from 2014-03 --to 2014-04 --known 2014-04-10"
    body = json.loads(run(f"{asked} --format json", capsys).out)
    rows = list(csv.DictReader(StringIO(run(f"{asked} --format csv", capsys).out)))
    page = run(asked, capsys).out

    assert not list(complaints(body, SCHEMA, SCHEMA))
    assert [one["month"] for one in body["months"]] == ["2014-03", "2014-04"]
    assert body["counted"] == sum(one["records"] for one in body["months"])
    for one in body["parties"]:
        (row,) = [row for row in rows if (row["measure"], row["party"]) == ("records", one["party"])]
        assert (int(row["count"]), int(row["total"])) == (one["records"], body["counted"])
    assert f"counted: {body['counted']} of " in page
    assert "as known on 2014-04-10" in page
    assert [one["party"] for one in body["parties"]] == sorted(one["party"] for one in body["parties"])


def test_what_is_not_known_yet_is_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    def counted(known: str) -> int:
        found: int = json.loads(run(f"negotiation balance --known {known} --format json", capsys).out)["counted"]
        return found

    assert 0 < counted("2013-12-31") < counted("2014-04-01") < counted("2026-01-01")
