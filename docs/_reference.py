"""The tables of the pages, read off the code: every field of every record, every rule, the words of the status.

A page holds a table between two marks of cog, `make pages` writes it anew, and `cog --check` compares. Where a field
has no docstring of its own its meaning stands in `MEANINGS`; `tests/test_format_doc.py` holds that every field has one.
"""

import ast
import inspect
import types
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from negotiation.domain import refs
from negotiation.domain.case import (
    Assertion,
    CaseFile,
    ContestedRoles,
    Coverage,
    Excluded,
    Invariant,
    LoadedWord,
    Organ,
    Party,
    Person,
    Reading,
    Role,
    Seed,
    SeedClaim,
    Selection,
    Source,
    SpeaksFor,
)
from negotiation.domain.edtf import EdtfDate
from negotiation.domain.events import EventBase, kinds
from negotiation.domain.events.commitments import (
    Bearing,
    EachTranche,
    Figure,
    Level,
    Power,
    Rate,
    Rated,
    Recurs,
    Renewal,
    Size,
    Terms,
    TrancheTerms,
)
from negotiation.domain.events.common import Count, Quantity, Range, Share, StatedReason
from negotiation.domain.events.instruments import Instrument
from negotiation.domain.events.record import DeclaredDifference
from negotiation.domain.expressions import Anchor, Condition, DateExpression, Duration, Pattern, Window
from negotiation.domain.rules import RULES
from negotiation.domain.values import Account, Adopted, Citation, Held, Holding
from negotiation.domain.words import RAN_OUT, UNOBSERVED, Standing, word_for

PACKAGE = Path(__file__).resolve().parent.parent / "negotiation"

NAMED: tuple[tuple[Any, str], ...] = (
    (DateExpression, "date expression"),
    (Anchor, "event's id or date expression"),
    (Condition, "condition"),
    (EdtfDate, "date"),
    (Figure, "count, total that follows, range or `unknown`"),
    (Size, "count, share, range, `unknown` or `rest`"),
    (Count, "count, share, range or `unknown`"),
    (Quantity, "count"),
    (refs.EventId, "event's id"),
    (refs.SubjectId, "subject's id"),
    (refs.TrancheId, "tranche's id"),
    (refs.ActorId, "party's or organ's id"),
    (refs.PersonId, "person's id"),
    (refs.HolderId, "holder's id"),
    (refs.ReadingId, "reading's id"),
    (refs.SourceId, "source's id"),
    (refs.RuleId, "rule's id"),
)
"""Types that have a name of their own, in words."""

PLAIN: dict[Any, str] = {str: "text", int: "number", bool: "`true` or `false`", Any: "value of the field named"}

PARTS: dict[type[BaseModel], str] = {
    TrancheTerms: "tranche",
    EachTranche: "terms of every tranche",
    Power: "power",
    Level: "level",
    Renewal: "renewal",
    Range: "range",
    Recurs: "recurrence",
    Rate: "rate",
    Rated: "total that follows",
    Share: "share",
    Window: "window",
    Duration: "length",
    Terms: "terms",
    Bearing: "bearing",
    Instrument: "instrument",
    DeclaredDifference: "declared difference",
    StatedReason: "stated reason",
    Citation: "citation",
    Pattern: "pattern",
    Holding: "value with holders",
    Account: "account",
    Adopted: "adopted value",
    Party: "party",
    Organ: "organ",
    Person: "person",
    Role: "role",
    ContestedRoles: "`accounts` of roles",
    SpeaksFor: "party spoken for",
    Reading: "reading",
    Coverage: "coverage",
    Invariant: "invariant",
    Selection: "selection",
    Excluded: "excluded row",
    LoadedWord: "loaded word",
    SeedClaim: "claim",
}
"""What the parts of records are called."""

