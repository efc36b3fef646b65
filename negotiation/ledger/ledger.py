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
from negotiation.ledger.files import File, read_again
from negotiation.ledger.places import Origin
from negotiation.ledger.plain import Path
from negotiation.ledger.positions import Document, read_part, read_text, unreadable
from negotiation.ledger.problems import Problem, Related
from negotiation.ledger.spans import Place, Span, Text

FieldPath = Path


AT_HAND = 8
"""Texts that are kept at hand, as long as they are small."""

LARGEST_AT_HAND = 4_000_000
"""Characters of several texts together; the last one is kept however long it is."""


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


@dataclass(slots=True)
class Texts:
    """The files' texts by the names they are shown by, and the places in them.

    Few of them are kept at hand: any other is read again when it has to be shown, and
    shown only if it still is what was read.
    """

    files: dict[str, tuple[File, str]] = field(default_factory=dict[str, tuple[File, str]])
    """Each file, with the digest of what was read of it."""
    _open: dict[str, Text] = field(default_factory=dict[str, Text])
    _held: dict[str, Text] = field(default_factory=dict[str, Text])
    """Texts that are in no file yet, and so cannot be read again."""
    _whole: tuple[str, Document] | None = None
    """The file that was looked at last as a whole."""

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of what was read of each file; nothing of one that could not be opened."""
        return {name: digest for name, (_, digest) in self.files.items()}

    def add(self, file: File, digest: str, text: Text) -> None:
        """Take in a file that was read."""
        self.files[file.shown] = file, digest
        self._keep(file.shown, text)

    def hold(self, file: File, text: Text) -> None:
        """Keep a text at hand for good: no file has it."""
        self._held[file.shown] = text

    def lines(self, file: str) -> Sequence[str]:
        """A file's lines, none for one that could not be read, or was changed since."""
        text = self.text(file)
        return () if text is None else text.lines

    def text(self, file: str) -> Text | None:
        """A file's text as it was read, if it still is that."""
        if file in self._held:
            return self._held[file]
        if file not in self._open and file in self.files:
            text = read_again(*self.files[file])
            if text is None:
                return None
            self._keep(file, text)
        return self._open.get(file)

    def _keep(self, file: str, text: Text) -> None:
        self._open[file] = text
        while len(self._open) > AT_HAND or (len(self._open) > 1 and self._size() > LARGEST_AT_HAND):
            del self._open[next(iter(self._open))]

    def _size(self) -> int:
        return sum(len(text.content) for text in self._open.values())

    def document(self, origin: Origin) -> Document:
        """A record's data with their places, or the whole file's where it makes no sense by itself."""
        text = self.text(origin.file)
        if text is None:
            return unreadable("")
        if origin.places.is_list and (part := read_part(text, origin.extent, (origin.number,))) is not None:
            return part
        if self._whole is None or self._whole[0] != origin.file:
            self._whole = origin.file, read_text(text)
        return self._whole[1]

    def span(self, origin: Origin, path: FieldPath, *, key: bool = False, within: str = "") -> Span:
        """The place of a field's value, or of its key, or of some words within the value."""
        if path == ("id",) and not key and (name := origin.name) is not None:
            return name
        text = self.text(origin.file)
        if text is None:  # another file than was read: the line is what is left to say
            return Span(Place(origin.line, 1), Place(origin.line, 1))
        document = self.document(origin)
        at = (*origin.path, *path)
        start, end = document.offsets(at if path == ("id",) and not key else document.nearest(at), key=key)
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
    coding_origins: tuple[Origin, ...] = ()
    """One for each second coding of the case, in the same order."""
    released: frozenset[str] = frozenset()
    """Events that some release has."""
    drafted: frozenset[str] = frozenset()
    """Files that are not there, and were read as if they were."""
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
