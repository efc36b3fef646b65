"""The benchmark runs to its end on the smallest sizes, and its table says what came of it."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bench.amounts import rate_of, seconds_of
from bench.entries import beancount, entries, journal
from bench.figures import Figure, Figures
from bench.histories import Wanted, histories
from bench.measures import Measure, hopeless
from bench.pace import Pace
from bench.rows import PEERS, Row, Sizes, rows
from bench.table import RESULTS, loaded, losses, markdown, short, shown
from tests.source import ROOT

SIZES = Sizes(small=10, compared=100, large=1000, commitments=3, files=10)
TARGETS = 44


def figures(**cpu: float) -> Figures:
    """Figures of some measures at the compared size."""
    return Figures({(name.replace("_", " "), SIZES.compared): Figure([value], [value]) for name, value in cpu.items()})


def row(found: list[Row], what: str) -> Row:
    return next(one for one in found if what in one.what)


def test_the_smallest_run_writes_the_table(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-m", "bench", "--tiny", "--out", str(tmp_path)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    results = loaded(tmp_path / "results.json")
    assert done.stdout == f"{markdown(results)}\n"
    found = {one["what"]: one for one in results["rows"]}
    assert "missed" in {one["verdict"] for one in found.values()}  # so small a run is all start-up
    assert float(found["events per CPU-second, 60 events"]["figure"].replace(",", "")) > 0
    assert results["machine"]["cores"]
    assert "failed" not in done.stdout


def test_what_was_not_measured_is_not_there() -> None:
    found = rows(Figures(), SIZES)
    assert {one.verdict for one in found} == {"not there", ""}
    assert sum(bool(one.target) for one in found) == TARGETS


def test_a_target_is_met_or_missed() -> None:
    fast = rows(figures(check=100 / 14_000, beancount=1.0), SIZES)
    slow = rows(figures(check=100 / 13_999, beancount=1 / 100), SIZES)
    assert row(fast, "events per CPU-second, 100 events").verdict == "met"
    assert row(slow, "events per CPU-second, 100 events").verdict == "missed"
    assert row(fast, "times as fast as beancount").verdict == "met"
    assert row(slow, "times as fast as beancount").verdict == "missed"


def test_what_is_hopeless_is_not_begun() -> None:
    taken = Figures({("check", 10): Figure([1.0], [1.0])})
    later = Measure("check", 1000, lambda _: ["never"])
    assert hopeless(taken, later, Pace(limit=99)) == "not run: by the rate at 10 events it takes 100 CPU-seconds"
    assert hopeless(taken, later, Pace(limit=101)) == ""
    taken.by["check", 1000] = Figure(missing=hopeless(taken, later, Pace(limit=99)))
    growth = row(rows(taken, SIZES), "check, from 10 to 10")
    assert growth.beside.startswith("1,000 events not run")


def test_a_smaller_size_meets_no_target() -> None:
    taken = Figures({("replay", 100): Figure([1e-6]), ("replay", 1000): Figure(missing="not run: too many")})
    found = row(rows(taken, SIZES), "events per CPU-second, 100 events")
    stands_in = next(one for one in rows(taken, SIZES) if one.group.startswith("Replay"))
    assert (found.verdict, stands_in.figure, stands_in.verdict) == ("not there", "100,000,000", "not there")


def test_losses_are_told() -> None:
    found = rows(figures(check=1.0, hledger=0.1, beancount=10.0), SIZES)
    told = list(losses(found))
    assert any("hledger, 100 events: ours (check) is 10 x as slow." in one for one in told)
    assert any(one.startswith("Cold") and "the target is ≥ 14,000" in one for one in told)
    assert not any("beancount, 100 events" in one for one in told)


def test_growth_is_an_exponent() -> None:
    linear = Figures({("load", size): Figure([size / 1000]) for size in (10, 100, 1000)})
    square = Figures({("load", size): Figure([size**2 / 1000]) for size in (10, 100, 1000)})
    assert row(rows(linear, SIZES), "load, from").verdict == "met"
    assert row(rows(square, SIZES), "load, from").figure == "2.00"
    assert row(rows(square, SIZES), "load, from").verdict == "missed"


def test_a_measure_that_failed_has_no_figure() -> None:
    taken = Figures({("check", 100): Figure([1.0], missing="not done in 60 CPU-seconds")})
    assert row(rows(taken, SIZES), "events per CPU-second, 100 events").figure == "not done in 60 CPU-seconds"


def test_every_row_has_its_place() -> None:
    results: dict[str, Any] = {
        "machine": {"processor": "P", "cores": "2", "memory": "1 GiB", "system": "S"},
        "versions": {"Python": "3"},
        "sizes": "few",
        "day": "2020-01-01",
        "rows": [],
    }
    assert markdown(results).endswith("**Losses.** None.")
    assert "0 of 0 targets" in short(results)


def test_the_kept_results_can_be_shown() -> None:
    if not RESULTS.exists():
        pytest.skip("nothing was measured yet")
    kept = loaded()
    assert json.loads(RESULTS.read_text("utf-8")) == kept
    assert kept["versions"]["negotiation"]
    assert "| what | measured |" in markdown(kept)
    assert any(one["group"] == PEERS for one in kept["rows"])


@pytest.mark.parametrize(("page", "form"), [("README.md", short), ("docs/performance.md", markdown)])
def test_the_pages_show_the_kept_results(page: str, form: Callable[[Mapping[str, Any]], str]) -> None:
    assert shown(form) in (ROOT / page).read_text("utf-8")


def test_peers_get_every_event() -> None:
    (made,) = histories(Wanted(events=400, seed=2))
    found = list(entries(made))
    assert len(found) == 400
    text = "".join(journal(found))
    assert text.count(" * ") == 400
    assert "    Liabilities:party-a\n" in text
    assert "".join(beancount(found, "2001-01-01")).count(' * "') == 400
    came = [one["quantity"] for _, one in made.events if one["kind"] == "performed" and "quantity" in one]
    whole = sum(one if isinstance(one, int) else one["value"] for one in came)
    assert whole <= sum(one.quantity for one in found if one.kind == "performed")


@pytest.mark.parametrize(("value", "shown"), [(0.00009, "90 µs"), (0.0061, "6.1 ms"), (0.052, "52 ms"), (8.9, "8.9 s")])
def test_seconds_in_the_unit_that_fits(value: float, shown: str) -> None:
    assert seconds_of(value) == shown


def test_rates_have_three_figures() -> None:
    assert rate_of(1_234_567) == "1,230,000"
