"""The cases that there are, each on a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiation.domain.case import Case
from negotiation.domain.ids import RECORD
from negotiation.views.pages import Page, grid, lines
from negotiation.views.phrases import counted
from negotiation.views.rows import Record
from negotiation.views.view import View


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as far as its files could be read."""

    id: str
    is_default: bool
    errors: int
    """In the files; what a replay would find is not among them."""
    error: str | None
    """The first of them."""
    case: Case | None = None
    """Nothing where its head could not be read."""
    commitments: int = 0


HEADS = ("id", "title", "from", "to", "events", "commitments", "readings", "default", "errors", "error")


def cases_view(rows: Sequence[Listed], root: str, tool: str) -> View:
    """The cases of a directory, in the order given."""
    records = [_record(row) for row in rows]
    default = next((row.id for row in rows if row.is_default), None)
    return View(
        page=lambda: _page(rows, root),
        body=lambda: {
            "schema": "negotiation/cases/1",
            "tool": tool,
            "root": root,
            "default": default,
            "cases": records,
        },
        rows=lambda: records,
        facts=lambda: records,
        heads=HEADS,
    )


def _record(row: Listed) -> Record:
    case = row.case
    covered = None if case is None else case.head.coverage
    return {
        "id": row.id,
        "title": None if case is None else case.head.title,
        "from": None if covered is None else str(covered.start),
        "to": None if covered is None else str(covered.end),
        "events": None if case is None else len(case.events),
        "commitments": None if case is None else row.commitments,
        "readings": None if case is None else [str(one.id) for one in case.head.readings] or [str(RECORD)],
        "default": row.is_default,
        "errors": row.errors,
        "error": row.error,
    }


def _page(rows: Sequence[Listed], root: str) -> Page:
    if not rows:
        return (lines(f"no case in {root}", "begin one with: negotiation new case ID"),)
    heads = ("CASE", "TITLE", "COVERS", "EVENTS", "COMMITMENTS", "READINGS", "FILES")
    table = grid(heads, [_cells(row) for row in rows], right=("EVENTS", "COMMITMENTS"))
    broken = (f"{row.id}: {row.error}" for row in rows if row.error is not None)
    some = "* is meant where no --case is given" if any(row.is_default for row in rows) else ""
    none = "none of them is meant where no --case is given" if not some else ""
    return (table, lines(some, none, *broken, _more(rows)))


def _more(rows: Sequence[Listed]) -> str:
    """What to type next: what is broken is to be mended, and what is sound may be asked."""
    broken, sound = (next((row.id for row in rows if bool(row.errors) is so), None) for so in (True, False))
    check = f"negotiation check {broken or sound}"
    return f"More: {check}" if sound is None else f"More: {check} · negotiation state --case {sound}"


def _cells(row: Listed) -> tuple[str, ...]:
    name = f"{row.id} *" if row.is_default else row.id
    files = "no errors" if not row.errors else counted(row.errors, "error")
    if row.case is None:
        return (name, "-", "-", "-", "-", "-", files)
    covered = row.case.head.coverage
    readings = ", ".join(str(one.id) for one in row.case.head.readings) or str(RECORD)
    size = (str(len(row.case.events)), str(row.commitments))
    return (name, row.case.head.title, f"{covered.start} to {covered.end}", *size, readings, files)
