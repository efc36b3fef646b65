"""Which texts of a record are our own: found by the names of the fields, and by whose records they stand in."""

from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel

from negotiation.domain.case import CaseFile, LoadedWord, Seed, Selection, Source
from negotiation.domain.events.common import StatedReason
from negotiation.domain.values import Account
from negotiation.ledger.plain import Path, is_mapping, items_of
from negotiation.ledger.shape import written_fields

PROSE = frozenset({"title", "note", "states", "act", "state", "says", "outcome", "role", "reason", "search_note"})
"""Fields in which we speak, by name."""

PROSE_LISTS = frozenset({"rules", "sources", "out_of_scope"})
THEIRS: dict[type[BaseModel], str] = {Source: "title", Seed: "title", CaseFile: "lexicon"}
NOT_OURS = (StatedReason, Account, LoadedWord)


def prose_of(record: BaseModel, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a record that we wrote ourselves, each with the way to it."""
    for written, name in _fields(type(record)):
        value: object = getattr(record, name)
        if isinstance(value, str) and (written in PROSE or isinstance(record, Selection)):
            yield (*path, written), value
        elif isinstance(value, BaseModel):
            yield from _held_prose(value, (*path, written)) if written in PROSE else ()
            yield from prose_of(value, (*path, written))
        elif is_mapping(value) and written in PROSE_LISTS:
            yield from (((*path, written, key), str(text)) for key, text in value.items())
        for number, item in enumerate(items_of(value)):
            if isinstance(item, BaseModel):
                yield from prose_of(item, (*path, written, number))
            elif isinstance(item, str) and written in PROSE_LISTS:
                yield (*path, written, number), item


def _held_prose(field: BaseModel, path: Path) -> Iterator[tuple[Path, str]]:
    """The base value of a field with holders; what a reading or a holder says is theirs."""
    value: object = getattr(field, "value", None)
    if isinstance(value, str):
        yield (*path, "value"), value


@lru_cache(maxsize=4096)
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    if issubclass(model, NOT_OURS):
        return ()
    left_out = next((name for cls, name in THEIRS.items() if issubclass(model, cls)), "")
    return tuple((written, name) for written, name, _ in written_fields(model) if name != left_out)
