"""Lines of a file with a caret under the place that is meant, measured as terminals show them."""

from collections.abc import Sequence
from unicodedata import category, east_asian_width

from negotiation.ledger.spans import Span

BOLD, RED, YELLOW, BLUE, RESET = "\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[34m", "\x1b[0m"


def painted(text: str, colour: str, *, color: bool) -> str:
    """The text in a colour, or as it is."""
    return f"{colour}{text}{RESET}" if color else text


def cells(text: str) -> int:
    r"""How many columns of a terminal a text takes.

    >>> cells("漢字"), cells("e\N{COMBINING ACUTE ACCENT}")
    (4, 1)
    """
    return len(text) if text.isascii() else sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def excerpt(  # noqa: PLR0913 - a place, and how to draw it
    lines: Sequence[str], span: Span, label: str, width: int, *, above: int = 0, sign: str = "^"
) -> list[str]:
    """The line of a span, marked, with some lines above it; nothing where the file has no such line."""
    number = span.start.line
    if not 0 < number <= len(lines):
        return []
    first = max(1, number - above)
    shown = [f"{line:>{width}} | {_flat(lines[line - 1])}".rstrip() for line in range(first, number + 1)]
    bar = f"{'':{width}} |"
    return [bar, *shown, f"{bar} {_mark(lines[number - 1], span, sign)} {label}".rstrip(), bar]


def _mark(line: str, span: Span, sign: str) -> str:
    start = span.start.column - 1
    end = span.end.column - 1 if span.end.line == span.start.line else len(line)
    length = max(1, cells(_flat(line[start : max(start, end)])))
    return " " * cells(_flat(line[:start])) + sign * length


def _flat(line: str) -> str:
    """The line with every character that moves the cursor as one blank."""
    return "".join(" " if category(character) == "Cc" else character for character in line)
