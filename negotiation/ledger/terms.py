"""What a promise or its amendment must say, which depends on what is promised."""

from collections.abc import Iterator

from negotiation.domain.events import Event
from negotiation.domain.events.commitments import Amended, Committed, Obligation
from negotiation.domain.subjects import expressions_in_field
from negotiation.ledger.names import Names
from negotiation.ledger.nearest import did_you_mean, listed
from negotiation.ledger.pile import Pile
from negotiation.ledger.places import Origin
from negotiation.ledger.problems import Problem

NEEDS: dict[Obligation, tuple[tuple[str, ...], ...]] = {
    "deliver": (("total", "recurs"), ("unit",)),
    "act": (("act",),),
    "refrain": (("act",), ("window",)),
    "maintain": (("state", "level"), ("window",)),
}
"""The fields that a promise of each kind needs; of several together one is enough."""

GROUNDS = ("consent", "power", "rule")
"""By what an amendment changes the terms: who agreed, whose power it is, or which rule of the case takes it in."""


def terms_problems(pile: Pile, names: Names) -> Iterator[Problem]:
    """Promises and amendments that lack what their kind needs."""
    powers = _powers(pile, names)
    for event, origin in pile.events:
        match event:
            case Committed():
                yield from _incomplete(pile, event, origin)
            case Amended():
                yield from _grounds(pile, event, origin)
                yield from _power(pile, event, origin, powers)
            case _:
                pass


def _incomplete(pile: Pile, event: Committed, origin: Origin) -> Iterator[Problem]:
    for fields in NEEDS[event.obligation]:
        if all(getattr(event, field) is None for field in fields):
            said = f"a promise to {event.obligation} needs {listed(f'`{field}`' for field in fields)}"
            yield pile.texts.problem(origin, ("obligation",), "T123", said, label="by this", ids=(event.id,))


def _grounds(pile: Pile, event: Amended, origin: Origin) -> Iterator[Problem]:
    given = [field for field in GROUNDS if field in event.model_fields_set]
    if len(given) != 1:
        what = listed((f"`{field}`" for field in given), "and") if given else "none of them"
        said = f"an amendment has exactly one of `consent`, `power`, `rule`; this has {what}"
        where = given[1] if given else "kind"
        yield pile.texts.problem(
            origin,
            (where,),
            "T123",
            said,
            key=bool(given),
            ids=(event.id,),
            help_="what one side announces alone is a `proposed`, or enters by a `rule` that the case states",
        )


def _powers(pile: Pile, names: Names) -> dict[str, set[str]]:
    """The powers that the terms of each commitment give; none where its promise could not be read."""
    made = {event.commitment for event, _ in pile.events if isinstance(event, Committed)} - pile.words - names.ambiguous
    found: dict[str, set[str]] = {name: set() for name in made}
    for event, _ in pile.events:
        if isinstance(event, Committed | Amended) and _whose(event) in found:
            found[_whose(event)].update(
                power.power for one in expressions_in_field(event.powers) for power in one or ()
            )
    return found


def _whose(event: Event) -> str:
    match event:
        case Committed():
            return event.commitment
        case Amended():
            return event.subject.partition("/")[0]
        case _:
            return ""


def _power(pile: Pile, event: Amended, origin: Origin, powers: dict[str, set[str]]) -> Iterator[Problem]:
    commitment = _whose(event)
    known = powers.get(commitment)
    if event.power is not None and known is not None and event.power not in known:
        said = f"the terms of '{commitment}' give nobody the power '{event.power}'"
        hint = did_you_mean(event.power, known)
        yield pile.texts.problem(origin, ("power",), "T117", said, label=hint, ids=(event.id,))
