"""A record in its one form: whoever wrote it, wherever it stands, the same text and the same digest.

The form is JSON as RFC 8785 has it: keys in order, no blanks, UTF-8. Nothing stands in it that was not written, so
that a field which records get later changes no digest; what a file may spell in two ways is spelled in one.
"""

import json
from hashlib import sha256
from typing import Any

from pydantic import BaseModel


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


def digest_of(record: BaseModel) -> str:
    """The SHA-256 of a record in its one form."""
    return sha256(text_of(record).encode()).hexdigest()
