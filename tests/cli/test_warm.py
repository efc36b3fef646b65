"""A question answered from a file prints what the application prints, byte for byte, or is handed over."""

import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.cli import cases as places
from negotiation.cli import meant
from negotiation.cli.timing import Timing
from negotiation.cli.typed import typed
from negotiation.cli.warm import Surroundings, answer
from negotiation.domain.answering import Answers
from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER
from negotiation.domain.case import Case
from negotiation.domain.dates import day_of, iso
from negotiation.domain.ids import ReadingId
from negotiation.domain.intervals import Table
from negotiation.ledger.ledger import Ledger, Texts
from negotiation.views.changes import changes_view, compared
from negotiation.views.due import due_view
from negotiation.views.header import Asked
from negotiation.views.records import Records
from negotiation.views.rendering import page_text
from negotiation.views.rows import csv_text, json_text
from negotiation.views.state_view import Choice, side_by_side, state_view
from negotiation.views.view import View
from negotiation.views.why import why_view
from negotiation.warm.stored import StoredTable
from negotiation.warm.writing import write
from tests.cases import day
from tests.cli.running import NEUTRAL, run
from tests.source import ROOT
from tests.strategies import cases, known_days, readings, share

FILES = Path(mkdtemp(prefix="negotiation-warm-"))
SHIPPED = "talks-2013-14"
CASES = [SHIPPED, "black-sea-grain-2022-23", "colombia-farc-2017"] + [
    str(head.parent.relative_to(ROOT)) for head in sorted(ROOT.glob("tests/cases/p*/case.yaml"))
]
GOLDEN = [
    line[2:]
    for file in sorted((Path(__file__).parent / "golden").glob("*.txt"))
    for line in file.read_text("utf-8").splitlines()
    if re.match(r"\$ negotiation (state|why|due|diff) ", f"{line} ")
]
BEYOND = ("--help", "--recorded", "-o ")
"""What the application alone answers, beside what it refuses and what is about several cases."""


@cache
def kept(case: str) -> tuple[str, Surroundings]:
    """The file of a case, and where it is asked about."""
    directory = meant.directory(case)
    found = places.loaded(*_read(case), FOREVER, Timing())
    name = FILES / f"{directory.name}.db"
    with sqlite3.connect(name) as connection:
        write(connection, found.ledger, found.whole, found.problems)
    connection.close()
    return str(name), Surroundings(directory.as_posix(), str(ROOT))


def _read(case: str) -> tuple[Ledger, Case]:
    ledger = places.read(case, Timing())
    assert ledger.case is not None
    return ledger, ledger.case


def warm(line: str) -> tuple[str, str, int] | None:
    """What the file of the one case that is asked about answers."""
    args = shlex.split(line)[1:]
    read = typed(args)
    if read is None or read.case in {"all", "talks", "no/such/case"}:
        return None  # there is no file of it
    return answer(args, *kept(read.case or SHIPPED))


def expect_alike(line: str, capsys: pytest.CaptureFixture[str], *, handed_over: bool = False) -> None:
    """Hold what the file answers against what the application prints."""
    ran = run(line, capsys)
    found = warm(line)

    assert (found is None) == handed_over, line
    assert found is None or found == (ran.out, ran.err, ran.code), line


