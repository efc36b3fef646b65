"""The laws on every shipped case: neutral, independent of order, and never rewritten by later reports."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from negotiation.domain.answers import Question, state
from negotiation.domain.axes import FOREVER, Figures, Span
from negotiation.domain.case import Case, CaseFile
from negotiation.domain.dates import day_of
from negotiation.domain.events import kinds
from negotiation.domain.ids import RECORD, ReadingId
from negotiation.domain.intervals import Table
from negotiation.ledger.load import load_case

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Shipped:
    """A shipped case, and where to ask it."""

    id: str
    step: int
    """So many days are passed over between two questions, so that each case takes a like time."""
    moments: tuple[str, ...]
    """Days of knowledge around which later reports matter."""


CASES = (
    Shipped("talks-2013-14", 29, ("2013-08-01", "2013-10-30", "2014-03-28", "2014-04-02", "2014-04-11", "2014-05-01")),
    Shipped("black-sea-grain-2022-23", 29, ("2022-10-30", "2022-11-16", "2023-03-18", "2023-05-16", "2023-07-16")),
    Shipped("colombia-farc-2017", 37, ("2016-10-01", "2017-03-02", "2017-06-13", "2017-07-27", "2017-09-16")),
)
MOMENTS = [(one, moment) for one in CASES for moment in one.moments]

every_case = pytest.mark.parametrize("one", CASES, ids=lambda one: one.id)


@cache
def shipped(id_: str) -> Case:
    """The case as its files have it."""
    case = load_case(ROOT / "events" / id_, ROOT / "seeds").case
    assert case is not None
    return case


@cache
def whole(id_: str) -> Table:
    """All answers of the case as its files have it."""
    return Table(shipped(id_))


def remade(case: Case, events: Any = None, head: CaseFile | None = None) -> Case:
    """The case with other events or another head."""
    return Case(case.id, head or case.head, (), (), case.events if events is None else tuple(events), ())


def questions(case: Case, step: int) -> Iterator[Question]:
    """Moments over the whole case, with hindsight and without, under every reading."""
    first, last = case.head.coverage.start.toordinal(), case.head.coverage.end.toordinal()
    for on in range(first, last + 1, step):
        for known in (FOREVER, on, on - 20):
            for reading in case.head.readings:
                yield Question(on, known, reading.id)


def two_of(case: Case) -> dict[str, str]:
    """Two parties to exchange: who hold readings, or else the first two."""
    held = [str(reading.id) for reading in case.head.readings if reading.held_by is not None]
    one, other = (held if len(held) > 1 else [str(party.id) for party in case.head.parties])[:2]
    return {one: other, other: one}


def swapped(value: Any, pair: dict[str, str]) -> Any:
    """The same data with two ids exchanged wherever they stand alone, as values and as keys."""
    match value:
        case str():
            return pair.get(value, value)
        case dict():
            return {swapped(k, pair): swapped(v, pair) for k, v in value.items()}
        case list() | tuple():
            return [swapped(v, pair) for v in value]
        case _:
            return value


def unordered(value: Any) -> Any:
    """The same answer with its lists as bags: lists of holders stand by id, which the exchange moves."""
    match value:
        case dict():
            return {k: unordered(v) for k, v in value.items()}
        case list() | tuple():
            return sorted((unordered(v) for v in value), key=repr)
        case _:
            return value


def plain(model: Any) -> Any:
    """A record as its file would have it."""
    return model.model_dump(mode="json", by_alias=True, exclude_unset=True)


def test_every_shipped_case_is_held_to_the_laws() -> None:
    """A new case comes into the list."""
    assert {one.id for one in CASES} == {path.parent.name for path in (ROOT / "events").glob("*/case.yaml")}


@every_case
def test_exchanging_two_parties_exchanges_them_in_every_answer(one: Shipped) -> None:
    """No rule, order or default knows who anybody is."""
    case = shipped(one.id)
    pair = two_of(case)
    events = [kinds()[e.kind].model_validate(swapped(plain(e), pair)) for e in case.events]
    mirror = remade(case, events, CaseFile.model_validate(swapped(plain(case.head), pair)))
    here, there = whole(one.id), Table(mirror)

    for question in questions(case, one.step):
        asked = Question(question.on, question.known, ReadingId(pair.get(question.reading, question.reading)))
        assert unordered(swapped(state(here, question), pair)) == unordered(state(there, asked)), question


@every_case
def test_the_order_of_records_changes_nothing(one: Shipped) -> None:
    """Neither disk nor file names decide."""
    case = shipped(one.id)
    mixed = list(case.events)
    random.Random(2013).shuffle(mixed)  # noqa: S311 - a shuffle, and the same one every time

    assert list(whole(one.id).everything()) == list(Table(remade(case, mixed)).everything())


@pytest.mark.parametrize(("one", "known"), MOMENTS, ids=lambda value: getattr(value, "id", value))
def test_later_reports_change_no_earlier_answer(one: Shipped, known: str) -> None:
    """What was known on a day is what the reports of that day and before it say."""
    case, day = shipped(one.id), day_of(known)
    then = remade(case, [e for e in case.events if e.reported.last <= day])
    now, past = whole(one.id), Table(then)

    for on in (day - 30, day, day + 30):
        for reading in case.head.readings:
            question = Question(on, day, reading.id)
            assert state(now, question) == state(past, question)


@every_case
def test_the_sums_hold_in_every_world(one: Shipped) -> None:
    """What is performed, left and discharged is the total and its difference, wherever these are single numbers."""
    rows = [row for row in whole(one.id).everything() if row.axis == "figures"]
    worlds = [world for row in rows for world in row.values if isinstance(world, Figures)]
    assert worlds

    for w in worlds:
        parts = (w.total, w.performed, w.outstanding, w.discharged_otherwise, w.upcoming, w.overdue, w.not_due)
        if any(part is None or isinstance(part, Span) for part in parts):
            continue
        total, performed, outstanding, discharged, upcoming, overdue, not_due = (int(str(part)) for part in parts)
        assert performed + outstanding + discharged == total + w.difference
        assert upcoming + overdue + not_due == outstanding


@every_case
def test_no_two_intervals_of_one_axis_overlap(one: Shipped) -> None:
    """At one moment, known on one day under one reading, an axis has one interval."""
    seen: dict[Any, list[tuple[int, int, int, int]]] = {}
    for row in whole(one.id).everything():
        seen.setdefault((row.subject, row.axis, row.reading), []).append(
            (row.valid_from, row.valid_to, row.known_from, row.known_to)
        )
    for stretches in seen.values():
        for number, (a, b, c, d) in enumerate(stretches):
            assert a < b
            assert c < d
            for other in stretches[number + 1 :]:
                apart_in_time = b <= other[0] or other[1] <= a
                assert apart_in_time or d <= other[2] or other[3] <= c


@every_case
def test_claims_move_nothing(one: Shipped) -> None:
    """Without what anybody claims or says, every status is the same."""
    case = shipped(one.id)
    silent = {"claimed", "determined", "stated", "contacted"}
    table = Table(remade(case, [e for e in case.events if e.kind not in silent]))

    for question in questions(case, one.step + 12):
        with_claims = {r["id"]: r["status"] for rows in state(whole(one.id), question).values() for r in rows}
        without = {r["id"]: r["status"] for rows in state(table, question).values() for r in rows}
        assert with_claims == without


def test_the_baseline_is_a_reading_like_the_others() -> None:
    """The record's answers do not change when the other readings' values are taken away.

    In the one case whose held records say nothing but what a reading or a holder of its own gives.
    """
    case = shipped("talks-2013-14")
    held = [e for e in case.events if e.kind == "held"]
    assert held
    without = remade(case, [e for e in case.events if e not in held])

    full, bare = whole(case.id), Table(without)

    for question in (q for q in questions(case, 37) if q.reading == RECORD):
        mine = {r["id"]: (r["total"], r["outstanding"], r["status"]) for r in state(full, question)["commitments"]}
        kept = {r["id"]: (r["total"], r["outstanding"], r["status"]) for r in state(bare, question)["commitments"]}
        assert mine == kept
