"""Did you mean: the known word that is spelled most like the one written."""

from collections.abc import Iterable
from difflib import get_close_matches

LIKENESS = 0.6
MANY = 5000
"""Words of which only those with the same beginning or end are compared: comparing takes its time."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None where none is like it; of equally like ones the first by alphabet.

    >>> nearest("relased", ["released", "sizes"])
    'released'
    >>> nearest("2014", ["released"])
    """
    words = sorted(set(known))
    if len(words) > MANY:
        words = [other for other in words if other[:2] == word[:2] or other[-3:] == word[-3:]]
    found = get_close_matches(word, words, n=1, cutoff=LIKENESS)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question as it stands beside a caret, or nothing."""
    found = nearest(word, known)
    return f"did you mean '{found}'?" if found else ""


def listed(words: Iterable[str], last: str = "or") -> str:
    """Words as a person lists them.

    >>> listed(["a", "b", "c"])
    'a, b or c'
    """
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail
