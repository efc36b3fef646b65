"""Runs a command through the whole application, and turns every way to end into an exit code."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import typer.exceptions

from negotiation.cli.app import app
from negotiation.cli.ending import hushed
from negotiation.cli.exits import Exit, Refused

PROGRAM = "negotiation"


def run(args: list[str]) -> int:
    """Run the command line and return the exit code."""
    try:
        code = _run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        return hushed()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Refused as refused:
        return _told(str(refused), refused.tips, refused.code)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets one line and a report
        if _is_nowhere():
            return _told("the directory that this is run in is gone", ["go to one that is there, with cd"], Exit.FILES)
        return _reported(error, args)
    return code


def _run(args: list[str]) -> int:
    try:
        done = app(args, prog_name=PROGRAM, standalone_mode=False)
    except typer.exceptions.TyperException as wrong:
        return _misread(wrong)
    except SystemExit as ended:  # typer's own answer to a broken pipe
        if ended.code == 1:
            raise BrokenPipeError from ended
        raise
    return int(done or Exit.DONE)


def _is_nowhere() -> bool:
    """Whether the directory that the command is run in was removed, or may not be known."""
    try:
        Path.cwd()
    except OSError:
        return True
    return False


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


def _reported(error: Exception, args: Sequence[str]) -> int:
    """A bug: one line and the path of a report, the traceback itself only for who asks for it."""
    if os.environ.get("NEGOTIATION_DEBUG") == "1":
        raise error
    from negotiation.cli.bugs import report  # noqa: PLC0415 - only for bugs

    return _told(f"this is a bug in {PROGRAM}: {type(error).__name__}: {error}", report(error, args), Exit.BUG)