MEANINGS: dict[str, str] = {
    "Account.basis": "Why a value without a passage counts.",
    "Account.holder": "Who gives the value: a party, an organ, a person, a reading or a source.",
    "Account.note": "Anything more, in the curator's words.",
    "Account.paragraph": "The paragraph, where the holder is a seed.",
    "Account.value": "The value that the holder gives.",
    "Acted.act": "What was done, in the curator's words.",
    "Acted.bears_on": "The commitments that the act may fall within.",
    "Acted.by": "Who did it.",
    "Acted.quantity": "How many.",
    "Acted.unit": "Of what.",
    "Adopted.reported": "From when the rule can be applied; the event's own `reported` where it is left out.",
    "Adopted.rule": "The rule of the case that chose it.",
    "Adopted.value": "The value chosen.",
    "Amended.by": "Who changes the terms.",
    "Amended.consent": "Everyone who agreed.",
    "Amended.power": "The power that is used.",
    "Amended.retroactive": "Whether the text says that it reaches back over the version that it replaces.",
    "Amended.rule": "The rule of the case by which an announcement counts as terms.",
    "Amended.subject": "The commitment, tranche or process.",
    "Answered.by": "Who answers.",
    "Answered.subject": "The proposals answered.",
    "Assertion.depositary": "With the subject `instruments`: count those of one depositary.",
    "Assertion.expect": "Fields of the answer and what they must be; of a range, `min` and `max`.",
    "Assertion.known": "As known at the end of this day, or `same` for the day asked about; hindsight where left out.",
    "Assertion.note": "Anything more, in the curator's words.",
    "Assertion.on": "The day asked about.",
    "Assertion.reading": "Under which reading; `record` where left out.",
    "Assertion.subject": "A subject, a tranche, or the word `instruments` for counts over all of them.",
    "Bearing.subject": "The commitment.",
    "Bearing.within": "Whether the act falls within it; may be held differently by readings.",
    "CaseFile.coverage": "First and last day that the case speaks of.",
    "CaseFile.excluded": "Rows of research that are no events, and why.",
    "CaseFile.invariants": "What must hold of the figures.",
    "CaseFile.labels": "What people see for `performed` and `outstanding`.",
    "CaseFile.lexicon": "Words that the case's own prose does without.",
    "CaseFile.parties": "Who can promise, be promised or act.",
    "CaseFile.people": "Who speaks.",
    "CaseFile.readings": "`record`, and whoever reads the terms differently.",
    "CaseFile.release_day": "What hand-written records without `recorded` count as.",
    "CaseFile.rules": "The rules by which the baseline was chosen, each as a sentence.",
    "CaseFile.selection": "What the case set out to record, and from what.",
    "CaseFile.title": "The case's name.",
    "CaseFile.tz": "Its time zone, by its IANA name.",
    "Citation.attribution": "Who speaks in the passage.",
    "Citation.note": "Anything more, in the curator's words.",
    "Citation.source": "A source of the register, or a seed.",
    "Citation.speaker": "The person, where one is named.",
    "Closed.by": "Who closes it.",
    "Closed.new_debtor": "Who owes it from now on.",
    "Closed.power": "The power that is used.",
    "Closed.quantity": "How much of it; all of it where left out.",
    "Closed.replaced_by": "What stands in its place.",
    "Closed.subject": "The commitments, tranches, processes, proposals or instruments.",
    "Committed.commitment": "The id that the promise gets.",
    "Committed.creditor": "To whom it is owed.",
    "Committed.debtor": "Who owes it; the status is given for each of several.",
    "Committed.obligation": "What sort of promise it is; what else is required follows from it.",
    "Contacted.by": "Who met, called, mediated or called off.",
    "Contacted.form": "What kind of contact.",
    "Contacted.place": "Where.",
    "Contacted.planned": "The day that was planned, of what was called off.",
    "Contacted.to": "Whom.",
    "ContestedRoles.accounts": "What each holder calls the person.",
    "Corrected.by": "Who corrects.",
    "Corrected.reason": "What kind of change it is.",
    "Corrected.revises": "The record corrected.",
    "Corrected.set": "The fields that it should have had, with their values.",
    "Coverage.end": "Last day, included.",
    "Coverage.start": "First day.",
    "Decided.breakdown": "Parts of the quantity, by name.",
    "Decided.by": "The organ or party.",
    "Decided.outcome": "What was decided: a word that patterns can ask for.",
    "Decided.quantity": "How many; sizes a tranche whose terms give no size.",
    "Decided.subject": "What the decision is about.",
    "DeclaredDifference.sources": "The sources of both figures.",
    "DeclaredDifference.value": "By how much the reading's figures exceed its total.",
    "Duration.days": "Days.",
    "Duration.months": "Months, to the same day of the month or its last.",
    "Duration.years": "Years.",
    "EachTranche.condition": "What each tranche waits for.",
    "EachTranche.due": "When each tranche is due.",
    "EnteredIntoForce.by": "Who says so or causes it.",
    "EnteredIntoForce.subject": "The instruments.",
    "EventBase.basis": "Goes with `certainty: unknown`: the fact is our arithmetic, or general knowledge.",
    "EventBase.certainty": "How sure; shown, and moves nothing.",
    "EventBase.kind": "What happened; it decides which other fields there are.",
    "EventBase.note": "Anything more, in the curator's words.",
    "EventBase.sources": "The passages that say so; at least one.",
    "EventBase.speaker": "The person who speaks or acts, where one is named.",
    "EventBase.stated_reason": "The cause that somebody gives.",
    "EventBase.title": "A neutral clause: act and actor.",
    "Excluded.reason": "Why it is no event.",
    "Excluded.row": "The row of research.",
    "HeldValue.accounts": "What named holders who are no readings give.",
    "HeldValue.adopted": "The value that the case goes by, with its rule.",
    "HeldValue.by_reading": "What each reading gives; `null` says that there is no such term.",
    "HeldValue.declared_difference": "By how much the reading's figures do not add up to its total.",
    "HeldValue.field": "The field's name; `within:COMMITMENT` for what an act falls within.",
    "HeldValue.value": "Not used; the base value stands in the record itself.",
    "Holding.accounts": "What named holders who are no readings give.",
    "Holding.adopted": "The value that the case goes by, with its rule.",
    "Holding.by_reading": "What each reading gives; `null` says that there is no such term.",
    "Holding.note": "Anything more, in the curator's words.",
    "Holding.reported": "From when `by_reading` is known; the event's own `reported` where it is left out.",
    "Holding.sources": "The passages for what the readings hold.",
    "Holding.value": "The base, which the readings not named inherit.",
    "Instrument.depositary": "With whom it is deposited.",
    "Instrument.id": "The id that the instrument gets.",
    "Instrument.letter": "The number of the letter that carried it.",
    "Instrument.treaty": "The treaty's name.",
    "InstrumentAction.by": "Who acts.",
    "InstrumentAction.subject": "The instruments.",
    "Invariant.holds": "A comparison of two sums of figures.",
    "Invariant.id": "Its name.",
    "Invariant.since": "The event from which on it must hold; always, where left out.",
    "Invariant.subject": "The commitment or tranche.",
    "Level.at_least": "The floor, included.",
    "Level.at_most": "The ceiling, included.",
    "Level.unit": "Of what.",
    "LoadedWord.neutral": "What to write instead.",
    "LoadedWord.reason": "Why it is not neutral.",
    "LoadedWord.word": "The word or words, in whatever case.",
    "MeasureTaken.bears_on": "The commitments that the measure may fall within.",
    "MeasureTaken.by": "Who takes it.",
    "MeasureTaken.measure": "The id that the measure has at all its stages.",
    "MeasureTaken.place": "Where.",
    "MeasureTaken.quantity": "How many, at this stage.",
    "MeasureTaken.stage": "How far it has come.",
    "MeasureTaken.unit": "Of what.",
    "Observed.by": "Who counted or saw it.",
    "Observed.subject": "The commitment or tranche.",
    "Observed.value": "A count for a level; `kept` or `not-kept` for a state; `not-performed` for what was due.",
    "Organ.aliases": "Other names.",
    "Organ.id": "The id that the organ gets.",
    "Organ.name": "What people see.",
    "Party.aliases": "Other names.",
    "Party.id": "The id that the party gets.",
    "Party.name": "What people see.",
    "Party.note": "Anything more, in the curator's words.",
    "Party.organs": "Its bodies.",
    "Party.roles": "What it is in the case, and when.",
    "Pattern.by": "Who did it.",
    "Pattern.kind": "Of which kind.",
    "Pattern.outcome": "With which outcome.",
    "Pattern.process": "Of which process.",
    "Pattern.subject": "About what; the commitment or tranche that the term belongs to where it is left out.",
    "Performed.breakdown": "Parts of the quantity, by name.",
    "Performed.by": "Who performed.",
    "Performed.conforming": "Whether it is what was promised; what is not counts as nothing.",
    "Performed.quantity": "How many came; the one act promised needs none.",
    "Performed.subject": "The commitment, or the tranche that it is for.",
    "Decided.power": "The power that it decides by; void without it.",
    "Observed.power": "The power that it is made under; void without it.",
    "TalksStep.tolls_on_suspension": "Whether the deadline moves while they are suspended.",
    "TalksStep.powers": "Who may do what to the talks.",
    "Told.power": "The power that a determination is made by, where it is not `determine`.",
    "Person.aliases": "Other names.",
    "Person.id": "The id that the person gets.",
    "Person.name": "What people see.",
    "Person.note": "Anything more, in the curator's words.",
    "Person.roles": "What the person is, and when; or what each holder calls it.",
    "Person.speaks_for": "For whom the person's words count.",
    "Proposed.by": "Who proposes.",
    "Proposed.commitment": "The commitment that would come of it, or be changed.",
    "Proposed.counters": "The proposal that it answers with another.",
    "Proposed.extends": "What it would extend: the talks, or a commitment.",
    "Proposed.form": "What sort of proposal.",
    "Proposed.open_until": "Last day on which it can be accepted; after it the proposal lapses.",
    "Proposed.proposal": "The id that the proposal gets.",
    "Proposed.terms": "The terms proposed; any of those in [Terms](#terms).",
    "Proposed.to": "To whom.",
    "Range.max": "The highest it can be; no known ceiling where left out.",
    "Range.min": "The lowest it can be.",
    "Reading.baseline_rules": "For `record`: the rules by which it was chosen.",
    "Reading.held_by": "The party that holds it.",
    "Reading.id": "The id that the reading gets; it may be that of its holder.",
    "Reading.note": "Anything more, in the curator's words.",
    "Renewal.period": "By how long.",
    "Renewal.unless": "What stops it.",
    "Retracted.by": "Who takes it back.",
    "Retracted.reason": "What kind of change it is.",
    "Retracted.revises": "The record taken back.",
    "Reversed.by": "Who undoes it.",
    "Reversed.quantity": "How much of it; all of it where left out.",
    "Reversed.undoes": "The performance or act.",
    "Role.from": "First day.",
    "Role.role": "Its name.",
    "Role.to": "Last day, included.",
    "Running.by": "Who suspends or resumes.",
    "Running.consent": "Who else agreed.",
    "Running.subject": "The commitments or the talks.",
    "Scheduled.by": "Who announces it.",
    "Scheduled.effective": "The announced day of effect.",
    "Scheduled.subject": "The instruments.",
    "Seed.byline": "Who is named as its author.",
    "Seed.claims": "Every claim of the document.",
    "Seed.date": "Its date.",
    "Seed.id": "The id by which events cite it.",
    "Seed.normalisation": "How its text is put in form before it is digested.",
    "Seed.origin": "Who first made the content.",
    "Seed.paragraphs": "The digest of each paragraph, from `P1` on.",
    "Seed.publisher": "Who published it.",
    "Seed.sha256": "The digest of its paragraphs together.",
    "Seed.title": "Its title, if the copy has one.",
    "SeedClaim.attribution": "Who speaks.",
    "SeedClaim.events": "The events that carry it.",
    "SeedClaim.id": "Its id.",
    "SeedClaim.reason": "Why no event carries it.",
    "SeedClaim.says": "What it says, in the curator's words.",
    "Selection.commitment": "What counts as a commitment.",
    "Selection.out_of_scope": "What is left out.",
    "Selection.sources": "What was read.",
    "Signed.by": "Who signs.",
    "Signed.instruments": "The instruments that come into being.",
    "Signed.part_of": "The act in other units that this is the same as.",
    "Source.archived": "Where a copy is kept; `null` is a note of `check`.",
    "Source.date": "Its date.",
    "Source.host": "The site where the text was read, where that is not the publisher.",
    "Source.host_kind": "What sort of site or document it is.",
    "Source.id": "The id by which events cite it.",
    "Source.note": "Anything more, in the curator's words.",
    "Source.publisher": "Who published it.",
    "Source.title": "Its title, in its own words.",
    "Source.url": "Its address.",
    "SpeaksFor.from": "First day.",
    "SpeaksFor.party": "The party.",
    "SpeaksFor.to": "Last day, included.",
    "StatedReason.reason": "The cause, in the curator's words.",
    "StatedReason.speaker": "Whose cause it is.",
    "Stated.by": "Who says it.",
    "Stated.states": "What is said, in the curator's words.",
    "Stated.subject": "About what.",
    "TalksStep.by": "Who takes part.",
    "TalksStep.deadline": "Until when.",
    "TalksStep.outcome": "What came of it.",
    "TalksStep.process": "The id of the process.",
    "Terms.act": "What is to be done, or not done.",
    "Terms.beneficiary": "Who gains by it. Shown with the record; moves nothing.",
    "Terms.condition": "What the whole waits for.",
    "Terms.deadline": "The last day of the talks.",
    "Terms.due": "When it is due.",
    "Terms.duty": "What is owed: a result, or an effort. Shown, also where holders differ; moves nothing.",
    "Terms.each_tranche": "What holds of every tranche; a tranche's own term overrides it.",
    "Terms.expires_when": "What makes it expire.",
    "Terms.instrument": "What it comes from. Shown with the record; moves nothing.",
    "Terms.lapses_when": "What makes it lapse.",
    "Terms.level": "The ceiling or floor to be kept.",
    "Terms.link": "How a reciprocal promise hangs on the other. Shown with the record; moves nothing.",
    "Terms.performer": "Who is to do it. Shown with the record; moves nothing.",
    "Terms.powers": "Who may do what to it.",
    "Terms.suspended_while": "It is suspended on every day on which this is true.",
    "Terms.reciprocal_of": "The promise that it answers. Shown with the record; moves nothing.",
    "Terms.renewal": "How it prolongs itself.",
    "Terms.size": "A tranche's count, in an amendment of that tranche.",
    "Terms.state": "What is to be kept true.",
    "Terms.survives_breach": "Whether late performance counts, as it does where left out; without it, it is outside.",
    "Terms.tolls_on_suspension": "Whether due dates move while it is suspended.",
    "Terms.total": "How many in all.",
    "Terms.tranches": "Its parts.",
    "Terms.unit": "Of what.",
    "Terms.window": "From when to when it is to be kept.",
    "Told.against": "Whom it is said of.",
    "Told.asserts": "What is claimed or found.",
    "Told.by": "Who says it.",
    "Told.quantity": "How many.",
    "Told.since": "Since when it is said to be so.",
    "Told.states": "What is said, in the curator's words.",
    "Told.subject": "About what.",
    "TrancheTerms.condition": "What it waits for.",
    "TrancheTerms.due": "When it is due.",
    "TrancheTerms.id": "Its id, within the commitment.",
    "TrancheTerms.size": "How many; where it is left out, what was approved for it.",
    "Window.from": "First day.",
    "Window.until": "Last day, included.",
    "Withheld.by": "The debtor.",
    "Withheld.subject": "The commitment or tranche.",
    "Withheld.to": "Who was told.",
}
"""What a field means, where its class does not say so itself."""

