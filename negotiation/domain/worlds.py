"""The fold over possible worlds.

A day that no source settles, a value with rival accounts, an order within a day
that nobody states: each is a fork, and every branch is a whole world in which
the model's laws hold. Worlds that come to agree are merged again, so their
number stays small however many dates are uncertain. Nothing here knows what an
event means; a machine does.
"""

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product, takewhile
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from negotiation.domain.book import Address
from negotiation.domain.events.about import field_of
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.resolve import Resolved

MOST_WORLDS = 512
"""More are not followed: a subject with so many open questions has no answer worth reading."""
MOST_CHOSEN = 4
"""Up to so many events of uncertain day are combined in every way and order on one day."""
MOST_PERMUTED = 4
"""Of more events of one day that nothing orders, the first and the last are tried next, and not each."""

Tag = tuple[object, int]


class Facet(NamedTuple):
    """One axis of one subject in one world."""

    subject: SubjectId
    axis: str
    value: Any
    rule: str
    causes: tuple[EventId, ...]


class Merged(NamedTuple):
    """One axis of one subject over all worlds."""

    subject: SubjectId
    axis: str
    values: tuple[Any, ...]
    """What it may be; one value where all worlds agree. `None` where the subject is absent."""
    rule: str
    causes: tuple[EventId, ...]
    order_sensitive: bool = False


Stretch = tuple[Merged, int, int]
"""What is true from a day until another, half open."""


class Shown(NamedTuple):
    """What was shown on a day: the axes of the one world, where there was one, and of all worlds together."""

    facets: Sequence[Facet] = ()
    merged: tuple[Merged, ...] = ()


NOTHING = Shown()


class Fold(Protocol):
    """A state that a fold carries on, in place; `copy` and `key` let worlds fork and merge.

    It is told when it is `alone`: all worlds to come have its past in common, and `key` may leave that out.
    """

    def alone(self) -> None: ...

    def copy(self) -> "Fold": ...

    def key(self) -> Hashable: ...


S = TypeVar("S", bound=Fold)


class Machine(Protocol[S]):
    """What events and time do to a state.

    `dawn` comes before a day's events and ends what the day before was the last day
    of; `clock` comes after them and derives what is true at the end of the day.
    """

    def start(self) -> S: ...

    def dawn(self, state: S, day: int) -> None: ...

    def evolve(self, state: S, happened: Resolved, values: Mapping[Address, Any], day: int) -> None: ...

    def clock(self, state: S, day: int) -> None: ...

    def wakes(self, state: S, day: int) -> Iterable[int]: ...

    def project(self, state: S, day: int) -> Sequence[Facet]: ...


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


Begun = dict[tuple[SubjectId, str], tuple[Merged, int]]
"""What is true of each axis, and since when."""


@dataclass(slots=True)
class Checkpoint(Generic[S]):
    """A fold as it stood before a day."""

    worlds: list[World[S]]
    wakes: list[int]
    """Days on which the clock has to look again, earliest first."""
    begun: Begun
    last: Shown = NOTHING
    ended: int = 0
    """How many stretches had ended."""
    overflowed: bool = False
    asked: Iterable[int] = ()
    """The days to look again that a world told last: the same object tells nothing new."""

    def fork(self) -> "Checkpoint[S]":
        """A second one that goes its own way."""
        worlds = [world.fork() for world in self.worlds]
        return replace(self, worlds=worlds, wakes=self.wakes.copy(), begun=self.begun.copy())


class Agenda:
    """Events by numbers that stay the same whatever else is put in, and by the days on which they may happen."""

    def __init__(self) -> None:
        self.days: list[int] = []
        """Days on which something may happen, earliest first."""
        self.numbers: dict[EventId, int] = {}
        self._events: dict[int, Resolved] = {}
        self._on: dict[int, list[int]] = {}

    def __getitem__(self, number: int) -> Resolved:
        """The event of a number."""
        return self._events[number]

    def get(self, number: int) -> Resolved | None:
        """The event of a number, if there is one."""
        return self._events.get(number)

    def on(self, day: int) -> Sequence[int]:
        """The numbers of the events that may happen on a day."""
        return self._on.get(day, ())

    def put(self, number: int, happened: Resolved | None) -> None:
        """Put an event in the place of the one that had its number; nothing takes that out."""
        before = self._events.pop(number, None)
        if before is not None:
            del self.numbers[before.id]
            for day in before.days:
                self._on[day].remove(number)
                if not self._on[day]:
                    del self._on[day], self.days[bisect_left(self.days, day)]
        if happened is not None:
            self._events[number] = happened
            self.numbers[happened.id] = number
            for day in happened.days:
                if day not in self._on:
                    self._on[day] = []
                    insort(self.days, day)
                insort(self._on[day], number)


