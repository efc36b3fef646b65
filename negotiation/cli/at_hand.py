"""Answers what was not asked before, of a case that was replayed before: from its file, without the application."""

import os
import sys

from negotiation.cache import noting
from negotiation.cache.asked import Asked
from negotiation.cache.shelf import Shelf
from negotiation.cli.exits import Refused
from negotiation.cli.meant import ALL, place, whole
from negotiation.cli.typed import typed


def at_hand(question: Asked, args: list[str]) -> int | None:
    """Print the answer and return the exit code, if the question is one that the file of its case can answer."""
    asked = typed(args)
    if asked is None or asked.case == ALL:
        return None
    try:
        where = place(asked.case)
        shelf = Shelf(question, whole(where))
    except (Refused, OSError):
        return None  # by the application, which says why
    lines = shelf.find()
    if lines is None:
        return None
    from negotiation.cli.warm import Surroundings, answer  # noqa: PLC0415 - only where there is such a file

    try:
        printed = answer(args, shelf.file, Surroundings(where, os.getcwd()))  # noqa: PTH109 - pathlib is slow to import
    except Exception:  # noqa: BLE001 - whatever it is: the application answers, or tells that it is a bug
        return None
    if printed is None:
        return None
    noting.known(lines)
    out, err, code = printed
    sys.stderr.write(err)
    sys.stdout.write(out)
    sys.stdout.flush()
    return code
