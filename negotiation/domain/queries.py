"""Why, what changed, what happened, what is due, and how the counts ran: filters over the intervals.

None of these works out a status. They pick intervals, compare rows of `answers`,
and order events.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from negotiation.domain.answers import Cut, Question, Row, cut, figures_row, state
from negotiation.domain.axes import Due, Interval
from negotiation.domain.dates import iso, plus_months
from negotiation.domain.events import Event
from negotiation.domain.events.about import actors_of
from negotiation.domain.events.record import HeldValue
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.resolve import Resolver
from negotiation.domain.rules import RULES
from negotiation.domain.subjects import concerned, moves
from negotiation.domain.worlds import ordered


@dataclass(frozen=True, slots=True)
class WhyAxis:
    """One axis of an answer: its interval, the rule that made it and the events."""

    axis: str
    interval: Interval
    rule: str
    sentence: str
    causes: tuple[EventId, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that made the answer about a subject, and what was left out."""

    subject: SubjectId
    axes: tuple[WhyAxis, ...]
    parts: tuple["Why", ...]
    """Its tranches, or its debtors' shares."""
    corrected: tuple[EventId, ...]
    """Corrections, revisions and held records that touch the answer."""
    left_out: tuple[tuple[EventId, str], ...]


def why(table: Table, question: Question, subject: SubjectId) -> Why | None:
    """The reasons of an answer, or nothing where the subject is not there on that day."""
    whole = SubjectId(subject.partition("/")[0])
    now = cut(table, question, [whole])
    if subject not in now:
        return None
    parts = tuple(
        Why(p, _axes(now, p), (), (), ()) for p in now if subject == whole and p.startswith((f"{whole}/", f"{whole}@"))
    )
    resolver = table.resolver(question.outlook)
    touched = dict.fromkeys(
        by for id_ in table.subjects[whole].inputs if (r := resolver.get(id_)) is not None for by in r.touched
    )
    return Why(
        subject, _axes(now, subject), parts, tuple(touched), tuple(_left_out(table, question, resolver, subject))
    )


def _axes(now: Cut, subject: SubjectId) -> tuple[WhyAxis, ...]:
    return tuple(WhyAxis(a, i, i.rule, RULES.get(i.rule, ""), i.causes) for a, i in now[subject].items())


def _left_out(
    table: Table, question: Question, resolver: Resolver, subject: SubjectId
) -> Iterator[tuple[EventId, str]]:
    whole = SubjectId(subject.partition("/")[0])
    mine = table.subjects[whole]
    for id_ in mine.inputs:
        event = table.book.events[id_]
        if whole not in set(concerned(event, table.book)):
            continue
        reason = resolver.why_left_out(id_) or _not_counted(resolver, question, event, moves=moves(event, mine))
        if reason is not None:
            yield id_, reason


def _not_counted(resolver: Resolver, question: Question, event: Event, *, moves: bool) -> str | None:
    happened = resolver.get(event.id)
    if isinstance(event, HeldValue):
        others = [r for r in event.by_reading if r != question.reading]
        if others and question.reading not in event.by_reading:
            return f"held under the reading {', '.join(others)}"
        return "accounts, shown and not adopted" if not event.by_reading and event.adopted is None else None
    if happened is not None and happened.days[0] > question.on:
        return "not yet happened on that day"
    if event.kind in {"claimed", "determined"}:
        return f"what {', '.join(actors_of(event))} says: moves nothing"
    return None if moves else "said or met: moves no status"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between two answers."""

    subject: str
    field: str
    before: Any
    after: Any
    causes: tuple[EventId, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two answers, and which subjects do not."""

    changes: tuple[Change, ...]
    unchanged: tuple[str, ...]


NOT_COMPARED = frozenset({"id", "causes", "tranches", "per_debtor", "contested", "claims", "days_overdue"})


