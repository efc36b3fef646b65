"""`negotiation check`: is the data sound?"""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.options import NoCache
from negotiation.cli.registering import register, single

app = single("check")
Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="CASE", help="Ids, directories, or single files of a case; every case.", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Inspecting:
    """What counts, and how it is told."""

    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings too.")] = False
    select: Annotated[list[str] | None, typer.Option("--select", metavar="CODE", help="Only codes that begin so.")] = (
        None
    )
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODE", help="No codes that begin so.")] = None
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="full, concise, json or github.")] = "full"
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the problems by code.")] = False
    limit: Annotated[int, typer.Option("--max", metavar="N", help="Tell so many; the rest is counted by code.")] = 50
    notes: Annotated[bool, typer.Option("--notes", help="Tell the notes too, which fail nothing.")] = False
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the problems here.")] = (
        None
    )
    color: Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")] = "auto"
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell problems only, and no summary.")] = False
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell how long each phase took.")] = False
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Cases checked at once.")] = 1
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")] = False
    no_cache: NoCache = False


@register(app, "negotiation check --strict")
def check(look: Inspecting, paths: Paths = None) -> int:
    """Every problem of every file in one run, each with its place and what would mend it; then
    the sums, the invariants and the assertions under every reading. Problems go to stdout.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.checking import checked  # noqa: PLC0415 - `--help` does without

    return checked(look, paths or [])
