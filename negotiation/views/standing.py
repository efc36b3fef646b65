"""Sentences below a table: who withholds, who suspended, by what reason of whose."""

from collections.abc import Iterator

from negotiation.domain.light import Any
from negotiation.domain.parts import Row
from negotiation.views.phrases import days, who

WITHOUT_EFFECT = {
    "void": "void, for want of power or consent, or because it was closed",
    "outside": "outside, at a time or of a sort that the promise does not reach",
}
"""Lists of what is kept and changes nothing, and why."""
MOST_LINES = 24
"""More episodes, as a duty may have that comes anew every week, are told in one sentence."""


def notices(row: Row) -> Iterator[str]:
    """The sentences about a commitment, its tranches and its debtors."""
    parts = [
        (row["id"], row),
        *((f"{row['id']}/{t['id']}", t) for t in row.get("tranches", ())),
        *((f"{row['id']}, {one['debtor']}", one) for one in row.get("per_debtor", ())),
    ]
    yield from _grouped(parts, "withheld", withheld)
    yield from _grouped(parts, "suspended", suspended)
    if "conditional" in row["phase"] and row.get("condition"):
        yield f"{row['id']}: waits for this: {row['condition']}"
    opened = {one["cause"] for one in row.get("episodes", ())}
    for act in row.get("acts", ()):
        if act["within"] == "unknown" and not act["outside"] and act["event"] not in opened:
            yield f"{row['id']}: act {act['event']}, of which it is not settled whether it falls within"
    many = row.get("episodes", ())
    if len(many) > MOST_LINES:
        still = sum(one["ended"] is None for one in many)
        yield f"{row['id']}: {len(many)} episodes, the first from {days(many[0]['from'])}, {still} of them open"
        parts = []
    for name, one in parts:
        yield from (episode(name, e) for e in one.get("episodes", ()) if name == row["id"] or "@" in name)
    for field, why in WITHOUT_EFFECT.items():
        if row.get(field):
            yield f"{row['id']}: {why}: {', '.join(row[field])}"
    if row["corrected"]:
        yield f"{row['id']}: this answer is touched by a correction: {', '.join(row['corrected'])}"


def _grouped(parts: list[tuple[str, Row]], field: str, sentence: object) -> Iterator[str]:
    """One sentence for several parts of which the same is true."""
    found: dict[str, list[str]] = {}
    for name, row in parts:
        if row.get(field) is not None:
            found.setdefault(sentence(row[field]), []).append(name)  # type: ignore[operator]  # one of the two below
    for text, names in found.items():
        yield f"{names[-1] if len(names) > 1 and field == 'withheld' else names[0]}: {text}"


def withheld(notice: Row) -> str:
    """The debtor's own notice, with its reason as its own."""
    perhaps = "perhaps " if notice["perhaps"] else ""
    return f"{perhaps}withheld by {notice['by']} since {days(notice['since'])} ({notice['event']}){_reason(notice)}"


def suspended(pause: Row) -> str:
    """A suspension, with the power that it names."""
    perhaps = "perhaps " if pause["perhaps"] else ""
    events = ", ".join(pause["events"])
    by = who(pause["by"]) if pause["by"] else "its own terms"
    said = f"{perhaps}suspended by {by} since {days(pause['since'])} ({events})"
    return f"{said}, power: {pause['power']}{_reason(pause)}" if pause["by"] else said


def _reason(row: Row) -> str:
    reason = row["stated_reason"]
    return "" if reason is None else f"; reason stated by {reason['speaker']}: {reason['reason']}"


def episode(name: str, one: Row) -> str:
    """A breach episode, in words that judge nobody."""
    what = "due day passed unmet" if one["cause"] == "clock" else f"act {one['cause']}"
    until = f" to {last_day(one['ended'])} ({one['ended_by']})" if one["ended"] else ", open"
    scope = one["scope"] if one["cause"] == "clock" else name
    perhaps = "perhaps an episode" if one["perhaps"] else "episode"
    return f"{scope}: {perhaps} from {days(one['from'])}{until}: {what}"


def last_day(ended: Any) -> str:
    """The day on which an episode ended, as far as it is one."""
    open_too = isinstance(ended, dict) and ended["max"] is None
    return f"{ended['min']} or later" if open_too else days(ended)