STANDINGS: tuple[tuple[str, Standing], ...] = (
    ("phase proposed", Standing("deliver", "proposed", "none")),
    ("phase conditional", Standing("deliver", "conditional", "not due")),
    ("phase satisfied: the window of refrain or maintain closed unbroken", Standing("refrain", "satisfied", "none")),
    ("phase satisfied, every part in time", Standing("deliver", "satisfied", "met")),
    ("phase satisfied, a part late", Standing("deliver", "satisfied", "met", late=True)),
    (
        "phase ended, an act whose scope nobody settles",
        Standing("refrain", "ended", "none", acts="unknown"),
    ),
    (
        "phase ended, an act about whose scope holders differ",
        Standing("refrain", "ended", "none", acts="unknown", scope_contested=True),
    ),
    ("phase ended, an act that the reading includes", Standing("refrain", "ended", "none", acts="true")),
    ("phase ended, an exceedance", Standing("maintain", "ended", "none", exceeded=True, has_level=True)),
    ("phase ended, the state observed not to be kept", Standing("maintain", "ended", "none", exceeded=True)),
    (
        "phase lapsed because the window closed while suspended",
        Standing("maintain", "lapsed", "none", closing="the window closed"),
    ),
    (
        "phase lapsed because nobody observed the level in the window",
        Standing("maintain", "lapsed", "none", closing=UNOBSERVED),
    ),
    (
        "phase lapsed because the last observation had run out by the end of the window",
        Standing("maintain", "lapsed", "none", closing=RAN_OUT),
    ),
    ("any other terminal phase: the phase itself, as", Standing("deliver", "waived", "none")),
    ("deliver or act, due met in time", Standing("act", "in force", "met")),
    ("deliver or act, due met late", Standing("act", "in force", "met", late=True)),
    ("deliver or act, not due", Standing("deliver", "in force", "not due")),
    ("deliver or act, due today", Standing("deliver", "in force", "today")),
    (
        "deliver or act, overdue, somebody reports that it was not performed",
        Standing("deliver", "in force", "overdue", reported_undone=True),
    ),
    ("deliver or act, overdue, a part performed", Standing("deliver", "in force", "overdue", partly=True)),
    ("deliver or act, overdue, nothing performed", Standing("deliver", "in force", "overdue")),
    ("deliver or act, anything else", Standing("deliver", "in force", "upcoming")),
    (
        "refrain or maintain, before the window",
        Standing("refrain", "in force", "none", started=False),
    ),
    ("refrain or maintain, suspended", Standing("maintain", "in force", "none", suspended=True)),
    ("an act that the reading includes", Standing("refrain", "in force", "none", acts="true")),
    ("an act whose scope nobody settles", Standing("refrain", "in force", "none", acts="unknown")),
    (
        "an act about whose scope holders differ",
        Standing("refrain", "in force", "none", acts="unknown", scope_contested=True),
    ),
    ("the last observation exceeds the level", Standing("maintain", "in force", "none", exceeded=True, has_level=True)),
    ("the last observation is that the state is not kept", Standing("maintain", "in force", "none", exceeded=True)),
    ("a level never observed", Standing("maintain", "in force", "none", has_level=True)),
    (
        "a level whose last observation ran out",
        Standing("maintain", "in force", "none", has_level=True, observed="stale"),
    ),
    ("refrain or maintain, anything else", Standing("refrain", "in force", "none")),
    (
        "any of the above for deliver or act, suspended",
        Standing("deliver", "in force", "upcoming", suspended=True),
    ),
)
"""From the top: the first row that fits gives the word."""

