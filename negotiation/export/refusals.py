"""Which incoming records a problem of the files that were made of them is about: of its form, yet not of this case."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from negotiation.export.incoming import Bad, Incoming, column_at
from negotiation.ledger.positions import read
from negotiation.ledger.problems import Problem


def refused(
    texts: Mapping[str, str], records: Mapping[str, Sequence[Incoming]], problems: Iterable[Problem]
) -> list[Bad]:
    """The records that have problems, each with its first.

    `texts` and `records` are those of the files by the names that problems have; a file lists its records in their
    order. A problem that stands elsewhere is about no record.
    """
    found: dict[int, Bad] = {}
    for problem in problems:
        for one, column in _where(texts, records, problem):
            said = ". ".join(part for part in (f"{problem.code} {problem.message}", problem.help) if part)
            found.setdefault(one.row, Bad(one.row, one.raw, column, said))
    return [found[row] for row in sorted(found)]


def _where(
    texts: Mapping[str, str], records: Mapping[str, Sequence[Incoming]], problem: Problem
) -> Iterator[tuple[Incoming, str]]:
    if problem.file not in records:
        return
    text = texts[problem.file]
    starts = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]
    document = read(text)
    place = starts[problem.start.line - 1] + problem.start.column - 1
    for number, one in enumerate(records[problem.file]):
        first = document.offsets((number,))[0]
        after = document.offsets((number + 1,))[0] if number + 1 < len(records[problem.file]) else len(text) + 1
        if first <= place < after:
            yield one, column_at(document, place)
