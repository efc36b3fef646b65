"""Quotations in our own prose: short ones, and of somebody."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from negotiation.domain.events.common import EventBase
from negotiation.ledger.pile import Pile
from negotiation.ledger.places import Origin
from negotiation.ledger.plain import Path
from negotiation.ledger.problems import Problem

ABBREVIATED = r'(?<=[א-ת])"(?=[א-ת])'
"""The mark within a Hebrew abbreviation, which is often typed as a quotation mark."""

QUOTED = re.compile(
    rf'(?<!\d)(?!{ABBREVIATED})"(?:[^"]|{ABBREVIATED})*"|“[^”]*”|„[^“”]*[“”]|”[^”]*”|«[^»]*»|»[^«»]*«|「[^」]*」'
)
"""What somebody else said, in the marks of several languages; behind a digit a mark means inches and begins nothing."""

MOST_WORDS, MOST_CHARACTERS = 25, 300
"""How much of somebody's text a record may copy in one quotation."""

VOICES = frozenset({"named", "anonymous", "side", "document"})
"""Attributions in which somebody speaks who is not the reporter."""

SAYING = frozenset({"stated", "claimed", "determined", "proposed"})
"""Kinds of events that are somebody's words: their `by` speaks."""


def quotation_problems(pile: Pile, record: BaseModel, origin: Origin, path: Path, prose: str) -> Iterator[Problem]:
    """Quotations that are too long, or nobody's."""
    for found in QUOTED.finditer(prose):
        quotation = found.group()[1:-1]
        words = len(quotation.split())
        if words > MOST_WORDS or len(quotation) > MOST_CHARACTERS:
            said = f"a quotation of {words} words, {len(quotation)} characters"
            label = f"at most {MOST_WORDS} words and {MOST_CHARACTERS} characters"
            help_ = "say it in your own words, and cite the passage: the source has its text"
            yield pile.texts.problem(origin, path, "T405", said, label=label, help_=help_, within=quotation)
        if isinstance(record, EventBase) and not _is_attributed(record):
            said = "words in quotation marks, and the record says of nobody that they are theirs"
            help_ = "give the `speaker`, or the `attribution` of the source that has them"
            yield pile.texts.problem(
                origin, path, "T406", said, label="who said this?", help_=help_, within=found.group()
            )


def _is_attributed(event: EventBase) -> bool:
    """Whether the record tells of somebody, other than the reporter, who speaks."""
    if event.speaker is not None or getattr(event, "kind", "") in SAYING:
        return True
    return any(citation.speaker is not None or citation.attribution in VOICES for citation in event.sources)
