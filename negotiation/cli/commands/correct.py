"""`negotiation correct`: a record about a record."""

from typing import Annotated

import typer

from negotiation.cli.options import FIELDS, Adding, More
from negotiation.cli.registering import register, single

app = single("correct")
Id = Annotated[str, typer.Argument(metavar="ID", help="The event that is corrected.", show_default=False)]


@register(app, "negotiation correct e85-talks-suspended --template", more=FIELDS)
def correct(adding: Adding, id_: Id, more: More = None) -> int:
    """The event stays as it is; a record of its own says which fields it should have had, from when on
    that is known, and why: --set FIELD=VALUE --reason typo, new-source, source-corrected or
    coding-rule. A typo's correction takes its days and sources from the event.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.adding import Wanted, added  # noqa: PLC0415 - `--help` does without

    return added(adding, Wanted("event", "corrected", id_), more or ())
