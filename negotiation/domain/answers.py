"""The state of everything on a day, as rows: a filter over the table of intervals, and nothing more.

Rows are plain data, ready to be printed or written as JSON (`docs/json.md`). A
figure that is not one number is `{"min": …, "max": …}`, a word that is not one
is its alternatives joined by "or", and what is absent is `None`, never missing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from negotiation.domain.answering import Answers
from negotiation.domain.axes import (
    BESIDE,
    FOREVER,
    Contest,
    Due,
    Episode,
    Figures,
    Interval,
    Kind,
    Notice,
    Outlook,
    Pause,
    Span,
)
from negotiation.domain.dates import iso
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.light import Any, NamedTuple
from negotiation.domain.words import with_days

Row = dict[str, Any]
Axes = Mapping[str, Interval]
Cut = Mapping[SubjectId, Axes]
"""What holds at one moment: the interval of every axis of every subject."""

FIGURES = (
    "total", "performed", "outstanding", "upcoming", "overdue", "not_due", "discharged_otherwise", "excess",
    "difference",
)  # fmt: skip


class Question(NamedTuple):
    """On which day, as known on which day, under whose reading."""

    on: int
    known: int = FOREVER
    reading: ReadingId = RECORD
    recorded: int = FOREVER
    """The last day whose entries into the files count; the table has to be made for it."""

    @property
    def outlook(self) -> Outlook:
        return Outlook(self.reading, self.known)


def cut(table: Answers, question: Question, subjects: Iterable[SubjectId] | None = None) -> Cut:
    """The intervals that hold on the day, by subject and axis."""
    held = table.holding(question.outlook, question.on, subjects)
    return _by_axis(row for _, rows in held for row in rows)


def _by_axis(rows: Iterable[Interval]) -> Cut:
    found: dict[SubjectId, dict[str, Interval]] = {}
    for row in rows:
        found.setdefault(row.subject, {})[row.axis] = row
    return found


def is_coded(table: Answers, day: int) -> bool:
    """Whether the case speaks of a day at all."""
    coverage = table.case.head.coverage
    return coverage.start.toordinal() <= day <= coverage.end.toordinal()


def state(table: Answers, question: Question, subjects: Iterable[SubjectId] | None = None) -> Row:
    """The state of every subject on a day, or of those named, which are in the table's order.

    Outside the case's coverage nothing is coded and every list is empty.
    """
    body: Row = {"commitments": [], "talks": [], "proposals": [], "instruments": [], "measures": []}
    if not is_coded(table, question.on):
        return body
    for id_, rows in table.holding(question.outlook, question.on, subjects):
        row = _row(table, question, _by_axis(rows), id_)
        if row is not None:
            body[PLACES[table.subjects[id_].kind]].append(row)
    return body


def _row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row | None:
    """The row of a whole subject, or nothing where it is not there yet."""
    if not is_there(now, id_):
        return None
    makers: dict[str, Callable[[Answers, Question, Cut, SubjectId], Row]] = {
        "commitment": commitment_row,
        "process": talks_row,
        "proposal": proposal_row,
        "instrument": instrument_row,
        "measure": measure_row,
    }
    return makers[table.subjects[id_].kind](table, question, now, id_)


PLACES = {
    "commitment": "commitments",
    "process": "talks",
    "proposal": "proposals",
    "instrument": "instruments",
    "measure": "measures",
}
"""The list of an answer in which each kind of subject stands."""


def chosen_in(table: Answers, chosen: Sequence[str]) -> list[SubjectId] | None:
    """The subjects meant by ids, tranches and names of lists, in the table's order; `None` where nothing was chosen."""
    if not chosen:
        return None
    wholes = {SubjectId(one.partition("/")[0]) for one in chosen}
    if wholes.isdisjoint(PLACES.values()):
        return sorted(one for one in wholes if one in table.subjects)
    return [id_ for id_, one in table.subjects.items() if id_ in wholes or PLACES[one.kind] in wholes]


