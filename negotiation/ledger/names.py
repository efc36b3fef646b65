"""Everything that a case gives an id, by what it is; ids of one case share one name space."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from negotiation.domain.events import Event
from negotiation.domain.events.commitments import Amended, Committed, TrancheTerms
from negotiation.domain.events.instruments import Signed
from negotiation.domain.events.measures import MeasureTaken
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.events.talks import TalksStep
from negotiation.ledger.pile import Pile
from negotiation.ledger.places import Origin
from negotiation.ledger.plain import Path

SPACES = {
    "event": "event",
    "source": "source",
    "seed": "source",
    "party": "actor",
    "organ": "actor",
    "person": "person",
    "reading": "reading",
    "rule": "rule",
    "coder": "coder",
    "commitment": "subject",
    "process": "subject",
    "proposal": "subject",
    "measure": "subject",
    "instrument": "subject",
    "tranche": "tranche",
}
"""The name space of what an id can be given to, where others refer to it."""

GIVING: frozenset[type] = frozenset({Committed, Amended, Proposed, TalksStep, MeasureTaken, Signed})
"""Kinds of events that give ids to more than themselves."""

LOST_WITH = {
    "holder": {"actor", "person", "source", "reading"},
    "paragraph": {"source"},
}
"""Name spaces that hold the ids of others; any other holds its own."""


@dataclass(frozen=True, slots=True)
class Given:
    """An id where it is given."""

    name: str
    what: str
    """What it names: an event, a party, a commitment ..."""
    origin: Origin
    path: Path
    again: bool = False
    """Whether other records may give it too, as each stage of a measure does."""


@dataclass
class Names:
    """Who and what a case knows."""

    events: set[str] = field(default_factory=set[str])
    subjects: dict[str, str] = field(default_factory=dict[str, str])
    """What each subject is: commitment, process, proposal, instrument or measure."""
    tranches: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    recurring: set[str] = field(default_factory=set[str])
    """Commitments that have a tranche for each period, named by its number."""
    actors: set[str] = field(default_factory=set[str])
    people: set[str] = field(default_factory=set[str])
    readings: set[str] = field(default_factory=set[str])
    rules: set[str] = field(default_factory=set[str])
    coders: set[str] = field(default_factory=set[str])
    sources: set[str] = field(default_factory=set[str])
    paragraphs: dict[str, Collection[str]] = field(default_factory=dict[str, Collection[str]])
    """Of each seed."""
    twice: list[tuple[Given, Given]] = field(default_factory=list[tuple[Given, Given]])
    """Ids that two things have: the later one, and the first."""
    lost: set[str] = field(default_factory=set[str])
    """Name spaces in which something has an id that cannot be made out: it is refused, or given that of another."""

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """Ids that two things have, so that nothing follows from what has them."""
        return frozenset(one.name for one, _ in self.twice)

    def may_be_lost(self, space: str, name: str) -> bool:
        """Whether an id that nothing has may be that of something refused."""
        if space == "subject" and "/" in name and "tranche" in self.lost:
            return True
        return bool(self.lost & LOST_WITH.get(space, {space}))

    @cached_property
    def by_space(self) -> Mapping[str, Collection[str]]:
        """The ids that a field may hold, by what it refers to."""
        holders = self.actors | self.people | self.sources | self.readings
        return {
            "event": self.events,
            "subject": self.subjects,
            "actor": self.actors,
            "person": self.people,
            "holder": holders,
            "reading": self.readings,
            "source": self.sources,
            "rule": self.rules,
            "coder": self.coders,
        }


def names_of(pile: Pile) -> Names:
    """Look through a case for everything that has an id."""
    names = Names()
    if pile.head is not None:
        head = pile.head[0]
        names.actors.update(p.id for p in head.parties)
        names.actors.update(o.id for p in head.parties for o in p.organs)
        names.people.update(p.id for p in head.people)
        names.readings.update(r.id for r in head.readings)
        names.rules.update(head.rules)
        names.coders.update(c.id for c in head.coders)
    names.sources.update(s.id for s, _ in pile.sources)
    names.sources.update(s.id for s, _ in pile.seeds)
    names.paragraphs.update({s.id: s.paragraphs for s, _ in pile.seeds})
    names.events.update(event.id for event, _ in pile.events)
    giving = [event for event, _ in pile.events if event.__class__ in GIVING]
    for event in giving:
        for name, what, _, _ in _subjects_given(event):
            names.subjects.setdefault(name, what)
        for commitment, tranche in _tranches_given(event):
            names.tranches.setdefault(commitment, set()).add(tranche)
        if isinstance(event, Committed | Amended) and event.recurs is not None:
            names.recurring.add(event.commitment if isinstance(event, Committed) else event.subject)
    if any(what == "instrument" for what in names.subjects.values()):
        names.subjects.setdefault("instruments", "all instruments")  # what an assertion counts them together as
    names.twice.extend(_given_twice(pile))
    names.lost.update(pile.lost, *({SPACES.get(it.what, "") for it in pair} for pair in names.twice))
    return names


def events_by_id(pile: Pile, names: Names) -> dict[str, Event]:
    """The events that an id leads to; none where two have it."""
    return {event.id: event for event, _ in pile.events if event.id not in names.ambiguous}


def _given_twice(pile: Pile) -> Iterator[tuple[Given, Given]]:
    """Each id that two things have, once: the second that has it, with the first."""
    if not _each_once(pile):
        yield from _told_twice(pile)
    for event, origin in pile.events:
        if event.__class__ in GIVING:
            yield from _tranches_twice(event, origin)


def _each_once(pile: Pile) -> bool:
    """Whether every id is given by one thing, at first sight; most of them are those of events."""
    events = {event.id for event, _ in pile.events}
    others = [one.name for one in given(pile, GIVING) if one.what != "event"]
    return len(events) == len(pile.events) and len(set(others)) == len(others) and events.isdisjoint(others)


def _told_twice(pile: Pile) -> Iterator[tuple[Given, Given]]:
    first: dict[str, Given] = {}
    told: set[str] = set()
    for one in given(pile):
        other = first.setdefault(one.name, one)
        if other is one or one.name in told or (other.what == one.what and (other.again or one.again)):
            continue
        told.add(one.name)
        yield one, other


def _tranches_twice(event: Event, origin: Origin) -> Iterator[tuple[Given, Given]]:
    """Tranches of one record with one id; another record may speak of the same tranche again."""
    first: dict[str, Given] = {}
    for (commitment, tranche), path in zip(_tranches_given(event), _tranche_paths(event), strict=True):
        one = Given(f"{commitment}/{tranche}", "tranche", origin, path)
        if (other := first.setdefault(tranche, one)) is not one:
            yield one, other


def _tranche_paths(event: Event) -> Iterator[Path]:
    above = ("terms",) if isinstance(event, Proposed) else ()
    for number, _ in enumerate(_tranches_given(event)):
        yield (*above, "tranches", number, "id")


def given(pile: Pile, kinds: Collection[type] | None = None) -> Iterator[Given]:
    """Every place at which an id is given, in the order of the files; of events, of all or of some kinds."""
    if pile.head is not None:
        yield from _given_in_head(pile)
    for source, origin in pile.sources:
        yield Given(source.id, "source", origin, ("id",))
    for seed, origin in pile.seeds:
        yield Given(seed.id, "seed", origin, ("id",))
    for event, origin in pile.events:
        if kinds is not None and event.__class__ not in kinds:
            continue
        yield Given(event.id, "event", origin, ("id",))
        for name, what, path, again in _subjects_given(event):
            yield Given(name, what, origin, path, again)


def _given_in_head(pile: Pile) -> Iterator[Given]:
    if pile.head is None:
        return
    head, origin = pile.head
    for number, party in enumerate(head.parties):
        yield Given(party.id, "party", origin, ("parties", number, "id"))
        for place, organ in enumerate(party.organs):
            yield Given(organ.id, "organ", origin, ("parties", number, "organs", place, "id"))
    for number, person in enumerate(head.people):
        yield Given(person.id, "person", origin, ("people", number, "id"))
    held = {str(party.id) for party in head.parties} | {str(person.id) for person in head.people}
    for number, reading in enumerate(head.readings):
        # A reading may go by the name of the party that holds it; of a holder whom nobody knows that is told.
        if str(reading.id) != reading.held_by and (reading.held_by is None or reading.held_by in held):
            yield Given(reading.id, "reading", origin, ("readings", number, "id"))
    for number, invariant in enumerate(head.invariants):
        yield Given(invariant.id, "invariant", origin, ("invariants", number, "id"))
    for number, coder in enumerate(head.coders):
        yield Given(coder.id, "coder", origin, ("coders", number, "id"))
    for rule in head.rules:
        yield Given(rule, "rule", origin, ("rules", rule))


def _subjects_given(event: Event) -> Iterator[tuple[str, str, Path, bool]]:
    match event:
        case Committed():
            yield event.commitment, "commitment", ("commitment",), False
        case Proposed():
            yield event.proposal, "proposal", ("proposal",), False
            if event.commitment is not None:
                yield event.commitment, "commitment", ("commitment",), True
        case TalksStep():
            yield event.process, "process", ("process",), True
        case MeasureTaken():
            yield event.measure, "measure", ("measure",), True
        case Signed():
            for number, instrument in enumerate(event.instruments):
                yield instrument.id, "instrument", ("instruments", number, "id"), False
        case _:
            pass


def _tranches_given(event: Event) -> Iterator[tuple[str, str]]:
    tranches: tuple[TrancheTerms, ...] | None = None
    commitment: str | None = None
    match event:
        case Committed():
            tranches, commitment = event.tranches, event.commitment
        case Amended():
            tranches, commitment = event.tranches, event.subject
        case Proposed() if event.terms is not None:
            tranches, commitment = event.terms.tranches, event.commitment
        case _:
            pass
    for tranche in tranches or ():
        if commitment is not None:
            yield commitment, tranche.id
