"""As-of from the file that `build` writes: one commitment, and a whole case, on any day as known on any day.

    python -m bench.asof FILE one

Prints the CPU-seconds of the query in the middle, of the slowest of a hundred, and how many were asked.
"""

import json
import sqlite3
import sys
import time
from pathlib import Path
from random import Random

from bench.histories import FIRST_DAY
from bench.story import iso

QUERIES = 3000
CASE_QUERIES = 40
STATE = """
SELECT s.subject, a.axis, i.words, i.performed_low, i.outstanding_low, i.due_first, i.rule
FROM subjects AS w
JOIN subject_readings AS r ON r.subject = w.id AND r.reading = :reading
JOIN subjects AS s ON s.whole = w.id
JOIN axes AS a ON a.subject = s.id AND a.kept_as = r.kept_as
JOIN intervals AS i ON i.axis = a.id
WHERE w.case_id = :case AND {which}
AND i.valid_from <= :on AND :on < i.valid_to AND i.known_from <= :known AND :known < i.known_to
"""
WHICH = {"one": "w.subject = :subject", "case": "w.id = w.whole"}


def spent(path: Path, how: str) -> list[float]:
    """The CPU-seconds of each of many queries, in order of size."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    base.execute("PRAGMA cache_size = -64000")
    named = base.execute(
        "SELECT case_id, subject FROM subjects WHERE id = whole AND kind = 'commitment' ORDER BY id"
    ).fetchall()
    rng = Random(7)  # noqa: S311 - which questions are asked is no secret
    sql = STATE.format(which=WHICH[how])
    taken: list[float] = []
    for _ in range(QUERIES if how == "one" else CASE_QUERIES):
        case, subject = rng.choice(named)
        on = iso(FIRST_DAY + rng.randrange(1200))
        asked = {
            "case": case,
            "subject": subject,
            "reading": "record",
            "on": on,
            "known": rng.choice([on, "9999-12-31"]),
        }
        start = time.thread_time()
        base.execute(sql, asked).fetchall()
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
