"""Talks, proposals and measures as tables."""

from collections.abc import Sequence

from negotiation.domain.dates import day_of
from negotiation.domain.parts import Row
from negotiation.views.contested import Footnotes
from negotiation.views.pages import Grid, grid
from negotiation.views.phrases import counted, days, figure, offset, who


def talks_grid(rows: Sequence[Row], on: int, notes: Footnotes) -> Grid:
    """One line for each process."""
    heads = ("TALKS", "DEADLINE", "STATUS", "FACTS")
    return grid(heads, [(r["id"], _deadline(r, on), r["status"], notes.mark(r["id"], r["contested"])) for r in rows])


def _deadline(row: Row, on: int) -> str:
    deadline = row["deadline"]
    if not isinstance(deadline, str):
        return "none" if deadline is None else days(deadline)
    return f"{deadline} {offset(on, day_of(deadline))}" if row["phase"] != "ended" else deadline


def extensions(rows: Sequence[Row]) -> list[str]:
    """Every extension asked for or offered, and how it stands; none of them moves the deadline."""
    found: list[str] = []
    for row in rows:
        asked = [f"  {e['id']}: {e['form']} by {who(e['by'])}, {e['phase']}" for e in row["extensions"]]
        title = f"{row['id']}: {counted(len(asked), 'extension')} asked for or offered, which moves no deadline"
        found += [f"{title}:", *asked] if asked else [f"{row['id']}: no extension asked for or offered"]
    return found


def proposals_grid(rows: Sequence[Row], notes: Footnotes) -> Grid:
    """One line for each proposal."""
    heads = ("PROPOSAL", "FORM", "BY > TO", "ABOUT", "OPEN UNTIL", "STATUS", "FACTS")
    return grid(heads, [_proposal(row, notes) for row in rows])


def _proposal(row: Row, notes: Footnotes) -> tuple[str, ...]:
    parties = f"{who(row['by'])} > {who(row['to'])}"
    about = row["commitment"] or row["extends"] or row["counters"] or "-"
    return (
        row["id"],
        row["form"] or "-",
        parties,
        about,
        days(row["open_until"]),
        row["status"],
        notes.mark(row["id"], row["contested"]),
    )


def measures_grid(rows: Sequence[Row], notes: Footnotes) -> Grid:
    """One line for each measure at its latest stage."""
    heads = ("MEASURE", "STAGE", "SINCE", "COUNT", "UNIT", "PLACE", "BY", "FACTS")
    body = [
        (
            row["id"], row["stage"], days(row["stages"][-1]["since"]), figure(row["quantity"]), row["unit"] or "-",
            row["place"] or "-", who(row["by"]), notes.mark(row["id"], row["contested"]),
        )
        for row in rows
    ]  # fmt: skip
    return grid(heads, body, right=("COUNT",))
