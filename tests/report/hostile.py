"""A case whose every text is written by somebody who wishes the page ill."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from negotiation.ledger.load import load_case
from tests.source import ROOT

ATTACK = (
    "</script><script>window.hacked=1</script>\"><img src=x onerror='window.hacked=2'>"
    "<svg onload=window.hacked=3> ${window.hacked=4} {{ 7*7 }} javascript:window.hacked=5 \u202eleft\u2067 \\u003c"
)
"""Ends scripts, attributes and elements, asks for a picture, and turns the direction of what comes after it."""
LONG = "W" * 10_000
"""A word that no line holds."""
FILE = "<img src=x onerror='window.hacked=6'>.yaml"

Place = tuple[Any, ...]


def hostile(root: Path, base: Path) -> Path:
    """A copy of a case in which every text that may be anything is an attack; the first of each kind is long too."""
    case = Path(shutil.copytree(base, root / "events" / base.name))
    shutil.copytree(ROOT / "seeds", root / "seeds")
    # As texts alone, as the program reads them: `on` is no truth, and `2013` no number.
    files = {path: _read(path) for path in sorted(case.rglob("*.yaml"))}
    places: dict[Place, list[tuple[Path, Place]]] = {}
    for path, data in files.items():
        for place in texts(data):
            kind = tuple(step for step in place if isinstance(step, str))[-2:]
            places.setdefault(kind, []).append((path, place))
    attacked = {kind for kind, found in places.items() if takes(root, case, files, found)}
    assert {("title",), ("states",), ("publisher",), ("reason",)} <= {kind[-1:] for kind in attacked}
    late = next(path for path in files if path.name not in {"case.yaml", "sources.yaml", "assertions.yaml"})
    late.rename(late.with_name(FILE))
    assert load_case(case, root / "seeds", here=root).complete
    return case


def texts(data: Any, place: Place = ()) -> Iterator[Place]:
    """Where texts stand."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from texts(value, (*place, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from texts(value, (*place, number))
    elif isinstance(data, str):
        yield place


def takes(root: Path, case: Path, files: dict[Path, Any], found: list[tuple[Path, Place]]) -> bool:
    """Put the attack in some places, unless the program refuses it there."""
    before = [(path, place, _at(files[path], place)) for path, place in found]
    for number, (path, place, _) in enumerate(before):
        _put(files[path], place, f"{ATTACK} {LONG}" if number == 0 else ATTACK)
    _write(files, {path for path, _ in found})
    if load_case(case, root / "seeds", here=root).complete:
        return True
    for path, place, text in before:
        _put(files[path], place, text)
    _write(files, {path for path, _ in found})
    return False


def _at(data: Any, place: Place) -> Any:
    for step in place:
        data = data[step]
    return data


def _put(data: Any, place: Place, text: str) -> None:
    _at(data, place[:-1])[place[-1]] = text


def _write(files: dict[Path, Any], which: set[Path]) -> None:
    for path in which:
        path.write_text(json.dumps(files[path], indent=1), "utf-8")


def _read(path: Path) -> Any:
    return _bare(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))  # noqa: S506 - it makes nothing but texts


def _bare(data: Any) -> Any:
    """The only word that means something else once it is quoted."""
    if isinstance(data, dict):
        return {key: _bare(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_bare(value) for value in data]
    return None if data == "null" else data
