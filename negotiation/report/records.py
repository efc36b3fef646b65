"""The records as a page holds them: every event, in every way in which an outlook sees it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from negotiation.domain.answering import Seen
from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER
from negotiation.domain.case import Case
from negotiation.domain.dates import iso
from negotiation.domain.events import Event
from negotiation.domain.happenings import timeline
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.turns import Turns, Watching
from negotiation.report.embedded import EPOCH
from negotiation.views.phrases import span
from negotiation.views.records import kind_words
from negotiation.views.timeline import involved, subjects_of

Plain = dict[str, Any]
Where = Callable[[str], str]

MAKING = {
    "commitment": "committed", "process": "agreed", "proposal": "proposed", "measure": "measure-taken",
}  # fmt: skip
"""By the kind of a subject, the kind of the event that brings it into being; an instrument has its treaty's name."""


def records(table: Table, where: Where) -> list[Plain]:
    """Every event in the order of the timeline with hindsight, those last of which it has no day.

    `turns` are there where an outlook sees an event in another way than `seen`: under a
    reading, known from one day until another, which fields are how, and why it is left out.
    """
    watching = Watching(table)
    return [
        _event(table.book.events[id_], watching.turns(id_), where(id_), parties_of(table.case)) for id_ in order(table)
    ]


def order(table: Table) -> list[EventId]:
    """The events as the timeline has them with hindsight; what it leaves out stands where it was reported."""
    told = timeline(table, Question(FOREVER), (1, FOREVER), clock=False)
    place = {one.event: (one.day, number) for number, one in enumerate(told)}
    later = len(told)
    return sorted(
        table.book.events, key=lambda id_: (*place.get(id_, (table.book.events[id_].reported.first, later)), id_)
    )


def _event(event: Event, turns: Turns, where: str, parties: Callable[[set[str]], list[str]]) -> Plain:
    file, _, line = where.rpartition(":")
    entered = _seen(turns.entered)
    if turns.days is not None:
        entered["days"] = [day - EPOCH for day in turns.days]
    found = {
        "id": event.id, **entered, "known": turns.known_from - EPOCH, "about": subjects_of(event),
        "parties": parties(involved(event)), "file": file or where, "line": int(line) if line.isdigit() else None,
    }  # fmt: skip
    if turns.turns:
        found["turns"] = [
            {
                "reading": one.reading, "known_from": one.known_from - EPOCH, "known_to": one.known_to - EPOCH,
                "left_out": one.left_out, **_other(_seen(one.seen), entered),
            }
            for one in turns.turns
        ]  # fmt: skip
    return found


def _seen(seen: Seen) -> Plain:
    return {
        "kind": seen.kind, "what": kind_words(seen), "by": None if seen.by is None else list(seen.by),
        "to": None if seen.to is None else list(seen.to), "title": seen.title,
        "sources": [list(one) for one in seen.sources],
        "days": None if seen.days is None else [day - EPOCH for day in seen.days],
        "mark": seen.mark, "undated": seen.undated, "touched": list(seen.touched),
    }  # fmt: skip


def _other(seen: Plain, entered: Plain) -> Plain:
    """What is seen otherwise than it was entered."""
    return {name: value for name, value in seen.items() if value != entered[name]}


def at(event: Plain, known: int, reading: str) -> Plain | None:
    """The event as an outlook has it, or nothing where it is not known yet; days count from 1970-01-01."""
    if event["known"] > known:
        return None
    turns = event.get("turns", ())
    own = reading if any(one["reading"] == reading for one in turns) else "record"
    for one in turns:
        if one["reading"] == own and one["known_from"] <= known < one["known_to"]:
            return {**event, **one}
    return {**event, "left_out": None}


def day_words(seen: Plain) -> str:
    """The day of an event as an outlook has it, or those between which it lies."""
    if seen["days"] is None:
        return str(seen["undated"])
    first, last = (day + EPOCH for day in seen["days"])
    return span(first, last) + str(seen["mark"])


def clockwork(table: Table, question: Question) -> list[Plain]:
    """What the clock derives within the case, in the order of the days."""
    covered = table.case.head.coverage
    told = timeline(table, question, (covered.start.toordinal(), covered.end.toordinal()))
    return [
        {"days": [one.day - EPOCH, one.last_day - EPOCH], "subject": str(one.subject), "text": one.text}
        for one in told
        if one.event is None
    ]


def titles(table: Table) -> dict[str, str]:
    """What brought each subject into being, by the title of the record."""
    found: dict[str, str] = {}
    for id_, subject in table.subjects.items():
        made = (table.book.events[event] for event in subject.inputs)
        title = next((e.title for e in made if _makes(e, subject.kind, id_)), None)
        if title is not None:
            found[str(id_)] = title
    return found


def _makes(event: Event, kind: str, id_: SubjectId) -> bool:
    return event.kind == MAKING.get(kind) and str(id_) in subjects_of(event)


def names(case: Case) -> dict[str, str]:
    """What parties, their organs and people are called, by their ids."""
    found: dict[str, str] = {}
    for party in case.head.parties:
        found[party.id] = party.name
        found |= {organ.id: organ.name for organ in party.organs}
    return found | {person.id: person.name for person in case.head.people}


def parties_of(case: Case) -> Callable[[set[str]], list[str]]:
    """From everybody involved in an event to the parties, in the order of the case."""
    belongs: dict[str, set[str]] = {}
    for party in case.head.parties:
        belongs.setdefault(party.id, set()).add(party.id)
        for organ in party.organs:
            belongs.setdefault(organ.id, set()).add(party.id)
    for person in case.head.people:
        belongs[person.id] = {str(one.party) for one in person.speaks_for}
    listed = [str(party.id) for party in case.head.parties]

    def found(actors: set[str]) -> list[str]:
        meant = {party for one in actors for party in belongs.get(one, ())}
        return [party for party in listed if party in meant]

    return found


def months_without(events: Sequence[Plain], first: int, last: int) -> Iterator[str]:
    """The months between two days in which nothing is recorded to have happened."""
    there = {iso(day + EPOCH)[:7] for one in events if one["days"] for day in one["days"]}
    months = dict.fromkeys(iso(day + EPOCH)[:7] for day in range(first, last + 1))
    return (month for month in months if month not in there)
