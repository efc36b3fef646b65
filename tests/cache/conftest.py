"""Each test has a person of its own, whose case is small."""

import shutil
from pathlib import Path

import pytest

from tests.cache.asking import Person, begin


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with one small case, to be copied."""
    directory = tmp_path_factory.mktemp("shelf")
    begin(directory)
    (directory / "seeds").mkdir()
    return directory


@pytest.fixture
def someone(shelf: Path, tmp_path: Path) -> Person:
    """Somebody with one small case of their own, and nothing kept yet."""
    shutil.copytree(shelf, tmp_path / "here")
    return Person(tmp_path / "here", tmp_path / "home")
