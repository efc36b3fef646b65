"""The tables of what was curated: who may appear, what was read, what is said to have happened."""

from negotiation.store.declared import CASE, IN_CASE, Table, leads, number, of_case, row_of, text

META = Table(
    "meta",
    "What the file is: the version of its schema, and of the program that wrote it.",
    (text("key", "`schema` or `tool`"), text("value", "its value")),
    ("key",),
)

RULES = Table(
    "rules",
    "The rules that make values, each with the sentence that `negotiation why` prints.",
    (text("rule", "its id, which is stable"), text("says", "the sentence")),
    ("rule",),
)

CASES = Table(
    "cases",
    "The cases of the file. Outside the days that a case covers, nothing is coded.",
    (
        text("case_id", "its id: the name of its directory"),
        text("title", "its title"),
        text("tz", "the time zone in which days begin and end"),
        text("covers_from", "the first day that it speaks of"),
        text("covers_to", "the last day that it speaks of, included"),
        text("release_day", "the day on which records without a day of entry count as entered"),
        text("data_rev", "what its records say, as a short hash: the `data_rev` of JSON answers"),
        number("files", "how many files it was read from"),
        number("complete", "1 where its data have no errors"),
    ),
    ("case_id",),
)

FILES = Table(
    "files",
    "The files that a case was read from.",
    (
        CASE,
        text("file", "its name, from the directory of the case; a seed's begins with `seeds/`"),
        text("sha256", "the digest of its text"),
    ),
    ("case_id", "file"),
    (IN_CASE,),
)

PARTIES = Table(
    "parties",
    "Parties and their organs.",
    (
        CASE,
        text("party", "its id"),
        text("name", "what people call it"),
        text("organ_of", "the party that it is an organ of", null=True),
        text("note", "a remark", null=True),
    ),
    ("case_id", "party"),
    (IN_CASE, of_case("organ_of", "parties", "party")),
)

ROLES = Table(
    "roles",
    "Roles that parties held.",
    (
        CASE,
        text("party", "whose"),
        number("position", "its place in the list, from 0"),
        text("role", "the role"),
        text("held_from", "since when, as written (EDTF)", null=True),
        text("held_to", "until when, as written (EDTF)", null=True),
    ),
    ("case_id", "party", "position"),
    (of_case("party", "parties", "party"),),
)

PEOPLE = Table(
    "people",
    "People who speak.",
    (CASE, text("person", "the id"), text("name", "the name"), text("note", "a remark", null=True)),
    ("case_id", "person"),
    (IN_CASE,),
)

READINGS = Table(
    "readings",
    "Whose interpretation of terms and disputed facts an answer goes by. `record` is the baseline, and always there.",
    (
        CASE,
        text("reading", "its id"),
        text("held_by", "who holds it", null=True),
        text("note", "a remark", null=True),
    ),
    ("case_id", "reading"),
    (IN_CASE, of_case("held_by", "parties", "party")),
)

SOURCES = Table(
    "sources",
    "The register of sources, with the documents that the case was started from (seeds).",
    (
        CASE,
        text("source", "its id"),
        number("is_seed", "1 for a seed"),
        text("publisher", "who published it"),
        text("host_kind", "the kind of host: `official`, `wire`, `press`, ...", null=True),
        text("dated", "its date, as written (EDTF)", null=True),
        text("title", "its title", null=True),
        text("origin", "who first made the content: two sources are independent where these differ"),
        text("url", "where it is", null=True),
        text("archived", "where a copy is", null=True),
        text("note", "a remark", null=True),
        text("file", "the file that registers it"),
        number("line", "the line in it, from 1"),
    ),
    ("case_id", "source"),
    (IN_CASE, of_case("file", "files", "file")),
)

EVENTS = Table(
    "events",
    "What sources say happened, one row a record. The days are those of the reading `record` with all that is known.",
    (
        row_of("events", "id", "the number of the row"),
        CASE,
        text("event", "its id"),
        text("kind", "the word of the vocabulary: `committed`, `performed`, ..."),
        text("first_day", "the first day on which it may have happened"),
        text("last_day", "the last such day"),
        text("day_words", "when it happened, as written or in words"),
        number("stands", "0 where it was retracted or replaced, or its day never comes"),
        text("reported", "from this day on it counts as known"),
        text("recorded", "when it was entered into the files"),
        text("certainty", "as told: `confirmed`, `reported`, `claimed`, ..."),
        text("basis", "`computed` or `general-knowledge`, where no passage says it", null=True),
        text("speaker", "who said so", null=True),
        text("revises", "the record that it corrects, retracts or replaces", null=True),
        text("title", "its title", null=True),
        text("states", "what was said, in the curator's words", null=True),
        text("note", "a remark", null=True),
        text("file", "the file that it stands in"),
        number("line", "the line in it, from 1"),
        text("record", "the whole record, as JSON with the keys of the files"),
    ),
    ("id",),
    (IN_CASE, of_case("file", "files", "file")),
    indexes=(("case_id", "first_day"), ("case_id", "reported")),
    unique=(("case_id", "event"),),
    searched=("title", "states", "note"),
)

EVENT_ACTORS = Table(
    "event_actors",
    "Who did or said it.",
    (
        row_of("events", "event", "the event"),
        number("position", "the place in the list, from 0"),
        text("actor", "a party, an organ or a person"),
    ),
    ("event", "position"),
    (leads("event", "events"),),
    indexes=(("actor",),),
)

CITATIONS = Table(
    "citations",
    "The passages that an event rests on.",
    (
        row_of("events", "event", "the event"),
        number("position", "the place in the list, from 0"),
        CASE,
        text("source", "the source"),
        text("paragraph", "the paragraph, counted from `P1`", null=True),
        text("attribution", "who speaks in it: `named`, `anonymous`, `side`, ...", null=True),
        text("speaker", "their name", null=True),
        text("note", "a remark", null=True),
    ),
    ("event", "position"),
    (leads("event", "events"), of_case("source", "sources", "source")),
    indexes=(("case_id", "source"),),
)

ASSERTIONS = Table(
    "assertions",
    "Checks that curators wrote: what the answer must be.",
    (
        CASE,
        number("position", "its place among the assertions of the case, from 0"),
        text("asked_on", "the day asked about, as written"),
        text("known", "as known when: a day, `same`, or nothing for all that is known", null=True),
        text("reading", "under whose reading", null=True),
        text("subject", "about what"),
        text("expect", "what must come out, as JSON"),
        text("note", "a remark", null=True),
        text("file", "the file that it stands in"),
        number("line", "the line in it, from 1"),
    ),
    ("case_id", "position"),
    (IN_CASE, of_case("file", "files", "file")),
)

PROBLEMS = Table(
    "problems",
    "What `negotiation check` says of the case. Errors are there only where the file was built with `--allow-errors`.",
    (
        CASE,
        number("position", "its place in the order of `check`, from 0"),
        text("code", "its code, which `negotiation explain` explains"),
        text("severity", "`error`, `warning` or `note`"),
        text("message", "what is wrong"),
        text("file", "the file"),
        number("line", "the line in it, from 1"),
    ),
    ("case_id", "position"),
    (IN_CASE, of_case("file", "files", "file")),
)

RECORD_TABLES = (
    META, RULES, CASES, FILES, PARTIES, ROLES, PEOPLE, READINGS, SOURCES, EVENTS, EVENT_ACTORS, CITATIONS, ASSERTIONS,
    PROBLEMS,
)  # fmt: skip
