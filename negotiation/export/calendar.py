"""Deadlines as iCalendar: an entry for each that the record holds, and one for each reading that holds another.

All that is known counts, or what was known on a day that is asked about. An entry is known by its subject and its
holder, so that it keeps its UID when the day moves; SEQUENCE counts how often it moved. Nothing is read off a clock:
DTSTAMP is the last day on which a record of the case was entered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib import import_module
from typing import Any

from negotiation.domain.axes import FOREVER, Due, Interval, Outlook
from negotiation.domain.case import Case
from negotiation.domain.ids import RECORD, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.views.axes import lasting_words

icalendar: Any = import_module("icalendar")  # few who run this program have it

PRODUCT = "-//negotiation//deadlines//EN"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline of a subject under a reading."""

    days: tuple[int, ...]
    """One, or one for each possible world."""
    moved: int
    """How often it was moved to another day."""
    night: bool
    waits: bool
    """Whether it does not bind yet, for want of a condition."""
    open: bool
    """Whether it still is a deadline at the end of what is known."""
    standing: str
    causes: tuple[str, ...]


def calendar(table: Table, known: int = FOREVER, reading: ReadingId | None = None, said: str = "") -> bytes:
    """The calendar of a case, as known on a day, under one reading where one is named; `said` has that in words."""
    case = table.case
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"Deadlines: {case.head.title}{f' ({said})' if said else ''}")
    if said:
        made.add("x-wr-caldesc", f"Deadlines {said}.")
    for subject, holder, held, alone in deadlines(table, known, reading):
        for number, day in enumerate(held.days, 1):
            uid = f"{case.id}/{subject}/{holder}{'' if number == 1 else f'/{number}'}@negotiation"
            name = str(subject) if alone else f"{subject}, as held by {holder}:"
            entry = _entry(case, uid, name, held, day)
            if said:
                entry["description"] = icalendar.vText(f"{entry['description']} {said[0].upper()}{said[1:]}.")
            made.add_component(entry)
    content: bytes = made.to_ical()
    return content


def deadlines(
    table: Table, known: int = FOREVER, reading: ReadingId | None = None
) -> Iterator[tuple[SubjectId, ReadingId, Deadline, bool]]:
    """Each deadline with its subject and its reading, and whether all readings hold it alike.

    The whole of a commitment in tranches has none of its own: it is due when its next tranche is.
    """
    for subject in sorted(table.subjects):
        if reading is not None:
            yield from (
                (part, reading, held, False) for part, held in sorted(_held(table, subject, reading, known).items())
            )
            continue
        found = {one: _held(table, subject, one, known) for one in [RECORD, *table.readings]}
        for part in sorted({part for held in found.values() for part in held}):
            by_reading = {one: held.get(part) for one, held in found.items()}
            base = by_reading[RECORD]
            others = {one: held for one, held in by_reading.items() if held is not None and _differs(held, base)}
            if base is not None:
                yield part, RECORD, base, not others
            for one, held in others.items():
                yield part, one, held, False


def _differs(held: Deadline, base: Deadline | None) -> bool:
    return base is None or (held.days, held.waits, held.open) != (base.days, base.waits, base.open)


def _held(table: Table, whole: SubjectId, reading: ReadingId, known: int) -> dict[SubjectId, Deadline]:
    rows: dict[SubjectId, list[Interval]] = {}
    for row in table.rows(whole, Outlook(reading, known)):
        if row.axis == "due" and "@" not in row.subject:
            rows.setdefault(row.subject, []).append(row)
    if len(rows) > 1:
        rows.pop(whole, None)
    found = {part: _deadline(sorted(mine, key=lambda row: row.valid_from)) for part, mine in rows.items()}
    return {part: held for part, held in found.items() if held is not None}


def _deadline(rows: Sequence[Interval]) -> Deadline | None:
    """What came of a due day: its last days, and how often it went from one day to another."""
    sets: list[tuple[int, ...]] = []
    last: Interval | None = None
    for row in rows:
        days = _days(row)
        if days:
            last = row
            if not sets or sets[-1] != days:
                sets.append(days)
    if last is None:
        return None
    settled = [days for at, days in enumerate(sets) if at + 1 == len(sets) or not {*sets[at + 1]} < {*days}]
    moved = sum(1 for at in range(1, len(settled)) if settled[at] != settled[at - 1])
    night = any(isinstance(value, Due) and value.night for value in last.values)
    waits = all(value.standing == "not due" for value in last.values if isinstance(value, Due))
    return Deadline(
        sets[-1],
        moved,
        night,
        waits,
        bool(_days(rows[-1])),
        lasting_words(last.axis, last.values),
        tuple(map(str, last.causes)),
    )


def _days(row: Interval) -> tuple[int, ...]:
    return tuple(sorted({value.day for value in row.values if isinstance(value, Due) and value.day is not None}))


def _entry(case: Case, uid: str, name: str, held: Deadline, day: int) -> Any:
    more = [
        *(["the night that begins"] if held.night else []),
        *(["once its condition is met"] if held.waits else []),
        *([f"one of {len(held.days)} days"] if len(held.days) > 1 else []),
    ]
    titles = [event.title or event.id for event in case.events if str(event.id) in held.causes]
    said = f" ({', '.join(more)})" if more else ""
    made = icalendar.Event()
    made.add("uid", uid)
    made.add("sequence", held.moved)
    made.add("dtstamp", _stamp(case))
    made.add("dtstart", date.fromordinal(day))
    made.add("summary", f"{name} due{said}")
    made.add("description", f"{held.standing}. Rests on: {'; '.join(titles)}.")
    made.add("status", "CONFIRMED" if held.open else "CANCELLED")
    made.add("transp", "TRANSPARENT")
    made.add("categories", [case.id])
    return made


def _stamp(case: Case) -> datetime:
    last = max([case.head.release_day, *(event.recorded for event in case.events if event.recorded is not None)])
    return datetime.combine(last, time(0), UTC)
