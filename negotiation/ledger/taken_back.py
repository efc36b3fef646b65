"""Sources that their publishers took back: each record that cites one is looked at again, or named."""

from collections.abc import Iterator

from negotiation.domain.case import Source
from negotiation.domain.events import Event
from negotiation.domain.events.record import HeldValue
from negotiation.ledger.pile import Pile
from negotiation.ledger.places import Origin
from negotiation.ledger.problems import Problem


def retracted_sources(pile: Pile) -> Iterator[Problem]:
    """Records that cite a source which was taken back, until a record of that day or later looks at them."""
    taken_back = {str(source.id): (source, origin) for source, origin in pile.sources if source.retracted is not None}
    if not taken_back:
        return
    looked = _looked_at(pile)
    for event, origin in pile.events:
        for number, citation in enumerate(event.sources):
            found = taken_back.get(str(citation.source))
            if found is not None and not _was_looked_at(event, found[0], looked):
                yield _problem(pile, event, origin, number, found)


def _looked_at(pile: Pile) -> dict[str, int]:
    """The last day on which a record about another was reported, by the other's id."""
    looked: dict[str, int] = {}
    for event, _ in pile.events:
        about = event.subject if isinstance(event, HeldValue) else event.revises
        if about is not None:
            looked[str(about)] = max(looked.get(str(about), 0), event.reported.last)
    return looked


def _was_looked_at(event: Event, source: Source, looked: dict[str, int]) -> bool:
    taken = source.retracted
    if taken is None:
        return True
    return event.reported.first > taken.on.last or looked.get(str(event.id), 0) >= taken.on.first


def _problem(pile: Pile, event: Event, origin: Origin, number: int, found: tuple[Source, Origin]) -> Problem:
    source, where = found
    taken = source.retracted
    said = f"'{event.id}' cites '{source.id}', which was taken back on {taken.on if taken else ''}"
    return pile.texts.problem(
        origin,
        ("sources", number, "source"),
        "T309",
        said,
        label="look at it again",
        related=[pile.texts.related(where, ("retracted",), "taken back")],
        notes=[("reason given", taken.reason)] if taken else [],
        ids=(event.id, source.id),
        help_=f"add a `corrected` or `retracted` record that revises {event.id}, or a `held` one about it",
    )
