"""A page as text for a terminal or a pipe, and as Markdown.

In a pipe nothing is wrapped or cut. On a terminal lines are wrapped to its width, and of a
table that is too wide the widest columns of words.
"""

from collections.abc import Iterable, Sequence
from textwrap import wrap

from negotiation.views.excerpts import BOLD, cells, painted
from negotiation.views.pages import Grid, Heading, Lines, Page

GAP = "  "
NARROWEST = 10
"""Columns of words are not wrapped to less."""

PLAIN = str.maketrans(
    {"█": "#", "▒": "=", "░": ".", "·": "-", "→": ">", "–": "-", "’": "'", "×": "x", "─": "-", "│": "|", "…": "~"}
)  # fmt: skip
"""What stands for a glyph where only ASCII is shown."""


def plain(text: str) -> str:
    """The text in ASCII: glyphs as `PLAIN` has them, letters beyond ASCII written out."""
    return text.translate(PLAIN).encode("ascii", "backslashreplace").decode("ascii")


def page_text(page: Page, *, width: int | None = None, color: bool = False) -> str:
    """The page as lines; `width` is that of a terminal, none in a pipe."""
    parts = [_block(block, width, color=color) for block in page]
    return "\n".join(_spaced(page, parts))


def _spaced(page: Page, parts: Sequence[Sequence[str]]) -> list[str]:
    """The blocks with an empty line before each but the one below a heading."""
    found: list[str] = []
    for index, part in enumerate(parts):
        if not part:
            continue
        if found and not isinstance(page[index - 1], Heading):
            found.append("")
        found += part
    return [*found, ""]


def _block(block: Heading | Lines | Grid, width: int | None, *, color: bool) -> list[str]:
    match block:
        case Heading(text):
            return [painted(text.rstrip(), BOLD, color=color)]
        case Lines(texts):
            return [line for text in texts for line in wrapped(text, width)]
        case Grid():
            return _grid(block, width, color=color)


def wrapped(text: str, width: int | None) -> list[str]:
    """A line as several where it is too long, the later ones indented a little deeper."""
    if width is None or cells(text) <= width:
        return [text.rstrip()]
    indent = len(text) - len(text.lstrip())
    deeper = " " * (indent + 2)
    return wrap(text, width, initial_indent="", subsequent_indent=deeper, break_long_words=False, drop_whitespace=True)


def _grid(table: Grid, width: int | None, *, color: bool) -> list[str]:
    rows = [table.heads, *table.rows, *([table.foot] if table.foot else [])]
    widths = [max(cells(row[column]) for row in rows) for column in range(len(table.heads))]
    if width is not None:
        _narrow(widths, width, table.right)
    head = [painted(line, BOLD, color=color) for line in _row(table.heads, widths, table)]
    body = [line for row in table.rows for line in _row(row, widths, table)]
    if not table.foot:
        return [*head, *body]
    return [*head, *body, "-" * (sum(widths) + len(GAP) * (len(widths) - 1)), *_row(table.foot, widths, table)]


def _narrow(widths: list[int], width: int, right: frozenset[int]) -> None:
    """Take from the widest columns of words until all fit; from the first, which names the rows, last of all."""
    words = [column for column in range(1, len(widths)) if column not in right]
    for candidates in (words, [0]):
        while sum(widths) + len(GAP) * (len(widths) - 1) > width:
            widest = max(candidates, key=lambda column: widths[column], default=0)
            if widths[widest] <= NARROWEST:
                break
            widths[widest] -= 1


def _row(row: Sequence[str], widths: Sequence[int], table: Grid) -> list[str]:
    """A row as lines: one, or as many as its longest cell needs."""
    parts = [[text] if cells(text) <= widths[i] else _folded(text, widths[i]) for i, text in enumerate(row)]
    height = max(len(part) for part in parts)
    filled = [[*part, *[""] * (height - len(part))] for part in parts]
    return [
        GAP.join(_cell(part[line], widths[i], right=i in table.right) for i, part in enumerate(filled)).rstrip()
        for line in range(height)
    ]


def _folded(text: str, width: int) -> list[str]:
    indent = " " * min(len(text) - len(text.lstrip()), width // 2)
    return wrap(text.strip(), width, initial_indent=indent, subsequent_indent=indent) or [""]


def _cell(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - cells(text))
    return blank + text if right else text + blank


def page_markdown(page: Page) -> str:
    """The page as Markdown, for pasting into an issue."""
    return "\n".join(line for block in page for line in [*_markdown(block), ""])


def _markdown(block: Heading | Lines | Grid) -> list[str]:
    match block:
        case Heading(text):
            return [f"### {text}"]
        case Lines(texts):
            return [f"{_escaped(text)}  " for text in texts]
        case Grid(heads, rows, right, foot):
            bars = ["---:" if i in right else "---" for i in range(len(heads))]
            return [
                _bar(map(_escaped, heads)),
                _bar(bars),
                *(_bar(map(_escaped, r)) for r in [*rows, *([foot] if foot else [])]),
            ]


def _bar(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _escaped(text: str) -> str:
    indent = len(text) - len(text.lstrip())
    safe = text.strip().replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
    return "&nbsp;" * indent + safe
