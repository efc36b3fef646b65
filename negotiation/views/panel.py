"""Commitments day by day, for statistics: a row for each commitment or tranche, reading and day.

The intervals of the one replay are expanded: what holds is looked up where one begins, and holds until one ends.
`docs/panel.md` is the codebook.
"""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from negotiation.domain.answers import Question, is_coded, row_of
from negotiation.domain.axes import BESIDE, FOREVER, Due, Interval, Outlook
from negotiation.domain.dates import iso
from negotiation.domain.ids import ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.parts import Row
from negotiation.views.plain import is_record, several
from negotiation.views.rows import Record, cell

SHAPE = "panel/1"
FIGURES = (
    "total", "performed", "outstanding", "upcoming", "overdue", "not_due", "discharged_otherwise", "days_overdue",
)  # fmt: skip
ENDS = ("", "_min", "_max")
KEYS = ("case", "commitment", "tranche")
ASKED = ("date", "known", "reading")
WHO = ("debtor", "creditor", "obligation")
WORDS = ("phase", "status")
NOTICES = ("withheld", "suspended")
COLUMNS = (
    *KEYS, *WHO, *ASKED, *WORDS, *(f"{name}{end}" for name in FIGURES for end in ENDS), *NOTICES, "contested",
)  # fmt: skip
FOUND = tuple(name for name in COLUMNS if name not in {*KEYS, *ASKED})
"""The columns that are an answer; the others are what was asked."""

NOT_CODED, NOT_YET, NONE, UNKNOWN, EVERYTHING = "not coded", "not there yet", "none", "unknown", "all"


@dataclass(frozen=True, slots=True)
class Panel:
    """Which days, as known when, under which readings."""

    days: Sequence[int]
    """In their order."""
    known: int | None
    """The last day whose reports count; nothing where it is the day of each row itself."""
    readings: Sequence[ReadingId]


def panel_rows(table: Table, panel: Panel) -> Iterator[Record]:
    """The rows by commitment, tranche, reading and day, a whole before its tranches.

    A commitment or tranche that is there on some day, whichever that is, has a row for each day that was asked for.
    """
    for id_, subject in table.subjects.items():
        parts = _parts(table, panel, id_) if subject.kind == "commitment" else []
        runs = {reading: list(_run(table, panel, id_, reading)) for reading in panel.readings} if parts else {}
        for part in parts:
            for reading, run in runs.items():
                keys = {"case": str(table.case.id), "commitment": str(id_), "tranche": part, "reading": str(reading)}
                yield from _rows(table, panel, keys, run)


def panel_csv(rows: Iterable[Record]) -> str:
    """The rows below the names of the columns; lines end as RFC 4180 has them."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([row[name] for name in COLUMNS] for row in rows)
    return text.getvalue()


def _run(table: Table, panel: Panel, id_: SubjectId, reading: ReadingId) -> Iterator[Row | None]:
    """The row of a commitment on each day; one and the same object for as long as nothing of it changes."""
    row: Row | None = None
    until = 0
    for day in panel.days:
        if day >= until:
            question = Question(day, day if panel.known is None else panel.known, reading)
            row = row_of(table, question, id_)
            until = _next(table, question, id_, follows=panel.known is None)
        yield row


def _next(table: Table, question: Question, id_: SubjectId, *, follows: bool) -> int:
    """The first later day on which something may hold that doesn't on the day of the question.

    That is the next day where a due day has passed, since answers count the days since.
    """
    coverage = table.case.head.coverage
    days = {coverage.start.toordinal(), coverage.end.toordinal() + 1, FOREVER}
    for interval in table.rows(id_, question.outlook):
        days |= {interval.valid_from, interval.valid_to}
        if interval.valid_from <= question.on < interval.valid_to and _is_late(interval):
            days.add(question.on + 1)
    if follows:
        points = table.points(id_)
        days |= {*points[bisect_right(points, question.on) :][:1]}
    return min(day for day in days if day > question.on)


def _is_late(interval: Interval) -> bool:
    return any(isinstance(value, Due) and value.standing == "overdue" for value in interval.values)


def _parts(table: Table, panel: Panel, id_: SubjectId) -> list[str]:
    """The commitment itself, as an empty word, and its tranches, numbers first; nothing where nobody knows of it."""
    points = [panel.known] if panel.known is not None else [p for p in table.points(id_) if p <= panel.days[-1]]
    outlooks = [Outlook(reading, known) for reading in panel.readings for known in points]
    rows = [row for outlook in outlooks for row in table.rows(id_, outlook) if row.axis not in BESIDE]
    tranches = {row.subject.partition("/")[2] for row in rows if row.axis in {"figures", "phase"}} - {""}
    ordered = sorted(tranches, key=lambda name: (0, int(name), name) if name.isdecimal() else (1, 0, name))
    return ["", *ordered] if any(row.subject == id_ for row in rows) else []


def _rows(table: Table, panel: Panel, keys: Record, run: Sequence[Row | None]) -> Iterator[Record]:
    """One commitment or tranche under one reading, day by day."""
    last: Row | None = None
    found: Record = {}
    for day, row in zip(panel.days, run, strict=True):
        if row is None:
            found = dict.fromkeys(FOUND, NOT_YET if is_coded(table, day) else NOT_CODED)
        elif row is not last:
            found = _found(_part(row, keys["tranche"]))
        last = row
        known = day if panel.known is None else panel.known
        asked = {"date": iso(day), "known": EVERYTHING if known >= FOREVER else iso(known)}
        whole = {**keys, **asked, **found}
        yield {name: whole[name] for name in COLUMNS}


def _part(row: Row, tranche: str) -> Row | None:
    return next((one for one in row["tranches"] if one["id"] == tranche), None) if tranche else row


def _found(row: Row | None) -> Record:
    """What the columns say of a row of the state."""
    if row is None:
        return dict.fromkeys(FOUND, NOT_YET)
    found: Record = {name: "; ".join(map(str, several(row[name]))) or NONE for name in (*WHO, *WORDS)}
    for name in FIGURES:
        found |= zip((f"{name}{end}" for end in ENDS), _figure(row[name]), strict=True)
    found |= {name: _notice(row[name]) for name in NOTICES}
    return found | {"contested": len({one["field"] for one in row["contested"]})}


def _figure(value: Any) -> tuple[Any, Any, Any]:
    """A figure in words or as a number, the least that it may be, and the most.

    >>> _figure(26), _figure({"min": 26, "max": 52}), _figure({"min": 0, "max": None}), _figure(None)
    ((26, 26, 26), ('26 to 52', 26, 52), ('unknown', 0, 'unknown'), ('none', 'none', 'none'))
    """
    if value is None:
        return (NONE, NONE, NONE)
    if not is_record(value):
        return (value, value, value)
    low, high = value["min"], value["max"]
    if high is None:
        return (cell(value) if low else UNKNOWN, low, UNKNOWN)
    return (cell(value), low, high)


def _notice(value: Any) -> str:
    """Whether there is one: `perhaps` where some possible worlds have none."""
    return "no" if value is None else "perhaps" if value["perhaps"] else "yes"
