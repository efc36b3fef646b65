"""A validator's errors over a file, as faults at their places: one fault for one slip."""

from collections.abc import Iterable, Iterator
from typing import cast

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from negotiation.domain.events import kinds
from negotiation.ledger.nearest import did_you_mean, nearest
from negotiation.ledger.positions import Document, Step
from negotiation.ledger.sentences import said_plainly, shown
from negotiation.ledger.shape import field_names
from negotiation.ledger.syntax import Fault
from negotiation.ledger.whereabouts import KEY_MARK, path_in

Path = tuple[Step, ...]
ABSENT = frozenset({"missing", "extra_forbidden"})


def complaints(
    document: Document, at: Path, data: object, errors: Iterable[ErrorDetails], model: type[BaseModel] | None
) -> Iterator[Fault]:
    """Faults of the record `data`, which stands at `at` in the document.

    `model` is the class that it was to become, None for an event, whose kind decides.
    """
    grouped: dict[Path, list[ErrorDetails]] = {}
    for error in errors:
        grouped.setdefault(_place(data, error), []).append(error)
    model = model or _model_of(data)
    typos = set(_typos(grouped, model))
    for path, found in grouped.items():
        if path not in typos and not _is_shadow(path, found, grouped):
            yield _fault(document, at, path, found, model)


def _place(data: object, error: ErrorDetails) -> Path:
    steps = error["loc"]
    if error["type"] in ABSENT:
        return (*path_in(data, steps[:-1]), steps[-1])
    if steps and steps[-1] == KEY_MARK:
        return (*path_in(data, steps[:-1]), KEY_MARK)
    return path_in(data, steps)


def _is_shadow(path: Path, found: list[ErrorDetails], grouped: dict[Path, list[ErrorDetails]]) -> bool:
    """Whether this is only what the other arms of a union say of a value whose slip lies deeper."""
    if any(error["type"] in ABSENT for error in found):
        return False
    return any(len(other) > len(path) and other[: len(path)] == path for other in grouped)


def _typos(grouped: dict[Path, list[ErrorDetails]], model: type[BaseModel] | None) -> Iterator[Path]:
    """Missing fields that are there under a misspelled name, which is a fault already."""
    extra = [path for path, found in grouped.items() if found[0]["type"] == "extra_forbidden"]
    for path in extra:
        if (meant := nearest(str(path[-1]), _fields(model, path[:-1]))) is not None:
            other = (*path[:-1], meant)
            if other in grouped and grouped[other][0]["type"] == "missing":
                yield other


def _fault(
    document: Document, at: Path, path: Path, found: list[ErrorDetails], model: type[BaseModel] | None
) -> Fault:
    match found[0]["type"]:
        case "missing":
            return _missing(document, at, path, found[0])
        case "extra_forbidden":
            hint = did_you_mean(str(path[-1]), _fields(model, path[:-1]))
            return _at(document, (*at, *path), ("T101", f"unknown field '{path[-1]}'", hint), key=True)
        case "union_tag_not_found":
            return _no_kind(document, at, found[0])
        case "union_tag_invalid":
            return _unknown_kind(document, at, found[0])
        case _ if path and path[-1] == KEY_MARK:
            said = said_plainly(str(path[-2]), found)
            return _at(document, (*at, *path[:-1]), said, key=True)
        case _:
            name = next((step for step in reversed(path) if isinstance(step, str)), "this record")
            return _at(document, (*at, *path), said_plainly(name, found))


def _missing(document: Document, at: Path, path: Path, error: ErrorDetails) -> Fault:
    holder = cast("dict[str, object]", error["input"]) if isinstance(error["input"], dict) else {}
    beside = "id" if isinstance(holder.get("id"), str) else next(iter(holder), None)
    where = (*at, *path[:-1]) if beside is None else (*at, *path[:-1], beside)
    return _at(document, where, ("T102", f"'{path[-1]}' is missing", "in this record"), key=beside != "id")


def _no_kind(document: Document, at: Path, error: ErrorDetails) -> Fault:
    record = cast("dict[str, object]", error["input"]) if isinstance(error["input"], dict) else {}
    for key in record:
        if nearest(key, ["kind"]):
            return _at(document, (*at, key), ("T101", f"unknown field '{key}'", "did you mean 'kind'?"), key=True)
    return _missing(document, at, ("kind",), error)


def _unknown_kind(document: Document, at: Path, error: ErrorDetails) -> Fault:
    record = cast("dict[str, object]", error["input"])
    kind = record.get("kind")
    hint = did_you_mean(kind, kinds()) if isinstance(kind, str) else "one word"
    return _at(document, (*at, "kind"), ("T104", f"unknown event kind {shown(kind)}", hint))


def _at(document: Document, path: Path, said: tuple[str, str, str], *, key: bool = False) -> Fault:
    code, message, label = said
    start, end = document.offsets(path, key=key)
    return Fault(code, message, start, end, label)


def _model_of(data: object) -> type[BaseModel] | None:
    kind = cast("dict[str, object]", data).get("kind") if isinstance(data, dict) else None
    return kinds().get(kind) if isinstance(kind, str) else None


def _fields(model: type[BaseModel] | None, path: Path) -> frozenset[str]:
    return field_names(model, path) if model is not None else frozenset()
