"""`negotiation import`: records of another program, into a case."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.registering import grouped, register

app = grouped("import", "negotiation import jsonl records.jsonl --dry-run")

File = Annotated[str, typer.Argument(metavar="FILE", help="What to read; - is standard input.", show_default=False)]

Map = Annotated[str, typer.Option("--map", metavar="MAPFILE", help="Which column is which field.", show_default=False)]

MaybeMap = Annotated[
    str | None,
    typer.Option(
        "--map", metavar="MAPFILE", help="Which path, such as actor.code, is which field.", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class Importing:
    """Where records go, and what is only tried."""

    case: Annotated[
        list[str] | None,
        typer.Option("--case", metavar="CASE", help="An id or a directory, which may be new; or what the file says."),
    ] = None
    aside: Annotated[
        str | None,
        typer.Option("--aside", metavar="NEWFILE", help="Where rows that are not taken are kept; beside FILE."),
    ] = None
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the new files, and write nothing.")] = False
    allow_errors: Annotated[bool, typer.Option("--allow-errors", help="Write although the case would have errors.")] = (
        False
    )


@app.callback()
def import_() -> None:
    """New files only: no file that is there is changed. Records that are there already add nothing,
    and what is not taken is told, and kept word for word in a file of its own.
    """  # noqa: D205 - the help's first line stands in the table of commands


@register(app, "negotiation import jsonl records.jsonl --case harbour-talks --dry-run")
def jsonl(importing: Importing, file: File, mapping: MaybeMap = None) -> int:
    """Take records as negotiation export jsonl writes them; with --map, objects of any shape as events.

    The case is replayed with them first; where it would have errors, nothing is written. A record
    whose id is there already with other content is a conflict, and is not taken.
    """
    from negotiation.cli.importing import imported, mapped_lines  # noqa: PLC0415 - `--help` does without

    return imported(importing, file) if mapping is None else mapped_lines(importing, file, mapping)


@register(app, "negotiation import csv rows.csv --map rows.map.yaml --case harbour-talks --dry-run")
def csv(importing: Importing, file: File, mapping: Map) -> int:
    """Take the rows of a table as events, by a mapping that you declare.

    A row that is no event is told with its row and column, and kept aside. A date that is not
    written as one gets a proposal, and is not taken.
    """
    from negotiation.cli.importing import mapped  # noqa: PLC0415 - `--help` does without

    return mapped(importing, file, mapping)
