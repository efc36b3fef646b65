"""Days where records hold them: read and written by the models, and moments placed in a zone."""

from datetime import date, tzinfo
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, TypeGuard, get_args, get_origin

from pydantic import BaseModel, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from negotiation.domain.dates import NotADateError, When, parse

Several = tuple[Any, ...] | list[Any] | dict[Any, Any]
PLAIN = frozenset({str, int, bool, float, date, type(None), ...})
"""Types without a moment."""


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
            one = own[name]
            if one is not None and (now := placed(one, zone)) is not one:
                moved[name] = now
        return value.model_copy(update=moved) if moved else value
    if _is_several(value):
        return _placed_all(value, zone)
    return value


@cache
def _may_hold_moments(cls: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a kind of record that may have a moment somewhere in them."""
    return tuple(name for name, info in cls.model_fields.items() if _may_be_moment(info.annotation))


def _may_be_moment(annotation: Any, *, within: bool = False) -> bool:
    """Whether a value of a type may be a day, or have one in it; so it is said of what is not plain to see."""
    annotation = getattr(annotation, "__supertype__", annotation)  # an id is a text by another name
    if annotation in PLAIN or get_origin(annotation) is Literal:
        return False
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return within or any(_may_be_moment(one.annotation, within=True) for one in annotation.model_fields.values())
    parts = get_args(annotation)
    if not parts or hasattr(get_origin(annotation), "__value__"):
        return True  # nothing is known of it, or it has a name by which it may hold more than its parts
    return any(
        _may_be_moment(part, within=within) for part in parts[: 1 if get_origin(annotation) is Annotated else None]
    )


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
