"""Whatever a case says is shown as text: nothing of it runs, nothing is fetched, and the layout holds."""

from pathlib import Path

import pytest

from negotiation.cli.main import main
from tests.report.browsing import Browser, needs_chromium
from tests.report.hostile import hostile
from tests.source import ROOT

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.usefixtures("neutral")]

BASE = ROOT / "events" / "black-sea-grain-2022-23"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: every text of it is tried."""
    return hostile(tmp_path_factory.mktemp("hostile"), BASE)


@pytest.mark.parametrize("options", [(), ("--static",)], ids=["interactive", "static"])
def test_nothing_of_it_runs(options: tuple[str, ...], case: Path, browser: Browser, tmp_path: Path) -> None:
    """At a desk and on a telephone, folded and unfolded, at several moments, under every reading."""
    page = tmp_path / "report.html"
    assert main(["report", "--quiet", "--allow-errors", *options, "--case", str(case), "-o", str(page)]) == 0
    browser.open(page)
    assert "</script><script>window.hacked=1</script>" in browser.text("h1")
    told = browser.run("return document.getElementById('timeline').textContent")
    assert told.count("</script><script>window.hacked=1</script>") > 50
    for width in (1280, 390):
        browser.look(width)
        for reading in [] if options else browser.run("return [...page.data.readings, 'all']"):
            browser.run("location.hash = arguments[0]", f"on=2023-07-18&known=2023-07-20&reading={reading}")
            browser.settle()
        browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
        browser.run("for (const one of document.querySelectorAll('figure, section')) one.scrollIntoView()")
        browser.settle()
        assert browser.wider_than_shown() <= 0
    assert browser.run("return window.hacked === undefined && document.querySelector('img') === null")
    assert browser.said() == []
    assert [url for url in browser.asked()[1:] if not url.startswith(("data:", "blob:"))] == []


def test_nor_of_an_index(case: Path, browser: Browser, tmp_path: Path) -> None:
    """The page that leads to it shows the same texts."""
    assert main(["report", "--quiet", "--allow-errors", "--case", str(case), "-o", f"{tmp_path}/site/"]) == 0
    browser.open(tmp_path / "site" / "index.html")
    for width in (1280, 390):
        browser.look(width)
        assert browser.wider_than_shown() <= 0
    assert "</script><script>window.hacked=1</script>" in browser.text("h2")
    assert browser.run("return window.hacked === undefined && document.scripts.length === 0")
    assert browser.said() == []
