"""What stands in brackets: broken where its author broke it if every line fits, else filled anew.

So that one word more changes one line in most files, and a record without any breaks is still written in one way.
"""

from dataclasses import dataclass, field

from negotiation.ledger.layout.parts import Group, Item, Part, Remark, Scalar, groups
from negotiation.ledger.layout.scalars import breakable, written, written_key

WIDTH = 120
GAP = "  "
"""What stands between a value and the comment beside it, unless its author put the comment further right."""


def with_remark(line: str, remark: Remark | None) -> str:
    """A line with the comment beside it, in the column that its author chose where that is free."""
    if remark is None:
        return line
    column = max(len(line) + len(GAP), remark.column) if line.strip(" ") else len(line)
    return line.ljust(column) + remark.text


@dataclass(slots=True)
class _Page:
    """Lines as they are written, the last one not yet at its end."""

    indent: int
    lines: list[str] = field(default_factory=list[str])
    now: str = ""
    too_long: bool = False

    def put(self, text: str) -> None:
        self.now += text

    def end(self, remark: Remark | None = None) -> None:
        self.too_long |= len(self.now.rstrip(" ")) > WIDTH
        self.lines.append(with_remark(self.now.rstrip(" "), remark))
        self.now = ""

    def begin(self) -> None:
        self.now = " " * self.indent

    @property
    def is_fresh(self) -> bool:
        return not self.now.strip(" ")


def flow_lines(part: Part, ahead: str, indent: int) -> list[str]:
    """The lines of a scalar, or of what stands in brackets, behind what stands `ahead` of it on its line."""
    is_flow = isinstance(part, Group)
    if not any(group.moved for group in groups(part)):
        page = _Page(indent, now=ahead)
        _kept(page, part, flow=is_flow)
        page.end()
        if not page.too_long:
            return page.lines
    page = _Page(indent, now=ahead)
    _filled(page, part, 0, flow=is_flow)
    page.end()
    return page.lines


def _kept(page: _Page, part: Part, *, flow: bool) -> None:
    if isinstance(part, Scalar):
        first, *rest = written(part.source, part.value, flow=flow)
        page.put(first)
        for line in rest:
            page.end()
            page.begin()
            page.put(line)
        return
    page.put(_open(part))
    _items(page, part, fill=None)
    page.put(_close(part))


def _items(page: _Page, group: Group, *, fill: int | None) -> None:
    """The items of a group; with `fill`, that many characters come behind it at least."""
    last: Item | None = None
    for number, item in enumerate(group.items):
        if last is not None:
            page.put(",")
        closing = number == len(group.items) - 1
        after = 1 if fill is None or not closing else fill + 1
        fresh = item.broken if fill is None else not _stays(page, item, after, first=last is None)
        _above(page, item.above, last)
        if not page.is_fresh and last is not None:
            if fresh:
                page.end()
                page.begin()
            else:
                page.put(" ")
        if item.key is not None:
            page.put(f"{written_key(item.key, flow=True)}: ")
        if fill is None:
            _kept(page, item.value, flow=True)
        else:
            _filled(page, item.value, after, flow=True)
        last = item
    _above(page, group.tail, last)


def _above(page: _Page, remarks: list[Remark], last: Item | None) -> None:
    """The comment beside the item before, and those on lines of their own."""
    if last is not None and last.beside is not None:
        page.end(last.beside)
        page.begin()
    elif remarks:
        page.end()
    for one in remarks:
        page.begin()
        page.put(one.text)
        page.lines.append(page.now)
        page.begin()


def _stays(page: _Page, item: Item, after: int, *, first: bool) -> bool:
    """Whether an item goes on with the line: if it fits, or has more lines than one wherever it begins."""
    if first:
        return True
    room = WIDTH - len(page.now) - 1
    size = _size(item) + after
    if size <= room:
        return True
    if size <= WIDTH - page.indent or isinstance(item.value, Scalar):
        return False
    return _head(item, page.indent) <= room


def _size(item: Item) -> int:
    """How long an item is on one line; one with comments in it has no end."""
    key = 0 if item.key is None else len(written_key(item.key, flow=True)) + 2
    if isinstance(item.value, Scalar):
        return key + len(" ".join(written(item.value.source, item.value.value, flow=True)))
    inner = item.value
    if any(group.tail or any(one.above or one.beside for one in group.items) for group in groups(inner)):
        return 10**6
    return key + sum(_size(one) + 2 for one in inner.items) + (0 if inner.items else 2)


def _head(item: Item, indent: int) -> int:
    """How long the beginning of an item is, up to where its first part ends."""
    size = 0 if item.key is None else len(written_key(item.key, flow=True)) + 2
    if isinstance(item.value, Scalar):
        return size + len(" ".join(written(item.value.source, item.value.value, flow=True))) + 1
    first = next(iter(item.value.items), None)
    if first is None:
        return size + 2
    whole = _size(first) + 2
    return size + (whole if whole <= WIDTH - indent else _head(first, indent)) + 1


def _filled(page: _Page, part: Part, after: int, *, flow: bool) -> None:
    if isinstance(part, Group):
        page.put(_open(part))
        _items(page, part, fill=after)
        page.put(_close(part))
        return
    lines = written(part.source, part.value, flow=flow)
    if "" in lines and len(lines) > 1:
        _kept(page, part, flow=flow)
        return
    _words(page, lines, after)


def _words(page: _Page, lines: tuple[str, ...], after: int) -> None:
    """Words until a line is full; an author's break stands where a backslash could give it a meaning."""
    exact = any("\\" in line for line in lines)
    pieces = [breakable(" ".join(lines))] if not exact else [[line] for line in lines]
    for number, words in enumerate(pieces):
        if number:
            page.end()
            page.begin()
        for at, word in enumerate(words):
            closing = number == len(pieces) - 1 and at == len(words) - 1
            if at and len(page.now) + 1 + len(word) + (after if closing else 0) > WIDTH:
                page.end()
                page.begin()
                page.put(word)
            else:
                page.put(f" {word}" if at else word)


def _open(group: Group) -> str:
    return "{" if group.mapping else "["


def _close(group: Group) -> str:
    return "}" if group.mapping else "]"
