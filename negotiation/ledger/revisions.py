"""Records about records: what revises, corrects, or holds a value for a field of another."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from negotiation.domain.events import Event, kinds
from negotiation.domain.events.record import Corrected, HeldValue, Retracted
from negotiation.domain.fields import PARTS, field_adapter, parsed
from negotiation.ledger.complaints import complaints
from negotiation.ledger.mentions import Mention, MentionField, field_with_ids, mentions_in
from negotiation.ledger.names import Names, events_by_id
from negotiation.ledger.nearest import did_you_mean
from negotiation.ledger.pile import Pile, problem_of
from negotiation.ledger.places import Origin
from negotiation.ledger.plain import Path
from negotiation.ledger.problems import Problem
from negotiation.ledger.shape import models_in, written_fields

FIXED = frozenset({"id", "kind", "recorded", "revises"})
"""Fields that make a record the record it is: no correction changes them."""


def revision_problems(pile: Pile, names: Names) -> Iterator[Problem]:
    """Revisions of another kind, and values for fields that are not there or cannot have them."""
    by_id = dict[Any, Event](events_by_id(pile, names))
    for event, origin in pile.events:
        if event.revises is not None and not isinstance(event, Corrected | Retracted):
            yield from _another_kind(pile, event, origin, by_id.get(event.revises))
        if isinstance(event, HeldValue) and not (
            event.subject in by_id or event.subject.partition("/")[0] in names.subjects
        ):
            continue  # of nothing that is known here, so that nothing is known of its fields
        for field, path, value, cls in values_elsewhere(event, by_id):
            yield from _value(pile, origin, (field, path, value, cls))


def values_elsewhere(event: Event, by_id: dict[Any, Event]) -> Iterator[tuple[str, Path, Any, type[BaseModel] | None]]:
    """Values that a record gives to fields of another: field, place, value, and the class that has the field."""
    if isinstance(event, Corrected):
        target = by_id.get(event.revises)
        if target is not None:
            for field, value in event.set.items():
                yield field, ("set", field), value, type(target)
    elif isinstance(event, HeldValue):
        about = by_id.get(event.subject)
        cls = type(about) if about is not None else None
        for path, value in _held_values(event):
            yield event.field, path, value, cls


def unread(events: Sequence[Event]) -> frozenset[str]:
    """Records that give a field of another a value that it cannot have: told as problems, and in no replay."""
    by_id = dict[Any, Event]((event.id, event) for event in events)
    return frozenset(
        event.id
        for event in events
        if isinstance(event, Corrected | HeldValue)
        for field, _, value, cls in values_elsewhere(event, by_id)
        if not _can_have(field, value, cls if isinstance(event, Corrected) else None)
    )


def _can_have(field: str, value: Any, cls: type[BaseModel] | None) -> bool:
    try:
        parsed(field, value, cls)
    except ValidationError:
        return False
    return True


def _held_values(event: HeldValue) -> Iterator[tuple[Path, Any]]:
    yield ("value",), event.value
    for reading, value in event.by_reading.items():
        yield ("by_reading", reading), value
    for number, account in enumerate(event.accounts):
        yield ("accounts", number, "value"), account.value
    if event.adopted is not None:
        yield ("adopted", "value"), event.adopted.value


def mentions_elsewhere(event: Event, by_id: dict[Any, Event]) -> Iterator[Mention]:
    """The ids in such values."""
    for field, path, value, cls in values_elsewhere(event, by_id):
        if value is not None and field not in FIXED:
            yield from mentions_as(field, cls, value, path)


def mentions_as(field: str, cls: type[BaseModel] | None, value: object, path: Path) -> Iterator[Mention]:
    """The ids in plain data that stands for the value of a field; none in what is no such value."""
    adapter, holds = reading_of(field, cls)
    if adapter is None or not holds:
        return
    try:
        read = adapter.validate_python(value)
    except ValidationError:
        return
    yield from mentions_in(read, holds, path)


@lru_cache(maxsize=4096)
def reading_of(field: str, cls: type[BaseModel] | None) -> tuple[TypeAdapter[Any] | None, MentionField | None]:
    """What reads a field's values, and which ids they may hold; no ids, if they may hold none."""
    annotation = _annotation(field, cls)
    found = field_with_ids(annotation)
    some = found.space or found.key_space or any(True for _ in models_in(annotation))
    return field_adapter(field, cls), found if some else None


def _annotation(field: str, cls: type[BaseModel] | None) -> Any:
    name = field.partition(":")[0]
    model, name = PARTS.get(name, (cls, name)) if cls is None or name not in cls.model_fields else (cls, name)
    models = [model] if model is not None else list(kinds().values())
    return next((m.model_fields[name].annotation for m in models if name in m.model_fields), None)


def _another_kind(pile: Pile, event: Event, origin: Origin, target: Event | None) -> Iterator[Problem]:
    if target is not None and target.kind != event.kind:
        said = f"'{target.id}' is of the kind '{target.kind}', and this record of the kind '{event.kind}'"
        yield pile.texts.problem(
            origin,
            ("revises",),
            "T120",
            said,
            ids=(event.id, target.id),
            help_="a record that does not stand is `retracted`; what happened besides is an event of its own",
        )


@lru_cache(maxsize=4096)
def _fields_to_mend(cls: type[BaseModel] | None) -> frozenset[str]:
    return frozenset(name for _, name, _ in written_fields(cls)) - FIXED if cls is not None else frozenset()


def _value(pile: Pile, origin: Origin, what: tuple[str, Path, Any, type[BaseModel] | None]) -> Iterator[Problem]:
    field, path, value, cls = what
    adapter, _ = reading_of(field, cls)
    names = _fields_to_mend(cls)
    in_set = path[0] == "set"
    if adapter is None or (in_set and field not in names):
        known = (
            names if in_set else {*PARTS, *(name for kind in kinds().values() for name in kind.model_fields)} - FIXED
        )
        said = f"'{field}' cannot be corrected" if field in FIXED else f"no field '{field}' that a value could be for"
        where: Path = path if in_set else ("field",)
        yield pile.texts.problem(origin, where, "T121", said, label=did_you_mean(field, known), key=in_set)
        return
    if value is None:
        return
    try:
        adapter.validate_python(value)
    except ValidationError as error:
        document = pile.texts.document(origin)
        for fault in complaints(document, (*origin.path, *path), value, error.errors(include_url=False), None):
            yield problem_of(fault, origin.file, document.text)
