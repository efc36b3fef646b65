"""What the examples in the docstrings of the library are asked of: a shipped case, loaded once."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from negotiation import Case

ROOT = Path(__file__).parent


@cache
def _shipped() -> "Case":
    from negotiation import Case  # noqa: PLC0415 - most runs need none of it

    return Case.load("talks-2013-14", events=ROOT / "events")


@pytest.fixture(autouse=True)
def _examples(request: pytest.FixtureRequest) -> None:
    """Give examples of the library the names `Case` and `case`, in the directory that the cases are in."""
    if isinstance(request.node, pytest.DoctestItem) and "negotiation.api" in request.node.name:
        request.getfixturevalue("monkeypatch").chdir(ROOT)
        names: dict[str, Any] = request.getfixturevalue("doctest_namespace")
        case = _shipped()
        names |= {"case": case, "Case": type(case)}
