"""The values of intervals as plain data that JSON can hold, and back again, with nothing lost.

Numbers, words, truth values and nothing at all stand for themselves, a list for a tuple,
and a mapping with one key for a value of the type that the key names.

>>> encoded(Due("overdue", 735321))
{'Due': ['overdue', 735321, False]}
>>> decoded({"Due": ["overdue", 735321, False]})
Due(standing='overdue', day=735321, night=False)
"""

import json

from negotiation.domain.axes import (
    Act,
    Contest,
    Due,
    Episode,
    Figures,
    Kind,
    Notice,
    Observation,
    Pause,
    Running,
    Span,
    Stage,
)
from negotiation.domain.light import Any, TypeAlias

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"

TYPES: dict[str, Any] = {
    one.__name__: one
    for one in (Act, Contest, Due, Episode, Figures, Kind, Notice, Observation, Pause, Running, Span, Stage)
}
"""The types of values that have parts, by their names."""
PARTS: dict[str, tuple[str, ...]] = {name: one._fields for name, one in TYPES.items()}
"""The names of the parts of each, in the order in which they are written."""
ALONE = frozenset({"str", "int", "bool", "float"})
"""Types that stand for themselves."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # made once: making it costs more than a value


def encoded(value: Any) -> Plain:
    """A value that an axis may have, as plain data.

    Raises:
        TypeError: if no axis may have such a value.
    """
    name: str = value.__class__.__name__
    if value is None or name in ALONE:
        return value  # type: ignore[no-any-return]  # one of the four, or nothing
    if name == "tuple":
        return [encoded(one) for one in value]
    if name not in PARTS:
        msg = f"no axis has a value of the type {name}"
        raise TypeError(msg)
    return {name: [encoded(getattr(value, part)) for part in PARTS[name]]}


def decoded(plain: Plain) -> Any:
    """The value that was encoded."""
    if isinstance(plain, list):
        return tuple([decoded(one) for one in plain])
    if isinstance(plain, dict):
        ((name, parts),) = plain.items()
        return TYPES[name](*decoded(parts))
    return plain


def text_of(value: Any) -> str:
    """A value as JSON, the same text for equal values."""
    return _ENCODER.encode(encoded(value))


def value_of(text: str) -> Any:
    """The value of a text that `text_of` made."""
    return decoded(json.loads(text))
