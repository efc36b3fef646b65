"""The way in. What was answered before is answered again at once; all else goes through the whole application.

Nothing is imported here but what every run needs, and nothing of ours that is slow to import.
"""

import os
import sys

from negotiation import __version__

PROGRAM = "negotiation"
BROKEN_PIPE, INTERRUPTED = 141, 130


def main(argv: "list[str] | None" = None) -> int:
    """Run the command line and return the exit code; `argv` is without the program's name."""
    args = list(sys.argv[1:] if argv is None else argv)
    if args[:1] == ["--version"]:
        sys.stdout.write(f"{PROGRAM} {__version__}\n")
        return 0
    try:
        from negotiation.cli.asking import answered  # noqa: PLC0415 - not needed for the version

        return answered(args)
    except BrokenPipeError:
        return hushed()
    except KeyboardInterrupt:
        return INTERRUPTED


def hushed() -> int:
    """Whoever read the output has gone: say nothing, also not at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    return BROKEN_PIPE