FILE_PARTS: tuple[type[BaseModel], ...] = (
    CaseFile,
    Coverage,
    Party,
    Organ,
    Role,
    Person,
    SpeaksFor,
    ContestedRoles,
    Reading,
    Invariant,
    Selection,
    Excluded,
    LoadedWord,
)
SOURCE_PARTS: tuple[type[BaseModel], ...] = (Source, Seed, SeedClaim)
VALUE_PARTS: tuple[type[BaseModel], ...] = (Citation, StatedReason, Holding, Account, Adopted)
TERM_PARTS: tuple[type[BaseModel], ...] = (
    Terms,
    TrancheTerms,
    EachTranche,
    Recurs,
    Rated,
    Rate,
    Share,
    Range,
    Window,
    Duration,
    Level,
    Renewal,
    Power,
    Pattern,
)
EVENT_PARTS: tuple[type[BaseModel], ...] = (Bearing, Instrument, DeclaredDifference)


def shapes() -> dict[type[EventBase], list[str]]:
    """The classes of events in the order of the union, each with the words that it is written under."""
    found: dict[type[EventBase], list[str]] = {}
    for word, cls in kinds().items():
        found.setdefault(cls, []).append(word)
    return found


def documented() -> tuple[type[BaseModel], ...]:
    """Every class whose fields the pages list."""
    return (*FILE_PARTS, *SOURCE_PARTS, *VALUE_PARTS, *TERM_PARTS, EventBase, *shapes(), *EVENT_PARTS, Assertion)


