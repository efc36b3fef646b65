# ruff: noqa: E501 - a table reads best in rows
"""Slips that people make, each made once in the shipped case, and what must be said of it."""

from tests.ledger.mutations import Slip

CASE, SOURCES, CHECKS = "case.yaml", "sources.yaml", "assertions.yaml"
JULY, RELEASE = "2013/july.yaml", "2013/prisoner-release.yaml"
MARCH, APRIL, INSTRUMENTS = "2014/march.yaml", "2014/april.yaml", "2014/instruments.yaml"

SIGNED = "- id: e58-letters-signed\n  kind: acted\n  on: 2014-04-01\n  reported: 2014-04-01\n"
TENDER = "- {id: e57-gilo-tender,"

READ = (
    Slip("a tab for the indentation", APRIL, "  act: letters of accession", "\tact: letters of accession", "T004", "\t"),
    Slip("a line too far right", APRIL, "  act: letters of accession signed\n", "   act: letters of accession signed\n", "T005",
         "act: letters of accession signed"),
    Slip("an open quote", APRIL, "Harf calls steps of both sides unhelpful", '"Harf calls steps of both sides unhelpful', "T006", '"'),
    Slip("an open bracket", APRIL, "title: Abbas tells of two agreements with the United States}",
         "title: Abbas tells of two agreements with the United States", "T006", "{"),
    Slip("a list without its opening bracket", APRIL, "sources: [{source: w63-haaretz, attribution: reporter}, {source: w79",
         "sources: {source: w63-haaretz, attribution: reporter}, {source: w79", "T006", "{"),
    Slip("a missing comma", SOURCES, "date: 2013-07-19,\n", "date: 2013-07-19\n", "T006", "title"),
    Slip("a key given twice", APRIL, "  quantity: 15\n", "  quantity: 15\n  quantity: 16\n", "T007", "quantity"),
    Slip("a line given twice", APRIL, "   states: It wants to go on with the talks., certainty: reported,",
         "   states: It wants to go on with the talks., certainty: reported,\n"
         "   states: It wants to go on with the talks., certainty: reported,", "T007", "states"),
    Slip("an anchor", APRIL, "act: letters of accession", "act: &act letters of accession", "T008", "&act letters of accession signed"),
    Slip("an alias", APRIL, "  act: letters of accession signed\n", "  act: *act\n", "T008", "*act"),
    Slip("a tag", APRIL, "act: letters of accession", "act: !!str letters of accession", "T008", "!!str letters of accession signed"),
    Slip("a second document", APRIL, "\n# 2 April\n", "\n---\n", "T008", "---"),
    Slip("values nested too deep", APRIL, "  act: letters of accession signed\n", f"  act: {'[' * 50}{']' * 50}\n", "T009", "["),
    Slip("a control character", APRIL, "letters of accession signed\n", "letters of\0 accession signed\n", "T003", "\0"),
)  # fmt: skip
"""Of the text."""

