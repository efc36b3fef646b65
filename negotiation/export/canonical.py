"""The curated records of a case in one form: whoever wrote them, wherever they stand, the same bytes.

One record a line, as JSON in the form of RFC 8785: keys in order, no blanks, UTF-8. The
records are those of the files and nothing that was not written; what a file may spell in
two ways (`to: aland` and `to: [aland]`, a value over two lines) is spelled in one.
"""

from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from negotiation.domain.canonical import canonical, plain_of, text_of
from negotiation.domain.case import Case, Seed, Source
from negotiation.domain.events import Event

__all__ = ["SORTS", "canonical", "jsonl", "lines", "plain_of", "text_of"]

SORTS = ("head", "source", "seed", "event", "assertion", "coding")
"""The sorts of records, in the order in which they are written; a line has one of these as a key."""


def lines(case: Case) -> Iterator[str]:
    """Every record of a case, each with its sort: sources, seeds and events by id, what has no id by its text.

    Two assertions that say the same are one, and so are two codings.
    """
    yield canonical({"case": case.id, "head": plain_of(case.head)})
    named: tuple[tuple[str, Sequence[Source | Seed | Event]], ...] = (
        ("source", case.sources), ("seed", case.seeds), ("event", case.events),
    )  # fmt: skip
    for sort, records in named:
        found: dict[str, BaseModel] = {str(one.id): one for one in reversed(records)}
        yield from (canonical({sort: plain_of(found[id_])}) for id_ in sorted(found))
    yield from sorted({canonical({"assertion": plain_of(one)}) for one in case.assertions})
    yield from sorted({canonical({"coding": plain_of(one)}) for one in case.codings})


def jsonl(case: Case) -> str:
    """The same as one text."""
    return "".join(f"{line}\n" for line in lines(case))