class Unfolding(Generic[S]):
    """A fold in all possible worlds that can be taken up again on a day from which its events differ."""

    def __init__(self, machine: Machine[S], until: int) -> None:
        self.machine = machine
        self.until = until
        self.agenda = Agenda()
        self.stretches: list[Stretch] = []
        """What the last run came to, in the order in which the stretches end."""
        self.overflowed = False

    def start(self) -> Checkpoint[S]:
        """Before every day."""
        return Checkpoint([World(self.machine.start())], [], {})

    def run(self, at: Checkpoint[S], day: int = 0, marks: Sequence[int] = ()) -> list[Checkpoint[S]]:
        """Fold from a checkpoint before `day` to the end; the checkpoints before each of the days `marks`, in order."""
        kept: list[Checkpoint[S]] = []
        position = bisect_left(self.agenda.days, day)
        del self.stretches[at.ended :]
        while True:
            day = min([*self.agenda.days[position : position + 1], *at.wakes[:1]], default=self.until + 1)
            while len(kept) < len(marks) and marks[len(kept)] <= day:
                kept.append(at.fork())
            if day > self.until:
                break
            if at.wakes and at.wakes[0] == day:
                del at.wakes[0]
            if self.agenda.on(day):
                position += 1
            self._live_through(at, day)
            self._show(at, day)
        kept += [at.fork() for _ in marks[len(kept) :]]
        self.stretches += [(merged, since, self.until + 1) for merged, since in at.begun.values()]
        self.overflowed = at.overflowed
        return kept

    def lasting(self) -> Iterator[Merged]:
        """What is true at the end."""
        return (merged for merged, _, _ in takewhile(lambda one: one[2] > self.until, reversed(self.stretches)))

    def _live_through(self, at: Checkpoint[S], day: int) -> None:
        """Carry all worlds through a day."""
        machine = self.machine
        for world in at.worlds:
            machine.dawn(world.state, day)
        if len(at.worlds) == 1:
            at.worlds[0].state.alone()
        worlds = _live(machine, at.worlds, self.agenda, day)
        for world in worlds:
            machine.clock(world.state, day)
        worlds = _merge(worlds)
        if len(worlds) > MOST_WORLDS:
            worlds, at.overflowed = worlds[:MOST_WORLDS], True
        at.worlds = worlds
        wakes = [machine.wakes(world.state, day) for world in worlds]
        if len(wakes) == 1 and wakes[0] is at.asked:
            return
        at.asked = wakes[0]
        for wake in {wake for of_one in wakes for wake in of_one}:
            if wake > day:
                place = bisect_left(at.wakes, wake)
                if at.wakes[place : place + 1] != [wake]:
                    at.wakes.insert(place, wake)

    def _show(self, at: Checkpoint[S], day: int) -> None:
        """End the stretches of what is true no longer, and begin those of what is true from the day on."""
        shown = _project(self.machine, at.worlds, day, at.last)
        if shown is at.last:
            return
        gone, come = _changed(at.last.merged, shown.merged)
        at.last = shown
        for key in [key for key in at.begun if key in gone] if gone else ():
            self.stretches.append((*at.begun.pop(key), day))
        at.begun.update([(merged[:2], (merged, day)) for merged in come])
        at.ended = len(self.stretches)


def _changed(before: Sequence[Merged], after: Sequence[Merged]) -> tuple[set[tuple[SubjectId, str]], list[Merged]]:
    """The axes of which something else is true now, or nothing, and what is true of them.

    Most are the same objects in the same places as before: to compare these is all that they cost.
    """
    if len(before) == len(after):
        pairs = [(old, new) for old, new in zip(before, after, strict=True) if old is not new and old != new]
        if all(old[:2] == new[:2] for old, new in pairs):
            return {old[:2] for old, _ in pairs}, [new for _, new in pairs]
    was, now = {one[:2]: one for one in before}, {one[:2]: one for one in after}
    return (
        {key for key, one in was.items() if now.get(key) != one},
        [one for key, one in now.items() if was.get(key) != one],
    )


def unfold(machine: Machine[S], inputs: Sequence[Resolved], until: int) -> Unfolding[S]:
    """Fold `inputs` in all possible worlds, to the end of the day `until`."""
    unfolding = Unfolding(machine, until)
    for number, one in enumerate(inputs):
        unfolding.agenda.put(number, one)
    unfolding.run(unfolding.start())
    return unfolding


class Numbered(Protocol):
    """Events by their numbers."""

    def __getitem__(self, number: int, /) -> Resolved: ...


