"""The page of the shipped case as a browser shows it: quiet, asking for nothing, and saying what the command says."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from negotiation.cli.main import main
from negotiation.domain.dates import day_of, iso
from tests.report.browsing import Browser, browsing, needs_axe, needs_chromium
from tests.report.conftest import Making

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.usefixtures("neutral")]

FIRST, LAST = "2013-07-19", "2014-10-02"
READINGS = ("record", "israel", "plo", "all")
NOTICE = "e66-notice-tranche-4"
MOVE = """
const [id, value] = arguments, control = document.getElementById(id);
control.value = value;
control.dispatchEvent(new Event(control.type === "range" ? "input" : "change", { bubbles: true }));
"""


def moments(count: int) -> list[tuple[str, str | None, str]]:
    """Random moments: on, known and reading."""
    draw = Random(20140403)  # noqa: S311 - moments to try, and no secrets
    days = range(day_of(FIRST), day_of(LAST) + 1)
    found: list[tuple[str, str | None, str]] = []
    for _ in range(count):
        on = draw.choice(days)
        known = draw.choice([None, iso(on), iso(draw.choice(days))])
        found.append((iso(on), known, draw.choice(READINGS)))
    return found


def asked(on: str, known: str | None, reading: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """What `negotiation state --format json` says of a moment."""
    under = ["--readings"] if reading == "all" else ["--reading", reading]
    options = ["--on", on, *([] if known is None else ["--known", known]), *under]
    capsys.readouterr()
    assert main(["state", *options, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def go(browser: Browser, on: str, known: str | None, reading: str, *, by_hand: bool) -> None:
    """Show a moment: with the page's controls, or through its address."""
    if by_hand:
        browser.run(MOVE, "on", str(day_of(on) - day_of("1970-01-01")))
        if known is None:
            browser.find("#known-all").click()
        else:
            browser.run(MOVE, "known", str(day_of(known) - day_of("1970-01-01")))
        browser.run(MOVE, "reading", reading)
    else:
        fragment = f"on={on}&reading={reading}" + ("" if known is None else f"&known={known}")
        browser.run("location.hash = arguments[0]", fragment)
    browser.settle()


def test_it_says_nothing_and_asks_for_nothing(browser: Browser, made: Making) -> None:
    """No word on the console and no request but for the file, opened and used."""
    page = made()
    browser.open(page)
    go(browser, "2014-01-15", None, "plo", by_hand=True)
    for one in ("#on-after", "#known-before", "#known-after", "#on-before"):
        browser.find(one).click()
        browser.settle()
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    browser.settle()
    assert browser.said() == []
    asked_for = browser.asked()
    assert asked_for[0] == page.as_uri()
    assert [url for url in asked_for[1:] if not url.startswith(("data:", "blob:"))] == []


@pytest.mark.parametrize("number", range(20))
def test_the_rows_are_those_of_the_command(
    number: int, browser: Browser, made: Making, capsys: pytest.CaptureFixture[str]
) -> None:
    """At a random moment, reached by hand or by the address, under a random reading or all of them."""
    on, known, reading = moments(20)[number]
    if browser.driver.current_url.partition("#")[0] != made().as_uri():
        browser.open(made())
    go(browser, on, known, reading, by_hand=number % 2 == 0)
    shown, said = browser.run("return stateJson(page)"), asked(on, known, reading, capsys)
    assert shown == said
    if reading != "all":
        assert told(browser) == expected(said)


def told(browser: Browser) -> dict[str, dict[str, str]]:
    """What stands in the table of commitments, by its subject and column."""
    script = """
    const cells = (row) => [...row.cells].slice(1).map((cell) => [cell.dataset.head, cell.innerText.trim()]);
    const rows = document.querySelectorAll('[data-table=commitments] tr[data-subject]');
    return Object.fromEntries([...rows].map((row) => [row.dataset.subject, Object.fromEntries(cells(row))]));
    """
    columns = ("Total", "Released", "Pending", "Phase", "Status")
    found = browser.run(script)
    return {
        subject: {"Status": cells.pop("Status").split(";")[0], **{name: cells[name] for name in columns[:-1]}}
        for subject, cells in found.items()
    }


