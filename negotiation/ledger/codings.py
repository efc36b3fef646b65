"""Whether second codings are of events that are there, by coders who are others, in fields that events have."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from negotiation.domain.codings import NOT_CODED, Coding, coded_kind
from negotiation.domain.events import Event, EventBase, kinds
from negotiation.ledger.complaints import complaints
from negotiation.ledger.mentions import Mention
from negotiation.ledger.names import Names, events_by_id
from negotiation.ledger.nearest import did_you_mean
from negotiation.ledger.pile import Pile, problem_of
from negotiation.ledger.places import Origin
from negotiation.ledger.plain import Path
from negotiation.ledger.problems import Problem
from negotiation.ledger.revisions import mentions_as, reading_of
from negotiation.ledger.shape import written_fields

By = dict[Any, Event]


def coding_problems(pile: Pile, names: Names) -> Iterator[Problem]:
    """What is wrong with second codings, apart from ids that nothing has."""
    by_id: By = dict(events_by_id(pile, names))
    first: dict[tuple[str, str], Origin] = {}
    for coding, origin in pile.codings:
        event = by_id.get(coding.of)
        if coding.of is not None:
            yield from _twice(pile, coding, origin, first)
        if event is not None:
            yield from _own(pile, coding, origin, event)
        yield from _decided(pile, coding, origin)
        for path, value in values_in(coding):
            yield from _value(pile, origin, (path, value), coded_kind(coding, event))
    yield from _alone(pile, by_id)


def values_in(coding: Coding) -> Iterator[tuple[Path, Any]]:
    """The codes of a coding, with those that its record had before, each at its place."""
    yield from (((name,), value) for name, value in coding.codes.items())
    if coding.adjudicated is not None:
        yield from ((("adjudicated", "was", name), value) for name, value in coding.adjudicated.was.items())


def mentions_coded(coding: Coding, by_id: By) -> Iterator[Mention]:
    """The ids in the codes."""
    cls = coded_kind(coding, by_id.get(coding.of))
    for path, value in values_in(coding):
        name = str(path[-1])
        if value is None or name == "kind" or name in NOT_CODED:
            continue
        yield from mentions_as(_called(name, cls), cls, value, path)


def _called(written: str, cls: type[BaseModel] | None) -> str:
    """A field as Python calls it."""
    return next((name for alias, name, _ in written_fields(cls) if alias == written), written) if cls else written


def _twice(pile: Pile, coding: Coding, origin: Origin, first: dict[tuple[str, str], Origin]) -> Iterator[Problem]:
    other = first.setdefault((str(coding.of), coding.coder), origin)
    if other is not origin:
        yield pile.texts.problem(
            origin,
            ("coder",),
            "T132",
            f"'{coding.coder}' coded '{coding.of}' already",
            related=[pile.texts.related(other, ("coder",), "first coded here")],
            ids=(str(coding.of),),
            help_="a coder codes an event once; what was decided later stands under `adjudicated`",
        )


def _own(pile: Pile, coding: Coding, origin: Origin, event: Event) -> Iterator[Problem]:
    if coding.coder in (event.coders or ()):
        yield pile.texts.problem(
            origin,
            ("coder",),
            "T133",
            f"'{coding.coder}' coded the record of '{event.id}' itself",
            ids=(event.id,),
            help_="a second coding is somebody else's, made without a look at the first",
        )


def _decided(pile: Pile, coding: Coding, origin: Origin) -> Iterator[Problem]:
    """Fields that a decision is about, and that the coding does not code."""
    for at, name in enumerate(() if coding.adjudicated is None else coding.adjudicated.fields):
        if name not in coding.codes:
            label = did_you_mean(name, coding.codes)
            said = f"'{name}' is not coded here, so that nothing is decided of it"
            yield pile.texts.problem(origin, ("adjudicated", "fields", at), "T101", said, label=label)


def _alone(pile: Pile, by_id: By) -> Iterator[Problem]:
    """Events with one coding, whose record does not say by whom it is: nothing can be compared."""
    of: dict[str, list[Origin]] = {}
    for coding, origin in pile.codings:
        if coding.of is not None:
            of.setdefault(coding.of, []).append(origin)
    for name, origins in of.items():
        event = by_id.get(name)
        if event is not None and not event.coders and len(origins) == 1:
            said = f"the record of '{name}' does not say who coded it, and nobody else did: there is nothing to compare"
            help_ = f"write `coders` in the record of '{name}'"
            yield pile.texts.problem(origins[0], ("of",), "T134", said, ids=(name,), help_=help_)


def _value(pile: Pile, origin: Origin, what: tuple[Path, Any], cls: type[EventBase] | None) -> Iterator[Problem]:
    path, value = what
    name = str(path[-1])
    if name == "kind":
        if str(value) not in kinds():
            label = did_you_mean(str(value), kinds())
            yield pile.texts.problem(origin, path, "T104", f"unknown event kind '{value}'", label=label)
        return
    known = _fields(cls)
    adapter, _ = reading_of(_called(name, cls), cls)
    if name not in known or adapter is None:
        yield pile.texts.problem(
            origin,
            path,
            "T101",
            f"unknown field '{name}'" if name not in NOT_CODED else f"'{name}' is the record's own, and is not coded",
            key=True,
            label=did_you_mean(name, known),
        )
        return
    if value is None:
        return
    try:
        adapter.validate_python(value)
    except ValidationError as error:
        document = pile.texts.document(origin)
        data: object = value
        for step in reversed(path):
            data = {step: data}
        errors = error.errors(include_url=False)
        for one in errors:
            one["loc"] = (*path, *one["loc"])
        for fault in complaints(document, origin.path, data, errors, cls):
            yield problem_of(fault, origin.file, document.text)


def _fields(cls: type[EventBase] | None) -> frozenset[str]:
    """The fields that can be coded; of a kind that is not known, those of every kind."""
    models = kinds().values() if cls is None else [cls]
    return frozenset(name for model in models for name, _, _ in written_fields(model)) - NOT_CODED
