"""The records of a case in their one form: out, into files, and out again, the same bytes."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from negotiation.domain.case import Case
from negotiation.export.canonical import SORTS, canonical, jsonl
from negotiation.export.files import new_case
from negotiation.export.incoming import records_in
from negotiation.ledger.load import load_case
from negotiation.ledger.positions import read
from negotiation.ledger.schema import events_of
from negotiation.ledger.writing import list_text
from negotiation.views.revision import revision
from tests.source import ROOT
from tests.strategies import cases, share

SHIPPED = ("talks-2013-14", "black-sea-grain-2022-23", "colombia-farc-2017")
ODD = [
    "null", "", "~", "no", "a\u2028b", "x\ny\n", " lead", "trail ", "- x", "é😀", "\x7f", "\x85", "\ufeff", "# c",
    "a: b #c", "!x", "&y", "*z", "<<", "=", "@x", "`", "%", "|", "a\rb", "\t", "a\tb", "x" * 300, "word " * 60 + "end",
    "\n\n", "a\n b\n\nc", "2020-01-01", "1_000", "0x1", "'", '"', "{", "[", ",", "a, b", "?", ":", "-", "\\",
    "\\n", "\U0010ffff",
]  # fmt: skip
"""Texts that YAML would take for something else."""
EVENT = {
    "id": "e", "kind": "performed", "subject": "x", "on": "2020-01-01", "reported": "2020-01-01",
    "certainty": "reported", "sources": [{"source": "a"}],
}  # fmt: skip


def shipped(name: str) -> Case:
    """A case of this repository."""
    case = load_case(ROOT / "events" / name, ROOT / "seeds").case
    assert case is not None
    return case


def again(case: Case, where: Path) -> Case:
    """The case after a way through JSON lines and files."""
    lines = records_in(jsonl(case))
    assert lines.bad == []
    return _loaded(new_case(lines.good), where / case.id)


def _loaded(texts: dict[str, str], where: Path) -> Case:
    where.mkdir(parents=True, exist_ok=True)
    for old in where.iterdir():
        old.unlink()
    for name, text in texts.items():
        (where / name).write_text(text, "utf-8")
    found = load_case(where).case
    assert found is not None
    return found


def worded(value: Any) -> Any:
    """Plain data with its numbers as text."""
    if isinstance(value, dict):
        return {key: worded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [worded(one) for one in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


@pytest.mark.parametrize("name", SHIPPED)
def test_each_record_is_a_line_and_each_line_is_in_its_one_form(name: str) -> None:
    """Sorts in order, ids in order within them; every line is what its own data give."""
    case = shipped(name)
    lines = jsonl(case).splitlines()
    said = [json.loads(line) for line in lines]
    sorts = [next(key for key in one if key in SORTS) for one in said]

    assert len(lines) == 1 + sum(map(len, (case.sources, case.seeds, case.events, case.assertions)))
    assert sorts == sorted(sorts, key=SORTS.index)
    assert said[0]["case"] == name
    assert [canonical(one) for one in said] == lines
    for sort in ("source", "seed", "event"):
        ids = [one[sort]["id"] for one in said if sort in one]
        assert ids == sorted(set(ids))


def test_the_order_of_records_and_of_keys_in_files_is_nothing() -> None:
    """A case read backwards is written as the same lines."""
    case = shipped("colombia-farc-2017")
    turned = Case(
        case.id, case.head, case.sources[::-1], case.seeds[::-1], case.events[::-1], case.assertions[::-1] * 2
    )

    assert jsonl(turned) == jsonl(case)


@given(case=cases)
@share(0.3)
def test_a_made_up_case_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, case: Case) -> None:
    """Whatever a curator could write: the same lines, and the same revision of the data.

    A made-up case has numbers in fields of any type, where files have text: so it goes through files first.
    """
    where = tmp_path_factory.mktemp("again")
    filed = again(case, where)
    back = again(filed, where)

    assert [worded(json.loads(line)) for line in jsonl(filed).splitlines()] == [
        worded(json.loads(line)) for line in jsonl(case).splitlines()
    ]
    assert jsonl(back) == jsonl(filed)
    assert revision(back) == revision(filed)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_written_so_that_they_are_read_as_themselves(text: str) -> None:
    """In a line of a record, in a list, and as the value of a key."""
    written = list_text([{"a": text, "b": [text, None], "c": {"k": text, "l": [{"m": text}]}}])
    back = read(written)

    assert back.faults == ()
    assert back.data == [{"a": text, "b": [text, None], "c": {"k": text, "l": [{"m": text}]}}]


def test_files_are_for_people_to_read() -> None:
    """Fields in the order of docs/format.md, plain days and numbers without quotation marks."""
    event = {
        "event": {
            "title": "x", "sources": [{"source": "s"}], "certainty": "reported", "by": "aland", "kind": "performed",
            "reported": "2020-01-02", "on": "2020-01-01", "quantity": 4, "subject": "goods/1", "id": "e1",
        }
    }  # fmt: skip
    texts = new_case(records_in(_with_head(event)).good)

    assert texts["2020.yaml"] == (
        "- id: e1\n  kind: performed\n  on: 2020-01-01\n  reported: 2020-01-02\n  subject: goods/1\n  by: aland\n"
        "  quantity: 4\n  certainty: reported\n  sources:\n    - {source: s}\n  title: x\n"
    )
    assert len(events_of(read(texts["2020.yaml"]))[0].records) == 1


def _with_head(*records: object) -> str:
    head = {
        "title": "Made up", "tz": "UTC", "coverage": {"start": "2020-01-01", "end": "2020-12-31"},
        "release_day": "2021-01-01",
    }  # fmt: skip
    lines: Iterable[object] = ({"case": "made-up", "head": head}, *records)
    return "".join(json.dumps(one) + "\n" for one in lines)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[", "row 1: this is not JSON: Expecting value (character 2)"),
        ("[]", 'row 1: a line is an object such as {"event":{...}}'),
        ('{"event":{},"x":1}', "row 1, x: a line has one key of head, source, seed, event, assertion"),
        ('{"event":3}', "row 1: T100 this item is not a record"),
        ('{"event":{"id":"e","id":"f"}}', "row 1, id: 'id' is given twice in one record"),
        ('{"event":{"id":"e","kind":"nothing"}}', "row 1, kind: T104 unknown event kind 'nothing'"),
        ('{"event":{"id":NaN}}', "row 1: NaN is no number"),
        ('{"source":{"id":"\\ud800"}}', "row 1: half of a character stands alone here"),
        ("[" * 100_000, "row 1: this is nested too deep"),
        ('{"event":{"id":1e400}}', "row 1: a number here is too large to be read"),
        (f'{{"event":{{"id":{"9" * 5000}}}}}', "row 1: a number here is too large to be read"),
        (json.dumps({"event": {**EVENT, "on": "2020-13-01"}}), "row 1, on: T106"),
        (json.dumps({"event": {**EVENT, "quantity": 2.5}}), "row 1, quantity: T103"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_record_is_told_with_its_field_and_kept(line: str, told: str) -> None:
    """Word for word, and the lines around it are taken."""
    found = records_in(f"{line}\n")

    assert found.good == []
    assert [one.raw for one in found.bad] == [line]
    assert str(found.bad[0]).startswith(told)
    around = records_in(_with_head().replace("\n", f"\n{line}\n"))
    assert (len(around.good), [one.row for one in around.bad]) == (1, [2])


def test_texts_that_json_spells_otherwise_are_the_same_record() -> None:
    """Escapes, blanks, the order of keys, Windows line ends, a byte order mark."""
    case = shipped("talks-2013-14")
    plain = jsonl(case)
    spelled = "\ufeff" + "".join(
        json.dumps(dict(reversed(json.loads(line).items())), indent=None) + " \r\n" for line in plain.splitlines()
    )

    assert [one.text for one in records_in(spelled).good] == [one.text for one in records_in(plain).good]
