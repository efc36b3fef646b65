"""Parts written out: records one below the other, each field on a line of its own or all of them in brackets."""

import re

from negotiation.ledger.layout.flow import flow_lines, with_remark
from negotiation.ledger.layout.parts import Group, Item, Part, Remark, Scalar
from negotiation.ledger.layout.scalars import block_indent, written_key

STEP = 2
"""How much deeper a part stands than what it is a part of."""


def text_of(part: Part, rest: list[Remark]) -> str:
    """The text of a file; `rest` are the comments behind all of it."""
    lines: list[str] = []
    if isinstance(part, Group) and not part.flow:
        _block(lines, part, 0)
    else:
        item = Item(None, part)
        lines += _value(item, "", STEP)
    _remarks(lines, rest, 0)
    while lines and not lines[0]:
        del lines[0]
    text = "\n".join(lines)
    return text + "\n" if text else ""


def _block(lines: list[str], group: Group, column: int, ahead: str = "") -> None:
    """The items of a block; what stands `ahead` of the first one is on its line."""
    for number, item in enumerate(group.items):
        if number or not ahead:
            first = not number and ahead == ""
            _remarks(lines, item.above, column, first=first)
            if item.spaced and not (first and not item.above) and lines[-1]:
                lines.append("")
        start = ahead if ahead and not number else " " * column
        _item(lines, item, column, start)
    _remarks(lines, group.tail, column)


def _remarks(lines: list[str], remarks: list[Remark], column: int, *, first: bool = False) -> None:
    for one in remarks:
        if one.spaced and not first and lines[-1]:
            lines.append("")
        first = False
        lines.append(" " * column + one.text)


def _item(lines: list[str], item: Item, column: int, start: str) -> None:
    head = start + ("-" if item.key is None else f"{written_key(item.key, flow=False)}:")
    value = item.value
    if isinstance(value, Group) and not value.flow:
        if item.key is None and item.beside is None and not value.items[0].above:
            _block(lines, value, column + STEP, head + " ")
        else:
            lines.append(with_remark(head, item.beside))
            _block(lines, value, column + STEP)
        return
    lines += _value(item, head, column + STEP)


def _value(item: Item, head: str, indent: int) -> list[str]:
    value = item.value
    if isinstance(value, Scalar) and value.is_block:
        return _literal(value, head, indent)
    ahead = f"{head} " if head and not (isinstance(value, Scalar) and not value.source) else head
    is_item = item.key is None and isinstance(value, Group)
    found = flow_lines(value, ahead, indent + 1 if is_item else indent)
    found[-1] = with_remark(found[-1], item.beside)
    return found


def _literal(value: Scalar, head: str, indent: int) -> list[str]:
    """Lines that are text as they stand: moved together."""
    sign, *rest = value.source.split("\n")
    said = value.value or ""
    deep = block_indent(value.source, said)
    marks, hash_, remark = sign.rstrip().partition("#")
    marks = re.sub("[1-9]", str(STEP), marks)
    if not said.endswith("\n\n") and (said.strip("\n") or not said):
        marks = marks.replace("+", "")  # nothing to keep
    if said and not said.endswith("\n") and "-" not in marks:
        marks = f"{marks[:1]}-{marks[1:]}"  # the file ended within it, without a line break
    moved = [" " * indent + line[deep:] if line[deep:] else "" for line in rest]
    return [f"{head} {marks}{hash_}{remark}", *moved]
