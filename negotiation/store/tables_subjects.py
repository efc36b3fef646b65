"""The tables of what has a status, and of the terms behind it."""

from negotiation.store.declared import CASE, IN_CASE, Table, leads, number, of_case, row_of, text

SUBJECT = row_of("subjects", "subject", "the subject")

SUBJECTS = Table(
    "subjects",
    "Whatever has a status: commitments, talks, proposals, instruments, measures, with tranches and debtors' shares.",
    (
        row_of("subjects", "id", "the number of the row"),
        CASE,
        text("subject", "its id; `commitment/tranche` and `commitment@debtor` for parts of one"),
        text("kind", "`commitment`, `process` (talks), `proposal`, `instrument` or `measure`"),
        row_of("subjects", "whole", "the commitment that it is a part of; of a whole, itself"),
        text("part", "`whole`, `tranche` or `debtor`"),
    ),
    ("id",),
    (IN_CASE, leads("whole", "subjects")),
    indexes=(("whole",),),
    unique=(("case_id", "subject"),),
)

EVENT_SUBJECTS = Table(
    "event_subjects",
    "What an event is about, as it names it.",
    (row_of("events", "event", "the event"), SUBJECT),
    ("event", "subject"),
    (leads("event", "events"), leads("subject", "subjects")),
    indexes=(("subject",),),
)

COMMITMENTS = Table(
    "commitments",
    "Promises that were made, as first made. What is only proposed has a row in `subjects` and none here.",
    (
        SUBJECT,
        row_of("events", "made_by", "the event that made it"),
        text("obligation", "`deliver`, `act`, `refrain` or `maintain`"),
        text("unit", "what is counted", null=True),
        text("act", "what is to be done or left undone, in words", null=True),
        text("condition", "what it waits for as a whole, in words", null=True),
    ),
    ("subject",),
    (leads("subject", "subjects"), leads("made_by", "events")),
)

COMMITMENT_PARTIES = Table(
    "commitment_parties",
    "Who owes, and to whom.",
    (
        SUBJECT,
        text("role", "`debtor` or `creditor`"),
        number("position", "the place in the list, from 0"),
        CASE,
        text("party", "the party"),
    ),
    ("subject", "role", "position"),
    (leads("subject", "commitments", "subject"), of_case("party", "parties", "party")),
    indexes=(("case_id", "party"),),
)

TRANCHES = Table(
    "tranches",
    "The tranches of commitments, in their order.",
    (
        SUBJECT,
        row_of("subjects", "commitment", "the commitment"),
        text("tranche", "its id within the commitment"),
        number("position", "its place, from 0"),
    ),
    ("subject",),
    (leads("subject", "subjects"), leads("commitment", "subjects")),
    indexes=(("commitment",),),
)

TERMS_VERSIONS = Table(
    "terms_versions",
    "Every value that a record gave to a term of a commitment or of talks, and when it was the one in force.",
    (
        row_of("subjects", "subject", "the commitment, process or tranche"),
        text("term", "the term: `total`, `due`, `size`, `condition`, ..."),
        row_of("events", "event", "the record that wrote it"),
        text("known_from", "the day from which this wording of it is known"),
        text("known_to", "the day from which a correction has another; `forever` where none has"),
        text("valid_from", "the first day on which its record may have happened"),
        text("valid_to", "the day from which a later record has another value; `forever` where none has"),
        text("words", "the value, in words"),
        text("corrected_by", "the correction that this wording comes from", null=True),
    ),
    ("subject", "term", "event", "known_from", "known_to"),
    (leads("subject", "subjects"), leads("event", "events")),
)

CLAIMS = Table(
    "claims",
    "What somebody says of a status, and determinations by bodies that the terms name: beside the status, never in it.",
    (
        row_of("events", "event", "the event"),
        text("kind", "`claimed` or `determined`"),
        text("by", "who says so"),
        text("asserts", "`breach`, `excuse`, `performance`, ..."),
        text("against", "of whom", null=True),
        text("since", "since when, as written", null=True),
        text("states", "in the curator's words", null=True),
    ),
    ("event",),
    (leads("event", "events"),),
)

INSTRUMENTS = Table(
    "instruments",
    "Treaty instruments, as signed.",
    (
        SUBJECT,
        row_of("events", "signed_by", "the event that brought it into being"),
        text("treaty", "the treaty"),
        number("letter", "the letter that carried it", null=True),
        text("depositary", "with whom it is deposited"),
        text("by", "whose instrument it is"),
    ),
    ("subject",),
    (leads("subject", "subjects"), leads("signed_by", "events")),
    indexes=(("depositary",),),
)

PROPOSALS = Table(
    "proposals",
    "Demands, offers, requests and threats, as made.",
    (
        SUBJECT,
        row_of("events", "made_by", "the event that made it"),
        text("form", "`demand`, `offer`, `request` or `threat`"),
        text("extends", "what it would extend", null=True),
        text("commitment", "what would be promised", null=True),
        text("counters", "the proposal that it answers", null=True),
        text("states", "what is proposed, in the curator's words", null=True),
    ),
    ("subject",),
    (leads("subject", "subjects"), leads("made_by", "events")),
)

MEASURES = Table(
    "measures",
    "Acts outside any commitment, stage by stage; counts of different stages are never added.",
    (
        SUBJECT,
        row_of("events", "event", "the event that reached the stage"),
        text("stage", "`announced`, `planned`, `begun`, ..."),
        text("quantity", "how many, in words where accounts differ", null=True),
        text("unit", "of what", null=True),
        text("place", "where", null=True),
    ),
    ("subject", "event"),
    (leads("subject", "subjects"), leads("event", "events")),
)

SUBJECT_TABLES = (
    SUBJECTS, EVENT_SUBJECTS, COMMITMENTS, COMMITMENT_PARTIES, TRANCHES, TERMS_VERSIONS, CLAIMS, INSTRUMENTS,
    PROPOSALS, MEASURES,
)  # fmt: skip
