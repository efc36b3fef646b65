"""What the pages print is printed by the real command: cog runs these, and `cog --check` compares."""

import os
import shlex
import subprocess
import sysconfig
from collections.abc import Iterable
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

from negotiation.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sysconfig.get_path("scripts")) / "negotiation"

NEUTRAL = {
    "COLUMNS": "100",
    "NO_COLOR": "1",
    "PYTHONUTF8": "1",
    "LC_ALL": "C.UTF-8",
    "TERM": "dumb",
    "NEGOTIATION_CACHE": "off",
    "NEGOTIATION_TODAY": "2026-11-22",
}


def shown(line: str, *, status: int = 0, lines: int | None = None, where: Path = ROOT) -> str:
    """Return a console block with a command line and all that it printed `where` it runs, or its first `lines`.

    Raises:
        RuntimeError: if the exit code is not `status`, so that no page shows a failure by accident.
    """
    run = subprocess.run(  # noqa: S603  # the line stands in a page of this repository
        [COMMAND, *_arguments(line)],
        cwd=where,
        env={"PATH": os.defpath, **NEUTRAL},
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
    return _block(line, kept)


def excerpt(line: str, *beginnings: str) -> str:
    """Return a console block with a command line and those lines of what it printed that begin so, each once.

    It runs in this process, since a page of excerpts has many of them.

    Raises:
        RuntimeError: if the command fails, or prints no line that begins as one of them does.
    """
    os.environ.update(NEUTRAL)
    bytes_ = BytesIO()
    printed = TextIOWrapper(bytes_, "utf-8")  # the command keeps to ASCII where the encoding is not told
    with chdir(ROOT), redirect_stdout(printed), redirect_stderr(StringIO()):
        status = main(_arguments(line))
    printed.flush()
    lines = [text.rstrip() for text in bytes_.getvalue().decode().splitlines()]
    idle = [start for start in beginnings if not any(text.startswith(start) for text in lines)]
    if status != 0 or idle:
        message = f"exit {status}, nothing begins with {idle}: {line}\n{bytes_.getvalue().decode()}"
        raise RuntimeError(message)
    return _block(line, dict.fromkeys(text for text in lines if text.startswith(beginnings)))


def _arguments(line: str) -> list[str]:
    program, *args = shlex.split(line)
    if program != "negotiation":
        message = f"not a command of this project: {line}"
        raise RuntimeError(message)
    return args


def _block(line: str, printed: Iterable[str]) -> str:
    return "\n".join(["", "```console", f"$ {line}", *printed, "```", "", ""])
