"""What a case declares of itself: who may appear, what people see, by which rules its baseline was chosen."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from negotiation.domain.codings import Coding
from negotiation.domain.edtf import EdtfDate
from negotiation.domain.events import Event
from negotiation.domain.ids import EventId
from negotiation.domain.refs import (
    ActorRef,
    CoderRef,
    EventRef,
    HolderRef,
    PersonRef,
    ReadingRef,
    RuleRef,
    SourceRef,
    SubjectPath,
    SubjectRef,
)
from negotiation.domain.values import Account, Attribution, OneOrMore, Written


class Role(Written):
    """A role held for a time; both ends inclusive, open where left out."""

    role: str
    from_: Annotated[EdtfDate | None, Field(alias="from")] = None
    to: EdtfDate | None = None


class Organ(Written):
    """A body of a party."""

    id: ActorRef
    name: str
    aliases: tuple[str, ...] = ()


class Party(Written):
    """Someone who can promise, be promised, or act."""

    id: ActorRef
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    organs: tuple[Organ, ...] = ()
    note: str | None = None


class SpeaksFor(Written):
    """For whom a person's words count, and when."""

    party: ActorRef
    from_: Annotated[EdtfDate | None, Field(alias="from")] = None
    to: EdtfDate | None = None


class ContestedRoles(Written):
    """What a person's role is called, by whom."""

    accounts: tuple[Account[str], ...]


class Person(Written):
    """Someone who speaks."""

    id: PersonRef
    name: str
    aliases: tuple[str, ...] = ()
    speaks_for: tuple[SpeaksFor, ...] = ()
    roles: ContestedRoles | tuple[Role, ...] = ()
    note: str | None = None


class Reading(Written):
    """An interpretation of the terms and of disputed facts, held by someone."""

    id: ReadingRef
    held_by: ActorRef | None = None
    baseline_rules: tuple[RuleRef, ...] = ()
    note: str | None = None


class Coverage(Written):
    """First and last day that the case speaks of; outside it the answer is `not coded`."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            msg = "coverage_order"
            raise PydanticCustomError(msg, "coverage ends before it starts")
        return self


class Invariant(Written):
    """What must hold of a subject's figures under every reading, from an event on."""

    id: Annotated[str, Field(min_length=1)]
    subject: SubjectRef
    since: EventRef | None = None
    holds: str


class Selection(Written):
    """What the case set out to record, from what, and what it leaves out."""

    commitment: str | None = None
    sources: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()


class Excluded(Written):
    """A row of research that is no event, and why."""

    row: str
    reason: str


class Coder(Written):
    """Somebody who codes records, by an id that need not be a name."""

    id: CoderRef
    note: str | None = None


class Codebook(Written):
    """The rules that coders code by, and which of its versions records may say."""

    id: Annotated[str, Field(min_length=1)]
    version: Annotated[str, Field(min_length=1)]
    """The one in use."""
    earlier: tuple[str, ...] = ()
    """Those that records were coded by before."""


class LoadedWord(Written):
    """A word refused in the case's own prose."""

    word: str
    neutral: str | None = None
    reason: str | None = None
    allowed: str | None = None
    """Why this case writes the word all the same, which a list of the program has."""

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if self.allowed is not None and self.neutral is not None:
            msg = "allowed_word"
            raise PydanticCustomError(msg, "a word that is allowed has no `neutral` to be written instead")
        return self


WordList = Literal["english-1"]
"""Lists of words that judge, as the program ships them."""


class CaseFile(Written):
    """The head of a case (`case.yaml`)."""

    title: str
    tz: str
    coverage: Coverage
    release_day: date
    parties: tuple[Party, ...] = ()
    people: tuple[Person, ...] = ()
    readings: tuple[Reading, ...] = ()
    rules: dict[RuleRef, str] = Field(default_factory=dict[RuleRef, str])
    labels: dict[Literal["performed", "outstanding"], str] = Field(
        default_factory=dict[Literal["performed", "outstanding"], str]
    )
    invariants: tuple[Invariant, ...] = ()
    selection: Selection | None = None
    excluded: tuple[Excluded, ...] = ()
    lexicon: tuple[LoadedWord, ...] = ()
    coders: tuple[Coder, ...] = ()
    codebook: Codebook | None = None
    lexicons: tuple[WordList, ...] = ()
    """Lists of loaded words that the program ships, and the case takes up besides its own."""
    seeds: tuple[SourceRef, ...] = ()
    """Documents whose claims are accounted for one by one, by the names of their records."""


LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
"""A language tag of BCP 47, as far as its form shows."""

HostKind = Literal[
    "official", "wire", "wire-copy", "press", "advocacy", "mirror", "blog", "broadcaster",
    "encyclopedia", "register", "treaty-text", "research",
]  # fmt: skip


class RetractedSource(Written):
    """That a publisher took a document back."""

    on: EdtfDate
    reason: str


class Source(Written):
    """A document that events cite."""

    id: SourceRef
    publisher: str
    host: str | None = None
    host_kind: OneOrMore[HostKind]
    date: EdtfDate | None
    title: str | None
    origin: str
    """Who first made the content: two sources are independent when their origins differ."""
    archived: str | None
    url: str | None
    side: ActorRef | None = None
    """The party whose own publication it is; none of the parties' where it is left out."""
    language: Annotated[str | None, Field(pattern=LANGUAGE)] = None
    """Its language, as a BCP 47 tag (`he`, `pt-BR`); not known where it is left out."""
    retracted: RetractedSource | None = None
    note: str | None = None


class SeedClaim(Written):
    """One claim of a seed document, in our own words, and where it went."""

    id: SourceRef
    attribution: Attribution
    says: str
    events: tuple[EventRef, ...] = ()
    reason: Literal["background", "caption", "duplicate", "outside-selection"] | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if bool(self.events) == (self.reason is not None):
            msg = "claim_leads"
            raise PydanticCustomError(msg, "a claim leads to events, or to one reason, and not to both")
        return self


class Seed(Written):
    """A document that the case was started from: digests and a checklist, and none of its text."""

    id: SourceRef
    publisher: str
    title: str | None
    date: EdtfDate
    byline: str | None
    origin: str
    normalisation: Literal["nfc-spaces-1"]
    sha256: str
    paragraphs: dict[str, str]
    claims: tuple[SeedClaim, ...]


class Assertion(Written):
    """A check that a curator wrote: what the answer must be."""

    on: EdtfDate
    known: EdtfDate | Literal["same"] | None = None
    reading: ReadingRef | None = None
    subject: Annotated[str, SubjectPath]
    depositary: HolderRef | None = None
    expect: Annotated[dict[str, Any], Field(min_length=1)]
    note: str | None = None


class Release(Written):
    """What was released on a day: from then on these records are corrected by others, and not edited."""

    on: date
    form: Literal["events-1"]
    """Of what the digests are: of events, each in its one form."""
    events: dict[EventRef, Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]]
    """The SHA-256 of each event that no earlier release has."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that was curated of one negotiation, ready to be replayed."""

    id: str
    head: CaseFile
    sources: tuple[Source, ...]
    seeds: tuple[Seed, ...]
    events: tuple[Event, ...]
    assertions: tuple[Assertion, ...]
    codings: tuple[Coding, ...] = ()
    """Second codings; no answer rests on them."""

    def event(self, id_: EventId) -> Event | None:
        """The event with this id."""
        return next((e for e in self.events if e.id == id_), None)