def _live(machine: Machine[S], worlds: list[World[S]], inputs: Agenda, day: int) -> list[World[S]]:
    """Carry every world through the events of one day."""
    agenda = inputs.on(day)
    if len(agenda) == 1 and len(inputs[agenda[0]].days) == len(inputs[agenda[0]].variants) == 1:
        for world in worlds:
            machine.evolve(world.state, inputs[agenda[0]], inputs[agenda[0]].variants[0], day)
        return worlds
    if not agenda:
        return worlds
    if sum(len(inputs[i].days) > 1 for i in agenda) > MOST_CHOSEN:
        after = _in_turn(machine, worlds, inputs, agenda, day)
    else:
        after = [
            one
            for world in worlds
            for branch, chosen in _branches(world, [*_choices(inputs, agenda, world.done, day)])
            for one in _in_every_order(machine, branch, inputs, chosen, day)
        ]
    ending = frozenset(i for i in agenda if inputs[i].days[-1] == day)
    for world in after:
        world.done -= ending
    return after


def _in_turn(
    machine: Machine[S], worlds: list[World[S]], inputs: Agenda, agenda: Sequence[int], day: int
) -> list[World[S]]:
    """Carry every world through a day on which many events may have happened, phase by phase.

    Those of the day itself are tried in every order; those that may have been on other
    days follow one by one. What another order of these would lead to is met in the
    worlds in which they are some days apart.
    """
    for phase in sorted({phase_of(inputs[i]) for i in agenda}):
        mine = [i for i in agenda if phase_of(inputs[i]) == phase]
        sure = [i for i in mine if len(inputs[i].days) == 1]
        worlds = _merge(
            [
                one
                for world in worlds
                for branch, chosen in _branches(world, [*_choices(inputs, sure, world.done, day)])
                for one in _in_every_order(machine, branch, inputs, chosen, day)
            ]
        )
        for index in ordered(inputs, [i for i in mine if len(inputs[i].days) > 1]):
            worlds = _perhaps(machine, worlds, inputs[index], index, day)
    return worlds


def _perhaps(machine: Machine[S], worlds: list[World[S]], happened: Resolved, index: int, day: int) -> list[World[S]]:
    """Carry every world through one event that may have been on another day."""
    after: list[World[S]] = []
    for world in worlds:
        if index in world.done:
            after.append(world)
            continue
        if day != happened.days[-1]:
            after.append(world.fork())
        for values in happened.variants:
            branch = world.fork()
            machine.evolve(branch.state, happened, values, day)
            branch.done |= {index}
            after.append(branch)
    return _merge(after)[: 2 * MOST_WORLDS]


Chosen = dict[int, Mapping[Address, Any]]
"""The events that happen on a day, in one world, each with the values that it has there."""


def _choices(inputs: Agenda, agenda: Sequence[int], done: frozenset[int], day: int) -> Iterator[Chosen]:
    """Every way in which the events that may happen on a day do or do not."""
    options: list[list[Mapping[Address, Any] | None]] = []
    mine = [i for i in agenda if i not in done]
    for index in mine:
        waits: list[Mapping[Address, Any] | None] = [] if day == inputs[index].days[-1] else [None]
        options.append([*inputs[index].variants, *waits])
    waiting = _waiting(inputs, mine, done, day)
    for picked in product(*options):
        chosen = {index: values for index, values in zip(mine, picked, strict=True) if values is not None}
        if all(first in chosen for index in chosen for first in waiting.get(index, ())):
            yield chosen


def _branches(world: World[S], choices: Sequence[Chosen]) -> Iterator[tuple[World[S], Chosen]]:
    """A world for each choice: the world itself where there is but one, since a copy is dear."""
    for chosen in choices:
        yield (world if len(choices) == 1 else world.fork()), chosen


def _waiting(inputs: Agenda, mine: Sequence[int], done: frozenset[int], day: int) -> dict[int, list[int]]:
    """For events that may wait: those that a source puts before them and that have not happened yet."""
    found: dict[int, list[int]] = {}
    for index in mine:
        if day != inputs[index].days[-1]:
            before = [inputs.numbers[e] for e in inputs[index].behind if e in inputs.numbers]
            found[index] = [j for j in before if j not in done and inputs[j].days[-1] >= day]
    return found


