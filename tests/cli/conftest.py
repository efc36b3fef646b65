"""Every run in this process sees the same machine, and each case is read and replayed once."""

import pytest

from tests.cli.running import NEUTRAL
from tests.once import read_once
from tests.source import ROOT


@pytest.fixture(autouse=True)
def _neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NEUTRAL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(ROOT)


@pytest.fixture(autouse=True)
def _once(monkeypatch: pytest.MonkeyPatch) -> None:
    read_once(monkeypatch)
