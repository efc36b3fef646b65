"""Imports point down, and the pure floors reach nothing that reads, writes or asks what time it is.

A floor knows those below it and none of those above. What a module reaches is what it imports and what each module of
ours that it imports reaches in turn, with the packages on the way.
"""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.source import MODULES, imported, parsed

FLOORS: dict[str, int] = {
    "domain": 0,
    "ledger": 1,
    "views": 2,
    "store": 3,
    "export": 3,
    "report": 3,
    "cache": 3,
    "spark": 3,
    "reliability": 3,
    "warm": 3,
    "cli": 4,
    "api": 4,
    "testing": 4,
}
"""The folders of the package from the ground up. A module may import from its own floor and from lower ones."""

SIDE_BY_SIDE = (
    {"store", "warm", "export", "report", "cache"},
    {"cli", "api"},  # a person asks, or a program does: both look at the clock, and neither needs the other
    {"cli", "testing"},  # which asks through the library
)
"""Folders on one floor that don't know each other."""

PURE = {"domain", "views"}
"""Folders that may not reach what does input or output, reads a clock or draws at random."""

PURE_IMPORTS = {
    "__future__", "abc", "bisect", "calendar", "collections", "contextlib", "copy", "dataclasses", "datetime",
    "decimal", "difflib", "enum", "fractions", "functools", "graphlib", "hashlib", "heapq", "html", "itertools", "json",
    "keyword", "math", "numbers", "operator", "re", "statistics", "string", "textwrap", "types", "typing",
    "unicodedata", "warnings", "weakref", "zoneinfo",
}  # fmt: skip
"""What the pure floors may import of the standard library. What is not here is not pure until someone has looked.

`zoneinfo` reads the time zones of the machine or of `tzdata`: facts, and the same ones at every call.
"""

PURE_PACKAGES = {"pydantic", "pydantic_core", "typing_extensions"}
"""What they may import besides. `pydantic_core` is a part of pydantic, and `typing_extensions` its own dependency."""

IN_MEMORY = {"csv", "io.StringIO"}
"""What only forms text, though its module or its neighbours can do more."""

ON_DEMAND = {("negotiation", "importlib.import_module")}
"""What the package itself imports when a program asks it for the library, and at no other time."""

IMPURE_CALLS = {"breakpoint", "compile", "eval", "exec", "input", "open", "print", "__import__"}
"""Built-in functions that do input or output or could do anything."""

CLOCKS = {"now", "today", "utcnow"}
"""What reads a clock when it is asked of `date` or `datetime`, which are fine for all else."""


def folder_of(name: str) -> str | None:
    """Return the folder that a module of ours is in, or nothing for the package itself.

    >>> folder_of("negotiation.domain.events.talks")
    'domain'
    """
    parts = name.split(".")
    if parts == ["negotiation"]:
        return None
    return "cli" if parts[1:] == ["__main__"] else parts[1]


def ours(name: str) -> list[str]:
    """Return the modules of ours that an import runs: the one named, and the packages that it is in.

    >>> ours("negotiation.domain.no_such_name")
    ['negotiation', 'negotiation.domain']
    """
    parts = name.split(".")
    stems = (".".join(parts[: length + 1]) for length in range(len(parts)))
    return [stem for stem in stems if stem in MODULES]


def impurities(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield what stands in a module of a pure floor and may not."""
    for target in imported(name, tree):
        top = target.split(".")[0]
        if (name, target) in ON_DEMAND or target in IN_MEMORY:
            continue
        if top not in PURE_IMPORTS | PURE_PACKAGES | {"negotiation"}:
            yield f"imports {target}"
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=called) if called in IMPURE_CALLS:
                yield f"line {node.lineno}: {called}"
            case ast.Attribute(attr=asked, value=ast.Name(id=of) | ast.Attribute(attr=of)) if asked in CLOCKS:
                if of.lower() in {"date", "datetime", "dt"}:
                    yield f"line {node.lineno}: {of}.{asked}"
            case _:
                pass


def reached(name: str) -> dict[str, str]:
    """Return the modules of ours that a module reaches, itself included, each with the one that imports it."""
    found = {name: name}
    waiting = [name]
    while waiting:
        here = waiting.pop()
        targets = [*imported(here, parsed(here)), here]
        for there in (module for target in targets for module in ours(target)):
            if there not in found:
                found[there] = here
                waiting.append(there)
    return found


def test_there_are_modules_to_look_at() -> None:
    """None of the tests below passes for want of modules."""
    assert len(MODULES) > len(PURE)
    assert {folder_of(name) for name in MODULES} >= PURE


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_down(name: str) -> None:
    """A module imports from its own floor and from lower ones, and not from a neighbour who leaves answers too."""
    here = folder_of(name)
    assert here is None or here in FLOORS, f"{name} is on no floor"

    for target in imported(name, parsed(name)):
        there = folder_of(target) if target.split(".")[0] == "negotiation" else None
        if there is None or there not in FLOORS:
            continue
        assert here is not None, f"{name} imports {target}: the package itself imports nothing"
        assert FLOORS[there] <= FLOORS[here], f"{name} imports {target} from a higher floor"
        strangers = any({here, there} <= several for several in SIDE_BY_SIDE)
        assert here == there or not strangers, f"{name} imports {target} from a neighbour"


@pytest.mark.parametrize("name", [name for name in MODULES if folder_of(name) in PURE])
def test_a_pure_floor_reaches_nothing_impure(name: str) -> None:
    """Not in the module itself, and not through another of ours."""
    for module, by in reached(name).items():
        assert not list(impurities(module, parsed(module))), f"{module}, which {by} imports"


@pytest.mark.parametrize("name", [name for name in MODULES if folder_of(name) == "domain"])
def test_the_ground_floor_stands_on_little(name: str) -> None:
    """The domain imports the domain, the standard library and pydantic."""
    for target in imported(name, parsed(name)):
        top = target.split(".")[0]
        assert top in PURE_PACKAGES | sys.stdlib_module_names or target.startswith("negotiation.domain"), target


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "from pathlib import Path",
        "import yaml",
        "def f():\n    from time import monotonic",
        "from negotiation.views import rows\nopen('x')",
        "from datetime import datetime\nx = datetime.now()",
        "import datetime\nx = datetime.date.today",
        "print(1)",
        "from random import choice",
        "import rich.table",
    ],
)
def test_an_impurity_is_seen(text: str) -> None:
    """The search above finds each of the ways that there are."""
    assert list(impurities("negotiation.domain.planted", ast.parse(text)))


def test_pure_text_is_let_through() -> None:
    """What only looks like a clock is not one."""
    text = "from datetime import date\nx = date(2015, 7, 14)\ny = question.today\nimport negotiation.domain.ids"
    assert not list(impurities("negotiation.domain.planted", ast.parse(text)))
