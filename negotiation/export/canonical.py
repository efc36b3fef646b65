"""The curated records of a case in one form: whoever wrote them, wherever they stand, the same bytes.

One record a line, as JSON in the form of RFC 8785: keys in order, no blanks, UTF-8. The
records are those of the files and nothing that was not written; what a file may spell in
two ways (`to: aland` and `to: [aland]`, a value over two lines) is spelled in one.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from negotiation.domain.case import Case, Seed, Source
from negotiation.domain.events import Event

SORTS = ("head", "source", "seed", "event", "assertion")
"""The sorts of records, in the order in which they are written; a line has one of these as a key."""


def plain_of(record: BaseModel) -> dict[str, Any]:
    """A record with the keys of the files, in the order of its model."""
    return record.model_dump(mode="json", by_alias=True, exclude_unset=True)


def canonical(value: Any) -> str:
    """Plain data as JSON, the same text for equal data.

    >>> canonical({"b": [1, True, None], "a": "é"})
    '{"a":"é","b":[1,true,null]}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def text_of(record: BaseModel) -> str:
    """A record in its one form."""
    return canonical(plain_of(record))


def lines(case: Case) -> Iterator[str]:
    """Every record of a case, each with its sort: sources, seeds and events by id, assertions by their text.

    Two assertions that say the same are one.
    """
    yield canonical({"case": case.id, "head": plain_of(case.head)})
    named: tuple[tuple[str, Sequence[Source | Seed | Event]], ...] = (
        ("source", case.sources), ("seed", case.seeds), ("event", case.events),
    )  # fmt: skip
    for sort, records in named:
        found: dict[str, BaseModel] = {str(one.id): one for one in reversed(records)}
        yield from (canonical({sort: plain_of(found[id_])}) for id_ in sorted(found))
    yield from sorted({canonical({"assertion": plain_of(one)}) for one in case.assertions})


def jsonl(case: Case) -> str:
    """The same as one text."""
    return "".join(f"{line}\n" for line in lines(case))
