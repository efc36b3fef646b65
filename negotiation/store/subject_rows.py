"""Subjects as rows: what they are, which events name them, and what was promised."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from negotiation.domain.events import Event
from negotiation.domain.events.about import subjects_named
from negotiation.domain.events.commitments import Acted, Committed
from negotiation.domain.events.instruments import Signed
from negotiation.domain.events.measures import MeasureTaken
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.subjects import Subject, brought
from negotiation.domain.values import has_holders
from negotiation.domain.wording import said
from negotiation.store.rows import Batch, Row, Rows


def named(event: Event) -> tuple[SubjectId, ...]:
    """The subjects and parts of subjects that an event names, each once."""
    found: list[SubjectId] = [id_ for id_, _ in brought(event)]
    found += subjects_named(event)
    if isinstance(event, Acted | MeasureTaken):
        found += (bearing.subject for bearing in event.bears_on)
    if isinstance(event, Proposed):
        found += (one for one in (event.extends, event.counters) if one is not None)
    return tuple(dict.fromkeys(found))


def whole_of(subject: str) -> SubjectId:
    """The subject that a part is of; of a whole, itself."""
    return SubjectId(subject.partition("/")[0].partition("@")[0])


def naming(table: Table) -> dict[SubjectId, list[tuple[SubjectId, EventId]]]:
    """Which events name each whole subject, and as what."""
    found: dict[SubjectId, list[tuple[SubjectId, EventId]]] = {}
    for event in table.case.events:
        for one in named(event):
            if whole_of(one) in table.subjects:
                found.setdefault(whole_of(one), []).append((one, event.id))
    return found


def part_of(subject: str) -> str:
    """Whether it is a whole, a tranche, or a debtor's share."""
    return "tranche" if "/" in subject else "debtor" if "@" in subject else "whole"


def tranche_order(subject: str) -> tuple[int, int, str]:
    """Tranches in the order in which answers have them: by number, then by name."""
    name = subject.partition("/")[2]
    return (0, int(name), name) if name.isdecimal() else (1, 0, name)


def subject_rows(
    table: Table,
    subject: Subject,
    parts: Mapping[SubjectId, int],
    named_by: Sequence[tuple[SubjectId, EventId]],
    events: Mapping[EventId, int],
) -> Iterator[Batch]:
    """A subject, its parts, the events that name them, and what was promised, proposed or signed."""
    me = parts[subject.id]
    case = table.case.id
    yield "subjects", [(number, case, id_, subject.kind, me, part_of(id_)) for id_, number in parts.items()]
    yield "event_subjects", sorted({(events[event], parts[one]) for one, event in named_by if one in parts})
    tranches = sorted((id_ for id_ in parts if "/" in id_), key=tranche_order)
    yield "tranches", [(parts[id_], me, id_.partition("/")[2], at) for at, id_ in enumerate(tranches)]
    yield from _details(table, subject, me, events)


def _details(table: Table, subject: Subject, me: int, events: Mapping[EventId, int]) -> Iterator[Batch]:
    about = [table.book.events[id_] for id_ in subject.inputs]
    rows: dict[str, Rows] = {"commitments": [], "commitment_parties": [], "instruments": [], "proposals": []}
    rows["measures"] = []
    actors = {party.id for party in table.case.head.parties} | {*table.organs}
    for event in about:
        number = events[event.id]
        match event:
            case Committed(commitment=subject.id) if not rows["commitments"]:
                rows["commitments"].append(
                    (
                        me, number, event.obligation, event.unit, in_words(event.act), in_words(event.condition),
                    )
                )  # fmt: skip
                rows["commitment_parties"] += _parties(event, me, table.case.id, actors)
            case Signed():
                rows["instruments"] += (
                    (me, number, one.treaty, one.letter, one.depositary, event.by)
                    for one in event.instruments
                    if one.id == subject.id and not rows["instruments"]
                )
            case Proposed(proposal=subject.id) if not rows["proposals"]:
                rows["proposals"].append(
                    (me, number, event.form, event.extends, event.commitment, event.counters, event.states)
                )
            case MeasureTaken(measure=subject.id):
                rows["measures"].append(
                    (me, number, event.stage, in_words(event.quantity), event.unit, in_words(event.place))
                )
            case _:
                pass
    yield from rows.items()


def _parties(event: Committed, me: int, case: str, actors: set[Any]) -> Iterator[Row]:
    for role, parties in (("debtor", event.debtor), ("creditor", event.creditor)):
        known = (party for party in parties if party in actors)
        yield from ((me, role, at, case, party) for at, party in enumerate(known))


def in_words(value: Any) -> str | None:
    """A term in words, with what others hold behind it."""
    if value is None or not has_holders(value):
        return None if value is None else said(value)
    held = [value.value, *value.by_reading.values(), *(one.value for one in value.accounts)]
    return " or ".join(dict.fromkeys(said(one) for one in held if one is not None)) or None
