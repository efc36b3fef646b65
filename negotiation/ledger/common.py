"""What records have in common is kept once: the passages that they rest on, and which fields are written.

A case cites the same passages again and again, and its records are written in a few forms.
Values of records never change, so that nobody can tell one from its like, but by the
memory that they take.
"""

import marshal
from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel

from negotiation.domain.events import EventBase
from negotiation.domain.values import Citation
from negotiation.ledger.plain import is_list

MOST: Final = 50_000
"""Lists of passages that are remembered."""

FORMS: dict[frozenset[str], set[str]] = {}
"""The sets of fields that are written, each once: of the records of a case there are some dozens."""


class Common:
    """What the records of a file have in common."""

    def __init__(self) -> None:
        self._cited: dict[bytes, tuple[Citation, ...]] = {}

    def sources(self, item: dict[str, object]) -> bytes:
        """Put passages that were read before into a record that is still plain; what they are known by, if not."""
        plain = item.get("sources")
        if not is_list(plain):
            return b""
        said = marshal.dumps(plain, 0)
        known = self._cited.get(said)
        if known is None:
            return said
        item["sources"] = known
        return b""

    def add(self, events: Sequence[EventBase], said: Sequence[bytes]) -> None:
        """Remember the passages of events, by what they are known by."""
        for event, name in zip(events, said, strict=True):
            share_form(event)
            if name:
                for citation in event.sources:
                    share_form(citation)
                if len(self._cited) < MOST:
                    self._cited[name] = event.sources


def share_form(record: BaseModel) -> None:
    """Let a record have its set of written fields together with all that have the same."""
    written = record.model_fields_set
    object.__setattr__(record, "__pydantic_fields_set__", FORMS.setdefault(frozenset(written), written))
