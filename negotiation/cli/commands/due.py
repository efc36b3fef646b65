"""`negotiation due`: what is due or overdue."""

import re
from typing import Annotated

import typer

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.options import Asking, On
from negotiation.cli.registering import register, single

app = single("due")
Within = Annotated[str | None, typer.Option("--within", metavar="DAYS", help="Due in so many days at most: 14d.")]


@register(app, "negotiation due --on 2014-03-28 --within 14d")
def due(asking: Asking, on: On = None, within: Within = None) -> int:
    """Due days, windows and deadlines that are open, the oldest first. Due days are
    inclusive: what is due on the 29th is overdue from the 30th.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.session import begin  # noqa: PLC0415 - `--help` does without
    from negotiation.views.due import due_view  # noqa: PLC0415 - as above

    days = None if within is None else _days(within)
    session = begin(asking)
    question = session.question(asking, on)
    return session.answer(due_view(session.asked(question), session.case.table, days))


def _days(text: str) -> int:
    found = re.fullmatch(r"(\d{1,5})d?", text)
    if found is None:
        raise Refused(Exit.USAGE, f"--within takes a number of days, such as 14d, and not '{text}'")
    return int(found.group(1))
