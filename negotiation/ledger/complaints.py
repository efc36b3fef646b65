"""A validator's errors over a file, as faults at their places: one fault for one slip."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from negotiation.domain.events import kinds
from negotiation.ledger.nearest import did_you_mean, listed, nearest
from negotiation.ledger.plain import Path, is_mapping
from negotiation.ledger.positions import Document
from negotiation.ledger.sentences import EXAMPLES, said_plainly, shown
from negotiation.ledger.shape import field_names
from negotiation.ledger.syntax import Fault
from negotiation.ledger.whereabouts import KEY_MARK, path_in

BROKEN_TEXT = "a text with a comma stands in quotes where it is inside { } or [ ]"

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
    missing = list(_written_otherwise(grouped))
    for path in [*missing, *_crumbs(grouped)]:
        del grouped[path]
    yield from _missing_fields(document, at, grouped)
    for path, found in grouped.items():
        if found[0]["type"] != "missing" and not _is_shadow(path, found, grouped):
            absent = [str(other[-1]) for other in missing if other[:-1] == path[:-1]]
            yield _fault(document, at, path, found, model, absent)


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


def _written_otherwise(grouped: dict[Path, list[ErrorDetails]]) -> Iterator[Path]:
    """Missing fields of mappings with an unknown one, which is most likely theirs: that is a fault already."""
    strange = {path[:-1] for path, found in grouped.items() if found[0]["type"] == "extra_forbidden"}
    for path, found in grouped.items():
        if found[0]["type"] == "missing" and path[:-1] in strange:
            yield path


def _crumbs(grouped: dict[Path, list[ErrorDetails]]) -> list[Path]:
    """Unknown fields without a value behind another unknown one: the rest of a text that has commas and no quotes."""
    seen: set[Path] = set()
    crumbs: list[Path] = []
    for path, found in grouped.items():
        if found[0]["type"] == "extra_forbidden":
            if found[0]["input"] is None and path[:-1] in seen:
                crumbs.append(path)
            seen.add(path[:-1])
    return crumbs


def _fault(  # noqa: PLR0913, PLR0917 - where, what is wrong there, and what there could be
    document: Document,
    at: Path,
    path: Path,
    found: list[ErrorDetails],
    model: type[BaseModel] | None,
    absent: list[str],
) -> Fault:
    match found[0]["type"]:
        case "extra_forbidden":
            fault = _unknown_field(document, (*at, *path), _fields(model, path[:-1]), absent)
            return replace(fault, help=BROKEN_TEXT) if found[0]["input"] is None and not fault.label else fault
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


def _missing_fields(document: Document, at: Path, grouped: dict[Path, list[ErrorDetails]]) -> Iterator[Fault]:
    """One fault for all that one mapping lacks."""
    lacking: dict[Path, list[Path]] = {}
    for path, found in grouped.items():
        if found[0]["type"] == "missing":
            lacking.setdefault(path[:-1], []).append(path)
    for paths in lacking.values():
        names = [str(path[-1]) for path in paths]
        yield _missing(document, (*at, *paths[0][:-1]), names, grouped[paths[0]][0]["input"])


def _missing(document: Document, at: Path, names: list[str], record: object) -> Fault:
    held = record if is_mapping(record) else {}
    beside = "id" if isinstance(held.get("id"), str) else next(iter(held), None)
    said = f"{listed(map(repr, names), 'and')} {'is' if len(names) == 1 else 'are'} missing"
    where = at if beside is None else (*at, beside)
    help_ = ", ".join(f"{name}: {EXAMPLES[name]}" for name in names if name in EXAMPLES)
    fault = _at(document, where, ("T102", said, "in this record"), key=beside != "id")
    return replace(fault, help=f"write, for example, {help_}" if help_ else "")


def _no_kind(document: Document, at: Path, error: ErrorDetails) -> Fault:
    record: object = error["input"]
    if not is_mapping(record):
        record = {}
    strange = record.keys() - {name for kind in kinds().values() for name in field_names(kind, ())}
    if (key := nearest("kind", strange)) is not None:
        return _at(document, (*at, key), ("T101", f"unknown field '{key}'", "did you mean 'kind'?"), key=True)
    return _missing(document, at, ["kind"], error["input"])


def _unknown_field(document: Document, path: Path, known: frozenset[str], absent: list[str]) -> Fault:
    """A field that is none; what its mapping lacks is told with it, and most likely meant."""
    written = str(path[-1])
    word, blank, rest = written.partition(" ")
    if blank and word in known:
        said = ("T101", f"unknown field {shown(written)}", "a colon is missing")
        return replace(_at(document, path, said, key=True), help=f"write '{word}: {rest}', with the colon and a space")
    hint = did_you_mean(written, known) or (f"did you mean '{absent[0]}'?" if len(absent) == 1 else "")
    fault = _at(document, path, ("T101", f"unknown field {shown(written)}", hint), key=True)
    if absent and (len(absent) > 1 or f"'{absent[0]}'" not in hint):
        return replace(
            fault, help=f"{listed(map(repr, absent), 'and')} {'is' if len(absent) == 1 else 'are'} missing here"
        )
    return fault if hint or not known else replace(fault, help=f"the fields here are {listed(sorted(known), 'and')}")


def _unknown_kind(document: Document, at: Path, error: ErrorDetails) -> Fault:
    record: object = error["input"]
    kind = record.get("kind") if is_mapping(record) else None
    hint = did_you_mean(kind, kinds()) if isinstance(kind, str) else "one word"
    return _at(document, (*at, "kind"), ("T104", f"unknown event kind {shown(kind)}", hint))


def _at(document: Document, path: Path, said: tuple[str, str, str], *, key: bool = False) -> Fault:
    code, message, label = said
    start, end = document.offsets(document.nearest(path), key=key)
    return Fault(code, message, start, end, label)


def _model_of(data: object) -> type[BaseModel] | None:
    kind = data.get("kind") if is_mapping(data) else None
    return kinds().get(kind) if isinstance(kind, str) else None


def _fields(model: type[BaseModel] | None, path: Path) -> frozenset[str]:
    return field_names(model, path) if model is not None else frozenset()
