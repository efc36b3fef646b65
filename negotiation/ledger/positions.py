"""YAML in which every key and every value remembers where it stands.

Departures from YAML on purpose: a scalar stays text, so that the country code `NO`
is not false (only a plain `null`, or nothing at all, is None); a key given twice is a
fault; and so are anchors, aliases, tags, merge keys and second documents, since
what a source said is written out where it is said.

Nodes are numbered in the order of the text, a mapping's keys included, and `marks`
holds two offsets a node; whoever asks for a place walks down the data counting nodes.
"""

from array import array
from dataclasses import dataclass

import yaml

from negotiation.ledger.plain import Path, Step, is_list, is_mapping, nodes_before, nodes_in, part_of
from negotiation.ledger.reader import Reader, StopReading
from negotiation.ledger.spans import Span, Text
from negotiation.ledger.syntax import Fault, fault_of, hidden_character, let_pass

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"

NOWHERE = array("I", [0, 0])
"""The mark of an empty text."""

LONGEST_TO_A_RECORD = 2
"""Steps from a file to a record of it, and one more: `3` leads to the fourth of a list."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data, and where each part of it stands."""

    text: Text
    data: object
    marks: "array[int]"
    items: "array[int]"
    """The nodes of the items of a top-level list, so that the n-th is found without counting."""
    faults: tuple[Fault, ...]
    at: Path = ()
    """Where in the file the data are, if they are a part of it."""

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Where the value at `path` stands, or its key; of a path that ends nowhere, the last part that is there."""
        return self.text.span(*self.offsets(path, key=key))

    def offsets(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """The same in characters from 0."""
        node, key_node = self._node(path)
        at = key_node if key and key_node is not None else node
        return self.marks[2 * at], self.marks[2 * at + 1]

    def nearest(self, path: Path) -> Path:
        """The path as far as the data goes; of a record, on to its `id`, which stands for it."""
        data, found = self.data, list[Step](self.at)
        for step in path[len(self.at) :]:
            part = part_of(data, step)
            if part is None:
                break
            data = part[0]
            found.append(step)
        is_record = len(found) < max(len(path), LONGEST_TO_A_RECORD)
        return (*found, "id") if is_record and is_mapping(data) and "id" in data else tuple(found)

    def _node(self, path: Path) -> tuple[int, int | None]:
        node, key_node, data = 0, None, self.data
        for depth, step in enumerate(path[len(self.at) :], len(self.at)):
            if is_list(data) and isinstance(step, int) and 0 <= step < len(data):
                counted = self.items[step] if depth == 0 else node + 1 + sum(map(nodes_in, data[:step]))
                node, key_node, data = counted, None, data[step]
            elif is_mapping(data) and isinstance(step, str) and step in data:
                key_node = node + 1 + nodes_before(data, step)
                node, data = key_node + 1, data[step]
            else:
                break
        return node, key_node


def read(content: str) -> Document:
    """Read a text; whatever it holds, what is wrong with it comes back as `faults` and nothing is raised."""
    return read_text(Text(content.removeprefix(BOM)))


def read_text(text: Text) -> Document:
    """The same of a text that has no mark at its head any more."""
    if let_pass(text) and (fault := hidden_character(text)):
        return unreadable(text.content, fault)
    reader = Reader(text)
    try:
        data = reader.document()
    except StopReading as stop:
        return unreadable(text.content, *reader.faults, stop.fault)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        return unreadable(text.content, *_broken_off(reader.faults, fault_of(error, text)))
    if reader.aliased:
        return unreadable(text.content, *reader.faults)
    return Document(text, data, reader.marks or NOWHERE, reader.items, tuple(reader.faults))


def read_part(text: Text, extent: tuple[int, int], at: Path) -> Document | None:
    """Read one item of a file again; nothing where it makes no sense by itself."""
    start, end = extent
    before = text.place(start).column - 1
    part = read_text(Text(" " * before + text.content[start:end]))
    if part.faults or part.data is None:
        return None
    moved = array("I", (mark + start - before for mark in part.marks))
    return Document(text, part.data, moved, array("I"), (), at)


def _broken_off(faults: list[Fault], last: Fault) -> tuple[Fault, ...]:
    """The faults of a text that ends in disorder: keys that are none come of the same bracket, nearer to it."""
    odd = next((fault for fault in faults if fault.code == "T010"), None)
    kept = tuple(fault for fault in faults if fault.code != "T010")
    if odd is None or last.code != "T006":
        return (*kept, last)
    said = "a bracket is missing before this, or one too many behind it"
    other = (last.start, last.end, "from here on nothing fits")
    return (*kept, Fault("T006", said, odd.start, odd.start + 1, other=other))


def unreadable(content: str, *faults: Fault) -> Document:
    """A text that has no data, because of the last of these faults."""
    return Document(Text(content), None, NOWHERE, array("I"), faults)
