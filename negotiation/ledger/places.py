"""Where the records of a file stand: a few numbers each, for as long as the case is asked about."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from negotiation.ledger.plain import Path
from negotiation.ledger.spans import Place, Span

ROW: Final = 6
"""Numbers of a record: its first and last offset, its line, and of its first value the line and both columns."""


@dataclass(slots=True, eq=False)
class Places:
    """The places of the items of one file. A file that is no list is one item."""

    file: str
    is_list: bool = True
    numbers: "array[int]" = field(default_factory=lambda: array("I"))

    def add(self, rows: Iterable[int]) -> None:
        """Take in the numbers of further items."""
        self.numbers.extend(rows)


class Origin(NamedTuple):
    """Where a record is written."""

    places: Places
    number: int = 0
    """The item of its file that it is."""
    within: Path = ()
    """The way to it from there."""

    @property
    def file(self) -> str:
        return self.places.file

    @property
    def path(self) -> Path:
        """The way to it in its file: the number of its item, for one."""
        return (self.number, *self.within) if self.places.is_list else self.within

    @property
    def line(self) -> int:
        return self.places.numbers[ROW * self.number + (3 if self.within else 2)]

    @property
    def extent(self) -> tuple[int, int]:
        """The first and the last offset of its item, in characters from 0."""
        at = ROW * self.number
        return self.places.numbers[at], self.places.numbers[at + 1]

    @property
    def name(self) -> Span | None:
        """Where its `id` is, if that is known without a look into the file."""
        line, first, last = self.places.numbers[ROW * self.number + 3 : ROW * self.number + 6]
        return Span(Place(line, first), Place(line, last)) if last and not self.within else None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"
