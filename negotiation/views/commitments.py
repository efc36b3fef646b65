"""Commitments as a table: a line each, their tranches below, and the row that checks the sums."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from negotiation.domain.answering import Answers
from negotiation.domain.answers import Cut, Question, adds_up
from negotiation.domain.axes import Due, Figures
from negotiation.domain.dates import iso
from negotiation.domain.ids import SubjectId
from negotiation.domain.light import Any, NamedTuple
from negotiation.domain.parts import Row
from negotiation.views.contested import Footnotes
from negotiation.views.pages import Grid, grid
from negotiation.views.phrases import either, figure, figures, labels, offset, who
from negotiation.views.plain import is_record

MOST_LINES = 24
"""Of more tranches, as a duty has that comes anew every week, the table has only how many there are."""
KEPT = frozenset({"refrain", "maintain"})


class Moment(NamedTuple):
    """Everything that a view of one day needs."""

    table: Answers
    question: Question
    now: Cut


def commitments_grid(moment: Moment, rows: Sequence[Row], notes: Footnotes) -> Grid:
    """One line for each commitment, tranche and debtor."""
    performed, outstanding = labels(moment.table.case)
    heads = (
        "COMMITMENT",
        "BY > TO",
        "DUE",
        "TOTAL",
        performed.upper(),
        outstanding.upper(),
        "PHASE",
        "STATUS",
        "FACTS",
    )
    body = [line for row in rows for line in _lines(moment, row, notes)]
    return grid(heads, body, right=heads[3:6])


def _lines(moment: Moment, row: Row, notes: Footnotes) -> Iterator[tuple[str, ...]]:
    own = [entry for entry in row["contested"] if not entry["field"].startswith("tranches/")]
    parties = f"{who(row['debtor'])} > {who(row['creditor'])}" if row["debtor"] else "-"
    subject = SubjectId(row["id"])
    yield (row["id"], parties, *_cells(moment, row, subject), notes.mark(row["id"], own))
    if len(row["tranches"]) > MOST_LINES:
        yield ("  parts", "", "", "", "", "", "", folded(row["tranches"]), "")
    for tranche in row["tranches"] if len(row["tranches"]) <= MOST_LINES else ():
        subject = SubjectId(f"{row['id']}/{tranche['id']}")
        yield (f"  {tranche['id']}", "", *_cells(moment, tranche, subject), notes.mark(subject, tranche["contested"]))
    for one in row["per_debtor"]:
        subject = SubjectId(f"{row['id']}@{one['debtor']}")
        yield ("  each", one["debtor"], *_cells(moment, one, subject), notes.mark(subject, one["contested"]))


def folded(tranches: Sequence[Row]) -> str:
    """Many tranches in one line: how many there are in each status.

    >>> folded([{"status": "satisfied"}, {"status": "overdue 3 days, none recorded"}, {"status": "overdue 9 days"}])
    '3: 1 satisfied, 2 overdue'
    """
    words = Counter(re.split(r" [0-9]|,", str(one["status"]))[0] for one in tranches)
    return f"{len(tranches)}: {', '.join(f'{n} {word}' for word, n in words.items())}"


def _cells(moment: Moment, row: Row, subject: SubjectId) -> tuple[str, ...]:
    return (
        due_words(moment, row, subject),
        *(world_figures(moment, subject, name, row) for name in ("total", "performed", "outstanding")),
        str(row["phase"]),
        status_words(row),
    )


def world_figures(moment: Moment, subject: SubjectId, name: str, row: Row) -> str:
    """A figure with all that it may be, or `-` where the commitment counts nothing."""
    interval = moment.now.get(subject, {}).get("figures")
    worlds = [value for value in interval.values if isinstance(value, Figures)] if interval else []
    return figures([getattr(world, name) for world in worlds]) if worlds else figure(row[name])


def due_words(moment: Moment, row: Row, subject: SubjectId) -> str:
    """The due day, or the window's last, with the days past it (`+5d`) or to go (`-29d`)."""
    interval = moment.now.get(subject, {}).get("due")
    due = {value.day for value in interval.values if isinstance(value, Due)} if interval else set[int | None]()
    known = sorted(day for day in due if day is not None)
    if not known:
        return "none set"
    kept = row["obligation"] in KEPT
    said = ("until " if kept else "") + either(iso(day) for day in known)
    closed = row["phase"] not in {"in force", "conditional", "proposed"}
    if closed or len(known) > 1:
        return said
    on = moment.question.on
    open_ = kept or row["days_overdue"] or known[0] >= on
    return f"{said} {offset(on, known[0])}" if open_ else said


def status_words(row: Row) -> str:
    """The status word, and beside it who withholds or suspended."""
    words = [str(row["status"])]
    for name, verb in (("withheld", "withheld"), ("suspended", "suspended")):
        if row[name] is not None and verb != row["status"]:
            perhaps = "perhaps " if row[name]["perhaps"] else ""
            words.append(f"{perhaps}{verb} by {who(row[name]['by'])}")
    if row["order_sensitive"]:
        words.append("order-sensitive")
    return "; ".join(words)


def check_rows(moment: Moment, rows: Sequence[Row]) -> list[str]:
    """For each commitment that counts, the sum and whether it holds in every possible world."""
    return [text for row in rows if (text := check_row(moment, SubjectId(row["id"])))]


def check_row(moment: Moment, subject: SubjectId) -> str | None:
    """The sum of one commitment, in the words of the case."""
    interval = moment.now.get(subject, {}).get("figures")
    if interval is None:
        return None
    worlds = [value for value in interval.values if isinstance(value, Figures)]
    sums = either(sum_words(world, *labels(moment.table.case)) for world in worlds)
    return f"{subject}: {sums} {'holds' if adds_up(interval) else 'DOES NOT HOLD'}"


def share_rows(rows: Sequence[Row], performed: str, outstanding: str) -> list[str]:
    """For each commitment in shares, how much of its total is performed and left, known or not."""
    return [
        f"{row['id']}: {performed} {_hundredths(row['percent']['performed'])}, "
        f"{outstanding} {_hundredths(row['percent']['outstanding'])}, "
        f"overdue {_hundredths(row['percent']['overdue'])} of the total"
        for row in rows
        if row["percent"] is not None
    ]


def _hundredths(value: Any) -> str:
    return f"{figure(value)}%" if not is_record(value) else f"{value['min']} to {value['max']}%"


def sum_words(f: Figures, performed: str, outstanding: str) -> str:
    """A sum in the words of the case."""
    parts = f"{performed} {figure(f.performed)} + {outstanding} {figure(f.outstanding)}"
    if f.discharged_otherwise != 0:
        parts += f" + discharged otherwise {figure(f.discharged_otherwise)}"
    total = figure(f.total)
    if f.difference:
        total += f" + declared difference {f.difference}"
    return f"{parts} = {total}"
