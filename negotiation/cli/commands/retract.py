"""`negotiation retract`: a record about a record."""

from typing import Annotated

import typer

from negotiation.cli.options import FIELDS, Adding, More
from negotiation.cli.registering import register, single

app = single("retract")
Id = Annotated[str, typer.Argument(metavar="ID", help="The event that is taken back.", show_default=False)]


@register(app, "negotiation retract e85-talks-suspended --template", more=FIELDS)
def retract(adding: Adding, id_: Id, more: More = None) -> int:
    """The event stays in its file; a record of its own says that it does not stand, from when on that is
    known, and why: --reason typo, new-source, source-corrected or coding-rule.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.adding import Wanted, added  # noqa: PLC0415 - `--help` does without

    return added(adding, Wanted("event", "retracted", id_), more or ())
