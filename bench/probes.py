"""What is measured inside a process of its own: each prints the CPU-seconds of its one step, and what came of it.

python -m bench.probes check DIR
"""

import hashlib
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.histories import Wanted, histories, objects


@dataclass(slots=True)
class Stopwatch:
    """CPU time of this process, while it runs."""

    total: float = 0.0

    @contextmanager
    def running(self) -> Generator[None]:
        """Count what is done meanwhile."""
        start = time.process_time()
        try:
            yield
        finally:
            self.total += time.process_time() - start


def load(watch: Stopwatch, root: str) -> int:
    """Read every case below a directory: files to entries and problems."""
    from negotiation.ledger.load import load_case  # noqa: PLC0415 - only what is measured is imported

    events = 0
    for where in _cases(root):
        with watch.running():
            ledger = load_case(where)
        events += len(ledger.case.events) if ledger.case else 0
    return events


def check(watch: Stopwatch, root: str) -> int:
    """The same, and replay them, and hold all assertions and invariants against the replay: a cold `check`."""
    from negotiation.domain.intervals import Table  # noqa: PLC0415 - only what is measured is imported
    from negotiation.ledger import check as checking  # noqa: PLC0415 - the same
    from negotiation.ledger.load import load_case  # noqa: PLC0415 - the same

    events = 0
    for where in _cases(root):
        with watch.running():
            ledger = load_case(where)
            if ledger.case is None:
                continue
            problems = checking.check(ledger, Table(ledger.case))
        wrong = [one for one in (*ledger.problems, *problems) if one.severity != "note"]
        if wrong:
            sys.exit(f"{where}: {wrong[0]}")
        events += len(ledger.case.events)
    return events


def replay(watch: Stopwatch, events: str, cases: str, one_commitment: str = "0") -> int:
    """Replay validated entries with hindsight under the record: every axis of every subject."""
    from negotiation.domain.axes import FOREVER, Outlook  # noqa: PLC0415 - only what is measured is imported
    from negotiation.domain.ids import RECORD  # noqa: PLC0415 - the same
    from negotiation.domain.intervals import Table  # noqa: PLC0415 - the same

    rows = 0
    for made in histories(Wanted(int(events), int(cases), one_commitment=one_commitment == "1")):
        case = objects(made)
        with watch.running():
            rows += sum(1 for _ in Table(case).slice(Outlook(RECORD, FOREVER)))
    return rows


def everything(watch: Stopwatch, events: str, cases: str, readings: str) -> int:
    """The whole table: every state of knowledge, under the first so many readings."""
    from negotiation.domain.intervals import Table  # noqa: PLC0415 - only what is measured is imported

    rows = 0
    for made in histories(Wanted(int(events), int(cases))):
        case = objects(made)
        with watch.running():
            table = Table(case)
            table.readings = table.readings[: int(readings)]
            rows += sum(1 for _ in table.everything())
    return rows


def yaml_stream(watch: Stopwatch, root: str) -> int:
    """The floor for reading: PyYAML's event stream in C, and nothing done with it."""
    import yaml  # noqa: PLC0415 - only what is measured is imported

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    seen = 0
    for path in _files(root):
        with watch.running(), path.open("rb") as file:
            seen += sum(1 for _ in yaml.parse(file, loader))
    return seen


def yaml_load(watch: Stopwatch, root: str) -> int:
    """What PyYAML itself makes of the files with its loader in C: plain data, without places and without checks."""
    import yaml  # noqa: PLC0415 - only what is measured is imported

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    seen = 0
    for path in _files(root):
        with watch.running(), path.open("rb") as file:
            seen += len(yaml.load(file, loader))  # noqa: S506 - a safe loader, by either name
    return seen


def hashing(watch: Stopwatch, root: str) -> int:
    """The floor for knowing that nothing changed: read and hash every file."""
    seen = 0
    for path in _files(root):
        with watch.running():
            seen += len(hashlib.blake2b(path.read_bytes()).digest())
    return seen


def sqlite_read(watch: Stopwatch, events: str, cases: str) -> int:
    """The floor for stored answers: read as many rows from SQLite as there are events."""
    from bench.entries import entries  # noqa: PLC0415 - only what is measured is imported

    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE entries (day TEXT, kind TEXT, party TEXT, commitment TEXT, quantity INTEGER, note TEXT)")
    for made in histories(Wanted(int(events), int(cases))):
        rows = [(one.day, one.kind, one.party, one.commitment, one.quantity, one.note) for one in entries(made)]
        base.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", rows)
    with watch.running():
        return sum(1 for _ in base.execute("SELECT * FROM entries"))


def bare_loop(watch: Stopwatch, events: str, cases: str) -> int:
    """The floor for any replay in Python: go through the events and add up what was performed."""
    from bench.entries import entries  # noqa: PLC0415 - only what is measured is imported

    found = [
        (one.commitment, one.kind, one.quantity)
        for made in histories(Wanted(int(events), int(cases)))
        for one in entries(made)
    ]
    state: dict[str, int] = {}
    with watch.running():
        for commitment, kind, quantity in found:
            if kind == "performed":
                state[commitment] = state.get(commitment, 0) + quantity
    return sum(state.values())


def aggregates(watch: Stopwatch, events: str, cases: str, how: str) -> int:
    """`eventsourcing`: rebuild every aggregate from `memory`, or from `memory-snapshots`."""
    from bench.aggregates import filled, rebuilt  # noqa: PLC0415 - the library is there for the benchmark only

    app, ids = filled(Wanted(int(events), int(cases)), None, snapshots=how == "memory-snapshots")
    with watch.running():
        return rebuilt(app, ids)


def fill(watch: Stopwatch, events: str, cases: str, database: str, how: str) -> int:
    """`eventsourcing`: write the database from which aggregates are rebuilt later; measured by nobody."""
    from bench.aggregates import filled  # noqa: PLC0415 - the library is there for the benchmark only

    with watch.running():
        _, ids = filled(Wanted(int(events), int(cases)), Path(database), snapshots=how == "snapshots")
    Path(f"{database}.ids").write_text("\n".join(map(str, ids)), "utf-8")
    return len(ids)


def stored(watch: Stopwatch, database: str) -> int:
    """`eventsourcing`: rebuild every aggregate from SQLite."""
    from uuid import UUID  # noqa: PLC0415 - only what is measured is imported

    from bench.aggregates import opened, rebuilt  # noqa: PLC0415 - the library is there for the benchmark only

    ids = [UUID(one) for one in Path(f"{database}.ids").read_text("utf-8").split()]
    with watch.running():
        return rebuilt(opened(Path(database)), ids)


def _cases(root: str) -> list[Path]:
    here = Path(root)
    return [here] if (here / "case.yaml").exists() else sorted(path.parent for path in here.glob("*/case.yaml"))


def _files(root: str) -> list[Path]:
    return sorted(Path(root).rglob("*.yaml"))


PROBES: dict[str, Callable[..., int]] = {
    one.__name__.replace("_", "-"): one
    for one in (
        load, check, replay, everything, yaml_stream, yaml_load, hashing, sqlite_read, bare_loop, aggregates, fill,
        stored,
    )
}  # fmt: skip


def main(args: list[str]) -> int:
    """Run one probe and print what it found."""
    name, *rest = args
    watch = Stopwatch()
    found: Any = PROBES[name](watch, *rest)
    sys.stdout.write(json.dumps({"cpu": watch.total, "found": found}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
