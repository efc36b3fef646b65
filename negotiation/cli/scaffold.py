"""The files that a case begins with: an example in few records, and comments that say what to put where."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

PLAIN = re.compile(r"[A-Za-z][\w./'()-]*( [\w./'()-]+)*")
"""Text that YAML takes for what it looks like."""

TAKEN = frozenset(
    {"record", "first-published", "first-source", "talks", "talks-opened", "example-promise", "example-promised",
     "example-adds-up", "first-delivery"}
)  # fmt: skip
"""Ids that the example gives to something."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a case begins with. Days are as files have them."""

    id: str
    title: str
    tz: str
    start: str
    end: str
    release_day: str
    parties: Mapping[str, str]
    """Names by id; two or more."""


def files(plan: Plan) -> dict[str, str]:
    """The text of each file by its name within the case."""
    ids = list(plan.parties)
    values = {
        "id": plan.id, "title": text(plan.title), "tz": text(plan.tz), "start": plan.start, "end": plan.end,
        "release_day": plan.release_day, "all": ", ".join(ids), "debtor": ids[0], "creditor": ids[1],
        "parties": "\n".join(f"  - {{id: {id_}, name: {text(name)}}}" for id_, name in plan.parties.items()),
    }  # fmt: skip
    return {name: template.format_map(values) for name, template in TEMPLATES.items()}


def text(words: str) -> str:
    """Words as a YAML scalar, in quotation marks where it would else look like something else.

    >>> text("Land of B"), text("Ports: a case"), text("null")
    ('Land of B', '"Ports: a case"', '"null"')
    """
    return words if PLAIN.fullmatch(words) and words != "null" else json.dumps(words, ensure_ascii=False)


CASE = """\
# The head of the case: who may appear, which days it covers, by which rules its baseline was chosen.
# What is wrong with these files, and where: negotiation check --strict {id}
title: {title}
tz: {tz}
coverage: {{start: {start}, end: {end}}}    # both included; outside these days the answer is `not coded`
release_day: {release_day}    # what records without `recorded` count as entered on, for --recorded
parties:    # who can promise, be promised, or act
{parties}
# people:    # who speaks, and for whom
#   - {{id: first-speaker, name: Their Name, speaks_for: [{{party: {debtor}}}]}}
readings:    # interpretations of the terms; `record` is the baseline, not a finding
  - {{id: record, baseline_rules: [first-published]}}
#   - {{id: {creditor}, held_by: {creditor}}}    # add one for a party that reads the terms in its own way
rules:    # by which the baseline was chosen; every answer prints them
  first-published: A date or count announced in public before it was disputed counts as scheduled.
labels: {{performed: performed, outstanding: outstanding}}    # what people see, such as released and pending
invariants:    # what must hold on every day, under every reading
  - {{id: example-adds-up, subject: example-promise, since: example-promised,
     holds: performed + outstanding + discharged_otherwise == total + difference}}
selection:    # what the case set out to record, from what, and what it leaves out
  commitment: A stated promise of future conduct, by or to a party of the talks, that can be checked.
  sources: [the register in sources.yaml]
#   out_of_scope: [what is left out]
lexicons: [english-1]    # words that judge, which titles and notes do without; the case's own go into a `lexicon`
"""

SOURCES = """\
# The register of sources. Events cite them by id: `sources: [{{source: first-source, attribution: document}}]`.
- id: first-source
  publisher: Who published it
  host_kind: [official]    # the site where it was read: official, wire, press, register, treaty-text, ...
  date: {start}
  title: What it is called
  origin: first-origin    # who first made the content; two sources are independent when their origins differ
  archived: null    # the address of a copy that stays
  url: null
"""

EVENTS = """\
# The first events. Which file an event stands in changes no answer: name and divide the files as is convenient.
# These two are an example to write over. One item is one event: what happened, when, who, and by which source.
- id: talks-opened    # one name space for the whole case: lower case, digits, hyphens
  kind: opened    # kinds are in the past tense
  on: {start}    # a day, or of an uncertain one its range: 2020-03-01/2020-03-04
  reported: {start}    # when it was published: what --known goes by
  process: talks
  by: [{all}]
  certainty: confirmed    # by a document, or by two sources of different origin; else reported
  sources: [{{source: first-source, attribution: document}}]
  title: "Example: the talks open"
- id: example-promised
  kind: committed
  on: {start}
  reported: {start}
  commitment: example-promise    # the promise; later events are about it by this id
  debtor: {debtor}
  creditor: {creditor}
  obligation: deliver    # or act, refrain, maintain
  total: 10
  unit: things
  due: {end}
  certainty: confirmed
  sources: [{{source: first-source, attribution: document}}]
  title: "Example: ten things are promised"
# What is done is an event of its own, and so is what changes a promise: nothing above is ever rewritten.
# - {{id: first-delivery, kind: performed, on: {start}, reported: {start}, subject: example-promise, by: {debtor},
#    quantity: 4, certainty: confirmed, sources: [{{source: first-source, attribution: document}}],
#    title: "Example: four of them are delivered"}}
"""

TEMPLATES = {"case.yaml": CASE, "sources.yaml": SOURCES, "opening.yaml": EVENTS}
