"""Scenarios in YAML: read, each with its place, and what is wrong with the others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from negotiation.api.problems import CaseProblems
from negotiation.api.values import is_record
from negotiation.domain.dates import When
from negotiation.domain.edtf import EdtfDate
from negotiation.domain.refs import ReadingRef
from negotiation.domain.values import OneOrMore, Written
from negotiation.ledger.drafts import Draft
from negotiation.ledger.files import File, copy_of, read_file, shown
from negotiation.ledger.pile import problem_of
from negotiation.ledger.positions import Document
from negotiation.ledger.problems import Problem, in_order
from negotiation.ledger.schema import records_of
from negotiation.ledger.spans import Span
from negotiation.ledger.syntax import Fault
from negotiation.testing.judging import NOT_CODED, Asked, judged
from negotiation.testing.sources import given_case


class Scenario(Written):
    """What is given, what is asked, and what the answer is to be."""

    scenario: str
    given: OneOrMore[str | dict[str, Any]]
    on: EdtfDate
    known: EdtfDate | Literal["same"] | None = None
    recorded: EdtfDate | None = None
    reading: ReadingRef | None = None
    then: Literal["not coded"] | dict[str, dict[str, Any] | None] = Field(union_mode="left_to_right")
    note: str | None = None


SCENARIOS = TypeAdapter(list[Scenario], config=ConfigDict(defer_build=True))


@dataclass(frozen=True, slots=True)
class Placed:
    """A scenario of a file, and where each part of it stands."""

    scenario: Scenario
    number: int
    path: Path
    document: Document

    @property
    def file(self) -> str:
        return shown(self.path, Path.cwd())

    @property
    def lines(self) -> Sequence[str]:
        return self.document.text.lines

    @property
    def line(self) -> int:
        """From 1."""
        return self.place(("scenario",)).start.line

    def place(self, path: Sequence[str], *, key: bool = False) -> Span:
        """The place of a part of it."""
        return self.document.span(self.document.nearest((self.number, *path)), key=key)

    def failure(self) -> str | None:
        """What is to be said against it; nothing where the answer is as expected."""
        said = self.scenario
        try:
            given = given_case([*self._paths(), *self._records()], (self.path.parent, Path.cwd()))
        except (CaseProblems, FileNotFoundError) as error:
            place = self.place(("given",)).start
            return f"{self.file}:{place.line}:{place.column}: {error}"
        asked = Asked(str(said.on), _text(said.known), _text(said.recorded), said.reading)
        return judged(given, asked, said.then, self)

    def _paths(self) -> list[str]:
        return [one for one in self.scenario.given if isinstance(one, str)]

    def _records(self) -> list[Draft]:
        """Records that stand in the scenario itself, as a file in which they stand where they stand in this one."""
        content = self.document.text.content
        kept = list(re.sub(r"[^\r\n]", " ", content))
        found = [n for n, one in enumerate(self.scenario.given) if is_record(one)]
        for number in found:
            start, end = self.document.offsets((self.number, "given", number))
            dash = content.rfind("-", 0, start)
            kept[dash] = "-"
            kept[start:end] = content[start:end]
        file = File(self.path, self.file)
        return [Draft(file, copy_of("".join(kept).encode()))] if found else []


def _text(day: When | str | None) -> str | None:
    return None if day is None else str(day)


def scenarios_in(path: Path) -> tuple[list[Placed], tuple[Problem, ...], Document]:
    """The scenarios of a file, and what is wrong with it."""
    file = File(path, shown(path, Path.cwd()))
    document = read_file(file).document()
    read = records_of(document, SCENARIOS, Scenario)
    placed = [Placed(one, int(at[0]), path, document) for one, at in read.records]
    faults = [*read.faults, *(fault for one in placed for fault in _odd_records(one))]
    problems = in_order(problem_of(fault, file.shown, document.text) for fault in faults)
    return placed, problems, document


def _odd_records(one: Placed) -> list[Fault]:
    """Records that are given in a way in which they can't be read by themselves."""
    content, found = one.document.text.content, list[Fault]()
    for number, record in enumerate(one.scenario.given):
        start, end = one.document.offsets((one.number, "given", number))
        if is_record(record) and re.search(r"(?m)^[ ]*- *$", content[:start].rpartition("\n")[2]) is None:
            said = "a record that is given stands on lines of its own, begun with '- '"
            found.append(Fault("T100", said, start, end, help="given: and below it, - {id: ..., kind: ..., on: ...}"))
    return found


__all__ = ["NOT_CODED", "Placed", "Scenario", "scenarios_in"]
