"""How often coders gave the same codes: what was coded twice, field by field, counted and not yet judged."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from pydantic import ValidationError

from negotiation.domain.case import Case
from negotiation.domain.codings import Coding, coded_kind
from negotiation.domain.dates import When
from negotiation.domain.events import EventBase
from negotiation.domain.fields import field_adapter
from negotiation.domain.ids import EventId
from negotiation.domain.light import NamedTuple

FREE_TEXT = frozenset({"title", "note", "search_note", "states", "act", "stated_reason", "set"})
"""Fields in a coder's own words, which nobody expects to be the same."""
FEWEST = 2
"""Codes that an event needs in a field, and events that a figure needs."""


class Code(NamedTuple):
    """What one coder, or several together, made of a field of an event."""

    coder: str
    value: Any
    """As plain data; of a list, its items in one order, since none is compared."""
    key: Any
    """What it is compared by: a text, or what days and counts are ordered by."""
    level: str
    """`day`, `count` or `word`."""
    coding: int | None
    """The number of the coding; nothing for the record's own."""


class Unit(NamedTuple):
    """A field of an event that was coded at least twice."""

    event: EventId
    field: str
    codes: tuple[Code, ...]

    @property
    def differs(self) -> bool:
        return len({code.key for code in self.codes}) > 1


class Field(NamedTuple):
    """A field, with every event in which it was coded at least twice."""

    name: str
    units: tuple[Unit, ...]
    once: int
    """Events in which one coder alone coded it."""

    @property
    def codes(self) -> list[Code]:
        return [code for unit in self.units for code in unit.codes]

    @property
    def coders(self) -> list[str]:
        return sorted({code.coder for code in self.codes})

    @property
    def ordered(self) -> str:
        """By what its codes are ordered: `day`, `count`, or nothing where one of them is neither."""
        levels = {code.level for code in self.codes}
        return levels.pop() if len(levels) == 1 and levels <= {"day", "count"} else ""

    @property
    def counts(self) -> list[list[int]]:
        """For each event how often each value was given, the values in their order."""
        keys = [[code.key if self.ordered else _text(code.key) for code in unit.codes] for unit in self.units]
        values = sorted({key for of in keys for key in of})
        return [[of.count(value) for value in values] for of in keys]

    @property
    def agreement(self) -> float | None:
        """The share of pairs of codes of one event that are the same."""
        pairs = sum(sum(row) * (sum(row) - 1) for row in self.counts)
        same = sum(n * (n - 1) for row in self.counts for n in row)
        return same / pairs if pairs else None


class Alpha(NamedTuple):
    """Krippendorff's alpha of a field with its interval, or in words why there is none."""

    value: float | None
    low: float | None
    high: float | None
    why: str


class Agreement(NamedTuple):
    """All that was coded twice in a case."""

    fields: tuple[Field, ...]
    twice: tuple[EventId, ...]
    """Events that at least two coders coded."""
    missed: tuple[int, ...]
    """Codings whose coder found no such event."""
    unrecorded: tuple[int, ...]
    """Codings of events that the record has not."""
    alone: tuple[EventId, ...]
    """Events that one coder coded, and whose record does not say by whom it is."""


def agreement_of(case: Case) -> Agreement:
    """Put the codes of each event side by side.

    A record is a coding where it says who coded it, as it was first entered, or as `was` says; what it
    does not have its coder found none of. In a coding, what is not given was not coded.
    """
    events = {event.id: event for event in case.events}
    of: dict[EventId, list[int]] = {}
    for number, coding in enumerate(case.codings):
        if coding.of is not None and coding.of in events and coding.found is None:
            of.setdefault(coding.of, []).append(number)
    units: dict[str, list[Unit]] = {}
    for id_ in sorted(of):
        for unit in _units(events[id_], [(number, case.codings[number]) for number in of[id_]]):
            units.setdefault(unit.field, []).append(unit)
    twice = [id_ for id_ in sorted(of) if len(of[id_]) + bool(events[id_].coders) >= FEWEST]
    return Agreement(
        tuple(_field(name, units[name]) for name in sorted(units, key=_place)),
        tuple(twice),
        tuple(n for n, one in enumerate(case.codings) if one.found == "no-such-event"),
        tuple(n for n, one in enumerate(case.codings) if one.found == "not-recorded"),
        tuple(id_ for id_ in sorted(of) if id_ not in twice),
    )


