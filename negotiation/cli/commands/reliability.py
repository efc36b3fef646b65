"""`negotiation reliability`: how well coders agree."""

from typing import Annotated

import typer

from negotiation.cli.options import Look
from negotiation.cli.registering import register, single

app = single("reliability")
Named = Annotated[str | None, typer.Argument(metavar="CASE", help="The same as --case CASE.", show_default=False)]


@register(app, "negotiation reliability --case talks-2013-14")
def reliability(look: Look, name: Named = None) -> int:
    """Krippendorff's alpha of each field that two coders coded, with n and an interval of 95 %,
    and every disagreement, decided or not. It needs pip install 'negotiation[reliability]'.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.judging import judged  # noqa: PLC0415 - `--help` does without

    return judged(look, name)
