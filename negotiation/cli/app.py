"""The commands by name, each imported when it is asked for."""

import shlex
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.nearest import tips

SECTIONS: dict[str, dict[str, str]] = {
    "The data": {
        "cases": "List the cases that there are.",
        "new": "Begin a case, or add to one: always a new file.",
        "correct": "Correct an event by a record of its own.",
        "retract": "Take an event back by a record of its own.",
        "pin": "Print assertions that freeze the answers of a day.",
        "fmt": "Put curated files into their one layout, comments kept.",
        "release": "Release events: from then on they are corrected, not edited.",
        "check": "Check every file of a case, and every assertion in it.",
        "explain": "Explain the code of a problem, with a bad and a good example.",
    },
    "What stood on a day, and why": {
        "state": "Show what stood at the end of a day.",
        "why": "Show the rules, events and sources behind a state.",
        "due": "List what is due or overdue, seen from a day.",
    },
    "What happened, and what changed": {
        "timeline": "List the events in order, and what the clock derives.",
        "diff": "Show what changed between two days, or in what was known.",
        "totals": "Count over time, with the check row.",
        "what-if": "Answer any of these with events that are never stored.",
    },
    "What it rests on": {
        "show": "Show one event, commitment, source, party or person.",
        "sources": "Show the sources, and what became of each seed claim.",
        "balance": "Count records and sources for each party and month.",
        "reliability": "Show how well coders agree, where two coded the same.",
        "errata": "List what was corrected, with the answers before and after.",
    },
    "For people who read": {
        "report": "Write a case as one page that opens from disk.",
        "chart": "Draw one chart of a case, as SVG or PNG.",
    },
    "For other programs": {
        "build": "Write cases as a SQLite file, for any program that speaks SQL.",
        "export": "Write a whole case, or several, for another program.",
        "import": "Take records from another program into a case.",
    },
    "This program": {
        "doctor": "Tell whether the set-up is right, a line for each question.",
        "completion": "Print what a shell needs to complete command lines.",
        "cache": "Show what is kept of earlier answers, or delete it.",
    },
}
"""Every command with its one line, in the order in which a newcomer meets them."""

NAMES = [name for section in SECTIONS.values() for name in section]

WIDEST = max(map(len, NAMES))

MODULES = {"import": "import_", "what-if": "what_if"}
"""The modules of commands that no module can be named by."""


def _misplaced(args: list[str]) -> Refused:
    """Options stand behind the command; where one was typed, the line that was meant."""
    at = next((i for i, one in enumerate(args) if one in NAMES), None)
    tip = "options stand after the command, as in: negotiation state --on 2014-04-03"
    if at is not None:
        tip = f"options stand after the command: negotiation {shlex.join([args[at], *args[:at], *args[at + 1 :]])}"
    near = tips(args[0], ["--help", "--version"]) if at is None else ()
    said = f"'{args[0].partition('=')[0]}' stands where a command is expected"
    return Refused(Exit.USAGE, said, *near, tip, "negotiation --help lists the commands")


def _meant(word: str) -> tuple[str, ...]:
    if f"--{word}" in {"--help", "--version"}:
        return (f"did you mean '--{word}'?",)
    return tips(word, NAMES)


class Commands(TyperGroup):
    """A group that knows its commands' names and imports a command only to run it."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer's own type is private
        return NAMES

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as above
        if cmd_name not in NAMES:
            return None
        module = MODULES.get(cmd_name, cmd_name)
        command = typer.main.get_command(import_module(f"negotiation.cli.commands.{module}").app)
        command.help = f"{SHORT[cmd_name]}\n\n{command.help or ''}".strip()
        return command

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0].startswith("-") and args[0] not in ctx.help_option_names:
            raise _misplaced(args)
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in NAMES:
            message = f"no such command '{args[0]}'"
            raise Refused(Exit.USAGE, message, *_meant(args[0]), "negotiation --help lists the commands")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - as above
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{name:<{WIDEST}}", line) for name, line in commands.items()])


SHORT = {name: line for section in SECTIONS.values() for name, line in section.items()}

app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: negotiation state --on 2014-04-03",
)


@app.callback()
def negotiation() -> None:
    """What each side of a negotiation had promised, done and still owed on any day, with its sources.

    negotiation COMMAND --help explains a command; negotiation --version prints the version.
    """
