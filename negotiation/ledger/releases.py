"""Released records stay as they are: a mistake is corrected by a new record, never by an edit."""

from collections.abc import Iterator

from negotiation.domain.canonical import digest_of
from negotiation.domain.events import Event
from negotiation.ledger.names import Names
from negotiation.ledger.pile import Pile
from negotiation.ledger.places import Origin
from negotiation.ledger.problems import Problem


def released(pile: Pile) -> frozenset[str]:
    """Every event that some release has."""
    return frozenset(str(id_) for release, _ in pile.releases for id_ in release.events)


def release_problems(pile: Pile, names: Names) -> Iterator[Problem]:
    """Events that are others than those that were released, and events that are gone.

    Where a record stands, how it is laid out and what comments say of it is no part of it.
    """
    if not pile.releases:
        return
    there: dict[str, tuple[Event, Origin]] = {str(event.id): (event, origin) for event, origin in pile.events}
    for release, origin in pile.releases:
        for id_, digest in release.events.items():
            if id_ in names.ambiguous or (id_ not in there and (id_ in pile.words or "event" in pile.lost)):
                continue  # what was refused, or is there twice, is told as that
            if id_ not in there:
                said = f"'{id_}' was released on {release.on}, and no file has it any more"
                help_ = f"put it back as it was, and add a `retracted` record that revises {id_}"
                yield pile.texts.problem(origin, ("events", id_), "T322", said, key=True, ids=(id_,), help_=help_)
                continue
            event, place = there[id_]
            if digest_of(event) != digest:
                yield pile.texts.problem(
                    place,
                    ("id",),
                    "T321",
                    f"'{id_}' is not what was released on {release.on}",
                    label="changed since",
                    related=[pile.texts.related(origin, ("events", id_), "as it was released")],
                    ids=(id_,),
                    help_=f"put it back as it was, and say it anew: negotiation correct {id_}, or retract {id_}",
                )
