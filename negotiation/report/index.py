"""Several cases at a glance: what each is about, how much of it is recorded, and how it stands."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from negotiation.domain.answers import is_coded, state
from negotiation.domain.dates import iso
from negotiation.report.page import Report
from negotiation.report.sheet import policy, style, templates
from negotiation.views.header import coverage_sentence
from negotiation.views.phrases import counted


@dataclass(frozen=True)
class Entry:
    """One case of several."""

    id: str
    file: str
    title: str
    covers: str
    parties: tuple[str, ...]
    counts: str
    stands: str
    problems: str


def entry(report: Report, file: str) -> Entry:
    """What the index says of a case whose page is in a file beside it."""
    head = report.case.head
    body = state(report.table, report.question)
    return Entry(
        id=report.case.id,
        file=file,
        title=head.title,
        covers=f"{head.coverage.start} to {head.coverage.end}",
        parties=tuple(party.name for party in head.parties),
        counts=f"{counted(_commitments(report), 'commitment')}, {counted(len(report.case.events), 'event')}, "
        f"{counted(len(report.case.sources), 'source')}",
        stands=stands(report, body),
        problems=report.asked.problems,
    )


def _commitments(report: Report) -> int:
    return sum(subject.kind == "commitment" for subject in report.table.subjects.values())


def stands(report: Report, body: dict[str, Any]) -> str:
    """How the case stands at the moment that its page shows first, in a sentence."""
    question = report.question
    if not is_coded(report.table, question.on):
        return coverage_sentence(report.case, question.on)
    phases = Counter(str(row["phase"]) for row in body["commitments"])
    said = [f"{counted(len(body['commitments']), 'commitment')}: {_listed(phases)}"] if phases else []
    said += [f"{row['id']}: {row['status']}" for row in body["talks"]]
    when = f"At the end of {iso(question.on)}, under the reading {question.reading}"
    return f"{when}: {'; '.join(said) or 'nothing is recorded yet'}."


def _listed(phases: Counter[str]) -> str:
    """How many there are of each, the most first.

    >>> _listed(Counter(["in force", "satisfied", "satisfied"]))
    '2 satisfied, 1 in force'
    """
    return ", ".join(f"{number} {phase}" for phase, number in phases.most_common())


def index(entries: Sequence[Entry], tool: str, again: Iterable[str]) -> str:
    """The page that leads to those of the cases; it has no scripts."""
    return templates().get_template("index.html.j2").render(
        entries=entries, tool=tool, command=" ".join(again), css=style(), policy=policy([])
    )  # fmt: skip
