"""What the model's classes allow at a place of a record, read off their annotations."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel

from negotiation.ledger.positions import Step


def field_names(model: type[BaseModel], path: Iterable[Step]) -> frozenset[str]:
    """The keys that a mapping at `path` may have, of every form that is allowed there."""
    models = {model}
    for step in path:
        if isinstance(step, str):
            inside = {found for m in models for found in _models_of_field(m, step)}
            models = inside or {found for m in models for found in _models_of_values(m) if found is not m} or models
    return frozenset(name for m in models for name in _written(m))


def written_name(name: str, alias: str | None) -> str:
    """A field's name as curators write it."""
    return alias or name


@lru_cache(maxsize=1024)
def _written(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(written_name(name, field.alias) for name, field in model.model_fields.items())


@lru_cache(maxsize=1024)
def _models_of_field(model: type[BaseModel], written: str) -> frozenset[type[BaseModel]]:
    for name, field in model.model_fields.items():
        if written_name(name, field.alias) == written:
            return frozenset(models_in(field.annotation))
    return frozenset()


def _models_of_values(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """For a step that is a key of a `dict` field, such as a reading's id: stay where we are."""
    yield model


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - an annotation is any object
    """Every model class that an annotation names, through unions, lists and mappings."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)
