"""Why, what changed, what is due, and how the counts ran: filters over the intervals.

None of these works out a status. They pick intervals and compare rows of `answers`.
"""

from collections.abc import Iterator, Sequence

from negotiation.domain.answering import About, Answers, Sight
from negotiation.domain.answers import Cut, Question, adds_up, cut, figures_row, state
from negotiation.domain.axes import Due, Interval
from negotiation.domain.dates import iso, plus_months
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.light import Any, NamedTuple
from negotiation.domain.parts import Row
from negotiation.domain.rules import RULES


class WhyAxis(NamedTuple):
    """One axis of an answer: its interval, the rule that made it and the events."""

    axis: str
    interval: Interval
    rule: str
    sentence: str
    causes: tuple[EventId, ...]


class Why(NamedTuple):
    """Everything that made the answer about a subject, and what was left out."""

    subject: SubjectId
    axes: tuple[WhyAxis, ...]
    parts: tuple["Why", ...]
    """Its tranches, or its debtors' shares."""
    corrected: tuple[EventId, ...]
    """Corrections, revisions and held records that touch the answer."""
    left_out: tuple[tuple[EventId, str], ...]


def why(table: Answers, question: Question, subject: SubjectId) -> Why | None:
    """The reasons of an answer, or nothing where the subject is not there on that day."""
    whole = SubjectId(subject.partition("/")[0])
    now = cut(table, question, [whole])
    if subject not in now:
        return None
    parts = tuple(
        Why(p, _axes(now, p), (), (), ()) for p in now if subject == whole and p.startswith((f"{whole}/", f"{whole}@"))
    )
    sight = table.sight(question.outlook)
    touched = dict.fromkeys(by for id_ in table.subjects[whole].inputs for by in sight.seen(id_).touched)
    left_out = tuple(_left_out(table, question, sight, subject))
    return Why(subject, _axes(now, subject), parts, tuple(touched), left_out)


def _axes(now: Cut, subject: SubjectId) -> tuple[WhyAxis, ...]:
    return tuple(WhyAxis(a, i, i.rule, RULES.get(i.rule, ""), i.causes) for a, i in now[subject].items())


def _left_out(table: Answers, question: Question, sight: Sight, subject: SubjectId) -> Iterator[tuple[EventId, str]]:
    for one in table.about(SubjectId(subject.partition("/")[0])):
        reason = sight.why_left_out(one.event) or _not_counted(sight, question, one)
        if reason is not None:
            yield one.event, reason


def _not_counted(sight: Sight, question: Question, one: About) -> str | None:
    if one.held is not None:
        others = [r for r in one.held if r != question.reading]
        if others and question.reading not in one.held:
            return f"held under the reading {', '.join(others)}"
        return "accounts, shown and not adopted" if not one.held and not one.adopted else None
    days = sight.seen(one.event).days
    if days is not None and days[0] > question.on:
        return "not yet happened on that day"
    if one.kind in {"claimed", "determined"}:
        return f"what {', '.join(one.by)} says: moves nothing"
    return None if one.moves else "said or met: moves no status"


class Change(NamedTuple):
    """One field that differs between two answers."""

    subject: str
    field: str
    before: Any
    after: Any
    causes: tuple[EventId, ...]


class Diff(NamedTuple):
    """What differs between two answers, and which subjects do not."""

    changes: tuple[Change, ...]
    unchanged: tuple[str, ...]


NOT_COMPARED = frozenset({"id", "causes", "tranches", "per_debtor", "contested", "claims", "days_overdue"})


def diff(table: Answers, before: Question, after: Question) -> Diff:
    """What changed from one answer to another, subject by subject and field by field."""
    return differing((table, before), (table, after))


def differing(before: tuple[Answers, Question], after: tuple[Answers, Question]) -> Diff:
    """The same of answers that need not come from one table."""
    first, second = _flat(state(*before)), _flat(state(*after))
    changes: list[Change] = []
    same: list[str] = []
    for subject in sorted({*first, *second}):
        found = list(_changes(subject, first.get(subject), second.get(subject)))
        changes += found
        if not found:
            same.append(subject)
    return Diff(tuple(changes), tuple(same))


def _flat(body: Row) -> dict[str, Row]:
    flat: dict[str, Row] = {}
    for rows in body.values():
        for row in rows:
            flat[row["id"]] = row
            for tranche in row.get("tranches", ()):
                flat[f"{row['id']}/{tranche['id']}"] = tranche
            for one in row.get("per_debtor", ()):
                flat[f"{row['id']}@{one['debtor']}"] = one
    return flat


