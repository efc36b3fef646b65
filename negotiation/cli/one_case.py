"""One case, from its directory to its rows: what another machine runs."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from negotiation.store.archive import Part, Unsound, Wanted, parts_of
from negotiation.store.rows import Batch

NO_HEAD = "no head"
"""Told of a case that has no rows, because its `case.yaml` can't be read."""


def case_built(where: Path) -> tuple[str, Iterable[Batch]]:
    """The rows of a case, and the tally of its problems where it has errors. What a worker runs."""
    parts = parts_of(Wanted(where, Path.cwd(), allow_errors=True))
    first = next(parts)
    if not isinstance(first, Unsound):
        return "", _batches(chain([first], parts))
    return (first.told, _batches(parts)) if first.readable else (NO_HEAD, ())


def _batches(parts: Iterable[Part]) -> Iterator[Batch]:
    return (part for part in parts if not isinstance(part, Unsound))
