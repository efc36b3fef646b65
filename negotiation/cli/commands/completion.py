"""`negotiation completion`: what a shell needs to complete command lines."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.registering import register, single

app = single("completion")

Shell = Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.", show_default=False)]


@dataclass(frozen=True, slots=True)
class Completing:
    """Nothing to choose."""


@register(app, "negotiation completion bash")
def completion(_completing: Completing, shell: Shell) -> int:
    """For bash, put eval "$(negotiation completion bash)" into ~/.bashrc; docs/commands.md has the others.
    Offered are commands, options, and what they take: cases, readings, kinds, codes, formats, charts,
    and the ids of a case that was asked about before.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.completing import script  # noqa: PLC0415 - `--help` does without
    from negotiation.cli.output import put  # noqa: PLC0415 - as above

    put(script(shell), None)
    return 0
