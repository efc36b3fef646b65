"""One axis of an answer in words."""

from collections.abc import Iterable, Sequence

from negotiation.domain.answers import Axes
from negotiation.domain.axes import (
    Act,
    Due,
    Episode,
    Figures,
    Interval,
    Kind,
    Notice,
    Observation,
    Pause,
    Running,
    Stage,
)
from negotiation.domain.dates import iso
from negotiation.domain.light import Any
from negotiation.domain.words import with_days
from negotiation.views.phrases import counted, either, figure, span, who

NONE = "none recorded"


def axis_words(row: Interval, on: int, labels: tuple[str, str], late: int | None = None) -> str:
    """What an axis may be, possible world by possible world; `late` is filled into a status."""
    values = (with_days(value, late) if isinstance(value, str) else value for value in row.values)
    return either(value_words(row.axis, value, on, labels) for value in values)


def lasting_words(axis: str, values: Sequence[Any]) -> str:
    """What an axis may be, in words that hold on every day of an interval: days since a due day are for whoever asks.

    Figures are called as the model calls them, whatever a case does.
    """
    return either(_lasting(axis, value) for value in values)


def _lasting(axis: str, value: Any) -> str:
    match value:
        case str():
            return with_days(value, None)
        case Due(standing="overdue", day=int(since)):
            return f"{iso(since)}, overdue"
        case _ if axis == "contested":
            return "; ".join(f"{one.field}: {one.value} ({one.holder})" for one in value)
        case _:
            return value_words(axis, value, 0, ("performed", "outstanding"))


def late_days(axes: Axes, on: int) -> int | None:
    """The days since the due day, where one has passed unmet in some possible world."""
    dues = (value for value in (axes["due"].values if "due" in axes else ()) if isinstance(value, Due))
    days = [on - due.day for due in dues if due.standing == "overdue" and due.day is not None]
    return max(days, default=None)


def value_words(axis: str, value: Any, on: int, labels: tuple[str, str]) -> str:
    """One value of an axis."""
    match value:
        case None:
            return NONE if axis == "withheld" else "not there yet"
        case Figures():
            return _figures(value, labels)
        case Due():
            return _due(value, on)
        case Kind():
            return _kind(value)
        case Running(pauses):
            return _all(_pause(pause) for pause in pauses) if pauses else "running"
        case Notice(by, since, reason, _):
            return f"by {by}, since {span(*since)}{_reason(reason)}"
        case str():
            return value
        case int():
            return iso(value)
        case _:
            return _listed(axis, value)


def _listed(axis: str, value: Sequence[Any]) -> str:
    match axis, value:
        case "window", (first, last):
            return f"{'open' if first is None else iso(first)} to {'open' if last is None else iso(last)}"
        case (("signed" | "deposited" | "accepted" | "in force" | "objected" | "withdrawn"), (first, last)):
            return span(first, last)
        case "terms", _:
            return _all(who(part) for part in value if part not in {None, ()})
        case _:
            return _all(_item(item) for item in value) if value else NONE


def _item(item: Any) -> str:
    match item:
        case Episode(since, cause, scope, ended, ended_by):
            until = "open" if ended is None else f"to {iso(ended)} by {ended_by}"
            return f"{scope} from {iso(since)} ({cause}), {until}"
        case Act(event, _, within, outside) | (event, within, bool() as outside):
            return f"{event} (within the promise: {within}{', outside its time' if outside else ''})"
        case Observation(event, day, value) | (event, int() as day, value):
            return f"{value} on {iso(day)} ({event})"
        case Stage():
            return f"{item.stage} on {span(*item.since)}, {figure(item.quantity)} {item.unit or ''}".strip()
        case _:
            return str(item)


def _figures(f: Figures, labels: tuple[str, str]) -> str:
    performed, outstanding = labels
    parts = f"upcoming {figure(f.upcoming)}, overdue {figure(f.overdue)}, not due {figure(f.not_due)}"
    said = f"{performed} {figure(f.performed)}, {outstanding} {figure(f.outstanding)} ({parts}) of {figure(f.total)}"
    extra = (
        ("discharged otherwise", f.discharged_otherwise),
        ("excess", f.excess),
        ("declared difference", f.difference),
    )
    return ", ".join([said, *(f"{name} {figure(value)}" for name, value in extra if value != 0)])


def _due(due: Due, on: int) -> str:
    if due.day is None:
        return due.standing if due.standing != "none" else "no due day"
    day = f"{'night of ' if due.night else ''}{iso(due.day)}"
    late = f" {counted(on - due.day, 'day')}" if due.standing == "overdue" else ""
    return f"{day}, {due.standing}{late}" if due.standing != "none" else f"until {day}"


def _kind(kind: Kind) -> str:
    what = kind.unit or kind.act or ""
    return f"{kind.obligation} {what}".strip() + f", {who(kind.debtor)} to {who(kind.creditor)}"


def _pause(pause: Pause) -> str:
    power = pause.power or ("none named" if pause.coded else "not coded")
    if pause.by_terms:
        return f"suspended by its own terms since {span(*pause.since)}"
    return f"suspended by {who(pause.by)} since {span(*pause.since)}, power: {power}{_reason(pause.reason)}"


def _reason(reason: tuple[str, str] | None) -> str:
    return "" if reason is None else f"; reason stated by {reason[0]}: {reason[1]}"


def _all(parts: Iterable[str]) -> str:
    return "; ".join(parts)
