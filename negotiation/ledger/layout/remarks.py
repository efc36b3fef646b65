"""The comments of a text, handed out from the first to the last."""

import re
from collections.abc import Iterable, Iterator

from negotiation.ledger.layout.parts import Group, Remark, last_blocks
from negotiation.ledger.spans import Text

ENDED = re.compile(r"#[^\n]*")


class Remarks:
    """What has not been handed out yet of the comments of a text."""

    def __init__(self, text: Text, taken: Iterable[tuple[int, int]]) -> None:
        self._text = text
        self._waiting = list(_found(text, taken))[::-1]

    def before(self, offset: int) -> list[Remark]:
        """Those that begin before an offset."""
        found: list[Remark] = []
        while self._waiting and self._waiting[-1].at < offset:
            found.append(self._waiting.pop())
        return found

    def beside(self, offset: int, before: int | None = None) -> Remark | None:
        """The next one, if it stands on the line of an offset and behind it, and ahead of another one."""
        if self.follows(offset) and (before is None or self._waiting[-1].at < before):
            return self._waiting.pop()
        return None

    def follows(self, offset: int) -> bool:
        """Whether the next one stands behind an offset on its line."""
        line = self._text.place(offset).line
        return bool(self._waiting) and not self._waiting[-1].alone and self._waiting[-1].line == line


def _found(text: Text, taken: Iterable[tuple[int, int]]) -> Iterator[Remark]:
    """Outside the values, a `#` begins a comment wherever it stands."""
    content, at = text.content, 0
    for start, end in [*taken, (len(content), len(content))]:
        while (found := content.find("#", at, start)) >= 0:
            line = content[found:].partition("\n")[0]
            place = text.place(found)
            ahead = text.line(place.line)[: place.column - 1]
            spaced = place.line > 1 and not text.line(place.line - 1).strip() and text.offset(place.line - 1) > at
            yield Remark(line.rstrip(), found, place.line, place.column - 1, not ahead.strip(), spaced)
            at = found + len(line)
        at = max(at, end)


def given_out(found: Iterable[Remark], before: Group, column: int | None) -> list[Remark]:
    """Comments between two items: those that stand deeper than the second belong to the end of the first.

    Without a column there is no second item. What comes back stands above it.
    """
    open_ = list(last_blocks(before))
    above: list[Remark] = []
    for one in found:
        deeper = [block for block in open_ if (-1 if column is None else column) < block.column <= one.column]
        if above or not one.alone or not deeper:
            above.append(one)
        else:
            open_ = deeper
            deeper[-1].tail.append(one)
    return above
