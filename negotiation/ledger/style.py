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
from negotiation.domain.values import Account, Holding
from negotiation.ledger.complaints import Path
from negotiation.ledger.ledger import Origin, Texts
from negotiation.ledger.pile import Pile
from negotiation.ledger.problems import Problem
from negotiation.ledger.references import records
from negotiation.ledger.shape import written_fields

PROSE = frozenset({"title", "note", "states", "act", "state", "says", "outcome", "role", "reason"})
"""Fields in which we speak, by name."""

PROSE_LISTS = frozenset({"rules", "sources", "out_of_scope"})
NOT_OURS = (StatedReason, Account, LoadedWord)
QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»|‘[^’]*’')
"""What somebody else said."""


def style_problems(pile: Pile) -> Iterator[Problem]:
    """Words of the lexicon in our own prose."""
    if pile.head is None or not pile.head[0].lexicon:
        return
    words = {_plain(entry.word): entry for entry in pile.head[0].lexicon}
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(_loose(w) for w in sorted(words, key=len, reverse=True))})(?![\w-])", re.I
    )
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
        value = getattr(record, name)
        if isinstance(value, str) and (written in PROSE or isinstance(record, Selection)):
            yield (*path, written), value
        elif isinstance(value, Holding) and written in PROSE and isinstance(value.value, str):
            yield (*path, written, "value"), value.value
        elif isinstance(value, BaseModel):
            yield from _prose(value, (*path, written))
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _prose(item, (*path, written, number))
                elif isinstance(item, str) and written in PROSE_LISTS:
                    yield (*path, written, number), item
        elif isinstance(value, dict) and written in PROSE_LISTS:
            yield from (((*path, written, key), text) for key, text in value.items() if isinstance(text, str))


@lru_cache(maxsize=4096)
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    if issubclass(model, NOT_OURS):
        return ()
    left_out = {Source: "title", Seed: "title", CaseFile: "lexicon"}.get(model)
    return tuple((written, name) for written, name, _ in written_fields(model) if name != left_out)


def _loaded(texts: Texts, origin: Origin, path: Path, word: str, entry: LoadedWord) -> Problem:
    said = f"'{word}' is in the case's lexicon of loaded words"
    hint = f"write: {entry.neutral}" if entry.neutral else ""
    notes = [("reason", entry.reason)] if entry.reason else []
    return texts.problem(origin, path, "T401", said, label=hint, notes=notes, within=word)
