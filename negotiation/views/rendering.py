"""A page as text for a terminal or a pipe, and as Markdown.

In a pipe nothing is wrapped or cut. On a terminal lines are wrapped to its width, between
words, and tables as `tables.py` has it.
"""

from collections.abc import Iterable, Sequence

from negotiation.views.excerpts import BOLD, cells, harmless, painted
from negotiation.views.pages import Grid, Heading, Lines, Page
from negotiation.views.tables import fold, grid_lines

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
            return [painted(line, BOLD, color=color) for line in wrapped(harmless(text), width)]
        case Lines(texts):
            return [line for text in texts for line in wrapped(harmless(text), width)]
        case Grid():
            return grid_lines(_harmless(block), width, color=color)


def _harmless(grid: Grid) -> Grid:
    rows = tuple(tuple(map(harmless, row)) for row in grid.rows)
    return grid._replace(heads=tuple(map(harmless, grid.heads)), rows=rows, foot=tuple(map(harmless, grid.foot)))


def wrapped(text: str, width: int | None) -> list[str]:
    """A line as several where it is too long, the later ones indented a little deeper."""
    if width is None or cells(text) <= width:
        return [text.rstrip()]
    return fold(text, width, " " * (len(text) - len(text.lstrip()) + 2))


def page_markdown(page: Page) -> str:
    """The page as Markdown, for pasting into an issue."""
    return "\n".join(line for block in page for line in [*_markdown(block), ""])


def _markdown(block: Heading | Lines | Grid) -> list[str]:
    match block:
        case Heading(text):
            return [f"### {harmless(text)}"]
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
    safe = harmless(text).strip().replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
    return "&nbsp;" * indent + safe
