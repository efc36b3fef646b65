"""One answer, whichever way it is asked for: by one process or by two, from the replay, by SQL, or kept from before.

The same made-up archive goes every way, with the shipped cases beside it.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from negotiation.cli.main import main
from negotiation.domain.axes import Interval
from negotiation.domain.dates import day_of, iso
from negotiation.domain.encoding import text_of, value_of
from negotiation.domain.ids import EventId, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.ledger.load import load_case
from tests.archive import write_archive
from tests.domain.test_oracle import alike, cut
from tests.oracle import Asked, Records, Replay, TooManyWorldsError, subjects_in
from tests.strategies import QUESTION_DAYS, READINGS

MADE_UP = 200
SHIPPED = sorted(path.parent for path in Path("events").glob("*/case.yaml"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory of cases: the made-up ones and the shipped ones, with the seeds beside it."""
    here = tmp_path_factory.mktemp("archive")
    write_archive(here / "events", MADE_UP)
    for case in SHIPPED:
        shutil.copytree(case, here / "events" / case.name)
    shutil.copytree("seeds", here / "seeds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEGOTIATION_EVENTS", str(here / "events"))
        yield here


@pytest.fixture(scope="module")
def built(archive: Path) -> Path:
    """The file of the whole archive, built by one process."""
    return build(archive / "one.db")


def build(file: Path, *more: str) -> Path:
    assert main(["build", "--allow-errors", "--quiet", "-o", str(file), *more]) == 0
    return file


def cases_of(archive: Path) -> list[str]:
    return sorted(path.parent.name for path in archive.glob("events/*/case.yaml"))


def table_of(archive: Path, case: str) -> Table:
    ledger = load_case(archive / "events" / case, archive / "seeds")
    assert ledger.case is not None
    return Table(ledger.case)


ROWS = """
SELECT subject, axis, value, reading, valid_from, valid_to, known_from, known_to, rule, order_sensitive, interval
FROM history WHERE case_id = ?
"""
CAUSES = """
SELECT c.interval, e.event FROM interval_causes AS c JOIN events AS e ON e.id = c.event
WHERE e.case_id = ? ORDER BY c.interval, c.position
"""


def rows_in(file: Path, case: str) -> list[Interval]:
    """Every interval of a case as the file has it."""
    with sqlite3.connect(file) as connection:
        causes: dict[int, list[EventId]] = {}
        for interval, event in connection.execute(CAUSES, (case,)):
            causes.setdefault(interval, []).append(EventId(event))
        found = connection.execute(ROWS, (case,)).fetchall()
    return [
        Interval(
            SubjectId(subject), axis, value_of(value), ReadingId(reading), *spans(days),
            tuple(causes.get(number, ())), rule, bool(order_sensitive),
        )
        for subject, axis, value, reading, *days, rule, order_sensitive, number in found
    ]  # fmt: skip


def spans(days: list[str]) -> tuple[int, int, int, int]:
    """Valid from and to, known from and to."""
    valid_from, valid_to, known_from, known_to = map(ordinal, days)
    return valid_from, valid_to, known_from, known_to


def ordinal(text: str) -> int:
    return day_of("9999-12-31") + 1 if text == "forever" else day_of(text)


def plain(row: Interval) -> str:
    """An interval as text, the same for equal ones."""
    fixed = (row.subject, row.axis, row.reading, row.valid_from, row.valid_to, row.known_from, row.known_to)
    return json.dumps([*fixed, text_of(row.values), list(row.causes), row.rule, row.order_sensitive])


def test_two_processes_write_what_one_writes(archive: Path, built: Path) -> None:
    """The same bytes, whoever replayed which case."""
    assert build(archive / "two.db", "--jobs", "2").read_bytes() == built.read_bytes()


def test_the_file_has_every_interval_and_no_other(archive: Path, built: Path) -> None:
    for case in cases_of(archive):
        table = table_of(archive, case)
        asked = set(table.readings)
        found = sorted(plain(row) for row in rows_in(built, case) if row.reading in asked)
        assert found == sorted(plain(row) for row in table.everything()), case


def test_the_file_is_what_a_naive_replay_gives(archive: Path, built: Path) -> None:
    """Each axis on a day, as known on another, under some reading: what it is in some world, and nothing else."""
    random = Random(20131)  # noqa: S311 - picks questions
    walked = 0
    for case in cases_of(archive):
        if not case.startswith("made-up"):
            continue
        ledger = load_case(archive / "events" / case)
        assert ledger.case is not None
        days = [day_of("2020-01-01") + n - 1 for n in QUESTION_DAYS]
        known, reading = random.choice(days), random.choice(READINGS)
        asked = Asked(known, reading)
        rows = [
            row for row in rows_in(built, case) if row.reading == reading and row.known_from <= known < row.known_to
        ]
        for subject in subjects_in([*Records(ledger.case, asked).events.values()]):
            mine = tuple(row for row in rows if row.subject.partition("/")[0].partition("@")[0] == subject)
            try:
                answers = Replay(ledger.case, asked, subject).answers([random.choice(days)])
            except TooManyWorldsError:
                continue
            for on, naive in answers.items():
                walked += 1
                assert {axis: {alike(v) for v in naive.values(axis)} for axis in naive.axes} == {
                    axis: {alike(v) for v in row.values} for axis, row in cut(mine, on).items()
                }, f"{case}, {subject} on {iso(on)} as known on {iso(known)} under {reading}"
    assert walked > MADE_UP


def test_an_answer_that_was_kept_is_the_answer(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A state without anything kept, the first time, and when it was asked before: the same text."""
    random = Random(20132)  # noqa: S311 - as above
    monkeypatch.setenv("NEGOTIATION_CACHE", str(archive / "cache"))
    for case in cases_of(archive):
        day = iso(day_of("2020-01-01") + random.choice(QUESTION_DAYS) - 1)
        asked = ["state", "--case", case, "--on", day, "--known", "same", "--format", "json", "--allow-errors"]
        said = []
        for more in (["--no-cache"], [], []):
            assert main([*asked, *more]) == 0
            said.append(capsys.readouterr())
        assert said[0] == said[1] == said[2], case
        assert said[0].out.startswith("{"), case