def expected(said: Any) -> dict[str, dict[str, str]]:
    """What ought to stand there."""
    found: dict[str, dict[str, str]] = {}
    for row in said["commitments"]:
        parts = [(row["id"], row), *((f"{row['id']}/{one['id']}", one) for one in row["tranches"])]
        parts += [(f"{row['id']}@{one['debtor']}", one) for one in row["per_debtor"]]
        for subject, one in parts:
            found[subject] = {
                "Total": figure(one["total"]), "Released": figure(one["performed"]),
                "Pending": figure(one["outstanding"]), "Phase": one["phase"], "Status": one["status"].split(";")[0],
            }  # fmt: skip
    return found


def figure(value: Any) -> str:
    """A number, a range or its absence, in words."""
    if not isinstance(value, dict):
        return "-" if value is None else str(value)
    between = "or" if value["max"] - value["min"] == 1 else "to"
    return f"{value['min']} {between} {value['max']}"


def test_a_notice_is_there_from_the_day_of_its_report(browser: Browser, made: Making) -> None:
    """On 3 April as known on the 2nd it is absent; as known on the 3rd the state and the timeline have it."""
    browser.open(made())
    for known, there in (("2014-04-02", False), ("2014-04-03", True), ("2014-04-02", False)):
        go(browser, "2014-04-03", known, "record", by_hand=True)
        assert ("withheld by Israel" in browser.text("[data-subject='prisoner-release/4']")) is there
        assert browser.find(f"[id='event.{NOTICE}']").is_displayed() is there


def test_the_state_as_it_is_taken_away(browser: Browser, made: Making, tmp_path: Path) -> None:
    """The buttons give files: the state as JSON and CSV, the intervals, and everything."""
    browser.open(made(), "on=2014-04-03&known=2014-04-03&reading=israel")
    where = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", where)
    for one in ("state-json", "state-csv", "intervals-csv", "json"):
        browser.find(f"#get-{one}").click()
    waiting = {"state.json", "state.csv", "intervals.csv", "report.json"}
    script = "const done = arguments[0]; setTimeout(done, 100)"
    for _ in range(100):
        if {path.name for path in tmp_path.iterdir()} == waiting:
            break
        browser.driver.execute_async_script(script)
    assert {path.name for path in tmp_path.iterdir()} == waiting
    state = json.loads((tmp_path / "state.json").read_text("utf-8"))
    assert state == browser.run("return stateJson(page)")
    assert "withheld" in (tmp_path / "state.csv").read_text("utf-8")
    assert browser.said() == []


def test_without_scripts(made: Making, capsys: pytest.CaptureFixture[str]) -> None:
    """The header, the state on the last day, the charts as pictures, and every event are there to read."""
    said = asked(LAST, None, "record", capsys)
    assert main(["timeline", "--format", "json"]) == 0
    ids = {one["event"] for one in json.loads(capsys.readouterr().out)["entries"] if one["event"]}
    assert len(ids) > 250
    with browsing(scripts=False) as browser:
        for options in ((), ("--static",)):
            browser.driver.get(made(*options).as_uri())
            assert browser.find("#moment").text.startswith(f"State at the end of {LAST}")
            assert not any(one.is_displayed() for one in browser.driver.find_elements("id", "controls"))
            for row in said["commitments"]:
                assert row["status"].split(";")[0] in browser.find(f"[data-subject='{row['id']}']").text
            pictures = browser.driver.find_elements("css selector", "#charts figure svg")
            assert len(pictures) >= 3
            assert all(one.size["width"] > 200 for one in pictures)
            listed = {
                one.get_dom_attribute("id") for one in browser.driver.find_elements("css selector", "#events > li")
            }
            assert {f"event.{one}" for one in ids} <= listed
            assert browser.said() == []


