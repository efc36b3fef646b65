"""`negotiation timeline`: what happened, in order."""

from typing import Annotated

import typer

from negotiation.cli.options import Choosing
from negotiation.cli.output import one_of
from negotiation.cli.registering import register, single

app = single("timeline")
Reverse = Annotated[bool, typer.Option("--reverse", help="The latest first.")]
Strip = Annotated[bool, typer.Option("--strip", help="Draw each commitment as a strip.")]
Every = Annotated[str, typer.Option("--every", metavar="STEP", help="Step of the strips: week or month.")]


@register(app, "negotiation timeline --from 2014-03-28 --to 2014-04-03")
def timeline(choosing: Choosing, *, reverse: Reverse = False, strip: Strip = False, every: Every = "week") -> int:
    """Events of one day stand as their times, `after` and the day's phases order them; what the
    clock derives comes last. An event that spans days stands at its first.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.session import begin  # noqa: PLC0415 - `--help` does without
    from negotiation.cli.wanted import wanted  # noqa: PLC0415 - as above
    from negotiation.views.strips import strips_view  # noqa: PLC0415 - as above
    from negotiation.views.timeline import Told, timeline_view  # noqa: PLC0415 - as above

    step = one_of(every, ("week", "month"), "--every")
    session = begin(choosing)
    chosen = wanted(session, choosing, backwards=reverse)
    question = session.question_at(choosing, chosen.span[1])
    asked = session.asked(question)
    if strip:
        return session.answer(strips_view(asked, session.case.table, chosen.span, step))
    return session.answer(timeline_view(asked, chosen, Told(session.case.table, session.records(question))))
