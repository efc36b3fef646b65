"""One event, subject, source, party, person or reading, with all that leads to it and from it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from negotiation.domain.answers import cut, is_coded, row_of
from negotiation.domain.cards import Card
from negotiation.domain.case import Case
from negotiation.domain.dates import iso
from negotiation.domain.ids import EventId
from negotiation.domain.intervals import Table
from negotiation.views.axes import axis_words, late_days
from negotiation.views.header import Asked
from negotiation.views.pages import Block, Grid, Heading, grid, lines
from negotiation.views.particulars import claims, fields, passages
from negotiation.views.phrases import labels
from negotiation.views.plain import flat
from negotiation.views.records import Records
from negotiation.views.rows import Record, cell
from negotiation.views.view import View


def card_view(asked: Asked, table: Table, card: Card, records: Records, *, around: bool) -> View:
    """The card in every shape."""
    record = record_of(table.case, table, card)
    return View(
        page=lambda: tuple(_page(asked, table, card, record, records, around=around)),
        body=lambda: {**_head(asked), **_body(card, record, records)},
        rows=lambda: [_body(card, record, records)],
        facts=lambda: _facts(card, record),
    )


def _head(asked: Asked) -> Record:
    return {
        "schema": "negotiation/card/1", "tool": asked.tool, "case": asked.case.id, "data_rev": asked.revision,
        "complete": asked.complete,
    }  # fmt: skip


def record_of(case: Case, table: Table, card: Card) -> Record:
    """What was entered under an id, as plain data; nothing for a subject, which events make."""
    head = case.head
    organs = [organ for party in head.parties for organ in party.organs]
    everything: tuple[BaseModel, ...] = (
        *case.sources,
        *case.seeds,
        *head.parties,
        *organs,
        *head.people,
        *head.readings,
    )
    found = table.book.events.get(EventId(card.id)) if card.kind == "event" else None
    one: Any = found or next(
        (x for x in everything if getattr(x, "id", None) == card.id and card.kind != "subject"), None
    )
    plain: Record = {} if one is None else one.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return plain


def _body(card: Card, record: Mapping[str, Any], records: Records) -> Record:
    return {
        "id": card.id,
        "kind": card.kind,
        "where": records.where(card.id) if card.kind == "event" else None,
        "record": dict(record) or None,
        "subjects": list(card.subjects),
        "events": [records.record(id_) for id_ in card.events],
    }


def _facts(card: Card, record: Mapping[str, Any]) -> Iterator[Record]:
    for field, value in record.items():
        for name, one in flat(field, value):
            yield {"id": card.id, "field": name, "value": cell(one)}
    for event in card.events:
        yield {"id": card.id, "field": "event", "value": event}


def _page(  # noqa: PLR0913 - the card, and all that it is looked up in
    asked: Asked, table: Table, card: Card, record: Mapping[str, Any], records: Records, *, around: bool
) -> Iterator[Block]:
    where = f" · {records.where(card.id)}" if card.kind == "event" else ""
    yield Heading(f"{card.kind} {card.id}{where}")
    yield lines(*fields(record), *_status(asked, table, card))
    if card.kind == "event":
        yield from passages(table.case, record)
        if around:
            yield from _around(asked, table, card, records)
    yield from claims(record)
    if card.events:
        yield Heading(f"EVENTS that {BACK[card.kind]}: {len(card.events)}")
        yield records.grid(card.events)


BACK = {
    "event": "name it", "subject": "are about it", "source": "cite it", "party": "name it", "person": "name them",
    "reading": "hold something under it",
}  # fmt: skip
"""What the events of a card have to do with it."""


def _status(asked: Asked, table: Table, card: Card) -> Iterator[str]:
    """How a subject stands on the day asked about, and which subjects an event is about."""
    if card.kind == "subject":
        row = row_of(table, asked.question, card.id) if is_coded(table, asked.question.on) else None
        yield f"kind    {table.subjects[card.subjects[0]].kind}"
        yield f"status  {'not there' if row is None else row['status']}, at the end of {iso(asked.question.on)}"
    elif card.subjects:
        yield f"about   {', '.join(card.subjects)}"


def _around(asked: Asked, table: Table, card: Card, records: Records) -> Iterator[Block]:
    """The state before, the event, the state after: axis by axis, for what the event is about."""
    first = records.first(EventId(card.id))
    rows = list(_turns(asked, table, card.subjects, first))
    yield Heading(f"AROUND it: at the end of the day before, and at the end of {records.day(EventId(card.id))}")
    yield _turn_grid(rows) if rows else lines("no axis changed on that day")


def _turns(asked: Asked, table: Table, subjects: Sequence[Any], day: int) -> Iterator[tuple[str, ...]]:
    before, after = (cut(table, asked.question._replace(on=on), subjects) for on in (day - 1, day))
    named = labels(asked.case)
    for subject in after:
        for axis, row in after[subject].items():
            old = before.get(subject, {}).get(axis)
            was = (
                "not there yet" if old is None else axis_words(old, day - 1, named, late_days(before[subject], day - 1))
            )
            now = axis_words(row, day, named, late_days(after[subject], day))
            if was != now and axis != "contested":
                yield (subject, axis, was, now)


def _turn_grid(rows: Sequence[tuple[str, ...]]) -> Grid:
    return grid(("SUBJECT", "AXIS", "BEFORE", "AFTER"), rows)
