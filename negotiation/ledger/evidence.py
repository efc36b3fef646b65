"""What the records rest on: honest notes for thin evidence, warnings where a record claims more than it has."""

from collections.abc import Iterator, Sequence

from negotiation.domain.events import Event
from negotiation.ledger.names import Names
from negotiation.ledger.pile import Pile
from negotiation.ledger.places import Origin
from negotiation.ledger.problems import Problem

INDEPENDENT = 2
"""Sources of different origin that make a record confirmed."""


def evidence_problems(pile: Pile, names: Names, cited: frozenset[str]) -> Iterator[Problem]:
    """Notes and warnings on certainty and sources; `cited` are all sources that anything names."""
    origins: dict[str, str] = {source.id: source.origin for source, _ in pile.sources}
    origins.update({seed.id: seed.origin for seed, _ in pile.seeds})
    for name in names.ambiguous & origins.keys():
        del origins[name]
    for event, place in pile.events:
        found = {origins.get(citation.source) for citation in event.sources}
        if None not in found and (len(found) < INDEPENDENT or event.certainty == "unknown" or event.basis is not None):
            yield from _certainty(pile, event, place, [str(origin) for origin in found])
    for source, place in pile.sources:
        if source.id not in cited and source.id not in pile.words:
            said = f"source '{source.id}' is never cited"
            yield pile.texts.problem(place, ("id",), "T304", said, ids=(source.id,))
        if source.archived is None:
            said = f"source '{source.id}' has no archived copy"
            yield pile.texts.problem(place, ("id",), "T307", said, ids=(source.id,))


def _certainty(pile: Pile, event: Event, place: Origin, found: Sequence[str]) -> Iterator[Problem]:
    document = any(citation.attribution == "document" for citation in event.sources)
    if event.certainty == "confirmed" and len(found) < INDEPENDENT and not document:
        said = "`confirmed` needs two sources of different origin, or a document; these have one origin"
        help_ = "write `certainty: reported`, or cite a second source"
        yield pile.texts.problem(place, ("certainty",), "T302", said, ids=(event.id,), help_=help_)
    elif len(found) == 1:
        said = f"'{event.id}' rests on one source ({found[0]})"
        yield Problem("T301", said, place.file, pile.texts.span(place, ("id",)), ids=(event.id,))
    if event.certainty == "unknown" and event.basis is None:
        said = "`certainty: unknown` needs a `basis`: computed or general-knowledge"
        yield pile.texts.problem(place, ("certainty",), "T303", said, ids=(event.id,))
    if event.basis is not None and event.certainty != "unknown":
        said = f"a fact that is {event.basis} has `certainty: unknown`"
        yield pile.texts.problem(place, ("certainty",), "T303", said, ids=(event.id,))


def selection_problems(pile: Pile) -> Iterator[Problem]:
    """A head that does not say what counts as a commitment, or which sources were read."""
    if pile.head is None:
        return
    head, place = pile.head
    said = head.selection
    if said is None:
        missing = "`selection`: what counts as a commitment, which sources were read, what is out of scope"
        yield pile.texts.problem(place, ("title",), "T310", f"the case has no {missing}", key=True)
        return
    for name, given in (("commitment", said.commitment), ("sources", said.sources)):
        if not given:
            yield pile.texts.problem(place, ("selection",), "T310", f"`selection` has no `{name}`", key=True)
