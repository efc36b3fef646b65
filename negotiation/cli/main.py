"""The way in: runs a command, and turns every way to end into an exit code.

Nothing is imported here but what every run needs. `--version` is answered at once.
"""

import os
import sys
from collections.abc import Sequence

from negotiation import __version__
from negotiation.cli.exits import Exit, Refused

PROGRAM = "negotiation"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; `argv` is without the program's name."""
    args = list(sys.argv[1:] if argv is None else argv)
    if args[:1] == ["--version"]:
        sys.stdout.write(f"{PROGRAM} {__version__}\n")
        return Exit.DONE
    try:
        code = _run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        return _hushed()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Refused as refused:
        return _told(str(refused), refused.tips, refused.code)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets one line and a report
        return _reported(error, args)
    return code


def _run(args: list[str]) -> int:
    import typer.exceptions  # noqa: PLC0415 - not needed for the version

    from negotiation.cli.app import app  # noqa: PLC0415 - as above

    try:
        done = app(args, prog_name=PROGRAM, standalone_mode=False)
    except typer.exceptions.TyperException as wrong:
        return _misread(wrong)
    except SystemExit as ended:  # typer's own answer to a broken pipe
        if ended.code == 1:
            raise BrokenPipeError from ended
        raise
    return int(done or Exit.DONE)


def _misread(wrong: Exception) -> int:
    """Tell what the parser of the command line has to say."""
    context = getattr(wrong, "ctx", None)
    if type(wrong).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(f"{wrong}\n")
        return Exit.USAGE
    said = getattr(wrong, "format_message", lambda: str(wrong))()
    tips = [] if context is None else [f"for more, try '{context.command_path} --help'"]
    return _told(said[:1].lower() + said[1:].rstrip("."), tips, Exit.USAGE)


def _told(message: str, tips: Sequence[str], code: Exit) -> int:
    sys.stderr.write("".join([f"error: {message}\n", *(f"  tip: {tip}\n" for tip in tips)]))
    return code


def _hushed() -> int:
    """Whoever read the output has gone: say nothing, also not at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    return Exit.BROKEN_PIPE


def _reported(error: Exception, args: Sequence[str]) -> int:
    """A bug: one line and the path of a report, the traceback itself only for who asks for it."""
    if os.environ.get("NEGOTIATION_DEBUG") == "1":
        raise error
    from negotiation.cli.bugs import report  # noqa: PLC0415 - only for bugs

    return _told(f"this is a bug in {PROGRAM}: {type(error).__name__}: {error}", report(error, args), Exit.BUG)
