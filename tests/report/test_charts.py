"""Charts say what the answers say, to everybody alike, and look the same everywhere."""

import colorsys
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER
from negotiation.domain.events import kinds
from negotiation.domain.ids import RECORD, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.queries import totals
from negotiation.ledger.load import load_case
from negotiation.report.charts import look
from negotiation.report.charts.beside import FAMILIES, beside
from negotiation.report.charts.chart import Chart
from negotiation.report.charts.every import charts_of
from negotiation.report.charts.steps import FIGURES
from negotiation.report.dark import DARK, rules
from negotiation.report.embedded import EPOCH, embedded
from negotiation.report.records import records
from negotiation.views.phrases import figure
from tests.cases import case_of, day, record
from tests.cli.running import run
from tests.report.node import needs_node
from tests.report.node import run as scripted
from tests.source import ROOT

SHIPPED = ("black-sea-grain-2022-23", "colombia-farc-2017", "talks-2013-14")
COUNTING = [("talks-2013-14", "prisoner-release"), *(("colombia-farc-2017", c) for c in ("arms-laydown", "caches"))]
"""Shipped commitments that count."""


@cache
def table_of(case: str) -> Table:
    """A shipped case, replayed."""
    loaded = load_case(ROOT / "events" / case, ROOT / "seeds").case
    assert loaded is not None
    return Table(loaded)


def charts(case: str, *, known: str | None = None, reading: str = RECORD) -> Mapping[str, Chart]:
    """The charts of a shipped case, by name."""
    table = table_of(case)
    day = FOREVER if known is None else date.fromisoformat(known).toordinal()
    return {one.name: one for one in charts_of(table, Question(table.end, day, ReadingId(reading)))}


def test_the_steps_of_the_shipped_case_come_to_78_of_104() -> None:
    """26, 52, 78 released; 26 pending at the end; the axis goes from nothing to the total."""
    steps = charts("talks-2013-14")["steps-prisoner-release"]
    upper = steps.spec["vconcat"][0]["layer"][0]["encoding"]["y"]["scale"]

    assert steps.heads[2:4] == ("released", "pending")
    assert steps.rows[-1][1:7] == ("2014-10-02", "78", "26", "0", "0", "104")
    assert (upper["domainMin"], upper["domainMax"], upper["zero"]) == (0, {"expr": "top"}, True)
    assert steps.params == {"top": 104, "ticks": [0, 26, 52, 78, 104]}
    assert "26 from 14 August 2013" in steps.summary
    assert steps.summary.endswith(
        "Pending on 2 October 2014: 26 of 104. Due: 13 August 2013, 29 October 2013, 30 December 2013, 29 March 2014."
    )


