"""What happened, in order, with what the clock derives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from negotiation.domain.dates import iso
from negotiation.domain.queries import Entry, timeline
from negotiation.domain.values import has_holders
from negotiation.views.header import Asked, header
from negotiation.views.pages import Block, Page, grid, lines
from negotiation.views.phrases import counted
from negotiation.views.phrases import span as between
from negotiation.views.plain import several
from negotiation.views.records import Records, actors, kind_words, subjects_of
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


def timeline_view(asked: Asked, wanted: Wanted, records: Records) -> View:
    """The entries in every shape."""
    found = [
        entry for entry in timeline(records.table, asked.question, wanted.span) if _is_wanted(entry, wanted, records)
    ]
    shown = found[::-1] if wanted.backwards else found
    return View(
        page=lambda: _page(asked, wanted, shown, records),
        body=lambda: {
            **envelope(asked, "timeline/1"),
            **_span(wanted),
            "entries": [_record(e, records) for e in shown],
        },
        rows=lambda: (_record(entry, records) for entry in shown),
        facts=lambda: (_fact(entry, records) for entry in shown),
        heads=HEADS,
    )


def _is_wanted(entry: Entry, wanted: Wanted, records: Records) -> bool:
    if entry.event is None:
        hidden = wanted.actors or (wanted.kinds and "clock" not in wanted.kinds)
        return not hidden and (not wanted.subjects or _about({str(entry.subject)}, wanted.subjects))
    event = records.event(entry.event)
    if wanted.kinds and event.kind not in wanted.kinds:
        return False
    if wanted.subjects and not _about(set(subjects_of(event)), wanted.subjects):
        return False
    return not wanted.actors or bool(wanted.actors & involved(event))


def _about(subjects: set[str], wanted: frozenset[str]) -> bool:
    return any(one in wanted or one.partition("/")[0] in wanted for one in subjects)


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


def _page(asked: Asked, wanted: Wanted, entries: Sequence[Entry], records: Records) -> Page:
    first, last = wanted.span
    top = header(asked, f"events from {iso(first)} to {iso(last)}")
    if not entries:
        return (top, lines("no events"))
    rows = list(_rows(entries, records))
    blocks: list[Block] = [top, grid(("DAY", "", "EVENT", "BY", "KIND", "ABOUT", "TITLE"), rows)]
    blocks.append(lines(*_unordered(entries)))
    clock = sum(1 for entry in entries if entry.event is None)
    blocks.append(
        lines(f"{counted(len(entries) - clock, 'event')} and {clock} derived · * by the clock · ? day uncertain")
    )
    return tuple(blocks)


def _rows(entries: Sequence[Entry], records: Records) -> Iterator[tuple[str, ...]]:
    last = 0
    for entry in entries:
        day = iso(entry.day) if entry.day != last else ""
        weekday = WEEKDAYS[date.fromordinal(entry.day).weekday()]
        last = entry.day
        if entry.event is None:
            yield (day, weekday, _name(entry), "-", "clock", str(entry.subject), _title(entry, entry.text))
            continue
        event = records.event(entry.event)
        about = ", ".join(_short(subjects_of(event))) or "-"
        yield (day, weekday, _name(entry), actors(event), kind_words(event), about, _title(entry, event.title or "-"))


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


def _record(entry: Entry, records: Records) -> Record:
    days = {"day": iso(entry.day), "last_day": iso(entry.last_day), "unordered": entry.unordered}
    if entry.event is None:
        return {**days, "event": None, "kind": "clock", "by": None, "subjects": [entry.subject], "title": entry.text,
                "file": None, "line": None, "sources": []}  # fmt: skip
    record = records.record(entry.event)
    return {
        **days, "event": entry.event, "kind": record["kind"], "by": record["by"],
        "subjects": subjects_of(records.event(entry.event)), "title": record["title"],
        "file": record["file"], "line": record["line"], "sources": record["sources"],
    }  # fmt: skip


def _fact(entry: Entry, records: Records) -> Record:
    record = _record(entry, records)
    return {**record, "sources": [" ".join(filter(None, (s["source"], s["paragraph"]))) for s in record["sources"]]}
