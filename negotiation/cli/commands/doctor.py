"""`negotiation doctor`: is the set-up right?"""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.registering import register, single

app = single("doctor")


@dataclass(frozen=True, slots=True)
class Looking:
    """How it is told."""

    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table or json.")] = "table"


@register(app, "negotiation doctor")
def doctor(looking: Looking) -> int:
    """A line for each question: Python and the packages, time zones, the cache, extras, the cases and
    whether they load, git, the terminal, variables. Nothing is written. The exit code is 1 only where
    something is missing that nothing works without.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.doctoring import examined  # noqa: PLC0415 - `--help` does without
    from negotiation.cli.output import one_of  # noqa: PLC0415 - as above

    return examined(one_of(looking.format, ("table", "json"), "--format"))
