"""`negotiation totals`: how the counts ran."""

from typing import Annotated

import typer

from negotiation.cli.options import Asking, First, Last
from negotiation.cli.output import one_of
from negotiation.cli.registering import register, single

app = single("totals")
Subject = Annotated[
    str | None,
    typer.Argument(
        metavar="ID", help="A commitment that counts, or a tranche of one; the only one.", show_default=False
    ),
]
Every = Annotated[str, typer.Option("--every", metavar="STEP", help="month, week or event.")]
Change = Annotated[
    bool, typer.Option("--change/--cumulative", help="How each figure moved since the column before, or its sum.")
]
STEPS = ("month", "week", "event")


@register(app, "negotiation totals prisoner-release --every event")
def totals(
    asking: Asking,
    *,
    subject: Subject = None,
    every: Every = "event",
    change: Change = False,
    first: First = None,
    last: Last = None,
) -> int:
    """One column for each month's or week's end, or for each day on which a figure changes;
    the last row says whether the sum holds. With --change, how each figure moved since the
    column before.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.named import counting  # noqa: PLC0415 - `--help` does without
    from negotiation.cli.session import begin  # noqa: PLC0415 - as above
    from negotiation.views.totals import Run, totals_view  # noqa: PLC0415 - as above

    step = one_of(every, STEPS, "--every")
    session = begin(asking)
    span = session.days.span(first, last)
    run = Run(counting(session.case, subject), step, span, moves=change)
    asked = session.asked(session.question_at(asking, span[1]))
    return session.answer(totals_view(asked, session.case.table, run))
