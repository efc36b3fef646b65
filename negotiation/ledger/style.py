"""The case's own prose: words that judge, causes, coloured titles, and quotations.

Our prose is what we wrote ourselves: titles and notes of events, statements in our own
words, the rules. The titles of sources are theirs; so is what stands in quotation
marks where somebody speaks, a stated reason, and the value that an account's holder
gives. Which words judge is data (`wordlist.py`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from negotiation.domain.case import CaseFile
from negotiation.ledger.pile import Pile
from negotiation.ledger.places import Origin
from negotiation.ledger.plain import Path
from negotiation.ledger.problems import Problem
from negotiation.ledger.prose import prose_of
from negotiation.ledger.quotations import QUOTED, quotation_problems
from negotiation.ledger.references import records
from negotiation.ledger.spans import Text
from negotiation.ledger.wordlist import Words, colours_of, plain, words_of

HYPHENS = "\u2010\u2011"
"""Hyphens that look like the one that is typed."""

UNLIKE = f"\\\u0130\u0131\u017f{HYPHENS}"
"""What may stand for another letter: an escape, and letters that are like others but in their lower case."""

MARKS = '"“”„«»「'
"""What a quotation begins or ends with."""

PART = re.compile(r"[a-z0-9-]+")
"""What is written in one way only, but for capitals."""

LONGEST_TITLE = 120
"""Characters of a title: act and actor, on one line."""


class Look(NamedTuple):
    """What is looked for, made ready."""

    words: Words
    pattern: re.Pattern[str]

    @classmethod
    def out_for(cls, words: Words) -> "Look":
        longest_first = "|".join(_loose(word) for word in sorted(words, key=len, reverse=True))
        return cls(words, re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])", re.IGNORECASE))

    def may_find_in(self, content: str) -> bool:
        """Whether a text in lower case may hold one of the words: at first sight, whatever stands where.

        A word that is written without escapes stands there as it is, or else its longest part does.
        """
        return any(not PART.fullmatch(part) or part in content for part in map(_longest_part, self.words))

    def found_in(self, prose: str) -> Iterator[str]:
        for found in self.pattern.finditer(prose):
            yield found.group()


def style_problems(pile: Pile) -> Iterator[Problem]:
    """What our own prose does without, wherever it stands."""
    if pile.head is None:
        return
    words, colours = Look.out_for(words_of(pile.head[0])), Look.out_for(colours_of(pile.head[0]))
    seen = {file: _at_first_sight(pile.texts.text(file), words, colours) for file in pile.texts.files}
    for event, origin in pile.events:
        if event.title is not None:
            yield from _title(pile, origin, event.title, colours if seen[origin.file].coloured else None)
    for record, origin in records(pile):
        sight = seen[origin.file]
        if not (sight.worded or sight.quoted):
            continue
        for path, prose in prose_of(record):
            if sight.quoted:
                yield from quotation_problems(pile, record, origin, path, prose)
            if sight.worded:
                # Nobody speaks in the head of a case: what stands there in quotation marks is ours all the same.
                said = prose if isinstance(record, CaseFile) else _without_quotations(prose)
                yield from _loaded(pile, origin, path, words, words.found_in(said))


class Sight(NamedTuple):
    """What a file may hold, as far as its text shows."""

    worded: bool
    coloured: bool
    quoted: bool


def _at_first_sight(text: Text | None, words: Look, colours: Look) -> Sight:
    if text is None or any(sign in text.content for sign in UNLIKE):
        return Sight(worded=True, coloured=True, quoted=True)
    content = text.content.lower()
    quoted = any(mark in content for mark in MARKS)
    return Sight(words.may_find_in(content), colours.may_find_in(content), quoted)


def _title(pile: Pile, origin: Origin, title: str, colours: Look | None) -> Iterator[Problem]:
    if len(title) > LONGEST_TITLE:
        said = f"the title has {len(title)} characters, and {LONGEST_TITLE} are enough for who did what"
        yield pile.texts.problem(
            origin, ("title",), "T404", said, label="shorten it", help_="the rest may stand in `note`"
        )
    if colours is not None:
        yield from _loaded(pile, origin, ("title",), colours, colours.found_in(_without_quotations(title)))


def _without_quotations(prose: str) -> str:
    return QUOTED.sub(lambda it: " " * len(it.group()), prose)


def _loaded(pile: Pile, origin: Origin, path: Path, look: Look, found: Iterable[str]) -> Iterator[Problem]:
    for said in found:
        entry = look.words.get(plain(said)) or next(
            entry for word, entry in look.words.items() if re.fullmatch(_loose(word), said, re.IGNORECASE)
        )  # letters that are like others may stand for them
        hint = f"write: {entry.neutral}" if entry.neutral else ""
        notes = [("reason", entry.reason)] if entry.reason else []
        yield pile.texts.problem(
            origin, path, entry.code, f"'{said}' {entry.where}", label=hint, notes=notes, within=said
        )


def _longest_part(word: str) -> str:
    return max(word.split(), key=len, default="")


def _loose(word: str) -> str:
    return r"\s+".join(re.escape(part).replace(r"\-", f"[-{HYPHENS}]") for part in word.split())
