"""What was corrected since a day, each with the answers before and after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from negotiation.domain.book import Book
from negotiation.domain.dates import iso
from negotiation.domain.errata import Clock, Erratum, errata
from negotiation.domain.events.record import Corrected, Retracted
from negotiation.domain.intervals import Table
from negotiation.domain.seeing import entered_of
from negotiation.views.changes import change_facts
from negotiation.views.effects import effect_records, effects_page
from negotiation.views.header import Asked
from negotiation.views.pages import Block, Heading, Page, lines
from negotiation.views.phrases import counted
from negotiation.views.records import Where, passages
from negotiation.views.rows import Record, cell
from negotiation.views.view import View

CLOCKS: dict[Clock, tuple[str, str]] = {
    "recorded": ("entered by a curator", "--clock reported goes by when they became public"),
    "reported": ("made public", "--clock recorded goes by when a curator entered them"),
}
"""What each clock says of a correction, and how the other is asked for."""

COLUMNS = (
    "event", "kind", "revises", "reason", "by", "recorded", "reported", "file", "line", "reading", "from", "to",
    "subject", "field", "before", "after",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Since:
    """From which day on, and by which clock."""

    day: int | None
    """Nothing for all there are."""
    clock: Clock


def errata_view(asked: Asked, table: Table, since: Since, where: Where) -> View:
    """Every correction, retraction and revision since a day, in every shape."""
    found = errata(table, since.day or 1, since.clock)
    book = table.book

    def records() -> Iterator[Record]:
        return (_record(book, one, where) for one in found)

    return View(
        page=lambda: _page(asked, table, since, found, where),
        body=lambda: {**_head(asked, since), "errata": list(records())},
        rows=records,
        facts=lambda: (fact for record in records() for fact in _facts(record)),
        heads=COLUMNS,
    )


def _head(asked: Asked, since: Since) -> Record:
    return {
        "schema": "negotiation/errata/1", "tool": asked.tool, "case": asked.case.id, "data_rev": asked.revision,
        "since": None if since.day is None else iso(since.day), "clock": since.clock, "tz": asked.case.head.tz,
        "complete": asked.complete,
    }  # fmt: skip


def _record(book: Book, one: Erratum, where: Where) -> Record:
    event, told = one.event, one.told
    return {
        "event": event.id,
        "kind": event.kind,
        "revises": one.revises,
        "reason": None if told is None else told.reason,
        "by": None if told is None else told.by,
        "title": event.title,
        "recorded": iso(one.recorded),
        "recorded_given": event.recorded is not None,
        "reported": str(event.reported),
        **_place(where(event.id)),
        "revised": {"event": one.revises, **_place(where(one.revises))},
        "fields": [{"field": name, "before": was, "after": now} for name, was, now in one.fields],
        "sources": [passage._asdict() for passage in entered_of(book, event.id).sources],
        "effects": [
            {"reading": record["reading"], "stretches": record["stretches"]} for record in effect_records(one.effects)
        ],
    }


def _place(where: str) -> Record:
    file, _, line = where.rpartition(":")
    return {"file": file or None, "line": int(line) if line.isdigit() else None}


def _facts(record: Record) -> Iterator[Record]:
    """A row for each answer that changed; one row all the same where none did."""
    known = {name: record[name] for name in COLUMNS if name in record}
    told = [
        {**known, "reading": effect["reading"], "from": stretch["from"], "to": stretch["to"], **fact}
        for effect in record["effects"]
        for stretch in effect["stretches"]
        for change in stretch["changes"]
        for fact in change_facts(change)
    ]
    yield from told or [known]


def _page(asked: Asked, table: Table, since: Since, found: Sequence[Erratum], where: Where) -> Page:
    words, other = CLOCKS[since.clock]
    when = "on any day" if since.day is None else f"on {iso(since.day)} or later"
    top = lines(
        asked.case.head.title,
        f"errata: corrections {words} {when} (the clock is {since.clock}; {other})",
        f"{_size(found)} · data {asked.revision} · {asked.problems}",
        *asked.echoes,
        "" if asked.complete else "INCOMPLETE: the data have errors (--allow-errors); what follows may be wrong",
    )
    if not found:
        return (top, lines(f"nothing corrected, retracted or revised: no such record was {words} {when}"))
    return (top, *(block for one in found for block in _told(asked, table, one, where)))


def _size(found: Sequence[Erratum]) -> str:
    moving = sum(any(effect.stretches for effect in one.effects) for one in found)
    return f"{counted(len(found), 'correction')}, of which {moving} changed answers"


def _told(asked: Asked, table: Table, one: Erratum, where: Where) -> Iterator[Block]:
    event, told = one.event, one.told
    given = "" if event.recorded is not None else ", the release day, since it does not say"
    yield Heading(f"{event.id}  ({event.kind}{'' if told else ', in place of'} {one.revises})")
    yield lines(
        event.title or "",
        "reason: none given; a later record stands in its place" if told is None else f"reason: {_reason(told)}",
        f"recorded {iso(one.recorded)}{given} · reported {event.reported}",
        f"in {where(event.id)}, about {one.revises} in {where(one.revises)}",
        f"sources: {passages(entered_of(table.book, event.id).sources)}",
        *(f"field {name}: {cell(was)} → {cell(now)}" for name, was, now in one.fields),
    )
    yield from effects_page(asked, table.subjects, one.effects)


def _reason(told: Corrected | Retracted) -> str:
    return told.reason if told.by is None else f"{told.reason}, by {told.by}"