def diff(table: Table, before: Question, after: Question) -> Diff:
    """What changed from one answer to another, subject by subject and field by field."""
    first, second = _flat(state(table, before)), _flat(state(table, after))
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


@dataclass(frozen=True, slots=True)
class DueRow:
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


def due(table: Table, question: Question, within: int | None = None) -> list[DueRow]:
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


@dataclass(frozen=True, slots=True)
class Column:
    """The sums of a commitment at the end of a day."""

    day: int
    event: EventId | None
    figures: Row
    holds: bool


def totals(table: Table, question: Question, subject: SubjectId, every: str, span: tuple[int, int]) -> list[Column]:
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


def adds_up(row: Interval) -> bool:
    """Whether performed + outstanding + discharged otherwise = total + difference, in every world."""
    for f in row.values:
        if f is None or f.total is None:
            continue
        numbers = (f.total, f.performed, f.outstanding, f.discharged_otherwise)
        exact = all(isinstance(n, int) for n in numbers)
        if exact and f.performed + f.outstanding + f.discharged_otherwise != f.total + f.difference:
            return False
    return True


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: an event, or what the clock derives."""

    day: int
    last_day: int
    """The last day on which it may have happened."""
    event: EventId | None
    """Nothing where the clock derived it."""
    subject: SubjectId | None
    text: str
    unordered: bool = False
    """An answer hangs on its place among the day's events, and no source gives it."""


CLOCKWORK = {
    "overdue": "due day passed unmet",
    "passed": "deadline passed",
    "today": "due",
}


def timeline(table: Table, question: Question, span: tuple[int, int], *, clock: bool = True) -> list[Entry]:
    """Events known by then whose days touch the span, and what the clock derived in it, in order.

    Within a day events stand as times, `after` and the day's phases order them;
    what nothing orders stands by id, and is marked where an answer hangs on it.
    """
    first, last = span
    resolver = table.resolver(question.outlook)
    happened = [r for id_ in table.book.events if (r := resolver.get(id_)) is not None]
    happened = [r for r in happened if r.days[0] <= last and r.days[-1] >= first]
    by_day: dict[int, list[int]] = {}
    for index, one in enumerate(happened):
        by_day.setdefault(one.days[0], []).append(index)
    entries: list[Entry] = []
    open_ = _order_sensitive(table, question)
    for day, agenda in by_day.items():
        entries += [
            Entry(day, happened[i].days[-1], happened[i].id, None, "", unordered=happened[i].id in open_)
            for i in ordered(happened, agenda)
        ]
    if clock:
        entries += _clockwork(table, question, span)
    return sorted(entries, key=lambda e: (e.day, e.event is None))


def _order_sensitive(table: Table, question: Question) -> set[EventId]:
    """Events of answers that hang on an order within a day which no source settles."""
    return {c for row in table.slice(question.outlook) if row.order_sensitive for c in row.causes}


def _clockwork(table: Table, question: Question, span: tuple[int, int]) -> Iterator[Entry]:
    """What the clock derived in a span; what it derives in some worlds only, once, to the day on which all have it."""
    rows = sorted(table.slice(question.outlook), key=lambda row: (row.subject, row.axis, row.valid_from))
    for (subject, _), stretches in groupby(
        (row for row in rows if "@" not in row.subject), key=lambda row: (row.subject, row.axis)
    ):
        for text, day, last in _passages(list(stretches)):
            last_day = min(last, max(day, table.case.head.coverage.end.toordinal()))
            if day <= span[1] and last_day >= span[0]:
                yield Entry(day, last_day, None, subject, text)


