"""What somebody knows of a new record, as plain data with what can be proposed filled in."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from pydantic import BaseModel

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.nearest import tips
from negotiation.domain.case import Assertion, Source
from negotiation.domain.dates import NotADateError, When, iso, parse
from negotiation.domain.events import kinds
from negotiation.domain.values import Citation
from negotiation.ledger.layout.fields import ordered
from negotiation.ledger.notation import value_of
from negotiation.ledger.plain import is_list, is_mapping
from negotiation.ledger.shape import written_fields

Record = dict[str, Any]

EVENT, SOURCE, ASSERTION = "event", "source", "assertion"

PARTS: Final = frozenset({"set", "expect"})
"""Fields that are mappings of the answers' or records' own fields: given a part at a time, as `quantity=31`."""
WORDS: Final = 7
"""So many words of a title make an id."""
LONGEST: Final = 60
DAY: Final = re.compile(r"-\d{4}-\d\d-\d\d(?=(-\d+)?$)")
"""The day at the end of an id: the name of the file has it already."""


@dataclass(frozen=True, slots=True)
class Knowing:
    """What a draft is made from besides what was typed."""

    taken: frozenset[str]
    """Every id that the case gives to something."""
    today: str
    """What a record counts as entered on."""


def fields_of(sort: str, kind: str | None = None) -> dict[str, Any]:
    """The type of each field by its name as files have it."""
    return {written: type_ for written, _, type_ in written_fields(_model(sort, kind))}


def required(sort: str, kind: str | None = None) -> list[str]:
    """The fields that a record has to have."""
    return [one.alias or name for name, one in _model(sort, kind).model_fields.items() if one.is_required()]


def _model(sort: str, kind: str | None) -> type[BaseModel]:
    if sort == EVENT:
        return kinds()[expect_kind(kind)]
    return Source if sort == SOURCE else Assertion


def expect_kind(kind: str | None) -> str:
    """A kind of event.

    Raises:
        Refused: if there is no such kind, or none was given.
    """
    known = sorted(kinds())
    if kind is None:
        raise Refused(Exit.USAGE, "say what kind of event it is, with --kind", f"there are {', '.join(known)}")
    if kind not in known:
        near = tips(kind, known) or (f"there are {', '.join(known)}",)
        raise Refused(Exit.USAGE, f"no event is of the kind '{kind}'", *near)
    return kind


def typed(sort: str, words: Sequence[str], kind: str | None = None) -> Record:
    """A record from options that are named as its fields are."""
    known = fields_of(sort, kind)
    found: Record = {} if kind is None else {"kind": kind}
    for name, text in _pairs(words):
        field = name.replace("-", "_")
        if field == "source" and "sources" in known:
            found.setdefault("sources", []).append(citation(text))
            continue
        if field not in known:
            of = f"a record of the kind '{kind}'" if kind else f"a record of the sort '{sort}'"
            names = [_option(one) for one in known if one != "kind"]
            near = tips(f"--{name}", names)
            raise Refused(Exit.USAGE, f"{of} has no field for --{name}", *near, f"it has {', '.join(names)}")
        value = _part(name, text) if field in PARTS else _value(name, text, known[field])
        found[field] = _joined(found[field], value) if field in found else value
    return found


def _joined(before: Any, value: Any) -> Any:
    """What several options of one name come to."""
    if is_mapping(before) and is_mapping(value):
        return {**before, **value}
    return [*(before if is_list(before) else [before]), *(value if is_list(value) else [value])]


def _part(name: str, text: str) -> Any:
    """One part of a mapping, as `quantity=31`; or the whole of it."""
    part = re.fullmatch(r"([a-z_.]+)=(.*)", text, re.DOTALL)
    return _value(name, text, None) if part is None else {part[1]: _value(name, part[2], None)}


def _option(field: str) -> str:
    return f"--{field.replace('_', '-')}"


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each option with its value; what is none is refused."""
    rest = iter(words)
    for word in rest:
        if not re.fullmatch(r"--[a-z][a-z_-]*(=.*)?", word, re.DOTALL):
            said = f"'{word}' stands where an option is expected"
            raise Refused(Exit.USAGE, said, "fields are given as in: --on 2014-04-24 --by aland")
        name, equals, given = word.removeprefix("--").partition("=")
        value = given if equals else next(rest, None)
        if value is None:
            raise Refused(Exit.USAGE, f"--{name} needs a value")
        yield name, value


def _value(name: str, text: str, type_: Any) -> Any:
    if type_ is str or set(get_args(type_)) == {str, type(None)}:
        return None if text == "null" else text
    try:
        return value_of(text)
    except ValueError as error:
        tip = "a list is [a, b], a mapping is {a: b, c: d}"
        raise Refused(Exit.USAGE, f"--{name}: '{text}' cannot be read: {error}", tip) from error


