"""`negotiation diff`: what changed."""

from dataclasses import replace
from typing import Annotated

import typer

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.options import Asking
from negotiation.cli.registering import register, single

app = single("diff")
Day = Annotated[str, typer.Argument(metavar="DAY", help="The earlier day, or the one day.", show_default=False)]
Other = Annotated[str | None, typer.Argument(metavar="DAY", help="The later day.", show_default=False)]
Events = Annotated[bool, typer.Option("--events", help="List the events in between.")]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where there are changes.")]


@register(app, "negotiation diff 2014-03-28 2014-04-03")
def diff(asking: Asking, day: Day, other: Other = None, events: Events = False, exit_code: ExitCode = False) -> int:
    """Two days compare two states of the world. One day with --known K1..K2 compares two
    states of what was known about it.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.session import begin  # noqa: PLC0415 - `--help` does without
    from negotiation.views.changes import changes_view, compared  # noqa: PLC0415 - as above

    first, last = _known(asking, other)
    session = begin(asking)
    before = session.question_at(replace(asking, known=first), session.days.day(day, "DAY"))
    after = session.question_at(replace(asking, known=last), session.days.day(other or day, "DAY"))
    if other is not None and after.on < before.on:
        raise Refused(Exit.USAGE, f"{other} comes before {day}", "give the earlier day first")
    found = compared(session.case.table, before, after)
    code = session.answer(changes_view(session.asked(after), found, session.records(after), events=events))
    return Exit.PROBLEMS if exit_code and found.found.changes else code


def _known(asking: Asking, other: str | None) -> tuple[str | None, str | None]:
    """The two states of knowledge, the same one where two days are compared."""
    first, dots, last = (asking.known or "").partition("..")
    if other is None and not (dots and first and last):
        raise Refused(
            Exit.USAGE,
            "diff compares two days, or one day as known on two",
            "negotiation diff DAY DAY, or DAY --known K1..K2",
        )
    if not dots:
        return asking.known, asking.known
    return first, last
