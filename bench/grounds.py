"""The data that is measured on: made once for a run, each piece by a child, so that the run itself stays small."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from bench.children import run

EACH = 100
"""Events in each case of an archive."""
COMMITMENTS = 33
"""Events for each commitment, in the middle of many."""
PYTHON = sys.executable
MAKING = 3600.0
"""CPU-seconds that making data may take."""


class NotMadeError(Exception):
    """Data for the benchmark could not be made."""

    def __init__(self, args: Sequence[str], said: str) -> None:
        super().__init__(f"{' '.join(args)}: {said.strip().splitlines()[-1:]}")


@dataclass(slots=True)
class Grounds:
    """Where the data of a run lies."""

    root: Path
    made: set[str] = field(default_factory=set[str])
    making: Lock = field(default_factory=Lock)
    """Held while a piece is made, so that it is made once."""

    def archive(self, events: int) -> Path:
        """An archive of cases of 100 events."""
        return self._histories(f"archive-{events}", events, cases(events))

    def many_files(self, files: int) -> Path:
        """An archive of some so many files."""
        return self._histories("files", files * 15, max(1, files * 15 // EACH))

    def one_case(self, commitments: int) -> Path:
        """One case of so many commitments."""
        return self._histories(f"one-case-{commitments}", commitments * COMMITMENTS, 1)

    def single(self, events: int, *, one_commitment: bool) -> Path:
        """One case of so many events, about many commitments or about one."""
        if one_commitment:
            return self._histories(f"one-commitment-{events}", events, 1, "--one-commitment")
        return self._histories(f"single-{events}", events, 1)

    def first_of_files(self, files: int) -> Path:
        """The first case of the archive of so many files."""
        return min(self.many_files(files).iterdir())

    def journal(self, events: int) -> Path:
        """The archive as a journal of hledger and ledger."""
        return self._written(f"{events}.journal", events)

    def beancount(self, events: int) -> Path:
        """The archive as a file of beancount."""
        return self._written(f"{events}.beancount", events)

    def aggregates(self, events: int, how: str) -> Path:
        """The archive as a database of eventsourcing, `plain` or with `snapshots`."""
        path = self.root / f"aggregates-{events}-{how}.db"
        return self._make(path, "bench.probes", "fill", str(events), str(cases(events)), str(path), how)

    def _histories(self, name: str, events: int, number: int, *more: str) -> Path:
        path = self.root / name
        wanted = ["--events", str(events), "--cases", str(number), *more]
        return self._make(path, "bench.histories", *wanted, str(path))

    def _written(self, name: str, events: int) -> Path:
        path = self.root / name
        return self._make(path, "bench.entries", str(events), str(cases(events)), str(path))

    def _make(self, path: Path, *args: str) -> Path:
        with self.making:
            if path.name not in self.made:
                done = run([PYTHON, "-m", *args], limit=MAKING)
                if done.code:
                    raise NotMadeError(args, done.err)
                self.made.add(path.name)
        return path


def cases(events: int) -> int:
    """How many cases an archive of so many events has."""
    return max(1, events // EACH)


def found(text: str) -> dict[str, float]:
    """What a probe printed."""
    answer: dict[str, float] = json.loads(text)
    return answer
