"""Made-up histories: the same for the same seed, sound, and of the size that was asked for."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.histories import Made, Wanted, histories, objects, write
from bench.story import Habits
from negotiation.domain.dates import When
from negotiation.domain.events.commitments import Committed
from negotiation.domain.intervals import Table
from negotiation.ledger.check import check
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case

SLIPPERY = Habits(late=0.2, corrected=0.3, uncertain=0.2, contested=0.4, extended=0.3, tardy=0.3, partial=0.3)
"""Everything that is seldom, often."""


def made(wanted: Wanted) -> list[Made]:
    return list(histories(wanted))


def problems(ledger: Ledger) -> list[str]:
    """What is wrong with a case, notes left out."""
    assert ledger.case is not None
    found = (*ledger.problems, *check(ledger, Table(ledger.case)))
    return [f"{one.code} {one.message}" for one in found if one.severity != "note"]


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(events=80, seed=1),
        Wanted(events=90, cases=3, seed=2),
        Wanted(events=60, seed=3, habits=SLIPPERY),
        Wanted(events=40, seed=4, one_commitment=True),
        Wanted(events=3, seed=5),
    ],
)
def test_cases_are_sound(wanted: Wanted, tmp_path: Path) -> None:
    for one in made(wanted):
        assert problems(load_case(write(one, tmp_path))) == []


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    wanted = Wanted(events=300, cases=3, seed=9)
    for root in ("once", "twice"):
        for one in made(wanted):
            write(one, tmp_path / root)
    assert _bytes(tmp_path / "once") == _bytes(tmp_path / "twice")
    assert made(wanted) != made(replace(wanted, seed=10))


def test_cases_of_one_archive_differ() -> None:
    first, second = made(Wanted(events=200, cases=2))
    assert first.events != second.events


@pytest.mark.parametrize("size", [1, 2, 7, 50, 333, 1000])
def test_a_case_has_as_many_events_as_asked(size: int) -> None:
    (one,) = made(Wanted(events=size))
    assert len(one.events) == size
    assert len({event["id"] for _, event in one.events}) == size
    assert sum(len(case.events) for case in made(Wanted(events=size, cases=min(3, size)))) == size


def test_one_commitment_has_all_the_events() -> None:
    (one,) = made(Wanted(events=2000, one_commitment=True))
    kinds = [event["kind"] for _, event in one.events]
    assert len(kinds) == 2000
    assert kinds.count("committed") == 1
    assert kinds.count("performed") > 500


def test_objects_are_what_the_files_say(tmp_path: Path) -> None:
    (one,) = made(Wanted(events=150, seed=6))
    case = load_case(write(one, tmp_path)).case
    assert objects(one) == case


def test_histories_are_rich() -> None:
    (one,) = made(Wanted(events=20_000))
    case = objects(one)
    kinds = {event.kind for event in case.events}
    assert kinds >= {
        "committed", "amended", "performed", "acted", "observed", "withheld", "decided", "opened", "proposed",
        "rejected", "accepted", "signed", "deposited", "deposit-accepted", "objected", "scheduled", "measure-taken",
        "contacted", "stated", "claimed", "held", "corrected", "retracted",
    }  # fmt: skip
    days = [(event.on, event.reported) for event in case.events]
    late = sum(told.first - on.first > 10 for on, told in days if isinstance(on, When))
    assert 0.005 < late / len(case.events) < 0.02
    promises = [event for event in case.events if isinstance(event, Committed) and event.obligation == "deliver"]
    assert all(3 <= len(event.tranches or ()) <= 6 for event in promises)


def _bytes(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")}
