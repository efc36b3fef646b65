"""A page as a file: whole in itself, small enough, the same each time, and showing text as text."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from negotiation.cli.main import main
from negotiation.report.lean import lean
from negotiation.report.page import SCRIPTS, as_script, css_string

HOSTILE = (
    """</script><script>hurt()</script><img src=x onerror=hurt()> "q" 's' & \u202eabc\u202c {{7*7}} ${1} """
    + "w" * 10_000
)
LARGEST = {"static": 400_000, "interactive": 2_000_000}


class Seen(HTMLParser):
    """What a browser would make of the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names = Counter[str]()
        self.ids = Counter[str]()
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names[tag] += 1
        for name, value in attrs:
            if name == "id":
                self.ids[str(value)] += 1
            elif name == "href":
                self.links.append(str(value))
            elif name in {"src", "srcset", "action", "data"}:
                self.loads.append(str(value))
            elif name.startswith("on"):
                self.handlers.append(name)


@pytest.fixture(scope="module", params=["static", "interactive"])
def shipped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The page of the shipped case, in both forms."""
    return request.param, made(tmp_path_factory.mktemp("page"), *(["--static"] if request.param == "static" else []))


def made(directory: Path, *options: str) -> str:
    """The text of a page."""
    assert main(["report", "-q", "-o", str(directory / "report.html"), *options]) == 0
    return (directory / "report.html").read_text("utf-8")


def test_a_page_is_small_enough(shipped: tuple[str, str]) -> None:
    form, text = shipped
    assert len(text.encode()) < LARGEST[form]


def test_a_page_needs_nothing_else(shipped: tuple[str, str]) -> None:
    """Nothing is loaded, links lead into the page, ids are there once, and nothing but its own scripts may run."""
    form, text = shipped
    seen = Seen(text)
    assert seen.loads == []
    assert seen.handlers == []
    assert [id_ for id_, count in seen.ids.items() if count > 1] == []
    assert all(link.startswith("#") for link in seen.links)
    assert {link[1:] for link in seen.links} - seen.ids.keys() == set()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe-eval" not in policy[1]
    assert ("script-src" in policy[1]) == (form == "interactive")
    assert (seen.names["script"] > 0) == (form == "interactive")


def test_a_page_is_the_same_each_time(tmp_path: Path, shipped: tuple[str, str]) -> None:
    form, text = shipped
    assert made(tmp_path, *(["--static"] if form == "static" else [])) == text


def test_without_scripts_it_has_everything(shipped: tuple[str, str]) -> None:
    """Header, state on the last day, charts as pictures, every event."""
    _, text = shipped
    assert "State at the end of 2014-10-02 (Asia/Jerusalem) · under the reading record · using all records" in text
    assert text.count('<li id="event.') == 263
    assert text.count("<svg") - text.count('<svg class="ticks"') >= 3
    assert "overdue 187 days, non-performance reported; withheld by Israel" in text
    assert "released 78 + pending 26 = 104 holds" in text


def test_what_is_not_known_yet_is_not_there(tmp_path: Path) -> None:
    """A page of one moment has no event that was reported later."""
    before = made(tmp_path, "--static", "--on", "2014-04-03", "--known", "2014-04-02")
    assert 'id="event.e66-notice-tranche-4"' not in before
    assert "as known on 2014-04-02" in before
    after = made(tmp_path, "--static", "--on", "2014-04-03", "--known", "2014-04-03")
    assert 'id="event.e66-notice-tranche-4"' in after


def test_hostile_text_is_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in a case's own words, no element comes of it."""
    case = tmp_path / "events" / "hostile"
    case.mkdir(parents=True)
    said = '"' + HOSTILE.replace("\\", "\\\\").replace('"', '\\"') + '"'
    (case / "case.yaml").write_text(
        f"""
title: {said}
tz: UTC
coverage: {{start: 2020-01-01, end: 2020-12-31}}
release_day: 2021-01-01
parties: [{{id: aland, name: {said}}}, {{id: bland, name: {said}}}]
readings: [{{id: record, baseline_rules: [first]}}]
rules: {{first: {said}}}
labels: {{performed: {said}, outstanding: {said}}}
selection: {{commitment: {said}, sources: [{said}], out_of_scope: [{said}]}}
""",
        "utf-8",
    )
    (case / "sources.yaml").write_text(
        f"""
- {{id: gazette, publisher: {said}, host_kind: press, date: 2020-01-01, title: {said}, origin: {said}, archived: {said},
   url: {said}}}
""",
        "utf-8",
    )
    common = (
        "reported: 2020-01-02, certainty: reported, sources: [{source: gazette, paragraph: P1, attribution: document}]"
    )
    (case / "2020.yaml").write_text(
        f"""
- {{id: e1, kind: committed, on: 2020-01-02, {common}, title: {said}, commitment: grain, debtor: aland, creditor: bland,
   obligation: deliver, unit: {said}, total: 5, due: 2020-02-01}}
- {{id: e2, kind: withheld, on: 2020-02-01, {common.replace("01-02", "02-01")}, title: {said}, by: aland, to: bland,
   subject: grain, stated_reason: {{reason: {said}, speaker: aland}}}}
""",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    for options in ([], ["--static"]):
        text = made(tmp_path, *options)
        seen = Seen(text)
        assert seen.names["img"] == 0
        assert seen.handlers == []
        assert "hurt()" in text
        assert seen.names["script"] == (0 if options else 2 + len(SCRIPTS))
        assert "{{7*7}}" in text


def test_scripts_and_styles_escape_what_would_end_them() -> None:
    for escaped in (as_script({"a": HOSTILE + "\u2028<!--"}), css_string(HOSTILE)):
        assert not re.search(r"[<>&\u2028\u2029]", str(escaped))


def test_pictures_on_one_page_share_no_ids() -> None:
    drawn = '<svg><clipPath id="clip0"/><g clip-path="url(#clip0)"><path d="M0,0"/></g></svg>'
    assert lean(drawn, "a") != lean(drawn, "b")
    assert 'id="a.clip0"' in lean(drawn, "a")
    assert "url(#a.clip0)" in lean(drawn, "a")
