"""What a file's data says in the model's terms: records, and faults where it is no record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from negotiation.domain.case import Assertion, CaseFile, Release, Seed, Source
from negotiation.domain.codings import Coding
from negotiation.domain.events import Event
from negotiation.domain.records import ASSERTIONS, CODINGS, EVENTS, HEADS, RELEASES, SEEDS, SOURCES
from negotiation.ledger.complaints import complaints
from negotiation.ledger.plain import Path, is_list, is_mapping
from negotiation.ledger.positions import Document
from negotiation.ledger.syntax import Fault

R = TypeVar("R")

WORD = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")

EVENT_SPACES = frozenset({"event", "subject", "tranche"})
SOURCE_SPACES = frozenset({"source"})

NAMED_IN = {
    "committed": "commitment",
    "proposed": "proposal",
    "agreed": "process",
    "opened": "process",
    "ended": "process",
    "measure-taken": "measure",
    "signed": "instruments",
}
"""The fields in which events give ids to what they bring about, by kind."""

ITEM_HELP = "every item is one record: - {id: ..., kind: ..., on: ..., ...}"


@dataclass(slots=True)
class Read(Generic[R]):
    """The records of one file that are of their form, each with its path, and what is wrong with the others."""

    records: list[tuple[R, Path]] = field(default_factory=list[tuple[R, Path]])
    faults: list[Fault] = field(default_factory=list[Fault])
    words: set[str] = field(default_factory=set[str])
    """Whatever could be an id in the records refused; who refers to one of these is not told that it is unknown."""
    refused: int = 0
    lost: set[str] = field(default_factory=set[str])
    """What the refused records may have given ids to that cannot be read: events, subjects, tranches, sources."""


def events_of(document: Document) -> tuple[Read[Event], Read[Assertion]]:
    """The events and assertions of a file, which is a list of both."""
    events, assertions = Read[Event](), Read[Assertion]()
    plain, checks = list[tuple[Path, object]](), list[tuple[Path, object]]()
    for path, item in _items(document, events, EVENT_SPACES):
        if len(item) == 1 and "assertion" in item:
            checks.append(((*path, "assertion"), item["assertion"]))
        else:
            plain.append((path, item))
    _validate(document, plain, EVENTS, None, events)
    _validate(document, checks, ASSERTIONS, Assertion, assertions)
    return events, assertions


def sources_of(document: Document) -> Read[Source]:
    """The register of sources."""
    found = Read[Source]()
    _validate(document, [*_items(document, found, SOURCE_SPACES)], SOURCES, Source, found)
    return found


def codings_of(document: Document) -> Read[Coding]:
    """The second codings of a file, which is a list of them."""
    return records_of(document, CODINGS, Coding)


def records_of(document: Document, adapter: TypeAdapter[list[R]], model: type[BaseModel]) -> Read[R]:
    """The records of a file that is a list of them, of whatever sort."""
    found = Read[R]()
    _validate(document, [*_items(document, found, frozenset())], adapter, model, found)
    return found


def head_of(document: Document) -> Read[CaseFile]:
    """The head of a case."""
    return _single(document, HEADS, CaseFile)


def release_of(document: Document) -> Read[Release]:
    """What was released on a day."""
    return _single(document, RELEASES, Release)


def seed_of(document: Document) -> Read[Seed]:
    """The record of one seed document."""
    return _single(document, SEEDS, Seed)


def _single(document: Document, adapter: TypeAdapter[list[R]], model: type[BaseModel]) -> Read[R]:
    found = Read[R](faults=list(document.faults))
    if _unreadable(document, found, SOURCE_SPACES):
        return found
    if not is_mapping(document.data):
        said = "this file is one mapping of fields, such as 'title: ...'"
        return _refused(document, found, _misshapen(document, (), said))
    _validate(document, [((), document.data)], adapter, model, found)
    return found


def _items(document: Document, found: Read[Any], spaces: frozenset[str]) -> Iterator[tuple[Path, dict[str, object]]]:
    found.faults.extend(document.faults)
    if _unreadable(document, found, spaces) or document.data is None:
        return
    if not is_list(document.data):
        found.lost |= spaces
        _refused(document, found, _misshapen(document, (), "this file is a list of records, each begun with '- '"))
        return
    for number, item in enumerate(document.data):
        if is_mapping(item):
            yield (number,), item
        else:
            found.lost |= spaces
            _refused(document, found, _misshapen(document, (number,), "this item is not a record", ITEM_HELP))


def _unreadable(document: Document, found: Read[Any], spaces: frozenset[str]) -> bool:
    if document.data is not None or not document.faults:
        return False
    found.lost |= spaces
    found.words.update(WORD.findall(document.text.content))
    found.refused += 1
    return True


def _misshapen(document: Document, path: Path, message: str, help_: str = "") -> Fault:
    return Fault("T100", message, *document.offsets(path), help=help_)


def _refused(document: Document, found: Read[R], fault: Fault) -> Read[R]:
    found.faults.append(fault)
    found.words.update(WORD.findall(document.text.content[fault.start : fault.end]))
    found.refused += 1
    return found


def _validate(
    document: Document,
    items: list[tuple[Path, object]],
    adapter: TypeAdapter[list[R]],
    model: type[BaseModel] | None,
    found: Read[R],
) -> None:
    """Validate in one call; only where that fails, sort out which items are at fault."""
    try:
        records = adapter.validate_python([item for _, item in items])
    except ValidationError as error:
        bad = _by_item(error.errors(include_url=False))
        good = [pair for number, pair in enumerate(items) if number not in bad]
        for number, errors in bad.items():
            _complain(document, items[number], errors, model, found)
        _validate(document, good, adapter, model, found)
    else:
        found.records.extend((record, path) for record, (path, _) in zip(records, items, strict=True))


def _by_item(errors: Iterable[ErrorDetails]) -> dict[int, list[ErrorDetails]]:
    grouped: dict[int, list[ErrorDetails]] = {}
    for error in errors:
        number, *rest = error["loc"]
        grouped.setdefault(cast("int", number), []).append({**error, "loc": tuple(rest)})
    return grouped


def _complain(
    document: Document,
    item: tuple[Path, object],
    errors: list[ErrorDetails],
    model: type[BaseModel] | None,
    found: Read[Any],
) -> None:
    path, data = item
    start, end = document.offsets(path)
    if not any(start <= fault.start < end for fault in document.faults):
        found.faults.extend(complaints(document, path, data, errors, model))
    found.lost |= _lost_names(data, errors, model)
    found.words.update(WORD.findall(document.text.content[start:end]))
    if is_mapping(data):
        found.words.update(_as_id(value) for value in data.values() if isinstance(value, str))
    found.refused += 1


def _as_id(text: str) -> str:
    """The id that was probably meant by something that is not spelled as one."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _lost_names(data: object, errors: list[ErrorDetails], model: type[BaseModel] | None) -> set[str]:
    """What a refused record may have given an id to that cannot be made out.

    Whatever can be read of it counts as given by the record's words; tranches are known by
    no word of their own, so that those of a refused promise, or change of one, are not known.
    """
    places = [error["loc"] for error in errors]
    nameless = any(place[-1:] == ("id",) for place in places) or not is_mapping(data)
    if model is not None:
        return set(SOURCE_SPACES) if nameless and model in {Source, Seed} else set()
    kind = data.get("kind") if is_mapping(data) else None
    lost = {"event", "tranche"} if nameless else {"tranche"}
    if nameless or any(place[-1:] == (NAMED_IN.get(str(kind)),) for place in places):
        lost.add("subject")
    return lost
