"""`negotiation report --watch`: served to this machine alone, to be read only, always as the files are."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from negotiation.cli.exits import Exit
from negotiation.report.serving import HEADERS, Pages, serving
from tests.cli.running import NEUTRAL, started
from tests.report.browsing import Browser, needs_chromium
from tests.source import ROOT

SMALL = ROOT / "tests" / "cases" / "small"
PATIENCE = 60.0
"""Seconds in which a busy machine makes a small page; nothing waits for their end."""


@dataclass(frozen=True)
class Watching:
    """A program that serves, and the files that it looks at."""

    process: subprocess.Popen[str]
    port: int
    case: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str = "/", method: str = "GET", host: str | None = None) -> tuple[int, str, dict[str, str]]:
        """What comes back: the status, the text and the headers."""
        return got(self.port, path, method, host)

    def until(self, holds: Callable[[str], bool]) -> str:
        """The page, once something holds of it."""
        ends = time.monotonic() + PATIENCE
        while not holds(text := self.get()[1]):
            assert self.process.poll() is None
            assert time.monotonic() < ends, text
            time.sleep(0.1)
        return text

    def edit(self, file: str, old: str, new: str) -> None:
        """Save a file anew."""
        path = self.case / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


def got(port: int, path: str, method: str, host: str | None) -> tuple[int, str, dict[str, str]]:
    """Ask once."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, headers={} if host is None else {"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())
    finally:
        connection.close()


@contextmanager
def watching(case: Path, *options: str) -> Generator[Watching]:
    """The command in a process of its own, until it is interrupted."""
    process = subprocess.Popen(  # noqa: S603 - the command is ours
        [sys.executable, "-m", "negotiation", "report", "--watch", "--case", str(case), *options],
        cwd=case.parent,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        said = ""
        while (found := re.search(r"http://127\.0\.0\.1:(\d+)/", said)) is None:
            line = process.stderr.readline()
            assert line, said
            said += line
        yield Watching(process, int(found[1]), case)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of a case, to break."""
    return Path(shutil.copytree(SMALL, tmp_path / "events" / "small"))


@pytest.fixture
def pages() -> Iterator[tuple[Pages, int]]:
    """A page that is served by this process."""
    pages = Pages()
    with serving(pages) as server:
        pages.show('<html data-version=""><p>first')
        server.begin()
        yield pages, server.server_port


def test_a_broken_file_is_told_and_a_mended_one_heals(case: Path) -> None:
    """The report, what `check` says of a bad save, and the report again with what was saved."""
    with watching(case) as program:
        assert "Talks about the bridge" in program.until(lambda text: "</html>" in text)
        program.edit("2020/acts.yaml", "subject: trucks/1", "subject: truks/1")
        broken = program.until(lambda text: "The data have problems" in text)
        assert "truks" in broken
        assert re.search(r"small/2020/acts\.yaml:\d+:\d+", broken)
        assert 'content="default-src &#39;none&#39;' in broken
        program.edit("2020/acts.yaml", "subject: truks/1", "subject: trucks/1")
        program.edit("case.yaml", "Talks about the bridge", "Talks about another bridge")
        assert "Talks about another bridge" in program.until(lambda text: "The data have problems" not in text)
        program.process.send_signal(signal.SIGINT)
        _, told = program.process.communicate(timeout=PATIENCE)
        assert program.process.returncode == Exit.INTERRUPTED
        assert "Traceback" not in told


def test_a_case_that_is_broken_from_the_start_is_served(case: Path) -> None:
    """So that whoever begins can mend it and see; and one that goes away may come back."""
    (case / "2020" / "acts.yaml").write_text("- {id: [", "utf-8")
    with watching(case) as program:
        assert "The data have problems" in program.get()[1]
        shutil.copy(SMALL / "2020" / "acts.yaml", case / "2020" / "acts.yaml")
        program.until(lambda text: "Talks about the bridge</h1>" in text)
        case.rename(case.parent / "elsewhere")
        assert "no directory" in program.until(lambda text: "The data have problems" in text)
        (case.parent / "elsewhere").rename(case)
        program.until(lambda text: "Talks about the bridge</h1>" in text)


def test_it_is_there_to_be_read_only(pages: tuple[Pages, int]) -> None:
    """GET and HEAD of one page, asked for by this machine's own name; whatever else is refused."""
    _, port = pages
    status, text, headers = got(port, "/", "GET", None)
    assert (status, text[-8:]) == (200, "<p>first")
    assert headers.items() >= HEADERS.items()
    assert got(port, "/", "HEAD", None)[:2] == (200, "")
    assert got(port, "/?x=1", "GET", f"localhost:{port}")[0] == 200
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"):
        status, _, headers = got(port, "/", method, None)
        assert (status, headers["Allow"]) == (405, "GET, HEAD")
    for host in ("example.org", f"example.org:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", ""):
        assert got(port, "/", "GET", host)[0] == 421, host
    for path in ("/events/", "/../pyproject.toml", "/etc/passwd", "/index.html"):
        status, text, _ = got(port, path, "GET", None)
        assert (status, text) == (404, "There is one page here, at /.\n")


def test_it_listens_on_this_machine_alone(pages: tuple[Pages, int]) -> None:
    """No other address of the machine has the port."""
    _, port = pages
    with socket.socket() as other, pytest.raises(ConnectionRefusedError):
        other.connect(("127.0.0.2", port))


def test_news_come_to_whoever_waits(pages: tuple[Pages, int]) -> None:
    """The version there is, then each new one; the same page again is no news."""
    shown, port = pages
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as listener:
        listener.sendall(f"GET /changes HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        stream = listener.makefile("r", encoding="utf-8", newline="\n")
        versions = (line[6:].strip() for line in stream if line.startswith("data: "))
        first = next(versions)
        assert f'data-version="{first}"' in got(port, "/", "GET", None)[1]
        shown.show('<html data-version=""><p>first')
        shown.show('<html data-version=""><p>second')
        second = next(versions)
        assert second != first
        assert f'<html data-version="{second}"><p>second' == got(port, "/", "GET", None)[1]


def test_a_port_that_is_taken_is_told(pages: tuple[Pages, int]) -> None:
    """In one line, with what to do."""
    ran = started(["report", "--watch", "--port", str(pages[1]), "--case", str(SMALL)])
    assert ran.returncode == Exit.FILES
    assert ran.stderr.startswith(f"error: could not serve at port {pages[1]}: Address already in use\n  tip: without")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--watch -o x.html", "--watch serves the page and writes no file"),
        ("--port 8000", "--port is for --watch"),
        ("--watch --case all", "this command is about one case"),
        ("--watch --reading nobody", "nobody"),
    ],
)
def test_what_does_not_go_together_is_refused(options: str, said: str) -> None:
    """Before anything is served."""
    ran = started(["report", *options.split()])
    assert ran.returncode == Exit.USAGE
    assert said in ran.stderr


