"""YAML in which every key and every value remembers where it stands.

Departures from YAML on purpose: a scalar stays text, so that the country code `NO`
is not false (only a plain `null`, or nothing at all, is None); a key given twice is a
fault; and so are anchors, aliases, tags, merge keys and second documents, since
what a source said is written out where it is said.

Reading is one pass over PyYAML's event stream, the C one where it is built in. Nodes
are numbered in the order of the text, a mapping's keys included, and `marks` holds
two offsets a node; whoever asks for a place walks down the data counting nodes.
"""

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from negotiation.ledger.spans import Span, Text
from negotiation.ledger.syntax import Fault, fault_of, hidden_character

try:
    from yaml.cyaml import CParser as _Parser
except ImportError:  # pragma: no cover - wheels carry libyaml
    from negotiation.ledger.slow_yaml import SlowParser as _Parser  # type: ignore[assignment]

Step = str | int
"""A key, or the number of an item from 0."""

DEEPEST: Final = 40
"""Levels of nesting; the deepest record anybody wrote by hand has 9."""

NULLS: Final = frozenset({"", "null"})


class _StopReading(Exception):  # noqa: N818 - no error of the program: the text ends here for us
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data, and where each part of it stands."""

    text: Text
    data: object
    marks: "array[int]"
    items: "array[int]"
    """The nodes of the items of a top-level list, so that the n-th is found without counting."""
    faults: tuple[Fault, ...]

    def span(self, path: tuple[Step, ...], *, key: bool = False) -> Span:
        """Where the value at `path` stands, or its key; of a path that ends nowhere, the last part that is there."""
        return self.text.span(*self.offsets(path, key=key))

    def offsets(self, path: tuple[Step, ...], *, key: bool = False) -> tuple[int, int]:
        """The same in characters from 0."""
        node, key_node = self._node(path)
        at = key_node if key and key_node is not None else node
        return self.marks[2 * at], self.marks[2 * at + 1]

    def line(self, item: int) -> int:
        """The line that an item of the top-level list starts on."""
        return self.text.place(self.marks[2 * self.items[item]]).line

    def _node(self, path: tuple[Step, ...]) -> tuple[int, int | None]:
        node, key_node, data = 0, None, self.data
        for depth, step in enumerate(path):
            if isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
                before = cast("list[object]", data)
                counted = self.items[step] if depth == 0 else node + 1 + sum(map(_nodes, before[:step]))
                node, key_node, data = counted, None, before[step]
            elif isinstance(data, dict) and step in data:
                node, key_node, data = _entry(node, cast("dict[str, object]", data), str(step))
            else:
                break
        return node, key_node


def _entry(node: int, data: dict[str, object], key: str) -> tuple[int, int, object]:
    at = node + 1
    for name, value in data.items():
        if name == key:
            break
        at += 1 + _nodes(value)
    return at + 1, at, data[key]


def _nodes(data: object) -> int:
    if isinstance(data, dict):
        return 1 + sum(1 + _nodes(value) for value in cast("dict[str, object]", data).values())
    if isinstance(data, list):
        return 1 + sum(map(_nodes, cast("list[object]", data)))
    return 1


def read(content: str) -> Document:
    """Read a text; whatever it holds, what is wrong with it comes back as `faults` and nothing is raised."""
    text = Text(content.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
    reader = _Reader(text)
    if fault := hidden_character(text):
        return unreadable(text.content, fault)
    try:
        data = reader.document()
    except _StopReading as stop:
        reader.faults.append(stop.fault)
        data = None
    except yaml.YAMLError as error:
        reader.faults.append(fault_of(error, text))
        data = None
    return Document(text, data, reader.marks or array("I", [0, 0]), reader.items, tuple(reader.faults))


def unreadable(content: str, fault: Fault) -> Document:
    """A text that could not even be looked at as YAML."""
    return Document(Text(content), None, array("I", [0, 0]), array("I"), (fault,))


class _Reader:
    """Builds plain data from the events of one text."""

    def __init__(self, text: Text) -> None:
        self.faults: list[Fault] = []
        self.marks = array("I")
        self.items = array("I")
        self._text = text
        self._next: Callable[[], Event] = lambda: StreamEndEvent()
        self._words: dict[str, str] = {}

    def document(self) -> object:
        self._next = _Parser(self._text.content).get_event
        self._next()
        event = self._next()
        if isinstance(event, StreamEndEvent):
            return None
        self._refuse_directives(event)
        data = self._value(self._next(), 0)
        self._next()
        event = self._next()
        if isinstance(event, DocumentStartEvent):
            self._stop("T008", "a second document in one file; write one list a file", event)
        return data

    def _value(self, event: Event, depth: int) -> object:
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, AliasEvent):
            self._fault("T008", f"the alias '*{event.anchor}'; write its value out here", event)
            self._mark(event)
            return None
        if depth >= DEEPEST:
            self._stop("T009", f"nested more than {DEEPEST} levels deep", event)
        self._plain(cast("NodeEvent", event))
        return self._mapping(event, depth) if isinstance(event, MappingStartEvent) else self._list(event, depth)

    def _scalar(self, event: ScalarEvent) -> str | None:
        marks = self.marks
        marks.append(event.start_mark.index)
        marks.append(event.end_mark.index)
        if event.anchor is not None or event.tag is not None:
            self._plain(event)
        value: str = event.value
        if event.implicit[0] and value in NULLS:
            return None
        return value

    def _list(self, event: Event, depth: int) -> list[object]:
        mine = self._mark(event)
        found: list[object] = []
        take, end = self._next, SequenceEndEvent
        while not isinstance(event := take(), end):
            if not depth:
                self.items.append(len(self.marks) // 2)
            found.append(self._value(event, depth + 1))
        self.marks[mine + 1] = event.end_mark.index
        return found

    def _mapping(self, event: Event, depth: int) -> dict[str, object]:
        mine = self._mark(event)
        found: dict[str, object] = {}
        take, end, scalar, marks, words = self._next, MappingEndEvent, ScalarEvent, self.marks, self._words
        while not isinstance(event := take(), end):
            before = len(marks)
            key = self._key(event, depth)
            value = self._scalar(event) if isinstance(event := take(), scalar) else self._value(event, depth + 1)
            if key is None:
                del marks[before:]
            elif key in found:
                self._twice(key, before, mine, found)
                del marks[before:]
            else:
                found[words.setdefault(key, key)] = value
        marks[mine + 1] = event.end_mark.index
        return found

    def _key(self, event: Event, depth: int) -> str | None:
        if isinstance(event, ScalarEvent):
            key = self._scalar(event)
            if key == "<<" and event.implicit[0]:
                self._fault("T008", "a merge key '<<'; write the fields out here", event)
                return None
            if key is not None:
                return key
            if event.value:
                return "null"
        else:
            self._value(event, depth + 1)
        self._fault("T010", "a key is one word, followed by a colon and a value", event)
        return None

    def _twice(self, key: str, at: int, mine: int, found: dict[str, object]) -> None:
        _, first, _ = _entry(mine // 2, found, key)
        other = (self.marks[2 * first], self.marks[2 * first + 1], "first given here")
        start, end = self.marks[at], self.marks[at + 1]
        self.faults.append(Fault("T007", f"'{key}' is given twice in one record", start, end, "given again", other))

    def _mark(self, event: Event) -> int:
        at = len(self.marks)
        self.marks.append(event.start_mark.index)
        self.marks.append(event.end_mark.index)
        return at

    def _plain(self, event: NodeEvent) -> None:
        if event.anchor is not None:
            self._fault("T008", f"the anchor '&{event.anchor}'; a value is written out where it is said", event)
        tag = cast("str | None", getattr(event, "tag", None))
        if tag is not None:
            self._fault("T008", f"the tag '{_short(tag)}'; every value is plain text here", event)

    def _refuse_directives(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            self._stop("T008", "a YAML directive; these files have none", event)

    def _fault(self, code: str, message: str, event: Event) -> None:
        self.faults.append(Fault(code, message, event.start_mark.index, event.end_mark.index))

    def _stop(self, code: str, message: str, event: Event) -> None:
        raise _StopReading(Fault(code, message, event.start_mark.index, event.end_mark.index))


def _short(tag: str) -> str:
    return re.sub(r"^tag:yaml\.org,2002:", "!!", tag)
