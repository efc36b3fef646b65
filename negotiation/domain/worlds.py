"""The fold over possible worlds.

A day that no source settles, a value with rival accounts, an order within a day
that nobody states: each is a fork, and every branch is a whole world in which
the model's laws hold. Worlds that come to agree are merged again, so their
number stays small however many dates are uncertain. Nothing here knows what an
event means; a machine does.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import permutations
from typing import Any, Generic, Protocol, TypeVar

from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.resolve import Address, Resolved

MOST_WORLDS = 512
"""More are not followed: a subject with so many open questions has no answer worth reading."""
MOST_PERMUTED = 4
"""Up to so many unordered events of one day are tried in every order."""

Tag = tuple[Hashable, int]


@dataclass(frozen=True, slots=True)
class Facet:
    """One axis of one subject in one world."""

    subject: SubjectId
    axis: str
    value: Any
    rule: str
    causes: tuple[EventId, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """One axis of one subject over all worlds."""

    subject: SubjectId
    axis: str
    values: tuple[Any, ...]
    """What it may be; one value where all worlds agree. `None` where the subject is absent."""
    rule: str
    causes: tuple[EventId, ...]
    order_sensitive: bool


@dataclass(frozen=True, slots=True)
class Signal:
    """What another subject's status turns to, from a day on."""

    kind: str
    subject: SubjectId
    day: int
    value: bool | None


class Fold(Protocol):
    """A state that a fold carries on, in place; `copy` and `key` let worlds fork and merge."""

    def copy(self) -> "Fold": ...

    def key(self) -> Hashable: ...


S = TypeVar("S", bound=Fold)


class Machine(Protocol[S]):
    """What events and time do to the state of one subject."""

    def start(self) -> S: ...

    def evolve(self, state: S, happened: Resolved, values: Mapping[Address, Any], day: int) -> None: ...

    def signal(self, state: S, signal: Signal) -> None: ...

    def clock(self, state: S, day: int) -> None: ...

    def wakes(self, state: S, day: int) -> Iterable[int]: ...

    def project(self, state: S, day: int) -> Iterable[Facet]: ...


@dataclass(slots=True)
class World(Generic[S]):
    """One way in which it may have been."""

    state: S
    done: frozenset[int] = frozenset()
    """Events of uncertain day that have happened here, while their days last."""
    tags: frozenset[Tag] = frozenset()
    """Which order of unsettled events this world followed."""

    def fork(self) -> "World[S]":
        return World(self.state.copy(), self.done, self.tags)  # type: ignore[arg-type]  # a copy has its own type


@dataclass(slots=True)
class Unfolded:
    """What a fold came to: every day on which something changes, with all that is true from then on."""

    days: list[int] = field(default_factory=list[int])
    facets: list[tuple[Merged, ...]] = field(default_factory=list[tuple[Merged, ...]])
    overflowed: bool = False


def unfold(machine: Machine[S], inputs: Sequence[Resolved], signals: Sequence[Signal], until: int) -> Unfolded:
    """Fold `inputs` in all possible worlds, to the end of the day `until`."""
    agenda, turned = _agenda(inputs), _by_day(signals)
    waiting = [*agenda, *turned]
    heapify(waiting)
    worlds: list[World[S]] = [World(machine.start())]
    result = Unfolded()
    last = 0
    while waiting:
        day = heappop(waiting)
        if day <= last:
            continue
        if day > until:
            break
        last = day
        if day in agenda:
            worlds = _live(machine, worlds, inputs, agenda[day], day)
        for world in worlds:
            for one_signal in turned.get(day, ()):
                machine.signal(world.state, one_signal)
            machine.clock(world.state, day)
        if len(worlds) > 1:
            worlds = _merge(worlds)
            if len(worlds) > MOST_WORLDS:
                worlds, result.overflowed = worlds[:MOST_WORLDS], True
        for wake in {wake for world in worlds for wake in machine.wakes(world.state, day)}:
            if wake > day:
                heappush(waiting, wake)
        facets = _project(machine, worlds, day)
        if not result.facets or facets != result.facets[-1]:
            result.days.append(day)
            result.facets.append(facets)
    return result


