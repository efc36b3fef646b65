"""Lines of a file with a caret under the place that is meant, measured as terminals show them."""

from collections.abc import Sequence
from unicodedata import category, east_asian_width

from negotiation.ledger.spans import Span

BOLD, RED, YELLOW, BLUE, RESET = "\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[34m", "\x1b[0m"
_BLANK = {"\n": " ", "\t": " "}
_MOVING = frozenset({"Cc", "Zl", "Zp"})
_TURNING = frozenset("\u202d\u202e")


def painted(text: str, colour: str, *, color: bool) -> str:
    """The text in a colour, or as it is."""
    return f"{colour}{text}{RESET}" if color else text


def harmless(text: str) -> str:
    r"""The text with nothing in it that moves a cursor, ends the line, or turns the order of its letters.

    Files come from other people: what one wrote into a title may not write over what is shown of another.

    >>> harmless("all is kept\r\x1b[2Jnothing is"), harmless("one\ntwo")
    ('all is kept\\x0d\\x1b[2Jnothing is', 'one two')
    """
    if text.isprintable():
        return text
    return "".join(_BLANK.get(character) or _numbered(character) for character in text)


def _numbered(character: str) -> str:
    if category(character) not in _MOVING and character not in _TURNING:
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"  # noqa: PLR2004 - what two digits can say


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
