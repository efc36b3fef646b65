"""A case of 5,000 events as a page: it is made with its progress told, it opens, and nobody waits for it."""

import os
import pty
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bench.histories import Wanted, histories, write
from tests.cli.running import NEUTRAL
from tests.report.browsing import Browser, browsing, needs_chromium
from tests.source import ROOT

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.bench]
"""Kept out of the default run: it takes a minute, and a machine with much else to do is slow for no fault of ours."""

EVENTS = 5_000
STALL = 200
"""Milliseconds for which a page may not answer."""
MOVE = """
const [id, part] = arguments, control = document.getElementById(id);
control.value = Number(control.min) + Math.round(part * (Number(control.max) - Number(control.min)));
control.dispatchEvent(new Event('input', { bubbles: true }));
"""
TYPE = """
const control = document.getElementById('by-text');
control.value = arguments[0];
control.dispatchEvent(new Event('input', { bubbles: true }));
"""


def shown_on_a_terminal(args: list[str]) -> str:
    """What the command tells of its progress."""
    ours, theirs = pty.openpty()
    told: list[bytes] = []

    def listen() -> None:
        while True:
            try:
                told.append(os.read(ours, 65536))
            except OSError:
                return

    listener = Thread(target=listen)
    process = subprocess.Popen(  # noqa: S603 - the command is ours
        [sys.executable, "-m", "negotiation", *args],
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL, "TERM": "xterm"},
        stderr=theirs,
    )
    os.close(theirs)
    listener.start()
    assert process.wait() == 0
    listener.join()
    os.close(ours)
    return b"".join(told).decode()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, made once, with its progress told."""
    root = tmp_path_factory.mktemp("large")
    case = write(next(iter(histories(Wanted(EVENTS)))), root)
    page = root / "report.html"
    told = shown_on_a_terminal(["report", "--case", str(case), "-o", str(page)])
    assert "load, replay and check" in told
    assert "page" in told
    return page


def go(browser: Browser, what: str, script: str, *given: Any) -> None:
    """Move, and wait until all is drawn."""
    browser.run("performance.mark(arguments[0])", what)
    browser.run(script, *given)
    browser.settle()
    browser.driver.execute_async_script("setTimeout(arguments[0], 1000)")


def stalls(trace: list[dict[str, Any]]) -> dict[str, int]:
    """By each move of the hand, the longest task of the page: in milliseconds of the processor, whoever else has it."""
    longest: dict[str, int] = {"open": 0}
    page = next(one["tid"] for one in trace if one.get("cat") == "blink.user_timing" and one["name"] in MOVES)
    move = "open"
    for one in trace:
        if one.get("cat") == "blink.user_timing" and one["name"] in MOVES:
            move = one["name"]
            longest[move] = 0
        elif one["tid"] == page and one["name"].endswith("RunTask"):
            longest[move] = max(longest[move], one.get("tdur", 0) // 1000)
    return longest


WAYS: dict[str, dict[str, tuple[Any, ...]]] = {
    "on": {f"on {part}": (MOVE, "on", part) for part in (0.1, 0.9)},
    "known": {f"known {part}": (MOVE, "known", part) for part in (0.1, 0.9)},
    "text": {f"text {word}": (TYPE, word) for word in ("gazette", "gazette 2001", "xyzzy", "")},
}
MOVES = [move for moves in WAYS.values() for move in moves]


@pytest.mark.parametrize("way", WAYS)
def test_it_opens_and_follows_a_hand(way: str, large: Path) -> None:
    """Sliding and filtering stall it for no longer than anybody notices. A trace holds only so much: one for each."""
    with browsing(traced="toplevel,blink.user_timing") as browser:
        browser.look()
        browser.driver.get(large.as_uri())
        browser.driver.execute_async_script("setTimeout(arguments[0], 5000)")
        assert browser.run("return page.data.events.length") == EVENTS
        for what, (script, *given) in WAYS[way].items():
            go(browser, what, script, *given)
        assert browser.said() == []
        found = stalls(browser.traced())
    sys.stderr.write(f"milliseconds: {found}\n")
    assert found.keys() == {"open", *WAYS[way]}
    assert max(found[move] for move in WAYS[way]) <= STALL, found