@pytest.mark.parametrize("line", GOLDEN)
def test_what_people_saw_is_what_the_file_says(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every transcript of the four questions; what is refused, or is about several cases, is handed over."""
    refused = run(line, capsys).code > 1
    several = line.count("--case") > 1
    beyond = any(word in line for word in BEYOND)

    expect_alike(line, capsys, handed_over=refused or several or beyond)


@pytest.mark.parametrize("case", CASES)
def test_every_case_is_answered_alike(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each question of each case on days of its own, as known then and later, under its readings, in every format."""
    for number, line in enumerate(_lines(case)):
        if case in CASES[:3] or number % 4 == int(case[-1:].isalpha()):
            expect_alike(line, capsys)


def _lines(case: str) -> Iterator[str]:
    table = places.loaded(*_read(case), FOREVER, Timing()).whole
    covered = range(table.case.head.coverage.start.toordinal(), table.end + 1)
    days = sorted({*table.book.known_from.values()} & {*covered})
    asked = [iso(one) for one in dict.fromkeys((days[len(days) // 3], days[-1]))]
    known = ["", " --known same", f" --known {iso(days[len(days) // 2])}"]
    under = ["", *(f" --reading {reading}" for reading in table.readings[-2:])]
    forms = ["table", "json", "jsonl", "csv", "md"]
    subjects = [*table.subjects][:: max(1, len(table.subjects) // 3)]
    for number, (on, as_known, reading) in enumerate(product(asked, known, under)):
        rest = f"{as_known}{reading} --case {case} --format {forms[number % len(forms)]}"
        one = subjects[number % len(subjects)]
        yield f"negotiation state --on {on}{rest}"
        yield f"negotiation state {one} --why --on {on}{rest}"
        yield f"negotiation why {one} --on {on}{rest}"
        yield f"negotiation due --on {on}{rest}"
        yield f"negotiation diff {asked[0]} {on} --events{rest}"
    event = [*table.book.events][len(table.book.events) // 2]
    yield f"negotiation state --before {event} --known same --case {case}"
    yield f"negotiation state --after {event} --readings --case {case}"
    yield f"negotiation state --readings --on {asked[0]} --case {case}"
    yield f"negotiation state --open --axis due --axis status --on {asked[0]} --case {case} --ascii"
    yield f"negotiation diff {asked[-1]} --known {asked[0]}..{asked[-1]} --case {case} --color always"


days_asked = st.integers(1, 40).map(lambda number: day_of(day(number)))


@share(0.5)
@given(cases, known_days, readings, days_asked, days_asked)
def test_a_file_of_any_case_answers_as_its_table(case: Case, known: int, reading: str, first: int, last: int) -> None:
    """Nonsense included, at any state of knowledge."""
    table = Table(case)
    connection = sqlite3.connect(":memory:")
    write(connection, Ledger(case, (), 0, {}, (), {}, None, Texts({})), table, ())
    stored = StoredTable(connection)
    before, after = (Question(on, known, ReadingId(reading)) for on in sorted((first, last)))

    assert list(_told(stored, before, after)) == list(_told(table, before, after))
    connection.close()


def _told(table: Answers, before: Question, after: Question) -> Iterator[str]:
    def asked(question: Question) -> Asked:
        return Asked(table.case, question, "-", table.known(question.known), "-", "-")

    def records(question: Question) -> Records:
        return Records(table, question.outlook, lambda _: "-")

    everything = [*table.subjects]
    hindsight = Question(after.on, FOREVER, after.reading)
    views: list[View] = [
        state_view(asked(before), table, Choice()),
        state_view(asked(after), table, Choice([*everything[:1], "proposals"], reasons=True)),
        side_by_side(asked(after), table, Choice()),
        due_view(asked(before), table, None),
        changes_view(asked(after), compared(table, before, after), records(after), events=True),
        changes_view(asked(hindsight), compared(table, after, hindsight), records(hindsight), events=True),
        *(why_view(asked(after), subject, records(after)) for subject in everything),
    ]
    for view in views:
        yield page_text(view.page())
        yield json_text(view.body())
        yield csv_text(view.facts(), view.heads)


WITHOUT = {
    "typer",
    "click",
    "pydantic",
    "pydantic_core",
    "sqlite_utils",
    "rich",
    "yaml",
    "typing_extensions",
    "typing",
    "dataclasses",
    "inspect",
    "pathlib",
    "sqlite3",
}
PROBE = """
import sys
from negotiation.cli.warm import Surroundings, answer
found = answer(sys.argv[3:], sys.argv[1], Surroundings(sys.argv[2], {here!r}))
assert found is not None
print(*sys.modules)
"""


@pytest.mark.parametrize(
    "line", ["state", "state --readings --format csv", "why talks", "due", "diff 2014-03-28 2014-04-03"]
)
def test_an_answer_from_a_file_needs_no_model(line: str) -> None:
    """Nor a parser of files or of command lines, nor what takes longer to import than the answer to find."""
    file, around = kept(SHIPPED)
    ran = subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, "-c", PROBE.format(here=around.here), file, around.directory, *line.split()],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT), **NEUTRAL}, capture_output=True, check=True, text=True,
    )  # fmt: skip
    modules = set(ran.stdout.split())

    assert "negotiation.warm.stored" in modules
    assert not modules & WITHOUT


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["check"],
        ["state", "--onn", "2014-03-31"],
        ["state", "--on"],
        ["state", "--on=", "2014-03-31"],
        ["state", "--on", "--open"],
        ["state", "--open=yes"],
        ["state", "--on", "2014-03-31", "--on", "2014-04-03"],
        ["state", "--", "talks"],
        ["state", "-h"],
        ["state", "--output", "x.json"],
        ["state", "--pager"],
        ["state", "--verbose"],
        ["state", "--recorded", "2025-12-31"],
        ["state", "--no-cache"],
        ["state", "\udcff"],
        ["due", "--axis", "due"],
    ],
)
def test_what_is_not_known_is_not_read(args: Sequence[str]) -> None:
    """The application reads it, and tells what is wrong with it."""
    assert typed(args) is None


def test_a_day_may_begin_with_a_sign() -> None:
    """As in `--on -14d`; anything else that does is an option."""
    read = typed(["due", "--on", "-14d", "--within=7d", "-q"])

    assert read is not None
    assert read.values == {"--on": "-14d", "--within": "7d"}
    assert read.flags == {"-q"}
    assert not read.words


@pytest.mark.parametrize(
    "directory", ["events/talks-2013-14", "./events/talks-2013-14", "events//talks-2013-14/", "../x"]
)
def test_places_are_shown_as_files_are(directory: str) -> None:
    """From where the person stands; a path that is written oddly is handed over."""
    file, around = kept(SHIPPED)
    found = answer(["why", "talks"], file, Surroundings(directory, around.here))

    assert (found is None) == (directory != "events/talks-2013-14")
    assert found is None or " events/talks-2013-14/2013/" in found[0]
