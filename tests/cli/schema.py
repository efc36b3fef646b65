"""A validator for as much of JSON Schema as our schemas use. A keyword that it does not know is an error."""

import re
from collections.abc import Iterator
from typing import Any

from negotiation.views.plain import is_record, is_several

Schema = dict[str, Any]

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
SAYS_NOTHING = {"$schema", "$id", "title", "description", "definitions"}


def complaints(value: Any, schema: Schema, root: Schema, at: str = "$") -> Iterator[str]:
    """Everything about a value that its schema does not allow."""
    for keyword, rule in schema.items():
        if keyword not in SAYS_NOTHING:
            yield from CHECKS[keyword](value, rule, schema, root, at)


def _type(value: Any, rule: Any, _: Schema, __: Schema, at: str) -> Iterator[str]:
    names = [rule] if isinstance(rule, str) else rule
    allowed = tuple(one for name in names for one in TYPES[name])
    if not isinstance(value, allowed) or (isinstance(value, bool) and "boolean" not in names):
        yield f"{at}: {value!r} is not {' or '.join(names)}"


def _reference(value: Any, rule: str, _: Schema, root: Schema, at: str) -> Iterator[str]:
    yield from complaints(value, root["definitions"][rule.removeprefix("#/definitions/")], root, at)


def _any_of(value: Any, rule: list[Schema], _: Schema, root: Schema, at: str) -> Iterator[str]:
    tried = [list(complaints(value, one, root, at)) for one in rule]
    if all(tried):
        yield from min(tried, key=len)


def _required(value: Any, rule: list[str], _: Schema, __: Schema, at: str) -> Iterator[str]:
    if is_record(value):
        yield from (f"{at}: lacks {name}" for name in rule if name not in value)


def _properties(value: Any, rule: dict[str, Schema], _: Schema, root: Schema, at: str) -> Iterator[str]:
    if is_record(value):
        for name, schema in rule.items():
            if name in value:
                yield from complaints(value[name], schema, root, f"{at}.{name}")


def _others(value: Any, rule: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    if not is_record(value):
        return
    for name, one in value.items():
        if name not in schema.get("properties", {}):
            if rule is False:
                yield f"{at}: {name} is not foreseen"
            else:
                yield from complaints(one, rule, root, f"{at}.{name}")


def _items(value: Any, rule: Schema, _: Schema, root: Schema, at: str) -> Iterator[str]:
    if is_several(value):
        for index, one in enumerate(value):
            yield from complaints(one, rule, root, f"{at}[{index}]")


def _pattern(value: Any, rule: str, _: Schema, __: Schema, at: str) -> Iterator[str]:
    if isinstance(value, str) and not re.search(rule, value):
        yield f"{at}: {value!r} does not match {rule}"


def _enum(value: Any, rule: list[Any], _: Schema, __: Schema, at: str) -> Iterator[str]:
    if value not in rule:
        yield f"{at}: {value!r} is none of {rule}"


def _const(value: Any, rule: Any, _: Schema, __: Schema, at: str) -> Iterator[str]:
    if value != rule:
        yield f"{at}: {value!r} is not {rule!r}"


def _minimum(value: Any, rule: int, _: Schema, __: Schema, at: str) -> Iterator[str]:
    if isinstance(value, int) and value < rule:
        yield f"{at}: {value} is under {rule}"


def _least(value: Any, rule: int, _: Schema, __: Schema, at: str) -> Iterator[str]:
    if is_several(value) and len(value) < rule:
        yield f"{at}: fewer than {rule}"


CHECKS: dict[str, Any] = {
    "type": _type,
    "$ref": _reference,
    "anyOf": _any_of,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _others,
    "items": _items,
    "pattern": _pattern,
    "enum": _enum,
    "const": _const,
    "minimum": _minimum,
    "minItems": _least,
}