def is_there(now: Cut, id_: SubjectId) -> bool:
    """Whether a subject has a status yet, and not only what stands beside one."""
    return any(axis not in BESIDE for axis in now.get(id_, ()))


def row_of(table: Answers, question: Question, subject: str) -> Row | None:
    """The row of one subject or `commitment/tranche`, or nothing where it is not there yet."""
    whole, _, tranche = subject.partition("/")
    if SubjectId(whole) not in table.subjects or not is_coded(table, question.on):
        return None
    row = _row(table, question, cut(table, question, [SubjectId(whole)]), SubjectId(whole))
    if row is None or not tranche:
        return row
    return next((t for t in row.get("tranches", ()) if t["id"] == tranche), None)


def commitment_row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row:
    """A commitment with its tranches and, where there are several debtors, each debtor's standing."""
    row = _promise(question, now[id_], id_)
    row["contested"] = _contests(table, question, now, id_)
    prefix = f"{id_}/"
    order = [
        t for t in now if (t.startswith(prefix) and "figures" in now[t]) or (t.startswith(prefix) and "phase" in now[t])
    ]
    tranches: list[Row] = []
    row["tranches"] = tranches
    for tranche in sorted(order, key=_tranche_order):
        one = _promise(
            question, {**now[tranche], "kind": now[id_]["kind"]} if "kind" in now[id_] else now[tranche], tranche
        )
        one["id"] = tranche.removeprefix(prefix)
        one["contested"] = _contests(table, question, now, tranche)
        row["contested"] += [{**c, "field": f"tranches/{one['id']}/{c['field']}"} for c in one["contested"]]
        tranches.append(one)
    row["per_debtor"] = [
        {**_promise(question, now[d], d), "id": id_, "debtor": d.partition("@")[2], "contested": row["contested"]}
        for d in now
        if d.startswith(f"{id_}@")
    ]
    return row


def _tranche_order(tranche: SubjectId) -> tuple[int, str]:
    name = tranche.partition("/")[2]
    return (int(name), "") if name.isdigit() else (10**9, name)


def _promise(question: Question, axes: Axes, id_: SubjectId) -> Row:
    kind = next((v for v in _values(axes, "kind") if isinstance(v, Kind)), None)
    dues = [v for v in _values(axes, "due") if isinstance(v, Due)]
    days = [max(0, question.on - d.day) if d.standing == "overdue" and d.day is not None else 0 for d in dues]
    late = [d for d in days if d]
    status = _words([None if v is None else with_days(str(v), n) for v, n in _statuses(axes, late)])
    row: Row = {
        "id": id_,
        "debtor": _one_or_all(kind.debtor if kind else ()),
        "creditor": _one_or_all(kind.creditor if kind else ()),
        "obligation": kind.obligation if kind else None,
        "unit": kind.unit if kind else None,
        "act": kind.act if kind else None,
        "condition": kind.condition if kind and "/" not in id_ else None,
        "phase": _words(_values(axes, "phase")),
        "status": status,
        **figures_row(axes),
        "percent": percent_row(axes),
        "due": _days([d.day for d in dues]),
        "due_night": any(d.night for d in dues),
        "days_overdue": _numbers(days) if days else 0,
        "window": _window(axes),
        "withheld": _withheld(_values(axes, "withheld")),
        "suspended": _suspended(_values(axes, "running")),
        "episodes": _episodes(_values(axes, "episodes")),
        "acts": [{"event": e, "within": w, "outside": o} for e, w, o in _several(axes, "acts")],
        "observations": [{"event": e, "on": iso(d), "value": v} for e, d, v in _several(axes, "observations")],
        "claims": _several(axes, "told"),
        "corrected": _several(axes, "corrected"),
        "outside": _several(axes, "outside"),
        "void": _several(axes, "void"),
        "contested": [],
        "tranches": [],
        "per_debtor": [],
        "order_sensitive": any(i.order_sensitive for i in axes.values()),
        "causes": causes_of(axes),
    }
    return row


