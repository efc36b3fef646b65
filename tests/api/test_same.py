"""The library says what the command says, at moments drawn at random."""

import json
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest

from negotiation import Case
from negotiation.api import Days, Range, Row, Suspended, Window, Withheld
from negotiation.export.tables import COLUMNS, interval_rows
from negotiation.views.rows import ABSENT, FACT, csv_text
from tests.cli.running import NEUTRAL, run
from tests.source import ROOT

CASES = (
    "events/black-sea-grain-2022-23",
    "events/colombia-farc-2017",
    "events/talks-2013-14",
    "tests/cases/p02-deadline-held-differently",
    "tests/cases/p09-shares-of-a-total",
    "tests/cases/p22-who-is-bound",
    "tests/cases/small",
)
MOMENTS = 4
"""Of each case."""

Told = Callable[..., str]


@cache
def loaded(path: str) -> Case:
    return Case.load(ROOT / path)


def moments(case: Case, seed: str) -> Iterator[dict[str, str]]:
    """Days, states of knowledge and readings; the days from before the case begins to after it ends."""
    draw = Random(seed)  # noqa: S311 - nothing hangs on who can guess it
    first, last = case.coverage
    span = (last - first).days
    for number in range(MOMENTS):
        day, known = (str(first + timedelta(days=draw.randint(-span // 9, span + span // 9))) for _ in range(2))
        asked = {"on": day, "reading": draw.choice(case.readings or ("record",))}
        yield asked if number == 0 else {**asked, "known": "same" if number == 1 else known}


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache, so that a case is replayed for the first question only."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def told(kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the command prints."""
    monkeypatch.chdir(ROOT)
    for name, value in {**NEUTRAL, "NEGOTIATION_CACHE": str(kept)}.items():
        monkeypatch.setenv(name, value)

    def ask(command: str, **options: str) -> str:
        ran = run(" ".join(["negotiation", command, *(f"--{n} {shlex.quote(v)}" for n, v in options.items())]), capsys)
        assert ran.code == 0, ran.err
        return ran.out

    return ask


@pytest.mark.parametrize("path", CASES)
def test_answers_are_those_of_the_command(path: str, told: Told) -> None:
    """State, reasons, differences and due days are the same documents, and as text the same pages."""
    case = loaded(path)
    for asked in moments(case, path):
        state = case.on(asked["on"], known=asked.get("known"), reading=asked["reading"])
        rest = {name: value for name, value in asked.items() if name != "on"}
        command = {"case": path, "format": "json"}

        assert state.as_json() == json.loads(told("state", **command, **asked))
        assert csv_text(map(dict, state.facts()), FACT) == told("state", case=path, format="csv", **asked)
        for subject in [*state][:2]:
            why = case.why(subject, **asked).as_json()
            assert why == json.loads(told(f"why {subject}", **command, **asked))
        diff = case.diff(*sorted([str(case.coverage[0]), asked["on"]]), **rest).as_json()
        two = " ".join(sorted([str(case.coverage[0]), asked["on"]]))
        assert diff == json.loads(told(f"diff {two}", **command, **rest))
        assert case.due(asked["on"], **rest, within=None).as_json() == json.loads(told("due", **command, **asked))


def test_a_page_is_that_of_the_command(told: Told) -> None:
    """As text an answer is what the command prints into a pipe, with what to type next."""
    path = "tests/cases/small"
    case = loaded(path)
    asked = {"known": "2020-06-13", "reading": "bland"}

    assert f"{case.on('2020-06-20', **asked)}\n" == told("state --on 2020-06-20", case=path, **asked)
    assert f"{case.diff('2020-03-01', '2020-06-20')}\n" == told("diff 2020-03-01 2020-06-20", case=path)


EVERY = sorted(path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("*/cases/p*/case.yaml"))


@pytest.mark.parametrize("path", sorted({*CASES, *EVERY[::3]}))
def test_every_field_of_an_answer_is_a_field_of_its_row(path: str) -> None:
    """Whatever JSON has of a subject is there by its name, on every day, and is what its type says."""
    case = loaded(path)
    (first, last), readings = case.coverage, case.readings or ("record",)
    days = [first + timedelta(days=(last - first).days * part // 4) for part in range(1, 5)]
    for row in (one for day in days for one in case.on(day, reading=readings[-1]).values()):
        for part in (row, *row.tranches, *row.per_debtor):
            plain = part.as_json()
            assert not [name for name in plain if not hasattr(Row, name)]
            for name in plain:
                value = getattr(part, name)
                assert name == "id" or value == plain[name] or isinstance(value, tuple | date | Range | Days | NAMED)


NAMED = Window | Withheld | Suspended


def test_what_was_recorded_is_that_of_the_command(told: Told) -> None:
    """As the files stood before the case was released, and after."""
    path = "tests/cases/small"
    for day in ("2020-12-31", "2021-01-01"):
        then = Case.load(ROOT / path, recorded=day).on("2020-06-20").as_json()
        assert then == json.loads(told("state --on 2020-06-20", case=path, recorded=day, format="json"))


@pytest.mark.parametrize("path", CASES[-4:])
def test_a_state_is_a_filter_over_the_intervals(path: str) -> None:
    """Those that hold on the day, as known then: each status that is not counted in days, and each figure."""
    case = loaded(path)
    for asked in moments(case, path):
        state = case.on(asked["on"], known=asked.get("known"), reading=asked["reading"])
        known = "9999-12-31" if state.question.known is None else state.question.known
        held = [
            one
            for one in case.intervals(reading=asked["reading"], known=known)
            if one.valid_from <= state.question.on and (one.valid_to is None or state.question.on < one.valid_to)
        ]
        if state.is_coded:
            words = {one.subject: one.words for one in held if one.axis == "phase" and one.subject in state}
            assert words == {id_: state[id_].phase for id_ in words}
            assert {row.id for row in state.of_kind("commitment")} <= {one.subject for one in held}


def test_the_timeline_is_that_of_the_command(told: Told) -> None:
    """Of the whole case, and of a stretch and some kinds."""
    path = "tests/cases/small"
    case = loaded(path)
    command = {"case": path, "format": "json"}

    assert case.timeline().as_json() == json.loads(told("timeline", **command))
    chosen = case.timeline("2020-06-01", "2020-06-30", subjects=["no-patrols"], kinds=["acted", "clock"]).as_json()
    words = "timeline --from 2020-06-01 --to 2020-06-30 --commitment no-patrols --kind acted --kind clock"
    assert chosen == json.loads(told(words, **command))
    assert chosen["entries"]


@pytest.mark.parametrize("path", CASES[-4:])
def test_the_table_of_intervals_is_that_of_the_files(path: str) -> None:
    """The columns of the archive of CSV files, with days as days and nothing for what is open."""
    case = loaded(path)
    columns = case.table()
    table = case._asker.table  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # what files are written from

    assert tuple(columns) == COLUMNS["intervals"] == tuple(columns.types)
    assert cells(columns) == [["" if one is None else str(one) for one in row] for row in interval_rows(table)]
    assert {type(one) for one in columns["valid_from"]} == {date}


@pytest.mark.parametrize("path", CASES[-4:])
def test_the_table_of_states_is_that_of_the_files(path: str) -> None:
    """The facts of each day one below the other, after the day."""
    case = loaded(path)
    days = case.coverage
    columns = case.table(on=days, known="same")

    facts = [[str(day), *one.values()] for day in days for one in case.on(day, known="same").facts()]
    assert tuple(columns) == ("on", *FACT) == tuple(columns.types)
    assert cells(columns) == [["" if one in {ABSENT, "open"} else one for one in row] for row in facts]


def cells(columns: Mapping[str, Sequence[object]]) -> list[list[str]]:
    rows = zip(*columns.values(), strict=True)
    return [["" if one is None else str(one) for one in row] for row in rows]
