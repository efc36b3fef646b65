"""Loaded words in the case's own prose. Which words those are is data: the `lexicon` of `case.yaml`.

Our prose is what we wrote ourselves: titles and notes of events, statements in our own
words, the rules. The titles of sources are theirs; so is what stands in quotation
marks, a stated reason, and the value that an account's holder gives.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel

from negotiation.domain.case import CaseFile, LoadedWord, Seed, Selection, Source
from negotiation.domain.events.common import StatedReason
from negotiation.domain.values import Account
from negotiation.ledger.ledger import Texts
from negotiation.ledger.pile import Pile
from negotiation.ledger.places import Origin
from negotiation.ledger.plain import Path, is_mapping, items_of
from negotiation.ledger.problems import Problem
from negotiation.ledger.references import records
from negotiation.ledger.shape import written_fields

PROSE = frozenset({"title", "note", "states", "act", "state", "says", "outcome", "role", "reason"})
"""Fields in which we speak, by name."""

PROSE_LISTS = frozenset({"rules", "sources", "out_of_scope"})
THEIRS: dict[type[BaseModel], str] = {Source: "title", Seed: "title", CaseFile: "lexicon"}
NOT_OURS = (StatedReason, Account, LoadedWord)
QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»')
"""What somebody else said."""


def style_problems(pile: Pile) -> Iterator[Problem]:
    """Words of the lexicon in our own prose."""
    if pile.head is None or not pile.head[0].lexicon:
        return
    words = {_plain(entry.word): entry for entry in pile.head[0].lexicon}
    longest_first = "|".join(_loose(word) for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])", re.IGNORECASE)
    for record, origin in records(pile):
        for path, prose in _prose(record, ()):
            for found in pattern.finditer(QUOTED.sub(lambda it: " " * len(it.group()), prose)):
                yield _loaded(pile.texts, origin, path, found.group(), words[_plain(found.group())])


def _plain(word: str) -> str:
    return " ".join(word.lower().split())


def _loose(word: str) -> str:
    return r"\s+".join(map(re.escape, word.split()))


def _prose(record: BaseModel, path: Path) -> Iterator[tuple[Path, str]]:
    for written, name in _fields(type(record)):
        value: object = getattr(record, name)
        if isinstance(value, str) and (written in PROSE or isinstance(record, Selection)):
            yield (*path, written), value
        elif isinstance(value, BaseModel):
            yield from _held_prose(value, (*path, written)) if written in PROSE else ()
            yield from _prose(value, (*path, written))
        elif is_mapping(value) and written in PROSE_LISTS:
            yield from (((*path, written, key), str(text)) for key, text in value.items())
        for number, item in enumerate(items_of(value)):
            if isinstance(item, BaseModel):
                yield from _prose(item, (*path, written, number))
            elif isinstance(item, str) and written in PROSE_LISTS:
                yield (*path, written, number), item


def _held_prose(field: BaseModel, path: Path) -> Iterator[tuple[Path, str]]:
    """The base value of a field with holders; what a reading or a holder says is theirs."""
    value: object = getattr(field, "value", None)
    if isinstance(value, str):
        yield (*path, "value"), value


@lru_cache(maxsize=4096)
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    if issubclass(model, NOT_OURS):
        return ()
    left_out = next((name for cls, name in THEIRS.items() if issubclass(model, cls)), "")
    return tuple((written, name) for written, name, _ in written_fields(model) if name != left_out)


def _loaded(texts: Texts, origin: Origin, path: Path, word: str, entry: LoadedWord) -> Problem:
    said = f"'{word}' is in the case's lexicon of loaded words"
    hint = f"write: {entry.neutral}" if entry.neutral else ""
    notes = [("reason", entry.reason)] if entry.reason else []
    return texts.problem(origin, path, "T401", said, label=hint, notes=notes, within=word)
