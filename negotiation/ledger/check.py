"""What the replay says against a case, as problems at their places.

The second half of `check`: the loader has looked at the files, this looks at
what comes of them. It runs only where the files can be replayed at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from negotiation.domain.axes import Interval
from negotiation.domain.complaints import Complaint, complaints
from negotiation.domain.events.commitments import Amended, Committed
from negotiation.domain.ids import EventId
from negotiation.domain.intervals import Table
from negotiation.ledger.ledger import FieldPath, Ledger, Parts, problem_at, related_at
from negotiation.ledger.places import Origin
from negotiation.ledger.problems import Problem, Related, in_order

SHOWN_IN = {"T201": "quantity", "T203": "tranches", "T205": "kind", "T206": "condition", "T207": "on"}
"""The field at which each complaint about an event is shown, where the event has it."""

NO_FIELD = " is no such field, "
"""What is said of an assertion whose key, and not its value, is wrong."""


Tellers = dict[str, list[EventId]]
"""Events by the commitment that they are about."""


def check(ledger: Ledger, table: Table, judged: Sequence[Interval] | None = None) -> tuple[Problem, ...]:
    """Every problem of the replay: sums, invariants, assertions, acts without effect.

    Assertions that fail by the same difference after a broken sum are named once, but one of a draft never goes under
    what the case has besides: whether it holds is what somebody wants to know. `judged` are the intervals of the
    table that are judged, from whoever has gone through it already.
    """
    drafted = {number for number, origin in enumerate(ledger.assertion_origins) if origin.file in ledger.drafted}
    found = list(complaints(table, judged))
    told = _folded([one for one in found if one.assertion not in drafted])
    told += _folded([one for one in found if one.assertion in drafted])
    tellers = _tellers_of_tranches(ledger) if any(complaint.code == "T203" for complaint in told) else {}
    return in_order(problem for complaint in told for problem in _placed(ledger, complaint, tellers))


def _placed(ledger: Ledger, complaint: Complaint, tellers: Tellers) -> Iterator[Problem]:
    place = _place(ledger, complaint, tellers)
    if place is None:
        return
    where, path = place
    more = Parts(
        notes=complaint.notes,
        ids=tuple(str(e) for e in complaint.events[:3]) or ((complaint.subject,) if complaint.subject else ()),
        since=complaint.since,
        delta=complaint.delta,
        related=tuple(_related(ledger, complaint)),
    )
    if complaint.help:
        more["help_"] = complaint.help
    if complaint.assertion is not None and NO_FIELD in complaint.message:
        more["key"] = True
    yield problem_at(ledger, where, path, complaint.code, complaint.message, **more)


def _place(ledger: Ledger, complaint: Complaint, tellers: Tellers) -> tuple[str | Origin, FieldPath] | None:
    if complaint.assertion is not None:
        return ledger.assertion_origins[complaint.assertion], complaint.field
    if complaint.code == "T108" and ledger.head_origin is not None:
        return ledger.head_origin, ("invariants", complaint.invariant or 0, "holds")
    known = [e for e in complaint.events if e in ledger.origins]
    if known and complaint.field:
        return known[0], complaint.field
    if known:
        field = SHOWN_IN.get(complaint.code, "id")
        others = tellers.get(complaint.subject, []) if complaint.code == "T203" else []
        return next((e for e in (*known, *others) if _has(ledger, e, field)), known[0]), (field,)
    if complaint.invariant is not None and ledger.head_origin is not None:
        return ledger.head_origin, ("invariants", complaint.invariant, "holds")
    return None


def _has(ledger: Ledger, event: EventId, field: str) -> bool:
    """Whether an event's record has a field, as it is written."""
    origin = ledger.origins[event]
    path = (*origin.path, field)
    return ledger.texts.document(origin).nearest(path)[: len(path)] == path


def _tellers_of_tranches(ledger: Ledger) -> Tellers:
    """The events that say what tranches each commitment has, the last one first."""
    told = [
        event
        for event in (ledger.case.events if ledger.case else ())
        if isinstance(event, Committed | Amended) and any(one.size is not None for one in event.tranches or ())
    ]
    found: Tellers = {}
    for event in sorted(told, key=lambda event: event.reported.last, reverse=True):
        found.setdefault(_about(event), []).append(event.id)
    return found


def _about(event: Committed | Amended) -> str:
    return event.commitment if isinstance(event, Committed) else event.subject


def _related(ledger: Ledger, complaint: Complaint) -> Iterator[Related]:
    if complaint.invariant is not None and complaint.code != "T108" and ledger.head_origin is not None:
        yield related_at(ledger, ledger.head_origin, ("invariants", complaint.invariant, "holds"), "declared here")
    if complaint.code in {"T203", "T204"}:
        for event in complaint.events[-1:] if complaint.code == "T204" else ():
            yield related_at(ledger, event, ("field",), "for this value")
    if complaint.assertion is not None:
        known = [e for e in complaint.events if e in ledger.origins]
        if known:
            yield related_at(ledger, known[0], ("id",), "the last of the events that count here")


def _folded(found: list[Complaint]) -> list[Complaint]:
    """One problem for one slip: what only repeats an earlier problem's difference is counted under it."""
    sums = {p.subject for p in found if p.code in {"T203", "T204"}}
    kept = [p for p in found if p.code not in {"T201", "T202"} or (p.code == "T201" and p.subject not in sums)]
    broken: dict[str, list[Complaint]] = {}
    for problem in kept:
        if problem.code in {"T201", "T203", "T204"}:
            broken.setdefault(_whole(problem.subject), []).append(problem)
    repeated: dict[int, int] = {}
    for problem in sorted((p for p in found if p.code == "T202"), key=lambda p: (p.since or "", p.assertion or 0)):
        earlier = broken.setdefault(_whole(problem.subject), [])
        first = next((p for p in earlier if _same_cause(p, problem)), None)
        if first is None:
            earlier.append(problem)
            kept.append(problem)
        else:
            repeated[id(first)] = repeated.get(id(first), 0) + 1
    return [_with_repeats(p, repeated.get(id(p), 0)) for p in kept]


def _same_cause(first: Complaint, later: Complaint) -> bool:
    """Whether a failed assertion follows from an earlier problem of its subject: there is no other difference."""
    counts_days = later.field[-1:] == ("days_overdue",)
    return counts_days or first.delta is None or later.delta is None or abs(first.delta) == abs(later.delta)


def _whole(subject: str) -> str:
    return subject.partition("/")[0]


def _with_repeats(problem: Complaint, count: int) -> Complaint:
    if count == 0:
        return problem
    fails = "later assertion fails" if count == 1 else "later assertions fail"
    return replace(
        problem,
        notes=(*problem.notes, ("also", f"{count} {fails} with it and {'is' if count == 1 else 'are'} not repeated")),
    )
