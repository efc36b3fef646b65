"""`negotiation state`: what stood at the end of a day."""

from dataclasses import replace
from typing import Annotated

import typer

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.options import Asking, Ids, On
from negotiation.cli.registering import register, single

app = single("state")
Readings = Annotated[bool, typer.Option("--readings", help="Every reading, side by side.")]


Before = Annotated[
    str | None, typer.Option("--before", metavar="EVENT", help="At the end of the day before this event's.")
]
After = Annotated[str | None, typer.Option("--after", metavar="EVENT", help="At the end of this event's day.")]
Axes = Annotated[
    list[str] | None, typer.Option("--axis", metavar="AXIS", help="Only this axis of each: status, due, figures, ...")
]
Open = Annotated[bool, typer.Option("--open", help="Only commitments, talks and proposals that are not closed.")]
Why = Annotated[bool, typer.Option("--why", help="The rule and the events behind each axis, too.")]


@register(app, "negotiation state --on 2014-04-03 --known same")
def state(
    asking: Asking,
    *,
    ids: Ids = None,
    on: On = None,
    before: Before = None,
    after: After = None,
    axis: Axes = None,
    open_: Open = False,
    why: Why = False,
    readings: Readings = False,
) -> int:
    """A day is read at its end, in the case's time zone. Without --on it is the earlier of
    today and the end of what the case covers; without --known, all records count.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.moments import moment  # noqa: PLC0415 - `--help` does without
    from negotiation.cli.named import axes, chosen  # noqa: PLC0415 - as above
    from negotiation.cli.session import begin  # noqa: PLC0415 - as above
    from negotiation.cli.several import is_several  # noqa: PLC0415 - as above
    from negotiation.cli.states import states  # noqa: PLC0415 - as above
    from negotiation.views.state_view import Choice, side_by_side, state_view  # noqa: PLC0415 - as above

    if readings:
        _alone(asking, axis=bool(axis), why=why)
    if is_several(asking):
        _of_one_case(before, after)
        return states(asking, Choice(ids or (), open_, axis or (), why), on, readings=readings)
    session = begin(replace(asking, case=asking.case[:1] if asking.case else None))
    choice = Choice(chosen(session.case, ids or ()), open_, axes(session.case, axis or ()), why)
    question = moment(session, asking, on, before, after)
    make = side_by_side if readings else state_view
    return session.answer(make(session.asked(question), session.case.table, choice))


def _of_one_case(before: str | None, after: str | None) -> None:
    """Refuse a day given by an event where several cases are meant: an event is of one."""
    other = "--before" if before is not None else "--after" if after is not None else None
    if other is not None:
        tip = "give the day that several cases are asked about with --on"
        raise Refused(Exit.USAGE, f"{other} takes an event, which is of one case, and several were asked for", tip)


def _alone(asking: Asking, *, axis: bool, why: bool) -> None:
    """Refuse what --readings cannot be combined with."""
    if asking.reading is not None:
        tip = "for all of them type --readings alone, for this one --reading alone"
        raise Refused(Exit.USAGE, f"--readings shows every reading, and --reading {asking.reading} one of them", tip)
    other = "--axis" if axis else "--why" if why else None
    if other is not None:
        tip = f"ask for one reading after the other: negotiation state {other} ... --reading ID"
        raise Refused(Exit.USAGE, f"--readings puts whole states side by side, and takes no {other}", tip)
