"""A problem as programs read it. Names and shapes are a contract: `docs/errors/README.md`."""

from typing import Any

from negotiation.ledger.problems import Problem
from negotiation.ledger.spans import Place


def as_json(problem: Problem) -> dict[str, Any]:
    """Every part of a problem; what it lacks is null or empty, never left out."""
    return {
        "code": problem.code,
        "name": problem.name,
        "severity": problem.severity,
        "phase": problem.phase,
        "message": problem.message,
        "file": problem.file,
        "start": _place(problem.start),
        "end": _place(problem.end),
        "label": problem.label or None,
        "related": [
            {
                "file": other.file,
                "start": _place(other.span.start),
                "end": _place(other.span.end),
                "message": other.message,
                "ids": list(other.ids),
            }
            for other in problem.related
        ],
        "notes": [{"label": label, "text": text} for label, text in problem.notes],
        "ids": list(problem.ids),
        "since": problem.since,
        "delta": problem.delta,
        "help": problem.help or None,
        "url": None,
    }


def _place(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column}
