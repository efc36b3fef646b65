"""`negotiation new`: files to begin with."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.options import FIELDS, Adding, More
from negotiation.cli.registering import grouped, register

app = grouped("new", "negotiation new case harbour-talks --dry-run")
Id = Annotated[
    str, typer.Argument(metavar="ID", help="Of the case: lower case, digits and hyphens.", show_default=False)
]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known of a case when it is begun."""

    title: Annotated[
        str | None, typer.Option("--title", metavar="TITLE", help="What it is called; without it, its id.")
    ] = None
    tz: Annotated[
        str, typer.Option("--tz", metavar="ZONE", help="In which its days are read, such as Europe/Oslo.")
    ] = "UTC"
    start: Annotated[
        str | None, typer.Option("--start", metavar="DAY", help="The first day that it covers; 1 January.")
    ] = None
    end: Annotated[str | None, typer.Option("--end", metavar="DAY", help="The last day, included; 31 December.")] = None
    party: Annotated[
        list[str] | None, typer.Option("--party", metavar="ID=NAME", help="Who negotiates; for each of two or more.")
    ] = None
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the files, and write none.")] = False


Corrected = Annotated[str, typer.Argument(metavar="ID", help="The event that is corrected.", show_default=False)]
Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="What happened: suspended, performed, ...")]


@app.callback()
def new() -> None:
    """What is written passes the checks at once, and its comments say what to put where. Files
    that are there are never changed.
    """  # noqa: D205 - the help's first line stands in the table of commands


@register(app, 'negotiation new case harbour-talks --party aland=Aland --party "bland=Land of B"')
def case(beginning: Beginning, id_: Id) -> int:
    """Begin a case: its head, its sources, and first events.

    It is written under ./events. The events are an example to write over: talks that open, and a
    promise.
    """
    from negotiation.cli.beginning import begun  # noqa: PLC0415 - `--help` does without

    return begun(beginning, id_)


@register(app, "negotiation new event --kind suspended --template", more=FIELDS)
def event(adding: Adding, kind: Kind = None, more: More = None) -> int:
    """Add an event of any day, in a file of its own.

    Its fields are options: --on 2014-04-24 --by aland --source w1:reporter (SOURCE/PARAGRAPH:
    ATTRIBUTION:SPEAKER); one given twice is a list. Without any, $EDITOR opens. What it would change
    is shown before anything is written. A back-dated event is nothing special.
    """
    from negotiation.cli.adding import Wanted, added  # noqa: PLC0415 - `--help` does without

    return added(adding, Wanted("event", kind), more or ())


@register(app, "negotiation new source --template", more=FIELDS)
def source(adding: Adding, more: More = None) -> int:
    """Register a source, in a file of its own below sources/.

    Its fields are options: --publisher, --host-kind, --date, --title, --origin, --archived, --url.
    """
    from negotiation.cli.adding import Wanted, added  # noqa: PLC0415 - as above

    return added(adding, Wanted("source"), more or ())


@register(
    app, "negotiation new assertion --on 2014-04-24 --subject talks --expect phase=suspended --dry-run", more=FIELDS
)
def assertion(adding: Adding, more: More = None) -> int:
    """Add an assertion: what the answer must be. One that fails is not written.

    Its fields are options: --on, --known, --reading, --subject, and --expect FIELD=VALUE for each
    field of the answer.
    """
    from negotiation.cli.adding import Wanted, added  # noqa: PLC0415 - as above

    return added(adding, Wanted("assertion"), more or ())


@register(app, "negotiation new correction e85-talks-suspended --template", more=FIELDS)
def correction(adding: Adding, id_: Corrected, more: More = None) -> int:
    """Correct an event: the same as negotiation correct ID."""
    from negotiation.cli.adding import Wanted, added  # noqa: PLC0415 - as above

    return added(adding, Wanted("event", "corrected", id_), more or ())
