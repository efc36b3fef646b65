"""What programs rely on: names and days that are told when wrong, answers that stay, one replay, and frames."""

import pickle
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

import negotiation
from negotiation import Case, CaseProblems, Unknown
from negotiation.api import Days, Range, Row
from negotiation.domain import intervals
from tests.api.program import main, problems
from tests.cli.running import run
from tests.cli.test_start import imported
from tests.source import ROOT

SMALL = ROOT / "tests" / "cases" / "small"


@pytest.fixture(scope="module")
def case() -> Case:
    return Case.load(SMALL)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A case with an unknown field, and with an assertion that does not hold."""
    where = tmp_path / "events" / "broken"
    copytree(SMALL, where)
    acts = where / "2020" / "acts.yaml"
    acts.write_text(acts.read_text("utf-8").replace("expect: {performed: 4,", "expect: {performed: 5,"), "utf-8")
    return where


def test_a_program_runs() -> None:
    """That whose types are checked."""
    assert main(SMALL) > len("truks")
    assert problems(SMALL) == ()


def test_the_package_shows_what_it_promises() -> None:
    """Names are there, in `dir` too, before anything is imported for them; others are not."""
    assert {"Case", "CaseProblems", "Unknown"} <= {*dir(negotiation)}
    with pytest.raises(AttributeError, match="module 'negotiation' has no attribute 'Cas'"):
        _ = negotiation.Cas  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]  # the slip that is meant


def test_the_command_does_without_the_library() -> None:
    """The package alone is imported at each start."""
    assert not [name for name in imported("state", "--on", "2014-04-03") if name.startswith("negotiation.api")]


def test_problems_are_told_as_check_tells_them(
    broken: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them as values with their places, and as the text of `check --format concise`."""
    monkeypatch.chdir(broken.parent.parent)
    monkeypatch.setenv("NO_COLOR", "1")
    with pytest.raises(CaseProblems) as caught:
        Case.load("broken")

    assert f"{caught.value}\n" == run("negotiation check events/broken --format concise", capsys).out
    (error,) = [one for one in caught.value.problems if one.severity == "error"]
    assert (error.code, error.file, error.line) == ("T202", "events/broken/2020/acts.yaml", 19)
    assert error.message == "performed of trucks on 2020-04-02 is 4, asserted 5"
    assert Case.load("broken", allow_problems=True).on("2020-04-02").as_json()["complete"] is False
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - ours


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda case: case.on("2020-06-20")["truks"], "'truks' did not stand on 2020-06-20: did you mean 'trucks'?"),
        (lambda case: case.on("2020-02-02")["trucks"], "'trucks' did not stand on 2020-02-02: it was not there yet"),
        (lambda case: case.on("2021-02-02")["trucks"], "2021-02-02 is not coded: the case does not cover it"),
        (lambda case: case.on(subjects=["truks"]), "the case has no subject 'truks': did you mean 'trucks'?"),
        (lambda case: case.on(reading="blnd"), "the case declares no reading 'blnd': did you mean 'bland'?"),
        (lambda case: case.why("trucks/7"), "'trucks' has no tranche '7': did you mean 'trucks/"),
        (lambda case: case.why("trucks", axis="duu"), "trucks has no axis 'duu': did you mean 'due'?"),
        (
            lambda case: case.intervals(subject="trucks", axis="phas"),
            "trucks has no axis 'phas': did you mean 'phase'?",
        ),
        (lambda case: list(case.intervals(axis="phas")), "nothing has an axis 'phas': did you mean 'phase'?"),
        (lambda case: case.table(axis="statsu"), "nothing has an axis 'statsu': did you mean 'status'?"),
        (lambda case: case.events["first-truks"], "the case has no event 'first-truks': did you mean 'first-trucks'?"),
        (lambda case: case.sources["agenci"], "the case has no source 'agenci': did you mean 'agency'?"),
        (lambda case: case.on(subjects="trukc"), "the case has no subject 'trukc': did you mean 'trucks'?"),
        (lambda case: case.timeline(kinds=["actd"]), "no event is of the kind 'actd': did you mean 'acted'?"),
        (lambda case: case.intervals(subject="x"), "the case has no subject 'x': there are bridge-talks, no-patrols, "),
    ],
)
def test_unknown_names_are_key_errors_with_the_nearest(
    case: Case, ask: Callable[[Case], object], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They say what there is instead, and are told at once."""
    monkeypatch.setenv("NEGOTIATION_TODAY", "2020-06-20")
    with pytest.raises(Unknown) as caught:
        ask(case)
    assert isinstance(caught.value, KeyError)
    assert str(caught.value).startswith(said)


def test_one_name_alone_is_one_name(case: Case) -> None:
    """And one day one day, though Python can go through the letters of both."""
    assert case.on("2020-06-20", subjects="trucks") == case.on("2020-06-20", subjects=["trucks"])
    assert [*case.timeline(kinds="acted")] == [*case.timeline(kinds=["acted"])] != []
    assert case.table(on="2020-06-20") == case.table(on=["2020-06-20"])
    assert case.events.get("first-truks") is None


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda case: case.on("2020-06"), "'2020-06' is 30 days, and one is asked for, such as 2020-06-30"),
        (lambda case: case.on("20-06-2020"), "'20-06-2020' is not a date"),
        (lambda case: case.on("\u0662020-06-01"), "'\u0662020-06-01' is not a date"),
        (lambda case: case.on(datetime(2020, 6, 1, 12)), "2020-06-01T12:00:00 has no offset"),  # noqa: DTZ001 - that
        (lambda case: case.on(20200601), "20200601 is not a date"),
        (lambda case: case.diff("2020-06-01", known=("2020-06-01",)), "known is one day, or a pair of them"),
        (lambda case: case.diff("2020-06-01"), "diff compares two days, or one day as known on two"),
        (lambda case: case.diff("2020-06-02", "2020-06-01"), "2020-06-01 comes before 2020-06-02"),
        (lambda case: case.timeline("2020-06-03", "2020-06-01"), "2020-06-01 comes before 2020-06-03"),
        (lambda case: case.due("2020-06-03", within=-1), "within is a number of days from 0 on, not -1"),
    ],
)
def test_what_is_no_day_is_a_value_error(case: Case, ask: Callable[[Case], object], said: str) -> None:
    """With what to give instead."""
    with pytest.raises(ValueError, match=r"day|date|diff|before|offset") as caught:
        ask(case)
    assert str(caught.value).startswith(said)


def test_a_case_that_is_not_there_is_a_missing_file(tmp_path: Path) -> None:
    """The nearest name, or that the directory holds none."""
    with pytest.raises(FileNotFoundError, match=r"no case 'talks-2013': did you mean 'talks-2013-14'\?"):
        Case.load("talks-2013", events=ROOT / "events")
    with pytest.raises(FileNotFoundError, match=r"holds no case: it has no case\.yaml"):
        Case.load(tmp_path)
    with pytest.raises(FileNotFoundError, match=f"there is none in {tmp_path}"):
        Case.load("x", events=tmp_path)


def test_a_day_may_be_given_in_every_way(case: Case) -> None:
    """A date, text, a moment with its offset, which the header says as the command does."""
    state = case.on(date(2020, 6, 20))

    assert case.on("2020-06-20") == state
    assert case.on(datetime(2020, 6, 19, 22, 30, tzinfo=UTC)).question.on == date(2020, 6, 20)
    moment = case.on("2020-06-19T22:30Z")
    assert moment.as_json() == state.as_json()
    assert moment.header.endswith(
        "2020-06-19T22:30Z = 2020-06-20 00:30 in Europe/Paris; days count whole: 2020-06-20, to its end"
    )
    assert (case.on("2020-06-20", known="same").question.known, state.question.known) == (date(2020, 6, 20), None)


def test_the_day_is_the_earlier_of_today_and_the_end(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for the command."""
    monkeypatch.setenv("NEGOTIATION_TODAY", "2020-05-05")
    assert case.on().question.on == date(2020, 5, 5)
    monkeypatch.setenv("NEGOTIATION_TODAY", "2026-05-05")
    assert case.on().question.on == date(2020, 12, 31)
    monkeypatch.delenv("NEGOTIATION_TODAY")
    assert case.on().question.on == date(2020, 12, 31)


def test_recorded_freezes_what_the_files_said(case: Case) -> None:
    """Records without a day of their own count from the release of the case."""
    then = Case.load(SMALL, recorded="2020-12-31")

    assert len(then.on("2020-06-20")) == 0
    assert then.on("2020-06-20").question.recorded == date(2020, 12, 31)
    assert Case.load(SMALL, recorded="2021-01-01").on("2020-06-20").keys() == case.on("2020-06-20").keys()


def test_a_row_has_its_fields_as_python_has_them(case: Case) -> None:
    """Ranges, days that are several, holders; of another kind of subject nothing is there."""
    state = case.on("2020-03-30")
    trucks, later = state["trucks"], case.on("2020-06-20")

    assert (trucks.performed, trucks.total, trucks.kind) == (Range(0, 4), 10, "commitment")
    assert trucks.due == Days(date(2020, 4, 1), date(2020, 6, 1))
    assert trucks.tranches[0].due == date(2020, 4, 1)
    assert trucks.outstanding == Range(6, 10)
    assert [one.id for one in trucks.tranches] == ["trucks/1", "trucks/2"]
    assert state["trucks/2"] == trucks.tranches[1]
    assert {(one.field, one.reading) for one in later["trucks"].contested} >= {("tranches/2/size", "bland")}
    assert later["no-patrols"].claims == ("breach-alleged",)
    assert later["no-patrols"].window is not None
    assert later["bridge-talks"].kind == "talks"
    assert (later["bridge-talks"].performed, later["bridge-talks"].tranches) == (None, ())
    assert str(Range(2, None)) == "2 or more"
    assert str(Days(date(2020, 1, 1), None)) == "2020-01-01 or later"


def test_nobody_changes_an_answer(case: Case) -> None:
    """Neither a row nor what was handed out of it."""
    row = case.on("2020-06-20")["trucks"]
    handed = row.as_json()
    handed["tranches"].clear()

    with pytest.raises(AttributeError, match="'status' is an answer, which nobody changes"):
        row.status = "satisfied"  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]  # the slip that is meant
    with pytest.raises(TypeError):
        case.on("2020-06-20")["trucks"] = row  # type: ignore[index]  # pyright: ignore[reportIndexIssue]  # the same
    assert len(row.tranches) == 2
    assert case.on("2020-06-20").as_json()["commitments"][1]["tranches"]
    assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301 - ours


