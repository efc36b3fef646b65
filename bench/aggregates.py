"""The same histories as aggregates of `eventsourcing`: one for each commitment, rebuilt from its stored events."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application  # type: ignore[import-not-found]  # installed for the benchmark only
from eventsourcing.domain import Aggregate, event  # type: ignore[import-not-found]  # installed for the benchmark only

from bench.entries import Entry, entries
from bench.histories import Wanted, histories


class Commitment(Aggregate):  # type: ignore[misc]  # the library's own class, of which nothing is known here
    """What one commitment has come to."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.performed = 0
        self.kinds: dict[str, int] = {}
        self.last = ""

    @event("Happened")  # type: ignore[untyped-decorator]  # the library's own decorator
    def happen(self, on: str, kind: str, party: str, quantity: int, source: str, note: str) -> None:  # noqa: PLR0913, PLR0917, ARG002 - the fields of an event
        """Something happened."""
        if kind == "performed":
            self.performed += quantity
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        self.last = on

    @staticmethod
    def create_id(name: str) -> UUID:
        """The library's way to name an aggregate."""
        return uuid5(NAMESPACE_URL, f"/commitments/{name}")


class Commitments(Application):  # type: ignore[misc]  # the library's own class, of which nothing is known here
    """All commitments, with snapshots where they are asked for."""

    is_snapshotting_enabled = True


def streams(wanted: Wanted) -> Iterator[tuple[str, list[Entry]]]:
    """The events of each commitment, one commitment after the other."""
    for made in histories(wanted):
        found: dict[str, list[Entry]] = {}
        for one in entries(made):
            found.setdefault(one.commitment, []).append(one)
        yield from found.items()


def filled(wanted: Wanted, database: Path | None, *, snapshots: bool) -> tuple[Any, list[UUID]]:
    """An application that holds these histories, and the ids of its aggregates."""
    app = opened(database)
    ids: list[UUID] = []
    for name, events in streams(wanted):
        aggregate: Any = Commitment(name=name)
        for one in events:
            aggregate.happen(one.day, one.kind, one.party, one.quantity, one.source, one.note)
        app.save(aggregate)
        if snapshots:
            app.take_snapshot(aggregate.id)
        ids.append(aggregate.id)
    return app, ids


def opened(database: Path | None) -> Any:
    """The application over a database, or over memory."""
    if database is not None:
        os.environ |= {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(database)}
    return Commitments()


def rebuilt(app: Any, ids: list[UUID]) -> int:
    """Rebuild every aggregate; return how much was performed in all."""
    return sum(app.repository.get(id_).performed for id_ in ids)
