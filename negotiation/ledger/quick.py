"""A first pass over a list of records: their data and their places, and of nothing inside them where it stands.

Most files are in order, and of most records nobody ever asks more than the line. What is
in any way odd ends the pass, and the careful reader (`positions.py`) says what it is.
"""

import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from negotiation.ledger.parsers import parser_of
from negotiation.ledger.reader import END, LIST, LIST_END, MAPPING, MAPPING_END, SCALAR, Event
from negotiation.ledger.spans import Text
from negotiation.ledger.syntax import let_pass

AT_ONCE: Final = 1000
"""Records that are plain data at one time, before they become what the model makes of them."""

DEEP: Final = 30
"""Levels below which the careful reader counts them."""

NAMED = re.compile(r"(?<![^\s\[{,:])(?:&\S|!)")
"""What may be an anchor or a tag."""


class OddError(Exception):
    """Only the careful reader can say what is written here."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Records that follow each other in a file."""

    items: list[dict[str, object]]
    rows: "array[int]"
    """Their places, as `Places` keeps them."""


def batches(text: Text) -> Iterator[Batch]:
    """The records of a text, some at a time.

    Raises:
        OddError: wherever the text is no plain list of records; what came before is not to be used then.
    """
    content = text.content
    if let_pass(text) or (("&" in content or "!" in content) and NAMED.search(content)):
        raise OddError
    try:
        yield from _items(parser_of(content).get_event)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise OddError from error


def _items(take: Callable[[], Event]) -> Iterator[Batch]:
    take()
    event = take()
    if event.__class__ is END:
        return
    if event.version or event.tags or take().__class__ is not LIST:
        raise OddError
    items, rows = list[dict[str, object]](), array("I")
    while (event := take()).__class__ is MAPPING:
        items.append(_record(take, event, rows))
        if len(items) == AT_ONCE:
            yield Batch(items, rows)
            items, rows = [], array("I")
    if event.__class__ is not LIST_END:
        raise OddError
    take()
    if take().__class__ is not END:
        raise OddError
    yield Batch(items, rows)


def _record(take: Callable[[], Event], event: Event, rows: "array[int]") -> dict[str, object]:
    start = event.start_mark
    key, event = take(), take()
    if key.__class__ is not SCALAR or not key.value or key.value == "<<":
        raise OddError
    first, last = event.start_mark, event.end_mark
    found: dict[str, object] = {key.value: _value(take, event, 2)}
    end = _fields(take, found, 1)
    named = last.column + 1 if key.value == "id" and event.__class__ is SCALAR and last.line == first.line else 0
    rows.extend((start.index, end.end_mark.index, start.line + 1, first.line + 1, first.column + 1, named))
    return found


def _fields(take: Callable[[], Event], found: dict[str, object], depth: int) -> Event:
    """Put the fields that are left of a mapping into `found`; the event that ends it."""
    scalar, count = SCALAR, len(found)
    while (key := take()).__class__ is scalar:
        if (event := take()).__class__ is scalar:
            value = event.value
            found[key.value] = None if (not value or value == "null") and event.implicit[0] else value
        else:
            found[key.value] = _value(take, event, depth + 1)
        count += 1
    if key.__class__ is not MAPPING_END or len(found) != count or "" in found or "<<" in found:
        raise OddError
    return key


def _value(take: Callable[[], Event], event: Event, depth: int) -> object:
    if event.__class__ is SCALAR:
        value = event.value
        return None if (not value or value == "null") and event.implicit[0] else value
    if depth > DEEP:
        raise OddError
    if event.__class__ is MAPPING:
        found: dict[str, object] = {}
        _fields(take, found, depth)
        return found
    if event.__class__ is not LIST:
        raise OddError
    several: list[object] = []
    while (event := take()).__class__ is not LIST_END:
        several.append(_value(take, event, depth + 1))
    return several
