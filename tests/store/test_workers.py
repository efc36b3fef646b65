"""Several processes read the cases, and what they find comes in the order of the cases."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiation.store import workers
from negotiation.store.archive import Part, Wanted, Watch, untold, unwatched
from negotiation.store.case_rows import Told
from negotiation.store.workers import LostWorkerError, working

WANTED = [Wanted(Path(name), Path()) for name in "abcdefg"]


def parts(wanted: Wanted, _: Watch = unwatched, __: Told = untold) -> Iterator[Part]:
    """One row that names the case; one case's reader ends at once, and another finds a bug."""
    if wanted.name == "d":
        os._exit(9)
    if wanted.name == "e":
        msg = "what nobody thought of"
        raise ZeroDivisionError(msg)
    yield "cases", [(wanted.name, os.getpid())]


@pytest.fixture(autouse=True)
def _parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "parts_of", parts)


@pytest.mark.parametrize("jobs", [2, 3, 9])
def test_the_order_is_that_of_the_cases(jobs: int) -> None:
    """However many processes there are, and each works."""
    with working(WANTED[:3], jobs) as cases:
        found = [part[1][0] for case in cases for part in case if isinstance(part, tuple)]

    assert [name for name, _ in found] == ["a", "b", "c"]
    assert len({process for _, process in found}) == min(jobs, 3)
    assert os.getpid() not in {process for _, process in found}


def test_a_process_that_is_lost() -> None:
    """The case that it was at is named."""
    with pytest.raises(LostWorkerError, match=r"'d' ended early \(exit 9\)"), working(WANTED, 2) as cases:
        assert len([part for case in cases for part in case]) == 3


def test_a_bug_in_a_process() -> None:
    """It comes to whoever asked for the cases."""
    with pytest.raises(ZeroDivisionError, match="nobody thought of"), working([WANTED[0], WANTED[4]], 2) as cases:
        assert len([part for case in cases for part in case]) == 1
