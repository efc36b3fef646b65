"""How an event is seen, from one day of knowledge to the next: what a file of answers keeps of it, and a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from negotiation.domain.answering import Seen
from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.book import MADE, Book, Overlay, fields_of, revisers_of
from negotiation.domain.events import Event
from negotiation.domain.events.commitments import Amended
from negotiation.domain.ids import RECORD, EventId, ReadingId
from negotiation.domain.intervals import Table, readings_in
from negotiation.domain.meaning import anchors
from negotiation.domain.seeing import entered_of
from negotiation.domain.subjects import expressions_in_field


@dataclass(frozen=True, slots=True)
class Turn:
    """An event under one reading, from one day of knowledge on until another."""

    reading: ReadingId
    known_from: int
    known_to: int
    seen: Seen
    left_out: str | None


@dataclass(frozen=True, slots=True)
class Turns:
    """An event as it was entered, and in every way in which it is seen once it is known."""

    entered: Seen
    known_from: int
    days: tuple[int, int] | None
    """Its days, where every outlook that knows it sees it in one way, as it was entered."""
    turns: Sequence[Turn] = ()
    """The ways in which it is seen, where there are others."""


class Watching:
    """What the events of a case look like at every state of knowledge."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.book: Book = table.book
        self.held: dict[EventId, list[Overlay]] = {}
        for (target, _), overlays in self.book.overlays.items():
            self.held.setdefault(target, []).extend(overlays)

    def turns(self, id_: EventId) -> Turns:
        """Every way in which an event is seen."""
        needs = self._needs(id_)
        entered, known_from = entered_of(self.book, id_), self.book.known_from[id_]
        points = sorted({p for e in needs for p in self.book.breakpoints[e] if p > known_from} | {known_from})
        named = {r for e in needs for r in readings_in(self.book, e)} & {*self.table.readings}
        found = [turn for reading in (RECORD, *sorted(named - {RECORD})) for turn in self._under(id_, reading, points)]
        days = found[0].seen.days
        if len(found) == 1 and days is not None and found[0].seen == entered._replace(days=days, first=days[0]):
            return Turns(entered, known_from, days)
        return Turns(entered, known_from, None, found)

    def _under(self, id_: EventId, reading: ReadingId, points: Sequence[int]) -> Iterator[Turn]:
        last: Turn | None = None
        for point, until in zip(points, [*points[1:], FOREVER + 1], strict=True):
            sight = self.table.sight(Outlook(reading, point))
            seen, left_out = sight.seen(id_), sight.why_left_out(id_)
            if last is not None and (last.seen, last.left_out) == (seen, left_out):
                last = replace(last, known_to=until)
                continue
            if last is not None:
                yield last
            last = Turn(reading, point, until, seen, left_out)
        if last is not None:
            yield last

    def _needs(self, id_: EventId) -> set[EventId]:
        """The events on which it hangs how one is seen."""
        found: set[EventId] = set()
        agenda = [id_]
        while agenda:
            one = agenda.pop()
            if one in found or one not in self.book.events:
                continue
            found.add(one)
            agenda += [by.id for by in self.book.amenders.get(one, ())]
            agenda += [e for overlay in self.held.get(one, ()) for e in (overlay.event.id, *overlay.targets)]
            for expression in self._dates(one):
                agenda += [e for name in anchors(expression) for e in (name, *revisers_of(self.book, name))]
            for version in self.book.versions[one]:
                agenda += [writer.id for writer in self._written_before(version)]
        return found

    def _dates(self, id_: EventId) -> Iterator[object]:
        for version in self.book.versions[id_]:
            for raw in (version.on, version.effective):
                yield from expressions_in_field(raw)
        for overlay in self.held.get(id_, ()):
            yield from overlay.by_reading.values()
            yield from (value for value, _ in overlay.accounts)
            if overlay.adopted is not None:
                yield overlay.adopted[0]

    def _written_before(self, event: Event) -> Iterator[Event]:
        """What a retroactive amendment reaches back to."""
        if isinstance(event, Amended) and event.retroactive and event.effective is None:
            whole = event.subject.partition("/")[0]
            for address in (*(address for address, _ in fields_of(event)), MADE):
                yield from self.book.writers.get((whole, address), ())
