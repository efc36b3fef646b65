"""Persons of whom a count is kept are counts, never names."""

import re
from collections.abc import Iterator
from unicodedata import combining, normalize

from negotiation.domain.case import CaseFile
from negotiation.ledger.pile import Pile
from negotiation.ledger.plain import Path, is_mapping, items_of
from negotiation.ledger.problems import Problem

NO_LETTER = re.compile(r"[\W_]+")


def persons_counted(pile: Pile) -> Iterator[Problem]:
    """Parts of a count, and tranches, that go by the name of a person whom the case knows."""
    names = {} if pile.head is None else _names(pile.head[0])
    if not names:
        return
    for event, origin in pile.events:
        for path, part, key in _parts(event):
            person = names.get(slug(part))
            if person is not None:
                said = f"'{part}' is a person ('{person}'), and a count has no names"
                help_ = "name what the counted have in common: where they are, what they did, how they were chosen"
                yield pile.texts.problem(
                    origin, path, "T407", said, key=key, label="a name", ids=(event.id,), help_=help_
                )


def slug(name: str) -> str:
    """A name as an id would spell it.

    >>> slug("Ana Arden"), slug("Ána ARDEN"), slug("آنا")
    ('ana-arden', 'ana-arden', 'انا')
    """
    letters = "".join(letter for letter in normalize("NFKD", name) if not combining(letter))
    return NO_LETTER.sub("-", letters.casefold()).strip("-")


def _names(head: CaseFile) -> dict[str, str]:
    """Every person by each of their names."""
    return {slug(name): str(person.id) for person in head.people for name in (person.id, person.name, *person.aliases)}


def _parts(event: object) -> Iterator[tuple[Path, str, bool]]:
    breakdown: object = getattr(event, "breakdown", None)
    if is_mapping(breakdown):
        yield from ((("breakdown", name), name, True) for name in breakdown)
    for number, tranche in enumerate(items_of(getattr(event, "tranches", None))):
        yield ("tranches", number, "id"), str(getattr(tranche, "id", "")), False
