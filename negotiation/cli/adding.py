"""Adds to a case: what somebody typed, what JSON holds, or what they write in an editor is the draft of a new file."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from negotiation.cli import proposing
from negotiation.cli.days import Days
from negotiation.cli.drafting import EVENT, Knowing, Record, completed, expect_kind, from_json, typed
from negotiation.cli.editing import edited, is_on_terminal, scaffold
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import only
from negotiation.cli.nearest import tips
from negotiation.cli.output import one_of
from negotiation.cli.proposing import proposed
from negotiation.cli.trying import Ground, ground
from negotiation.domain.dates import iso
from negotiation.domain.events import Event
from negotiation.ledger.writing import list_text

FORMATS: Final = ("table", "json")
TYPO: Final = "typo"
SAID: Final = {"corrected": "is corrected", "retracted": "is taken back"}


class Wishes(proposing.Wishes, Protocol):
    """What somebody wants to add, too."""

    @property
    def from_json(self) -> str | None: ...
    @property
    def case(self) -> list[str] | None: ...
    @property
    def template(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What sort of record, of what kind, about which other one."""

    sort: str
    kind: str | None = None
    about: str | None = None


def added(wishes: Wishes, wanted: Wanted, words: Sequence[str]) -> int:
    """Add a record, or several from JSON."""
    one_of(wishes.format, FORMATS, "--format")
    base = ground(only(wishes.case))
    about = None if wanted.about is None else _event(base, wanted.about)
    if wishes.from_json is not None:
        records = _given(wishes.from_json, wanted, words)
        return _proposed(wishes, wanted, base, [_about(one, wanted, about) for one in records])
    if wanted.sort == EVENT:
        expect_kind(wanted.kind)
    record = _about(typed(wanted.sort, words, wanted.kind), wanted, about)
    if not wishes.template and (words or not is_on_terminal()):
        return _proposed(wishes, wanted, base, [record])
    begun = scaffold(wanted.sort, _begun(wanted, base, record), wanted.kind, _as_it_is(about))
    if wishes.template:
        sys.stdout.write(begun)
        return Exit.DONE
    return edited(begun, wanted.sort, lambda records: _proposed(wishes, wanted, base, records))


def _proposed(wishes: Wishes, wanted: Wanted, base: Ground, records: Sequence[Record]) -> int:
    return proposed(wishes, wanted.sort, base, completed(wanted.sort, records, _knowing(base)))


def _begun(wanted: Wanted, base: Ground, record: Record) -> list[Record]:
    """A record to fill in: its id is left open where nothing tells it yet."""
    if wanted.about is None:
        return [{"id": "", **record}] if wanted.sort != "assertion" else [record]
    return completed(wanted.sort, [record], _knowing(base))


def _event(base: Ground, id_: str) -> Event:
    found = next((event for event in base.case.events if event.id == id_), None)
    if found is None:
        near = tips(id_, [event.id for event in base.case.events])
        raise Refused(Exit.USAGE, f"no event has the id '{id_}'", *near)
    return found


def _about(given: Record, wanted: Wanted, event: Event | None) -> Record:
    """A record with what follows from the one that it is about.

    A typo was made by whoever entered the record, so that its correction has the days, the sources and the certainty
    of the record itself: it counts as known from the same day on, and as entered today.
    """
    if event is None or wanted.kind is None:
        return given
    record: Record = {"kind": wanted.kind, "revises": event.id, **given}
    record.setdefault("title", f"The record {event.id} {SAID[wanted.kind]}")
    if record.get("reason") == TYPO:
        plain = _plain(event)
        for field in ("on", "reported", "certainty", "sources"):
            record.setdefault(field, plain[field])
    elif "reported" in record:
        record.setdefault("on", record["reported"])
    return record


def _plain(event: Event) -> dict[str, Any]:
    return event.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _as_it_is(event: Event | None) -> list[str]:
    """The record that a draft is about, for whoever writes it."""
    return [] if event is None else ["", "The record as it is:", *list_text([_plain(event)]).splitlines()]


def _given(name: str, wanted: Wanted, words: Sequence[str]) -> list[Record]:
    if words or (wanted.kind is not None and wanted.about is None):
        given = "--kind" if not words else words[0].partition("=")[0]
        raise Refused(Exit.USAGE, f"--from-json takes the whole record from JSON, and {given} a part of one from here")
    return from_json(_read(name), "what came on standard input" if name == "-" else name)


def _read(name: str) -> str:
    """A file's text, or what comes on standard input for `-`."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise Refused(Exit.FILES, f"could not read {name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Refused(Exit.FILES, f"{name} is not UTF-8 text") from error


def _knowing(base: Ground) -> Knowing:
    """What the case says before a draft is made: which ids are taken, and what day it is there."""
    return Knowing(_taken(base), iso(Days(base.case).today()))


def _taken(base: Ground) -> frozenset[str]:
    """Every id that something of the case has."""
    case, head = base.case, base.case.head
    organs = [organ.id for party in head.parties for organ in party.organs]
    named = [one.id for several in (head.parties, head.people, head.readings) for one in several]
    subjects = [
        str(name)
        for event in case.events
        for field in ("commitment", "proposal", "process", "measure")
        if (name := getattr(event, field, None)) is not None
    ]
    documents = [one.id for several in (case.sources, case.seeds) for one in several]
    return frozenset(map(str, [*(event.id for event in case.events), *organs, *named, *subjects, *documents]))
