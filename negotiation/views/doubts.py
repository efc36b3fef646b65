"""Answers that are not one value, written out: how many possible worlds, and what makes them."""

from collections.abc import Iterator, Sequence

from negotiation.domain.answering import Answers, Seen
from negotiation.domain.answers import Axes, Question
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.light import NamedTuple
from negotiation.views.phrases import counted, either, span


class Doubt(NamedTuple):
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


def doubt(table: Answers, question: Question, subject: SubjectId, axes: Axes) -> Doubt | None:
    """The doubt about a subject on a day, or nothing where every axis is one value."""
    unsure = [row for row in axes.values() if len(row.values) > 1]
    if not unsure:
        return None
    sight = table.sight(question.outlook)
    causes = dict.fromkeys(cause for row in unsure for cause in row.causes)
    found = [(id_, reason) for id_ in causes for reason in _reasons(sight.seen(id_), question.on)]
    if not found:
        earlier = table.subjects[SubjectId(subject.partition("/")[0].partition("@")[0])].inputs
        found = [(id_, reason) for id_ in earlier for reason in _was(sight.seen(id_), question.on)]
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


def _reasons(seen: Seen, on: int) -> Iterator[str]:
    """What is unsettled about an event at the end of a day, with every account of it."""
    if seen.days is not None and seen.days[0] <= on < seen.days[1]:
        yield f"{seen.id} was on {_accounts(seen) or span(*seen.days)}"
    elif seen.differs:
        yield f"{seen.id} has accounts that differ"


def _was(seen: Seen, on: int) -> Iterator[str]:
    """What stayed unsettled about an event whose days are over, on which a date or a condition may hang."""
    if seen.days is not None and seen.days[0] < seen.days[1] <= on:
        yield f"{seen.id} was on {_accounts(seen) or span(*seen.days)}"


def _accounts(seen: Seen) -> str:
    """Who has which day, where the day of an event has holders."""
    found: dict[str, list[str]] = {}
    for day, holder in seen.accounts:
        found.setdefault(day, []).append(holder)
    return either(f"{day} ({', '.join(holders)})" for day, holders in found.items())
