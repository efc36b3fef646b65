"""How evenly the records of a case are spread over its parties, their sources and the months: counted, not weighed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from negotiation.domain.answers import Question
from negotiation.domain.case import CaseFile, Seed, Source
from negotiation.domain.dates import iso
from negotiation.domain.events.commitments import Committed
from negotiation.domain.ids import EventId
from negotiation.domain.intervals import Table
from negotiation.domain.seeing import seen_of

HALF = 2
"""A figure that is more than so many times under the largest is listed."""

INDEPENDENT = 2
"""Sources of different origin make a record independent of each of them."""

ABOUT_RECORDS = frozenset({"corrected", "retracted", "held"})
"""Kinds that tell of records, and of nothing that happened."""

NONE_OF_THEM = "none of the parties"
NOT_KNOWN = "not known"
NOT_GIVEN = "not given"

ATTRIBUTIONS = ("named", "anonymous", "side", "document", "reporter", "caption", NOT_GIVEN)


@dataclass(frozen=True, slots=True)
class Counted:
    """A record, as far as it is counted."""

    id: EventId
    month: str
    parties: frozenset[str]
    """Whose act it is: those in `by`, or the debtors of a promise; of an organ, its party."""
    sources: frozenset[str]
    origins: int
    attributions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many records of one party, or of one sort."""

    party: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A figure of a party that is under half of the largest."""

    measure: str
    party: str
    figure: str
    largest: str
    of: tuple[str, ...]
    """The parties that have the largest figure."""


@dataclass(frozen=True, slots=True)
class Evenness:
    """The counts, of which days, and what they are compared by."""

    span: tuple[int, int]
    records: Sequence[Counted]
    left_out: Counter[str]
    parties: Sequence[str]
    """All that anything is counted of, and those that are compared; by id."""
    compared: Sequence[str]
    """Those that owe something in the case, or are owed something."""
    months: Sequence[str]
    sides: Mapping[str, str]
    """The party whose own publication a source is, by source."""
    languages: Mapping[str, str]
    """The language of each source of the register, and of the seeds."""

    def of(self, party: str) -> list[Counted]:
        """The records of a party."""
        return [one for one in self.records if party in one.parties]

    def independent(self, party: str) -> Share:
        """How many of its records rest on sources of two origins."""
        mine = self.of(party)
        return Share(party, sum(one.origins >= INDEPENDENT for one in mine), len(mine))

    def in_month(self, month: str, party: str | None) -> int:
        """The records of a month: of a party, or those in which no party acts."""
        here = [one for one in self.records if one.month == month]
        return sum(not one.parties if party is None else party in one.parties for one in here)

    def by_side(self) -> Iterator[tuple[str, int, int]]:
        """Each side with its sources, and how many records cite one of them."""
        yield from self._sources_by({source: self.sides.get(source, NONE_OF_THEM) for source in self.languages})

    def by_language(self) -> Iterator[tuple[str, int, int]]:
        """The same of each language."""
        yield from self._sources_by(self.languages)

    def by_attribution(self) -> Iterator[tuple[str, int]]:
        """How many records have a passage of each kind of voice; one record may have several."""
        yield from ((kind, sum(kind in one.attributions for one in self.records)) for kind in ATTRIBUTIONS)

    def _sources_by(self, kind_of: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
        for kind in sorted(set(kind_of.values()), key=lambda one: (one in {NONE_OF_THEM, NOT_KNOWN}, one)):
            mine = {source for source, other in kind_of.items() if other == kind}
            yield kind, len(mine), sum(not mine.isdisjoint(one.sources) for one in self.records)


def evenness(table: Table, question: Question, span: tuple[int, int]) -> Evenness:
    """Count what is known by then of the days of a span; a record that may be of two months counts in the first."""
    head = table.case.head
    whose = parties_by_actor(head)
    left_out: Counter[str] = Counter()
    found = list(_counted(table, question, span, left_out))
    owing = {
        whose.get(str(one), str(one))
        for event in table.case.events
        if isinstance(event, Committed) and table.resolver(question.outlook).get(event.id) is not None
        for one in (*event.debtor, *event.creditor)
    }
    sides = {str(one.id): whose.get(one.side, one.side) for one in table.case.sources if one.side is not None}
    acting = {party for one in found for party in one.parties}
    return Evenness(
        span, found, left_out, sorted(acting | owing | set(sides.values())), sorted(owing), months_of(*span), sides,
        {str(one.id): NOT_KNOWN for one in table.case.seeds}
        | {str(one.id): one.language or NOT_KNOWN for one in table.case.sources},
    )  # fmt: skip


def parties_by_actor(head: CaseFile) -> dict[str, str]:
    """The party that each party and organ is, or belongs to."""
    own = {str(one.id): str(one.id) for one in head.parties}
    return own | {str(organ.id): str(one.id) for one in head.parties for organ in one.organs}


def months_of(first: int, last: int) -> list[str]:
    """The months of a span, each as year and month.

    >>> months_of(date(2013, 12, 31).toordinal(), date(2014, 2, 1).toordinal())
    ['2013-12', '2014-01', '2014-02']
    """
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]


def _counted(table: Table, question: Question, span: tuple[int, int], left_out: Counter[str]) -> Iterator[Counted]:
    whose = parties_by_actor(table.case.head)
    documents: tuple[Source | Seed, ...] = (*table.case.sources, *table.case.seeds)
    origins = {str(one.id): one.origin for one in documents}
    resolver = table.resolver(question.outlook)
    for id_ in sorted(table.book.events):
        event = table.book.events[id_]
        happened = resolver.get(id_)
        if event.kind in ABOUT_RECORDS:
            left_out["about other records"] += 1
        elif happened is None:
            left_out["not known by then, retracted, or replaced by a later record"] += 1
        elif not span[0] <= happened.days[0] <= span[1]:
            left_out["of other days"] += 1
        else:
            seen = seen_of(resolver, id_)
            cited = {str(one.source) for one in seen.sources}
            yield Counted(
                id_, iso(happened.days[0])[:7], frozenset(whose.get(one, one) for one in seen.by or ()),
                frozenset(cited), len({origins.get(one, one) for one in cited}),
                frozenset(one.attribution or NOT_GIVEN for one in seen.sources),
            )  # fmt: skip


def listed(even: Evenness) -> Iterator[Listed]:
    """Figures of the compared parties that are under half of the largest, whoever has it."""
    shares = [even.independent(party) for party in even.compared]
    yield from _under_half("records", {one.party: (one.of, None) for one in shares})
    own = Counter(even.sides.values())
    yield from _under_half("own publications among the sources", {party: (own[party], None) for party in even.compared})
    yield from _under_half("share with two origins", {one.party: (one.count, one.of) for one in shares if one.of})


def _under_half(measure: str, figures: Mapping[str, tuple[int, int | None]]) -> Iterator[Listed]:
    """Counts, or counts of something; compared as fractions, so that nothing is rounded."""
    sizes = {party: Fraction(count, of or 1) for party, (count, of) in figures.items()}
    most = max(sizes.values(), default=Fraction(0))
    largest = tuple(sorted(party for party, size in sizes.items() if size == most))
    for party in sorted(sizes):
        if HALF * sizes[party] < most:
            yield Listed(measure, party, _said(*figures[party]), _said(*figures[largest[0]]), largest)


def _said(count: int, of: int | None) -> str:
    return str(count) if of is None else f"{count} of {of}"
