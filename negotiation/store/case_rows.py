"""A whole case as rows, subject by subject, so that nobody has to hold all of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from negotiation.domain.axes import Interval
from negotiation.domain.complaints import Judging
from negotiation.domain.ids import RECORD, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.problems import Problem
from negotiation.store.interval_rows import Numbers, interval_rows, readings_of
from negotiation.store.record_rows import (
    assertion_rows,
    event_numbers,
    event_rows,
    file_names,
    head_rows,
    problem_rows,
    source_rows,
)
from negotiation.store.rows import Batch
from negotiation.store.subject_rows import naming, subject_rows, tranche_order
from negotiation.store.terms_rows import terms_by_subject, terms_rows


def record_rows(ledger: Ledger, table: Table, prefix: str) -> Iterator[Batch]:
    """What was curated; `prefix` is the directory that the names of the case's files begin with."""
    names = file_names(ledger, prefix)
    yield from source_rows(ledger, table.case, names)
    yield from event_rows(ledger, table.case, table, names)
    yield from assertion_rows(ledger, table.case, names)


def verdict_rows(ledger: Ledger, table: Table, problems: Sequence[Problem], prefix: str) -> Iterator[Batch]:
    """The head of the case, with what is wrong with it."""
    names = file_names(ledger, prefix)
    yield from head_rows(ledger, table.case, problems, names)
    yield from problem_rows(table.case, problems, names)


Told = Callable[[int, int], None]
"""Hears how many subjects are replayed, and of how many."""


def subjects_rows(table: Table, judged: list[Interval], told: Told) -> Iterator[Batch]:
    """Every subject with its intervals. The replay is gone through once: what a check needs of it goes to `judged`."""
    events = event_numbers(table.case)
    named_by, terms = naming(table), terms_by_subject(table)
    numbers = Numbers(events)
    judging = Judging(table)
    taken = 0
    for done, (id_, subject) in enumerate(table.subjects.items()):
        told(done, len(table.subjects))
        found = {reading: [*table.history(id_, reading)] for reading in readings_of(table, id_)}
        judged += _judged(found, table.readings, judging)
        parts = {row.subject for rows in found.values() for row in rows} | {one for one, _ in named_by.get(id_, ())}
        parts |= {SubjectId(f"{id_}/{tranche}") for tranche, _, _ in terms.get(id_, ()) if tranche}
        ordered = sorted(parts - {id_}, key=lambda one: ("@" in one, tranche_order(one), one))
        placed = {part: number for number, part in enumerate([id_, *ordered], taken + 1)}
        taken += len(placed)
        yield from subject_rows(table, subject, placed, named_by.get(id_, ()), events)
        yield "terms_versions", [*terms_rows(table, id_, terms.get(id_, []), placed, events)]
        asked = dict.fromkeys(["record", *table.readings])
        yield "subject_readings", [(placed[id_], one, one if one in found else "record") for one in asked]
        yield from interval_rows(found, placed, numbers)


def _judged(
    found: Mapping[ReadingId, Iterable[Interval]], readings: Iterable[ReadingId], judging: Judging
) -> Iterator[Interval]:
    """What is judged of a subject, under every reading: those that say nothing of it have what the record has."""
    ours = [*filter(judging, found[RECORD])]
    for reading in readings:
        if reading in found:
            yield from ours if reading == RECORD else filter(judging, found[reading])
        else:
            yield from (row._replace(reading=reading) for row in ours)
