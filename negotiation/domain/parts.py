"""What each axis gives to the row of its subject: the fields of a row, one axis at a time.

A row is made of the intervals that hold at one moment, and of nothing else. What an
interval gives does not hang on the day that was asked about, but for the days that
something has been overdue: these are counted from `overdue_since` at the end
(`finished`). So a reader of the intervals alone, such as a page without this
program, puts rows together as `answers.py` does.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from negotiation.domain.axes import Due, Episode, Figures, Kind, Notice, Pause, Span
from negotiation.domain.dates import iso
from negotiation.domain.light import Any
from negotiation.domain.words import with_days

Row = dict[str, Any]
Values = Sequence[Any]
"""What an axis may be: one value, or one for each possible world; none where the axis is absent."""
Making = Callable[[Values], Row]

FIGURES = (
    "total", "performed", "outstanding", "upcoming", "overdue", "not_due", "discharged_otherwise", "excess",
    "difference",
)  # fmt: skip


def _kind(values: Values) -> Row:
    kind = next((v for v in values if isinstance(v, Kind)), None)
    return {
        "debtor": one_or_all(kind.debtor if kind else ()),
        "creditor": one_or_all(kind.creditor if kind else ()),
        "obligation": kind.obligation if kind else None,
        "unit": kind.unit if kind else None,
        "act": kind.act if kind else None,
        "condition": kind.condition if kind else None,
    }


def _phase(values: Values) -> Row:
    return {"phase": words(values)}


def _status(values: Values) -> Row:
    return {"status": words(values)}


def _figures(values: Values) -> Row:
    return {**figures_of(values), "percent": percent_of(values)}


def figures_of(values: Values) -> Row:
    """The sums, all of them absent where the commitment counts nothing."""
    worlds = [v for v in values if isinstance(v, Figures)]
    if not worlds:
        return dict.fromkeys(FIGURES)
    return {name: numbers([getattr(w, name) for w in worlds]) for name in FIGURES}


def percent_of(values: Values) -> Row | None:
    """The sums in hundredths of the total, over all worlds that know of shares."""
    worlds = [v.percent for v in values if isinstance(v, Figures) and v.percent is not None]
    if not worlds:
        return None
    named = [dict(w) for w in worlds]
    return {name: _hundredths([w[name] for w in named]) for name, _ in worlds[0]}


def _hundredths(values: Sequence[float | tuple[float, float]]) -> Any:
    ends = [_whole(end) for v in values for end in (v if isinstance(v, tuple) else (v,))]
    return ends[0] if len(set(ends)) == 1 else {"min": min(ends), "max": max(ends)}


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _due(values: Values) -> Row:
    dues = [v for v in values if isinstance(v, Due)]
    return {
        "due": days([d.day for d in dues]),
        "due_night": any(d.night for d in dues),
        "overdue_since": [d.day if d.standing == "overdue" else None for d in dues],
    }


def _window(values: Values) -> Row:
    known = [v for v in values if v is not None]
    if not known:
        return {"window": None}
    return {"window": {"from": days([v[0] for v in known]), "until": days([v[1] for v in known])}}


def _withheld(values: Values) -> Row:
    notices = [v for v in values if isinstance(v, Notice)]
    if not notices:
        return {"withheld": None}
    first = notices[0]
    withheld = {
        "by": first.by,
        "since": since(first.since),
        "stated_reason": None if first.reason is None else {"speaker": first.reason[0], "reason": first.reason[1]},
        "perhaps": len(notices) < len(values),
        "event": first.event,
    }
    return {"withheld": withheld}


def _suspended(values: Values) -> Row:
    pauses: list[Pause] = sorted(
        {p for v in values if v is not None for p in v.pauses}, key=lambda p: (p.since, p.event)
    )
    if not pauses:
        return {"suspended": None}
    first = pauses[0]
    reason = next((p.reason for p in pauses if p.reason is not None), None)
    suspended = {
        "by": one_or_all(tuple(dict.fromkeys(by for p in pauses for by in p.by))),
        "since": since(first.since),
        "power": first.power or ("its terms" if first.by_terms else "none named" if first.coded else "not coded"),
        "stated_reason": None if reason is None else {"speaker": reason[0], "reason": reason[1]},
        "perhaps": any(v is None or not v.pauses for v in values),
        "events": [p.event for p in pauses],
    }
    return {"suspended": suspended}


def _episodes(values: Values) -> Row:
    """The episodes of all possible worlds: one and the same where only its days differ."""
    found: dict[tuple[str, str, int], list[Episode]] = {}
    for world in values:
        seen: Counter[tuple[str, str]] = Counter()
        for one in world or ():
            which = one.scope, one.cause
            found.setdefault((*which, seen[which]), []).append(one)
            seen[which] += 1
    return {"episodes": [_episode(versions, perhaps=len(versions) < len(values)) for versions in found.values()]}


def _episode(versions: list[Episode], *, perhaps: bool) -> Row:
    """One episode as the possible worlds have it."""
    ends = [e.ended for e in versions]
    known = [end for end in ends if end is not None]
    ended: Any = days(known)
    if known and None in ends:
        ended = {"min": iso(min(known)), "max": None}
    by = list(dict.fromkeys(e.ended_by for e in versions if e.ended_by is not None))
    return {
        "from": days([e.since for e in versions]), "cause": versions[0].cause, "scope": versions[0].scope,
        "ended": ended, "ended_by": " or ".join(by) or None, "perhaps": perhaps,
    }  # fmt: skip


def _acts(values: Values) -> Row:
    return {"acts": [{"event": e, "within": w, "outside": o} for e, w, o in several(values)]}


def _observations(values: Values) -> Row:
    return {"observations": [{"event": e, "on": iso(d), "value": v} for e, d, v in several(values)]}


def _listed(name: str) -> Making:
    return lambda values: {name: several(values)}


BESIDE_STATUS: dict[str, Making] = {"told": _listed("claims"), "corrected": _listed("corrected")}

PROMISE: dict[str, Making] = {
    "kind": _kind, "phase": _phase, "status": _status, "figures": _figures, "due": _due, "window": _window,
    "withheld": _withheld, "running": _suspended, "episodes": _episodes, "acts": _acts,
    "observations": _observations, **BESIDE_STATUS, "outside": _listed("outside"), "void": _listed("void"),
}  # fmt: skip
"""What each axis of a commitment or a tranche gives to its row."""


def _deadline(values: Values) -> Row:
    dues = [v for v in values if isinstance(v, Due)]
    return {"deadline": days([d.day for d in dues]), "deadline_standing": words([d.standing for d in dues])}


TALKS: dict[str, Making] = {
    "phase": _phase, "status": _status, "due": _deadline, "running": _suspended,
    "extensions": _listed("extensions"), **BESIDE_STATUS, "void": _listed("void"),
}  # fmt: skip


def _offer(values: Values) -> Row:
    fixed = next((v for v in values if v is not None), (None, (), (), None, None, None))
    form, by, to, extends, commitment, counters = fixed
    return {
        "form": form, "by": one_or_all(by), "to": one_or_all(to), "extends": extends, "commitment": commitment,
        "counters": counters,
    }  # fmt: skip


def _open_until(values: Values) -> Row:
    return {"open_until": days([v.day for v in values if isinstance(v, Due)])}


PROPOSAL: dict[str, Making] = {
    "terms": _offer, "phase": _phase, "status": _status, "due": _open_until, **BESIDE_STATUS,
}  # fmt: skip

STEP_NAMES = ("signed", "deposited", "accepted", "in force", "objected", "withdrawn")


def _letter(values: Values) -> Row:
    treaty, letter, depositary, by = next((v for v in values if v is not None), (None, None, None, None))
    return {"treaty": treaty, "letter": letter, "depositary": depositary, "by": by}


def _step(name: str) -> Making:
    field = name.replace(" ", "_")

    def made(values: Values) -> Row:
        known = [day for v in values if v is not None for day in v]
        return {field: days(known) if known else None, "perhaps": [field] if None in values else []}

    return made


def _scheduled(values: Values) -> Row:
    return {"scheduled": days(list(values)) if values else None}


INSTRUMENT: dict[str, Making] = {
    "terms": _letter, **{name: _step(name) for name in STEP_NAMES[:4]}, "scheduled": _scheduled,
    **{name: _step(name) for name in STEP_NAMES[4:]}, "status": _status, "perhaps": _listed("perhaps"),
    **BESIDE_STATUS,
}  # fmt: skip
"""No axis is called `perhaps`: it is the place in the row of the steps that may not have come."""


def _stages(values: Values) -> Row:
    known = [v for v in values if v]
    if not known:
        return dict.fromkeys(("by", "stage", "status", "quantity", "unit", "place")) | {"stages": []}
    stages, lasts = max(known, key=len), [v[-1] for v in known]
    counts = [one.quantity for one in lasts if one.quantity is not None]
    return {
        "by": _actors(tuple(dict.fromkeys(one.by for one in lasts))),
        "stage": words([one.stage for one in lasts]),
        "status": None,  # its place in the row, before its axis gives it
        "quantity": numbers(counts) if counts else None,
        "unit": stages[-1].unit,
        "place": stages[-1].place,
        "stages": [
            {
                "stage": s.stage, "since": since(s.since), "quantity": s.quantity, "unit": s.unit, "place": s.place,
                "event": s.event,
            }
            for s in stages
        ],
    }  # fmt: skip


def _actors(worlds: Sequence[tuple[str, ...]]) -> Any:
    """Who it was: alternatives in words where worlds differ."""
    if len(worlds) == 1:
        return one_or_all(worlds[0])
    return " or ".join(sorted(" and ".join(by) or "nobody named" for by in worlds))


MEASURE: dict[str, Making] = {"stages": _stages, "status": _status, **BESIDE_STATUS}

PARTS: dict[str, dict[str, Making]] = {
    "commitment": PROMISE, "process": TALKS, "proposal": PROPOSAL, "instrument": INSTRUMENT, "measure": MEASURE,
}  # fmt: skip
"""By the kind of a subject, what each of its axes gives to its row."""


def joined(kind: str, axes: Mapping[str, Values]) -> Row:
    """What all axes of a subject give together, with those that are absent."""
    row: Row = {}
    perhaps: list[str] = []
    for axis, making in PARTS[kind].items():
        part = making(axes.get(axis, ()))
        perhaps += part.pop("perhaps", ())
        row |= part
        if axis == "perhaps":
            row["perhaps"] = perhaps
    return row


def finished(row: Row, on: int) -> Row:
    """A row whose days overdue are counted up to a day."""
    overdue = row.get("overdue_since")
    if overdue is None:
        return row
    late = [max(0, on - day) if day is not None else 0 for day in overdue]
    row = {("days_overdue" if name == "overdue_since" else name): value for name, value in row.items()}
    row["days_overdue"] = numbers(late) if late else 0
    if row["status"] is not None:
        row["status"] = with_days(row["status"], max(late) or None if late else None)
    return row


def several(values: Values) -> list[Any]:
    """The items of a list axis over all worlds, each once."""
    return list(dict.fromkeys(item for value in values if value is not None for item in value))


def numbers(values: Values) -> Any:
    """A number, or the least and the most of it."""
    known = [v for v in values if v is not None]
    if not known:
        return None
    low = min(v.low if isinstance(v, Span) else v for v in known)
    highs = [v.high if isinstance(v, Span) else v for v in known]
    high = None if any(h is None for h in highs) else max(h for h in highs if h is not None)
    return low if low == high else {"min": low, "max": high}


def days(found: Sequence[int | None]) -> Any:
    """A day, or the first and the last that it may be."""
    known = [d for d in found if d is not None]
    if not known:
        return None
    first, last = min(known), max(known)
    return iso(first) if first == last else {"min": iso(first), "max": iso(last)}


def since(span: tuple[int, int]) -> Any:
    """The day from which something is so."""
    return days(list(span))


def words(values: Values) -> str | None:
    """A word, or its alternatives."""
    found = list(dict.fromkeys("not there yet" if v is None else str(v) for v in values))
    return " or ".join(found) if found else None


def one_or_all(actors: Sequence[Any]) -> Any:
    """One actor by itself, several as a list."""
    if not actors:
        return None
    return actors[0] if len(actors) == 1 else list(actors)
