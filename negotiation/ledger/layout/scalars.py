"""How a value without parts is written: in quotes only where it would be read as something else without them."""

import io
import re
from functools import lru_cache
from typing import Any

import yaml
from yaml.emitter import Emitter

from negotiation.ledger.layout.parts import Scalar

GAP = re.compile(r"(?<=\S) (?=\S)")
"""Where a line may be broken."""

MEANT = re.compile(r"0o[0-7]+|[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+|[yYnN]|~|=|<<")
"""What some reader or other takes for more than text, besides what PyYAML does."""

_any: Any = Emitter
_emitter: Any = _any(io.StringIO(), allow_unicode=True)
_resolver: Any = yaml.SafeLoader("")


@lru_cache(maxsize=8192)
def written(source: str, value: str | None, *, flow: bool) -> tuple[str, ...]:
    """The lines of a scalar that is no block, as its author broke them, without indentation."""
    if value is None:
        return ("null",) if flow or source else ("",)
    if source[:1] not in {"'", '"'}:
        return _lines(_quoted(value) if flow and "?" in value else source)
    is_single = source[0] == "'"
    if (is_single or "\\" not in source) and _may_be_plain(value, flow=flow):
        return _lines(source[1:-1].replace("''", "'") if is_single else source[1:-1])
    if is_single and not re.search(r'["\\]', source):
        return _lines(f'"{source[1:-1].replace(chr(39) * 2, chr(39))}"')
    return _lines(source)


def _quoted(value: str) -> str:
    """In quotes: in brackets, PyYAML without its parser in C takes a question mark for the end of a text."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written_key(key: Scalar, *, flow: bool) -> str:
    """A key, on one line."""
    lines = written(key.source, key.value, flow=flow)
    return lines[0] if len(lines) == 1 else "".join(yaml.dump(key.value, default_style='"', width=10**6).split("\n"))


def breakable(line: str) -> list[str]:
    """The pieces of a scalar that lines may be broken between."""
    return GAP.split(line) if "\\" not in line else [line]


def _lines(source: str) -> tuple[str, ...]:
    """Blanks around a line break mean nothing, but for one behind a backslash."""
    first, *rest = source.split("\n")
    if not rest:
        return (first,)
    lines = [first, *(line.lstrip(" \t") for line in rest)]
    return (*(line if line.endswith("\\ ") else line.rstrip(" \t") for line in lines[:-1]), lines[-1])


def block_indent(source: str, value: str) -> int:
    """How deep the lines below a `|` or a `>` stand; what is deeper still is of their text."""
    lines, said = source.split("\n")[1:], value.split("\n")
    if any(line.strip(" ") for line in lines):
        return _blanks(_first(lines)) - _blanks(_first(said))
    deepest = max(map(len, lines), default=0)
    return deepest - max(map(len, said))


def _first(lines: list[str]) -> str:
    """The first line that has more than blanks."""
    return next((line for line in lines if line.strip(" ")), "")


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _may_be_plain(value: str, *, flow: bool) -> bool:
    said = _emitter.analyze_scalar(value)
    if said.multiline or said.empty or not (said.allow_flow_plain if flow else said.allow_block_plain):
        return False
    return _resolver.resolve(yaml.ScalarNode, value, (True, False)) == "tag:yaml.org,2002:str" and not MEANT.fullmatch(
        value
    )
