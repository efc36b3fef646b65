"""What records that are not in a case would change in its answers: the difference of two tables, and no more."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from negotiation.domain.answering import Answers
from negotiation.domain.answers import Question
from negotiation.domain.axes import Interval, Outlook
from negotiation.domain.ids import SubjectId
from negotiation.domain.light import Any, NamedTuple
from negotiation.domain.queries import Change, differing


class Stretch(NamedTuple):
    """Days at whose ends the same fields differ in the same way."""

    first: int
    last: int
    changes: tuple[Change, ...]


class Effect(NamedTuple):
    """What differs for one outlook, over all days that the case covers."""

    outlook: Outlook
    stretches: tuple[Stretch, ...]

    @property
    def said(self) -> tuple[Any, ...]:
        """The same without the events behind it: what an answer shows."""
        return tuple((one.first, one.last, _shown(one.changes)) for one in self.stretches)


def effect(without: Answers, given: Answers, outlook: Outlook) -> Effect:
    """How answers with some records differ from those without them."""
    found: list[Stretch] = []
    days = days_between(without, given, outlook)
    for day, following in pairwise([*days, without.end + 1]):
        question = Question(day, outlook.known, outlook.reading)
        changes = differing((without, question), (given, question)).changes
        last = found[-1] if found else None
        if last is not None and last.last == day - 1 and _shown(last.changes) == _shown(changes):
            found[-1] = last._replace(last=following - 1)
        elif changes:
            found.append(Stretch(day, following - 1, changes))
    return Effect(outlook, tuple(found))


def _shown(changes: Sequence[Change]) -> list[tuple[Any, ...]]:
    return [(one.subject, one.field, one.before, one.after) for one in changes]


def days_between(without: Answers, given: Answers, outlook: Outlook) -> list[int]:
    """The days from which on something may differ, or differ in another way, in order."""
    first, last = without.case.head.coverage.start.toordinal(), without.end
    days: set[int] = set()
    for id_ in {*without.subjects, *given.subjects}:
        for row in _not_in_both(without, given, outlook, id_):
            days |= {max(row.valid_from, first), row.valid_to}
    return sorted(day for day in days if first <= day <= last)


def _not_in_both(without: Answers, given: Answers, outlook: Outlook, id_: SubjectId) -> Iterator[Interval]:
    mine, theirs = ([*table.rows(id_, outlook)] for table in (without, given))
    kept, said = ({_said(row) for row in rows} for rows in (mine, theirs))
    if kept != said:
        yield from (row for row in mine if _said(row) not in said)
        yield from (row for row in theirs if _said(row) not in kept)


def _said(row: Interval) -> tuple[Any, ...]:
    return row.subject, row.axis, row.values, row.valid_from, row.valid_to
