"""Every run in this process sees the same machine."""

import pytest

from tests.cli.running import NEUTRAL
from tests.source import ROOT


@pytest.fixture(autouse=True)
def _neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NEUTRAL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(ROOT)
