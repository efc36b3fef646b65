"""What the replay says against a case, as problems at their places.

The second half of `check`: the loader has looked at the files, this looks at
what comes of them. It runs only where the files can be replayed at all.
"""

from collections.abc import Iterator
from dataclasses import replace

from negotiation.domain.complaints import Complaint, complaints
from negotiation.domain.intervals import Table
from negotiation.ledger.ledger import FieldPath, Ledger, Origin, Parts, problem_at, related_at
from negotiation.ledger.problems import Problem, Related, in_order

SHOWN_IN = {"T201": "quantity", "T203": "tranches", "T205": "kind", "T206": "condition", "T207": "on"}
"""The field at which each complaint about an event is shown, where the event has it."""


def check(ledger: Ledger, table: Table) -> tuple[Problem, ...]:
    """Every problem of the replay: sums, invariants, assertions, acts without effect.

    Assertions that fail by the same difference after a broken sum are named once.
    """
    found = [problem for complaint in complaints(table) for problem in _placed(ledger, complaint)]
    return in_order(_folded(found))


def _placed(ledger: Ledger, complaint: Complaint) -> Iterator[Problem]:
    place = _place(ledger, complaint)
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
    yield problem_at(ledger, where, path, complaint.code, complaint.message, **more)


def _place(ledger: Ledger, complaint: Complaint) -> tuple[str | Origin, FieldPath] | None:
    if complaint.assertion is not None:
        return ledger.assertion_origins[complaint.assertion], complaint.field
    if complaint.code == "T108" and ledger.head_origin is not None:
        return ledger.head_origin, ("invariants", complaint.invariant or 0, "holds")
    known = [e for e in complaint.events if e in ledger.origins]
    if known:
        return known[0], complaint.field or (SHOWN_IN.get(complaint.code, "id"),)
    if complaint.invariant is not None and ledger.head_origin is not None:
        return ledger.head_origin, ("invariants", complaint.invariant, "holds")
    return None


def _related(ledger: Ledger, complaint: Complaint) -> Iterator[Related]:
    if complaint.invariant is not None and complaint.code != "T108" and ledger.head_origin is not None:
        yield related_at(ledger, ledger.head_origin, ("invariants", complaint.invariant, "holds"), "declared here")
    if complaint.code in {"T203", "T204"}:
        for event in complaint.events[-1:] if complaint.code == "T204" else ():
            yield related_at(ledger, event, ("field",), "for this value")
    if complaint.assertion is not None:
        known = [e for e in complaint.events if e in ledger.origins]
        if known:
            yield related_at(ledger, known[-1], ("id",), "the last of the events that count here")


def _folded(found: list[Problem]) -> list[Problem]:
    """Failed assertions that only repeat the difference of a broken sum are counted with it."""
    broken = [p for p in found if p.code in {"T201", "T203"}]
    if not broken:
        return found
    deltas = {abs(p.delta) for p in broken if p.delta}
    repeats = [p for p in found if p.code == "T202" and p.delta is not None and abs(p.delta) in deltas]
    kept = [p for p in found if p not in repeats]
    if not repeats:
        return kept


    note = ("also", f"{len(repeats)} assertions fail by the same difference and are not repeated")
    first = broken[0]
    return [replace(p, notes=(*p.notes, note)) if p is first else p for p in kept]
