"""Loaded words in the case's own prose. Which words those are is data: the `lexicon` of `case.yaml`.

Our prose is what we wrote ourselves: titles and notes of events, statements in our own
words, the rules. The titles of sources are theirs; so is what stands in quotation
marks, a stated reason, and the value that an account's holder gives.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
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
from negotiation.ledger.spans import Text

PROSE = frozenset({"title", "note", "states", "act", "state", "says", "outcome", "role", "reason"})
"""Fields in which we speak, by name."""

PROSE_LISTS = frozenset({"rules", "sources", "out_of_scope"})
THEIRS: dict[type[BaseModel], str] = {Source: "title", Seed: "title", CaseFile: "lexicon"}
NOT_OURS = (StatedReason, Account, LoadedWord)
UNLIKE = "\\\u0130\u0131\u017f"
"""What may stand for another letter: an escape, and letters that are like others but in their lower case."""

PART = re.compile(r"[a-z0-9-]+")
"""What is written in one way only, but for capitals."""

QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»')
"""What somebody else said."""


def style_problems(pile: Pile) -> Iterator[Problem]:
    """Words of the lexicon in our own prose."""
    if pile.head is None or not pile.head[0].lexicon:
        return
    words = {_plain(entry.word): entry for entry in pile.head[0].lexicon}
    longest_first = "|".join(_loose(word) for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])", re.IGNORECASE)
    may_hold = {file: _may_hold(pile.texts.text(file), words) for file in pile.texts.files}
    for record, origin in records(pile):
        if not may_hold[origin.file]:
            continue
        for path, prose in _prose(record, ()):
            for found in pattern.finditer(QUOTED.sub(lambda it: " " * len(it.group()), prose)):
                yield _loaded(pile.texts, origin, path, found.group(), _entry(found.group(), words))


def _may_hold(text: Text | None, words: Iterable[str]) -> bool:
    """Whether a file may hold one of the words: at first sight, without a look at what stands where.

    A word that is written without escapes stands in the file as it is, or else its longest part does.
    """
    if text is None or any(sign in text.content for sign in UNLIKE):
        return True
    content = text.content.lower()
    parts = [max(word.split(), key=len, default="") for word in words]
    return any(not PART.fullmatch(part) or part in content for part in parts)


def _entry(said: str, words: Mapping[str, LoadedWord]) -> LoadedWord:
    """The entry of a word that was found; letters that are like others may stand for them in it."""
    known = words.get(_plain(said))
    return known or next(words[word] for word in words if re.fullmatch(_loose(word), said, re.IGNORECASE))


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
