"""`negotiation errata`: what was corrected."""

from typing import Annotated

import typer

from negotiation.cli.options import Look
from negotiation.cli.registering import register, single

app = single("errata")
SinceDay = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="On this day or later; without it, all of them.")
]
ByClock = Annotated[
    str, typer.Option("--clock", metavar="CLOCK", help="recorded: when entered. reported: when made public.")
]


@register(app, "negotiation errata --since 2014-05-01")
def errata(look: Look, since: SinceDay = None, clock: ByClock = "recorded") -> int:
    """Every correction, retraction and revision, with its reason, its place and its sources, and each
    answer that it changed, before and after, under the record and every reading that differs.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from typing import cast  # noqa: PLC0415 - `--help` does without

    from negotiation.cli.output import one_of  # noqa: PLC0415 - as above
    from negotiation.cli.session import begin  # noqa: PLC0415 - as above
    from negotiation.domain.answers import Question  # noqa: PLC0415 - as above
    from negotiation.domain.errata import Clock  # noqa: PLC0415 - as above
    from negotiation.views.errata import CLOCKS, Since, errata_view  # noqa: PLC0415 - as above

    session = begin(look)
    chosen = cast("Clock", one_of(clock, [*CLOCKS], "--clock"))
    day = None if since is None else session.days.day(since, "--since")
    asked = session.asked(Question(session.days.coverage.end.toordinal()))
    return session.answer(errata_view(asked, session.case.table, Since(day, chosen), session.where))
