"""One pass over PyYAML's event stream, the C one where it is built in.

The loop over a mapping is written out in one piece: it runs for every field of every
record, and what it costs over the bare event stream is what a curator waits for.
"""

from array import array
from collections.abc import Callable
from typing import Any, Final, NoReturn, Protocol

from yaml import events as yaml

from negotiation.ledger.nearest import listed
from negotiation.ledger.parsers import parser_of
from negotiation.ledger.plain import nodes_before
from negotiation.ledger.spans import Text
from negotiation.ledger.syntax import Fault

DEEPEST: Final = 40
"""Levels of nesting; the deepest record anybody wrote by hand has 9."""


def _class(of: type[object]) -> type[object]:
    """A class of events, seen as any class: the stubs know less of events than `Event` below says."""
    return of


ALIAS = _class(yaml.AliasEvent)
DOCUMENT = _class(yaml.DocumentStartEvent)
MAPPING = _class(yaml.MappingStartEvent)
MAPPING_END = _class(yaml.MappingEndEvent)
SCALAR = _class(yaml.ScalarEvent)
LIST = _class(yaml.SequenceStartEvent)
LIST_END = _class(yaml.SequenceEndEvent)
END = _class(yaml.StreamEndEvent)

NULLS: Final = frozenset({"", "null"})


class StopReading(Exception):  # noqa: N818 - no error of the program: this is where the text ends for us
    """The rest of a text makes no sense after this."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Mark(Protocol):
    """A place, as the parser counts."""

    index: int
    line: int
    column: int


class Event(Protocol):
    """What all events are taken for here; which of these parts one has hangs on its class."""

    start_mark: Mark
    end_mark: Mark
    value: str
    implicit: tuple[bool, bool]
    anchor: str | None
    tag: str | None
    version: object
    tags: object


def _nothing() -> Event:
    raise StopReading(Fault("T006", "this is not YAML", 0, 1))


class Reader:
    """Builds plain data from the events of one text, and the places of its nodes."""

    def __init__(self, text: Text) -> None:
        self.faults: list[Fault] = []
        self.marks = array("I")
        self.items = array("I")
        content = text.content
        self._content = content
        self._take: Callable[[], Event] = _nothing
        self._careful = "&" in content or "!" in content
        """Whether the text may hold anchors or tags at all."""
        self.aliased = False
        """Whether values stand elsewhere than where they are said, so that the data is not to be trusted."""

    def document(self) -> object:
        """The data of the one document; None of an empty text."""
        self._take = take = parser_of(self._content).get_event
        take()
        event = take()
        if event.__class__ is END:
            return None
        if event.version or event.tags:
            self._stop("T008", "a YAML directive; these files have none", event)
        data = self._value(take(), 0)
        take()
        self._refuse_more(take())
        return data

    def _refuse_more(self, event: Event) -> None:
        if event.__class__ is DOCUMENT:
            self._stop("T008", "a second document in one file; write one list a file", event)

    def _value(self, event: Event, depth: int) -> object:
        if event.__class__ is SCALAR:
            return self._scalar(event)
        if event.__class__ is ALIAS:
            self._mark(event)
            self._fault("T008", f"the alias '*{event.anchor}'; write its value out here", event)
            self.aliased = True
            return None
        if depth >= DEEPEST:
            self._stop("T009", f"nested more than {DEEPEST} levels deep", event)
        if self._careful:
            self._refuse_names(event)
        return self._mapping(event, depth) if event.__class__ is MAPPING else self._list(event, depth)

    def _list(self, event: Event, depth: int) -> list[object]:
        mine = self._mark(event)
        found: list[object] = []
        take = self._take
        while (event := take()).__class__ is not LIST_END:
            if not depth:
                self.items.append(len(self.marks) // 2)
            found.append(self._value(event, depth + 1))
        self.marks[mine + 1] = event.end_mark.index
        return found

    def _mapping(self, event: Event, depth: int) -> dict[str, object]:
        mine = self._mark(event)
        found: dict[str, object] = {}
        again: list[tuple[str, int, int]] = []
        take, marks, scalar, careful = self._take, self.marks, SCALAR, self._careful
        put = marks.extend
        while (at_key := take()).__class__ is not MAPPING_END:
            before = len(marks)
            key: str | None = at_key.value if at_key.__class__ is scalar else None
            value: object
            if not key or careful or key == "<<":
                key = self._key(at_key, depth)
                value = self._value(take(), depth + 1)
            elif (event := take()).__class__ is scalar:
                at, of = at_key.start_mark, event.start_mark
                put((at.index, at_key.end_mark.index, of.index, event.end_mark.index))
                value = event.value
                if (not value or value == "null") and event.implicit[0]:
                    value = None
            else:
                put((at_key.start_mark.index, at_key.end_mark.index))
                value = self._value(event, depth + 1)
            if key is None:
                del marks[before:]
            elif key in found:
                again.append((key, marks[before], marks[before + 1]))
                del marks[before:]
            else:
                found[key] = value
        marks[mine + 1] = at_key.end_mark.index
        if again:
            self._given_twice(again, mine, found)
        return found

    def _key(self, event: Event, depth: int) -> str | None:
        """A key that needs a closer look; None where it is none."""
        if event.__class__ is not SCALAR:
            self._value(event, depth + 1)
            self._fault("T010", "a key is one word, followed by a colon and a value", event)
            return None
        self._scalar(event)
        if not event.value:
            self._fault("T010", "a key is one word, followed by a colon and a value", event)
            return None
        if event.value == "<<" and event.implicit[0]:
            self._fault("T008", "a merge key '<<'; write the fields out here", event)
            return None
        return event.value

    def _scalar(self, event: Event) -> str | None:
        self._mark(event)
        if self._careful:
            self._refuse_names(event)
        return None if event.value in NULLS and event.implicit[0] else event.value

    def _given_twice(self, again: list[tuple[str, int, int]], mine: int, found: dict[str, Any]) -> None:
        """One fault for all keys that a mapping has again: a line copied within a record is one slip."""
        key, start, end = again[0]
        first = mine // 2 + 1 + nodes_before(found, key)
        other = (self.marks[2 * first], self.marks[2 * first + 1], "first given here")
        names = list(dict.fromkeys(f"'{name}'" for name, _, _ in again))
        said = f"{listed(names, 'and')} {'is' if len(names) == 1 else 'are'} given twice in one record"
        self.faults.append(Fault("T007", said, start, end, "given again", other))

    def _refuse_names(self, event: Event) -> None:
        if event.anchor is not None:
            said = f"the anchor '&{event.anchor}'; a value is written out where it is said"
            self._fault("T008", said, event)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._fault("T008", f"the tag '{tag}'; every value is plain text here", event)

    def _mark(self, event: Event) -> int:
        at = len(self.marks)
        self.marks.append(event.start_mark.index)
        self.marks.append(event.end_mark.index)
        return at

    def _fault(self, code: str, message: str, event: Event) -> None:
        self.faults.append(Fault(code, message, event.start_mark.index, event.end_mark.index))

    def _stop(self, code: str, message: str, event: Event) -> NoReturn:
        raise StopReading(Fault(code, message, event.start_mark.index, event.end_mark.index))
