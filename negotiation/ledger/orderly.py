"""Records of files that are in order, which most are: read, or remembered, and validated some at a time."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count, repeat
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from negotiation.domain.case import Assertion, Source
from negotiation.domain.events import Event
from negotiation.domain.records import ASSERTIONS, EVENTS, SOURCES
from negotiation.ledger.common import Common
from negotiation.ledger.files import Copy
from negotiation.ledger.parses import Parses, batches_in, kept, said_of
from negotiation.ledger.places import ROW, Origin, Places
from negotiation.ledger.quick import Batch, OddError, batches

R = TypeVar("R")
Placed = tuple[R, Origin]
Within = Callable[[int], None]
"""Is told how far a file has been read, in characters."""
OF_ASSERTIONS = ("assertion",)


def orderly(copy: Copy, parses: Parses | None) -> Iterator[Batch]:
    """The records of a file as plain data; of one that was read before, as it was kept.

    Raises:
        OddError: wherever something is odd; what came before is not to be used then.
    """
    if copy.fault is not None:
        raise OddError
    if parses is None:
        yield from batches(copy.text)
        return
    said = said_of(copy.digest, parses.get(copy.digest))
    if said is None:
        found = list(batches(copy.text))
        parses.put(copy.digest, kept(copy.digest, found))
        yield from found
    else:
        yield from batches_in(said)


def nobody(_: int) -> None:
    """Nobody is told."""


def told(found: Iterator[Batch], within: Within) -> Iterator[Batch]:
    """The same, and whoever wants to know is told how far they are."""
    for batch in found:
        yield batch
        if batch.rows:
            within(batch.rows[1 - ROW])


def events_in(found: Iterable[Batch], places: Places) -> tuple[list[Placed[Event]], list[Placed[Assertion]]]:
    """The events and assertions of a file.

    Raises:
        OddError: if a record is none.
    """
    events, assertions = list[Placed[Event]](), list[Placed[Assertion]]()
    common = Common()
    for items, origins in _placed(found, places):
        checks = [n for n, item in enumerate(items) if len(item) == 1 and "assertion" in item]
        if checks:
            there = [Origin(places, origins[n].number, OF_ASSERTIONS) for n in checks]
            assertions += zip(_valid(ASSERTIONS, [items[n]["assertion"] for n in checks]), there, strict=True)
            for n in reversed(checks):
                del items[n], origins[n]
        said = [common.sources(item) for item in items]
        valid = _valid(EVENTS, items)
        common.add(valid, said)
        events += zip(valid, origins, strict=True)
    return events, assertions


def sources_in(found: Iterable[Batch], places: Places) -> list[Placed[Source]]:
    """The register of sources.

    Raises:
        OddError: if a record is none.
    """
    return [
        pair for items, origins in _placed(found, places) for pair in zip(_valid(SOURCES, items), origins, strict=True)
    ]


def _placed(found: Iterable[Batch], places: Places) -> Iterator[tuple[list[dict[str, object]], list[Origin]]]:
    numbers = count()
    for batch in found:
        places.add(batch.rows)
        yield batch.items, list(map(Origin, repeat(places, len(batch.items)), numbers))


def _valid(adapter: TypeAdapter[list[R]], items: list[Any]) -> list[R]:
    try:
        return adapter.validate_python(items)
    except ValidationError as error:
        raise OddError from error
