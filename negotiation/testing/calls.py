"""Where a scenario in Python says what it expects."""

import ast
import linecache
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import FrameType

from negotiation.ledger.files import shown
from negotiation.ledger.spans import Place, Span

STEPS = {"reading": "under"}
"""The calls that say a part of a scenario, where they are not called as it is."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of `then`, and the literal that it was given, if it was one."""

    path: Path
    lines: Sequence[str]
    span: Span
    literal: ast.Dict | None
    steps: Mapping[str, ast.expr]
    """What the calls before it were given, by their names."""

    @property
    def file(self) -> str:
        return shown(self.path, Path.cwd())

    def place(self, path: Sequence[str], *, key: bool = False) -> Span:
        """The value of a field of a subject, or its key; the call itself where neither can be made out."""
        node, found = self.literal, self.span
        if path[:1] != ("then",):
            asked = self.steps.get(STEPS.get(path[0], path[0]))
            return found if asked is None else self._span(asked)
        for step in path[1:]:
            pair = next((one for one in _pairs(node) if _named(one[0], step)), None)
            if pair is None:
                return found
            found = self._span(pair[0] if key or step != path[-1] else pair[1])
            node = pair[1] if isinstance(pair[1], ast.Dict) else None
        return found

    def _span(self, node: ast.expr) -> Span:
        last_line, last = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return Span(_place(self.lines, node.lineno, node.col_offset), _place(self.lines, last_line, last))

    def __str__(self) -> str:
        return f"{self.file}:{self.span.start.line}:{self.span.start.column}"


def _pairs(node: ast.Dict | None) -> Iterator[tuple[ast.expr, ast.expr]]:
    if node is not None:
        yield from ((key, value) for key, value in zip(node.keys, node.values, strict=True) if key is not None)


def _named(key: ast.expr, name: str) -> bool:
    return isinstance(key, ast.Constant) and key.value == name


def _place(lines: Sequence[str], line: int, offset: int) -> Place:
    """A place that Python counts in bytes, as people count."""
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return Place(line, len(text.encode()[:offset].decode(errors="replace")) + 1)


def called(frame: FrameType | None) -> Call:
    """The call that a frame is in the middle of."""
    if frame is None:
        return Call(Path(), (), Span(Place(1, 1), Place(1, 1)), None, {})
    path = Path(frame.f_code.co_filename)
    lines = [line.rstrip("\n") for line in linecache.getlines(str(path))]
    place = next(islice(frame.f_code.co_positions(), frame.f_lasti // 2, None))
    node = _node(lines, place[1], place[3])
    if node is None or not isinstance(node.func, ast.Attribute):
        return Call(path, lines, Span(Place(frame.f_lineno, 1), Place(frame.f_lineno, 1)), None, {})
    literal = node.args[0] if node.args and isinstance(node.args[0], ast.Dict) else None
    last_line, last = node.func.end_lineno or node.lineno, node.func.end_col_offset or 0
    start = _place(lines, last_line, last - len(node.func.attr))
    return Call(path, lines, Span(start, _place(lines, last_line, last)), literal, dict(_steps(node)))


def _steps(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.args:
            yield node.func.attr, node.args[0]
        node = node.func.value


def _node(lines: Sequence[str], line: int | None, offset: int | None) -> ast.Call | None:
    """The call that ends at a place."""
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return None
    ends = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return next((node for node in ends if (node.end_lineno, node.end_col_offset) == (line, offset)), None)
