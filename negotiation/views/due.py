"""What is due or overdue, seen from a day."""

from collections.abc import Sequence

from negotiation.domain.answering import Answers
from negotiation.domain.answers import is_coded
from negotiation.domain.dates import iso
from negotiation.domain.queries import DueRow, due
from negotiation.views.header import Asked, coverage_sentence, header
from negotiation.views.pages import Page, grid, lines
from negotiation.views.phrases import counted, figure, labels, who
from negotiation.views.rows import Record, envelope
from negotiation.views.view import View


def due_view(asked: Asked, table: Answers, within: int | None) -> View:
    """Every due day that is open, the oldest first."""
    coded = is_coded(table, asked.question.on)
    rows = due(table, asked.question, within) if coded else []
    return View(
        page=lambda: _page(asked, rows, within, coded=coded),
        body=lambda: {**envelope(asked, "due/1", coded=coded), "rows": [_record(row) for row in rows]},
        rows=lambda: map(_record, rows),
        facts=lambda: map(_record, rows),
        heads=("subject", "debtor", "due", "night", "days_to_go", "standing", "outstanding", "causes"),
    )


def _page(asked: Asked, rows: Sequence[DueRow], within: int | None, *, coded: bool) -> Page:
    until = "" if within is None else f" within {counted(within, 'day')}"
    top = header(asked, f"due{until}, seen from the end of {iso(asked.question.on)}")
    if not coded:
        return (top, lines(coverage_sentence(asked.case, asked.question.on)))
    if not rows:
        return (top, lines("nothing is due or overdue"))
    heads = ("DUE", "DAYS", "SUBJECT", "BY", labels(asked.case)[1].upper(), "STANDING", "EVENTS")
    return (top, grid(heads, [_cells(row) for row in rows], right=("DAYS", heads[4])))


def _cells(row: DueRow) -> tuple[str, ...]:
    night = "night of " if row.night else ""
    days = "today" if row.days == 0 else f"{-row.days:+}d"
    return (
        f"{night}{row.due}", days, row.subject, who(row.debtor), figure(row.outstanding), row.standing,
        ", ".join(row.causes),
    )  # fmt: skip


def _record(row: DueRow) -> Record:
    return {
        "subject": row.subject, "debtor": row.debtor, "due": row.due, "night": row.night, "days_to_go": row.days,
        "standing": row.standing, "outstanding": row.outstanding, "causes": list(row.causes),
    }  # fmt: skip
