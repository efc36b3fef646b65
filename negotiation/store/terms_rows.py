"""The versions of terms as rows: which record gave which value, and when it was the one in force."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from negotiation.domain.axes import FOREVER
from negotiation.domain.book import MADE, fields_of, first_day
from negotiation.domain.events import Event
from negotiation.domain.events.record import Corrected
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.store.interval_rows import day
from negotiation.store.rows import Row
from negotiation.store.subject_rows import in_words

OPEN = FOREVER + 1


def terms_by_subject(table: Table) -> dict[str, list[tuple[str, str, list[Event]]]]:
    """The terms of each commitment or process: tranche, name, and the records that wrote it, earliest first."""
    found: dict[str, list[tuple[str, str, list[Event]]]] = {}
    for (whole, address), writers in table.book.writers.items():
        if address != MADE:
            found.setdefault(whole, []).append((*address, [*writers]))
    return found


def terms_rows(
    table: Table,
    whole: SubjectId,
    terms: list[tuple[str, str, list[Event]]],
    parts: Mapping[SubjectId, int],
    events: Mapping[EventId, int],
) -> Iterator[Row]:
    """Every wording of every term of one commitment or process."""
    for tranche, name, writers in sorted(terms, key=lambda one: one[:2]):
        subject = parts.get(SubjectId(f"{whole}/{tranche}") if tranche else whole)
        if subject is None:
            continue
        ends = [*(first_day(writer) for writer in writers[1:]), OPEN]
        for writer, until in zip(writers, ends, strict=True):
            span = (day(first_day(writer)), day(max(until, first_day(writer))))
            for (version, since, by), later in pairwise([*_versions(table, writer), (None, OPEN, None)]):
                value = None if version is None else dict(fields_of(version)).get((tranche, name))
                known = (day(since), day(later[1]))
                yield subject, name, events[writer.id], *known, *span, in_words(value) or "none", by


def _versions(table: Table, writer: Event) -> Iterator[tuple[Event | None, int, str | None]]:
    """The wordings of a record, each with the day from which it is known and the correction that made it."""
    book = table.book
    versions = book.versions[writer.id]
    corrections = [by for by in book.amenders.get(writer.id, ()) if isinstance(by, Corrected)]
    yield versions[0], book.known_from[writer.id], None
    for version, by in zip(versions[1:], corrections, strict=True):
        yield version, max(book.known_from[by.id], book.known_from[writer.id]), by.id
