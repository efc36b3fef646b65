"""What a person is shown, before it is known on what: headings, lines and tables."""

from collections.abc import Sequence

from negotiation.domain.light import NamedTuple


class Heading(NamedTuple):
    """What the blocks below are."""

    text: str


class Lines(NamedTuple):
    """Lines that stand one below the other."""

    lines: tuple[str, ...]


class Grid(NamedTuple):
    """Rows of as many cells as there are heads; a cell's own indentation is kept."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    """Columns of figures, which stand at the right."""
    foot: tuple[str, ...] = ()
    """A last row, apart from the others."""


Block = Heading | Lines | Grid
Page = tuple[Block, ...]


def lines(*texts: str) -> Lines:
    """Lines, the empty ones left out."""
    return Lines(tuple(text for text in texts if text))


def grid(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[str] = (), foot: Sequence[str] = ()
) -> Grid:
    """A table whose right-hand columns are given by their heads."""
    names = tuple(heads)
    return Grid(names, tuple(map(tuple, rows)), frozenset(names.index(name) for name in right), tuple(foot))