def fields_of(cls: type[BaseModel]) -> Iterator[tuple[str, str, bool, str]]:
    """Each field that a class adds: as it is written, its type in words, whether it is required, what it means."""
    hints = get_type_hints(cls, include_extras=True)
    inherited = _inherited(cls)
    for name, info in cls.model_fields.items():
        if name not in inherited and (name != "kind" or EventBase not in cls.__mro__[1:]):
            written = info.alias or name
            yield written, in_words(hints[name]), info.is_required(), meaning(cls, name)
        if cls is EventBase and name == "id":
            yield "kind", "a word of [Every kind of event](#every-kind-of-event)", True, MEANINGS["EventBase.kind"]


def meaning(cls: type[BaseModel], name: str) -> str:
    """What a field means: its docstring, or what `MEANINGS` has for it."""
    info = cls.model_fields[name]
    said = docstring(cls, name) or MEANINGS.get(f"{_plain_name(cls)}.{info.alias or name}", "")
    return " ".join(said.split())


def docstring(cls: type[BaseModel], name: str) -> str:
    """What stands under a field, in the class that writes it or in the one that it comes from.

    The models do not read their own sources for it: a run that answers would wait for what only a page needs.
    """
    for one in cls.__mro__:
        if name in inspect.get_annotations(one):
            return _docstrings(one).get(name, "")
    return ""


