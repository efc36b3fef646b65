"""What the model's classes allow at a place of a record, read off their annotations.

So a new kind of event needs no word here: its fields are known by their types.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from typing_extensions import TypeAliasType

from negotiation.domain.values import Held, Holding
from negotiation.ledger.plain import Step

Model = type[BaseModel]


def field_names(model: Model, path: Iterable[Step]) -> frozenset[str]:
    """The keys that a mapping at `path` may have, of every form that is allowed there."""
    models = frozenset({model})
    for step in path:
        if isinstance(step, str):
            # A step that is no field is a key of a mapping, such as a reading's id: what it leads to is known already.
            models = frozenset(found for m in models for found in _models_of_field(m, step)) or models
    return frozenset(name for m in models for name, _, _ in written_fields(m))


@lru_cache(maxsize=4096)
def written_fields(model: Model) -> tuple[tuple[str, str, Any], ...]:
    """Each field as curators write it, as Python calls it, and its type."""
    return tuple((field.alias or name, name, field.annotation) for name, field in model.model_fields.items())


@lru_cache(maxsize=4096)
def _models_of_field(model: Model, written: str) -> frozenset[Model]:
    return frozenset(m for name, _, type_ in written_fields(model) if name == written for m in models_in(type_))


def models_in(annotation: Any) -> Iterator[Model]:
    """Every model class that an annotation names, through unions, lists, mappings and `Held`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    if get_origin(annotation) is Held:
        holding: Any = Holding
        yield holding[get_args(annotation)]
    for part in parts_of(annotation):
        yield from models_in(part)


def parts_of(annotation: Any) -> tuple[Any, ...]:
    """What an annotation is made of, an alias being what it stands for."""
    if isinstance(annotation, TypeAliasType):
        return (annotation.__value__,)
    return get_args(annotation)
