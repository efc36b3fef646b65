"""A table as lines.

In a pipe a row is a line, however long. On a terminal that is too narrow the cells are
folded between words; figures beside each other go on in a table below; and where columns
would become too slim to read, each row becomes a list of its cells. No word is broken: what
is an id can be copied.
"""

import re
from collections.abc import Iterator, Sequence

from negotiation.views.excerpts import BOLD, cells, painted
from negotiation.views.pages import Grid

GAP = "  "
SLIM = 24
"""A column of words under this width is too slim for long texts."""
TALL = 6
"""So many lines of a cell in a slim column are still read with ease."""


def grid_lines(table: Grid, width: int | None, *, color: bool) -> list[str]:
    """The table as it fits a terminal of this width; without one, as wide as it is."""
    rows = _rows(table)
    widths = [max(cells(row[column]) for row in rows) for column in range(len(table.heads))]
    if width is None or _total(widths) <= width:
        return _table(table, widths, color=color)
    if _is_of_figures(table) and len(table.heads) > 1:
        return _abreast(table, widths, width, color=color)
    narrowed = _narrowed(table, widths, width)
    return _listed(table, width, color=color) if narrowed is None else _table(table, narrowed, color=color)


def fold(text: str, width: int, deeper: str = "") -> list[str]:
    """A text as lines that are broken between words only, the later ones behind `deeper`.

    >>> fold("e58-letters-signed, one more", 19, "  ")
    ['e58-letters-signed,', '  one more']
    """
    found: list[str] = []
    line = ""
    for part in re.findall(" +|[^ ]+", text):
        if line.strip() and not part.isspace() and cells(line + part) > width:
            found.append(line.rstrip())
            line = deeper
        line += part
    return [*found, line.rstrip()]


def _rows(table: Grid) -> list[tuple[str, ...]]:
    return [table.heads, *table.rows, *([table.foot] if table.foot else [])]


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _is_of_figures(table: Grid) -> bool:
    return frozenset(range(1, len(table.heads))) == table.right


def _table(table: Grid, widths: Sequence[int], *, color: bool) -> list[str]:
    head = [painted(line, BOLD, color=color) for line in _row(table.heads, widths, table)]
    body = [line for row in table.rows for line in _row(row, widths, table)]
    if not table.foot:
        return [*head, *body]
    return [*head, *body, "-" * _total(widths), *_row(table.foot, widths, table)]


def _row(row: Sequence[str], widths: Sequence[int], table: Grid) -> list[str]:
    """A row as lines: one, or as many as its longest cell needs."""
    parts = [_folded(text, width) for text, width in zip(row, widths, strict=True)]
    height = max(len(part) for part in parts)
    filled = [[*part, *[""] * (height - len(part))] for part in parts]
    return [
        GAP.join(_cell(part[line], widths[i], right=i in table.right) for i, part in enumerate(filled)).rstrip()
        for line in range(height)
    ]


def _folded(text: str, width: int) -> list[str]:
    return [text] if cells(text) <= width else fold(text, width, _indent(text))


def _indent(text: str) -> str:
    return " " * (len(text) - len(text.lstrip()))


def _cell(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - cells(text))
    return blank + text if right else text + blank


def _abreast(table: Grid, widths: Sequence[int], width: int, *, color: bool) -> list[str]:
    """As many columns of figures beside the first one as there is room for, and the others below them."""
    found: list[str] = []
    start = 1
    while start < len(widths):
        stop = start + 1
        while stop < len(widths) and _total([widths[0], *widths[start : stop + 1]]) <= width:
            stop += 1
        kept = [0, *range(start, stop)]
        part = table._replace(
            heads=tuple(table.heads[i] for i in kept),
            rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
            right=frozenset(range(1, len(kept))),
            foot=tuple(table.foot[i] for i in kept) if table.foot else (),
        )
        found += [*([""] if found else []), *_table(part, [widths[i] for i in kept], color=color)]
        start = stop
    return found


def _narrowed(table: Grid, widths: Sequence[int], width: int) -> list[int] | None:
    """Widths at which the table fits with its words whole, or nothing where it would not or could not be read.

    Taken is from the widest columns of words; from the first, which names the rows, last of all.
    """
    least = [
        widths[column] if column in table.right else max(_longest(row[column]) for row in _rows(table))
        for column in range(len(widths))
    ]
    found = list(widths)
    for candidates in (range(1, len(found)), range(1)):
        while _total(found) > width:
            widest = max((c for c in candidates if found[c] > least[c]), key=lambda c: found[c], default=None)
            if widest is None:
                break
            found[widest] -= 1
    return None if _total(found) > width or _is_too_slim(table, found) else found


def _longest(text: str) -> int:
    return len(_indent(text)) + max(map(cells, text.split()), default=0)


def _is_too_slim(table: Grid, widths: Sequence[int]) -> bool:
    slim = [column for column, width in enumerate(widths) if width < SLIM]
    return any(len(_folded(row[column], widths[column])) > TALL for row in table.rows for column in slim)


def _listed(table: Grid, width: int, *, color: bool) -> list[str]:
    """Each row as its name, and below it a line for each cell that says something."""
    labels = max((cells(head) for head in table.heads[1:]), default=0)
    found: list[str] = []
    name = ""
    for row in [*table.rows, *([table.foot] if table.foot else [])]:
        name = row[0] or name
        unnamed = [text for head, text in zip(table.heads[1:], row[1:], strict=True) if not head and text]
        title = fold(" ".join([name, *unnamed]), width, f"{_indent(name)}{GAP}")
        found += [painted(line, BOLD, color=color) for line in title]
        found += _fields(table.heads, row, f"{_indent(name)}{GAP}", labels, width)
    return found


def _fields(heads: Sequence[str], row: Sequence[str], indent: str, labels: int, width: int) -> Iterator[str]:
    for head, text in zip(heads[1:], row[1:], strict=True):
        if head and text.strip() not in {"", "-"}:
            start = f"{indent}{head}{' ' * (labels - cells(head))}{GAP}"
            yield from fold(start + text.strip(), width, " " * cells(start))