@cache
def _docstrings(cls: type) -> dict[str, str]:
    """The texts that stand right after the fields of a class."""
    written = next(node for node in ast.parse(dedent(inspect.getsource(cls))).body if isinstance(node, ast.ClassDef))
    found: dict[str, str] = {}
    for pair in pairwise(written.body):
        match pair:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(said))):
                found[name] = inspect.cleandoc(said)
            case _:
                pass
    return found


def in_words(kind: Any) -> str:
    """A field's type as a curator would say it.

    >>> in_words(Held[Quantity] | None)
    'count, or with holders'
    """
    for known, words in NAMED:
        if kind == known or _narrowed(kind, known):
            return words
    if get_origin(kind) is Held:
        return f"{in_words(get_args(kind)[0])}, or with holders"
    if get_origin(kind) in {types.UnionType, Union}:
        return _one_of([part for part in get_args(kind) if part is not types.NoneType])
    if get_origin(kind) is Annotated:
        return _annotated(kind)
    return _container(kind)


def _narrowed(kind: Any, known: Any) -> bool:
    """Whether a field's type is a known one with more said of it: `Annotated` keeps no nesting."""
    if get_origin(kind) is not Annotated or get_origin(known) is not Annotated:
        return False
    (inner, *said), (other, *known_said) = get_args(kind), get_args(known)
    return inner == other and said[: len(known_said)] == known_said