def _agenda(inputs: Sequence[Resolved]) -> dict[int, list[int]]:
    """The numbers of the events that may happen on each day."""
    agenda: dict[int, list[int]] = {}
    for index, one in enumerate(inputs):
        for day in one.days:
            agenda.setdefault(day, []).append(index)
    return agenda


def _by_day(signals: Sequence[Signal]) -> dict[int, list[Signal]]:
    turned: dict[int, list[Signal]] = {}
    for one in signals:
        turned.setdefault(one.day, []).append(one)
    return turned


def _live(
    machine: Machine[S], worlds: list[World[S]], inputs: Sequence[Resolved], agenda: Sequence[int], day: int
) -> list[World[S]]:
    """Carry every world through the events of one day."""
    groups = ordered(inputs, agenda)
    for group in groups:
        worlds = _live_group(machine, worlds, inputs, group, day)
    ending = frozenset(i for i in agenda if len(inputs[i].days) > 1 and inputs[i].days[-1] == day)
    if ending:
        for world in worlds:
            world.done -= ending
    return worlds


def _live_group(
    machine: Machine[S], worlds: list[World[S]], inputs: Sequence[Resolved], group: Sequence[int], day: int
) -> list[World[S]]:
    if len(group) == 1:
        return _live_one(machine, worlds, inputs[group[0]], group[0], day)
    outcomes: list[list[World[S]]] = []
    for order in _orders(group):
        branch = [world.fork() for world in worlds]
        for index in order:
            branch = _live_one(machine, branch, inputs[index], index, day)
        outcomes.append(_merge(branch))
    return _reconciled(outcomes, (day, tuple(sorted(group))))


def _reconciled(outcomes: list[list[World[S]]], group: Hashable) -> list[World[S]]:
    """Keep one outcome where every order gives the same worlds; else all, tagged by their order."""
    classes: dict[frozenset[Hashable], list[World[S]]] = {}
    for outcome in outcomes:
        classes.setdefault(frozenset((w.state.key(), w.done) for w in outcome), outcome)
    if len(classes) == 1:
        return outcomes[0]
    kept: list[World[S]] = []
    for number, outcome in enumerate(classes.values()):
        for world in outcome:
            world.tags |= {(group, number)}
            kept.append(world)
    return _merge(kept)


def _orders(group: Sequence[int]) -> Iterable[Sequence[int]]:
    if len(group) <= MOST_PERMUTED:
        return permutations(group)
    turned = [tuple(group[i:]) + tuple(group[:i]) for i in range(len(group))]
    return [*turned, tuple(reversed(group))]


def _live_one(machine: Machine[S], worlds: list[World[S]], happened: Resolved, index: int, day: int) -> list[World[S]]:
    """Carry every world through one event, which in some of them is not on this day."""
    several = len(happened.days) > 1
    if not several and len(happened.variants) == 1:
        for world in worlds:
            machine.evolve(world.state, happened, happened.variants[0], day)
        return worlds
    forced = not several or day == happened.days[-1]
    after: list[World[S]] = []
    for world in worlds:
        if index in world.done:
            after.append(world)
            continue
        if not forced:
            after.append(world.fork())
        for number, values in enumerate(happened.variants):
            branch = world if number == len(happened.variants) - 1 else world.fork()
            machine.evolve(branch.state, happened, values, day)
            if several:
                branch.done |= {index}
            after.append(branch)
    return after


def _merge(worlds: list[World[S]]) -> list[World[S]]:
    """One world for each different state; orders that came to the same are forgotten."""
    if len(worlds) == 1:
        return worlds
    kept: dict[Hashable, World[S]] = {}
    for world in worlds:
        key = (world.state.key(), world.done)
        if key in kept:
            kept[key].tags &= world.tags
        else:
            kept[key] = world
    return list(kept.values())


