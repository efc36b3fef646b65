"""What the pages print is printed by the real command: cog runs these, and `cog --check` compares."""

import os
import shlex
import subprocess
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sysconfig.get_path("scripts")) / "negotiation"


def shown(line: str, *, status: int = 0, lines: int | None = None) -> str:
    """Return a console block with a command line and all that it printed, or its first `lines`.

    Raises:
        RuntimeError: if the exit code is not `status`, so that no page shows a failure by accident.
    """
    program, *args = shlex.split(line)
    if program != "negotiation":
        message = f"not a command of this project: {line}"
        raise RuntimeError(message)
    neutral = {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    run = subprocess.run(  # noqa: S603  # the line stands in a page of this repository
        [COMMAND, *args],
        cwd=ROOT,
        env={"PATH": os.defpath, **neutral},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    if run.returncode != status:
        message = f"exit {run.returncode}: {line}\n{run.stdout}"
        raise RuntimeError(message)
    printed = [text.rstrip() for text in run.stdout.splitlines()]
    kept = printed if lines is None or len(printed) <= lines else [*printed[:lines], "…"]
    return "\n".join(["", "```console", f"$ {line}", *kept, "```", "", ""])
