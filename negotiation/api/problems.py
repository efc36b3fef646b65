"""What is wrong with a case's files, as a value and as an exception."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from negotiation.ledger import problems as told
from negotiation.ledger.codes import Severity
from negotiation.ledger.nearest import did_you_mean
from negotiation.views.problems import problems_text

FEW = 12
"""Names that a message lists; of more it has only how many there are."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at one place. Its code has a page: `negotiation explain T202`."""

    code: str
    severity: Severity
    """`error`, `warning` or `note`."""
    message: str
    file: str
    """As it would be typed from the directory that the program runs in."""
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}"


def public(found: Sequence[told.Problem]) -> tuple[Problem, ...]:
    """Problems as programs see them."""
    return tuple(
        Problem(one.code, one.severity, one.message, one.file, one.start.line, one.start.column) for one in found
    )


class CaseProblems(Exception):  # noqa: N818 - it is the data that are wrong, and what is wrong has a name of its own
    """The files of a case have errors. As text, what `negotiation check --format concise` prints.

    `problems` has all of them, warnings and notes too.
    """

    def __init__(self, problems: tuple[Problem, ...], text: str) -> None:
        super().__init__(text)
        self.problems = problems

    def __reduce__(self) -> tuple[type["CaseProblems"], tuple[tuple[Problem, ...], str]]:
        """How it comes from one process to another."""
        return type(self), (self.problems, str(self))


def raised(found: Sequence[told.Problem]) -> CaseProblems:
    """The exception for a case with errors."""
    return CaseProblems(public(found), problems_text(found, lambda _: (), form="concise").rstrip("\n"))


class Unknown(KeyError):  # noqa: N818 - a slip of whoever asks, which is told as what it is
    """Nothing has this name; the message has the nearest one that something has, or those that there are."""

    @classmethod
    def of(cls, word: str, known: Iterable[str], said: str) -> "Unknown":
        """For a word that is none of those known."""
        words = sorted(known)
        few = f"there are {', '.join(words)}" if len(words) <= FEW else f"there are {len(words)}"
        return cls(f"{said}: {did_you_mean(word, words) or (few if words else 'there is none')}")

    def __str__(self) -> str:
        return str(self.args[0])


Thing = TypeVar("Thing")


class Named(dict[str, Thing]):
    """Things by id; one that is not there is told as what it is."""

    def __init__(self, things: Iterable[tuple[str, Thing]], noun: str) -> None:
        super().__init__(things)
        self._noun = noun

    def __missing__(self, id_: str) -> Thing:
        raise Unknown.of(id_, self, f"the case has no {self._noun} '{id_}'")
