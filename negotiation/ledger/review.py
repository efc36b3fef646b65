"""All that is looked at once the records of a case are read: how they fit together, what they rest on, their words."""

from collections.abc import Iterator

from negotiation.ledger.coders import codebook_problems
from negotiation.ledger.codings import coding_problems
from negotiation.ledger.days import date_problems
from negotiation.ledger.evidence import evidence_problems, selection_problems
from negotiation.ledger.names import names_of
from negotiation.ledger.order import order_problems
from negotiation.ledger.persons import persons_counted
from negotiation.ledger.pile import Pile
from negotiation.ledger.problems import Problem
from negotiation.ledger.references import duplicate_ids, unknown_ids
from negotiation.ledger.releases import release_problems
from negotiation.ledger.revisions import revision_problems
from negotiation.ledger.roles import role_problems
from negotiation.ledger.sides import one_sided
from negotiation.ledger.style import style_problems
from negotiation.ledger.taken_back import retracted_sources
from negotiation.ledger.terms import terms_problems


def review(pile: Pile) -> Iterator[Problem]:
    """Every problem that no record has by itself; none where the head is missing, which says who may appear."""
    if pile.head is None:
        return
    names = names_of(pile)
    cited: set[str] = set()
    yield from duplicate_ids(pile, names)
    yield from unknown_ids(pile, names, cited)
    yield from role_problems(pile, names)
    yield from order_problems(pile, names)
    yield from revision_problems(pile, names)
    yield from terms_problems(pile, names)
    yield from codebook_problems(pile)
    yield from coding_problems(pile, names)
    yield from date_problems(pile)
    yield from evidence_problems(pile, names, frozenset(cited))
    yield from one_sided(pile)
    yield from release_problems(pile, names)
    yield from retracted_sources(pile)
    yield from selection_problems(pile)
    yield from persons_counted(pile)
    yield from style_problems(pile)
