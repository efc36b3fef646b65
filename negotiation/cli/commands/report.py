"""`negotiation report`: a case as one page that needs nothing else."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.options import Known, NoCache, On, Reading, Recorded, Today
from negotiation.cli.registering import register, single

app = single("report")


@dataclass(frozen=True, slots=True)
class Reporting:
    """Of which case, which moment the page shows first, and where it goes."""

    on: On = None
    known: Known = None
    recorded: Recorded = None
    reading: Reading = None
    today: Today = None
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="report.html where left out; a directory for pages of several cases."
        ),
    ] = None
    static: Annotated[bool, typer.Option("--static", help="Without scripts: a smaller page that shows one moment.")] = (
        False
    )
    watch: Annotated[
        bool, typer.Option("--watch", help="Serve the page on this machine and follow its files, until Ctrl-C.")
    ] = False
    port: Annotated[
        int | None, typer.Option("--port", metavar="N", min=1, max=65535, help="Of --watch; a free one where left out.")
    ] = None
    open: Annotated[bool, typer.Option("--open", help="Show the page in your browser.")] = False
    case: Annotated[
        list[str] | None,
        typer.Option("--case", metavar="CASE", help="An id or a directory; again, or all, for an index of cases."),
    ] = None
    allow_errors: Annotated[bool, typer.Option("--allow-errors", help="Report although the data have errors.")] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="On stderr, tell problems only.")] = False
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell how long each phase took.")] = False
    no_cache: NoCache = False


@register(app, "negotiation report -o report.html")
def report(reporting: Reporting) -> int:
    """Write a page that opens from disk, fetches nothing, and prints. It has every record, and shows
    any moment under any reading; --on, --known and --reading say which it shows first. Several cases become
    a directory with a page for each and an index: every case where -o is a directory and none is named.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.reporting import reported  # noqa: PLC0415 - `--help` does without

    return reported(reporting)
