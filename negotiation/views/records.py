"""Events as lines of an answer: their day, who, what, and the sources behind them."""

from collections.abc import Callable, Iterable, Sequence

from negotiation.domain.answering import Answers, Passage, Seen
from negotiation.domain.axes import Outlook
from negotiation.domain.ids import EventId
from negotiation.domain.light import NamedTuple
from negotiation.views.pages import Grid, grid
from negotiation.views.phrases import span, who
from negotiation.views.rows import Record

Where = Callable[[str], str]
"""The `file:line` of a record by its id."""


class Records(NamedTuple):
    """The events of a case as one outlook has them."""

    table: Answers
    outlook: Outlook
    where: Where

    def seen(self, id_: EventId) -> Seen:
        """The event as it stands corrected, or as it was entered where the outlook does not have it."""
        return self.table.sight(self.outlook).seen(id_)

    def day(self, id_: EventId) -> str:
        """The day, or those between which it lies; `~` marks one that a source gives as about."""
        seen = self.seen(id_)
        return seen.undated if seen.days is None else span(*seen.days) + seen.mark

    def grid(self, ids: Iterable[EventId]) -> Grid:
        """A line for each event, in the order of their days."""
        chosen = sorted(dict.fromkeys(ids), key=lambda id_: (self.first(id_), id_))
        heads = ("DAY", "EVENT", "BY", "KIND", "WHERE", "SOURCES", "TITLE")
        return grid(heads, [self._line(id_) for id_ in chosen])

    def first(self, id_: EventId) -> int:
        """The first day on which it may have happened, for sorting."""
        return self.seen(id_).first

    def _line(self, id_: EventId) -> tuple[str, ...]:
        seen = self.seen(id_)
        return (
            self.day(id_),
            id_,
            actors(seen),
            kind_words(seen),
            self.where(id_),
            passages(seen.sources),
            seen.title or "-",
        )

    def record(self, id_: EventId) -> Record:
        """The event as data, with its place and its passages."""
        seen = self.seen(id_)
        file, _, line = self.where(id_).rpartition(":")
        return {
            "id": id_,
            "on": self.day(id_),
            "kind": kind_words(seen),
            "by": actors(seen),
            "title": seen.title,
            "file": file or None,
            "line": int(line) if line.isdigit() else None,
            "sources": [one._asdict() for one in seen.sources],
        }


def actors(seen: Seen) -> str:
    """Who did or said it, and to whom; who else is named, and by whom, stands with what is contested."""
    by = "contested" if seen.by is None else who(seen.by)
    return by if seen.to is None else f"{by} > {who(seen.to)}"


def kind_words(seen: Seen) -> str:
    """The kind, with what it is a kind of, as in `proposed (offer)`."""
    return seen.kind if seen.detail is None else f"{seen.kind} ({seen.detail})"


def passages(sources: Sequence[Passage]) -> str:
    """The passages cited, each as its source and paragraph."""
    found: dict[str, list[str]] = {}
    for one in sources:
        found.setdefault(one.source, []).extend([one.paragraph] if one.paragraph else [])
    return ", ".join(" ".join([source, *paragraphs]) for source, paragraphs in found.items())