def test_the_sizes(made: Making) -> None:
    """What goes by mail is small."""
    assert made("--static").stat().st_size < 400_000
    assert made().stat().st_size < 2_000_000


def test_no_id_is_there_twice(browser: Browser, made: Making) -> None:
    """Links lead to one place, and every one to a place that is there."""
    for options in ((), ("--static",)):
        browser.open(made(*options))
        ids = browser.run("return [...document.querySelectorAll('[id]')].map((one) => one.id)")
        assert len(ids) == len(set(ids))
        links = browser.run(
            "return [...document.querySelectorAll('a[href^=\"#\"]')].map((a) => a.getAttribute('href').slice(1))"
        )
        assert set(links) <= set(ids)


def test_every_chart_has_a_table(browser: Browser, made: Making) -> None:
    """And a sentence that says what it shows; a list elsewhere on the page may be the table."""
    for options in ((), ("--static",)):
        browser.open(made(*options))
        charts = browser.run(
            "return [...document.querySelectorAll('#charts figure')].map((one) => [one.querySelector('figcaption p')"
            ".innerText, one.querySelectorAll('table tbody tr').length, one.querySelector(':scope > p a') !== null])"
        )
        assert len(charts) >= 3
        for summary, rows, elsewhere in charts:
            assert summary
            assert rows or elsewhere


def test_the_keyboard_reaches_everything(browser: Browser, made: Making) -> None:
    """Tab comes to both sliders, the reading, every group of the state, every table of a chart and every section."""
    browser.open(made())
    reached = browser.run(
        """
        const tabbable = 'a[href], button, input, select, summary, [tabindex="0"]';
        const seen = (one) => one.checkVisibility({ checkVisibilityCSS: true }) && !one.disabled;
        return [...document.querySelectorAll(tabbable)].filter(seen).map((one) =>
          [one.id, one.closest('section')?.id ?? '', one.tabIndex, one.tagName, one.closest('figure')?.id ?? '']);
        """
    )
    assert {"on", "known", "reading", "on-day", "known-day", "by-text"} <= {id_ for id_, *_ in reached}
    assert {0} == {index for _, _, index, _, _ in reached}
    sections = set(browser.run("return [...document.querySelectorAll('main > section')].map((one) => one.id)"))
    linked = browser.run(
        "return [...document.querySelectorAll('nav a')].map((one) => one.getAttribute('href').slice(1))"
    )
    assert sections == {section for _, section, *_ in reached if section} | set(linked)
    charts = browser.run("return [...document.querySelectorAll('#charts figure')].map((one) => one.id)")
    assert set(charts) == {figure for *_, tag, figure in reached if tag == "SUMMARY" and figure}


def test_tab_and_arrows_move_the_days(browser: Browser, made: Making) -> None:
    """With real keys: Tab comes to the slider of days, and an arrow moves it by one."""
    browser.open(made(), "on=2014-04-03&reading=record")
    browser.run("document.querySelector('a.skip').focus()")
    script = "return document.activeElement.id"
    for _ in range(40):
        browser.find(":focus").send_keys("\ue004")
        if browser.run(script) == "on":
            break
    assert browser.run(script) == "on"
    browser.find(":focus").send_keys("\ue012")
    browser.settle()
    assert browser.text("#moment").startswith("State at the end of 2014-04-02")
    assert "on=2014-04-02" in browser.driver.current_url


@needs_axe
@pytest.mark.parametrize("options", [(), ("--static",)], ids=["interactive", "static"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(
    options: tuple[str, ...], width: int, scheme: str, browser: Browser, made: Making
) -> None:
    """axe-core finds nothing, with everything unfolded, and the page is no wider than the screen."""
    browser.open(made(*options), "" if options else "on=2014-04-03&known=2014-04-12&reading=record")
    browser.look(width, scheme=scheme)
    assert browser.wider_than_shown() <= 0
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    browser.settle()
    assert browser.violations() == []
    assert browser.wider_than_shown() <= 0
