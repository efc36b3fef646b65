"""What came of measuring: for each measure and size the CPU-seconds of every repetition, or why there is none."""

from dataclasses import dataclass, field
from math import log
from statistics import median

NOT_THERE = "not there"


@dataclass(slots=True)
class Figure:
    """One measure at one size."""

    inside: list[float] = field(default_factory=list[float])
    """CPU-seconds of the one step that is meant, without starting and preparing."""
    whole: list[float] = field(default_factory=list[float])
    """CPU-seconds of the whole process, from start to exit."""
    peak: int = 0
    """Bytes of memory at most."""
    found: float = 0
    missing: str = ""
    """Why there is no figure."""

    @property
    def cpu(self) -> float | None:
        """The median of the step where it was told apart, else of the whole."""
        times = self.inside or self.whole
        return max(median(times), 1e-6) if times and not self.missing else None


@dataclass(slots=True)
class Figures:
    """Everything that was measured, and single numbers beside it."""

    by: dict[tuple[str, int], Figure] = field(default_factory=dict[tuple[str, int], Figure])
    numbers: dict[str, float] = field(default_factory=dict[str, float])
    missing: dict[str, str] = field(default_factory=dict[str, str])
    """Why a single number is not there."""

    def at(self, name: str, size: int) -> Figure:
        """The figure of a measure at a size; an empty one where it was not measured."""
        return self.by.get((name, size)) or Figure(missing=NOT_THERE)

    def rate(self, name: str, size: int) -> float | None:
        """Events per CPU-second."""
        cpu = self.at(name, size).cpu
        return None if cpu is None else size / cpu

    def ratio(self, name: str, other: str, size: int) -> float | None:
        """How many times as fast the first is."""
        mine, theirs = self.at(name, size).cpu, self.at(other, size).cpu
        return None if mine is None or theirs is None else theirs / mine

    def sizes(self, name: str) -> list[int]:
        """The sizes at which a measure has a figure."""
        return sorted(size for (one, size), figure in self.by.items() if one == name and figure.cpu is not None)

    def largest(self, name: str, most: int) -> int:
        """The largest size up to `most` at which a measure has a figure; `most` itself where it has none."""
        return max((size for size in self.sizes(name) if size <= most), default=most)

    def exponent(self, name: str, least: int, most: int) -> float | None:
        """The power of the size with which the CPU-seconds grow from one size to another.

        >>> figures = Figures({("a", 10): Figure([1.0]), ("a", 1000): Figure([100.0])})
        >>> figures.exponent("a", 10, 1000)
        1.0
        """
        first, last = self.at(name, least).cpu, self.at(name, most).cpu
        return None if first is None or last is None or least == most else log(last / first) / log(most / least)

    def why(self, name: str, size: int) -> str:
        """Why there is no figure, in words."""
        return self.at(name, size).missing or NOT_THERE
