"""What has been read so far, file by file, before anybody looks at how the records fit together."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from negotiation.domain.case import Assertion, Case, CaseFile, Release, Seed, Source
from negotiation.domain.codings import Coding
from negotiation.domain.events import Event
from negotiation.ledger.files import CODINGS, EVENTS, HEAD, REGISTER, RELEASES, Copy, File
from negotiation.ledger.ledger import Texts
from negotiation.ledger.orderly import Placed, Within, events_in, nobody, orderly, sources_in, told
from negotiation.ledger.parses import Parses
from negotiation.ledger.places import Origin, Places
from negotiation.ledger.plain import Path, is_list
from negotiation.ledger.positions import Document
from negotiation.ledger.problems import Problem, Related
from negotiation.ledger.quick import Batch, OddError
from negotiation.ledger.schema import Read, codings_of, events_of, head_of, release_of, seed_of, sources_of
from negotiation.ledger.spans import Text
from negotiation.ledger.syntax import Fault

R = TypeVar("R")


@dataclass(slots=True)
class Pile:
    """Records with their origins, in the order of the files, and the problems of reading them."""

    head: Placed[CaseFile] | None = None
    sources: list[Placed[Source]] = field(default_factory=list[Placed[Source]])
    seeds: list[Placed[Seed]] = field(default_factory=list[Placed[Seed]])
    events: list[Placed[Event]] = field(default_factory=list[Placed[Event]])
    assertions: list[Placed[Assertion]] = field(default_factory=list[Placed[Assertion]])
    codings: list[Placed[Coding]] = field(default_factory=list[Placed[Coding]])
    releases: list[Placed[Release]] = field(default_factory=list[Placed[Release]])
    """In the order of their names, so that the earliest comes first."""
    problems: list[Problem] = field(default_factory=list[Problem])
    texts: Texts = field(default_factory=Texts)
    words: set[str] = field(default_factory=set[str])
    """What may be an id in records that were refused."""
    refused: int = 0
    lost: set[str] = field(default_factory=set[str])
    """What refused records may have given ids to that cannot be made out, by name space."""
    untold: int = 0
    """Mentions of ids that nothing has, and that something refused may have."""

    def add(self, file: File, copy: Copy, role: str, parses: Parses | None = None, within: Within = nobody) -> None:
        """Take in a file that is the head, the register, a seed's record, or a list of events.

        `within` is told how far the file has been read.
        """
        self.texts.add(file, copy.digest, copy.text)
        if file.path.suffix == ".yml":
            self._fault(file, copy.text, Fault("T100", "a file's name ends in .yaml", 0, 0, help="rename it"))
            return
        if not (role in {REGISTER, EVENTS} and self._add_orderly(file, told(orderly(copy, parses), within), role)):
            self._add_carefully(file, copy.document(), role)

    def _add_orderly(self, file: File, found: Iterator[Batch], role: str) -> bool:
        """Take in a file that is in order; whether it is."""
        places = Places(file.shown)
        try:
            if role == REGISTER:
                self.sources += sources_in(found, places)
            else:
                events, assertions = events_in(found, places)
                self.events += events
                self.assertions += assertions
        except OddError:
            return False
        return True

    def _add_carefully(self, file: File, document: Document, role: str) -> None:
        match role:
            case _ if role == HEAD:
                self.head = next(iter(self._placed(file, document, head_of(document))), None)
            case _ if role == REGISTER:
                self.sources.extend(self._placed(file, document, sources_of(document)))
            case _ if role == CODINGS:
                self.codings.extend(self._placed(file, document, codings_of(document)))
            case _ if role == RELEASES:
                self.releases.extend(self._placed(file, document, release_of(document)))
            case "seed":
                self.seeds.extend(self._placed(file, document, seed_of(document)))
            case _:
                events, assertions = events_of(document)
                self.events.extend(self._placed(file, document, events))
                self.assertions.extend(self._placed(file, document, assertions))

    def case(self, name: str) -> Case | None:
        """The case as far as it could be read, its events by id; of events with one id the first counts."""
        if self.head is None:
            return None
        events = {event.id: event for event, _ in reversed(self.events)}
        return Case(
            id=name,
            head=self.head[0],
            sources=tuple(source for source, _ in self.sources),
            seeds=tuple(seed for seed, _ in self.seeds),
            events=tuple(events[id_] for id_ in sorted(events)),
            assertions=tuple(assertion for assertion, _ in self.assertions),
            codings=tuple(coding for coding, _ in self.codings),
        )

    def skipped(self, errors: int) -> Iterator[str]:
        """What later phases did not look at, in words."""
        if self.head is None:
            yield "references and replay skipped: case.yaml could not be read"
            return
        if self.untold:
            yield f"{counted(self.untold, 'reference')} skipped: they may be to what an error above keeps out"
        if self.refused:
            yield f"replay skipped: {counted(self.refused, 'record')} could not be read"
        elif errors:
            yield f"replay skipped: {counted(errors, 'error')} in the files"

    def _placed(self, file: File, document: Document, read: Read[R]) -> Iterable[Placed[R]]:
        for fault in read.faults:
            self._fault(file, document.text, fault)
        self.words |= read.words
        self.refused += read.refused
        self.lost |= read.lost
        places = _places(file, document) if read.records else Places(file.shown)
        return [(record, _origin(places, path)) for record, path in read.records]

    def _fault(self, file: File, text: Text, fault: Fault) -> None:
        self.problems.append(problem_of(fault, file.shown, text))


def counted(number: int, what: str) -> str:
    """So many of something, in words."""
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def problem_of(fault: Fault, file: str, text: Text) -> Problem:
    """A fault of a text, now that its file is known."""
    related: tuple[Related, ...] = ()
    if fault.other is not None:
        start, end, said = fault.other
        related = (Related(file, text.span(start, end), said),)
    span = text.span(fault.start, fault.end)
    return Problem(fault.code, fault.message, file, span, fault.label, related, help=fault.help)


def _places(file: File, document: Document) -> Places:
    """Where the items of a document are, as a first pass would have found it."""
    if not is_list(document.data):
        start, end = document.offsets(())
        line = document.text.place(start).line
        return Places(file.shown, is_list=False, numbers=array("I", (start, end, line, line, 0, 0)))
    places = Places(file.shown)
    for number in range(len(document.data)):
        start, end = document.offsets((number,))
        first, _ = document.offsets((number, "assertion"))
        line = document.text.place(start).line
        places.add((start, end, line, document.text.place(first).line, 0, 0))
    return places


def _origin(places: Places, path: Path) -> Origin:
    return Origin(places, int(path[0]), path[1:]) if places.is_list else Origin(places)
