"""The order of the fields of every record, read off the model: the one that docs/format.md has."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from negotiation.domain.case import Assertion, CaseFile, Seed, Source
from negotiation.domain.events import EventBase, kinds
from negotiation.ledger.files import CODINGS, HEAD, REGISTER
from negotiation.ledger.layout.parts import Group, Item, Part, Scalar
from negotiation.ledger.shape import Model, models_in, written_fields

FIRST = (
    "id", "kind", "on", "reported", "recorded", "effective", "after", "revises", "part_of", "proposal", "form",
    "commitment", "extends", "process", "measure", "subject", "undoes", "debtor", "creditor", "obligation", "by",
    "to", "speaker", "instruments", "value", "consent", "power", "rule", "instrument", "act", "state", "level",
)  # fmt: skip
LAST = ("stated_reason", "certainty", "basis", "coders", "codebook", "sources", "search_note", "title", "note")
"""The fields of an event that stand ahead of its own, and behind them."""

OF_A_CODING = tuple(
    dict.fromkeys(
        (
            "of", "coder", "found", "recorded", "codebook",
            *(name for name in FIRST if name not in {"id", "recorded"}),
            *(name for kind in kinds().values() for name, _, _ in written_fields(kind) if name not in LAST),
            *LAST[:-1], "adjudicated", "note",
        )
    )
)  # fmt: skip
"""The fields of a second coding: its own, then those of an event in an event's order."""

OF_A_HEAD = ("title", "tz", "coverage", "seeds", "release_day")
"""The fields that the head of a case begins with."""

SEED = "seed"
OF_FILES: dict[str, type[BaseModel]] = {HEAD: CaseFile, REGISTER: Source, SEED: Seed}
"""What the records of a file are, by its role; those of all others are events and assertions."""


def in_order(part: Part, role: str) -> None:
    """Put the fields of every record into their order."""
    if isinstance(part, Group):
        records = [part] if part.mapping else [item.value for item in part.items]
        for record in records:
            if isinstance(record, Group) and record.mapping:
                _record(record, role)


def ordered(record: Mapping[str, Any], model: Model | None = None) -> dict[str, Any]:
    """The fields of a record in their order; those of an event by its kind."""
    model = model or kinds().get(str(record.get("kind")), EventBase)
    names = [name for name in order_of(model) if name in record]
    return {name: record[name] for name in (*names, *(name for name in record if name not in names))}


def order_of(model: Model) -> tuple[str, ...]:
    """The fields of a model in the order in which they are written."""
    names = tuple(name for name, _, _ in written_fields(model))
    if issubclass(model, CaseFile):
        return (*OF_A_HEAD, *(name for name in names if name not in OF_A_HEAD))
    if not issubclass(model, EventBase):
        return names
    own = [name for name in names if name not in {*FIRST, *LAST}]
    return (*(name for name in FIRST if name in names), *own, *(name for name in LAST if name in names))


def _record(record: Group, role: str) -> None:
    if role == CODINGS:
        if {item.name for item in record.items} <= set(OF_A_CODING):
            _put(record, OF_A_CODING)
        return
    model = OF_FILES.get(role)
    if model is None:
        names = [item.name for item in record.items]
        if names == ["assertion"]:
            _fields(record.items[0].value, frozenset({Assertion}))
            return
        kind = next((item.value for item in record.items if item.name == "kind"), None)
        model = kinds().get(kind.value or "") if isinstance(kind, Scalar) else None
    if model is not None:
        _fields(record, frozenset({model}))


def _fields(part: Part, models: frozenset[Model]) -> None:
    """The same for a part that is one of these models, a list of them or a mapping to them."""
    if not isinstance(part, Group):
        return
    if not part.mapping:
        for item in part.items:
            _fields(item.value, models)
        return
    names = {item.name for item in part.items}
    fitting = [model for model in models if names <= {name for name, _, _ in written_fields(model)}]
    if fitting:
        _put(part, order_of(min(fitting, key=lambda model: (len(model.model_fields), model.__name__))))
    for item in part.items:
        inner = frozenset(_models_of(fitting, item.name)) if fitting else models
        if inner:
            _fields(item.value, inner)


def _models_of(models: Iterable[Model], written: str) -> Iterable[Model]:
    for model in models:
        for name, _, type_ in written_fields(model):
            if name == written:
                yield from models_in(type_)


def _put(part: Group, order: tuple[str, ...]) -> None:
    places = {name: number for number, name in enumerate(order)}
    items: list[Item] = sorted(part.items, key=lambda item: places[item.name])
    if items != part.items:
        part.items = items
        part.moved = True
