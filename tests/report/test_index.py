"""Several cases as pages with an index: what each says, that all of them come or none, and what is refused."""

import json
import os
import shutil
import webbrowser
from pathlib import Path

import pytest

from negotiation.cli import reporting
from negotiation.cli.exits import Exit
from negotiation.cli.main import main
from tests.cli.running import run, started
from tests.report.browsing import Browser, needs_axe, needs_chromium
from tests.report.conftest import surroundings
from tests.source import ROOT

pytestmark = pytest.mark.usefixtures("neutral")

SMALL = ROOT / "tests" / "cases" / "small"
CASES = {"black-sea-grain-2022-23", "colombia-farc-2017", "talks-2013-14"}


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    """Two cases, to break."""
    return [Path(shutil.copytree(SMALL, tmp_path / "events" / name)) for name in ("one", "two")]


def named(cases: list[Path], *more: str) -> str:
    """The command for them."""
    return " ".join(["negotiation report", *(f"--case {one}" for one in cases), *more])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every shipped case, made once."""
    site = tmp_path_factory.mktemp("all") / "site"
    with surroundings():
        assert main(["report", "--quiet", "--static", "-o", f"{site}/"]) == 0
    return site


def test_every_case_has_its_page(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A directory means every case, with an index that says how each stands."""
    assert {one.name for one in site.iterdir()} == {"index.html", *(f"{case}.html" for case in CASES)}
    index = (site / "index.html").read_text("utf-8")
    for case in CASES:
        state = json.loads(run(f"negotiation state --case {case} --format json", capsys).out)
        assert f'href="{case}.html"' in index
        assert f"{len(state['commitments'])} commitments: " in index
        assert all(f"{one['id']}: {one['status']}" in index for one in state["talks"])
    assert "negotiation report --case all --static -o site/<" in index
    assert "<script" not in index
    assert all(one.stat().st_mode & 0o777 == 0o644 for one in site.iterdir())


def test_what_lies_there_is_let_be(two: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages come anew in their places; a case with errors keeps all of them as they were."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "notes.txt").write_text("mine", "utf-8")
    ran = run(named(two, f"--static -o '{site}'"), capsys)
    assert (ran.code, ran.err) == (0, f"Wrote {site / 'index.html'} and 2 pages beside it\n")
    before = {one.name: one.read_text("utf-8") for one in site.iterdir()}
    assert before.keys() == {"index.html", "one.html", "two.html", "notes.txt"}
    (two[0] / "case.yaml").write_text(SMALL.joinpath("case.yaml").read_text("utf-8").replace("bridge", "ford"), "utf-8")
    (two[1] / "2020" / "acts.yaml").write_text("- {id: [", "utf-8")
    for place, there in ((site, before), (tmp_path / "other", {})):
        again = started([*named(two, "--static").split()[1:], "-o", str(place)])  # which reads the files again
        assert again.returncode == Exit.PROBLEMS, again.stderr
        assert {one.name: one.read_text("utf-8") for one in place.glob("*")} == there
        assert place.exists() is bool(there)


def test_one_case_stays_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where it is named by itself."""
    assert run(f"negotiation report --quiet --static --case '{SMALL}' -o '{tmp_path}/x.html'", capsys).code == 0
    assert [one.name for one in tmp_path.iterdir()] == ["x.html"]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("--case all -o x.html", Exit.USAGE, "error: x.html is one file, and several cases are asked for"),
        ("--case all -o nowhere/at/all", Exit.FILES, "error: could not write nowhere/at/all: there is no directory"),
        ("-o nowhere/x.html", Exit.FILES, "error: could not write nowhere/x.html: there is no directory nowhere"),
        ("--case tests/cases/small --case ./tests/cases/../cases/small/../small -o x", Exit.USAGE, "two cases have"),
        ("--case nobody --case tests/cases/small -o x", Exit.USAGE, "nobody"),
    ],
)
def test_what_cannot_be_is_told(options: str, code: Exit, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In a line, before anything is read."""
    ran = run(f"negotiation report {options}", capsys)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_a_case_called_index_has_no_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its page would be the index."""
    case = shutil.copytree(SMALL, tmp_path / "events" / "index")
    ran = run(f"negotiation report --case '{case}' -o '{tmp_path}'", capsys)
    assert ran.code == Exit.USAGE
    assert "a case called 'index'" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_that_is_not_ours_is_told(two: list[Path], tmp_path: Path) -> None:
    """As one line, and nothing else."""
    (tmp_path / "site").mkdir(mode=0o555)
    ran = started(["report", "--static", "--case", str(two[0]), "-o", f"{tmp_path}/site"])
    assert (ran.returncode, ran.stderr) == (Exit.FILES, f"error: could not write {tmp_path}/site: Permission denied\n")


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is read, for all that the command does."""
    monkeypatch.setattr(reporting, "find_spec", lambda name: None if name == "vl_convert" else name)
    for options in ("", "--watch", "--case all"):
        ran = run(f"negotiation report {options}", capsys)
        assert ran.code == Exit.FILES
        assert ran.err == (
            "error: the package 'vl_convert' is not there, which makes the page\n"
            "  tip: pip install 'negotiation[report]'\n"
        )


def test_the_page_is_opened_where_that_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the person's own browser; where there is none, its address is told."""
    shown: list[str] = []

    def show(url: str) -> bool:
        shown.append(url)
        return len(shown) == 1

    monkeypatch.setattr(webbrowser, "open", show)
    page = tmp_path / "x.html"
    line = f"negotiation report --quiet --open --static --case '{SMALL}' -o '{page}'"
    told = [run(line, capsys).err for _ in range(2)]
    assert shown == [page.as_uri()] * 2
    assert told == ["", f"warning: no browser could be opened; the page is {page.as_uri()}\n"]


@pytest.mark.browser
@needs_chromium
@needs_axe
def test_everybody_can_use_the_index(site: Path, browser: Browser) -> None:
    """Quiet, no wider than the screen, nothing for axe-core to find, and its links lead to the pages."""
    browser.open(site / "index.html")
    for scheme in ("light", "dark"):
        for width in (1280, 390):
            browser.look(width, scheme=scheme)
            assert browser.wider_than_shown() <= 0
            assert browser.violations() == []
    browser.find("h2 a").click()
    browser.settle()
    assert browser.find("#moment").text.startswith("State at the end of")
    assert browser.said() == []
    assert browser.outside() == []
