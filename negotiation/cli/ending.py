"""How a run ends that nobody waits for any more."""

import os
import sys

from negotiation.cli.exits import Exit


def hushed() -> int:
    """Whoever read the output has gone: say nothing, also not at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    return Exit.BROKEN_PIPE
