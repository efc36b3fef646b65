"""The ids that a record mentions, each with its place: found by the types of the fields, and never by their names.

A class's fields are looked through once; of most fields that once says that no id can
be in them, so that going through a record touches only those that can.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from negotiation.domain.expressions import Pattern
from negotiation.domain.refs import (
    ActorId,
    CoderId,
    EventId,
    HolderId,
    PersonId,
    ReadingId,
    RuleId,
    SourceId,
    SubjectId,
)
from negotiation.domain.values import Account, Citation
from negotiation.ledger.plain import Path, is_mapping, items_of
from negotiation.ledger.shape import Model, models_in, parts_of, written_fields

NAME_SPACES: dict[Any, str] = {
    EventId: "event",
    SubjectId: "subject",
    ActorId: "actor",
    PersonId: "person",
    HolderId: "holder",
    ReadingId: "reading",
    SourceId: "source",
    RuleId: "rule",
    CoderId: "coder",
}
"""What each type of name refers to."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An id in a record, what it is to be the id of, and where it stands."""

    space: str
    name: str
    path: Path
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class MentionField:
    """A field that may hold ids, or parts that do."""

    written: str
    name: str
    space: str
    """What an id in it refers to; nothing where only its parts have any."""
    key_space: str


def mentions(record: BaseModel, path: Path = ()) -> Iterator[Mention]:
    """Every id that a record mentions, in the order of its fields; those in fields called `id` are its own."""
    for field in fields_with_ids(type(record)):
        value = getattr(record, field.name)
        if value is not None:
            yield from _in_value(value, field, (*path, field.written))
    match record:
        case Pattern():
            yield Mention("kind", record.kind, (*path, "kind"))
        case Citation(paragraph=str(paragraph)):
            yield Mention("paragraph", f"{record.source} {paragraph}", (*path, "paragraph"))
        case Account(paragraph=str(paragraph)):
            yield Mention("paragraph", f"{record.holder} {paragraph}", (*path, "paragraph"))
        case _:
            pass


def mentions_in(value: object, field: MentionField, path: Path) -> Iterator[Mention]:
    """The same of a value that was read as a field of this kind."""
    yield from _in_value(value, field, path)


def _in_value(value: object, field: MentionField, path: Path) -> Iterator[Mention]:
    if isinstance(value, str):
        if field.space:
            yield Mention(field.space, value, path)
    elif isinstance(value, BaseModel):
        yield from mentions(value, path)
    elif is_mapping(value):
        for key, item in value.items():
            if field.key_space:
                yield Mention(field.key_space, key, (*path, key), is_key=True)
            yield from _in_value(item, replace(field, key_space=""), (*path, key))
    else:
        for number, item in enumerate(items_of(value)):
            yield from _in_value(item, field, (*path, number))


@lru_cache(maxsize=4096)
def fields_with_ids(model: Model) -> tuple[MentionField, ...]:
    """The fields of a class in which ids can be."""
    found = (field_with_ids(type_, written, name) for written, name, type_ in written_fields(model) if name != "id")
    types = {name: type_ for _, name, type_ in written_fields(model)}
    return tuple(f for f in found if f.space or f.key_space or any(True for _ in models_in(types[f.name])))


def field_with_ids(annotation: Any, written: str = "", name: str = "") -> MentionField:
    """What ids a field of this type may hold."""
    spaces, keys = set(_spaces(annotation)), set(_key_spaces(annotation))
    return MentionField(written, name, next(iter(sorted(spaces)), ""), next(iter(sorted(keys)), ""))


def _spaces(annotation: Any) -> Iterator[str]:
    if annotation in NAME_SPACES:
        yield NAME_SPACES[annotation]
    parts = parts_of(annotation)
    for part in parts[1:] if get_origin(annotation) is dict else parts:
        if not (isinstance(part, type) and issubclass(part, BaseModel)):
            yield from _spaces(part)


def _key_spaces(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is dict:
        yield from _spaces(get_args(annotation)[0])
    for part in parts_of(annotation):
        yield from _key_spaces(part)
