"""`negotiation cache`: what is kept of earlier runs."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.registering import register, single

app = single("cache")


@dataclass(frozen=True, slots=True)
class Keeping:
    """What becomes of it."""

    clear: Annotated[bool, typer.Option("--clear", help="Delete it.")] = False


@register(app, "negotiation cache --clear")
def cache(keeping: Keeping) -> int:
    """Where it is and how much there is of it. It may be deleted at any time, and answers are the same
    without it: docs/cache.md. $NEGOTIATION_CACHE names another directory for it, or is off.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.caching import cleared, told  # noqa: PLC0415 - `--help` does without

    return cleared() if keeping.clear else told()
