"""What was curated, as rows: the head of a case, its sources, its events, its assertions."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.book import first_day, last_day
from negotiation.domain.case import Case
from negotiation.domain.dates import iso
from negotiation.domain.events import Event
from negotiation.domain.events.about import actors_of
from negotiation.domain.events.record import Told
from negotiation.domain.ids import RECORD, EventId
from negotiation.domain.intervals import Table
from negotiation.domain.values import has_holders
from negotiation.domain.wording import said
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.places import Origin
from negotiation.ledger.problems import Problem
from negotiation.store.rows import Batch, Row, Rows
from negotiation.views.revision import revision

SEEDS = "seeds/"


def file_names(ledger: Ledger, prefix: str) -> dict[str, str]:
    """The name of each file from the directory of its case, by the name that it is shown by: no path of a machine."""
    inside = prefix.rstrip("/") + "/"
    return {
        shown: shown.removeprefix(inside) if shown.startswith(inside) else SEEDS + shown.rpartition("/")[2]
        for shown in ledger.texts.files
    }


def head_rows(ledger: Ledger, case: Case, problems: Sequence[Problem], names: Mapping[str, str]) -> Iterator[Batch]:
    """The case, its files, and whom it declares."""
    head, me = case.head, case.id
    covers = head.coverage
    sound = not any(problem.severity == "error" for problem in problems)
    yield "cases", [
        (
            me, head.title, head.tz, covers.start.isoformat(), covers.end.isoformat(), head.release_day.isoformat(),
            revision(case), ledger.files, int(sound),
        )
    ]  # fmt: skip
    digests = {names[shown]: digest for shown, digest in ledger.texts.digests.items()}
    yield "files", [(me, name, digests[name]) for name in sorted(digests)]
    yield "parties", [*_parties(case)]
    yield (
        "roles",
        [
            (me, party.id, at, role.role, _written(role.from_), _written(role.to))
            for party in head.parties
            for at, role in enumerate(party.roles)
        ],
    )
    yield "people", [(me, one.id, one.name, one.note) for one in head.people]
    parties = {row[1] for row in _parties(case)}
    declared = [(me, one.id, one.held_by if one.held_by in parties else None, one.note) for one in head.readings]
    yield "readings", declared if any(one[1] == RECORD for one in declared) else [(me, RECORD, None, None), *declared]


def _parties(case: Case) -> Iterator[Row]:
    for party in case.head.parties:
        yield case.id, party.id, party.name, None, party.note
        yield from ((case.id, organ.id, organ.name, party.id, None) for organ in party.organs)


def source_rows(ledger: Ledger, case: Case, names: Mapping[str, str]) -> Iterator[Batch]:
    """The register, and the seeds after it."""
    rows: Rows = []
    for one in case.sources:
        kinds = ", ".join(one.host_kind)
        rows.append(
            (
                case.id, one.id, 0, one.publisher, kinds, _written(one.date), one.title, one.origin, one.url,
                one.archived, one.note, *_place(ledger.source_origins[one.id], names),
            )
        )  # fmt: skip
    for seed in case.seeds:
        rows.append(
            (
                case.id, seed.id, 1, seed.publisher, None, _written(seed.date), seed.title, seed.origin, None, None,
                None, *_place(ledger.source_origins[seed.id], names),
            )
        )  # fmt: skip
    yield "sources", rows


def event_rows(ledger: Ledger, case: Case, table: Table, names: Mapping[str, str]) -> Iterator[Batch]:
    """The events with whom they name and what they rest on, a thousand at a time."""
    resolver = table.resolver(Outlook(RECORD, FOREVER))
    sources = {one.id for one in case.sources} | {one.id for one in case.seeds}
    for start in range(0, len(case.events), PIECE):
        events: Rows = []
        actors: Rows = []
        citations: Rows = []
        claims: Rows = []
        for number, event in enumerate(case.events[start : start + PIECE], start + 1):
            placed = table.book.events[event.id]
            happened = resolver.get(event.id)
            first, last = (first_day(placed), last_day(placed)) if happened is None else _ends(happened.days)
            place = _place(ledger.origins[event.id], names)
            events.append(_event(number, case, event, (iso(first), iso(last), happened is not None), place))
            actors += ((number, at, actor) for at, actor in enumerate(actors_of(event)))
            citations += _citations(number, case.id, event, sources)
            if isinstance(event, Told):
                claims.append(
                    (
                        number, event.kind, event.by, event.asserts, event.against, _written(event.since), event.states,
                    )
                )  # fmt: skip
        yield "events", events
        yield "event_actors", actors
        yield "citations", citations
        yield "claims", claims


PIECE = 1000
"""Rows on their way at once: enough that a round costs nothing, and few enough to be no weight."""


def _ends(days: Sequence[int]) -> tuple[int, int]:
    return days[0], days[-1]


def _event(number: int, case: Case, event: Event, when: tuple[str, str, bool], place: tuple[str, int]) -> Row:
    first, last, stands = when
    return (
        number, case.id, event.id, event.kind, first, last, _day_words(event.on), int(stands),
        iso(event.reported.last), (event.recorded or case.head.release_day).isoformat(), event.certainty, event.basis,
        event.speaker, event.revises, event.title, getattr(event, "states", None), event.note, *place,
        plain_json(event),
    )  # fmt: skip


def _day_words(on: Any) -> str:
    if not has_holders(on):
        return said(on)
    held = [on.value, *on.by_reading.values(), *(one.value for one in on.accounts)]
    return " or ".join(dict.fromkeys(said(one) for one in held if one is not None))


def _citations(number: int, case: str, event: Event, sources: set[Any]) -> Iterator[Row]:
    for at, one in enumerate(event.sources):
        if one.source in sources:  # what leads nowhere is an error of its own, and has no row
            yield number, at, case, one.source, one.paragraph, one.attribution, one.speaker, one.note


def assertion_rows(ledger: Ledger, case: Case, names: Mapping[str, str]) -> Iterator[Batch]:
    """What curators say must come out."""
    yield "assertions", [
        (
            case.id, at, str(one.on), None if one.known is None else str(one.known), one.reading, one.subject,
            json.dumps(one.expect, ensure_ascii=False, sort_keys=True, default=str), one.note,
            *_place(ledger.assertion_origins[at], names),
        )
        for at, one in enumerate(case.assertions)
    ]  # fmt: skip


def problem_rows(case: Case, problems: Sequence[Problem], names: Mapping[str, str]) -> Iterator[Batch]:
    """What is wrong with the case, as far as nobody minded."""
    yield (
        "problems",
        [
            (case.id, at, one.code, one.severity, one.message, names[one.file], one.start.line)
            for at, one in enumerate(problems)
        ],
    )


def plain_json(record: BaseModel) -> str:
    """A record as JSON, with the keys of the files and nothing that was not written."""
    return record.model_dump_json(by_alias=True, exclude_unset=True)


def event_numbers(case: Case) -> dict[EventId, int]:
    """The number of each event: its place in the order of ids, from 1."""
    return {event.id: number for number, event in enumerate(case.events, 1)}


def _place(origin: Origin, names: Mapping[str, str]) -> tuple[str, int]:
    return names[origin.file], origin.line


def _written(when: Any) -> str | None:
    return None if when is None else str(when)
