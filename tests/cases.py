"""Cases made from plain mappings, through the models that files go through."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter

from negotiation.domain.case import Assertion, Case, CaseFile
from negotiation.domain.dates import day_of, iso
from negotiation.domain.events import Event

Plain = dict[str, Any]
"""A record as a file's mapping, before any model has read it."""

START, END = "2020-01-01", "2020-12-31"
"""The coverage of a made-up case."""

HEAD: Plain = {
    "title": "Made up",
    "tz": "UTC",
    "coverage": {"start": START, "end": END},
    "release_day": "2021-01-01",
    "parties": [
        {"id": "aland", "name": "Aland", "organs": [{"id": "council", "name": "Council of Aland"}]},
        {"id": "bland", "name": "Bland"},
        {"id": "mediator", "name": "Mediator"},
        {"id": "observer", "name": "Observer"},
    ],
    "readings": [
        {"id": "record", "baseline_rules": ["published-schedule"]},
        {"id": "aland", "held_by": "aland"},
        {"id": "bland", "held_by": "bland"},
    ],
    "rules": {"published-schedule": "A date announced in public before it was disputed counts."},
}

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)


def day(text: str | int) -> str:
    """The day that is meant: `3` is the third day of the coverage, a text is itself."""
    return iso(day_of(START) + text - 1) if isinstance(text, int) else text


def record(kind: str, id_: str, on: Any = 1, **fields: Any) -> Plain:
    """A record with what each has to have, reported on its last possible day unless told otherwise."""
    at = day(on) if isinstance(on, int | str) else on
    told = at if isinstance(at, str) and "/" not in at and "[" not in at else None
    if isinstance(at, str) and "/" in at:
        told = at.rpartition("/")[2]
    plain: Plain = {
        "id": id_,
        "kind": kind,
        "on": at,
        "reported": day(fields.pop("reported")) if "reported" in fields else told or START,
        "certainty": "reported",
        "sources": [{"source": "gazette"}],
    }
    return plain | fields


def event_of(plain: Plain) -> Event:
    """The record as its model reads it."""
    return _EVENT.validate_python(plain)


def case_of(
    events: Iterable[Plain], *, head: Mapping[str, Any] | None = None, assertions: Iterable[Plain] = ()
) -> Case:
    """A case that holds these records."""
    return Case(
        "made-up",
        CaseFile.model_validate({**HEAD, **(head or {})}),
        (),
        (),
        tuple(event_of(plain) for plain in events),
        tuple(Assertion.model_validate(plain) for plain in assertions),
    )