def _statuses(axes: Axes, late: Sequence[int]) -> list[tuple[Any, int | None]]:
    """The status words, each with the days that it speaks of: the most where worlds differ."""
    return [(v, max(late) if late else None) for v in _values(axes, "status")]


def figures_row(axes: Axes) -> Row:
    """The sums, all of them absent where the commitment counts nothing."""
    worlds = [v for v in _values(axes, "figures") if isinstance(v, Figures)]
    if not worlds:
        return dict.fromkeys(FIGURES)
    return {name: _numbers([getattr(w, name) for w in worlds]) for name in FIGURES}


def adds_up(row: Interval) -> bool:
    """Whether performed + outstanding + discharged otherwise = total + difference, in every world."""
    for f in row.values:
        if f is None or f.total is None:
            continue
        numbers = (f.total, f.performed, f.outstanding, f.discharged_otherwise)
        exact = all(isinstance(n, int) for n in numbers)
        if exact and f.performed + f.outstanding + f.discharged_otherwise != f.total + f.difference:
            return False
    return True


def percent_row(axes: Axes) -> Row | None:
    """The sums in hundredths of the total, over all worlds that know of shares."""
    worlds = [v.percent for v in _values(axes, "figures") if isinstance(v, Figures) and v.percent is not None]
    if not worlds:
        return None
    named = [dict(w) for w in worlds]
    return {name: _hundredths([w[name] for w in named]) for name, _ in worlds[0]}


def _hundredths(values: Sequence[float | tuple[float, float]]) -> Any:
    ends = [_whole(end) for v in values for end in (v if isinstance(v, tuple) else (v,))]
    return ends[0] if len(set(ends)) == 1 else {"min": min(ends), "max": max(ends)}


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def causes_of(axes: Axes) -> list[EventId]:
    """The events that made the row, claims and contests left out."""
    return sorted({c for a, i in axes.items() if a not in BESIDE for c in i.causes})


def _withheld(values: Sequence[Any]) -> Row | None:
    notices = [v for v in values if isinstance(v, Notice)]
    if not notices:
        return None
    first = notices[0]
    return {
        "by": first.by,
        "since": _since(first.since),
        "stated_reason": None if first.reason is None else {"speaker": first.reason[0], "reason": first.reason[1]},
        "perhaps": len(notices) < len(values),
        "event": first.event,
    }


def _suspended(values: Sequence[Any]) -> Row | None:
    pauses: list[Pause] = sorted(
        {p for v in values if v is not None for p in v.pauses}, key=lambda p: (p.since, p.event)
    )
    if not pauses:
        return None
    first = pauses[0]
    reason = next((p.reason for p in pauses if p.reason is not None), None)
    return {
        "by": _one_or_all(tuple(dict.fromkeys(by for p in pauses for by in p.by))),
        "since": _since(first.since),
        "power": first.power or ("its terms" if first.by_terms else "none named" if first.coded else "not coded"),
        "stated_reason": None if reason is None else {"speaker": reason[0], "reason": reason[1]},
        "perhaps": any(v is None or not v.pauses for v in values),
        "events": [p.event for p in pauses],
    }


def _episodes(worlds: Sequence[Any]) -> list[Row]:
    """The episodes of all possible worlds: one and the same where only its days differ."""
    found: dict[tuple[str, str, int], list[Episode]] = {}
    for world in worlds:
        numbers: Counter[tuple[str, str]] = Counter()
        for one in world or ():
            which = one.scope, one.cause
            found.setdefault((*which, numbers[which]), []).append(one)
            numbers[which] += 1
    return [_episode(versions, perhaps=len(versions) < len(worlds)) for versions in found.values()]


