"""Pages of the shipped case, made once, and one browser for all that look at them."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from negotiation.cli.main import main
from tests.cli.running import NEUTRAL
from tests.once import read_once
from tests.report.browsing import Browser, browsing
from tests.source import ROOT

Making = Callable[..., Path]


@contextmanager
def surroundings() -> Generator[None]:
    """Runs of this process see the same machine, and read and replay each case once."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in NEUTRAL.items():
            patch.setenv(name, value)
        patch.chdir(ROOT)
        read_once(patch)
        yield


@pytest.fixture
def neutral() -> Iterator[None]:
    """For one test: what comes after it is as it was."""
    with surroundings():
        yield


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Making:
    """Makes a page, as the command does, each once: `made("--static")`."""
    pages: dict[tuple[str, ...], Path] = {}

    def page(*options: str) -> Path:
        if options not in pages:
            path = tmp_path_factory.mktemp("pages") / "report.html"
            with surroundings():
                assert main(["report", "--quiet", *options, "-o", str(path)]) == 0
            pages[options] = path
        return pages[options]

    return page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One window for all tests; each opens its page anew."""
    with browsing() as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """The window as a desk has it."""
    chromium.look()
    return chromium
