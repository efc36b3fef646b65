"""The options that several commands share, each written once."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.exits import Exit, Refused

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID",
        help="Only these: commitments, tranches, other subjects, or a list such as instruments.",
        show_default=False,
    ),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="At the end of this day: 2014-03-31, today, yesterday, -14d."),
]
First = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day; of 2014-03, the 1st.")]
Last = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, included; of 2014-03, the 31st.")]

Known = Annotated[
    str | None,
    typer.Option("--known", metavar="DAY", help="As known at the end of this day; 'same' is the day asked about."),
]
Recorded = Annotated[
    str | None, typer.Option("--recorded", metavar="DAY", help="As the files stood at the end of this day.")
]
Reading = Annotated[
    str | None, typer.Option("--reading", metavar="ID", help="Under whose reading of the terms; without it record.")
]


def _expect_none(value: str | None) -> None:
    """One that is a day was taken out of the line before: see `negotiation.cli.todaying`."""
    if value is not None:
        raise Refused(Exit.USAGE, f"--today takes one day, once, and not '{value}'", "such as --today 2014-04-03")


Today = Annotated[
    str | None,
    typer.Option("--today", metavar="DAY", callback=_expect_none, help="As if it were this day: 2014-04-03."),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Answer from the files alone, and keep nothing.")]
"""Looked at before there are options: see `negotiation.cache`."""


@dataclass(frozen=True, slots=True)
class Printing:
    """How an answer is to look, and where it goes."""

    format: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="table, json, jsonl, csv or md.")] = (
        None
    )
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here; the suffix picks the format.")
    ] = None
    color: Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")] = "auto"
    ascii: Annotated[bool, typer.Option("--ascii", help="Use ASCII characters only.")] = False
    pager: Annotated[bool, typer.Option("--pager", help="Through $PAGER, if taller than the terminal.")] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="On stderr, tell problems only.")] = False
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell how long each phase took.")] = False
    no_cache: NoCache = False


@dataclass(frozen=True, slots=True)
class Look(Printing):
    """Of which case, too."""

    case: Annotated[
        list[str] | None,
        typer.Option(
            "--case",
            metavar="CASE",
            help="Its id under ./events, or its directory; of state and export also several, or all.",
        ),
    ] = None
    allow_errors: Annotated[bool, typer.Option("--allow-errors", help="Answer although the data have errors.")] = False


@dataclass(frozen=True, slots=True)
class Asking(Look):
    """As known when, under whose reading."""

    known: Known = None
    recorded: Recorded = None
    reading: Reading = None
    today: Today = None


@dataclass(frozen=True, slots=True)
class Choosing(Asking):
    """Which events."""

    first: First = None
    last: Last = None
    party: Annotated[
        list[str] | None, typer.Option("--party", metavar="ID", help="Only where this party acts or is addressed.")
    ] = None
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="Only events of this kind, or clock.")
    ] = None
    commitment: Annotated[
        list[str] | None, typer.Option("--commitment", metavar="ID", help="Only about this subject.")
    ] = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Of which case, as known when, under whose reading, and where the picture goes."""

    case: Annotated[
        list[str] | None, typer.Option("--case", metavar="CASE", help="Its id under ./events, or its directory.")
    ] = None
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, as .svg or .png.")
    ] = None
    known: Annotated[str | None, typer.Option("--known", metavar="DAY", help="As known at the end of this day.")] = None
    recorded: Recorded = None
    reading: Reading = None
    allow_errors: Annotated[bool, typer.Option("--allow-errors", help="Draw although the data have errors.")] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="On stderr, tell problems only.")] = False
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell how long each phase took.")] = False
    no_cache: NoCache = False


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
    metadata: Annotated[
        str | None, typer.Option("--metadata", metavar="FILE", help="Write what Datasette shows the file with, too.")
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
    no_cache: NoCache = False


More = Annotated[
    list[str] | None,
    typer.Argument(metavar="--FIELD VALUE", help="The record's fields, each as an option.", show_default=False),
]
FIELDS = {"ignore_unknown_options": True}
"""Every field of a record is an option, and which there are hangs on its kind."""


@dataclass(frozen=True, slots=True)
class Adding:
    """Where a record comes from, and whether it is written."""

    from_json: Annotated[
        str | None, typer.Option("--from-json", metavar="FILE", help="A record, or a list, as JSON; - for stdin.")
    ] = None
    template: Annotated[bool, typer.Option("--template", help="Print a file to fill in, with comments.")] = False
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it and what it would change; write nothing.")] = False
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write it without a question.")] = False
    case: Annotated[
        list[str] | None, typer.Option("--case", metavar="CASE", help="Its id under ./events, or its directory.")
    ] = None
    allow_errors: Annotated[
        bool, typer.Option("--allow-errors", help="Write it although the data have errors elsewhere.")
    ] = False
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table or json.")] = "table"
