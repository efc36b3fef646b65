"""What became of the seeds, as values: which claims lead somewhere, and which copies are what was read."""

from collections.abc import Mapping
from dataclasses import dataclass

from negotiation.ledger.problems import Problem


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many claims of the seeds lead somewhere."""

    accounted: int
    total: int
    by_seed: Mapping[str, tuple[int, int]]
    """Accounted and total, of each seed."""
    reasons: Mapping[str, int]
    """Claims that lead to no event, by the reason why."""

    def __str__(self) -> str:
        return f"{self.accounted} of {self.total} seed claims accounted for"


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of comparing the seeds' records with documents."""

    documents: Mapping[str, str]
    """Which file was taken for which seed."""
    paragraphs: int
    citations: int
    """How many were compared, and how many passages of events and accounts lead to one of them."""
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        return not self.problems
