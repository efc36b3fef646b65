"""The form of each curated file as JSON Schema, draft-07, for editors: what may stand where, and what it means.

A schema says what one file can say. It cannot say that an id is known, or that a replay
holds: `negotiation check` does. Scalars are as an editor reads YAML: `26` is a number
there, `012` may be one, and both are text to a field of text.
"""

import inspect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeGuard, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from negotiation.domain.case import Assertion, CaseFile, Seed, Source
from negotiation.domain.codings import NOT_CODED, Coding
from negotiation.domain.events import Event, EventBase, kinds
from negotiation.export.meanings import MEANINGS, meaning
from negotiation.ledger.plain import is_list, is_mapping

DRAFT = "http://json-schema.org/draft-07/schema#"
FILES = ("events", "case", "sources", "seed", "codings")
"""The kinds of files: one schema for each."""
PLACES = {
    "events": "any other file of a case: a list of events and assertions",
    "case": "case.yaml: the head of a case",
    "sources": "sources.yaml, and the files of sources/: the register of sources",
    "codings": "a file of codings/: a list of second codings",
    "seed": "a file of seeds/: the record of a document that a case was started from",
}


HELD = "values with their holders"
"""What editors call the long form of a field, where they list what it takes."""


class _Generator(GenerateJsonSchema):
    """Knows what the validators of the models let pass besides."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        name = getattr(schema["function"]["function"], "__name__", "")
        if name == "_listed":
            return {"anyOf": [inner, self.resolve_ref_schema(inner)["items"]]}
        return inner

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        return {"anyOf": [self.generate_inner(one) for one in schema["choices"].values()]}


def schema(file: str) -> dict[str, Any]:
    """The schema of a kind of file."""
    match file:
        case "case":
            body, parts = _model(CaseFile)
        case "seed":
            body, parts = _model(Seed)
        case "sources":
            one, parts = _model(Source)
            body = {"type": ["array", "null"], "items": one}
        case "codings":
            body, parts = _codings()
        case _:
            body, parts = _records()
    whole = {**body, "definitions": dict(sorted(parts.items()))}
    return {
        "$schema": DRAFT,
        "$id": f"urn:negotiation:schema:{file}",
        "description": PLACES[file],
        **_named(whole, _names(whole["definitions"])),
    }


def _names(parts: Iterable[str]) -> dict[str, str]:
    """Short names for the parts that have those of their types, which editors would show in messages."""
    count: Counter[str] = Counter()
    found: dict[str, str] = {}
    for name in parts:
        whole, _, of = name.partition("_")
        if of:
            count[whole] += 1
            found[name] = f"{whole}{count[whole]}"
    return found


def _named(part: Any, names: Mapping[str, str]) -> Any:
    """A schema with its parts called by these names, and those that people meet by a title."""
    if is_list(part):
        return [_named(one, names) for one in part]
    if not is_mapping(part):
        return part
    found: dict[str, Any] = {names.get(key, key): _named(value, names) for key, value in part.items()}
    for name, short in names.items():
        if name in part and name.startswith("Holding_"):
            found[short] = {"title": HELD, **found[short]}
    reference = found.get("$ref")
    if isinstance(reference, str):
        start, slash, name = reference.rpartition("/")
        found["$ref"] = start + slash + names.get(name, name)
    return found


def _records() -> tuple[dict[str, Any], dict[str, Any]]:
    """A list of events, each of the form of its kind, and of assertions."""
    _, parts = _plain(TypeAdapter(Event))
    assertion, more = _model(Assertion)
    parts |= more
    words = kinds()
    choice = [
        {"if": {"properties": {"kind": {"const": word}}, "required": ["kind"]}, "then": _reference(cls)}
        for word, cls in words.items()
    ]
    event = {
        "type": "object",
        "required": ["id", "kind"],
        "properties": {"kind": _kind()},
        "allOf": choice,
    }
    wrapped = {
        "type": "object",
        "required": ["assertion"],
        "additionalProperties": False,
        "properties": {"assertion": {**assertion, "description": _sentence(Assertion)}},
    }
    item = {"if": {"type": "object", "required": ["assertion"]}, "then": wrapped, "else": event}
    return {"type": ["array", "null"], "items": item}, parts


def _kind() -> dict[str, Any]:
    """The words for what happened, each with what it means: editors show it, though draft-07 does not know it."""
    meant = [_sentence(cls) for cls in kinds().values()]
    return {"enum": [*kinds()], "enumDescriptions": meant, "description": _told(EventBase, "kind")}


def _codings() -> tuple[dict[str, Any], dict[str, Any]]:
    """A list of second codings: their own fields, and besides any that events have, none of them required."""
    _, parts = _plain(TypeAdapter(Event))
    _, more = _model(Coding)
    parts |= more
    own: dict[str, Any] = parts["Coding"]
    codes = _codes(parts)
    was = parts["Adjudicated"]["properties"]["was"]
    was |= {"type": "object", "properties": codes, "additionalProperties": False}
    own["properties"] = {**codes, **own["properties"]}
    own["additionalProperties"] = False
    return {"type": ["array", "null"], "items": _reference(Coding)}, parts


def _codes(parts: dict[str, Any]) -> dict[str, Any]:
    """Each field that can be coded, in the forms that it has in the kinds of events."""
    found: dict[str, list[Any]] = {}
    for cls in dict.fromkeys(kinds().values()):
        for name, one in parts[cls.__name__]["properties"].items():
            forms = found.setdefault(name, [])
            if name not in NOT_CODED and one not in forms:
                forms.append(one)
    told = {"kind": _kind()}
    null = {"type": "null"}
    return {
        name: {"anyOf": [*forms, null], "description": forms[0].get("description", "")}
        for name, forms in found.items()
        if forms and name != "kind"
    } | told


def _model(cls: type[BaseModel]) -> tuple[dict[str, Any], dict[str, Any]]:
    body, parts = _plain(TypeAdapter(cls))
    name = cls.__name__
    if "$ref" not in body:
        parts[name] = body
    return _reference(cls), parts


def _reference(cls: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{cls.__name__}"}


def _plain(adapter: TypeAdapter[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A schema and its parts, put in the older form and told what each field means."""
    made = adapter.json_schema(
        by_alias=True, ref_template="#/definitions/{model}", schema_generator=_Generator, mode="validation"
    )
    parts: dict[str, Any] = made.pop("$defs", {})
    classes = {cls.__name__: cls for cls in _classes()}
    named = {**parts, made.get("title", ""): made}
    for name, part in named.items():
        cls = classes.get(name.partition("_")[0])
        if cls is not None and "properties" in part:
            part["description"] = _sentence(cls)
            for field, of in cls.model_fields.items():
                written = of.alias or field
                if written in part["properties"]:
                    flat = _flat(part["properties"][written], parts)
                    part["properties"][written] = _described(flat, _meaning(cls, field))
    return _older(made), {name: _older(part) for name, part in parts.items()}