def _passages(stretches: Sequence[Interval]) -> Iterator[tuple[str, int, int]]:
    """What the clock derived on one axis: the text, the first day on which it may be so, and the last.

    What no world settles before it is over, or before the case ends, was perhaps so.
    """
    open_: dict[str, tuple[int, int]] = {}
    """What is so in some worlds only: since when, and until when nothing has settled it."""
    sure: dict[str, int] = {}
    """What is so in every world, until when."""
    for row in stretches:
        texts = _derived(row)
        for text in [text for text in open_ if text not in texts or open_[text][1] != row.valid_from]:
            since, until = open_.pop(text)
            yield f"perhaps {text}", since, until - 1
        for text, settled in texts.items():
            since, _ = open_.pop(text, (row.valid_from, 0))
            if settled:
                yield text, since, row.valid_from
                sure[text] = row.valid_to
            elif sure.get(text) == row.valid_from:
                sure[text] = row.valid_to
            else:
                open_[text] = since, row.valid_to
    for text, (since, until) in open_.items():
        yield f"perhaps {text}", since, until - 1


def _derived(row: Interval) -> dict[str, bool]:
    """What the clock derives of an axis, each with whether it is so in every world."""
    said = [text for value in row.values if (text := _passage(row, value))]
    return {text: said.count(text) == len(row.values) for text in said}


def _passage(row: Interval, value: Any) -> str:
    if row.axis == "due" and isinstance(value, Due) and value.standing in CLOCKWORK:
        return CLOCKWORK[value.standing]
    if row.axis == "phase" and row.rule == "proposal.lapsed" and value == "lapsed":
        return "lapsed unanswered"
    if row.axis == "phase" and row.rule == "phase.window" and value in {"satisfied", "ended", "lapsed"}:
        return f"window closed: {value}"
    if row.axis == "phase" and row.rule == "phase.closed" and value in {"lapsed", "expired"}:
        return f"{value} by its terms"
    if row.axis == "in force" and row.rule == "instrument.clock" and value is not None:
        return "in force from its announced day"
    return ""


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that leads to and from one id."""

    id: str
    kind: str
    """`event`, `subject`, `source`, `party`, `person` or `reading`."""
    events: tuple[EventId, ...]
    """Events that it is about, or that cite, do or say it."""
    subjects: tuple[SubjectId, ...]


def card(table: Table, id_: str) -> Card | None:
    """What an id is, with the events and subjects that it stands in; nothing where nobody knows it."""
    head = table.case.head
    if id_ in table.book.events:
        event = table.book.events[EventId(id_)]
        cited = tuple(e.id for e in table.book.events.values() if id_ in _mentions(e) and e.id != id_)
        return Card(id_, "event", cited, tuple(concerned(event, table.book)))
    whole = SubjectId(id_.partition("/")[0])
    if whole in table.subjects:
        return Card(id_, "subject", _about(table, id_), (whole,))
    kinds: list[tuple[str, set[str]]] = [
        ("source", {str(s.id) for s in table.case.sources} | {str(s.id) for s in table.case.seeds}),
        ("party", {str(p.id) for p in head.parties} | {str(o.id) for p in head.parties for o in p.organs}),
        ("person", {str(p.id) for p in head.people}),
        ("reading", {str(r.id) for r in head.readings}),
    ]
    for kind, ids in kinds:
        if id_ in ids:
            found = tuple(e.id for e in table.book.events.values() if id_ in _mentions(e))
            return Card(id_, kind, found, ())
    return None


def _about(table: Table, id_: str) -> tuple[EventId, ...]:
    whole = id_.partition("/")[0]
    events = [table.book.events[i] for i in table.subjects[SubjectId(whole)].inputs]
    mine = [e for e in events if SubjectId(whole) in set(concerned(e, table.book))]
    return tuple(e.id for e in mine if id_ == whole or id_ in _mentions(e))


def _mentions(event: Event) -> set[str]:
    """Every id-like text anywhere in an event."""
    found: set[str] = set()
    agenda: list[Any] = [event.model_dump(exclude_unset=True)]
    while agenda:
        one = agenda.pop()
        if isinstance(one, dict):
            agenda += [*one.values(), *one.keys()]
        elif isinstance(one, list | tuple):
            agenda += one
        elif isinstance(one, str) and " " not in one:
            found.add(one)
    return found
