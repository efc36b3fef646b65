"""Tells what is kept of earlier runs, and deletes it."""

import sys

from negotiation.cache.keep import LARGEST, clear, counts
from negotiation.cache.place import VARIABLE, file
from negotiation.cli.exits import Exit


def told() -> int:
    """Say where answers are kept, and how many."""
    where = file()
    if where is None:
        return _said(f"Nothing is kept: {VARIABLE} is off, or there is no directory for it.")
    found = counts(where)
    if found is None:
        return _said(f"Nothing is kept yet; answers will be in {where}.")
    answers, results, size = found
    much = f"{size / 1e6:.1f} MB of at most {LARGEST / 1e6:.0f}"
    return _said(f"Kept in {where}: answers {answers}, files and checks {results}; {much}.")


def cleared() -> int:
    """Delete what is kept."""
    where = file()
    return _said(f"Deleted {where}." if where is not None and clear(where) else "There was nothing to delete.")


def _said(line: str) -> int:
    sys.stdout.write(f"{line}\n")
    return Exit.DONE
