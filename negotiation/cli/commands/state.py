"""`negotiation state`: what stood at the end of a day."""

from typing import Annotated

import typer

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.options import Asking, Ids, On
from negotiation.cli.registering import register, single

app = single("state")
Readings = Annotated[bool, typer.Option("--readings", help="Every reading, side by side.")]


@register(app, "negotiation state --on 2014-04-03 --known same")
def state(asking: Asking, ids: Ids = None, on: On = None, readings: Readings = False) -> int:
    """A day is read at its end, in the case's time zone. Without --on it is the earlier of
    today and the end of what the case covers; without --known, all records count.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.named import chosen  # noqa: PLC0415 - `--help` does without
    from negotiation.cli.session import begin  # noqa: PLC0415 - as above
    from negotiation.views.state_view import side_by_side, state_view  # noqa: PLC0415 - as above

    if readings and asking.reading is not None:
        tip = "for all of them type --readings alone, for this one --reading alone"
        raise Refused(Exit.USAGE, f"--readings shows every reading, and --reading {asking.reading} one of them", tip)
    session = begin(asking)
    wanted = chosen(session.case, ids or ())
    question = session.question(asking, on)
    make = side_by_side if readings else state_view
    return session.answer(make(session.asked(question), session.case.table, wanted))
