"""`negotiation show`: one thing, with all that leads to it and from it."""

from typing import Annotated

import typer

from negotiation.cli.options import Asking, On
from negotiation.cli.registering import register, single

app = single("show")
Id = Annotated[
    str, typer.Argument(metavar="ID", help="An event, subject, source, party, person or reading.", show_default=False)
]
Around = Annotated[bool, typer.Option("--around", help="Of an event: the state before it and after it.")]


@register(app, "negotiation show e58-letters-signed --around")
def show(asking: Asking, name: Id, on: On = None, around: Around = False) -> int:
    """An event shows all its fields, its file and line, and its passages; everything else, the
    events that are about it, cite it, or name it.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.named import named  # noqa: PLC0415 - `--help` does without
    from negotiation.cli.session import begin  # noqa: PLC0415 - as above
    from negotiation.views.cards import card_view  # noqa: PLC0415 - as above

    session = begin(asking)
    question = session.question(asking, on)
    card = named(session.case, name)
    asked, records = session.asked(question), session.records(question)
    return session.answer(card_view(asked, session.case.table, card, records, around=around))
