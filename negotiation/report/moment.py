"""A state as tables of text: what the page shows of a moment, here and in `assets/moment.js`, which gives the same.

Everything comes from the rows of the state (`negotiation state --format json`), from what parties are called, and from
the sums that the program found to hold or not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from negotiation.domain.dates import day_of
from negotiation.domain.parts import Row
from negotiation.views.commitments import KEPT, MOST_LINES, folded, share_rows
from negotiation.views.contested import by_field
from negotiation.views.instruments import STEPS, count_words, instruments_title
from negotiation.views.phrases import counted, days, figure
from negotiation.views.plain import several
from negotiation.views.standing import notices

Plain = dict[str, Any]
Names = Mapping[str, str]

PROMISES = ("Commitment", "By", "To", "Due", "Total", "{performed}", "{outstanding}", "Phase", "Status", "Facts")
TALKS = ("Talks", "Deadline", "Status", "Facts")
PROPOSALS = ("Proposal", "Form", "By", "To", "About", "Open until", "Status", "Facts")
DEPOSITARIES = ("Depositary", *(name.capitalize() for name in STEPS.values()))
INSTRUMENTS = (
    "Instrument",
    "Letter",
    "By",
    "Depositary",
    "Signed",
    "Deposited",
    "In force",
    "Scheduled",
    "Status",
    "Facts",
)
MEASURES = ("Measure", "Stage", "Since", "Count", "Unit", "Place", "By", "Facts")


@dataclass(slots=True)
class Shown:
    """What is needed to show a moment."""

    on: int
    labels: tuple[str, str]
    names: Names
    sums: Mapping[str, str]
    """By commitment, the sum that has to hold."""
    titles: Mapping[str, str]
    notes: list[Plain] = field(default_factory=list[Plain])
    """What is contested, each with the subjects of which it is held."""
    _numbers: dict[str, int] = field(default_factory=dict[str, int])

    def mark(self, subject: str, contested: Sequence[Plain]) -> list[int]:
        """The numbers of the notes about a subject; the same note has the same number."""
        return sorted({self._number(subject, name, held) for name, held in by_field(contested).items()})

    def _number(self, subject: str, name: str, held: Sequence[Plain]) -> int:
        holders = sorted((self._held(one) for one in held), key=lambda one: (one["who"].lower(), one["holder"]))
        key = "\n".join([name, *(f"{one['who']}: {one['value']}" for one in holders)])
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self.notes.append({"of": [], "field": name, "holders": holders})
        number = self._numbers[key]
        of = self.notes[number - 1]["of"]
        whole = subject.partition("@")[0]
        if whole not in of:
            of.append(whole)
        return number

    def _held(self, one: Plain) -> Plain:
        is_reading = "reading" in one
        holder = str(one["reading"] if is_reading else one["holder"])
        who = f"the reading {holder}" if is_reading else self.names.get(holder, holder)
        return {
            "who": who, "holder": holder, "reading": is_reading, "value": figure(one["value"]), "events": one["events"],
        }  # fmt: skip

    def who(self, actors: Any) -> str:
        """What actors are called."""
        return ", ".join(self.names.get(str(one), str(one)) for one in several(actors)) or "-"


def tables(body: Row, shown: Shown) -> Plain:
    """The tables of a state in their order, and the notes that they lead to; an empty list has no table."""
    made = (_commitments, _talks, _proposals, _instruments, _measures)
    found = [table for make in made for table in make(body, shown)]
    return {"tables": found, "notes": shown.notes}


def _table(name: str, title: str, heads: Sequence[str], rows: Sequence[Plain], below: Sequence[str] = ()) -> Plain:
    return {"name": name, "title": title, "heads": list(heads), "rows": list(rows), "below": list(below)}


def _row(  # noqa: PLR0913 - a row has as many parts as it shows
    subject: str, name: str, cells: Sequence[str], notes: Sequence[int], *, title: str = "", part: bool = False
) -> Plain:
    return {"subject": subject, "name": name, "title": title, "part": part, "cells": list(cells), "notes": list(notes)}


def _commitments(body: Row, shown: Shown) -> Iterator[Plain]:
    rows = body["commitments"]
    if not rows:
        return
    performed, outstanding = (one.capitalize() for one in shown.labels)
    heads = [head.format(performed=performed, outstanding=outstanding) for head in PROMISES]
    below = [f"{row['id']}: {shown.sums[row['id']]}" for row in rows if row["id"] in shown.sums]
    below += share_rows(rows, *shown.labels)
    below += [text for row in rows for text in notices(_named(row, shown))]
    yield _table("commitments", "Commitments", heads, [one for row in rows for one in _promise(row, shown)], below)


def _promise(row: Row, shown: Shown) -> Iterator[Plain]:
    own = [one for one in row["contested"] if not one["field"].startswith("tranches/")]
    who = shown.who(row["debtor"]), shown.who(row["creditor"])
    title = shown.titles.get(row["id"], "")
    yield _row(row["id"], row["id"], (*who, *_standing(row, shown)), shown.mark(row["id"], own), title=title)
    if len(row["tranches"]) > MOST_LINES:
        yield _row("", "parts", ("",) * 7 + (folded(row["tranches"]),), (), part=True)
    for one in row["tranches"] if len(row["tranches"]) <= MOST_LINES else ():
        id_ = f"{row['id']}/{one['id']}"
        notes = shown.mark(id_, one["contested"])
        yield _row(id_, f"tranche {one['id']}", ("", "", *_standing(one, shown)), notes, part=True)
    for one in row["per_debtor"]:
        id_ = f"{row['id']}@{one['debtor']}"
        cells = shown.who(one["debtor"]), "", *_standing(one, shown)
        yield _row(id_, "each for itself", cells, shown.mark(id_, own), part=True)


def _standing(row: Row, shown: Shown) -> tuple[str, ...]:
    numbers = (figure(row[name]) for name in ("total", "performed", "outstanding"))
    return (due_words(row, shown.on), *numbers, str(row["phase"]), status_words(row, shown))


def due_words(row: Row, on: int) -> str:
    """The due day, or the window's last, with the days past it or left."""
    due = row["due"]
    if due is None:
        return "none set"
    kept = row["obligation"] in KEPT
    said = f"{'until ' if kept else ''}{'night of ' if row['due_night'] else ''}{days(due)}"
    closed = row["phase"] not in {"in force", "conditional", "proposed"}
    if closed or not isinstance(due, str):
        return said
    open_ = kept or row["days_overdue"] or day_of(due) >= on
    return f"{said} ({left(on, day_of(due))})" if open_ else said


