"""Which state of the data an answer rests on."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from negotiation.domain.case import Case
from negotiation.domain.records import ASSERTIONS, CODINGS, EVENTS, HEADS, SEEDS, SOURCES

SHOWN = 7
"""Characters of the hash that people see."""


def revision(case: Case) -> str:
    """A short hash of what the records say: the same whatever file or order they stand in."""
    parts: list[tuple[TypeAdapter[Any], list[Any]]] = [
        (HEADS, [case.head]),
        (SOURCES, [*case.sources]),
        (SEEDS, [*case.seeds]),
        (EVENTS, [*case.events]),
        (ASSERTIONS, [*case.assertions]),
        (CODINGS, [*case.codings]),
    ]
    said = sorted(one for adapter, records in parts for one in _said(adapter, records))
    return sha256("\n".join(said).encode("utf-8")).hexdigest()[:SHOWN]


def _said(adapter: TypeAdapter[Any], records: list[Any]) -> Iterator[str]:
    """What records say, by what has read them: to make a writer of each kind would take longer than all else here."""
    plain: list[Any] = adapter.dump_python(records, mode="json", by_alias=True, exclude_unset=True)
    return (json.dumps(one, sort_keys=True, ensure_ascii=False) for one in plain)