def _in_every_order(machine: Machine[S], world: World[S], inputs: Numbered, chosen: Chosen, day: int) -> list[World[S]]:
    """The worlds that one choice leads to: one, unless an order that no source settles makes a difference.

    `world` goes its way in place, as long as there is but one.
    """
    frontier: dict[frozenset[int], list[World[S]]] = {frozenset(chosen): [world]}
    before = predecessors(inputs, list(chosen))
    for _ in range(len(chosen)):
        following: dict[frozenset[int], list[World[S]]] = {}
        for left, here in frontier.items():
            turn = next_of(inputs, left, before)
            for index in turn:
                reached = following.setdefault(left - {index}, [])
                for one in here:
                    branch = one if len(turn) == 1 else one.fork()
                    machine.evolve(branch.state, inputs[index], chosen[index], day)
                    if len(inputs[index].days) > 1:
                        branch.done |= {index}
                    reached.append(branch)
        frontier = {left: _merge(here) for left, here in following.items()}
    reached = frontier[frozenset()]
    if len(reached) > 1:
        group = object()  # one for each world that comes to the day: others have their own
        for number, one in enumerate(reached):
            one.tags |= {(group, number)}
    return reached


def next_of(inputs: Numbered, left: frozenset[int], before: Mapping[int, frozenset[int]]) -> list[int]:
    """The events that may come next of those left of a day.

    One may, if no other that is left comes before it: by a source, or, where no source
    orders the two, by its phase. Of many, only the first and the last by id are tried.
    """
    free = [i for i in left if not any(_precedes(inputs, j, i, before) for j in left)]
    if not free:
        phase = min(phase_of(inputs[i]) for i in left)
        free = [i for i in left if phase_of(inputs[i]) == phase]
    group = sorted(free, key=lambda i: inputs[i].id)
    return group if len(group) <= MOST_PERMUTED else [group[0], group[-1]]


def _precedes(inputs: Numbered, one: int, other: int, before: Mapping[int, frozenset[int]]) -> bool:
    if one in before[other]:
        return True
    return other not in before[one] and phase_of(inputs[one]) < phase_of(inputs[other])


def predecessors(inputs: Numbered, agenda: Sequence[int]) -> dict[int, frozenset[int]]:
    """What a source puts before each of a day's events: by `after`, by a time of day, or as what it undoes."""
    ids = {inputs[i].id: i for i in agenda}
    found: dict[int, frozenset[int]] = {}
    for i in agenda:
        minute = inputs[i].minute
        earlier = {j for j in agenda if minute is not None and (m := inputs[j].minute) is not None and m < minute}
        named = {ids[id_] for id_ in inputs[i].behind if id_ in ids}
        found[i] = frozenset(named | earlier)
    for middle in agenda:
        for i in agenda:
            if middle in found[i]:
                found[i] |= found[middle] - {i}
    return found


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


def ordered(inputs: Numbered, agenda: Sequence[int]) -> list[int]:
    """The events of one day in one order that sources and phases allow, by id where they leave it open."""
    before = predecessors(inputs, agenda)
    left = frozenset(agenda)
    order: list[int] = []
    while left:
        order.append(next_of(inputs, left, before)[0])
        left -= {order[-1]}
    return order


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
    if field_of(happened.event, "retroactive"):
        return RETROACTIVE
    return PHASES.get(happened.event.kind, DONE)


def _project(machine: Machine[S], worlds: list[World[S]], day: int, last: Shown) -> Shown:
    """What all worlds show; of one world alone, what it shows anew since the day before."""
    if len(worlds) == 1:
        facets = machine.project(worlds[0].state, day)
        if facets is last.facets:
            return last
        if not last.facets or len(facets) != len(last.facets):
            return Shown(facets, tuple([_alone(facet) for facet in facets]))
        merged = zip(facets, last.facets, last.merged, strict=True)
        return Shown(facets, tuple([was if new is old or new == old else _alone(new) for new, old, was in merged]))
    seen: dict[tuple[SubjectId, str], list[tuple[World[S], Facet]]] = {}
    for world in worlds:
        for facet in machine.project(world.state, day):
            seen.setdefault((facet.subject, facet.axis), []).append((world, facet))
    return Shown((), tuple([_merged(found, len(worlds)) for found in seen.values()]))


def _alone(facet: Facet) -> Merged:
    subject, axis, value, rule, causes = facet
    if len(causes) > 1:
        causes = tuple(sorted(set(causes)))
    return Merged(subject, axis, (value,), rule, causes)


def _merged(found: Sequence[tuple[World[S], Facet]], worlds: int) -> Merged:
    first = found[0][1]
    if len(found) == worlds and all(facet is first or facet == first for _, facet in found):
        return _alone(first)
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
        sides = [{tag for world in worlds for tag in world.tags if tag[0] is group} for worlds in by_value.values()]
        if len({frozenset(side) for side in sides if side}) > 1:
            return True
    return False
