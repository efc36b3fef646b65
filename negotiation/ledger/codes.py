"""Every code that a problem may carry, in one table. Each has a page, `docs/errors/CODE.md`, which is also its test.

T0xx the text, T1xx its form and what it refers to, T2xx the model and the checks of the case, T3xx sources and
coverage, T4xx style, T9xx how the command was used.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
"""An error stops reports; a warning fails `check --strict` only; a note never fails anything."""

Phase = Literal["read", "schema", "reference", "replay", "invariant", "source", "style", "usage"]
"""What the loader was doing. A later phase does not look at what an earlier one refused."""


@dataclass(frozen=True, slots=True)
class Code:
    """What is known of a code besides its page."""

    name: str
    phase: Phase
    severity: Severity
    meaning: str


CODES: dict[str, Code] = {
    "T001": Code("unreadable-file", "read", "error", "The file could not be opened."),
    "T002": Code("not-utf-8", "read", "error", "The file holds bytes that are not UTF-8 text."),
    "T003": Code("control-character", "read", "error", "The file holds a character that nobody can see."),
    "T004": Code("tab", "read", "error", "A tab stands where YAML counts spaces."),
    "T005": Code("indentation", "read", "error", "A line is indented so that it belongs to nothing."),
    "T006": Code("syntax", "read", "error", "The text is not YAML: a bracket, quote or colon is missing or too many."),
    "T007": Code("duplicate-key", "read", "error", "A key is given twice in one record."),
    "T008": Code("not-written-out", "read", "error", "An anchor, alias, tag, merge key or second document."),
    "T009": Code("too-deep", "read", "error", "Values are nested deeper than any record needs."),
    "T010": Code("bad-key", "read", "error", "A key is empty, or a list or mapping instead of a word."),
    "T100": Code(
        "wrong-file-shape", "schema", "error", "The file, or an item of it, is not of the shape it must have."
    ),
    "T101": Code("unknown-field", "schema", "error", "A field that records of this kind do not have."),
    "T102": Code("missing-field", "schema", "error", "A field that records of this kind must have is missing."),
    "T103": Code("wrong-value", "schema", "error", "A value is not of the form that its field takes."),
    "T104": Code("unknown-kind", "schema", "error", "No event is of this kind."),
    "T105": Code("unknown-word", "schema", "error", "The field takes one of a few words, and this is none of them."),
    "T106": Code("bad-date", "schema", "error", "The value names no possible day."),
    "T107": Code("bad-id", "schema", "error", "An id is spelled in a way that ids are not."),
    "T108": Code("bad-expression", "schema", "error", "A date expression, condition or invariant has no known form."),
    "T109": Code("contradiction", "schema", "error", "Fields of one record that do not go together."),
    "T110": Code("duplicate-id", "reference", "error", "Two things of the case have the same id."),
    "T111": Code("unknown-event", "reference", "error", "No event of the case has this id."),
    "T112": Code("unknown-subject", "reference", "error", "Nothing in the case that can be a subject has this id."),
    "T113": Code(
        "unknown-actor", "reference", "error", "The case declares no such party, organ, person, holder or coder."
    ),
    "T114": Code("unknown-reading", "reference", "error", "The case declares no such reading."),
    "T115": Code("unknown-rule", "reference", "error", "The case declares no such rule."),
    "T116": Code("unknown-source", "reference", "error", "No source, or no such paragraph of a seed, is registered."),
    "T117": Code("unknown-power", "reference", "error", "The terms give nobody the power that is named."),
    "T118": Code("after-another-day", "reference", "error", "`after` orders events that cannot share a day."),
    "T119": Code("after-cycle", "reference", "error", "Events are each said to come after the other."),
    "T120": Code("revises-another-kind", "reference", "error", "An event revises one of another kind."),
    "T121": Code("no-such-field", "reference", "error", "`held` or `corrected` names a field that its target lacks."),
    "T122": Code("reported-too-early", "reference", "error", "A record was public before it happened."),
    "T123": Code(
        "incomplete-terms", "reference", "error", "A field that this obligation or amendment needs is missing."
    ),
    "T124": Code("unknown-time-zone", "schema", "error", "The case's time zone is not one of the IANA list."),
    "T131": Code("unknown-codebook", "reference", "error", "The case declares no such version of its codebook."),
    "T132": Code("coded-twice", "reference", "error", "A coder coded one event twice."),
    "T133": Code("coded-by-its-own", "reference", "error", "A second coding is by a coder of the record itself."),
    "T134": Code("coded-alone", "reference", "note", "A coding has no other code to be compared with."),
    "T201": Code("invariant", "invariant", "error", "An invariant of the case does not hold."),
    "T202": Code("assertion", "invariant", "error", "An assertion expects another answer than the replay gives."),
    "T203": Code("sum", "invariant", "error", "The tranches do not add up to the total, and nobody declared it."),
    "T204": Code("declared-difference", "invariant", "error", "A declared difference is not the one there is."),
    "T205": Code("void-act", "replay", "note", "An act without the power, or on a closed commitment, has no effect."),
    "T206": Code("expression-cycle", "replay", "error", "Dates or conditions depend on each other in a circle."),
    "T207": Code("undefined-anchor", "replay", "error", "A length is counted from something that has no day."),
    "T208": Code("too-many-worlds", "replay", "error", "The uncertain dates allow more worlds than are computed."),
    "T209": Code("order-sensitive", "replay", "note", "An answer hangs on an order within a day that nobody settles."),
    "T301": Code("single-source", "source", "note", "The event rests on one source."),
    "T302": Code("not-confirmed", "source", "warning", "`confirmed` without two origins or a document."),
    "T303": Code("basis", "source", "warning", "`basis` and `certainty: unknown` go together, and one is missing."),
    "T304": Code("unused-source", "source", "note", "A source is registered and never cited."),
    "T305": Code("outside-coverage", "source", "note", "An event lies outside the days that the case covers."),
    "T306": Code("effective-early", "source", "warning", "An act takes effect before it was done."),
    "T307": Code("not-archived", "source", "note", "A source has no archived copy."),
    "T308": Code("one-sided", "source", "warning", "A contested record rests on the publications of one side."),
    "T309": Code("retracted-source", "source", "warning", "A record cites a source that was taken back."),
    "T310": Code("no-selection", "source", "warning", "The case does not say what it set out to record."),
    "T311": Code("digest-differs", "source", "error", "A document's paragraph is not the one that was cited."),
    "T312": Code("document-missing", "source", "error", "No document of the directory is this seed's."),
    "T321": Code("released-record-changed", "source", "error", "A record is another than the one that was released."),
    "T322": Code("released-record-gone", "source", "error", "A record that was released is not there."),
    "T401": Code("loaded-word", "style", "error", "The case's own prose uses a word of its lexicon."),
    "T402": Code("cause", "style", "error", "The case's own prose gives a cause, which is only ever somebody's."),
    "T403": Code("drama", "style", "warning", "The case's own prose judges the course of things."),
    "T404": Code("coloured-title", "style", "warning", "A title is too long, or colours what it tells."),
    "T405": Code("long-quotation", "style", "error", "A quotation is longer than what may be copied."),
    "T406": Code("unattributed-quotation", "style", "error", "Words stand in quotation marks, and nobody speaks."),
    "T407": Code("person-in-a-count", "style", "error", "A part of a count has the name of a person."),
    "T901": Code("no-such-directory", "usage", "error", "The directory asked for is not there."),
    "T902": Code("not-a-case", "usage", "error", "The directory asked for holds no `case.yaml`."),
}
