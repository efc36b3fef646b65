"""Places in a text, as people and editors count them: lines and columns from 1, in characters."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from negotiation.domain.light import NamedTuple

LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Place(NamedTuple):
    """A character of a text."""

    line: int
    column: int


class Span(NamedTuple):
    """A stretch of a text; `end` is the place just behind its last character."""

    start: Place
    end: Place


class Text:
    """A file's text, and where its lines begin. Offsets are counted in characters from 0."""

    def __init__(self, content: str) -> None:
        self.content = content

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in LINE_BREAK.finditer(self.content))]

    @cached_property
    def _last(self) -> int:
        """Where the blanks at the end of the text begin."""
        return len(self.content.rstrip())

    @cached_property
    def lines(self) -> Sequence[str]:
        """The lines without their breaks; a break at the very end opens no further line."""
        found = LINE_BREAK.split(self.content)
        return found if found[-1] else found[:-1]

    def place(self, offset: int) -> Place:
        r"""The place of a character; one that lies behind the text is where the text ends.

        >>> Text("ab\ncd").place(4)
        Place(line=2, column=2)
        """
        offset = min(max(offset, 0), len(self.content))
        index = bisect_right(self._starts, offset) - 1
        return Place(index + 1, offset - self._starts[index] + 1)

    def line(self, number: int) -> str:
        """A line without its break; none at all for one behind the text."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def offset(self, line: int) -> int:
        """Where a line begins."""
        return self._starts[line - 1]

    def span(self, start: int, end: int) -> Span:
        """The stretch between two offsets, without the blanks at its end.

        A stretch at the end of the text, where an unfinished file breaks off, is moved
        back to the last character that is no blank, so that it can be shown.
        """
        content = self.content
        if start >= self._last > 0:
            start = end = self._last
        while end > start + 1 and content[end - 1 : end].isspace():
            end -= 1
        return Span(self.place(start), self.place(end))
