"""The options that several commands share, each written once."""

from typing import Annotated

import typer

Subjects = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]...", help="Commitments, tranches or other subjects; all where none is named.", show_default=False),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="At the end of this day: 2014-03-29, today, yesterday, -14d."),
]
Known = Annotated[
    str | None,
    typer.Option("--known", metavar="DAY", help="As known at the end of this day; `same` is the day asked about."),
]
Recorded = Annotated[
    str | None, typer.Option("--recorded", metavar="DAY", help="As entered in the files by the end of this day.")
]
Reading = Annotated[
    str, typer.Option("--reading", metavar="ID", help="Whose interpretation of the terms.")
]
CaseName = Annotated[
    str | None, typer.Option("--case", metavar="CASE", help="Its id under ./events, or its directory.")
]
First = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day; 2014-03 is its first day.")]
Last = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, included; 2014-03 is its last day.")]
Format = Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="table, json, jsonl, csv or md.")]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here; its suffix picks the format.")]
Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]
Ascii = Annotated[bool, typer.Option("--ascii", help="Draw with ASCII only.")]
AllowErrors = Annotated[bool, typer.Option("--allow-errors", help="Answer although the data have errors.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Tell problems only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell how long each phase took.")]
