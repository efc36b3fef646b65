"""A text taken apart: every value as its text has it, with the comments that belong to it."""

import re

from negotiation.ledger.layout.parts import Group, Item, Part, Remark, Scalar
from negotiation.ledger.layout.remarks import Remarks, given_out
from negotiation.ledger.layout.scalars import block_indent
from negotiation.ledger.plain import is_list, is_mapping
from negotiation.ledger.positions import Document
from negotiation.ledger.spans import Text

INDENT = re.compile(" *")


def taken_apart(document: Document) -> tuple[Part, list[Remark]]:
    """The parts of a text without faults; and the comments that stand behind them all."""
    return _Taking(document).whole()


class _Taking:
    """Goes through the nodes of a document in the order of its text."""

    def __init__(self, document: Document) -> None:
        self._text: Text = document.text
        self._content = document.text.content
        self._data = document.data
        self._marks = document.marks
        self._node = 0
        self._end = 0
        """Where the last value ended."""
        self._remarks = Remarks(self._text, self._spans(document.data, []))
        self._node = 0

    def whole(self) -> tuple[Part, list[Remark]]:
        part = self._part(self._data, in_flow=False)
        rest = self._remarks.before(len(self._content) + 1)
        return part, given_out(rest, part, None) if isinstance(part, Group) else rest

    def _spans(self, data: object, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Where the scalars stand, keys included."""
        start, end = self._next()
        if is_mapping(data):
            for value in data.values():
                found.append(self._next())
                self._spans(value, found)
        elif is_list(data):
            for value in data:
                self._spans(value, found)
        else:
            found.append((start, self._end_of(start, end, data)))
        return found

    def _next(self) -> tuple[int, int]:
        at = 2 * self._node
        self._node += 1
        return self._marks[at], self._marks[at + 1]

    def _peek(self) -> int:
        return self._marks[2 * self._node]

    def _end_of(self, start: int, end: int, data: object) -> int:
        """Where a scalar ends: of lines below a `|`, the last one that has anything on it, unless it keeps the rest."""
        source = self._content[start:end]
        head = source.partition("\n")[0]
        if head[:1] not in {"|", ">"}:
            return end
        keeps = "+" in head.partition("#")[0]
        lines = source.split("\n")
        deep = block_indent(source, str(data))
        while len(lines) > 1 and not lines[-1][deep:] and not lines[-1].strip(" "):
            del lines[-1]
            if keeps:
                break  # what stood behind the last line break
        return start + len("\n".join(lines))

    def _part(self, data: object, *, in_flow: bool) -> Part:
        start, end = self._next()
        if is_mapping(data) or is_list(data):
            sign = self._content[start : start + 1]
            is_flow = in_flow or (sign in {"[", "{"} and start < end and not self._is_key(data, start))
            column = self._text.place(start).column - 1
            group = Group(is_flow, is_mapping(data), column)
            if is_flow:
                self._flow(group, data, end if sign in {"[", "{"} else None)
            else:
                self._block(group, data)
            return group
        end = self._end_of(start, end, data)
        self._end = max(self._end, end)
        return Scalar(self._content[start:end], None if data is None else str(data))

    def _is_key(self, data: object, start: int) -> bool:
        """Whether a mapping without brackets begins here with a key."""
        return is_mapping(data) and bool(data) and self._peek() == start

    def _block(self, group: Group, data: object) -> None:
        entries = data.items() if is_mapping(data) else ((None, one) for one in data) if is_list(data) else ()
        for name, value in entries:
            before = self._end
            start = self._peek()
            if name is None:
                start = self._dash(group, before, start)
            item = Item(None, Scalar("", None))
            found = self._remarks.before(start)
            item.above = given_out(found, group, group.column) if group.items else found
            item.spaced = self._is_spaced(start)
            group.items.append(item)
            if name is not None:
                key, end = self._next()
                self._end = end
                item.key = Scalar(self._content[key:end], name)
            else:
                self._end = start + 1
            self._fill(item, value)

    def _dash(self, group: Group, before: int, start: int) -> int:
        """Where the sign of a list's item stands."""
        if not group.items:
            return self._marks[2 * (self._node - 1)]
        gap = re.sub("#[^\n]*", lambda it: " " * len(it.group()), self._content[before:start])
        return before + max(gap.rfind("-"), 0)

    def _fill(self, item: Item, value: object) -> None:
        """The value of an item in a block, with what stands on the way to it and behind it."""
        ahead = self._end
        start = self._peek()
        is_block = (is_mapping(value) or is_list(value)) and not self._is_bracket(value, start)
        if is_block:
            item.beside = self._remarks.beside(ahead, start)
            item.value = self._part(value, in_flow=False)
            return
        between = self._remarks.before(start)
        item.value = self._part(value, in_flow=False)
        item.beside = self._remarks.beside(self._end)
        if item.beside is None:
            item.beside = next((one for one in between if not one.alone), None)
        item.above += [one for one in between if one is not item.beside]

    def _is_bracket(self, value: object, start: int) -> bool:
        if self._content[start : start + 1] not in {"[", "{"}:
            return False
        first = self._marks[2 * self._node + 2] if value else -1
        return first != start

    def _flow(self, group: Group, data: object, end: int | None) -> None:
        entries = data.items() if is_mapping(data) else ((None, one) for one in data) if is_list(data) else ()
        begun = self._marks[2 * (self._node - 1)]
        self._end = max(self._end, begun)
        for name, value in entries:
            before, start = self._end, self._peek()
            item = Item(None, Scalar("", None), self._remarks.before(start))
            item.broken = bool(group.items) and "\n" in self._content[before:start]
            group.items.append(item)
            if name is not None:
                key, after = self._next()
                self._end = after
                item.key = Scalar(self._content[key:after], name)
                item.above += self._remarks.before(self._peek())
            item.value = self._part(value, in_flow=True)
            self._beside(item, end)
        if end is not None:
            group.tail = self._remarks.before(end)
            self._end = end

    def _beside(self, item: Item, end: int | None) -> None:
        """A comment behind an item and its comma, on the line on which it ends."""
        comma = self._content.find(",", self._end) if end is not None else -1
        gap = self._content[self._end : comma]
        if comma >= 0 and "#" not in gap and not gap.strip():
            at = comma + 1
            rest = self._content[at:].partition("\n")[0].lstrip()
            if rest.startswith("#"):
                item.beside = self._remarks.beside(at)
        elif self._remarks.follows(self._end):
            rest = self._content[self._end :].partition("\n")[0].lstrip()
            if rest.startswith("#"):
                item.beside = self._remarks.beside(self._end)

    def _is_spaced(self, start: int) -> bool:
        line = self._text.place(start).line
        return line > 1 and not self._text.line(line - 1).strip(" \t") and self._text.offset(line - 1) > self._end
