"""Whose publications a contested record rests on: those of one side alone are not enough, unless the curator looked."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from negotiation.domain.case import CaseFile
from negotiation.domain.events import Event
from negotiation.domain.events.record import HeldValue
from negotiation.domain.values import Holding, has_holders
from negotiation.ledger.pile import Pile
from negotiation.ledger.plain import items_of
from negotiation.ledger.problems import Problem


def party_of(head: CaseFile) -> Mapping[str, str]:
    """The party that each party and organ is, or belongs to."""
    own = {str(party.id): str(party.id) for party in head.parties}
    return own | {str(organ.id): str(party.id) for party in head.parties for organ in party.organs}


def sides_of(pile: Pile) -> dict[str, str]:
    """The party whose own publication a source is, of those that are anybody's."""
    if pile.head is None:
        return {}
    known = party_of(pile.head[0])
    return {str(source.id): known.get(source.side, str(source.side)) for source, _ in pile.sources if source.side}


def one_sided(pile: Pile) -> Iterator[Problem]:
    """Contested records that cite the publications of one side, and nobody says that another's was looked for."""
    sides = sides_of(pile)
    if not sides:
        return
    held: dict[str, list[HeldValue]] = {}
    for event, _ in pile.events:
        if isinstance(event, HeldValue):
            held.setdefault(str(event.subject), []).append(event)
    for event, origin in pile.events:
        if event.search_note is not None:
            continue
        about = held.get(str(event.id), [])
        contested = list(_contested(event))
        if not (contested or about):
            continue
        cited = {str(one.source) for one in event.sources}
        for part in contested:
            cited |= _cited_in(part)
        for other in about:
            cited |= {str(one.source) for one in other.sources} | _cited_in(other)
        found = {sides.get(source) for source in cited}
        if len(found) == 1 and None not in found:
            said = f"a contested record, and all {len(cited)} sources are publications of '{found.pop()}'"
            if len(cited) == 1:
                said = f"a contested record, and its source is a publication of '{sides[cited.pop()]}'"
            help_ = "cite a source of another side or of none, or say in `search_note` where one was looked for"
            yield pile.texts.problem(
                origin, ("sources",), "T308", said, label="no other source", ids=(event.id,), help_=help_
            )


def _contested(event: Event) -> Iterator[Holding[Any]]:
    """Fields of a record about which readings or accounts differ, as the record itself has them."""
    parts: list[object] = [event, *items_of(getattr(event, "tranches", None))]
    for part in parts:
        for name in cast("Any", part).model_fields_set:
            value: object = getattr(part, name)
            if has_holders(value) and (value.by_reading or value.accounts):
                yield value


def _cited_in(part: "Holding[Any] | HeldValue") -> set[str]:
    """The sources of a value with holders; a holder that is a source is one."""
    cited = {str(one.source) for one in part.sources}
    for account in part.accounts:
        cited |= {str(one.source) for one in account.sources}
        cited |= set() if account.sources else {str(account.holder)}
    return cited
