"""What loading costs grows with the case and no faster: counted in calls, which no machine makes slower."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from bench.histories import Wanted, histories, write
from negotiation.ledger.load import load_case

SMALL, LARGE = 400, 3200
GROWN = LARGE / SMALL
SPOIL = "certainty: confirmed", "certainty: unknown"
"""A slip that each record can have, and that has to be shown at its place."""


def calls(case: Path) -> int:
    """How many Python functions loading a case calls."""
    count = 0

    def profile(_frame: FrameType, event: str, _about: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(profile)
    try:
        load_case(case)
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture(name="cases", scope="module")
def _cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same histories of two sizes, each in one file."""
    found: list[Path] = []
    for size in (SMALL, LARGE):
        (made,) = histories(Wanted(events=size))
        directory = write(made, tmp_path_factory.mktemp(str(size)))
        files = sorted(path for path in directory.glob("*/*.yaml"))
        files += sorted(path for path in directory.glob("2*.yaml"))
        (directory / "all.yaml").write_text("".join(path.read_text("utf-8") for path in files), "utf-8")
        for path in files:
            path.unlink()
        load_case(directory)  # what is worked out once for each kind of record is done by then
        found.append(directory)
    return found[0], found[1]


def test_loading_grows_as_the_case_does(cases: tuple[Path, Path]) -> None:
    small, large = map(calls, cases)

    assert large < 1.15 * GROWN * small


def test_problems_cost_the_same_however_many_there_are(cases: tuple[Path, Path]) -> None:
    """Each is found and placed by itself, and no record is gone through again for that of another."""
    for case in cases:
        path = case / "all.yaml"
        path.write_text(path.read_text("utf-8").replace(*SPOIL), "utf-8")
    few, many = (len(load_case(case).problems) for case in cases)
    small, large = map(calls, cases)

    assert many > 0.8 * GROWN * few > 500
    assert large < 1.15 * GROWN * small
