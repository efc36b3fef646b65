"""`negotiation what-if`: any question, with records that are never stored."""

from typing import Annotated

import typer

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.nearest import tips
from negotiation.cli.registering import PLAIN

app = typer.Typer(name="what-if", **PLAIN)
SETTINGS = {**PLAIN["context_settings"], "ignore_unknown_options": True, "allow_interspersed_args": False}
File = Annotated[str, typer.Argument(metavar="FILE", help="Events as a file of the case has them; - for stdin.")]
Question = Annotated[
    list[str], typer.Argument(metavar="QUESTION...", help="state, why, due, diff, timeline, totals or show, as usual.")
]


@app.command(context_settings=SETTINGS, epilog="Example: negotiation what-if FILE state --on 2014-04-24")
def what_if(file: File, question: Question) -> int:
    """The whole case is replayed with the events of FILE, and the question answered as always. Every
    line of the header says what is supposed, JSON has it as `hypothetical`, and nothing is kept.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.app import app as application  # noqa: PLC0415 - it imports this module
    from negotiation.cli.supposing import QUESTIONS, expect_one_case, supposing  # noqa: PLC0415 - `--help` does without

    name = question[0]
    if name not in QUESTIONS:
        said = f"what-if answers {', '.join(QUESTIONS)}, and not '{name}'"
        raise Refused(Exit.USAGE, said, *tips(name, QUESTIONS), "as in: negotiation what-if FILE state --on 2014-04-24")
    expect_one_case(question)
    with supposing(file):
        return int(application(question, prog_name="negotiation", standalone_mode=False) or Exit.DONE)
