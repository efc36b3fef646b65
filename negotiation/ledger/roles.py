"""A subject that exists and is of the wrong sort: a proposal cannot be performed, nor a commitment accepted."""

from collections.abc import Iterable, Iterator

from negotiation.domain.events import Event
from negotiation.domain.events.commitments import Amended, Closed, Observed, Performed, Running, Withheld
from negotiation.domain.events.instruments import EnteredIntoForce, InstrumentAction, Scheduled
from negotiation.domain.events.proposals import Answered
from negotiation.ledger.names import Names
from negotiation.ledger.nearest import listed
from negotiation.ledger.pile import Pile
from negotiation.ledger.plain import Path, items_of
from negotiation.ledger.problems import Problem

SUBJECTS: dict[type, frozenset[str]] = {
    Performed: frozenset({"commitment"}),
    Withheld: frozenset({"commitment"}),
    Observed: frozenset({"commitment"}),
    Amended: frozenset({"commitment", "process"}),
    Running: frozenset({"commitment", "process"}),
    Closed: frozenset({"commitment", "process", "proposal", "instrument"}),
    Answered: frozenset({"proposal"}),
    InstrumentAction: frozenset({"instrument"}),
    EnteredIntoForce: frozenset({"instrument"}),
    Scheduled: frozenset({"instrument"}),
}
"""What may be the subject of an event; of kinds not named here, anything."""


def role_problems(pile: Pile, names: Names) -> Iterator[Problem]:
    """Subjects that this kind of event cannot be about."""
    for event, origin in pile.events:
        allowed = SUBJECTS.get(type(event))
        if allowed is None:
            continue
        for path, subject in _subjects(event):
            name = subject.partition("/")[0]
            sort = names.subjects.get(name)
            if sort is not None and sort not in allowed and name not in names.ambiguous:
                said = f"'{subject}' is a {sort}; '{event.kind}' is about a {listed(sorted(allowed))}"
                yield pile.texts.problem(origin, path, "T112", said, ids=(event.id, subject))


def _subjects(event: Event) -> Iterable[tuple[Path, str]]:
    subject: object = getattr(event, "subject", None)
    if isinstance(subject, str):
        return [(("subject",), subject)]
    return [(("subject", number), str(one)) for number, one in enumerate(items_of(subject))]
