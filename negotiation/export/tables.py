"""The curated records and the intervals as tidy tables, one CSV file each, in one ZIP file: whole or not there.

Days as `YYYY-MM-DD`, several words with `; ` between them, an empty cell for what was not written.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from negotiation.domain.axes import FOREVER, Interval
from negotiation.domain.book import first_day, last_day
from negotiation.domain.case import Case
from negotiation.domain.dates import iso
from negotiation.domain.encoding import text_of as encoded_text
from negotiation.domain.events.about import actors_of, field_of, subjects_named
from negotiation.domain.ids import RECORD
from negotiation.domain.intervals import Table
from negotiation.export.canonical import canonical, plain_of, text_of
from negotiation.views.axes import lasting_words

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the first that the format can say."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "case": ("case", "title", "tz", "covers_from", "covers_to", "release_day"),
    "parties": ("party", "name", "organ_of", "aliases", "note"),
    "people": ("person", "name", "speaks_for", "aliases", "note"),
    "readings": ("reading", "held_by", "baseline_rules", "note"),
    "sources": ("source", "is_seed", "publisher", "host_kind", "date", "title", "origin", "url", "archived", "note"),
    "events": (
        "event", "kind", "first_day", "last_day", "on", "reported", "recorded", "certainty", "basis", "coders",
        "codebook", "by", "subjects", "speaker", "revises", "title", "note", "record",
    ),
    "citations": ("event", "position", "source", "paragraph", "attribution", "speaker", "note"),
    "assertions": ("on", "known", "reading", "subject", "expect", "note"),
    "intervals": (
        "subject", "axis", "reading", "valid_from", "valid_to", "known_from", "known_to", "words", "value", "rule",
        "causes",
    ),
}  # fmt: skip
"""The tables and their columns, in their order. `valid_to` and `known_to` are the first day behind; empty is open."""

Rows = Iterable[Sequence[Any]]


def zipped(table: Table) -> bytes:
    """All tables as one ZIP file."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, rows in tables(table):
            one = ZipInfo(f"{name}.csv", EARLIEST)
            one.compress_type, one.external_attr, one.create_system = ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(one, csv_text(COLUMNS[name], rows))
    return made.getvalue()


def csv_text(names: Sequence[str], rows: Rows) -> str:
    """A table; lines end as RFC 4180 has them."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return text.getvalue()


def tables(table: Table) -> Iterator[tuple[str, Rows]]:
    """Each table with its rows."""
    case = table.case
    head = case.head
    covers = head.coverage
    yield "case", [(case.id, head.title, head.tz, covers.start, covers.end, head.release_day)]
    yield "parties", _parties(case)
    yield (
        "people",
        [(p.id, p.name, _several(s.party for s in p.speaks_for), _several(p.aliases), p.note) for p in head.people],
    )
    yield "readings", [(r.id, r.held_by, _several(r.baseline_rules), r.note) for r in head.readings]
    yield "sources", _sources(case)
    yield "events", _events(table)
    yield "citations", _citations(case)
    yield (
        "assertions",
        sorted(
            [str(a.on), str(a.known or ""), a.reading or "", a.subject, canonical(plain_of(a)["expect"]), a.note or ""]
            for a in case.assertions
        ),
    )
    yield "intervals", interval_rows(table)


def _parties(case: Case) -> Rows:
    for party in case.head.parties:
        yield party.id, party.name, None, _several(party.aliases), party.note
        yield from ((organ.id, organ.name, party.id, _several(organ.aliases), None) for organ in party.organs)


def _sources(case: Case) -> Rows:
    for one in sorted(case.sources, key=lambda source: source.id):
        yield (
            one.id, 0, one.publisher, _several(one.host_kind), one.date, one.title, one.origin, one.url, one.archived,
            one.note,
        )  # fmt: skip
    for seed in sorted(case.seeds, key=lambda one: one.id):
        yield seed.id, 1, seed.publisher, None, seed.date, seed.title, seed.origin, None, None, None


def _events(table: Table) -> Rows:
    for event in table.case.events:
        placed = table.book.events[event.id]
        written = plain_of(event)["on"]
        yield (
            event.id, event.kind, iso(first_day(placed)), iso(last_day(placed)),
            written if isinstance(written, str) else canonical(written), event.reported,
            event.recorded or table.case.head.release_day, event.certainty, event.basis, _several(event.coders or ()),
            event.codebook, _several(actors_of(event)),
            _several(dict.fromkeys([*subjects_named(event), *_made(event)])), event.speaker, event.revises, event.title,
            event.note, text_of(event),
        )  # fmt: skip


def _made(event: Any) -> Iterator[str]:
    """The subjects that an event brings about."""
    for name in ("commitment", "proposal", "process", "measure"):
        value = field_of(event, name)
        if isinstance(value, str):
            yield value


def _citations(case: Case) -> Rows:
    for event in case.events:
        for at, one in enumerate(event.sources, 1):
            yield event.id, at, one.source, one.paragraph, one.attribution, one.speaker, one.note


def interval_rows(table: Table) -> Iterator[tuple[Any, ...]]:
    """Every interval under every reading at every state of knowledge."""
    readings = [RECORD, *(one for one in table.readings if one != RECORD)]
    for subject in sorted(table.subjects):
        for reading in readings:
            rows = sorted(table.history(subject, reading), key=_order)
            yield from (
                (
                    row.subject, row.axis, row.reading, iso(row.valid_from), day(row.valid_to), iso(row.known_from),
                    day(row.known_to), lasting_words(row.axis, row.values), encoded_text(row.values), row.rule,
                    _several(row.causes),
                )
                for row in rows
            )  # fmt: skip


def _order(row: Interval) -> tuple[Any, ...]:
    return row.subject, row.axis, row.known_from, row.valid_from, row.known_to


def day(ordinal: int) -> str | None:
    """The first day behind an interval; nothing where it is open."""
    return None if ordinal > FOREVER else iso(ordinal)


def _several(words: Iterable[Any]) -> str:
    return "; ".join(str(word) for word in words)