def _episode(versions: list[Episode], *, perhaps: bool) -> Row:
    """One episode as the possible worlds have it."""
    ends = [e.ended for e in versions]
    known = [end for end in ends if end is not None]
    ended: Any = _days(known)
    if known and None in ends:
        ended = {"min": iso(min(known)), "max": None}
    by = list(dict.fromkeys(e.ended_by for e in versions if e.ended_by is not None))
    return {
        "from": _days([e.since for e in versions]), "cause": versions[0].cause, "scope": versions[0].scope,
        "ended": ended, "ended_by": " or ".join(by) or None, "perhaps": perhaps,
    }  # fmt: skip


def _window(axes: Axes) -> Row | None:
    values = [v for v in _values(axes, "window") if v is not None]
    if not values:
        return None
    return {"from": _days([v[0] for v in values]), "until": _days([v[1] for v in values])}


def talks_row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row:
    """The talks, their deadline, and every extension asked for or offered."""
    axes = now[id_]
    dues = [v for v in _values(axes, "due") if isinstance(v, Due)]
    return {
        "id": id_,
        "phase": _words(_values(axes, "phase")),
        "status": _words(_values(axes, "status")),
        "deadline": _days([d.day for d in dues]),
        "deadline_standing": _words([d.standing for d in dues]),
        "suspended": _suspended(_values(axes, "running")),
        "extensions": [_extension(table, question, SubjectId(p)) for p in _several(axes, "extensions")],
        "claims": _several(axes, "told"),
        "corrected": _several(axes, "corrected"),
        "void": _several(axes, "void"),
        "contested": _contests(table, question, now, id_),
        "order_sensitive": any(i.order_sensitive for i in axes.values()),
        "causes": causes_of(axes),
    }


def _extension(table: Answers, question: Question, proposal: SubjectId) -> Row:
    row = _row(table, question, cut(table, question, [proposal]), proposal)
    return {name: (row or {}).get(name) for name in ("id", "form", "by", "phase", "causes")} | {"id": proposal}


def proposal_row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row:
    """A demand, offer, request or threat, and how it stands."""
    axes = now[id_]
    fixed = next((v for v in _values(axes, "terms") if v is not None), (None, (), (), None, None, None))
    form, by, to, extends, commitment, counters = fixed
    until = [v.day for v in _values(axes, "due") if isinstance(v, Due)]
    return {
        "id": id_,
        "form": form,
        "by": _one_or_all(by),
        "to": _one_or_all(to),
        "extends": extends,
        "commitment": commitment,
        "counters": counters,
        "phase": _words(_values(axes, "phase")),
        "status": _words(_values(axes, "status")),
        "open_until": _days(until),
        "claims": _several(axes, "told"),
        "corrected": _several(axes, "corrected"),
        "contested": _contests(table, question, now, id_),
        "order_sensitive": any(i.order_sensitive for i in axes.values()),
        "causes": causes_of(axes),
    }


def instrument_row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row:
    """A treaty instrument: each step's day if it may have come, a range where accounts differ."""
    axes = now[id_]
    treaty, letter, depositary, by = next(v for v in _values(axes, "terms") if v is not None)
    effective = _values(axes, "scheduled")
    return {
        "id": id_,
        "treaty": treaty,
        "letter": letter,
        "depositary": depositary,
        "by": by,
        "signed": _step(axes, "signed"),
        "deposited": _step(axes, "deposited"),
        "accepted": _step(axes, "accepted"),
        "in_force": _step(axes, "in force"),
        "scheduled": _days(list(effective)) if effective else None,
        "objected": _step(axes, "objected"),
        "withdrawn": _step(axes, "withdrawn"),
        "status": _words(_values(axes, "status")),
        "perhaps": [name.replace(" ", "_") for name in STEP_NAMES if name in axes and None in axes[name].values],
        "claims": _several(axes, "told"),
        "corrected": _several(axes, "corrected"),
        "contested": _contests(table, question, now, id_),
        "order_sensitive": any(i.order_sensitive for i in axes.values()),
        "causes": causes_of(axes),
    }


STEP_NAMES = ("signed", "deposited", "accepted", "in force", "objected", "withdrawn")


def _step(axes: Axes, name: str) -> Any:
    days = [day for v in _values(axes, name) if v is not None for day in v]
    return _days(days) if days else None