def test_a_release_in_one_of_two_nights_is_a_band() -> None:
    """Between the least and the most, for as long as nobody knows."""
    either = [row for row in charts("talks-2013-14")["steps-prisoner-release"].data["steps"] if row["part"] == "either"]

    assert [(row["low"], row["high"], (row["to"] - row["from"]) // 86_400_000) for row in either] == [
        (26, 52, 1), (52, 78, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("case", "commitment"), COUNTING)
@pytest.mark.parametrize("known", [None, "2014-01-15", "2017-06-10"])
def test_the_table_of_the_steps_is_what_totals_says(case: str, commitment: str, known: str | None) -> None:
    """On each day on which a figure changes."""
    table = table_of(case)
    chart = charts(case, known=known).get(f"steps-{commitment}")
    if chart is None:  # nothing was known of its total
        return
    question = Question(table.end, FOREVER if known is None else date.fromisoformat(known).toordinal())
    span = table.case.head.coverage.start.toordinal(), table.end
    columns = totals(table, question, SubjectId(commitment), "event", span)

    assert columns
    for column in columns:
        day = date.fromordinal(column.day).isoformat()
        row = next(row for row in chart.rows if row[0] <= day <= row[1])
        assert row[2:7] == tuple(figure(column.figures[name]) for name in FIGURES)


@pytest.mark.parametrize("case", SHIPPED)
def test_strips_and_steps_leave_no_gap(case: str) -> None:
    """What is drawn of one lane follows on each other, to the case's last day."""
    table = table_of(case)
    end = (table.end + 1 - EPOCH) * 86_400_000
    for chart in charts(case).values():
        for lane in {row["subject"] for row in chart.data.get("strips", ())}:
            rows = [row for row in chart.data["strips"] if row["subject"] == lane]
            assert all(one["to"] == other["from"] for one, other in pairwise(rows))
            assert rows[-1]["to"] == end


def test_what_is_known_later_is_not_drawn() -> None:
    """The notice of 3 April 2014 withholds nothing as known on the 2nd; what comes after that day is marked."""
    before = charts("talks-2013-14", known="2014-04-02")["strips"]
    after = charts("talks-2013-14", known="2014-04-03")["strips"]

    assert not any("withheld" in row[3] for row in before.rows)
    assert any("withheld" in row[3] for row in after.rows)
    assert [row["label"] for row in before.data["known"]] == ["known to 2 Apr, then the clock alone"]
    assert before.summary.startswith("On 2 April 2014: ")
    assert charts("talks-2013-14")["strips"].data["known"] == []


def test_every_kind_of_event_has_a_shape() -> None:
    """One family each, and no family has a kind that there is not."""
    of_families = [kind for family in FAMILIES.values() for kind in family]

    assert sorted(of_families) == sorted(set(of_families)) == sorted(kinds())


def test_each_event_stands_in_the_lane_of_each_who_did_it() -> None:
    """The numbers beside the marks add up to the rows of the table."""
    for case in SHIPPED:
        lanes = charts(case)["lanes"]
        assert sum(mark["count"] for mark in lanes.data["marks"]) == len(lanes.rows)
        assert [head["top"] for head in lanes.data["heads"]] == sorted({head["top"] for head in lanes.data["heads"]})
        places = [(mark["x"], mark["y"]) for mark in lanes.data["marks"]]
        assert len(set(places)) == len(places)


SWAPPED = {"aland": "bland", "bland": "aland"}

PROMISE = [
    record(
        "committed", "promised", 1, debtor="aland", creditor="bland", commitment="trucks", obligation="deliver",
        total=10, unit="trucks", due=day(40),
    ),
    record("performed", "done", 20, subject="trucks", by="aland", quantity=4),
    record("stated", "said", 50, by="bland", states="Six are owed."),
]  # fmt: skip


def test_parties_are_drawn_alike() -> None:
    """With two parties' ids exchanged nothing differs but whose name stands at which lane."""
    one, other = (_made(PROMISE), _made(_swapped(PROMISE)))

    for name in one:
        if name != "lanes":
            assert one[name] == other[name]
    assert one["lanes"].spec == other["lanes"].spec
    marks = [{k: v for k, v in m.items() if k not in {"party", "y"}} for m in one["lanes"].data["marks"]]
    again = [{k: v for k, v in m.items() if k not in {"party", "y"}} for m in other["lanes"].data["marks"]]
    assert marks == again


def _made(events: list[dict[str, Any]]) -> dict[str, Chart]:
    table = Table(case_of(events))
    return {chart.name: chart for chart in charts_of(table, Question(table.end))}


def _swapped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _swapped(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_swapped(one) for one in value]
    return SWAPPED.get(value, value) if isinstance(value, str) else value


COLORS = [value for name, value in vars(look).items() if name.isupper() and re.fullmatch("#[0-9a-f]{6}", str(value))]


def test_no_colour_judges() -> None:
    """No red and no green, and each colour has one use, so that another can take its place on a dark ground."""
    assert len(COLORS) == len(set(COLORS)) > 10
    for color in COLORS:
        hue, _, saturation = colorsys.rgb_to_hls(*_channels(color))
        assert (
            saturation < 0.25
            or color == look.GROUND
            or not (hue < 20 / 360 or hue > 330 / 360 or 80 / 360 < hue < 165 / 360)
        ), color


@pytest.mark.parametrize("color", [look.INK, look.SOFT, look.DUE, look.CHECK, look.MOMENT, look.DONE])
def test_what_is_written_and_marked_can_be_read(color: str) -> None:
    """A contrast of 4.5 to 1 with the ground, light and dark."""
    assert _contrast(color, look.GROUND) >= 4.5
    assert _contrast(DARK[color], DARK[look.GROUND]) >= 4.5


@pytest.mark.parametrize("color", [look.RUNNING, look.NEAR, look.HALTED, look.ACT, look.OVER, look.OPEN])
def test_words_in_a_bar_can_be_read(color: str) -> None:
    """A contrast of 4.5 to 1 with what they stand on, light and dark."""
    assert _contrast(look.INK, color) >= 4.5
    assert _contrast(DARK[look.INK], DARK[color]) >= 4.5


def test_each_colour_has_another_for_the_dark() -> None:
    """Each its own, and the style sheet exchanges fills and strokes."""
    assert [*DARK] == COLORS
    assert len({*DARK.values()}) == len(COLORS)
    for light, dark in DARK.items():
        assert rules().count(f'[fill="{light}"]{{fill:{dark}}}') == 2
        assert rules().count(f'[stroke="{light}"]{{stroke:{dark}}}') == 2


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _luminance(color: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@needs_node
@pytest.mark.parametrize("case", SHIPPED)
def test_the_page_makes_the_same_data(case: str, tmp_path: Path) -> None:
    """The script's charts equal the program's, under each reading, as known with hindsight and on random days."""
    table = table_of(case)
    first = table.case.head.coverage.start.toordinal()
    random = Random(20140403)  # noqa: S311 - the same days each time
    asked = [(FOREVER, reading) for reading in table.readings]
    asked += [(random.randint(first - 5, table.end + 40), random.choice(table.readings)) for _ in range(12)]

    script = """
        const drawn = new charts.Charts(new Intervals(data.intervals), data.events, data.beside);
        return data.asked.map(([known, reading]) => [...drawn.of(known, reading).values()]);
    """
    given = {
        "intervals": embedded(table, table.readings), "beside": beside(table),
        "events": records(table, lambda _: "-"),
        "asked": [(known - EPOCH, reading) for known, reading in asked],
    }  # fmt: skip
    for (known, reading), found in zip(asked, scripted(script, given, tmp_path), strict=True):
        wanted = [asdict(chart) for chart in charts_of(table, Question(table.end, known, reading))]
        for one in wanted:
            del one["spec"]
        assert found == json.loads(json.dumps(wanted)), (known, reading)


@pytest.mark.parametrize("case", SHIPPED)
def test_a_picture_is_small_and_always_the_same(case: str) -> None:
    """The same bytes each time, under 60 kB, in a type that every machine has some form of."""
    pictures = pytest.importorskip("negotiation.report.pictures", reason="the extra `report` is not installed")
    for chart in charts(case).values():
        drawn = pictures.svg(chart)
        assert drawn == pictures.svg(chart)
        assert len(drawn.encode()) < 60_000
        assert set(re.findall(r'font-family="([^"]*)"', drawn)) == {look.FONT.replace('"', "&quot;")}
        assert not {c.lower() for c in re.findall(r"#[0-9a-fA-F]{6}", drawn)} - {*COLORS}


@pytest.mark.parametrize("name", ["steps", "strips"])
def test_the_pictures_of_the_pages_are_current(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`make pictures` writes the same, but for what hangs on the letters that a machine has."""
    pytest.importorskip("vl_convert", reason="the extra `report` is not installed")
    drawn = run(f"negotiation chart {name}", capsys).out

    assert _unmeasured((ROOT / "docs" / "pictures" / f"{name}.svg").read_text("utf-8")) == _unmeasured(drawn)


def _unmeasured(drawn: str) -> str:
    """A picture without how wide the labels of its axes are, by which all of it is moved."""
    return re.sub(r'(width|height|viewBox)="[^"]*"|translate\([^)]*\)', "", drawn)


def test_text_of_a_case_stays_text() -> None:
    """Markup in a name is drawn as its letters."""
    pictures = pytest.importorskip("negotiation.report.pictures", reason="the extra `report` is not installed")
    head = {"title": "<script>alert(1)</script>", "parties": [
        {"id": "aland", "name": '</text><script>alert("2")</script>'}, {"id": "bland", "name": "\u202ednalB & Sons"},
    ]}  # fmt: skip
    table = Table(case_of(PROMISE, head=head))
    for chart in charts_of(table, Question(table.end)):
        drawn = pictures.svg(chart, chart.title, table.case.head.title)
        assert "<script" not in drawn
        assert "&lt;script" in drawn


def test_the_command_lists_the_charts(capsys: pytest.CaptureFixture[str]) -> None:
    """Each name with its title."""
    done = run("negotiation chart --case talks-2013-14", capsys)

    assert done.code == 0
    assert [line.split("  ")[0] for line in done.out.splitlines()] == ["steps-prisoner-release", "strips", "lanes"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("negotiation chart stips", "did you mean 'strips'?"),
        ("negotiation chart steps --case colombia-farc-2017", "'steps' is the beginning of 3 charts"),
        ("negotiation chart strips -o strips.gif", "use .svg or .png"),
        ("negotiation chart -o strips.svg", "negotiation chart lists the names"),
    ],
)
def test_the_command_says_what_it_cannot_draw(line: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In one line, with what would do."""
    pytest.importorskip("vl_convert", reason="the extra `report` is not installed")
    done = run(line, capsys)

    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_the_command_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The suffix says what: an SVG with its title and summary, or a PNG; in a pipe, an SVG."""
    pytest.importorskip("vl_convert", reason="the extra `report` is not installed")
    for name in ("a.svg", "a.png"):
        assert run(f"negotiation chart steps -o {tmp_path / name}", capsys).code == 0
    piped = run("negotiation chart steps", capsys)

    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == piped.out
    assert "<title>prisoner-release: released and pending</title><desc>Released: 26 from" in piped.out
    assert "under the reading record · using all records" in piped.out


def test_without_the_extra_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And lists the charts all the same."""
    monkeypatch.setattr("negotiation.cli.drawing.find_spec", lambda _name: None)
    done = run("negotiation chart strips", capsys)

    assert done.code == 3
    assert "pip install 'negotiation[report]'" in done.err
    assert run("negotiation chart", capsys).code == 0
