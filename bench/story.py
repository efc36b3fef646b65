"""A case while it is being made up: its days, its names, its sources, and what has happened so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from random import Random
from typing import Any

from bench.flow import Plain

SIDES = ("party-a", "party-b")
BODY = "body"
MEDIATOR = "mediator"
TALKS = "talks"
OPENED = "talks-opened"
RULE = "published-schedule"
OFFICIAL = ("bulletin-a", "bulletin-b", "reports-of-body", "text")
WIRES = ("wire-1", "wire-2", "wire-3", "wire-4")

THIN, WIRED = 0.5, 0.2
"""The share of records with one source, and the share with one source that is no document."""
SLOW = 0.3
"""The share of records that became public a day later."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How often what happens, as shares."""

    late: float = 0.01
    """Records that became public weeks or months later."""
    corrected: float = 0.005
    """Records that were corrected or taken back."""
    uncertain: float = 0.03
    """Performances of which it is known only that they were on one of two days."""
    contested: float = 0.08
    """Commitments with terms that the sides read differently."""
    extended: float = 0.1
    """Tranches whose due day was moved."""
    tardy: float = 0.1
    """Tranches of which a part came after the due day."""
    partial: float = 0.05
    """Tranches of which a part never came."""


@cache
def iso(day: int) -> str:
    """A day as files write it."""
    return date.fromordinal(day).isoformat()


@dataclass(slots=True)
class Story:
    """One case in the making; `told` are its records by day, `expected` its assertions, `holds` its invariants."""

    rng: Random
    habits: Habits
    start: int
    end: int
    told: list[tuple[int, Plain]] = field(default_factory=list[tuple[int, Plain]])
    expected: list[tuple[int, Plain]] = field(default_factory=list[tuple[int, Plain]])
    holds: list[Plain] = field(default_factory=list[Plain])
    threads: int = 0

    def happens(self, often: float) -> bool:
        """Whether something of that share is so this time."""
        return self.rng.random() < often

    def tell(
        self, kind: str, id_: str, on: int, *, until: int | None = None, prompt: bool = False, **fields: Any
    ) -> int:
        """Write a record down; return the day from which it was known.

        `until`: the last of the days on which it may have been. `prompt`: it was never reported late.
        """
        last = on if until is None else until
        reported = self._reported(last, prompt=prompt)
        certainty, sources = self._sources()
        title = fields.pop("title")
        record: Plain = {
            "id": id_,
            "kind": kind,
            "on": iso(on) if until is None else f"{iso(on)}/{iso(last)}",
            "reported": iso(reported),
            **fields,
            "certainty": "claimed" if kind == "claimed" else certainty,
            "sources": sources,
            "title": title,
        }
        self.told.append((on, record))
        return reported

    def expect(self, day: int, subject: str, *, known: str | None = None, **answer: Any) -> None:
        """Write an assertion down."""
        knowing = {} if known is None else {"known": known}
        self.expected.append((day, {"assertion": {"on": iso(day), **knowing, "subject": subject, "expect": answer}}))

    def days(self, first: int, last: int, count: int) -> list[int]:
        """So many days of a stretch, in order."""
        last = max(first, min(last, self.end - 1))
        return sorted(self.rng.choices(range(first, last + 1), k=count))

    def _reported(self, day: int, *, prompt: bool) -> int:
        if not prompt and self.happens(self.habits.late):
            return min(day + self.rng.randint(20, 300), self.end)
        return min(day + self.happens(SLOW), self.end)

    def _sources(self) -> tuple[str, list[Plain]]:
        chance = self.rng.random()
        if chance < WIRED:
            return "reported", [_wire(self.rng.choice(WIRES))]
        if chance < THIN:
            return "confirmed", [_document(self.rng.choice(OFFICIAL))]
        return "confirmed", [_document(self.rng.choice(OFFICIAL)), _wire(self.rng.choice(WIRES))]


@cache
def _wire(name: str) -> Plain:
    return {"source": name, "attribution": "reporter"}


@cache
def _document(name: str) -> Plain:
    return {"source": name, "attribution": "document"}


def head(title: str, start: int, end: int, invariants: Iterable[Plain]) -> Plain:
    """The head of a case of these days."""
    return {
        "title": title,
        "tz": "UTC",
        "coverage": {"start": iso(start), "end": iso(end)},
        "release_day": iso(end + 365),
        "parties": [
            {"id": "party-a", "name": "Party A", "roles": [{"role": "negotiating party", "from": iso(start)}]},
            {"id": "party-b", "name": "Party B", "roles": [{"role": "negotiating party", "from": iso(start)}]},
            {"id": MEDIATOR, "name": "Mediator", "roles": [{"role": "mediator"}]},
            {"id": BODY, "name": "Body", "roles": [{"role": "body named by the terms"}]},
        ],
        "readings": [
            {"id": "record", "baseline_rules": [RULE]},
            {"id": "party-a", "held_by": "party-a"},
            {"id": "party-b", "held_by": "party-b"},
        ],
        "rules": {RULE: "A date announced in public before it was disputed counts as scheduled."},
        "invariants": list(invariants),
        "selection": {"commitment": "Whatever is promised.", "sources": ["the register"]},
    }


def register(start: int) -> list[Plain]:
    """The register of sources that every made-up case cites."""
    kinds = {"bulletin-a": "official", "bulletin-b": "official", "reports-of-body": "official", "text": "treaty-text"}
    return [
        {
            "id": name,
            "publisher": name.replace("-", " ").capitalize(),
            "host_kind": [kinds.get(name, "wire")],
            "date": iso(start),
            "title": "Notices and reports",
            "origin": name,
            "archived": f"https://example.org/copy/{name}",
            "url": None,
        }
        for name in (*OFFICIAL, *WIRES)
    ]
