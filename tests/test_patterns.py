"""Patterns of real negotiations as small made-up cases, and the pages that show them.

A pattern is a folder `tests/cases/pNN-.../` and a section `### PNN ...` of the page `docs/patterns.md`. In a section, a
block of YAML is an excerpt of the case: whole records or some of their fields. A block of console is a command and
some of the lines that it prints, in their order.
"""

import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from negotiation.domain.answers import Question, state
from negotiation.domain.case import Case, CaseFile
from negotiation.domain.intervals import Table
from negotiation.ledger.load import load_case
from negotiation.ledger.plain import is_list, is_mapping
from negotiation.ledger.positions import read
from tests.cases import event_of
from tests.cli.running import NEUTRAL, run
from tests.domain.canon import canonical_rows, renamed
from tests.plant import PATTERNS, PLANTS, unfit
from tests.source import ROOT

CASES = sorted(head.parent for head in (ROOT / "tests" / "cases").glob("p*/case.yaml"))
PENDING = [case for case in CASES if (case / "pending.yaml.txt").exists()]
PAGE = ROOT / "docs" / "patterns.md"
FEWEST = 3
"""Assertions that a pattern has to have."""

SECTION = re.compile(r"^### (?=P\d)", re.MULTILINE)
NUMBER = re.compile(r"\bP(\d+)\b")
FENCE = re.compile(r"^```(yaml|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Section(NamedTuple):
    """What a page says of one pattern, or of several that are shown as one."""

    title: str
    text: str

    @property
    def numbers(self) -> set[int]:
        return {int(number) for number in NUMBER.findall(self.title)}

    def blocks(self, language: str) -> list[str]:
        """The blocks of a language."""
        return [body for name, body in FENCE.findall(self.text) if name == language]


SECTIONS = [Section(part.partition("\n")[0], part) for part in SECTION.split(PAGE.read_text("utf-8"))[1:]]


def number_of(case: Path) -> int:
    """The number of the pattern that a case shows."""
    found = re.match(r"p(\d+)-", case.name)
    assert found is not None, f"{case.name} is not called pNN-something"
    return int(found[1])


def loaded(path: Path) -> Case:
    """The case of a folder."""
    case = load_case(path).case
    assert case is not None
    return case


def mirrored(case: Case, names: dict[str, str]) -> Case:
    """The case with names exchanged and its records in the opposite order."""

    def renewed(model: Any) -> Any:
        return renamed(model.model_dump(mode="json", by_alias=True, exclude_unset=True), names)

    events = tuple(event_of(renewed(event)) for event in reversed(case.events))
    return replace(case, head=CaseFile.model_validate(renewed(case.head)), events=events, assertions=())


@cache
def records(number: int) -> tuple[list[Any], dict[str, Any]]:
    """The records of the cases of a pattern, with its assertions, and their heads as one mapping."""
    items: list[Any] = []
    head: dict[str, Any] = {}
    for case in (case for case in CASES if number_of(case) == number):
        for path in sorted(case.rglob("*.yaml")):
            data = read(path.read_text("utf-8")).data
            if is_list(data):
                items += data
            elif is_mapping(data):
                head |= data
    return items, head


def is_part(excerpt: object, whole: object) -> bool:
    """Whether an excerpt says only what the whole says: it may leave out fields, and items that have fields."""
    if is_mapping(excerpt) and is_mapping(whole):
        return all(key in whole and is_part(value, whole[key]) for key, value in excerpt.items())
    if is_list(excerpt) and is_list(whole) and all(map(is_mapping, [*excerpt, *whole])):
        left = iter(whole)
        return all(any(is_part(one, other) for other in left) for one in excerpt)
    return excerpt == whole


@pytest.fixture(autouse=True)
def _neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NEUTRAL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(ROOT)


def test_there_are_patterns() -> None:
    """The tests below do not pass for want of a case or of a page."""
    assert CASES
    assert SECTIONS


def test_each_pattern_has_a_bug_that_its_case_catches() -> None:
    """`python -m tests.plant --patterns` plants them; each still fits the code."""
    names = {plant.name for plant in PLANTS}

    assert sorted(PATTERNS) == sorted(number_of(case) for case in CASES) == [*range(1, 41)]
    assert set(PATTERNS.values()) <= names
    assert list(unfit(PLANTS)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_pattern_holds(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its case has no errors and no warnings, and enough is asserted of it."""
    ran = run(f"negotiation check {case.relative_to(ROOT)} --strict", capsys)
    assert ran.code == 0, ran.out + ran.err

    assert len(loaded(case).assertions) >= FEWEST


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_pattern_favours_nobody(path: Path) -> None:
    """With two parties exchanged, and the records in another order, the answers are the same with them exchanged."""
    case = loaded(path)
    one, other = [str(reading.held_by) for reading in case.head.readings if reading.held_by is not None][:2]
    names = {one: other, other: one}

    mirror = canonical_rows(Table(mirrored(case, names)).everything(), known=True)

    assert mirror == canonical_rows(Table(case).everything(), names, known=True)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_pattern_keeps_its_earlier_answers(path: Path) -> None:
    """What was known on a day is what the reports of that day and before it say."""
    case = loaded(path)
    now = Table(case)
    for known in sorted({event.reported.last for event in case.events}):
        then = Table(replace(case, events=tuple(e for e in case.events if e.reported.last <= known)))
        for on in sorted({assertion.on.first for assertion in case.assertions}):
            for reading in case.head.readings:
                question = Question(on, known, reading.id)
                assert state(now, question) == state(then, question), question


@pytest.mark.xfail(
    strict=True, reason="what the format cannot carry yet; once it does, the file becomes one of the case"
)
@pytest.mark.parametrize("case", PENDING, ids=lambda case: case.name)
def test_what_is_pending_holds(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Records as they ought to be, with what ought to be asserted of them."""
    whole = tmp_path / case.name
    shutil.copytree(case, whole)
    (whole / "pending.yaml.txt").rename(whole / "pending.yaml")

    ran = run(f"negotiation check {whole} --strict", capsys)

    assert ran.code == 0, ran.out + ran.err


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_pattern_has_a_section(case: Path) -> None:
    """A page says how it is written and what the answer is."""
    assert number_of(case) in {number for section in SECTIONS for number in section.numbers}


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title.partition(" ")[0])
def test_a_section_shows_what_the_case_has(section: Section) -> None:
    """Every excerpt is one of the pattern's own case."""
    assert section.blocks("yaml")
    for block in section.blocks("yaml"):
        document = read(block)
        assert document.faults == (), block
        items = [item for number in section.numbers for item in records(number)[0]]
        heads = [records(number)[1] for number in section.numbers]
        for one in document.data if is_list(document.data) else [document.data]:
            assert any(is_part(one, item) for item in [*items, *heads]), f"no record of {section.title} says {one}"


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title.partition(" ")[0])
def test_a_section_prints_what_is_printed(section: Section, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines of a console block are lines of what the command prints, in their order."""
    for block in section.blocks("console"):
        command, *shown = block.splitlines()
        ran = run(command.removeprefix("$ "), capsys)
        assert ran.code == 0, ran.err
        printed = iter(line.rstrip() for line in ran.out.splitlines())
        for line in (line.rstrip() for line in shown if line.strip() not in {"", "…"}):
            assert line in printed, f"{command}\ndoes not print, or not there:\n{line}\n\n{ran.out}"
