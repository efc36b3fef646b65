"""Exports cases as one table."""

from collections.abc import Iterable
from typing import Protocol

from negotiation import __version__
from negotiation.cache import noting
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.named import reading
from negotiation.cli.options import Asking
from negotiation.cli.output import one_of, put, tell
from negotiation.cli.session import Session
from negotiation.cli.several import begin_each, told_of
from negotiation.views.panel import SHAPE, Panel, panel_csv, panel_rows
from negotiation.views.rows import Record, json_text, jsonl_text
from negotiation.views.strips import ends

FORMATS = ("csv", "jsonl", "json")
STEPS = ("day", "week", "month")


class Wishes(Protocol):
    """What somebody wants in the table, and where it goes."""

    @property
    def case(self) -> list[str] | None: ...
    @property
    def first(self) -> str | None: ...
    @property
    def last(self) -> str | None: ...
    @property
    def every(self) -> str: ...
    @property
    def known(self) -> str | None: ...
    @property
    def recorded(self) -> str | None: ...
    @property
    def reading(self) -> str | None: ...
    @property
    def readings(self) -> bool: ...
    @property
    def format(self) -> str | None: ...
    @property
    def output(self) -> str | None: ...
    @property
    def allow_errors(self) -> bool: ...
    @property
    def verbose(self) -> bool: ...


def exported(wishes: Wishes) -> int:
    """Write the rows of each case, in the order in which the cases were given."""
    one_of(wishes.every, STEPS, "--every")
    if wishes.readings and wishes.reading is not None:
        tip = "for all of them type --readings alone, for this one --reading alone"
        raise Refused(Exit.USAGE, f"--readings takes every reading, and --reading {wishes.reading} one of them", tip)
    asking = Asking(
        case=wishes.case, format=wishes.format, output=wishes.output, known=wishes.known, recorded=wishes.recorded,
        reading=wishes.reading, allow_errors=wishes.allow_errors, verbose=wishes.verbose,
    )  # fmt: skip
    sessions = begin_each(asking, FORMATS)
    panels: list[tuple[Session, Panel]] = []
    for session in sessions:
        with told_of(session, sessions):
            panels.append((session, _panel(session, asking, wishes)))
    first = sessions[0]
    with first.timing.phase("export"):
        rows = (row for session, panel in panels for row in panel_rows(session.case.table, panel))
        _note(wishes)
        put(_text(rows, first.form, complete=all(one.case.complete for one in sessions)), wishes.output)
    if wishes.verbose:
        tell(str(first.timing))
    return Exit.DONE


def _note(wishes: Wishes) -> None:
    if wishes.output is None and not wishes.verbose:
        noting.answered()


def _panel(session: Session, asking: Asking, wishes: Wishes) -> Panel:
    span = session.days.span(wishes.first, wishes.last)
    days = range(span[0], span[1] + 1) if wishes.every == "day" else [*ends(span, wishes.every)]
    known = None if wishes.known == "same" else session.known(asking, 0)
    readings = session.case.table.readings if wishes.readings else (reading(session.case, wishes.reading),)
    return Panel(days, known, readings)


def _text(rows: Iterable[Record], form: str, *, complete: bool) -> str:
    match form:
        case "jsonl":
            return jsonl_text(rows)
        case "json":
            head = {"schema": f"negotiation/{SHAPE}", "tool": __version__, "complete": complete}
            return json_text({**head, "rows": list(rows)})
        case _:
            return panel_csv(rows)
