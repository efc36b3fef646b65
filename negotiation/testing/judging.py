"""Holds an answer against what a scenario expects, and tells what differs as problems are told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from typing import Any, Protocol

from negotiation.api.asking import Asker
from negotiation.api.days import Day
from negotiation.api.problems import Unknown
from negotiation.api.values import Days, Range, is_record
from negotiation.domain.answers import Question, is_coded, row_of
from negotiation.domain.axes import FOREVER
from negotiation.domain.case import Assertion
from negotiation.domain.complaints import Complaint, asserted
from negotiation.domain.dates import iso, on_day
from negotiation.domain.ids import EventId
from negotiation.ledger.check import NO_FIELD
from negotiation.ledger.ledger import related_at
from negotiation.ledger.nearest import did_you_mean
from negotiation.ledger.problems import Problem
from negotiation.ledger.spans import Span
from negotiation.testing.sources import Given
from negotiation.views.plain import is_several
from negotiation.views.problems import problems_text

NOT_CODED = "not coded"
COUNTED = "instruments"
"""Stands for how many instruments have come how far, as in assertions."""


class Said(Protocol):
    """Where a scenario says what it says."""

    @property
    def file(self) -> str: ...
    @property
    def lines(self) -> Sequence[str]: ...

    def place(self, path: Sequence[str], *, key: bool = False) -> Span:
        """The place of a part of it: `("on",)`, `("then", subject, field)`."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, as it is written."""

    on: Day | None
    known: Day | None = None
    recorded: Day | None = None
    reading: str | None = None


class _Wrong(Exception):  # noqa: N818 - a slip in what is asked, which becomes a problem
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def judged(given: Given, asked: Asked, expected: Mapping[str, Any] | str, said: Said) -> str | None:
    """What is to be said against an answer, in the form of `check`; nothing where it is as expected."""
    try:
        asker, question = _question(given, asked, said)
        problems = [*_told_of(asker, question, expected, said)]
    except _Wrong as wrong:
        problems = [wrong.problem]
    texts = given.loaded.ledger.texts

    def lines(file: str) -> list[str]:
        return [*(said.lines if file == said.file else texts.lines(file))]

    return problems_text(problems, lines).rstrip("\n") if problems else None


def _question(given: Given, asked: Asked, said: Said) -> tuple[Asker, Question]:
    field = "recorded"
    try:
        asker = Asker(given.loaded, given.typed, asked.recorded)
        field = "on"
        on = None if asked.on is None else asker.day(asked.on)
        field = "known"
        known = asked.known if asked.known is None or asked.known == "same" else asker.day(asked.known)
        return asker, asker.question(on, known, asked.reading)
    except Unknown as error:
        raise _Wrong(_problem(said, ("reading",), "T114", str(error))) from None
    except ValueError as error:
        raise _Wrong(_problem(said, (field,), "T106", f"{field}: {error}")) from None


def _problem(  # noqa: PLR0913 - where, what, and how it is shown
    said: Said, path: Sequence[str], code: str, message: str, *, key: bool = False, label: str = ""
) -> Problem:
    return Problem(code, message, said.file, said.place(path, key=key), label)


def _told_of(asker: Asker, question: Question, expected: Mapping[str, Any] | str, said: Said) -> Iterator[Problem]:
    if isinstance(expected, str):
        yield from _not_coded(asker, question, said)
    elif not expected:
        yield _problem(said, ("then",), "T102", "nothing is expected, so that nothing could fail")
    else:
        for subject, fields in expected.items():
            yield from _subject(asker, question, subject, fields, said)


def _not_coded(asker: Asker, question: Question, said: Said) -> Iterator[Problem]:
    if is_coded(asker.table, question.on):
        covers = asker.loaded.case.head.coverage
        told = f"{iso(question.on)} is coded, asserted that it is not: the case covers {covers.start} to {covers.end}"
        yield _problem(said, ("then",), "T202", told)


def _subject(
    asker: Asker, question: Question, subject: str, fields: Mapping[str, Any] | None, said: Said
) -> Iterator[Problem]:
    at = ("then", subject)
    known = [*map(str, asker.loaded.table.subjects), COUNTED]
    if subject.partition("/")[0] not in known:
        label = did_you_mean(subject, known)
        yield _problem(said, at, "T112", f"nothing has the id '{subject}'", key=True, label=label)
        return
    if fields is not None and not fields:
        yield _problem(said, at, "T102", f"nothing is expected of {subject}, so that nothing could fail", key=True)
        return
    row = row_of(asker.table, question, subject)
    if fields is None:
        if not is_coded(asker.table, question.on):
            told = f"{iso(question.on)} lies outside the case's coverage: not coded, and not known to be absent"
            yield _problem(said, ("on",), "T202", told)
        elif row is not None:
            told = f"{subject} is there on {iso(question.on)}, asserted that it is not: {row['status']}"
            yield _problem(said, at, "T202", told, key=True)
        return
    assertion = Assertion(
        on=on_day(question.on),
        known=None if question.known >= FOREVER else on_day(question.known),
        reading=question.reading,
        subject=subject,
        expect={name: _plain(value) for name, value in fields.items()},
    )
    for complaint in asserted(asker.table, assertion, 0):
        yield _told(asker, question, complaint, [*row] if row is not None else [], said)


def _plain(value: Any) -> Any:
    """What is expected, as answers have it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Days):
        return {"min": _plain(value.first), "max": _plain(value.last)}
    if isinstance(value, Range) or (is_dataclass(value) and not isinstance(value, type)):
        return {name: _plain(one) for name, one in asdict(value).items()}
    if is_record(value):
        return {name: _plain(one) for name, one in value.items()}
    if is_several(value):
        return [_plain(one) for one in value]
    return value


def _told(asker: Asker, question: Question, complaint: Complaint, fields: Sequence[str], said: Said) -> Problem:
    name = str(complaint.field[-1])
    path = ("on",) if complaint.field == ("on",) else ("then", complaint.subject, name)
    unknown = NO_FIELD in complaint.message
    counted = [one for one in complaint.events if one in asker.loaded.ledger.origins]
    return Problem(
        code=complaint.code,
        message=complaint.message,
        file=said.file,
        span=said.place(path, key=unknown),
        label=did_you_mean(name, fields) if unknown else "",
        related=tuple(
            related_at(asker.loaded.ledger, EventId(one), ("id",), "the last of the events that count here")
            for one in counted[:1]
        ),
        notes=complaint.notes,
        ids=(complaint.subject,),
        delta=complaint.delta,
        help=f"{complaint.help}{asker.again(question)}" if complaint.help else "",
    )