def _flat(part: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """A choice of forms in one list; of a choice within a choice, editors would not show what the field means."""
    whole = parts.get(str(part.get("$ref", "")).rpartition("/")[2], part)
    forms: object = whole.get("anyOf")
    if not is_list(forms):
        return part
    found: list[Any] = []
    for form in forms:
        flat = _flat(form, parts) if is_mapping(form) else form
        inner: object = flat.get("anyOf") if is_mapping(flat) else None
        found += [one for one in (inner if is_list(inner) else [flat]) if one not in found]
    return {**whole, "anyOf": found}


def _meaning(cls: type[BaseModel], field: str) -> str:
    """What a field means where it is declared; of a part that is one field, what the part means."""
    bases = [one for one in cls.__mro__ if issubclass(one, BaseModel) and field in one.model_fields]
    own = _told(EventBase, "kind") if field == "kind" and issubclass(cls, EventBase) else _sentence(cls)
    return next((told for one in bases if (told := meaning(one, field))), own)


def _described(part: dict[str, Any], told: str) -> dict[str, Any]:
    """A part with its meaning; draft-07 reads nothing beside a reference."""
    if not told:
        return part
    return {"description": told, "allOf": [part]} if "$ref" in part else {**part, "description": told}


def _told(cls: type[BaseModel], field: str) -> str:
    return MEANINGS[f"{cls.__name__}.{field}"]


def _older(part: Any) -> Any:
    """The same in draft-07, with scalars as an editor reads them."""
    if is_list(part):
        return [_older(one) for one in part]
    return _older_object(part) if is_mapping(part) else part


def _older_object(part: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        key: _older(value) for key, value in part.items() if key not in {"title", "discriminator", "default"}
    }
    fields: object = part.get("properties")
    if is_mapping(fields):
        found["properties"] = {key: _older(value) for key, value in fields.items()}
    if found.get("type") == "string" and "enum" not in found and "const" not in found:
        found["type"] = ["string", "number"]
    if found.get("type") == "boolean":
        found = {**found, "type": ["boolean", "string"]}
    words: list[Any] = found.get("enum", [])
    if "true" in words:
        found = {key: value for key, value in found.items() if key != "type"} | {"enum": [*words, True, False]}
    return found


def _sentence(cls: type[Any]) -> str:
    return " ".join((inspect.getdoc(cls) or "").split())


def _classes() -> Iterator[type[BaseModel]]:
    """Every class of a part of a record."""
    seen: set[type[BaseModel]] = set()
    waiting: list[Any] = [CaseFile, Source, Seed, Assertion, Coding, *kinds().values()]
    while waiting:
        one = waiting.pop()
        if _is_model(one):
            if one not in seen:
                seen.add(one)
                yield one
                waiting += [field.annotation for field in one.model_fields.values()]
        else:
            alias: Any = getattr(one, "__value__", None)
            waiting += [*get_args(one), *get_args(alias), *_held(one)]


def _is_model(one: Any) -> TypeGuard[type[BaseModel]]:
    return inspect.isclass(one) and issubclass(one, BaseModel)


def _held(one: Any) -> Iterator[Any]:
    from negotiation.domain.values import Account, Adopted, Held, Holding  # noqa: PLC0415 - generic ones

    if get_origin(one) is Held:
        yield from (Holding, Account, Adopted)
