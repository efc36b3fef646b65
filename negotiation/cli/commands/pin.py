"""`negotiation pin`: assertions that freeze the answers of a day."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.options import Ids, Known, On, Reading, Today
from negotiation.cli.registering import register, single

app = single("pin")


@dataclass(frozen=True, slots=True)
class Pinning:
    """Which answers, and where the assertions go."""

    on: On = None
    known: Known = None
    reading: Reading = None
    today: Today = None
    case: Annotated[
        list[str] | None, typer.Option("--case", metavar="CASE", help="Its id under ./events, or its directory.")
    ] = None
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write a new file, such as one of the case.")
    ] = None
    allow_errors: Annotated[bool, typer.Option("--allow-errors", help="Pin although the data have errors.")] = False


@register(app, "negotiation pin --on 2014-04-03 prisoner-release")
def pin(pinning: Pinning, ids: Ids = None) -> int:
    """An assertion for each subject and tranche says what the answer is now, with the --known and
    --reading that it was asked with; check then tells of every change that alters it.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.pinning import pin as pinned  # noqa: PLC0415 - `--help` does without

    return pinned(pinning, ids or ())
