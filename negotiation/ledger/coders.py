"""By which version of the codebook records say that they were coded."""

from collections.abc import Iterator

from negotiation.domain.codings import Coding
from negotiation.ledger.nearest import did_you_mean
from negotiation.ledger.pile import Pile
from negotiation.ledger.problems import Problem


def codebook_problems(pile: Pile) -> Iterator[Problem]:
    """Records that name a version which the case does not declare."""
    book = None if pile.head is None else pile.head[0].codebook
    known = () if book is None else (book.version, *book.earlier)
    for event, origin in (*pile.events, *pile.codings):
        if event.codebook is None or event.codebook in known:
            continue
        said = f"the codebook has no version '{event.codebook}'" if book else "the case declares no codebook"
        yield pile.texts.problem(
            origin,
            ("codebook",),
            "T131",
            said,
            label=did_you_mean(event.codebook, known),
            ids=() if isinstance(event, Coding) else (event.id,),
            help_="" if book else "declare it in case.yaml: codebook: {id: ..., version: ...}",
        )
