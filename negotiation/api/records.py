"""Records as answers name them: events with their place and passages, and the sources behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from negotiation.domain import case as curated


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a source that an event cites."""

    source: str
    paragraph: str | None
    attribution: str | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """An event, as far as answers show it."""

    id: str
    on: str
    """The day, or those between which it lies, in words; `~` marks one that a source gives as about."""
    kind: str
    """With what it is a kind of, as in `proposed (offer)`."""
    by: str
    """Who did or said it, and to whom, as in `aland > bland`."""
    title: str | None
    file: str | None
    line: int | None
    sources: tuple[Passage, ...]


def event_of(record: Mapping[str, Any]) -> Event:
    """An event from what answers say of it."""
    passages = tuple(Passage(**one) for one in record["sources"])
    return Event(
        record["id"], record["on"], record["kind"], record["by"], record["title"], record["file"], record["line"],
        passages,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A document that events cite."""

    id: str
    publisher: str
    date: str | None
    """In EDTF, as it was written."""
    title: str | None
    origin: str
    """Who first made the content: two sources are independent where their origins differ."""
    url: str | None
    archived: str | None
    is_seed: bool
    """Whether the case was begun from it, so that its claims are accounted for one by one."""


def source_of(one: curated.Source | curated.Seed) -> Source:
    """A source from its record."""
    date = None if one.date is None else str(one.date)
    url, archived = (one.url, one.archived) if isinstance(one, curated.Source) else (None, None)
    return Source(one.id, one.publisher, date, one.title, one.origin, url, archived, isinstance(one, curated.Seed))
