"""`negotiation new`: files to begin with."""

from dataclasses import dataclass
from typing import Annotated

import typer

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
