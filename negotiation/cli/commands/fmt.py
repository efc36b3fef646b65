"""`negotiation fmt`: curated files in their one layout."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.registering import register, single

app = single("fmt")
Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Ids of cases, directories or single files; every case.", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Formatting:
    """What becomes of the files."""

    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 if a file would change.")] = False
    diff: Annotated[bool, typer.Option("--diff", help="The same, and print what would change.")] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False


@register(app, "negotiation fmt --check")
def fmt(formatting: Formatting, paths: Paths = None) -> int:
    """Fields in the order of the format, lines of at most 120 characters, quotes where they are
    needed; every comment stays with its field. The files that change are listed on stdout.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.formatting import formatted  # noqa: PLC0415 - `--help` does without

    return formatted(formatting, paths or ())
