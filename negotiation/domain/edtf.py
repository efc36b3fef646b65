"""Days where records hold them: read and written by the models, and moments placed in a zone."""

from datetime import tzinfo
from functools import cache, lru_cache
from typing import Annotated, Any, TypeGuard

from pydantic import BaseModel, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from negotiation.domain.dates import NotADateError, When, parse

Several = tuple[Any, ...] | list[Any] | dict[Any, Any]
DATELESS = frozenset(
    {
        "id", "kind", "recorded", "after", "revises", "speaker", "stated_reason", "certainty", "basis", "coders",
        "codebook", "sources",
        "title", "note",
    }
)  # fmt: skip
"""Fields of records that have no moment in them, whatever the record; parts of records have others of these names."""


def placed(value: Any, zone: tzinfo | None) -> Any:
    """A record, or a part of one, with every moment in it read on the wall clock of `zone`."""
    if zone is None or isinstance(value, str | int | None):
        return value
    if isinstance(value, When):
        return value.in_zone(zone)
    if isinstance(value, BaseModel):
        moved: dict[str, Any] = {}
        own = value.__dict__
        for name in _may_hold_moments(type(value)):
            one = own.get(name)
            if one is not None and (now := placed(one, zone)) is not one:
                moved[name] = now
        return value.model_copy(update=moved) if moved else value
    if _is_several(value):
        return _placed_all(value, zone)
    return value


@cache
def _may_hold_moments(cls: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a record, or of a part of one, that are looked through."""
    passed_over = DATELESS if "recorded" in cls.model_fields else ()
    return tuple(name for name in cls.model_fields if name not in passed_over)


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