FORM = (
    Slip("a misspelt key", APRIL, "  quantity: 15\n", "  quantitty: 15\n", "T101", "quantitty"),
    Slip("a misspelt short key that the record must have", APRIL, SIGNED, SIGNED.replace("  on:", "  om:"), "T101", "om"),
    Slip("a key without its colon", APRIL, "stage: re-issued", "stage re-issued", "T101", "stage re-issued"),
    Slip("a text with commas and no quotes", APRIL, "title: Harf calls steps of both sides unhelpful",
         "title: Harf calls steps, of both, sides, unhelpful", "T101", "of both"),
    Slip("a key of another kind", APRIL, "  quantity: 15\n", "  quantity: 15\n  stage: announced\n", "T101", "stage"),
    Slip("a misspelt kind", APRIL, "kind: acted", "kind: actd", "T104", "actd"),
    Slip("a misspelt kind behind wide characters", APRIL, "- {id: e69-appeal, kind: stated,",
         "- {id: e69-appeal, note: \u5b57\u5178 \u6f22\u5b57 \U0001f600 e\u0301, kind: statd,", "T104", "statd"),
    Slip("a required field is missing", APRIL, SIGNED, SIGNED.replace("  on: 2014-04-01\n", ""), "T102", "e58-letters-signed"),
    Slip("the id is missing", APRIL, "- id: e58-letters-signed\n  kind: acted\n", "- kind: acted\n", "T102", "kind"),
    Slip("the id is empty", APRIL, "- id: e58-letters-signed\n", "- id:\n", "T103", ""),
    Slip("a day that is none", APRIL, SIGNED, SIGNED.replace("on: 2014-04-01", "on: 2014-04-31"), "T106", "2014-04-31"),
    Slip("a day in words", APRIL, SIGNED, SIGNED.replace("on: 2014-04-01", "on: yesterday"), "T106", "yesterday"),
    Slip("a word for a number", APRIL, "  quantity: 15\n", "  quantity: fifteen\n", "T103", "fifteen"),
    Slip("a negative quantity", APRIL, "  quantity: 15\n", "  quantity: -15\n", "T103", "-15"),
    Slip("a list for a text", APRIL, "  act: letters of accession signed\n", "  act: [letters of accession signed]\n", "T103",
         "[letters of accession signed]"),
    Slip("a word that the field does not take", APRIL, "stage: re-issued", "stage: reissued", "T105", "reissued"),
    Slip("an id with capitals", APRIL, "- id: e58-letters-signed", "- id: E58-letters-signed", "T107", "E58-letters-signed"),
    Slip("a misspelt date expression", JULY, "until: {after: e06-talks-opened, months: 9}", "until: {afer: e06-talks-opened, months: 9}",
         "T108", "{afer: e06-talks-opened, months: 9}"),
    Slip("an item that is no record", APRIL, "\n# 2 April\n", "\n# 2 April\n- to be done\n", "T100", "to be done"),
    Slip("a promise without its name", JULY, "  commitment: no-un-moves\n", "", "T102", "e08-restraint-understood"),
    Slip("a name that is a list", JULY, "  commitment: no-un-moves\n", "  commitment: [no-un-moves]\n", "T103", "[no-un-moves]"),
    Slip("a source without a name", SOURCES, "{id: w63-haaretz,", "{id: ,", "T103", ""),
    Slip("a change of a promise without its promise", RELEASE, "subject: prisoner-release, by: plo, speaker: erekat, rule",
         "subject: , by: plo, speaker: erekat, rule", "T103", ""),
)  # fmt: skip
"""Of one record."""

