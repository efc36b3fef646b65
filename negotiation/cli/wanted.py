"""Which entries of the timeline somebody wants, from what was typed."""

from collections.abc import Iterator

from negotiation.cli.named import subject
from negotiation.cli.options import Choosing
from negotiation.cli.output import one_of
from negotiation.cli.session import Session
from negotiation.domain.case import CaseFile
from negotiation.domain.events import kinds
from negotiation.views.timeline import Wanted


def wanted(session: Session, typed: Choosing, *, backwards: bool) -> Wanted:
    """The entries asked for; ids and kinds that nobody knows are refused."""
    head = session.case.case.head
    known = [*(str(party.id) for party in head.parties), *(str(person.id) for person in head.people)]
    known += [str(organ.id) for party in head.parties for organ in party.organs]
    return Wanted(
        span=session.days.span(typed.first, typed.last),
        actors=frozenset(name for one in typed.party or () for name in around(head, one_of(one, known, "--party"))),
        kinds=frozenset(one_of(one, [*kinds(), "clock"], "--kind") for one in typed.kind or ()),
        subjects=frozenset(subject(session.case, one) for one in typed.commitment or ()),
        backwards=backwards,
    )


def around(head: CaseFile, party: str) -> Iterator[str]:
    """A party with its organs and those who speak for it."""
    yield party
    yield from (organ.id for one in head.parties if one.id == party for organ in one.organs)
    yield from (person.id for person in head.people if any(one.party == party for one in person.speaks_for))
