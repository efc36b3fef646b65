"""What the pages print is printed by the real command: cog runs these, and `cog --check` compares."""

import ast
import linecache
import os
import re
import shlex
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from textwrap import dedent

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


PAGE: dict[str, object] = {}
"""What the examples of a page have named so far."""


def python(code: str) -> str:
    """Return a block as a Python prompt shows it: each statement, and what it prints or comes to.

    What one block of a page names is there in the next one. An error is shown as its last line.
    """
    os.environ.update(NEUTRAL)
    printed = ["", "```pycon"]
    source = dedent(code).strip()
    linecache.cache["<page>"] = len(source), None, source.splitlines(), "<page>"  # what failed is shown at its line
    with chdir(ROOT):
        for statement in ast.parse(source).body:
            first, *rest = (ast.get_source_segment(source, statement) or "").splitlines()
            printed += [f">>> {first}", *(f"... {line}" for line in rest), *_came(statement)]
    return "\n".join([*printed, "```", "", ""])


def _came(statement: ast.stmt) -> list[str]:
    out = StringIO()
    with redirect_stdout(out):
        try:
            if isinstance(statement, ast.Expr):
                found = eval(compile(ast.Expression(statement.value), "<page>", "eval"), PAGE)  # noqa: S307 - the page's
                if found is not None:
                    print(repr(found))  # noqa: T201 - what a prompt shows
            else:
                exec(compile(ast.Module([statement], []), "<page>", "exec"), PAGE)  # noqa: S102 - as above
        except Exception as error:  # noqa: BLE001 - whatever it is, the page shows it
            print(f"{type(error).__name__}: {error}")  # noqa: T201 - as above
    return [line.rstrip() for line in out.getvalue().splitlines()]


def tested(*files: str) -> str:
    """Return a console block with what pytest prints of files of scenarios below `docs/`, but for the time it took."""
    line = ["pytest", "-q", *files]
    run = subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, "-m", *line, "-c", os.devnull, "--rootdir", ROOT, "-p", "no:cacheprovider", *PLUGIN],
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL, "COLUMNS": "80"},
        check=False,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    kept = [re.sub(r" in [\d.]+s$", "", text.rstrip()) for text in run.stdout.splitlines()]
    return "\n".join(["", "```console", f"$ {shlex.join(line)}", *kept, "```", "", ""])


PLUGIN = ("-p", "negotiation.testing.plugin")
"""Installed, pytest finds it by itself."""