def left(on: int, due: int) -> str:
    """How far a day is from another.

    >>> left(10, 12), left(12, 11), left(12, 12)
    ('2 days left', '1 day past', 'that day')
    """
    if on == due:
        return "that day"
    return f"{counted(due - on, 'day')} left" if on < due else f"{counted(on - due, 'day')} past"


def status_words(row: Row, shown: Shown) -> str:
    """The status word, and beside it who withholds or suspended."""
    words = [str(row["status"])]
    for name in ("withheld", "suspended"):
        if row[name] is not None and name != row["status"]:
            perhaps = "perhaps " if row[name]["perhaps"] else ""
            by = shown.who(row[name]["by"]) if row[name]["by"] else "its own terms"
            words.append(f"{perhaps}{name} by {by}")
    if row["order_sensitive"]:
        words.append("depends on an order that no source gives")
    return "; ".join(words)


def _named(row: Row, shown: Shown) -> Row:
    """A row in which whoever withholds, suspends, speaks or owes is called by name."""
    found = dict(row)
    for name in ("withheld", "suspended"):
        if found.get(name) is not None:
            found[name] = _notice(found[name], shown)
    for name in ("tranches", "per_debtor"):
        found[name] = [_named(one, shown) for one in found.get(name, ())]
    if "debtor" in found and not isinstance(found["debtor"], list):
        found["debtor"] = shown.who(found["debtor"])
    return found


def _notice(one: Plain, shown: Shown) -> Plain:
    reason = one["stated_reason"]
    by = shown.who(one["by"]) if one["by"] else None
    said = None if reason is None else {**reason, "speaker": shown.who(reason["speaker"])}
    return {**one, "by": by, "stated_reason": said}


