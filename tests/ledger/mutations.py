# ruff: noqa: E501 - a table reads best in rows
"""Slips that people make in curated files, each made once in the small case, and what must be said of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """One change of one file of a case that is right."""

    name: str
    file: str
    right: str
    wrong: str
    code: str
    at: str
    """The text under the caret."""


PROMISES, ACTS, HEAD, REGISTER = "2020/promises.yaml", "2020/acts.yaml", "case.yaml", "sources.yaml"

SLIPS = (
    Slip("typo in a kind", ACTS, "kind: performed", "kind: preformed", "T104", "preformed"),
    Slip("typo in a key", ACTS, "quantity: 4", "quantty: 4", "T101", "quantty"),
    Slip("typo in a required key", ACTS, "certainty: claimed", "certainity: claimed", "T101", "certainity"),
    Slip("typo in the key of the kind", ACTS, "kind: amended", "knd: amended", "T101", "knd"),
    Slip("typo in an event's id", PROMISES, "- id: talks-opened", "- id: talks-openned", "T111", "talks-opened"),
    Slip("typo in a reference to an event", ACTS, "after: patrol-seen", "after: patrol-sen", "T111", "patrol-sen"),
    Slip("typo in an anchor", PROMISES, "after: talks-opened, months: 4", "after: talks-open, months: 4", "T111", "talks-open"),
    Slip("typo in a commitment where it is made", PROMISES, "commitment: trucks", "commitment: truks", "T112", "trucks"),
    Slip("unknown commitment", ACTS, "subject: trucks/1", "subject: tricks/1", "T112", "tricks/1"),
    Slip("unknown tranche", ACTS, "subject: trucks/1", "subject: trucks/9", "T112", "trucks/9"),
    Slip("subject of another sort", ACTS, "subject: trucks/1", "subject: bridge-talks", "T112", "bridge-talks"),
    Slip("typo in a party", ACTS, "against: bland", "against: blend", "T113", "blend"),
    Slip("typo in a speaker", ACTS, "reporter}, {source: gazette, attribution: document, speaker: arden",
         "reporter}, {source: gazette, attribution: document, speaker: ardn", "T113", "ardn"),
    Slip("typo in a reading", ACTS, "by_reading: {bland: 7}", "by_reading: {blandd: 7}", "T114", "blandd"),
    Slip("typo in a rule", HEAD, "baseline_rules: [published-schedule]", "baseline_rules: [published]", "T115", "published"),
    Slip("typo in a source", ACTS, "{source: bulletin, attribution: document}]}\n- {id: call",
         "{source: buletin, attribution: document}]}\n- {id: call", "T116", "buletin"),
    Slip("a source is missing", REGISTER, "- {id: bulletin,", "- {id: bulletins,", "T116", "bulletin"),
    Slip("no sources", ACTS, "claimed,\n   sources: [{source: agency, attribution: named, speaker: arden}, "
         "{source: gazette, attribution: side}]}", "claimed}", "T102", "breach-alleged"),
    Slip("typo in a power", ACTS, "power: set-dates", "power: set-date", "T117", "set-date"),
    Slip("a day that is none", ACTS, "on: 2020-06-12", "on: 2020-06-31", "T106", "2020-06-31"),
    Slip("a date without zeros", ACTS, "reported: 2020-06-12", "reported: 2020-6-12", "T106", "2020-6-12"),
    Slip("an interval backwards", ACTS, "2020-03-30/2020-03-31", "2020-03-31/2020-03-30", "T106", "2020-03-31/2020-03-30"),
    Slip("reported too early", ACTS, "reported: 2020-04-01", "reported: 2020-03-01", "T122", "2020-03-01"),
    Slip("a word that is none", ACTS, "form: called", "form: phoned", "T105", "phoned"),
    Slip("an assertion of nothing", ACTS, "expect: {performed: 4, outstanding: 6}", "expect: {}", "T103", "{}"),
    Slip("text for a number", ACTS, "quantity: 4", "quantity: four", "T103", "four"),
    Slip("nothing for a value", PROMISES, "debtor: aland", "debtor:", "T103", ""),
    Slip("a negative number", ACTS, "quantity: 4", "quantity: -4", "T103", "-4"),
    Slip("an id with capitals", ACTS, "id: patrol-seen", "id: Patrol-seen", "T107", "Patrol-seen"),
    Slip("an id twice", ACTS, "id: breach-alleged", "id: patrol-seen", "T110", "patrol-seen"),
    Slip("a key twice", PROMISES, "  unit: trucks\n", "  unit: trucks\n  unit: lorries\n", "T007", "unit"),
    Slip("a misspelled condition", PROMISES, "condition: {occurred:", "condition: {occured:", "T108",
         "{occured: talks-opened}"),
    Slip("a misspelled expression", ACTS, "{night_of: 2020-06-15}", "{nightof: 2020-06-15}", "T108", "{nightof: 2020-06-15}"),
    Slip("two grounds", ACTS, "power: set-dates,", "power: set-dates, rule: published-schedule,", "T123", "rule"),
    Slip("no total", PROMISES, "  total: 10\n", "", "T123", "deliver"),
    Slip("a field that cannot be held", ACTS, "field: size", "field: sise", "T121", "sise"),
    Slip("a value the field cannot have", ACTS, "by_reading: {bland: 7}", "by_reading: {bland: seven}", "T103", "seven"),
    Slip("after on another day", ACTS, "on: 2020-06-10, reported: 2020-06-11, after", "on: 2020-06-11, reported: 2020-06-11, after",
         "T118", "patrol-seen"),
    Slip("bad indent", PROMISES, "  unit: trucks\n", "   unit: trucks\n", "T005", "unit: trucks"),
    Slip("a tab", PROMISES, "  unit: trucks\n", "\tunit: trucks\n", "T004", "\t"),
    Slip("an open bracket", ACTS, "by: cland, to: [aland, bland]", "by: cland, to: [aland, bland", "T006", "}"),
    Slip("an open quote", REGISTER, '"https://example.org/agency"', '"https://example.org/agency', "T006", '"'),
    Slip("a stray colon", PROMISES, "act: patrols on the bridge", "act: patrols: on the bridge", "T006", ":"),
    Slip("an alias", PROMISES, "creditor: bland", "creditor: *bland", "T008", "*bland"),
    Slip("a time zone that is none", HEAD, "Europe/Paris", "Europe/Bridge", "T124", "Europe/Bridge"),
    Slip("a mapping for a list", HEAD, "roles: [{role: mediator}]", "roles: {role: mediator}", "T103", "{role: mediator}"),
)  # fmt: skip