@pytest.mark.browser
@needs_chromium
def test_the_reader_keeps_their_place(case: Path, browser: Browser) -> None:
    """The moment, what is unfolded, what is chosen, and the record that is read stay, also across a bad save."""
    look = (
        "return [location.hash, [...document.querySelectorAll('details[open]')].length,"
        " document.getElementById('by-text').value, document.getElementById('moment').textContent,"
        " Math.round(document.querySelector('[id=\"event.patrol-seen\"]').getBoundingClientRect().top)]"
    )
    with watching(case) as program:
        browser.open(program.url, "on=2020-06-11&known=2020-06-12&reading=bland")
        browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
        browser.run("const t = document.getElementById('by-text'); t.value = 'patrol';"
                    "t.dispatchEvent(new Event('input', { bubbles: true }))")  # fmt: skip
        wait(browser, "return document.getElementById('found').textContent.includes(' of ')")
        browser.run("document.querySelector('[id=\"event.patrol-seen\"]').scrollIntoView()")
        browser.settle()
        before = browser.run(look)
        assert before[3].startswith("State at the end of 2020-06-11")
        program.edit("2020/acts.yaml", "subject: trucks/1", "subject: truks/1")
        wait(browser, "return document.title.includes('problems')")
        assert "truks" in browser.text("pre")
        program.edit("2020/acts.yaml", "subject: truks/1", "subject: trucks/1")
        program.edit("case.yaml", "Talks about the bridge", "Talks about the other bridge")
        wait(browser, "return document.title.includes('other bridge') && document.readyState === 'complete'")
        wait(browser, "return document.getElementById('found').textContent.includes(' of ')")
        wait(browser, f"{look.replace('return', 'const found =')}; return Math.abs(found[4] - {before[4]}) <= 2")
        assert browser.run(look)[:4] == before[:4]
        assert [one for one in browser.said() if "ERR_" not in one] == []
        asked = {url.removeprefix(program.url).partition("#")[0] for url in browser.outside()}
        assert asked <= {"", "changes", "favicon.ico"}


def wait(browser: Browser, script: str) -> None:
    """Wait until a script says so, over pages that come and go."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            if browser.run(script):
                return
        except Exception:  # noqa: BLE001 - a page that goes in the middle of a script is one of many errors
            assert time.monotonic() < ends
        assert time.monotonic() < ends, script
        time.sleep(0.1)
