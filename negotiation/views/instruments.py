"""Instruments counted by depositary: a count whose days are uncertain is a range."""

from collections.abc import Sequence

from negotiation.domain.parts import Row
from negotiation.views.contested import Footnotes
from negotiation.views.pages import Grid, grid
from negotiation.views.phrases import counted, days, figure, who

STEPS = {"signed": "signed", "deposited": "deposited", "in_force": "in force"}
"""The field of each step, and its name."""


def count(rows: Sequence[Row], field: str) -> Row:
    """How many instruments have come to a step: at least, and at most."""
    there = [row for row in rows if row[field] is not None]
    sure = [row for row in there if field not in row["perhaps"]]
    return {"min": len(sure), "max": len(there)}


def count_words(rows: Sequence[Row], field: str) -> str:
    """A count with its whole, as in `13 or 14 of 14`."""
    found = count(rows, field)
    low, high = found["min"], found["max"]
    return f"{low if low == high else figure(found)} of {len(rows)}"


def instruments_grid(rows: Sequence[Row]) -> Grid:
    """One line for each depositary, and one for all."""
    holders = sorted({row["depositary"] for row in rows})
    heads = ("DEPOSITARY", *(name.upper() for name in STEPS.values()))
    body = [_counts(one, [row for row in rows if row["depositary"] == one]) for one in holders]
    return grid(heads, body, right=heads[1:], foot=_counts("all", rows))


def _counts(name: str, rows: Sequence[Row]) -> tuple[str, ...]:
    return (name, *(count_words(rows, field) for field in STEPS))


def instruments_title(rows: Sequence[Row]) -> str:
    """How many, in how many letters."""
    letters = {row["letter"] for row in rows if row["letter"] is not None}
    return f"INSTRUMENTS: {len(rows)} in {counted(len(letters), 'letter')}"


def instruments_list(rows: Sequence[Row], notes: Footnotes) -> Grid:
    """One line for each instrument."""
    heads = (
        "INSTRUMENT",
        "LETTER",
        "BY",
        "DEPOSITARY",
        "SIGNED",
        "DEPOSITED",
        "IN FORCE",
        "SCHEDULED",
        "STATUS",
        "FACTS",
    )
    return grid(heads, [(*_cells(row), notes.mark(row["id"], row["contested"])) for row in rows], right=("LETTER",))


def _cells(row: Row) -> tuple[str, ...]:
    steps = (_step(row, field) for field in STEPS)
    return (
        row["id"],
        figure(row["letter"]),
        who(row["by"]),
        row["depositary"],
        *steps,
        days(row["scheduled"]),
        row["status"],
    )


def _step(row: Row, field: str) -> str:
    perhaps = "?" if field in row["perhaps"] else ""
    return days(row[field]) + perhaps