def _changes(subject: str, before: Row | None, after: Row | None) -> Iterator[Change]:
    if before is None or after is None:
        there = before or after or {}
        words = ("not there yet", there.get("status")) if before is None else (there.get("status"), "not there yet")
        yield Change(subject, "status", words[0], words[1], tuple(there.get("causes", ())))
        return
    new = tuple(c for c in after["causes"] if c not in before["causes"])
    for name in after:
        if name not in NOT_COMPARED and before.get(name) != after[name]:
            yield Change(subject, name, before.get(name), after[name], new)
    for name in ("contested", "claims"):
        if before.get(name) != after.get(name):
            yield Change(subject, name, before.get(name), after.get(name), _told(before.get(name), after.get(name)))


def _told(before: Any, after: Any) -> tuple[EventId, ...]:
    """The events behind what is in the later of two lists of claims or contests, and not in the earlier."""
    came: list[Any] = [one for one in after or () if one not in (before or ())]
    named: list[list[EventId]] = [[EventId(one)] if isinstance(one, str) else one["events"] for one in came]
    return tuple(dict.fromkeys(event for events in named for event in events))


class DueRow(NamedTuple):
    """One held due day, as it stands on the day asked about."""

    subject: SubjectId
    debtor: Any
    due: Any
    night: bool
    days: int
    """Days to go where positive, days since where negative."""
    standing: str
    outstanding: Any
    causes: tuple[EventId, ...]


def due(table: Answers, question: Question, within: int | None = None) -> list[DueRow]:
    """Every due day not yet met, windows and deadlines included, the oldest first."""
    now = cut(table, question)
    body = state(table, question)
    owners = {row["id"]: row for row in body["commitments"]}
    split = {whole for whole, row in owners.items() if row["tranches"]}
    found = [
        _due_row(subject, axes, value, owners, question.on)
        for subject, axes in now.items()
        if "@" not in subject and subject not in split and "due" in axes
        for value in axes["due"].values
        if isinstance(value, Due) and value.day is not None and _is_open(value, axes, question.on)
    ]
    kept = [row for row in found if within is None or row.days <= within]
    return sorted(kept, key=lambda r: (r.days, r.subject))


def _is_open(value: Due, axes: Any, on: int) -> bool:
    if value.standing in {"upcoming", "today", "overdue", "not due"}:
        return True
    phase = axes["phase"].values if "phase" in axes else ()
    return (
        value.standing == "none"
        and value.day is not None
        and value.day >= on
        and ("in force" in phase or "open" in phase)
    )


def _due_row(subject: SubjectId, axes: Any, value: Due, owners: dict[str, Row], on: int) -> DueRow:
    whole = owners.get(subject.partition("/")[0], {})
    day = value.day or on
    standing = value.standing if value.standing != "none" else "open until"
    outstanding = figures_row(axes)["outstanding"]
    return DueRow(
        subject, whole.get("debtor"), iso(day), value.night, day - on, standing, outstanding, axes["due"].causes
    )


class Column(NamedTuple):
    """The sums of a commitment at the end of a day."""

    day: int
    event: EventId | None
    figures: Row
    holds: bool


def totals(table: Answers, question: Question, subject: SubjectId, every: str, span: tuple[int, int]) -> list[Column]:
    """The sums at each month's or week's end, or at each day on which they change.

    Args:
        table: the intervals.
        question: as known when and under which reading; its day is not used.
        subject: a `deliver` commitment or one of its tranches.
        every: `month`, `week` or `event`.
        span: first and last day, both inclusive.
    """
    whole = SubjectId(subject.partition("/")[0])
    rows = [r for r in table.rows(whole, question.outlook) if (r.subject, r.axis) == (subject, "figures")]
    columns: list[Column] = []
    for day in _days(every, span, rows):
        row = next((r for r in rows if r.valid_from <= day < r.valid_to), None)
        if row is not None:
            figures = figures_row({"figures": row})
            causes = [c for c in row.causes if c not in _causes_before(rows, row)]
            columns.append(Column(day, causes[-1] if causes and every == "event" else None, figures, adds_up(row)))
    return columns


def _causes_before(rows: Sequence[Interval], row: Interval) -> set[EventId]:
    return {c for r in rows if r.valid_from < row.valid_from for c in r.causes}


def _days(every: str, span: tuple[int, int], rows: Sequence[Interval]) -> list[int]:
    first, last = span
    if every == "event":
        return sorted({r.valid_from for r in rows if first <= r.valid_from <= last})
    if every == "week":
        return [*range(first + 6, last, 7), last]
    days: list[int] = []
    month = first
    while (end := plus_months(_first_of_month(month), 1) - 1) < last:
        days.append(end)
        month = end + 1
    return [*days, last]


def _first_of_month(day: int) -> int:
    from datetime import date  # noqa: PLC0415 - one use

    return date.fromordinal(day).replace(day=1).toordinal()
