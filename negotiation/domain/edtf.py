"""Days where records hold them: read and written by the models, and moments placed in a zone."""

from datetime import tzinfo
from functools import lru_cache
from typing import Annotated, Any, TypeGuard

from pydantic import BaseModel, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from negotiation.domain.dates import NotADateError, When, parse

Several = tuple[Any, ...] | list[Any] | dict[Any, Any]


def placed(value: Any, zone: tzinfo | None) -> Any:
    """A record, or a part of one, with every moment in it read on the wall clock of `zone`."""
    if zone is None or isinstance(value, str | int):
        return value
    if isinstance(value, When):
        return value.in_zone(zone)
    if isinstance(value, BaseModel):
        parts = {name: getattr(value, name) for name in value.model_fields_set}
        moved = {name: now for name, one in parts.items() if (now := placed(one, zone)) is not one}
        return value.model_copy(update=moved) if moved else value
    if _is_several(value):
        return _placed_all(value, zone)
    return value


def _is_several(value: Any) -> TypeGuard[Several]:
    return isinstance(value, tuple | list | dict)


def _placed_all(several: Several, zone: tzinfo) -> Any:
    pairs = [*several.items()] if isinstance(several, dict) else [*enumerate(several)]
    moved = [(key, placed(one, zone)) for key, one in pairs]
    if all(now is was for (_, now), (_, was) in zip(moved, pairs, strict=True)):
        return several
    return dict(moved) if isinstance(several, dict) else type(several)(now for _, now in moved)


def _validated(value: object) -> When:
    if isinstance(value, When):
        return value
    if not isinstance(value, str):
        msg = "date_form"
        raise PydanticCustomError(msg, "a date is text, such as 2014-03-29")
    try:
        return _parsed(value)
    except NotADateError as wrong:
        msg = "date_form"
        raise PydanticCustomError(msg, "{said}", {"said": str(wrong)}) from None


_parsed = lru_cache(maxsize=65_536)(parse)
"""Records of one case share most of their days, and a day never changes."""


EdtfDate = Annotated[
    When,
    PlainValidator(_validated),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "description": "A date in EDTF: 2014-03-29, 2014-03, a/b, [a, b], 2013-09-13~."}),
]