REFERENCES = (
    Slip("an id that another event has", APRIL, "- id: e58-letters-signed", "- id: e57-gilo-tender", "T110", "e57-gilo-tender"),
    Slip("an id that a later event has", APRIL, TENDER, "- {id: e58-letters-signed,", "T110", "e58-letters-signed"),
    Slip("an id of another day's event, which others come after", MARCH, "- id: e33-tranche-4-thirty", "- id: e57-gilo-tender", "T110",
         "e57-gilo-tender"),
    Slip("an id of another kind of event, of which values are held", RELEASE, "- {id: e26-release-on-29-december,", "- {id: e14-tranche-1,", "T110",
         "e14-tranche-1"),
    Slip("a measure's id that a commitment has", "2013/august.yaml", "measure: gilo-plan-2013", "measure: prisoner-release", "T110",
         "prisoner-release"),
    Slip("a commitment's id that another has", JULY, "commitment: no-un-moves", "commitment: stay-at-table", "T110", "stay-at-table"),
    Slip("an id that a source has", APRIL, "- id: e58-letters-signed", "- id: w63-haaretz", "T110", "w63-haaretz"),
    Slip("a source's id that another has", SOURCES, "{id: w63-haaretz,", "{id: w61-afp,", "T110", "w61-afp"),
    Slip("a party's id that another has", CASE, "{id: fatah,", "{id: plo,", "T110", "plo"),
    Slip("a person's id that another has", CASE, "{id: livni,", "{id: kerry,", "T110", "kerry"),
    Slip("a tranche's id that another has", RELEASE, "{id: 2, due:", "{id: 3, due:", "T110", "3"),
    Slip("a misspelt event", APRIL, "  after: e57-gilo-tender\n", "  after: e57-gilo-tendr\n", "T111", "e57-gilo-tendr"),
    Slip("a misspelt commitment", APRIL, "- subject: no-un-moves\n", "- subject: no-un-movs\n", "T112", "no-un-movs"),
    Slip("a tranche that is none", APRIL, "subject: prisoner-release/4,\n   field: size", "subject: prisoner-release/5,\n   field: size", "T112",
         "prisoner-release/5"),
    Slip("a subject of another sort", RELEASE, "on: 2013-12-30/2013-12-31, reported: 2013-12-31, subject: prisoner-release/3",
         "on: 2013-12-30/2013-12-31, reported: 2013-12-31, subject: talks", "T112", "talks"),
    Slip("a misspelt party", APRIL, "  by: palestine\n", "  by: palestin\n", "T113", "palestin"),
    Slip("a misspelt depositary", INSTRUMENTS, "id: geneva-1, treaty: Geneva Convention I (1949), letter: 1, depositary: swiss-federal-council",
         "id: geneva-1, treaty: Geneva Convention I (1949), letter: 1, depositary: swiss-federal-councl", "T113", "swiss-federal-councl"),
    Slip("a misspelt reading", APRIL, "by_reading: {israel: true}", "by_reading: {isreal: true}", "T114", "isreal"),
    Slip("a misspelt rule", APRIL, "rule: lead-before-body", "rule: lead-before", "T115", "lead-before"),
    Slip("a misspelt source", APRIL, "sources: [{source: w63-haaretz, attribution: reporter}, {source: w79",
         "sources: [{source: w63-haretz, attribution: reporter}, {source: w79", "T116", "w63-haretz"),
    Slip("a paragraph that is none", APRIL, "{source: S0, paragraph: P20, attribution: document}],\n", "{source: S0, paragraph: P99, attribution: document}],\n",
         "T116", "P99"),
    Slip("a source misspelt where it is registered", SOURCES, "{id: w73-haaretz,", "{id: w73-haretz,", "T116", "w73-haaretz"),
    Slip("a power that nobody has", RELEASE, "power: set-dates, due", "power: set-date, due", "T117", "set-date"),
    Slip("an order of different days", APRIL, "  after: e57-gilo-tender\n", "  after: e66-breach-alleged\n", "T118", "e66-breach-alleged"),
    Slip("events in a circle", APRIL, "stage: re-issued,", "stage: re-issued, after: e59-visit-cancelled,", "T119", "e59-visit-cancelled"),
    Slip("a field that cannot be held", APRIL, "subject: e57-gilo-tender,\n   field: stage", "subject: e57-gilo-tender,\n   field: stge", "T121", "stge"),
    Slip("a value that the field cannot have", APRIL, "value: announced, holder: S0", "value: anounced, holder: S0", "T105", "anounced"),
    Slip("reported before it happened", APRIL, SIGNED, SIGNED.replace("reported: 2014-04-01", "reported: 2014-03-01"), "T122", "2014-03-01"),
    Slip("a promise without its total", RELEASE, "  total: 104\n", "", "T123", "deliver"),
    Slip("a time zone that is none", CASE, "tz: Asia/Jerusalem", "tz: Asia/Jeruslem", "T124", "Asia/Jeruslem"),
)  # fmt: skip
"""Of records together."""

STYLE = (
    Slip("a cause in our own voice", APRIL, "title: Harf calls steps of both sides unhelpful",
         "title: Harf calls steps of both sides unhelpful because of a tender", "T402", "because of"),
    Slip("a loaded word of the case", APRIL, "act: letters of accession signed\n", "act: letters of accession signed in defiance, a gesture\n", "T401",
         "gesture"),
    Slip("a loaded word of the list that it takes up", APRIL, "act: letters of accession signed\n", "act: letters of accession boasted of\n", "T401",
         "boasted"),
    Slip("a person in a count", RELEASE, "breakdown: {west-bank: 11, gaza: 15}", "breakdown: {erekat: 11, gaza: 15}", "T407", "erekat"),
)  # fmt: skip
"""Of our own words."""

ANSWERS = (
    Slip("an assertion that is wrong", CHECKS, "overdue: 26, days_overdue: 1}", "overdue: 26, days_overdue: 2}", "T202", "2"),
    Slip("an assertion of a figure that is none", CHECKS, "{performed: 52, outstanding: 52}", "{performed: 52, oustanding: 52}", "T202", "oustanding"),
    Slip("an assertion outside the case's days", CHECKS, "on: 2013-07-27, subject: prisoner-release,", "on: 2012-07-27, subject: prisoner-release,",
         "T202", "2012-07-27"),
    Slip("tranches that do not add up", RELEASE, "{id: 4, size: rest}", "{id: 4, size: 27}", "T203",
         "[{id: 1, size: 26, due: {night_of: 2013-08-13}}, {id: 2}, {id: 3}, {id: 4, size: 27}]"),
    Slip("a declared difference that is another", MARCH, "    value: 4\n", "    value: 5\n", "T204", "5"),
    Slip("an invariant of a figure that is none", CASE, "performed + outstanding ==", "performed + oustanding ==", "T108",
         "performed + oustanding == total + difference"),
)  # fmt: skip
"""Of what comes of the records, so that the case has to be replayed."""
