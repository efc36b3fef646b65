"""Words that judge, as lists that the program ships: data, by name and version, each with a reason and what to write.

Causes, drama and the colouring of titles are looked for in every case, as they judge
whoever they are said of. What else judges is looked for where a case takes the list up
(`lexicons`). Names of one case's places and persons are for its own `lexicon`.
"""

from functools import cache
from pkgutil import get_data
from typing import Any, Literal, NamedTuple, cast

from negotiation.domain.case import CaseFile
from negotiation.ledger.positions import read

Group = Literal["causes", "drama", "judging", "colouring"]

LATEST = "english-1"
"""The list whose causes, drama and colouring are looked for where a case takes up none."""

CODES: dict[Group, str] = {"causes": "T402", "drama": "T403", "judging": "T401", "colouring": "T404"}


class Word(NamedTuple):
    """A word that our own prose does without."""

    code: str
    where: str
    """Which list has it, as a message says it."""
    neutral: str | None
    reason: str | None


Words = dict[str, Word]
"""Words by how they are written, in lower case with single blanks."""


def plain(word: str) -> str:
    """A word as it is compared.

    >>> plain("In  Response to")
    'in response to'
    """
    return " ".join(word.lower().split())


@cache
def shipped(name: str, group: Group) -> Words:
    """One group of a list that the program ships."""
    rows: list[dict[str, Any]] = _list(name)[group]
    where = {
        "causes": "gives a cause in our own voice",
        "drama": "judges the course of things",
        "judging": f"is in the list {name} of loaded words",
        "colouring": "colours a title",
    }[group]
    return {plain(row["word"]): Word(CODES[group], where, row.get("neutral"), row.get("reason")) for row in rows}


@cache
def _list(name: str) -> dict[str, Any]:
    found = get_data("negotiation.ledger", f"words/{name}.yaml") or b""  # on a cluster the package is an archive
    said = read(found.decode("utf-8")).data  # a file of ours: `tests/ledger/test_words.py` looks at its form
    return cast("dict[str, Any]", said)


def words_of(head: CaseFile) -> Words:
    """What the prose of a case does without: its own words, those of the lists that it takes up, drama and causes.

    Its own entry comes before that of a list; a word that it allows, with the reason why, is none. A cause stays one.
    """
    words = dict(shipped(LATEST, "drama"))
    for name in head.lexicons:
        words |= shipped(name, "judging")
    for entry in head.lexicon:
        if entry.allowed is None:
            words[plain(entry.word)] = Word(
                "T401", "is in the case's lexicon of loaded words", entry.neutral, entry.reason
            )
        else:
            words.pop(plain(entry.word), None)
    return words | shipped(LATEST, "causes")


def colours_of(head: CaseFile) -> Words:
    """What its titles do without besides."""
    allowed = {plain(entry.word) for entry in head.lexicon if entry.allowed is not None}
    return {word: entry for word, entry in shipped(LATEST, "colouring").items() if word not in allowed}
