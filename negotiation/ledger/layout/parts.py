"""What a text is made of: values, each with the comments and the empty lines that stand with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Remark:
    """A comment."""

    text: str
    """With its `#`, and without blanks behind it."""
    at: int
    line: int
    column: int
    alone: bool
    """Whether it has a line of its own."""
    spaced: bool
    """Whether an empty line stands above it."""


@dataclass(slots=True)
class Scalar:
    """A value without parts, as its text has it."""

    source: str
    value: str | None

    @property
    def is_block(self) -> bool:
        """Whether its lines are text as they stand, below a `|` or a `>`."""
        return self.source[:1] in {"|", ">"}


@dataclass(slots=True)
class Item:
    """One field of a mapping or one item of a list, with what stands above it and beside it."""

    key: Scalar | None
    value: "Part"
    above: list[Remark] = field(default_factory=list[Remark])
    beside: Remark | None = None
    spaced: bool = False
    """Whether an empty line stands above it, below its comments."""
    broken: bool = False
    """Whether it begins a line of its own, within brackets."""

    @property
    def name(self) -> str:
        return "" if self.key is None else self.key.value or ""


@dataclass(slots=True)
class Group:
    """A mapping or a list."""

    flow: bool
    mapping: bool
    column: int
    items: list[Item] = field(default_factory=list[Item])
    tail: list[Remark] = field(default_factory=list[Remark])
    """Comments behind the last item."""
    moved: bool = False
    """Whether its items stood in another order."""


Part = Scalar | Group


def groups(part: Part) -> Iterator[Group]:
    """Every group in a part, from the outside."""
    if isinstance(part, Group):
        yield part
        for item in part.items:
            yield from groups(item.value)


def last_blocks(part: Part) -> Iterator[Group]:
    """The blocks that a text could go on with below a part: its own, the one at its end, and so on."""
    while isinstance(part, Group) and not part.flow:
        yield part
        if not part.items:
            return
        part = part.items[-1].value
