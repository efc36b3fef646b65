"""The machines of each kind of subject, and of subjects whose conditions wait for each other.

Subjects that need each other's status are folded together, in the same worlds: a
condition such as `{overdue: X}` then sees what X came to in its own world.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from negotiation.domain.book import Address
from negotiation.domain.clock import clock, dawn, wakes
from negotiation.domain.evolve.commitments import evolve
from negotiation.domain.evolve.others import (
    InstrumentMachine,
    MeasureMachine,
    ProposalMachine,
    SmallMachine,
    TalksMachine,
)
from negotiation.domain.ids import ActorId, SubjectId
from negotiation.domain.meaning import Day, Signals
from negotiation.domain.project import project, signals_of
from negotiation.domain.resolve import Resolved
from negotiation.domain.state import Promise
from negotiation.domain.subjects import Subject, awaits, begin, moves, note, remember
from negotiation.domain.worlds import Facet

Organs = Mapping[ActorId, ActorId]
"""The party of each organ."""

MOST_ROUNDS = 8
"""How often the statuses of one day may follow from each other before the day is taken as it is."""


class PromiseMachine:
    """A commitment, for all its debtors or for one of them."""

    def __init__(self, subject: Subject, organs: Organs, debtor: ActorId | None = None) -> None:
        self.subject = subject
        self.organs = organs
        self.id = subject.id
        self.debtor = debtor

    def start(self) -> Promise:
        """Nothing promised yet."""
        return Promise(self.id, self.debtor, self.subject.undone, self.organs)

    def dawn(self, s: Promise, day: int) -> None:
        """What ended with the day before."""
        dawn(s, day)

    def evolve(self, s: Promise, happened: Resolved, values: Mapping[Address, Any], day: int) -> None:
        """Change the commitment by an event, and by the differences declared with the terms that it writes."""
        note(s, self.subject, happened, day)
        evolve(s, happened, values, day)
        for address in values:
            if s.wrote.get(address) == happened.id and s.wrote_on.get(address) == day:
                s.differences.pop(address, None)
                declared = happened.differences.get(address)
                if declared is not None:
                    s.differences[address] = declared
                s.moved()

    def clock(self, s: Promise, day: int) -> None:
        """What time alone does."""
        clock(s, day)

    def wakes(self, s: Promise, day: int) -> Iterable[int]:
        """When time will do something next."""
        return wakes(s, day)

    def project(self, s: Promise, day: int) -> Sequence[Facet]:
        """The commitment's axes."""
        return project(s, day)

    def signals(
        self, s: Promise, day: int
    ) -> Iterator[tuple[tuple[str, SubjectId], bool | Day | tuple[int, int] | None]]:
        """What dates and conditions may ask of the commitment and its tranches."""
        if s.made is not None and self.debtor is None:
            yield from signals_of(s, day)


SMALL: dict[str, type[SmallMachine]] = {
    "process": TalksMachine,
    "proposal": ProposalMachine,
    "instrument": InstrumentMachine,
    "measure": MeasureMachine,
}
"""The machines of the small subjects by kind."""

Member = PromiseMachine | SmallMachine


@dataclass(slots=True)
class Joint:
    """The states of several subjects in one world, in the order of their machines."""

    states: list[Any]

    def copy(self) -> "Joint":
        """A second world's states."""
        return Joint([s.copy() for s in self.states])

    def alone(self) -> None:
        """There is no other world now."""
        for s in self.states:
            s.alone()

    def key(self) -> Hashable:
        """Equal where every state is."""
        return tuple(s.key() for s in self.states)


class JointMachine:
    """Subjects folded together, for the sake of one of them."""

    def __init__(self, members: Iterable[Member], shown: SubjectId) -> None:
        self.members: tuple[Any, ...] = tuple(_needed_first(list(members)))
        self.shown = shown
        self.circular = _is_circular(self.members)
        self.asked = any(m.subject.needs for m in self.members)
        self.counting = any(m.subject.moments for m in self.members)
        self.several = len({m.id for m in self.members}) > 1

    def start(self) -> Joint:
        """Nothing yet, for any of them."""
        states = [m.start() for m in self.members]
        for m, s in zip(self.members, states, strict=True):
            begin(s, m.subject)
        return Joint(states)

    def dawn(self, state: Joint, day: int) -> None:
        """What ended with the day before, for each."""
        for m, s in zip(self.members, state.states, strict=True):
            m.dawn(s, day)

    def evolve(self, state: Joint, happened: Resolved, values: Mapping[Address, Any], day: int) -> None:
        """Change each subject that the event may move; where there is but one, it is asked for no other."""
        for m, s in zip(self.members, state.states, strict=True):
            if not self.several or moves(happened.event, m.subject):
                m.evolve(s, happened, values, day)

    def clock(self, state: Joint, day: int) -> None:
        """What time does to each, those that others wait for first; again where they wait for each other."""
        if not self.asked:
            for m, s in zip(self.members, state.states, strict=True):
                remember(s, m.subject, day)
                m.clock(s, day)
            return
        before: Signals | None = None
        for _ in range(MOST_ROUNDS):
            for m, s in zip(self.members, state.states, strict=True):
                if (said := self._signals(state, day)) != s.signals:
                    s.signals = said
                remember(s, m.subject, day)
                m.clock(s, day)
            now = self._signals(state, day) if self.circular else None
            if now == before:
                return
            before = now

    def _signals(self, state: Joint, day: int) -> Signals:
        found: Signals = {}
        for m, s in zip(self.members, state.states, strict=True):
            found.update(m.signals(s, day))
        return found

    def wakes(self, state: Joint, day: int) -> Iterable[int]:
        """When time will do something next to any of them."""
        found = [m.wakes(s, day) for m, s in zip(self.members, state.states, strict=True)]
        if self.counting:
            found += [awaits(s, m.subject, day) for m, s in zip(self.members, state.states, strict=True)]
        return found[0] if len(found) == 1 else chain.from_iterable(found)

    def project(self, state: Joint, day: int) -> Sequence[Facet]:
        """The axes of the one that was asked about."""
        found = [m.project(s, day) for m, s in zip(self.members, state.states, strict=True) if m.id == self.shown]
        return found[0] if len(found) == 1 else [*chain.from_iterable(found)]


def _needed_first(members: list[Any]) -> Iterator[Any]:
    """The machines in an order in which each comes after those that it waits for, circles apart."""
    by_id: dict[str, list[Any]] = {}
    for m in members:
        by_id.setdefault(m.id, []).append(m)
    done: set[str] = set()

    def visit(id_: str) -> Iterator[Any]:
        if id_ in done or id_ not in by_id:
            return
        done.add(id_)
        for _, needed in by_id[id_][0].subject.needs:
            yield from visit(needed.partition("/")[0])
        yield from by_id[id_]

    for id_ in sorted(by_id):
        yield from visit(id_)


def _is_circular(members: tuple[Any, ...]) -> bool:
    """Whether some subject waits for one that comes later, or for a part of itself."""
    place = {m.id: number for number, m in enumerate(members)}
    return any(
        place.get(SubjectId(needed.partition("/")[0]), -1) >= number
        for number, m in enumerate(members)
        for _, needed in m.subject.needs
    )


def members_of(subject: Subject, organs: Organs) -> Iterator[Member]:
    """The machines of a subject: one, and one more for each of several debtors."""
    if subject.kind != "commitment":
        yield SMALL[subject.kind](subject, organs)
        return
    yield PromiseMachine(subject, organs)
    for debtor in subject.debtors:
        yield PromiseMachine(subject, organs, debtor)
