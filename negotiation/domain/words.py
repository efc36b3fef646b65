"""The word for people: a closed table from the axes to a neutral status.

Nothing here judges: a word says what is recorded and what the clock shows. The
table is read from the top; the first row that fits gives the word.
"""

from negotiation.domain.light import NamedTuple

TERMINAL = frozenset(
    {
        "satisfied",
        "expired",
        "lapsed",
        "waived",
        "cancelled",
        "terminated",
        "superseded",
        "rejected",
        "withdrawn",
        "ended",
    }
)
"""Phases that absorb: nothing recorded later leads out of them."""

WINDOW_CLOSED = "the window closed"
UNOBSERVED = "the window closed unobserved"
RAN_OUT = "the window closed after the last observation ran out"

DAYS = "{days}"
"""Stands in a word for the number of days since the due day, which each answer fills in."""


class Standing(NamedTuple):
    """What the word is made from."""

    obligation: str
    phase: str
    due: str
    """`none`, `not due`, `upcoming`, `today`, `overdue` or `met`."""
    suspended: bool = False
    late: bool = False
    partly: bool = False
    reported_undone: bool = False
    acts: str = "none"
    """`none`, `unknown` (an act is recorded, whether it falls within is open) or `true`."""
    scope_contested: bool = False
    exceeded: bool = False
    observed: str = "none"
    """For a level: `none`, `current` or `stale`."""
    has_level: bool = False
    started: bool = True
    closing: str = ""


def word_for(s: Standing) -> str:
    """The status word; `{days}` in it stands for the days since the due day.

    >>> word_for(Standing("deliver", "in force", "overdue"))
    'overdue {days}, none recorded'
    >>> word_for(Standing("refrain", "in force", "none", acts="unknown", scope_contested=True))
    'act recorded, scope contested'
    """
    if s.phase == "proposed":
        return "proposed"
    if s.phase == "conditional":
        return "conditional"
    word = _closed(s) if s.phase in TERMINAL else _kept(s) if s.obligation in {"refrain", "maintain"} else _due(s)
    return f"{word}, suspended" if s.suspended and s.phase not in TERMINAL and word != "suspended" else word


def _closed(s: Standing) -> str:
    if s.phase == "satisfied":
        kept = s.obligation in {"refrain", "maintain"}
        return "satisfied, window closed" if kept else "satisfied late" if s.late else "satisfied"
    if s.phase == "ended":
        return f"window closed, {_acted(s)}"
    if s.phase == "lapsed" and s.closing == WINDOW_CLOSED:
        return "window closed while suspended"
    if s.phase == "lapsed" and s.closing == RAN_OUT:
        return "window closed, unknown since the last observation ran out"
    if s.phase == "lapsed" and s.closing == UNOBSERVED:
        return "window closed, no observation"
    return s.phase


def _due(s: Standing) -> str:
    match s.due:
        case "met":
            return "satisfied late" if s.late else "satisfied"
        case "not due":
            return "not due"
        case "today":
            return "due today"
        case "overdue":
            return f"overdue {DAYS}, {_undone(s)}"
        case _:
            return "upcoming"


def _undone(s: Standing) -> str:
    if s.reported_undone:
        return "non-performance reported"
    return "partly performed" if s.partly else "none recorded"


def _kept(s: Standing) -> str:
    if not s.started:
        return "upcoming"
    if s.suspended:
        return "suspended"
    if s.acts != "none":
        return _acted(s)
    if s.exceeded:
        return _exceeded(s)
    if s.has_level and s.observed != "current":
        return "unknown, no observation" if s.observed == "none" else "unknown since the last observation ran out"
    return "kept so far"


def _acted(s: Standing) -> str:
    if s.acts == "true":
        return "contrary act recorded"
    if s.exceeded:
        return _exceeded(s)
    return "act recorded, scope contested" if s.scope_contested else "act recorded, scope not settled"


def _exceeded(s: Standing) -> str:
    """A level is exceeded; a state is observed."""
    return "exceedance recorded" if s.has_level else "not kept, as observed"


def with_days(word: str, days: int | None) -> str:
    """The word with the number of days filled in.

    >>> with_days("overdue {days}, none recorded", 1)
    'overdue 1 day, none recorded'
    """
    if days is None:
        return word.replace(f" {DAYS}", "")
    return word.replace(DAYS, "1 day" if days == 1 else f"{days} days")
