"""How well coders agree: published figures by way of files, the same bytes every time, none where there is none."""

import csv
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import negotiation
from tests.cli.running import run
from tests.source import ROOT

pytest.importorskip("krippendorff")
jsonschema = pytest.importorskip("jsonschema")

SMALL = ROOT / "tests" / "cases" / "double-coded"
SCHEMA: dict[str, Any] = json.loads(
    (Path(negotiation.__file__).parent / "views" / "schemas" / "reliability-1.json").read_text("utf-8")
)

CANON = {
    "a": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "b": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "c": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "d": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}
"""Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: four coders, twelve units, missing codes.

Its figures: nominal .743, ordinal .815.
"""
BINARY = {
    "a": [0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
    "b": [1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
}
"""The same, example A: two coders, two values. Its figure: .095."""

WORDS = ["none", "one", "two", "three", "four", "five"]


def _case(directory: Path, codes: Mapping[str, Sequence[int | None]], field: str, first: str | None = None) -> Path:
    """A case with an event for each unit, and a file for each coder; `first` is whose codes the records are."""
    case = directory / field
    shutil.copytree(SMALL, case)
    shutil.rmtree(case / "codings")
    (case / "codings").mkdir()
    head = (case / "case.yaml").read_text("utf-8")
    ids = ", ".join(f"{{id: {name}}}" for name in codes)
    (case / "case.yaml").write_text(
        "\n".join(f"coders: [{ids}]" if line.startswith("coders:") else line for line in head.splitlines())
    )
    records: list[str] = []
    for unit in range(12):
        said = None if first is None else codes[first][unit] if unit < len(codes[first]) else None
        own = "" if said is None else f"{field}: {_written(field, said)}, coders: {first}, "
        day = f"2020-03-{unit + 1:02}"
        records.append(
            f"- {{id: unit-{unit}, kind: acted, on: {day}, reported: {day}, by: aland, act: Something is done., {own}"
            "certainty: reported, sources: [{source: gazette, attribution: reporter}]}"
        )
    (case / "events.yaml").write_text("\n".join(records) + "\n")
    for name, row in codes.items():
        items = [
            f"- {{of: unit-{unit}, coder: {name}, {field}: {_written(field, code)}}}"
            for unit, code in enumerate(row)
            if code is not None and name != first
        ]
        (case / "codings" / f"{name}.yaml").write_text("\n".join(items) + "\n")
    return case


def _written(field: str, code: int) -> str:
    return str(code) if field == "quantity" else f"2020-05-{code + 1:02}" if field == "on" else WORDS[code]


def _fields(case: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    ran = run(f"negotiation reliability {case} --format json", capsys)
    assert ran.code == 0, ran.err
    body = json.loads(ran.out)
    jsonschema.validate(body, SCHEMA)
    return {one["field"]: one for one in body["fields"]}


@pytest.mark.parametrize(
    ("codes", "field", "measured_as", "alpha", "events"),
    [
        (CANON, "unit", "nominal", 0.743, 11),
        (CANON, "quantity", "ordinal, by count", 0.815, 11),
        (CANON, "on", "ordinal, by day", 0.815, 11),
        (BINARY, "unit", "nominal", 0.095, 10),
    ],
)
def test_published_figures_come_out_of_files(  # noqa: PLR0913, PLR0917 - an example and its figures
    codes: dict[str, list[int | None]],
    field: str,
    measured_as: str,
    alpha: float,
    events: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """To the digits that are printed; a unit with one code counts in none of them."""
    found = _fields(_case(tmp_path, codes, field), capsys)[field]

    assert (found["alpha"], found["events"], found["measured_as"]) == (alpha, events, measured_as)
    assert found["low"] < alpha < found["high"]
    assert found["coders"] == [*codes]


def test_a_record_that_says_who_coded_it_is_a_coding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The codes of one coder may stand in the records themselves."""
    codes = {"a": CANON["d"][:11], "b": [*CANON["b"][:10], 1]}
    beside = _fields(_case(tmp_path, codes, "unit"), capsys)["unit"]
    within = _fields(_case(tmp_path / "within", codes, "unit", first="a"), capsys)["unit"]

    assert {**beside} == {**within}
    assert beside["events"] == 11


def test_the_figures_are_those_of_the_small_case(capsys: pytest.CaptureFixture[str]) -> None:
    """By hand: of ten kinds nine are the same, so that alpha is 1 less 19 times 2 over twice the pairs that differ."""
    fields = _fields(SMALL, capsys)
    counts = {"committed": 2, "contacted": 4, "performed": 10, "stated": 3, "claimed": 1}
    differing = sum(n * (20 - n) for n in counts.values())

    assert fields["kind"]["alpha"] == round(1 - 19 * 2 / differing, 3)
    assert fields["kind"]["agreement"] == 0.9
    assert {name: one["mark"] for name, one in fields.items() if one["mark"]} == {
        "kind": "firm", "on": "firm", "by": "firm", "to": "firm", "quantity": "firm", "certainty": "below",
        "form": "below",
    }  # fmt: skip


def test_lists_are_compared_as_sets(capsys: pytest.CaptureFixture[str]) -> None:
    """[aland, bland] and [bland, aland] are one code."""
    assert _fields(SMALL, capsys)["by"]["agreement"] == 1.0


def test_no_figure_is_made_up(capsys: pytest.CaptureFixture[str]) -> None:
    """Where every code is the same, or one event was coded twice, there is a sentence instead."""
    fields = _fields(SMALL, capsys)

    assert (fields["subject"]["alpha"], fields["subject"]["agreement"]) == (None, 1.0)
    assert fields["subject"]["why"].startswith("every code is the same")
    assert (fields["total"]["alpha"], fields["total"]["why"]) == (None, "one event only was coded twice")
    assert fields["to"]["why"] == "no interval: most resamples hold one value only"
    rows = list(csv.DictReader(StringIO(run(f"negotiation reliability {SMALL} --format csv", capsys).out)))
    assert next(row for row in rows if row["field"] == "subject")["alpha"] == "none recorded"


def test_both_codes_and_the_decision_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    """With what the record had before it was changed, what it has now, and who decided why."""
    body = json.loads(run(f"negotiation reliability {SMALL} --format json", capsys).out)
    found = {(one["event"], one["field"]): one for one in body["disagreements"]}

    sacks = found["third-sacks", "quantity"]
    assert [(one["coder"], one["value"]) for one in sacks["codes"]] == [("c1", 16), ("c2", 14)]
    assert (sacks["record"], sacks["adjudicated"]) == (15, [{"reason": "One sack was counted twice.", "by": "c3"}])
    assert found["third-sacks", "certainty"]["adjudicated"] == []
    assert sacks["codes"][1]["file"].endswith("codings/c2.yaml")
    assert [one["event"] for one in body["events"]["not_found"]] == ["sixth-sacks"]
    assert [one["codes"]["kind"] for one in body["events"]["not_recorded"]] == ["withheld"]


def test_the_same_codes_give_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    """In every format, intervals and all."""
    for form in ("table", "json"):
        first, second = (run(f"negotiation reliability {SMALL} --format {form}", capsys).out for _ in range(2))
        assert first == second != ""


def test_what_one_coder_left_out_is_no_disagreement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a coding does not give was not coded; what a record does not have its coder found none of."""
    case = _case(tmp_path, {"a": [1, 2, 3], "b": [1, None, 3]}, "quantity", first="a")
    (case / "codings" / "b.yaml").write_text(
        "- {of: unit-0, coder: b, quantity: 1}\n- {of: unit-1, coder: b, by: aland}\n"
        "- {of: unit-2, coder: b, quantity: null, unit: sacks}\n"
    )
    body = json.loads(run(f"negotiation reliability {case} --format json", capsys).out)

    told = {(one["event"], one["field"]): [code["value"] for code in one["codes"]] for one in body["disagreements"]}
    assert told == {("unit-2", "quantity"): [3, None], ("unit-2", "unit"): [None, "sacks"]}
    assert {one["field"]: one["measured_as"] for one in body["fields"]}["quantity"] == "nominal"


def test_no_codings_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    """In words, with exit 0."""
    ran = run("negotiation reliability", capsys)

    assert ran.code == 0
    assert "no event has two codings, so there is nothing to compare" in ran.out
    assert run("negotiation reliability talks-2013-14 --case talks-2013-14", capsys).code == 2


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With what to install; where nothing was coded twice it is not needed."""
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    ran = run(f"negotiation reliability {SMALL}", capsys)

    assert ran.code == 3
    assert "pip install 'negotiation[reliability]'" in ran.err
    assert run("negotiation reliability", capsys).code == 0
