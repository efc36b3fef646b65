"""What is being done, and how much is left: one line on a terminal that changes, and nothing anywhere else."""

import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from negotiation.cli.timing import Timing
from negotiation.ledger.files import files_under
from negotiation.views.phrases import counted

OFTEN = 0.1
"""Seconds between two changes of the line: more often is nothing that an eye can read."""
SOON = 0.5
"""Seconds in which a run that is mostly quick may end without a word."""
WIPE = "\r\x1b[K"


class Progress:
    """The line, from the first case to the last."""

    def __init__(self, wheres: list[Path], timing: Timing, *, wanted: bool, quick: bool = False) -> None:
        self._shown = wanted and sys.stderr.isatty()
        self._left = [sum(1 for _ in files_under(where, None)) for where in wheres] if self._shown else []
        self._timing = timing
        self._name = ""
        self._rows = 0
        self._counts = False
        self._after = ""
        self._last = 0.0
        self._drawn = False
        self._began = monotonic()
        self._silent = SOON if quick else 0.0

    def begin(self, name: str, left: int) -> None:
        """Tell which case is next, and that `left` come after it."""
        self._name, self._rows, self._counts = name, 0, False
        if self._shown:
            files = sum(self._left[len(self._left) - left :]) if left else 0
            self._after = f"{counted(left, 'case')} and {counted(files, 'file')} left" if left else "the last case"

    @contextmanager
    def phase(self, what: str) -> Generator[None]:
        """Count a phase of the case, and tell of it."""
        self._tell(what, now=True)
        with self._timing.phase(what):
            yield

    def loaded(self, done: int, total: int) -> None:
        """Tell how much of the case has been read."""
        if total:
            self._tell(f"load, {done * 100 // total} %", now=False)

    def waiting(self, name: str, left: int) -> None:
        """Tell which case of those that other processes work on is waited for."""
        self.begin(name, left)
        self._tell("load, replay and check", now=False)

    def doing(self, what: str) -> None:
        """Tell what comes next of the case."""
        self._tell(what, now=True)

    def wrote(self, rows: int) -> None:
        """Tell how many rows of the case have been written."""
        self._rows += rows
        if not self._counts:
            self._tell(f"{self._rows:,} rows written", now=False)

    def afar(self, done: int, shards: int) -> None:
        """Tell how far a cluster is."""
        self._name, self._after = "cluster", f"{counted(shards - done, 'shard')} left"
        self._tell(f"{counted(done, 'shard')} folded", now=True)

    def subjects(self, done: int, of: int) -> None:
        """Tell how many subjects of the case are replayed."""
        self._counts = True
        self._tell(f"replay, {done:,} of {of:,} subjects", now=False)

    def finishing(self) -> None:
        """Tell that only what covers all cases is left to do."""
        self._name, self._after = "all cases", "nothing left after it"
        self._tell("indexes", now=True)

    def end(self) -> None:
        """Leave no line behind."""
        if self._drawn:
            sys.stderr.write(WIPE)
            sys.stderr.flush()

    def _tell(self, what: str, *, now: bool) -> None:
        moment = monotonic()
        if not self._shown or moment - self._began < self._silent or not (now or moment - self._last >= OFTEN):
            return
        line = f"{self._name}: {what}; {self._after}"
        sys.stderr.write(WIPE + line[: shutil.get_terminal_size().columns - 1])
        sys.stderr.flush()
        self._last, self._drawn = moment, True
