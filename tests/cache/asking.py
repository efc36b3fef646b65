"""Asks the command in a process of its own, with a cache of its own, and tells whether it worked the answer out."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from negotiation.cache.place import NAME
from tests.cli.running import NEUTRAL
from tests.source import ROOT

PROBE = """
import os, sys, time
shift = float(os.environ.get("SHIFT", "0"))
if shift:
    now, now_ns = time.time, time.time_ns
    time.time, time.time_ns = lambda: now() + shift, lambda: now_ns() + int(shift * 1e9)
from negotiation.cli.main import main
code = main()
names = sorted(sys.modules)
import json
with open(os.environ["PROBED"], "w") as file:
    json.dump(names, file)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to."""

    code: int
    out: str
    err: str

    imported: frozenset[str] = field(compare=False, default=frozenset())

    @property
    def is_warm(self) -> bool:
        """Whether the answer was kept, and nothing had to be worked out."""
        return bool(self.imported) and "negotiation.cache.noting" not in self.imported

    @property
    def is_whole(self) -> bool:
        """Whether the whole application answered."""
        return "typer" in self.imported


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a directory to stand in, and one for what is kept."""

    here: Path
    home: Path

    @property
    def file(self) -> Path:
        """Where their answers are kept."""
        return self.home / NAME

    @property
    def case_file(self) -> Path:
        """What their only case comes to."""
        (file,) = (self.home / "cases").iterdir()
        return file

    def asks(self, *args: str, cwd: Path | None = None, env: Mapping[str, str | None] | None = None) -> Ran:
        """Run the command; what is None in `env` is taken out of it."""
        self.probed.unlink(missing_ok=True)
        process = self.asking(*args, cwd=cwd, env=env)
        out, err = process.communicate()
        imported = frozenset[str](json.loads(self.probed.read_text("utf-8")) if self.probed.exists() else ())
        return Ran(process.returncode, out, err, imported)

    def asking(
        self, *args: str, cwd: Path | None = None, env: Mapping[str, str | None] | None = None
    ) -> "subprocess.Popen[str]":
        """Run the command, and do not wait for it."""
        around: dict[str, str | None] = {
            "PATH": os.defpath,
            "PYTHONPATH": str(ROOT),
            **NEUTRAL,
            "NEGOTIATION_CACHE": str(self.home),
        }
        around |= {"PROBED": str(self.probed), **(env or {})}
        return subprocess.Popen(  # noqa: S603 - the command is ours
            [sys.executable, "-c", PROBE, *args],
            cwd=cwd or self.here,
            env={name: value for name, value in around.items() if value is not None},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    @property
    def probed(self) -> Path:
        """Where a run tells what it imported."""
        return self.home.parent / "probed.json"

    def plainly(self, *args: str, cwd: Path | None = None, env: Mapping[str, str | None] | None = None) -> Ran:
        """Run the command with nothing kept."""
        return self.asks(*args, cwd=cwd, env={**(env or {}), "NEGOTIATION_CACHE": "off"})


def begin(directory: Path) -> None:
    """Write a small case into `events` of a directory, as `negotiation new case` writes it."""
    directory.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "negotiation", "new", "case", "ferry", "--start", "2020-01-01", "--end", "2020-12-31"],
        cwd=directory,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL},
        check=True,
        capture_output=True,
    )
