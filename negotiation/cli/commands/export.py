"""`negotiation export`: a whole case for another program."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.options import Building, First, Last, NoCache, Reading, Recorded
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
    recorded: Recorded = None
    reading: Reading = None
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


@dataclass(frozen=True, slots=True)
class Telling(Handing):
    """As known when, under whose reading."""

    known: Annotated[str | None, typer.Option("--known", metavar="DAY", help="As known at the end of this day.")] = None
    recorded: Recorded = None
    reading: Reading = None


@dataclass(frozen=True, slots=True)
class Writing:
    """Where it goes."""

    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here.")] = None


Kind = Annotated[
    str,
    typer.Argument(metavar="KIND", help="Of which files: events, case, sources, seed or codings.", show_default=False),
]


What = Annotated[str, typer.Argument(metavar="TABLE", help="intervals or events.", show_default=False)]


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


@register(app, "negotiation export csv --case talks-2013-14 -o talks.zip")
def csv(handing: Handing) -> int:
    """Write records and intervals as tidy tables, one CSV file each, in one ZIP file."""
    from negotiation.cli.handing import csv, expect_a_file, handed  # noqa: PLC0415 - `--help` does without

    expect_a_file(handing, ".zip")
    return handed(handing, csv)


@register(app, "negotiation export md --case talks-2013-14")
def md(telling: Telling) -> int:
    """Write the whole case as one Markdown document, for reading and pasting.

    With --known it has what had been reported by then, and what stood then.
    """
    from negotiation.cli.handing import md, told  # noqa: PLC0415 - `--help` does without

    return told(telling, md)


@register(app, "negotiation export schema events -o events.schema.json")
def schema(writing: Writing, file: Kind) -> int:
    """Write a JSON Schema (draft-07) of a kind of curated file, for editors.

    What fields there are, what may stand in them, and what each means. What depends on other
    records is for negotiation check.
    """
    from negotiation.cli.handing import schema  # noqa: PLC0415 - `--help` does without

    return schema(file, writing.output)


@register(app, "negotiation export cloudevents --case talks-2013-14")
def cloudevents(handing: Handing) -> int:
    """Write a JSON batch of CloudEvents, one for each record."""
    from negotiation.cli.handing import cloudevents, handed  # noqa: PLC0415 - `--help` does without

    return handed(handing, cloudevents)


@register(app, "negotiation export ics --case talks-2013-14 -o talks.ics")
def ics(telling: Telling) -> int:
    """Write a calendar: an entry for each deadline, and one for each reading that has another.

    An entry keeps its UID when a deadline moves, and its SEQUENCE counts how often it moved.
    """
    from functools import partial  # noqa: PLC0415 - `--help` does without

    from negotiation.cli.handing import ics, told  # noqa: PLC0415 - as above

    return told(telling, partial(ics, telling.reading))


@register(app, "negotiation export prov --case talks-2013-14")
def prov(handing: Handing) -> int:
    """Write where the records come from, as PROV-JSON."""
    from negotiation.cli.handing import handed, prov  # noqa: PLC0415 - `--help` does without

    return handed(handing, prov)


@register(app, "negotiation export parquet intervals --case talks-2013-14 -o talks.parquet")
def parquet(handing: Handing, what: What) -> int:
    """Write intervals, or events, as a Parquet file with typed columns."""
    from functools import partial  # noqa: PLC0415 - `--help` does without

    from negotiation.cli.handing import expect_a_file, handed, parquet  # noqa: PLC0415 - as above
    from negotiation.cli.output import one_of  # noqa: PLC0415 - as above

    expect_a_file(handing, ".parquet")
    return handed(handing, partial(parquet, one_of(what, ("intervals", "events"), "TABLE")))


@register(app, "negotiation export plover --case talks-2013-14")
def plover(handing: Handing) -> int:
    """Write events with their CAMEO and PLOVER codes, and how well each fits, as JSON lines.

    The fit of a code is exact, broader, narrower or none; docs/exchange.md has the table.
    """
    from negotiation.cli.handing import handed, plover  # noqa: PLC0415 - `--help` does without

    return handed(handing, plover)