def test_a_thousand_questions_are_one_replay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fold is made once, whoever asks, and from however many threads."""
    folds: list[str] = []
    unfold: Any = vars(intervals)["unfold"]

    def counted(machine: Any, *rest: Any) -> Any:
        folds.append(str(machine))
        return unfold(machine, *rest)

    fresh = Case.load(SMALL)
    monkeypatch.setattr(intervals, "unfold", counted)
    days = [date.fromordinal(date(2020, 1, 1).toordinal() + n) for n in range(250)]
    asked = [(day, reading, known) for day in days for reading in ("record", "bland") for known in (None, "same")]
    barrier = threading.Barrier(4, timeout=60)

    def ask(part: int) -> list[Row | None]:
        barrier.wait()
        return [fresh.on(d, reading=r, known=k).get("trucks") for d, r, k in asked[part::2]]

    with ThreadPoolExecutor(4) as pool:
        one, other, same, again = pool.map(ask, [0, 1, 0, 1])

    assert (one, other) == (same, again)
    assert len(folds) < 60
    alone = Case.load(SMALL)
    assert one[:40] == [alone.on(d, reading=r, known=k).get("trucks") for d, r, k in asked[:80:2]]


def test_lists_know_their_question(case: Case) -> None:
    """What changed, what is due and what happened are sequences of records."""
    diff = case.diff("2020-03-29", "2020-04-02")
    due = case.due("2020-03-29")
    timeline = case.timeline("2020-03-30", "2020-04-01", kinds=["performed"])

    assert (diff.before.on, diff.question.on, diff.events) == (date(2020, 3, 29), date(2020, 4, 2), ("first-trucks",))
    assert [(one.before, one.after) for one in diff if one.field == "performed"] == [(0, 4), (0, 4)]
    assert next((one.subject, one.due, one.days_to_go) for one in due) == ("trucks/1", date(2020, 4, 1), 3)
    assert [(one.event, one.day, one.last_day) for one in timeline] == [
        ("first-trucks", date(2020, 3, 30), date(2020, 3, 31))
    ]
    assert case.events["first-trucks"].sources[0].source == "agency"
    assert case.sources["agency"].is_seed is False
    assert case.commitments == ("no-patrols", "trucks")
    assert case.readings == ("record", "aland", "bland")


def test_frames_take_the_tables(case: Case) -> None:
    """Both libraries, as the tables are; dates are dates, and a column in which nothing stands has its type."""
    pandas: Any = import_module("pandas")  # it has no types
    polars: Any = import_module("polars")
    columns = case.table(subject="trucks", reading="record", known="2020-06-20")
    days = case.table(on=["2020-03-29", "2020-04-02"], subjects=["trucks"])

    there = pandas.DataFrame(columns)
    assert [*there.columns] == [*columns]
    assert len(there) == len(columns["subject"]) > 10
    assert pandas.to_datetime(there["valid_from"]).min() == pandas.Timestamp("2020-02-03")
    frame = polars.DataFrame(days, schema=days.types)
    assert frame.schema["from"] == polars.Date
    performed = frame.filter((polars.col("subject") == "trucks") & (polars.col("axis") == "performed"))
    assert performed["value"].cast(polars.Int64).to_list() == [0, 4]
    assert polars.DataFrame(columns, schema=columns.types).schema["known_to"] == polars.Date
