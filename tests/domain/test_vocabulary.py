"""No kind of record is forgotten: each is made up by the strategies, and each matters or is known not to."""

from collections.abc import Iterator

import pytest
from hypothesis import find

from negotiation.domain.events import kinds
from negotiation.domain.intervals import Table
from tests.cases import Plain, case_of
from tests.domain.canon import canonical_rows
from tests.oracle import words_in
from tests.strategies import LOOK, NEEDED, OPTIONAL, RECIPES, cases, nonsense, plain_cases, sensible

ONLY_LISTED = frozenset({"claimed", "determined"})
"""Kinds that stand beside a status and never change one."""
MOVE_NOTHING = frozenset({"contacted", "stated"})
"""Kinds that no answer about a subject shows at all; the timeline does."""
BESIDE = frozenset({"contested", "told", "extensions"})


@pytest.mark.parametrize("strategy", [nonsense, cases], ids=["nonsense", "all"])
def test_every_kind_is_made_up(strategy: object) -> None:
    """Each word of the vocabulary turns up in made-up histories."""
    missing = set(kinds())

    def seen_all(case: object) -> bool:
        missing.difference_update(e.kind for e in case.events)  # type: ignore[attr-defined]  # a case
        return not missing

    find(strategy, seen_all, settings=LOOK)  # type: ignore[arg-type]  # a strategy
    assert not missing


def test_sensible_histories_have_what_a_negotiation_has() -> None:
    """All but what is seldom in one: the kinds that people use."""
    missing = set(kinds())

    def seen_all(case: object) -> bool:
        missing.difference_update(e.kind for e in case.events)  # type: ignore[attr-defined]  # a case
        return not missing

    find(sensible, seen_all, settings=LOOK)
    assert not missing


def without(plain: list[Plain], kind: str) -> Iterator[Plain]:
    """The history without the records of a kind."""
    return (one for one in plain if one["kind"] != kind)


def test_every_kind_matters_somewhere() -> None:
    """Some history comes out differently for holding one, or the kind is listed as moving nothing."""
    missing = set(kinds()) - ONLY_LISTED - MOVE_NOTHING
    shown: set[str] = set()

    def matter_all(plain: list[Plain]) -> bool:
        for kind in {one["kind"] for one in plain}:
            if kind in missing or (kind in ONLY_LISTED and kind not in shown):
                here, there = (Table(case_of(some)) for some in (plain, without(plain, kind)))
                if kind in ONLY_LISTED:
                    rows = [row for row in here.everything() if row.axis == "told"]
                    ids = {one["id"] for one in plain if one["kind"] == kind}
                    shown.update([kind] if any(ids & {*row.causes} for row in rows) else [])
                elif answers(here) != answers(there):
                    missing.discard(kind)
        return not missing and shown == ONLY_LISTED

    find(plain_cases, matter_all, settings=LOOK)
    assert not missing
    assert shown == ONLY_LISTED


def answers(table: Table) -> list[str]:
    """Everything the table says of statuses."""
    return canonical_rows(row for row in table.everything() if row.axis not in BESIDE)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_field_has_a_recipe(kind: str) -> None:
    """A kind that brings a new field is covered at once, or fails here."""
    fields = set(kinds()[kind].model_fields) - {"id", "kind", "on", "reported", "certainty", "sources"}
    drawn = {"recorded", "effective", "after", "revises", "stated_reason", "recorded"} | RECIPES[kind]

    assert fields - drawn <= OPTIONAL


def test_what_is_left_out_is_said_once() -> None:
    """A field is either needed or optional."""
    assert not OPTIONAL & NEEDED
    assert "aland" in {*words_in({"by": ["aland"]})}