def table(cls: type[BaseModel]) -> str:
    """The table of a class's own fields."""
    rows = [f"| `{n}` | {t} | {'yes' if r else ''} | {m} |" for n, t, r, m in fields_of(cls)]
    return "\n".join(["| field | type | required | meaning |", "|---|---|---|---|", *rows])


def tables(classes: tuple[type[BaseModel], ...], depth: int = 3) -> str:
    """A heading, the docstring and the table of each class."""
    parts = [f"{'#' * depth} {_title(cls)}\n\n{_sentence(cls)}\n\n{table(cls)}" for cls in classes]
    return _block("\n\n".join(parts))


def kind_tables() -> str:
    """A section for each shape of event: its words, what it is for, its own fields."""
    parts = [
        f"### {' '.join(f'`{word}`' for word in words)}\n\n{_sentence(cls)}{_any_term(cls)}\n\n{table(cls)}"
        for cls, words in shapes().items()
    ]
    return _block("\n\n".join(parts))


def kinds_in_short() -> str:
    """How many words there are, in how many shapes."""
    return _block(f"There are {len(kinds())} words in {len(shapes())} shapes; words in one shape have the same fields.")


def rule_table() -> str:
    """Every rule that an answer may name, with the sentence that `why` prints."""
    rows = [f"| `{rule}` | {sentence} |" for rule, sentence in RULES.items()]
    return _block("\n".join(["| rule | sentence |", "|---|---|", *rows]))


