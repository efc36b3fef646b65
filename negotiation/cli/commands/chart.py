"""`negotiation chart`: one chart of a case, as a picture."""

from typing import Annotated

import typer

from negotiation.cli.options import Drawing
from negotiation.cli.registering import register, single

app = single("chart")
Name = Annotated[
    str | None,
    typer.Argument(metavar="NAME", help="Which chart; without it, the names that there are.", show_default=False),
]


@register(app, "negotiation chart steps -o steps.svg")
def chart(drawing: Drawing, *, name: Name = None) -> int:
    """The same charts as in the report: the counts as steps, how each commitment stood, and
    what happened by who did it. In a pipe, an SVG.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.drawing import drawn  # noqa: PLC0415 - `--help` does without

    return drawn(drawing, name)
