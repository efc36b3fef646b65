"""Events as lines of an answer: their day, who, what, and the sources behind them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from negotiation.domain.axes import Outlook
from negotiation.domain.events import Event
from negotiation.domain.ids import EventId
from negotiation.domain.intervals import Table
from negotiation.domain.values import Citation, Holding, has_holders
from negotiation.domain.wording import said
from negotiation.views.pages import Grid, grid
from negotiation.views.phrases import span, who
from negotiation.views.plain import several
from negotiation.views.rows import Record

Where = Callable[[str], str]
"""The `file:line` of a record by its id."""

DETAILS = ("form", "stage", "asserts", "outcome")
"""Fields that say what kind of a kind an event is."""


@dataclass(frozen=True, slots=True)
class Records:
    """The events of a case as one outlook has them."""

    table: Table
    outlook: Outlook
    where: Where

    def event(self, id_: EventId) -> Event:
        """The event as it stands corrected, or as it was entered where the outlook does not have it."""
        happened = self.table.resolver(self.outlook).get(id_)
        return happened.event if happened is not None else self.table.book.events[id_]

    def day(self, id_: EventId) -> str:
        """The day, or those between which it lies; `~` marks one that a source gives as about."""
        happened = self.table.resolver(self.outlook).get(id_)
        event = self.table.book.events[id_]
        if happened is None:
            return said(event.on) if not hasattr(event.on, "accounts") else f"reported {event.reported}"
        mark = getattr(event.on, "mark", "")
        return span(happened.days[0], happened.days[-1]) + mark

    def grid(self, ids: Iterable[EventId]) -> Grid:
        """A line for each event, in the order of their days."""
        chosen = sorted(dict.fromkeys(ids), key=lambda id_: (self.first(id_), id_))
        heads = ("DAY", "EVENT", "BY", "KIND", "WHERE", "SOURCES", "TITLE")
        return grid(heads, [self._line(id_) for id_ in chosen])

    def first(self, id_: EventId) -> int:
        """The first day on which it may have happened, for sorting."""
        happened = self.table.resolver(self.outlook).get(id_)
        return happened.days[0] if happened is not None else self.table.book.events[id_].reported.first

    def _line(self, id_: EventId) -> tuple[str, ...]:
        event = self.event(id_)
        return (
            self.day(id_),
            id_,
            actors(event),
            kind_words(event),
            self.where(id_),
            passages(event.sources),
            event.title or "-",
        )

    def record(self, id_: EventId) -> Record:
        """The event as data, with its place and its passages."""
        event = self.event(id_)
        file, _, line = self.where(id_).rpartition(":")
        return {
            "id": id_,
            "on": self.day(id_),
            "kind": kind_words(event),
            "by": actors(event),
            "title": event.title,
            "file": file or None,
            "line": int(line) if line.isdigit() else None,
            "sources": [passage(one) for one in event.sources],
        }


def actors(event: Event) -> str:
    """Who did or said it, and to whom."""
    by = next((one for name in ("by", "debtor", "consent") if (one := getattr(event, name, None))), None)
    by = _held(by) if has_holders(by) else who(by)
    to = getattr(event, "to", None) or getattr(event, "against", None)
    return by if to is None else f"{by} > {who(to)}"


def _held(by: Holding[Any]) -> str:
    """The actor that the record goes by; who else is named, and by whom, stands with what is contested."""
    settled = by.value if by.adopted is None else by.adopted.value
    return "contested" if settled is None else who(settled)


def kind_words(event: Event) -> str:
    """The kind, with what it is a kind of, as in `proposed (offer)`."""
    detail = next((value for name in DETAILS if isinstance(value := getattr(event, name, None), str)), None)
    return event.kind if detail is None else f"{event.kind} ({detail})"


def passages(sources: Sequence[Citation]) -> str:
    """The passages cited, each as its source and paragraph."""
    found: dict[str, list[str]] = {}
    for one in sources:
        found.setdefault(one.source, []).extend([one.paragraph] if one.paragraph else [])
    return ", ".join(" ".join([source, *paragraphs]) for source, paragraphs in found.items())


def passage(one: Citation) -> Record:
    """A citation as data."""
    return {"source": one.source, "paragraph": one.paragraph, "attribution": one.attribution, "speaker": one.speaker}


def subjects_of(event: Event) -> list[str]:
    """The subjects that an event names or brings into being."""
    fields = ("subject", "commitment", "process", "proposal", "measure", "extends")
    named = [str(one) for field in fields for one in several(getattr(event, field, None))]
    named += [str(bearing.subject) for bearing in several(getattr(event, "bears_on", None))]
    named += [str(one.id) for one in several(getattr(event, "instruments", None))]
    return list(dict.fromkeys(named))