def citation(text: str) -> Record:
    """`SOURCE[/PARAGRAPH][:ATTRIBUTION[:SPEAKER]]` as a citation.

    >>> citation("S1/P3:named:first-speaker")
    {'source': 'S1', 'paragraph': 'P3', 'attribution': 'named', 'speaker': 'first-speaker'}
    """
    if text.startswith("{"):
        return _mapping("--source", text)
    where, *said = text.split(":")
    source, _, paragraph = where.partition("/")
    if len(said) > len(("attribution", "speaker")):
        words = ", ".join(_attributions())
        raise Refused(Exit.USAGE, f"--source takes SOURCE:ATTRIBUTION:SPEAKER, and not '{text}'", f"as one of {words}")
    named = zip(("attribution", "speaker"), said, strict=False)
    return {"source": source, **({"paragraph": paragraph} if paragraph else {}), **dict(named)}


def _attributions() -> list[str]:
    type_ = Citation.model_fields["attribution"].annotation
    return [word for one in get_args(type_) for word in get_args(one)]


def _mapping(option: str, text: str) -> Record:
    try:
        value = value_of(text)
    except ValueError as error:
        raise Refused(Exit.USAGE, f"{option}: '{text}' cannot be read: {error}") from error
    return value if is_mapping(value) else {"source": value}


def from_json(text: str, name: str) -> list[Record]:
    """One record, or a list of them, from JSON.

    Raises:
        Refused: if it is neither.
    """
    try:
        data = json.loads(text, parse_float=str)
    except json.JSONDecodeError as error:
        raise Refused(
            Exit.USAGE, f"{name} is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        ) from error
    except (ValueError, RecursionError) as error:
        said = "nested too deep" if isinstance(error, RecursionError) else "a number in it is too large to be read"
        raise Refused(Exit.USAGE, f"{name} cannot be read: {said}") from error
    records = data if is_list(data) else [data]
    if not records or not all(is_mapping(one) for one in records):
        raise Refused(
            Exit.USAGE, f"{name} holds no record", 'one is {"kind": ..., "on": ...}; several are [{...}, {...}]'
        )
    return [dict(one) for one in records if is_mapping(one)]


def completed(sort: str, records: Sequence[Record], knowing: Knowing) -> list[Record]:
    """The records with an id and the day of entry where these are left out, fields in their order."""
    taken = set(knowing.taken) | {str(one["id"]) for one in records if "id" in one}
    made: list[Record] = []
    for record in records:
        one = dict(record)
        if sort == ASSERTION:
            made.append(one if set(one) == {"assertion"} else {"assertion": one})
            continue
        if one.get("id") is None:
            one["id"] = proposed_id(one, taken)
            taken.add(one["id"])
        if sort == EVENT:
            one.setdefault("recorded", knowing.today)
        made.append(in_order(one, sort))
    return made


def in_order(record: Record, sort: str) -> Record:
    """The fields as they stand in the cases that are there."""
    if sort == SOURCE:
        return ordered({"id": record.get("id", ""), **record}, Source)
    return ordered(record)


def proposed_id(record: Mapping[str, Any], taken: "set[str]") -> str:
    """An id from a record's title and day, that nothing has yet.

    >>> proposed_id({"title": "Aland suspends the talks", "on": "2014-04-24"}, set())
    'aland-suspends-the-talks-2014-04-24'
    """
    if record.get("revises") and record.get("kind") in {"corrected", "retracted"}:
        return _free(f"{record['revises']}-{record['kind']}"[:LONGEST].strip("-"), taken)
    said = record.get("publisher") or record.get("title") or record.get("kind") or "record"
    words = re.findall(r"[a-z0-9]+", str(said).lower().replace("'", ""))[:WORDS] or ["record"]
    day = day_in(record.get("on") or record.get("date"))
    stem = "-".join(words)[:LONGEST].strip("-") + ("" if day is None else f"-{iso(day.first)}")
    return _free(stem, taken)


def _free(stem: str, taken: "set[str]") -> str:
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


def day_in(value: Any) -> When | None:
    """A day as a record gives it, if it is written as one."""
    if not isinstance(value, str):
        return None
    try:
        return parse(value)
    except NotADateError:
        return None


def place_of(sort: str, record: Record) -> str:
    """Where a file that begins with a record lies in its case."""
    if sort == SOURCE:
        return f"sources/{_slug(record['id'])}.yaml"
    if sort == ASSERTION:
        held = record["assertion"] if is_mapping(record["assertion"]) else {}
        day = day_in(held.get("on"))
        return (
            f"assertions/{'undated' if day is None else iso(day.first)}-{_slug(held.get('subject') or 'subject')}.yaml"
        )
    day = day_in(record.get("on")) or day_in(record.get("reported"))
    if day is None:
        return f"undated/{_slug(record['id'])}.yaml"
    year, rest = iso(day.first)[:4], iso(day.first)[5:]
    return f"{year}/{rest}-{DAY.sub('', _slug(record['id']))}.yaml"


def _slug(text: object) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", str(text)).strip("-")[:LONGEST].strip("-") or "record"
