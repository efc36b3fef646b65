"""What an id is, and everything that leads to it and from it."""

from dataclasses import dataclass
from typing import Any

from negotiation.domain.events import Event
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.subjects import concerned


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
