"""Who may do what, and when: the powers that terms give (Symboleo's term).

An act that names a power which its actor does not hold on that day is void: it
is kept, shown, and changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from negotiation.domain.events.commitments import Power
from negotiation.domain.ids import ActorId
from negotiation.domain.meaning import Moment, truth

DETERMINE = "determine"
"""The power that makes a body's word a determination, where the act names no other."""


def with_parties(actors: Iterable[ActorId], organs: Mapping[ActorId, ActorId]) -> set[ActorId]:
    """The actors, an organ counted as itself and as its party."""
    named = set(actors)
    return named | {organs[actor] for actor in named if actor in organs}


def has_power(given: Any, act: tuple[str, str], by: set[ActorId], at: Moment) -> bool:
    """Whether one of `by` holds the power named for an act of a kind: `act` is the kind and the power."""
    kind, name = act
    return any(
        one.power == name
        and bool(by & set(one.holder))
        and (one.may is None or kind in one.may)
        and (one.when is None or truth(one.when, at) is True)
        for one in powers_in(given)
    )


def powers_in(given: Any) -> Sequence[Power]:
    """The powers that a term gives; none where it is not written."""
    return cast("tuple[Power, ...]", given) if isinstance(given, tuple) else ()


def may_answer(
    made: tuple[Sequence[ActorId], Sequence[ActorId]], by: Sequence[ActorId], organs: Mapping[ActorId, ActorId]
) -> bool:
    """Whether a proposal, made by some to some, may be answered by these.

    Those to whom it was made may; where it was made to nobody by name, anybody but its
    one maker: several who made it together may accept it from each other.
    """
    makers, to = (with_parties(one, organs) for one in made)
    answering = with_parties(by, organs)
    return bool(answering & to) if to else len(made[0]) > 1 or not answering <= makers
