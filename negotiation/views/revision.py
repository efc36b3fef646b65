"""Which state of the data an answer rests on."""

import json
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from negotiation.domain.case import Case

SHOWN = 7
"""Characters of the hash that people see."""


def revision(case: Case) -> str:
    """A short hash of what the records say: the same whatever file or order they stand in."""
    parts: list[BaseModel] = [case.head, *case.sources, *case.seeds, *case.events, *case.assertions]
    said = sorted(_said(part) for part in parts)
    return sha256("\n".join(said).encode("utf-8")).hexdigest()[:SHOWN]


def _said(part: BaseModel) -> str:
    plain: Any = part.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)
