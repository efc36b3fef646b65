"""The commands, their options and the words that these take, read off the application: what a shell may offer."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import click
from typer.main import get_command

from negotiation.cli.app import NAMES, SHORT, app
from negotiation.domain.events import kinds
from negotiation.export.schema import FILES
from negotiation.ledger.codes import CODES

LISTED = re.compile(r"((?:[a-z]+, )*[a-z]+,? or [a-z]+)\.$")
"""Help that is a list of the words that an option takes."""


def offered(shells: Iterable[str]) -> dict[str, Any]:
    """All of it, and the shells that there are words for, as JSON may hold it."""
    group: Any = get_command(app)
    context = click.Context(group)
    commands = {name: {**_command(group.get_command(context, name)), "help": SHORT[name]} for name in NAMES}
    lists = {
        "kinds": [*kinds(), "clock"],
        "codes": [*CODES],
        "shells": [*shells],
        "files": [*FILES],
        "tables": ["intervals", "events"],
    }
    return {"commands": commands, "lists": lists}


def _command(command: Any) -> dict[str, Any]:
    """A command: its options, and the words that follow it where it is a group of them."""
    words: dict[str, Any] = getattr(command, "commands", None) or {}
    return {
        "help": (command.help or "").strip().partition("\n")[0],
        "options": dict(_options(command)),
        "words": {name: _command(one) for name, one in words.items()},
    }


def _options(command: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in command.params:
        if one.param_type_name == "option":
            listed = LISTED.fullmatch(one.help or "")
            values = re.findall(r"[a-z]+", listed[1].replace(" or ", " ")) if listed else []
            for name in one.opts:
                yield name, {"help": one.help or "", "takes": not one.is_flag, "values": values}
    yield "--help", {"help": "Show this message and exit.", "takes": False, "values": []}