def word_table() -> str:
    """The words of the status, each made by the function that makes all of them."""
    rows = [f"| {said} | {word_for(standing).replace('{days}', 'n days')} |" for said, standing in STANDINGS]
    return _block("\n".join(["| what is so | the word |", "|---|---|", *rows]))


def module_table(folder: str) -> str:
    """Every module of a folder of the package with the first sentence of its docstring, as a table."""
    paths = [path for path in sorted((PACKAGE / folder).rglob("*.py")) if path.name != "__init__.py"]
    rows = [f"| `{path.relative_to(PACKAGE / folder).as_posix()}` | {_first_line(path)} |" for path in paths]
    return _block("\n".join(["| module | what it does |", "|---|---|", *rows]))


def _first_line(path: Path) -> str:
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split())


def _inherited(cls: type[BaseModel]) -> set[str]:
    above: tuple[type[BaseModel], ...] = (EventBase, Terms)
    names = {name for base in above if base in cls.__mro__[1:] for name in base.model_fields}
    return names - {name for name, info in cls.model_fields.items() if _asks_more(name, info)}


def _asks_more(name: str, info: Any) -> bool:
    """Whether a class has a field of every event and, other than every event, requires it."""
    common = EventBase.model_fields.get(name)
    return common is not None and info.is_required() and not common.is_required()


def _any_term(cls: type[BaseModel]) -> str:
    return " Besides, any of the [terms](#terms)." if issubclass(cls, Terms) and cls is not Terms else ""


def _annotated(kind: Any) -> str:
    inner, *extras = get_args(kind)
    listed = any(type(extra).__name__ == "BeforeValidator" for extra in extras)
    if get_origin(inner) is tuple and listed:
        return f"one or more: {in_words(get_args(inner)[0])}"
    return in_words(inner)


def _container(kind: Any) -> str:
    arguments = get_args(kind)
    if get_origin(kind) is tuple:
        return f"list: {in_words(arguments[0])}"
    if get_origin(kind) is dict:
        return f"mapping: {in_words(arguments[0])} to {in_words(arguments[1])}"
    if get_origin(kind) is Literal:
        return ", ".join(f"`{word}`" for word in arguments)
    if isinstance(kind, TypeVar):
        return "value of the field"
    return PLAIN.get(kind) or _part(kind)


def _part(kind: Any) -> str:
    cls: Any = getattr(kind, "__pydantic_generic_metadata__", {}).get("origin") or kind
    name: str = kind.__name__
    return PARTS.get(cls) or ("day" if name == "date" else name)


def _one_of(parts: list[Any]) -> str:
    return " or ".join(dict.fromkeys(in_words(part) for part in parts))


def _plain_name(cls: type[BaseModel]) -> str:
    return cls.__name__.partition("[")[0]


def _title(cls: type[BaseModel]) -> str:
    files: dict[type[BaseModel], str] = {CaseFile: "`case.yaml`", Source: "An item of `sources.yaml`", Seed: "`seeds/`"}
    return files.get(cls) or PARTS[cls].replace("`", "").capitalize()


def _sentence(cls: type[BaseModel]) -> str:
    return " ".join((cls.__doc__ or "").split())


def _block(text: str) -> str:
    return f"\n{text}\n\n"
