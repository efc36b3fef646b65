"""How a commitment stands, as one character."""

from typing import Any

from negotiation.domain.answers import Cut
from negotiation.domain.axes import Due
from negotiation.domain.ids import SubjectId

LEGEND = (
    "░ promised, ▒ due within days, █ performed or kept to the end, ! past due, "
    "x withheld or suspended, ? contested or uncertain, · left force otherwise"
)


def glyph(now: Cut, id_: SubjectId, on: int) -> str:
    """How a commitment stands, as one character; a blank before it is there."""
    phases = {str(value) for value in _values(now, id_, "phase")}
    statuses = {str(value) for value in _values(now, id_, "status")}
    dues = [value for value in _values(now, id_, "due") if isinstance(value, Due)]
    signs = (
        (not phases, " "),
        (len(statuses) > 1 or any("contested" in one or "not settled" in one for one in statuses), "?"),
        (phases == {"satisfied"}, "█"),
        (_is_halted(now, id_), "x"),
        (any(one.standing == "overdue" for one in dues), "!"),
        (any(one.day is not None and 0 <= one.day - on < NEAR for one in dues), "▒"),
        (bool(phases & {"proposed", "conditional", "in force"}), "░"),
    )
    return next((sign for holds, sign in signs if holds), "·")


def _values(now: Cut, id_: SubjectId, axis: str) -> tuple[Any, ...]:
    axes = now.get(id_, {})
    return axes[axis].values if axis in axes else ()


NEAR = 7
"""Days before a due day that count as around it."""


def _is_halted(now: Cut, id_: SubjectId) -> bool:
    pauses = (value.pauses for value in _values(now, id_, "running") if value is not None)
    return any(_values(now, id_, "withheld")) or any(pauses)