FIRST = ("kind", "on", "reported", "subject", "by", "to", "quantity", "certainty")
"""The fields that every reader looks for first; the others by name."""


def _place(name: str) -> tuple[int, str]:
    return FIRST.index(name) if name in FIRST else len(FIRST), name


def _field(name: str, units: Sequence[Unit]) -> Field:
    several = tuple(unit for unit in units if len(unit.codes) >= FEWEST)
    return Field(name, several, len(units) - len(several))


def _units(event: EventBase, codings: Sequence[tuple[int, Coding]]) -> Iterator[Unit]:
    """The fields that somebody coded a second time, each with all its codes."""
    was: dict[str, Any] = {}
    for _, coding in codings:
        was |= coding.adjudicated.was if coding.adjudicated is not None else {}
    names = dict.fromkeys(name for _, coding in codings for name in coding.codes if name not in FREE_TEXT)
    for name in names:
        codes = list(_own(event, name, was))
        for number, coding in codings:
            if name in coding.codes:
                codes.append(_code(coding.coder, number, name, coding.codes[name], coded_kind(coding, event)))
        yield Unit(event.id, name, tuple(codes))


def _own(event: EventBase, name: str, was: Mapping[str, Any]) -> Iterator[Code]:
    """The record's own code, where it says whose it is and its kind has the field."""
    if event.coders and name in _written(type(event)):
        said = was[name] if name in was else plain_value(event, name)
        yield _code("+".join(event.coders), None, name, said, type(event))


def plain_value(event: EventBase, name: str) -> Any:
    """A field of a record as plain data."""
    return event.model_dump(mode="json", by_alias=True, include={_written(type(event)).get(name, name)}).get(name)


def _written(cls: type[EventBase]) -> dict[str, str]:
    """The fields of a kind: as they are written, and as Python calls them."""
    return {info.alias or name: name for name, info in cls.model_fields.items()}


def _code(coder: str, number: int | None, name: str, said: Any, cls: type[EventBase] | None) -> Code:
    value = _read(name, said, cls)
    if isinstance(value, When):
        return Code(coder, value.text, (value.first, value.last), "day", number)
    if isinstance(value, int) and not isinstance(value, bool):
        return Code(coder, value, value, "count", number)
    plain = _in_order(name, _plain(name, value, cls))
    return Code(coder, plain, _text(plain), "word", number)


def _read(name: str, said: Any, cls: type[EventBase] | None) -> Any:
    """A value as its field reads it; one that it cannot read is an error elsewhere, and stays as it is written."""
    adapter = None if said is None or name == "kind" else field_adapter(_called(name, cls), cls)
    try:
        return said if adapter is None else adapter.validate_python(said)
    except ValidationError:
        return said


def _called(name: str, cls: type[EventBase] | None) -> str:
    return name if cls is None else _written(cls).get(name, name)


def _plain(name: str, value: Any, cls: type[EventBase] | None) -> Any:
    adapter = None if value is None or name == "kind" else field_adapter(_called(name, cls), cls)
    if adapter is None:
        return value
    return adapter.dump_python(value, mode="json", by_alias=True, exclude_none=True, warnings=False)


def _in_order(name: str, plain: Any) -> Any:
    """A list as a set: its items in one order, each once; of passages, the sources."""
    if not _is_list(plain):
        return plain
    found = {_text(one): one for one in (_source(one) if name == "sources" else one for one in plain)}
    return [found[key] for key in sorted(found)]


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _source(citation: Any) -> Any:
    return citation["source"]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
