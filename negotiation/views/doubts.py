"""Answers that are not one value, written out: how many possible worlds, and what makes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from negotiation.domain.answers import Axes, Question
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.resolve import Resolved
from negotiation.domain.values import Holding
from negotiation.domain.wording import said
from negotiation.views.phrases import counted, either, span


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why an answer about a subject is not one value."""

    subject: SubjectId
    worlds: int
    events: tuple[EventId, ...]
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The doubt in words."""
        why = "; ".join(self.reasons) or "a day, a value or an order that no source settles"
        return f"{self.subject}: {counted(self.worlds, 'possible world')}, for {why}"


def doubt(table: Table, question: Question, subject: SubjectId, axes: Axes) -> Doubt | None:
    """The doubt about a subject on a day, or nothing where every axis is one value."""
    unsure = [row for row in axes.values() if len(row.values) > 1]
    if not unsure:
        return None
    resolver = table.resolver(question.outlook)
    causes = dict.fromkeys(cause for row in unsure for cause in row.causes)
    found = [(id_, reason) for id_ in causes if (r := resolver.get(id_)) for reason in _reasons(r, question.on)]
    if not found:
        earlier = table.subjects[SubjectId(subject.partition("/")[0].partition("@")[0])].inputs
        found = [(id_, reason) for id_ in earlier if (r := resolver.get(id_)) for reason in _was(r, question.on)]
    worlds = max(len(row.values) for row in unsure)
    return Doubt(subject, worlds, tuple(dict.fromkeys(e for e, _ in found)), tuple(r for _, r in found))


def sentences(found: Sequence[Doubt | None]) -> list[str]:
    """The doubts in words; that of one of several debtors only where it is not that of the whole."""
    doubts = [one for one in found if one is not None]
    whole = {one.subject: (one.worlds, one.reasons) for one in doubts}
    return [
        one.sentence
        for one in doubts
        if "@" not in one.subject or whole.get(SubjectId(one.subject.partition("@")[0])) != (one.worlds, one.reasons)
    ]


def _reasons(happened: Resolved, on: int) -> Iterator[str]:
    """What is unsettled about an event at the end of a day, with every account of it."""
    if happened.days[0] <= on < happened.days[-1]:
        yield f"{happened.id} was on {_accounts(happened) or span(happened.days[0], happened.days[-1])}"
    elif len(happened.variants) > 1:
        yield f"{happened.id} has accounts that differ"


def _was(happened: Resolved, on: int) -> Iterator[str]:
    """What stayed unsettled about an event whose days are over, on which a date or a condition may hang."""
    if len(happened.days) > 1 and happened.days[-1] <= on:
        yield f"{happened.id} was on {_accounts(happened) or span(happened.days[0], happened.days[-1])}"


def _accounts(happened: Resolved) -> str:
    """Who has which day, where the day of an event has holders."""
    on = happened.event.on
    if not isinstance(on, Holding) or not on.accounts:
        return ""
    found: dict[str, list[str]] = {}
    for account in on.accounts:
        found.setdefault(said(account.value), []).append(account.holder)
    return either(f"{day} ({', '.join(holders)})" for day, holders in found.items())
