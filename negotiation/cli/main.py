"""The way in. What was answered before is answered again at once; all else goes through the whole application.

Nothing is imported here but what every run needs, and nothing of ours that is slow to import.
"""

import os
import sys

from negotiation import __version__

PROGRAM = "negotiation"
INTERRUPTED = 130


def main(argv: "list[str] | None" = None) -> int:
    """Run the command line and return the exit code; `argv` is without the program's name."""
    args = list(sys.argv[1:] if argv is None else argv)
    if args[:1] == ["--version"]:
        sys.stdout.write(f"{PROGRAM} {__version__}\n")
        return 0
    if argv is None and "_NEGOTIATION_COMPLETE" in os.environ:
        from negotiation.cli.completing import replied  # noqa: PLC0415 - a shell asks

        return replied()
    if args in (["doctor"], ["doctor", "--format", "json"]):  # what it looks for may be what the rest needs
        from negotiation.cli.doctoring import examined  # noqa: PLC0415 - of this question only

        return examined(args[-1])
    try:
        from negotiation.cli.asking import answered  # noqa: PLC0415 - not needed for the version

        if not any(one.startswith("--today") for one in args):
            return answered(args)
        from negotiation.cli.todaying import on_that_day  # noqa: PLC0415 - of this option only

        with on_that_day(args) as rest:
            return answered(rest)
    except BrokenPipeError:
        from negotiation.cli.ending import hushed  # noqa: PLC0415 - not needed for an answer

        return hushed()
    except KeyboardInterrupt:
        return INTERRUPTED
