"""`negotiation why`: the reasons of an answer."""

from typing import Annotated

import typer

from negotiation.cli.options import Asking, On
from negotiation.cli.registering import register, single

app = single("why")
Subject = Annotated[
    str, typer.Argument(metavar="ID", help="A commitment, tranche or other subject.", show_default=False)
]
Axis = Annotated[
    str | None, typer.Option("--axis", metavar="AXIS", help="Only this axis: figures, phase, due, running, ...")
]


@register(app, "negotiation why prisoner-release/4 --on 2014-04-03")
def why(asking: Asking, subject: Subject, on: On = None, axis: Axis = None) -> int:
    """Each figure and word leads to its rule, to the events with their file and line, and to
    their passages; what was left out is listed with the reason.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli import named  # noqa: PLC0415 - `--help` does without
    from negotiation.cli.session import begin  # noqa: PLC0415 - as above
    from negotiation.views.why import why_view  # noqa: PLC0415 - as above

    session = begin(asking)
    question = session.question(asking, on)
    chosen = named.subject(session.case, subject)
    if axis is not None:
        named.axis(session.case, chosen, axis)
    return session.answer(why_view(session.asked(question), chosen, session.records(question), axis=axis))
