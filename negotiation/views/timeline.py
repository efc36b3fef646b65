"""What happened, in order, with what the clock derives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from negotiation.domain.dates import iso
from negotiation.domain.events import Event
from negotiation.domain.happenings import Entry, timeline
from negotiation.domain.ids import EventId
from negotiation.domain.intervals import Table
from negotiation.domain.values import has_holders
from negotiation.views.header import Asked, header
from negotiation.views.pages import Block, Page, grid, lines
from negotiation.views.phrases import counted
from negotiation.views.phrases import span as between
from negotiation.views.plain import several
from negotiation.views.records import Records, actors, kind_words
from negotiation.views.rows import Record, envelope
from negotiation.views.view import View

HEADS = (
    "day", "last_day", "unordered", "event", "kind", "by", "subjects", "title", "file", "line", "sources",
)  # fmt: skip
"""The columns of CSV."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to show; an empty set lets all through."""

    span: tuple[int, int]
    actors: frozenset[str] = frozenset()
    """A party with its organs and those who speak for it."""
    kinds: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The events of a replayed case as one outlook has them, with all their fields."""

    table: Table
    records: Records

    def event(self, id_: EventId) -> Event:
        """The event as it stands corrected, or as it was entered where the outlook does not have it."""
        happened = self.table.resolver(self.records.outlook).get(id_)
        return happened.event if happened is not None else self.table.book.events[id_]


def timeline_view(asked: Asked, wanted: Wanted, told: Told) -> View:
    """The entries in every shape."""
    found = [entry for entry in timeline(told.table, asked.question, wanted.span) if _is_wanted(entry, wanted, told)]
    shown = found[::-1] if wanted.backwards else found
    return View(
        page=lambda: _page(asked, wanted, shown, told),
        body=lambda: {
            **envelope(asked, "timeline/1"),
            **_span(wanted),
            "entries": [_record(e, told) for e in shown],
        },
        rows=lambda: (_record(entry, told) for entry in shown),
        facts=lambda: (_fact(entry, told) for entry in shown),
        heads=HEADS,
    )


def _is_wanted(entry: Entry, wanted: Wanted, told: Told) -> bool:
    if entry.event is None:
        hidden = wanted.actors or (wanted.kinds and "clock" not in wanted.kinds)
        return not hidden and (not wanted.subjects or _about({str(entry.subject)}, wanted.subjects))
    event = told.event(entry.event)
    if wanted.kinds and event.kind not in wanted.kinds:
        return False
    if wanted.subjects and not _about(set(subjects_of(event)), wanted.subjects):
        return False
    return not wanted.actors or bool(wanted.actors & involved(event))


def _about(subjects: set[str], wanted: frozenset[str]) -> bool:
    return any(one in wanted or one.partition("/")[0] in wanted for one in subjects)


def subjects_of(event: Event) -> list[str]:
    """The subjects that an event names or brings into being."""
    fields = ("subject", "commitment", "process", "proposal", "measure", "extends")
    named = [str(one) for field in fields for one in several(getattr(event, field, None))]
    named += [str(bearing.subject) for bearing in several(getattr(event, "bears_on", None))]
    named += [str(one.id) for one in several(getattr(event, "instruments", None))]
    return list(dict.fromkeys(named))


def involved(event: object) -> set[str]:
    """Everybody who acts, speaks or is addressed in an event."""
    found: set[str] = set()
    for name in ("by", "consent", "to", "against", "speaker", "debtor", "creditor"):
        found |= {str(one) for value in _given(getattr(event, name, None)) for one in several(value)}
    return found


def _given(value: Any) -> Iterator[Any]:
    """A value, or all that its holders give."""
    if has_holders(value):
        yield from (value.value, *value.by_reading.values(), *(account.value for account in value.accounts))
    else:
        yield value


def _page(asked: Asked, wanted: Wanted, entries: Sequence[Entry], told: Told) -> Page:
    first, last = wanted.span
    top = header(asked, f"events from {iso(first)} to {iso(last)}")
    if not entries:
        return (top, lines("no events"))
    rows = list(_rows(entries, told))
    blocks: list[Block] = [top, grid(("DAY", "", "EVENT", "BY", "KIND", "ABOUT", "TITLE"), rows)]
    blocks.append(lines(*_unordered(entries)))
    clock = sum(1 for entry in entries if entry.event is None)
    blocks.append(
        lines(f"{counted(len(entries) - clock, 'event')} and {clock} derived · * by the clock · ? day uncertain")
    )
    return tuple(blocks)


def _rows(entries: Sequence[Entry], told: Told) -> Iterator[tuple[str, ...]]:
    last = 0
    for entry in entries:
        day = iso(entry.day) if entry.day != last else ""
        weekday = WEEKDAYS[date.fromordinal(entry.day).weekday()]
        last = entry.day
        if entry.event is None:
            yield (day, weekday, _name(entry), "-", "clock", str(entry.subject), _title(entry, entry.text))
            continue
        seen = told.records.seen(entry.event)
        about = ", ".join(_short(subjects_of(told.event(entry.event)))) or "-"
        yield (day, weekday, _name(entry), actors(seen), kind_words(seen), about, _title(entry, seen.title or "-"))


def _name(entry: Entry) -> str:
    return f"{entry.event or '*'}{'?' if entry.last_day > entry.day else ''}"


def _title(entry: Entry, title: str) -> str:
    return title if entry.last_day == entry.day else f"{title} [{between(entry.day, entry.last_day)}]"


FEW = 3
"""Subjects of an event that are named; of more than these, one fewer and how many more."""


def _short(subjects: Sequence[str]) -> list[str]:
    rest = len(subjects) - FEW + 1
    return list(subjects) if len(subjects) <= FEW else [*subjects[: FEW - 1], f"{rest} more"]


def _unordered(entries: Sequence[Entry]) -> Iterator[str]:
    """Days on which an answer hangs on an order that no source gives."""
    open_: dict[int, list[str]] = {}
    for entry in entries:
        if entry.unordered:
            open_.setdefault(entry.day, []).append(str(entry.event))
    for day, events in open_.items():
        yield f"{iso(day)}: no source gives the order of {', '.join(events)}, and an answer hangs on it"


def _span(wanted: Wanted) -> Record:
    return {"from": iso(wanted.span[0]), "to": iso(wanted.span[1])}


def _record(entry: Entry, told: Told) -> Record:
    days = {"day": iso(entry.day), "last_day": iso(entry.last_day), "unordered": entry.unordered}
    if entry.event is None:
        return {**days, "event": None, "kind": "clock", "by": None, "subjects": [entry.subject], "title": entry.text,
                "file": None, "line": None, "sources": []}  # fmt: skip
    record = told.records.record(entry.event)
    return {
        **days, "event": entry.event, "kind": record["kind"], "by": record["by"],
        "subjects": subjects_of(told.event(entry.event)), "title": record["title"],
        "file": record["file"], "line": record["line"], "sources": record["sources"],
    }  # fmt: skip


def _fact(entry: Entry, told: Told) -> Record:
    record = _record(entry, told)
    return {**record, "sources": [" ".join(filter(None, (s["source"], s["paragraph"]))) for s in record["sources"]]}
