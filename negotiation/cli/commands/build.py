"""`negotiation build`: a SQLite file for any program that speaks SQL."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.registering import register, single

app = single("build")


@dataclass(frozen=True, slots=True)
class Building:
    """Of which cases, and where it goes."""

    case: Annotated[
        list[str] | None,
        typer.Option("--case", metavar="CASE", help="An id or a directory; again, or all, the default."),
    ] = None
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here; negotiation.db where left out.")
    ] = None
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Cases read and replayed at once.")] = 1
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="Who replays: here, or spark (docs/scale.md).")
    ] = "here"
    master: Annotated[
        str | None, typer.Option("--master", metavar="URL", help="Of the Spark cluster; without it, what Spark knows.")
    ] = None
    shards: Annotated[
        str | None, typer.Option("--shards", metavar="PLACE", help="A directory or URL that all its machines see.")
    ] = None
    allow_errors: Annotated[bool, typer.Option("--allow-errors", help="Build although the data have errors.")] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="On stderr, tell problems only.")] = False
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell how long each phase took.")] = False


@register(app, "negotiation build -o negotiation.db")
def build(building: Building) -> int:
    """Every interval under every reading at every state of knowledge, with the records behind them:
    docs/sqlite.md has the tables. The same files give the same bytes.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.building import built  # noqa: PLC0415 - `--help` does without

    return built(building)
