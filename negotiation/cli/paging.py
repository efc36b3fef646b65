"""What only a terminal gets: a pager, where one is wished for, and links from places to their files."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from negotiation.cli.output import PAGER

LESS = "less -FRX"
PLACE = re.compile(r"(?<![\w/])([\w./-]+\.ya?ml):(\d+)(?::\d+)?")


def paged(text: str, *, wanted: bool) -> bool:
    """Show a text that is taller than the screen in a pager; whether that was done.

    Only on a terminal, and only where `--pager` or the variable asks for it. A pager that
    cannot be run leaves it to the caller.
    """
    asked = wanted or os.environ.get(PAGER) == "auto"
    if not asked or not sys.stdout.isatty() or text.count("\n") < shutil.get_terminal_size().lines:
        return False
    command = shlex.split(os.environ.get("PAGER") or LESS)
    program = shutil.which(command[0]) if command else None
    if program is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 - the person's own pager
            [program, *command[1:]], input=text, text=True, encoding="utf-8", check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def linked(text: str) -> str:
    """The text with every `file:line` of a file that is there as a link to it (OSC 8)."""

    def link(found: re.Match[str]) -> str:
        file = Path(found.group(1))
        if not file.is_file():
            return found.group()
        return f"\x1b]8;;{file.absolute().as_uri()}\x1b\\{found.group()}\x1b]8;;\x1b\\"

    return PLACE.sub(link, text)
