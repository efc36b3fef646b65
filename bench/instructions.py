"""Instructions of a command by callgrind: exact, whatever else the machine does."""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.children import run

LIMIT = 600.0
COLLECTED = re.compile(r"Collected : (\d+)")


def instructions(argv: Sequence[str | Path], env: Mapping[str, str] | None = None) -> int | None:
    """How many instructions a command takes; None where callgrind is not there or the command fails."""
    if shutil.which("valgrind") is None:
        return None
    grind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *argv]
    done = run(grind, limit=LIMIT, env={"PYTHONHASHSEED": "0", **(env or {})})
    counted = COLLECTED.search(done.err)
    return int(counted[1]) if counted and done.code == 0 else None
