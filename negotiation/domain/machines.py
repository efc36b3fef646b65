"""The machine of each kind of subject."""

from collections.abc import Iterable, Mapping
from typing import Any

from negotiation.domain.clock import clock, wakes
from negotiation.domain.events.commitments import Amended, Committed
from negotiation.domain.evolve.commitments import evolve, is_about
from negotiation.domain.evolve.others import (
    InstrumentMachine,
    MeasureMachine,
    ProposalMachine,
    SmallMachine,
    TalksMachine,
)
from negotiation.domain.ids import ActorId, EventId
from negotiation.domain.project import project
from negotiation.domain.resolve import Address, Resolved
from negotiation.domain.state import Promise
from negotiation.domain.subjects import Subject, note
from negotiation.domain.worlds import Facet, Signal

Differences = Mapping[tuple[EventId, Address], tuple[int, EventId]]
"""Declared differences that hold for an outlook, by the record and field that bring them."""


class PromiseMachine:
    """A commitment, for all its debtors or for one of them."""

    def __init__(self, subject: Subject, differences: Differences, debtor: ActorId | None = None) -> None:
        self.subject = subject
        self.id = subject.id
        self.differences = differences
        self.debtor = debtor

    def start(self) -> Promise:
        """Nothing promised yet."""
        return Promise(self.id, self.debtor)

    def evolve(self, state: Promise, happened: Resolved, values: Mapping[Address, Any], day: int) -> None:
        """Change the commitment by an event, and by the differences declared with its values."""
        note(state, self.subject, happened, day)
        if isinstance(happened.event, Committed | Amended) and is_about(happened.event, self.id):
            for address in values:
                declared = self.differences.get((happened.id, address))
                if declared is not None:
                    state.differences[address] = declared
                else:
                    state.differences.pop(address, None)
        evolve(state, happened, values, day)

    def signal(self, state: Promise, signal: Signal) -> None:
        """Note what another subject's status turned to."""
        state.signals[signal.kind, signal.subject] = signal.value

    def clock(self, state: Promise, day: int) -> None:
        """What time alone does."""
        clock(state, day)

    def wakes(self, state: Promise, day: int) -> Iterable[int]:
        """When time will do something next."""
        return wakes(state, day)

    def project(self, state: Promise, day: int) -> Iterable[Facet]:
        """The commitment's axes."""
        return project(state, day)


SMALL: dict[str, type[SmallMachine]] = {
    "process": TalksMachine,
    "proposal": ProposalMachine,
    "instrument": InstrumentMachine,
    "measure": MeasureMachine,
}
"""The machines of the small subjects by kind."""
