"""A loaded case: what was curated, what is wrong with it, and where each record stands.

For whoever checks a case further (`check.py`), a complaint about a record becomes a
problem at its place by::

    problem_at(ledger, event.id, ("quantity",), "T201", "performed + outstanding = 103, total 104",
               label="the sum stops holding here", notes=(("held until", "2013-12-30"),),
               related=[related_at(ledger, "e04", ("total",), "promised here")])

A field path is spelled as in the file (`from`, not `from_`; items are counted from 0);
one that leads further than the file goes ends at the last part that is there.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict, Unpack

from negotiation.domain.case import Case
from negotiation.domain.ids import EventId, SourceId
from negotiation.ledger.plain import Path
from negotiation.ledger.positions import Document, read
from negotiation.ledger.problems import Problem, Related
from negotiation.ledger.spans import Span, Text

FieldPath = Path


class Parts(TypedDict, total=False):
    """What a problem may say besides its place, its code and its message."""

    key: bool
    """Whether the place is the field's key, and not its value."""
    within: str
    """Words of the value that are the place."""
    label: str
    related: Iterable[Related]
    notes: Iterable[tuple[str, str]]
    ids: tuple[str, ...]
    since: str | None
    delta: int | None
    help_: str


OPEN_DOCUMENTS = 8
"""Files whose places are kept at hand; any other is read again from its text when asked about."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record is written."""

    file: str
    line: int
    path: FieldPath = ()
    """The way to it in its file: the number of its item, for one."""
    name_at: tuple[int, int] | None = None
    """Where its `id` is, in characters from 0."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class Texts:
    """The files' texts by the names they are shown by, and the places in them."""

    by_name: dict[str, Text] = field(default_factory=dict[str, Text])
    _open: dict[str, Document] = field(default_factory=dict[str, Document])

    def lines(self, file: str) -> Sequence[str]:
        """A file's lines, none for one that could not be read."""
        return self.by_name[file].lines if file in self.by_name else ()

    def document(self, file: str) -> Document:
        if file not in self._open:
            while len(self._open) >= OPEN_DOCUMENTS:
                del self._open[next(iter(self._open))]
            self._open[file] = read(self.by_name[file].content)
        return self._open[file]

    def span(self, origin: Origin, path: FieldPath, *, key: bool = False, within: str = "") -> Span:
        """The place of a field's value, or of its key, or of some words within the value."""
        text = self.by_name[origin.file]
        if path == ("id",) and origin.name_at is not None and not key:
            return text.span(*origin.name_at)
        document = self.document(origin.file)
        start, end = document.offsets(document.nearest((*origin.path, *path)), key=key)
        if within and (
            found := re.compile(r"\s+".join(map(re.escape, within.split()))).search(text.content, start, end)
        ):
            start, end = found.span()
        return text.span(start, end)

    def problem(  # noqa: PLR0913 - a problem has as many parts as it can say
        self,
        origin: Origin,
        path: FieldPath,
        code: str,
        message: str,
        *,
        key: bool = False,
        within: str = "",
        label: str = "",
        related: Iterable[Related] = (),
        notes: Iterable[tuple[str, str]] = (),
        ids: tuple[str, ...] = (),
        since: str | None = None,
        delta: int | None = None,
        help_: str = "",
    ) -> Problem:
        """A problem of one field of a record."""
        return Problem(
            code=code,
            message=message,
            file=origin.file,
            span=self.span(origin, path, key=key, within=within),
            label=label,
            related=tuple(related),
            notes=tuple(notes),
            ids=ids,
            since=since,
            delta=delta,
            help=help_,
        )

    def related(self, origin: Origin, path: FieldPath, message: str, ids: tuple[str, ...] = ()) -> Related:
        """The other place of a problem."""
        return Related(origin.file, self.span(origin, path), message, ids)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that was read, in an order that neither disk nor file names decide."""

    case: Case | None
    """None where `case.yaml` could not be read."""
    problems: tuple[Problem, ...]
    files: int
    origins: Mapping[EventId, Origin]
    assertion_origins: tuple[Origin, ...]
    """One for each assertion of the case, in the same order."""
    source_origins: Mapping[SourceId, Origin]
    """Of sources and of seeds."""
    head_origin: Origin | None
    texts: Texts
    skipped: tuple[str, ...] = ()
    """What was not looked at because of an earlier problem, in words."""

    @property
    def complete(self) -> bool:
        """Whether nothing is wrong that reports may not pass over."""
        return not any(problem.severity == "error" for problem in self.problems)

    def origin(self, event_id: str) -> Origin | None:
        """Where an event is written."""
        return self.origins.get(EventId(event_id))

    def span(self, origin: Origin, path: FieldPath = ("id",), *, key: bool = False) -> Span:
        """The place of a field of a record."""
        return self.texts.span(origin, path, key=key)


def problem_at(
    ledger: Ledger, event_id: str | Origin, path: FieldPath, code: str, message: str, **more: Unpack[Parts]
) -> Problem:
    """A problem of one field of a record: of an event by its id, of any other record by its `Origin`.

    Raises:
        KeyError: if no event has this id.
    """
    if isinstance(event_id, Origin):
        return ledger.texts.problem(event_id, path, code, message, **more)
    more.setdefault("ids", (event_id,))
    return ledger.texts.problem(ledger.origins[EventId(event_id)], path, code, message, **more)


def related_at(ledger: Ledger, event_id: str | Origin, path: FieldPath, message: str) -> Related:
    """The other place of a problem."""
    if isinstance(event_id, Origin):
        return ledger.texts.related(event_id, path, message)
    return ledger.texts.related(ledger.origins[EventId(event_id)], path, message, (event_id,))
