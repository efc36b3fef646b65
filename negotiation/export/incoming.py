"""Records that come from elsewhere, one a line: read as a file's are; those that are none are kept word for word."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from pydantic import BaseModel

from negotiation.export.canonical import SORTS, canonical, plain_of
from negotiation.ledger.plain import Path, is_list, is_mapping
from negotiation.ledger.positions import BOM, Document, read
from negotiation.ledger.schema import Read, codings_of, events_of, head_of, seed_of, sources_of
from negotiation.ledger.syntax import HIDDEN, Fault

READERS: dict[str, Callable[[Document], Read[Any]]] = {
    "head": head_of,
    "source": sources_of,
    "seed": seed_of,
    "event": lambda document: events_of(document)[0],
    "assertion": lambda document: events_of(document)[1],
    "coding": codings_of,
}
SHAPE = 'a line is an object such as {"event":{...}}'
NAMELESS = frozenset({"head", "assertion", "coding"})
"""What has no id: of these but the head, the text is what tells one from another."""
ALONE = frozenset({"head", "seed"})
"""What is a file by itself; the others stand in lists."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record that is of its form."""

    row: int
    """The line that it came in, from 1."""
    raw: str
    """That line as it came."""
    sort: str
    id: str
    """Empty where records of this sort have none."""
    text: str
    """Its one form."""
    plain: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bad:
    """A line, or a row, that is not taken, and why."""

    row: int
    raw: str
    column: str
    """The field at fault; empty where it is the whole line."""
    why: str

    def __str__(self) -> str:
        return f"row {self.row}{f', {self.column}' if self.column else ''}: {self.why}"


@dataclass(slots=True)
class Lines:
    """What a text had: every line of it is in one of the two lists, but the empty ones."""

    case: str | None = None
    """The id of the case, if the text names it."""
    good: list[Incoming] = field(default_factory=list[Incoming])
    bad: list[Bad] = field(default_factory=list[Bad])


class NoRecordError(ValueError):
    """This is no record; `column` is the field at fault, where it is one."""

    def __init__(self, why: str, column: str = "") -> None:
        super().__init__(why)
        self.column = column


def records_in(text: str) -> Lines:
    """The records of JSON lines, as `canonical.lines` writes them."""
    found = Lines()
    for row, raw in enumerate(text.removeprefix(BOM).split("\n"), 1):
        if not raw.strip():
            continue
        try:
            wrapped = object_in(raw, SHAPE)
            sort = _sort(wrapped)
            if sort == "head":
                found.case = _case(wrapped)
            found.good.append(record(row, raw, sort, wrapped[sort]))
        except NoRecordError as error:
            found.bad.append(Bad(row, raw, error.column, str(error)))
    return found


def record(row: int, raw: str, sort: str, said: object) -> Incoming:
    """A record of plain data, which goes through the same reader as a file.

    Raises:
        NoRecordError: if it is none.
    """
    inner = HIDDEN.sub(_by_number, _json(said))
    document = read(inner if sort in ALONE else f'[{{"assertion":{inner}}}]' if sort == "assertion" else f"[{inner}]")
    found = READERS[sort](document)
    if found.faults or len(found.records) != 1:
        raise _refused(document, found.faults, sort)
    model: BaseModel = found.records[0][0]
    plain = plain_of(model)
    return Incoming(row, raw, sort, "" if sort in NAMELESS else str(plain["id"]), canonical(plain), plain)


def _json(said: object) -> str:
    try:
        return canonical(said)
    except (ValueError, RecursionError) as error:
        raise NoRecordError(str(error)) from error


def _by_number(found: Any) -> str:
    return f"\\u{ord(found.group()):04x}"


def object_in(raw: str, shape: str) -> dict[str, Any]:
    """The object that a line of JSON is; `shape` says what one is like.

    Raises:
        NoRecordError: if it is none, or names something twice.
    """
    try:
        said: object = json.loads(raw, object_pairs_hook=_each_once, parse_constant=_no_number)
        raw.encode("utf-8")
        canonical(said).encode("utf-8")
    except NoRecordError:
        raise
    except json.JSONDecodeError as error:
        why = f"this is not JSON: {error.msg} (character {error.colno})"
        raise NoRecordError(why) from error
    except RecursionError as error:
        why = "this is nested too deep"
        raise NoRecordError(why) from error
    except UnicodeEncodeError as error:
        why = "half of a character stands alone here, which is no text"
        raise NoRecordError(why) from error
    except ValueError as error:
        why = "a number here is too large to be read"
        raise NoRecordError(why) from error
    if not is_mapping(said):
        raise NoRecordError(shape)
    return said


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    again = next((name for name in names if names.count(name) > 1), None)
    if again is not None:
        why = f"'{again}' is given twice in one record"
        raise NoRecordError(why, again)
    return dict(pairs)


def _no_number(word: str) -> NoReturn:
    why = f"{word} is no number"
    raise NoRecordError(why)


def _sort(wrapped: dict[str, Any]) -> str:
    sorts = [name for name in wrapped if name in SORTS]
    others = [name for name in wrapped if name not in SORTS and not (name == "case" and "head" in wrapped)]
    if len(sorts) != 1 or others:
        why = f"a line has one key of {', '.join(SORTS)}, and nothing else; with `head` stands the `case`"
        raise NoRecordError(why, others[0] if others else "")
    return sorts[0]


def _case(wrapped: dict[str, Any]) -> str | None:
    case = wrapped.get("case")
    if case is not None and not isinstance(case, str):
        why = "the id of a case is text"
        raise NoRecordError(why, "case")
    return case


def _refused(document: Document, faults: Iterable[Fault], sort: str) -> NoRecordError:
    fault = next(iter(faults), None)
    if fault is None:
        return NoRecordError(f"this is no {sort}")
    said = ". ".join(part for part in (f"{fault.code} {fault.message}", fault.help) if part)
    return NoRecordError(said, column_at(document, fault.start, alone=sort in ALONE))


def column_at(document: Document, place: int, *, alone: bool = False) -> str:
    """The field that begins at a place, as it is named in a mapping; empty for a record as a whole."""
    steps = next((path for path in _paths(document.data, ()) if place in _starts(document, path)), ())
    return ".".join(str(step) for step in (steps if alone else steps[1:]) if step != "assertion")


def _starts(document: Document, path: Path) -> set[int]:
    return {document.offsets(path)[0], document.offsets(path, key=True)[0]}


def _paths(data: object, at: Path) -> Iterator[Path]:
    """The ways to all parts of some data, the whole last."""
    if is_mapping(data):
        for key, value in data.items():
            yield from _paths(value, (*at, key))
    elif is_list(data):
        for number, value in enumerate(data):
            yield from _paths(value, (*at, number))
    yield at