def measure_row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row:
    """A measure by its stages; counts of different stages stay apart."""
    axes = now[id_]
    stages = max((v for v in _values(axes, "stages") if v is not None), key=len)
    worlds = [v[-1].quantity for v in _values(axes, "stages") if v]
    last = stages[-1]
    return {
        "id": id_,
        "by": _actors(tuple(dict.fromkeys(v[-1].by for v in _values(axes, "stages") if v))),
        "stage": _words([v[-1].stage for v in _values(axes, "stages") if v]),
        "status": _words(_values(axes, "status")),
        "quantity": _numbers([q for q in worlds if q is not None]) if any(q is not None for q in worlds) else None,
        "unit": last.unit,
        "place": last.place,
        "stages": [
            {
                "stage": s.stage,
                "since": _since(s.since),
                "quantity": s.quantity,
                "unit": s.unit,
                "place": s.place,
                "event": s.event,
            }
            for s in stages
        ],
        "claims": _several(axes, "told"),
        "corrected": _several(axes, "corrected"),
        "contested": _contests(table, question, now, id_),
        "order_sensitive": any(i.order_sensitive for i in axes.values()),
        "causes": causes_of(axes),
    }


def _actors(worlds: Sequence[tuple[str, ...]]) -> Any:
    """Who it was: alternatives in words where worlds differ."""
    if len(worlds) == 1:
        return _one_or_all(worlds[0])
    return " or ".join(sorted(" and ".join(by) or "nobody named" for by in worlds))


def _contests(table: Answers, question: Question, now: Cut, id_: SubjectId) -> list[Row]:
    if id_ not in now or "contested" not in now[id_]:
        return []
    return [_contest(table, question, contest) for contest in now[id_]["contested"].values[0]]


def _contest(table: Answers, question: Question, contest: Contest) -> Row:
    value: Any = int(contest.value) if contest.value.isdigit() else contest.value
    if value == "rest":
        value = _rest(table, question, contest)
    who = "reading" if contest.is_reading else "holder"
    return {"field": contest.field, who: contest.holder, "value": value, "events": list(contest.events)}


def _rest(table: Answers, question: Question, contest: Contest) -> Any:
    """What `rest` comes to for the reading that holds it."""
    whole = SubjectId(contest.subject.partition("/")[0])
    reading = ReadingId(contest.holder) if contest.is_reading else RECORD
    held = cut(table, Question(question.on, question.known, reading), [whole])
    total = figures_row(held.get(contest.subject, {}))["total"]
    return total if isinstance(total, int) else "the rest of the total"


def _values(axes: Axes, name: str) -> tuple[Any, ...]:
    return axes[name].values if name in axes else ()


def _several(axes: Axes, name: str) -> list[Any]:
    """The items of a list axis over all worlds, each once."""
    return list(dict.fromkeys(item for value in _values(axes, name) if value is not None for item in value))


def _numbers(values: Sequence[Any]) -> Any:
    known = [v for v in values if v is not None]
    if not known:
        return None
    low = min(v.low if isinstance(v, Span) else v for v in known)
    highs = [v.high if isinstance(v, Span) else v for v in known]
    high = None if any(h is None for h in highs) else max(h for h in highs if h is not None)
    return low if low == high else {"min": low, "max": high}


def _days(days: Sequence[int | None]) -> Any:
    known = [d for d in days if d is not None]
    if not known:
        return None
    first, last = min(known), max(known)
    return iso(first) if first == last else {"min": iso(first), "max": iso(last)}


def _since(span: tuple[int, int]) -> Any:
    return _days(list(span))


def _words(values: Sequence[Any]) -> str | None:
    words = list(dict.fromkeys("not there yet" if v is None else str(v) for v in values))
    return " or ".join(words) if words else None


def _one_or_all(actors: Sequence[Any]) -> Any:
    if not actors:
        return None
    return actors[0] if len(actors) == 1 else list(actors)
