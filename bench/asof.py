"""As-of from the file that `build` writes: one commitment, and a whole case, on any day as known on any day.

    python -m bench.asof FILE one|parts|wholes|case

Prints the CPU-seconds of the query in the middle, of the slowest of a hundred, and how many were asked. The query is
the one that `docs/sqlite.md` gives: for `one` commitment as it says there, for one with its `parts` (tranches, and
debtors where there are several), for the commitments of a case as `wholes`, and for everything in the `case`.
"""

import json
import sqlite3
import sys
import time
from pathlib import Path
from random import Random

from bench.histories import FIRST_DAY
from bench.story import iso
from negotiation.store.views import STATE

QUERIES = 3000
CASE_QUERIES = 40
ALL = "JOIN subjects AS s ON s.case_id = c.case_id\n"
ONE = "JOIN subjects AS s ON s.case_id = c.case_id AND s.subject = :subject\n"
PARTS = """\
JOIN subjects AS w ON w.case_id = c.case_id AND w.subject = :subject
JOIN subjects AS s ON s.whole = w.id
"""
WHOLES = "JOIN subjects AS s ON s.case_id = c.case_id AND s.id = s.whole AND s.kind = 'commitment'\n"
OF_ONE = {"one": STATE.replace(ALL, ONE), "parts": STATE.replace(ALL, PARTS)}
SQL = OF_ONE | {"wholes": STATE.replace(ALL, WHOLES), "case": STATE}


def spent(path: Path, how: str) -> list[float]:
    """The CPU-seconds of each of many queries, in order of size."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    base.execute("PRAGMA cache_size = -64000")
    named = base.execute(
        "SELECT case_id, subject FROM subjects WHERE id = whole AND kind = 'commitment' ORDER BY id"
    ).fetchall()
    rng = Random(7)  # noqa: S311 - which questions are asked is no secret
    taken: list[float] = []
    for _ in range(QUERIES if how in OF_ONE else CASE_QUERIES):
        case, subject = rng.choice(named)
        on = iso(FIRST_DAY + rng.randrange(1200))
        known = rng.choice([on, "9999-12-31"])
        asked = {"case": case, "subject": subject, "reading": "record", "on": on, "known": known}
        start = time.thread_time()
        base.execute(SQL[how], asked).fetchall()
        taken.append(time.thread_time() - start)
    return sorted(taken[len(taken) // 10 :])


def main(args: list[str]) -> int:
    """Ask, and print what it took."""
    path, how = args
    taken = spent(Path(path), how)
    p99 = taken[min(len(taken) - 1, len(taken) * 99 // 100)]
    sys.stdout.write(json.dumps({"p50": taken[len(taken) // 2], "p99": p99, "asked": len(taken)}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
