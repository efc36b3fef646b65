"""An axis' values as JSON."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

from negotiation.views.plain import several


def values_json(values: tuple[Any, ...]) -> str:
    """The values of an interval, one for each possible world."""
    return json.dumps([_plain(value) for value in values], ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float | None):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        return {"is": type(value).__name__, **parts}
    as_record: Any = getattr(value, "_asdict", None)
    if as_record is not None:
        return {"is": type(value).__name__, **{key: _plain(one) for key, one in as_record().items()}}
    return [_plain(one) for one in several(value)]
