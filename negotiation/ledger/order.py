"""`after` orders events of one day, and nothing else."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from negotiation.domain.events import Event
from negotiation.ledger.days import possible_days, zone_of
from negotiation.ledger.names import Names
from negotiation.ledger.pile import Pile
from negotiation.ledger.places import Origin
from negotiation.ledger.problems import Problem


def order_problems(pile: Pile, names: Names) -> Iterator[Problem]:
    """`after` between events that cannot share a day, and in a circle."""
    ordered = [(event, origin) for event, origin in pile.events if event.after]
    if not ordered:
        return
    by_id = {event.id: (event, origin) for event, origin in pile.events if event.id not in names.ambiguous}
    zone = zone_of(pile.head[0].tz) if pile.head else None
    for event, origin in ordered:
        mine = possible_days(event.on, zone)
        for number, earlier in enumerate(event.after or ()):
            theirs = possible_days(by_id[earlier][0].on, zone) if earlier in by_id else None
            if mine and theirs and (mine[1] < theirs[0] or theirs[1] < mine[0]):
                yield _apart(pile, (event, origin), by_id[earlier], number)
    yield from _circles(pile, {event.id: (event, origin) for event, origin in ordered if event.id in by_id})


def _apart(pile: Pile, one: tuple[Event, Origin], other: tuple[Event, Origin], number: int) -> Problem:
    event, origin = one
    earlier, place = other
    return pile.texts.problem(
        origin,
        ("after", number),
        "T118",
        f"'{earlier.id}' cannot be of the same day, so there is nothing to order",
        label="`after` orders one day",
        related=[pile.texts.related(place, ("on",), "that one's day")],
        ids=(event.id, earlier.id),
        help_="leave `after` out: different days are in order already",
    )


def _circles(pile: Pile, ordered: dict[str, tuple[Event, Origin]]) -> Iterator[Problem]:
    graph: dict[str, set[str]] = {id_: set(event.after or ()) for id_, (event, _) in ordered.items()}
    while graph:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = sorted(set(error.args[1]))
            yield _circle(pile, circle, ordered)
            graph = {id_: others for id_, others in graph.items() if id_ not in circle}
        else:
            return


def _circle(pile: Pile, circle: list[str], ordered: dict[str, tuple[Event, Origin]]) -> Problem:
    first, *others = sorted(circle, key=lambda id_: (ordered[id_][1].file, ordered[id_][1].line))
    related = [pile.texts.related(ordered[id_][1], ("after",), "and this one", (id_,)) for id_ in others]
    said = f"'{first}' comes after itself" + (f", by way of {', '.join(others)}" if others else "")
    return pile.texts.problem(ordered[first][1], ("after",), "T119", said, related=related, ids=(first, *others))
