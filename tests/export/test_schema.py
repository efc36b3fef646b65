"""The schemas of the curated files, read by a validator that is not ours."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from negotiation.export.schema import DRAFT, FILES, schema
from tests.source import ROOT

jsonschema = pytest.importorskip("jsonschema")


class Editor(yaml.CSafeLoader):
    """Reads YAML 1.2 as editors do: days are text, `NO` is text, numbers are numbers."""


Editor.yaml_implicit_resolvers = {
    key: [one for one in found if one[0].rpartition(":")[2] in {"int", "float", "null"}]
    for key, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true$|false$"), ["t", "f"])


def kind_of(path: Path) -> str:
    """Which schema a file has."""
    if path.parent.name == "seeds":
        return "seed"
    if path.parent.name == "codings":
        return "codings"
    if path.name == "sources.yaml" or path.parent.name == "sources":
        return "sources"
    return "case" if path.name == "case.yaml" else "events"


def problems(kind: str, data: Any) -> list[str]:
    """What the validator has to say."""
    return [f"{list(one.absolute_path)}: {one.message[:200]}" for one in validator(kind).iter_errors(data)]


@cache
def validator(kind: str) -> Any:
    """A validator of a kind of file."""
    return jsonschema.Draft7Validator(schema(kind))


FILES_THERE = [
    path
    for folder in ("events", "seeds", "tests/cases")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
    if path.name != "cases.yaml"
]


@pytest.mark.parametrize("file", FILES)
def test_it_is_a_schema_of_draft_07(file: str) -> None:
    """By the validator's own schema of schemas; nothing in it leads nowhere."""
    made = schema(file)
    jsonschema.Draft7Validator.check_schema(made)

    assert made["$schema"] == DRAFT
    refs = [ref.removeprefix("#/definitions/") for ref in _refs(made)]
    assert set(refs) <= set(made["definitions"])


def _refs(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [ref for value in part.values() for ref in _refs(value)]
    return [ref for one in part for ref in _refs(one)] if isinstance(part, list) else []


@pytest.mark.parametrize("kind", FILES)
def test_every_file_of_the_cases_here_is_valid(kind: str) -> None:
    """The shipped cases, their seeds, and the cases of the tests."""
    told = {
        str(path): found
        for path in FILES_THERE
        if kind_of(path) == kind and (found := problems(kind, yaml.load(path.read_text("utf-8"), Editor)))  # noqa: S506 - a safe one
    }

    assert any(kind_of(path) == kind for path in FILES_THERE)
    assert told == {}


def promise(**more: Any) -> list[dict[str, Any]]:
    """A file with one promise."""
    plain = {
        "id": "p", "kind": "committed", "on": "2020-01-01", "reported": "2020-01-01", "commitment": "goods",
        "debtor": "aland", "creditor": ["bland"], "obligation": "deliver", "total": 10, "unit": "crates",
        "certainty": "reported", "sources": [{"source": "a"}],
    }  # fmt: skip
    return [{**plain, **more}]


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"tranches": [{"id": 1, "szie": 4}]}, "szie"),
        ({"tranches": [{"id": 1, "size": "half"}]}, "half"),
        ({"tranches": {"id": 1}}, "tranches"),
        ({"obligation": "delivr"}, "delivr"),
        ({"kind": "promised"}, "promised"),
        ({"sources": []}, "sources"),
        ({"titel": "x"}, "titel"),
        ({"condition": {"occured": "x"}}, "condition"),
    ],
)
def test_a_slip_is_seen(wrong: dict[str, Any], at: str) -> None:
    """A wrong field of a tranche, a wrong word, a wrong kind: and the right ones are not."""
    assert problems("events", promise()) == []
    assert problems("events", promise(tranches=[{"id": 1, "size": 4}, {"id": "2", "size": "rest"}])) == []
    told = problems("events", promise(**wrong))
    assert told
    assert at in str(told)


def test_fields_say_what_they_mean() -> None:
    """For whoever points at one in an editor; every field of every record does."""
    made = schema("events")["definitions"]

    assert made["TrancheTerms"]["properties"]["size"]["description"].startswith("How many")
    silent = [
        f"{name}.{field}"
        for name, part in made.items()
        for field, one in part.get("properties", {}).items()
        if "description" not in one
    ]
    assert silent == []


@pytest.mark.parametrize("file", FILES)
def test_parts_have_names_that_a_message_can_show(file: str) -> None:
    """Short ones without a type of Python in them, each of a part that is there."""
    whole = schema(file)
    parts = whole["definitions"]

    assert all(re.fullmatch("[A-Za-z]+[0-9]*", name) for name in parts)
    assert {*re.findall(r'"#/definitions/([^"]*)"', json.dumps(whole))} <= {*parts}
