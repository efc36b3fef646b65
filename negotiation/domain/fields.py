"""The type of each field, for values that stand in another record than their own.

A `held` record or a correction names a field and gives a value; this is where
that value is read as the field itself would read it.
"""

from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter

from negotiation.domain.events import kinds
from negotiation.domain.events.commitments import Bearing, EachTranche, Renewal, TrancheTerms
from negotiation.domain.expressions import Window

PARTS: dict[str, tuple[type[BaseModel], str]] = {
    "size": (TrancheTerms, "size"),
    "due": (TrancheTerms, "due"),
    "condition": (TrancheTerms, "condition"),
    "window.from": (Window, "from_"),
    "window.until": (Window, "until"),
    "each_tranche.due": (EachTranche, "due"),
    "each_tranche.condition": (EachTranche, "condition"),
    "renewal.period": (Renewal, "period"),
    "renewal.unless": (Renewal, "unless"),
    "within": (Bearing, "within"),
}
"""Fields that stand inside a part of an event."""


@cache
def field_adapter(name: str, cls: type[BaseModel] | None = None) -> TypeAdapter[Any] | None:
    """The reader of a field's values, or nothing where no event has such a field.

    With `cls`, the field of that kind; otherwise the first kind that has it.
    """
    owner = _owner(name.partition(":")[0], cls)
    if owner is None:
        return None
    model, field = owner
    info = model.model_fields[field]
    annotation: Any = info.annotation
    for extra in info.metadata:
        annotation = annotated(annotation, extra)
    return TypeAdapter(annotation)


def parsed(name: str, value: Any, cls: type[BaseModel] | None = None) -> Any:
    """The value read as field `name` reads it; `None` stays an explicit nothing.

    Raises:
        pydantic.ValidationError: if the field cannot have that value.
    """
    adapter = field_adapter(name, cls)
    if adapter is None or value is None:
        return value
    return adapter.validate_python(value)


def annotated(annotation: Any, extra: Any) -> Any:
    """`annotation` with one more piece of metadata."""
    from typing import Annotated  # noqa: PLC0415 - subscripted with a value, which checkers take for a type

    return Annotated[annotation, extra]


def _owner(name: str, cls: type[BaseModel] | None) -> tuple[type[BaseModel], str] | None:
    if cls is not None and name in cls.model_fields:
        return cls, name
    if name in PARTS:
        return PARTS[name]
    for kind in kinds().values():
        if name in kind.model_fields:
            return kind, name
    return None