def ordered(inputs: Sequence[Resolved], agenda: Sequence[int]) -> list[list[int]]:
    """The events of one day in the order that sources and phases settle.

    A time of day and `after` bind first, the day's phases order the rest, and
    events that nothing orders share a group.
    """
    if len(agenda) == 1:
        return [list(agenda)]
    left = sorted(agenda, key=lambda i: inputs[i].id)
    ids = {inputs[i].id: i for i in agenda}
    before: dict[int, set[int]] = {i: set() for i in left}
    for i in left:
        event = inputs[i].event
        named = [*(event.after or ())]
        undoes = getattr(event, "undoes", None)
        if undoes is not None:
            named.append(undoes)
        before[i] |= {ids[id_] for id_ in named if id_ in ids and ids[id_] != i}
        mine = inputs[i].minute
        if mine is not None:
            before[i] |= {j for j in left if (other := inputs[j].minute) is not None and other < mine}
    groups: list[list[int]] = []
    while left:
        free = [i for i in left if not before[i] & set(left)] or left
        phase = min(phase_of(inputs[i]) for i in free)
        group = [i for i in free if phase_of(inputs[i]) == phase]
        groups.append(group)
        left = [i for i in left if i not in group]
    return groups


PHASES = {
    "committed": 10, "proposed": 10, "agreed": 10,
    "amended": 11,
    "accepted": 20, "rejected": 20, "decided": 20, "opened": 20,
    "waived": 40, "cancelled": 40, "terminated": 40, "transferred": 40, "replaced": 40, "withdrawn": 40, "ended": 40,
    "suspended": 50, "resumed": 50,
}  # fmt: skip
"""The order of a day's fold where no source gives one. What is not named is a performance, act or notice."""
RETROACTIVE, DONE = 12, 30


def phase_of(happened: Resolved) -> int:
    """The phase of the day's fold to which an event belongs."""
    if getattr(happened.event, "retroactive", False):
        return RETROACTIVE
    return PHASES.get(happened.event.kind, DONE)


def _project(machine: Machine[S], worlds: list[World[S]], day: int) -> tuple[Merged, ...]:
    seen: dict[tuple[SubjectId, str], list[tuple[World[S], Facet]]] = {}
    for world in worlds:
        for facet in machine.project(world.state, day):
            seen.setdefault((facet.subject, facet.axis), []).append((world, facet))
    return tuple(_merged(found, len(worlds)) for found in seen.values())


def _merged(found: Sequence[tuple[World[S], Facet]], worlds: int) -> Merged:
    first = found[0][1]
    if len(found) == 1 and worlds == 1:
        return Merged(first.subject, first.axis, (first.value,), first.rule, first.causes, order_sensitive=False)
    by_value: dict[Any, list[World[S]]] = {}
    for world, facet in found:
        by_value.setdefault(facet.value, []).append(world)
    values = sorted(by_value, key=repr)
    if len(found) < worlds:
        values = [None, *values]
    causes = tuple(sorted({cause for _, facet in found for cause in facet.causes}))
    sensitive = len(by_value) > 1 and _hangs_on_order(by_value)
    rule = next(facet.rule for _, facet in found if facet.value == (values[-1]))
    return Merged(first.subject, first.axis, tuple(values), rule, causes, sensitive)


def _hangs_on_order(by_value: Mapping[Any, Sequence[World[Any]]]) -> bool:
    """Whether worlds that differ only in an unsettled order have different values."""
    groups = {group for worlds in by_value.values() for world in worlds for group, _ in world.tags}
    for group in groups:
        sides = [{tag for world in worlds for tag in world.tags if tag[0] == group} for worlds in by_value.values()]
        if len({frozenset(side) for side in sides}) > 1:
            return True
    return False
