"""Whose publications a contested record rests on, sources that were taken back, and persons in a count."""

from pathlib import Path

import pytest

from negotiation.ledger.load import load_case
from tests.test_error_catalogue import BASE

AGENCY = "- {id: agency, publisher: The Agency, host_kind: [wire], date: 2020-01-01, title: Reports, origin: agency,"
COPY = "archived: https://example.org/copy, url: null"
OTHERS = f"""\
{AGENCY} {COPY}}}
- {{id: gazette, publisher: Gazette of Aland, host_kind: [official], date: 2020-01-01, title: Notices, origin: aland,
   side: aland-cabinet, {COPY}}}
- {{id: radio, publisher: Radio of Aland, host_kind: [broadcaster], date: 2020-01-01, title: News, origin: radio,
   side: aland, {COPY}}}
- {{id: bulletin, publisher: Bulletin of Bland, host_kind: [official], date: 2020-01-01, title: Notices, origin: bland,
   side: bland, {COPY}}}
"""
LATE = "kind: performed, on: 2020-03-05, reported: 2020-03-10, subject: trucks/1, by: aland, certainty: confirmed"
MOVED = "kind: performed, on: 2020-03-05, reported: 2020-03-05, subject: trucks/1, by: aland, certainty: confirmed"
CONTESTED = "quantity: {value: 2, by_reading: {bland: 1}}"
HELD = """
- {id: other-count, kind: held, on: 2020-03-06, reported: 2020-03-06, subject: convoy, field: quantity,
   by_reading: {bland: 1}, certainty: confirmed, sources: [SRC]}
"""


def cited(*sources: str) -> str:
    return f"sources: [{', '.join(f'{{source: {one}, attribution: document}}' for one in sources)}]"


def codes(directory: Path, events: str, sources: str = OTHERS, swapped: bool = False) -> list[str]:  # noqa: FBT001, FBT002 - one flag of a test
    for name, file in {**BASE}.items():
        (directory / name).write_text(file.content, "utf-8")
    if swapped:
        sources = sources.replace("side: aland-cabinet", "side: other").replace("side: aland", "side: other")
        sources = sources.replace("side: bland", "side: aland").replace("side: other", "side: bland")
    (directory / "sources.yaml").write_text(sources, "utf-8")
    (directory / "events.yaml").write_text(events, "utf-8")
    return [one.code for one in load_case(directory).problems if one.severity != "note"]


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("record", "found"),
    [
        (f"{CONTESTED}, {cited('gazette', 'radio')}", ["T308"]),
        (f"{CONTESTED}, {cited('bulletin')}", ["T308"]),
        (f"{CONTESTED}, {cited('gazette', 'bulletin')}", []),
        (f"{CONTESTED}, {cited('gazette', 'agency')}", []),
        (f"{CONTESTED}, {cited('gazette')}, search_note: The archive of the bulletin.", []),
        (f"quantity: 2, {cited('gazette')}", []),
        (f"quantity: {{value: 2, accounts: [{{value: 1, holder: bulletin}}]}}, {cited('gazette')}", []),
        (f"quantity: {{value: 2, accounts: [{{value: 1, holder: radio}}]}}, {cited('gazette')}", ["T308"]),
    ],
)
def test_a_contested_record_of_one_side(tmp_path: Path, record: str, found: list[str], *, swapped: bool) -> None:
    """Told where all sources are one party's, whichever that is: with the sides exchanged it is the same."""
    assert codes(tmp_path, f"- {{id: convoy, {MOVED}, {record}}}\n", swapped=swapped) == found


def test_what_is_held_later_makes_it_contested_and_brings_its_sources(tmp_path: Path) -> None:
    record = f"- {{id: convoy, {MOVED}, quantity: 2, {cited('gazette')}}}"
    source = "{source: SRC, attribution: document}"

    assert codes(tmp_path, record + HELD.replace("SRC", source.replace("SRC", "radio"))) == ["T308"]
    assert codes(tmp_path, record + HELD.replace("SRC", source.replace("SRC", "bulletin"))) == []


TAKEN = OTHERS.replace("side: aland, ", "side: aland, retracted: {on: 2020-03-09, reason: Another day was meant.}, ")
LATER = """
- {id: again, kind: corrected, on: 2020-03-05, reported: DAY, revises: convoy, set: {quantity: 1}, reason: typo,
   certainty: confirmed, sources: [{source: agency, attribution: reporter}, {source: gazette, attribution: document}]}
"""


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (f"- {{id: convoy, {MOVED}, quantity: 2, {cited('radio')}}}", ["T309"]),
        (f"- {{id: convoy, {MOVED}, quantity: 2, {cited('gazette')}}}", []),
        (f"- {{id: convoy, {MOVED}, quantity: 2, {cited('radio')}}}" + LATER.replace("DAY", "2020-03-09"), []),
        (f"- {{id: convoy, {MOVED}, quantity: 2, {cited('radio')}}}" + LATER.replace("DAY", "2020-03-08"), ["T309"]),
        (f"- {{id: convoy, {LATE}, quantity: 2, {cited('radio')}}}", []),
    ],
)  # fmt: skip
def test_a_source_that_was_taken_back(tmp_path: Path, events: str, found: list[str]) -> None:
    """Each record that cites it is named, until a record of that day or later looks at it."""
    assert codes(tmp_path, events + "\n", TAKEN) == found


@pytest.mark.parametrize(
    ("name", "found"), [("arden", ["T407"]), ("ana-arden", ["T407"]), ("Ana Arden", ["T407"]), ("north", [])]
)
def test_no_part_of_a_count_is_a_person(tmp_path: Path, name: str, found: list[str]) -> None:
    """By id, by name, or by the name as an id would have it."""
    record = (
        f"- {{id: convoy, {MOVED}, quantity: 2, breakdown: {{{name}: 1, others: 1}}, {cited('agency', 'gazette')}}}\n"
    )

    assert codes(tmp_path, record) == found