def _talks(body: Row, shown: Shown) -> Iterator[Plain]:
    rows = body["talks"]
    if not rows:
        return
    below = [text for row in rows for text in (*notices(_named(row, shown)), *_extensions(row, shown))]
    lines = [
        _row(
            row["id"], row["id"], (_deadline(row, shown.on), str(row["status"])),
            shown.mark(row["id"], row["contested"]), title=shown.titles.get(row["id"], ""),
        )
        for row in rows
    ]  # fmt: skip
    yield _table("talks", "Talks", TALKS, lines, below)


def _deadline(row: Row, on: int) -> str:
    deadline = row["deadline"]
    if not isinstance(deadline, str) or row["phase"] == "ended":
        return "none" if deadline is None else days(deadline)
    return f"{deadline} ({left(on, day_of(deadline))})"


def _extensions(row: Row, shown: Shown) -> Iterator[str]:
    """Every extension asked for or offered; none of them moves the deadline."""
    asked = row["extensions"]
    if not asked:
        yield f"{row['id']}: no extension asked for or offered"
        return
    yield f"{row['id']}: {counted(len(asked), 'extension')} asked for or offered, which moves no deadline"
    for one in asked:
        yield f"{one['id']}: {one['form'] or '-'} by {shown.who(one['by'])}, {one['phase'] or 'not there yet'}"


def _proposals(body: Row, shown: Shown) -> Iterator[Plain]:
    rows = body["proposals"]
    if not rows:
        return
    lines = [
        _row(
            row["id"], row["id"],
            (
                row["form"] or "-", shown.who(row["by"]), shown.who(row["to"]),
                row["commitment"] or row["extends"] or row["counters"] or "-", days(row["open_until"]),
                str(row["status"]),
            ),
            shown.mark(row["id"], row["contested"]), title=shown.titles.get(row["id"], ""),
        )
        for row in rows
    ]  # fmt: skip
    open_ = sum("open" in str(row["phase"]) for row in rows)
    yield _table("proposals", f"Proposals: {open_} of {len(rows)} open", PROPOSALS, lines)


def _instruments(body: Row, shown: Shown) -> Iterator[Plain]:
    rows = body["instruments"]
    if not rows:
        return
    title = instruments_title(rows).capitalize()
    depositaries = sorted({str(row["depositary"]) for row in rows})
    counts = [_count(one, shown.who(one), [r for r in rows if str(r["depositary"]) == one]) for one in depositaries]
    yield _table("depositaries", title, DEPOSITARIES, [*counts, _count("all", "all", rows)])
    lines = [
        _row(
            row["id"], row["id"],
            (
                figure(row["letter"]), shown.who(row["by"]), shown.who(row["depositary"]),
                *(_step(row, name) for name in STEPS), days(row["scheduled"]), str(row["status"]),
            ),
            shown.mark(row["id"], row["contested"]), title=row["treaty"] or "",
        )
        for row in rows
    ]  # fmt: skip
    yield _table("instruments", "Instruments one by one", INSTRUMENTS, lines)


def _count(id_: str, name: str, rows: Sequence[Row]) -> Plain:
    return _row("", name, [count_words(rows, step) for step in STEPS], (), part=id_ == "all")


def _step(row: Row, name: str) -> str:
    return f"perhaps {days(row[name])}" if name in row["perhaps"] else days(row[name])


def _measures(body: Row, shown: Shown) -> Iterator[Plain]:
    rows = body["measures"]
    if not rows:
        return
    lines = [
        _row(
            row["id"], row["id"],
            (
                str(row["stage"]), days(row["stages"][-1]["since"]) if row["stages"] else "-", figure(row["quantity"]),
                row["unit"] or "-", row["place"] or "-", shown.who(row["by"]),
            ),
            shown.mark(row["id"], row["contested"]), title=shown.titles.get(row["id"], ""),
        )
        for row in rows
    ]  # fmt: skip
    title = "Measures outside any commitment; counts of different stages are not added"
    yield _table("measures", title, MEASURES, lines)
