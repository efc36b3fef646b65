"""`negotiation export`: a whole case for another program."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.options import Building, First, Last, NoCache
from negotiation.cli.registering import grouped, register

app = grouped("export", "negotiation export panel --every month")


@dataclass(frozen=True, slots=True)
class Exporting:
    """Which cases and days, as known when, under whose reading."""

    case: Annotated[
        list[str] | None, typer.Option("--case", metavar="CASE", help="An id or a directory; again, or all.")
    ] = None
    first: First = None
    last: Last = None
    every: Annotated[str, typer.Option("--every", metavar="STEP", help="day, or the end of each week or month.")] = (
        "day"
    )
    known: Annotated[
        str | None,
        typer.Option("--known", metavar="DAY", help="As known at the end of this day; 'same' is each row's own."),
    ] = None
    recorded: Annotated[
        str | None, typer.Option("--recorded", metavar="DAY", help="As the files stood at the end of this day.")
    ] = None
    reading: Annotated[
        str | None, typer.Option("--reading", metavar="ID", help="Under whose reading; without it record.")
    ] = None
    readings: Annotated[bool, typer.Option("--readings", help="Every reading, one after the other.")] = False
    format: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="csv, jsonl or json.")] = None
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here; the suffix picks the format.")
    ] = None
    allow_errors: Annotated[bool, typer.Option("--allow-errors", help="Export although the data have errors.")] = False
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell how long each phase took.")] = False
    no_cache: NoCache = False


@dataclass(frozen=True, slots=True)
class Handing:
    """Which case, and where it goes."""

    case: Annotated[
        list[str] | None, typer.Option("--case", metavar="CASE", help="Its id under ./events, or its directory.")
    ] = None
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here.")] = None
    allow_errors: Annotated[bool, typer.Option("--allow-errors", help="Export although the data have errors.")] = False
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell how long each phase took.")] = False
    no_cache: NoCache = False


@app.callback()
def export() -> None:
    """Tidy, in a stable order, and the same bytes for the same files."""


@register(app, "negotiation export panel --from 2014-03 --to 2014-04 --known same")
def panel(exporting: Exporting) -> int:
    """Write a row for each commitment or tranche and day.

    No cell but the tranche of a whole commitment is empty: words stand for what is missing. A
    figure that is not one number has its least and its most beside it. The codebook is docs/panel.md.
    """
    from negotiation.cli.exporting import exported  # noqa: PLC0415 - `--help` does without

    return exported(exporting)


@register(app, "negotiation export sqlite -o negotiation.db")
def sqlite(building: Building) -> int:
    """Write a SQLite file, as negotiation build does."""
    from negotiation.cli.building import built  # noqa: PLC0415 - `--help` does without

    return built(building)


@register(app, "negotiation export jsonl --case talks-2013-14")
def jsonl(handing: Handing) -> int:
    """Write the curated records in their one form, one a line.

    Head, sources, seeds, events, assertions: what negotiation import jsonl reads, and makes files of
    that say the same.
    """
    from negotiation.cli.handing import handed, jsonl  # noqa: PLC0415 - `--help` does without

    return handed(handing, jsonl)
