"""A whole case as one Markdown document, for reading and pasting: nothing is left out but the seeds' digests."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER
from negotiation.domain.case import Case, Seed, Source
from negotiation.domain.dates import iso
from negotiation.domain.events import Event
from negotiation.domain.intervals import Table
from negotiation.export.canonical import canonical, plain_of
from negotiation.ledger.plain import is_list
from negotiation.views.axes import lasting_words
from negotiation.views.header import knowledge
from negotiation.views.revision import revision

APART = frozenset({"id", "kind", "on", "reported", "sources", "title", "note", "certainty"})
"""Fields of an event that stand in its heading, its lines or its list of sources."""
SHOWN = ("status", "figures", "due")
"""The axes of a subject that say where it came to."""


def document(table: Table, question: Question | None = None) -> str:
    """The case: what it covers, who appears, what came of each promise, every event, every source.

    With a question, what stood on its day as it asks, and of the records those that had been reported by then.
    """
    case = table.case
    asked = question or Question(case.head.coverage.end.toordinal())
    whole = asked.known >= FOREVER
    events = [event for event in case.events if whole or event.reported.last <= asked.known]
    cited = {one.source for event in events for one in event.sources}
    sources = [one for one in case.sources if whole or one.id in cited]
    seeds = [one for one in case.seeds if whole or one.id in cited]
    parts = [
        _head(case, asked, len(events), len(sources)),
        _parties(case),
        _readings(case),
        _ends(table, asked),
        _events(events),
        _sources(sources, seeds),
    ]
    return "\n".join(part for part in parts if part)


def _head(case: Case, asked: Question, events: int, sources: int) -> str:
    head = case.head
    covers = f"{head.coverage.start} to {head.coverage.end}"
    sizes = f"{events} events, {sources} sources, {len(case.assertions)} assertions"
    told = f"Case `{case.id}`, revision {revision(case)}, days of {head.tz}; it covers {covers}. {sizes}."
    said = [f"# {_plain(head.title)}", "", told, ""]
    if asked.known < FOREVER:
        said += [
            f"As known on {iso(asked.known)}: of the records, those that had been reported by then, as written.",
            "",
        ]
    chosen = head.selection
    if chosen is not None:
        said += [f"- A commitment is: {_plain(chosen.commitment)}"] if chosen.commitment else []
        said += [f"- Out of scope: {_plain(one)}" for one in chosen.out_of_scope]
        said.append("")
    return "\n".join(said)


def _parties(case: Case) -> str:
    rows = [(party.id, party.name, "; ".join(organ.name for organ in party.organs)) for party in case.head.parties]
    people = [(one.id, one.name, ", ".join(for_.party for for_ in one.speaks_for)) for one in case.head.people]
    return "\n".join(
        ["## Who appears", "", *_table(("id", "party", "its organs"), rows), *_table(("id", "person", "for"), people)]
    )


def _readings(case: Case) -> str:
    rows = [(one.id, one.held_by or "", ", ".join(one.baseline_rules), one.note or "") for one in case.head.readings]
    rules = [f"- `{name}`: {_plain(said)}" for name, said in case.head.rules.items()]
    heading = ["## Readings", ""]
    return "\n".join(
        [*heading, *_table(("reading", "held by", "rules", "note"), rows), *rules, *([""] if rules else [])]
    )


def _ends(table: Table, asked: Question) -> str:
    """What was so at the end of the day that is asked about."""
    end = asked.on
    rows = list[tuple[str, ...]]()
    for _, holding in table.holding(asked.outlook, end):
        said: dict[str, dict[str, str]] = {}
        for row in holding:
            said.setdefault(row.subject, {})[row.axis] = lasting_words(row.axis, row.values)
        rows += [
            (id_, *(axes.get(axis, "") for axis in SHOWN)) for id_, axes in sorted(said.items()) if "status" in axes
        ]
    how = knowledge(asked).replace("using all records", "with all that is known")
    heading = [f"## What stood at the end of {iso(end)}", "", f"Under the reading `{asked.reading}`, {how}.", ""]
    return "\n".join([*heading, *_table(("subject", *SHOWN), rows)])


def _events(events: Iterable[Event]) -> str:
    told = sorted(events, key=lambda event: (event.reported.first, event.id))
    parts = [f"## Events, in the order of their reports\n\n{len(told)} of them.\n"]
    for event in told:
        plain = plain_of(event)
        lines = [f"### {event.id}", "", f"**{_plain(event.title or event.kind)}**", ""]
        lines += [
            f"- {event.kind} on {_value(plain['on'])}, reported {event.reported}, {event.certainty}",
            *(f"- {name}: {_value(value)}" for name, value in plain.items() if name not in APART),
            *(f"- source: {_cited(one)}" for one in plain["sources"]),
        ]
        lines += [f"- note: {_plain(event.note)}"] if event.note else []
        parts.append("\n".join([*lines, ""]))
    return "\n".join(parts)


def _cited(citation: dict[str, Any]) -> str:
    more = [f"{name} {_value(value)}" for name, value in citation.items() if name != "source"]
    return ", ".join([f"`{citation['source']}`", *more])


def _sources(sources: Iterable[Source], seeds: Iterable[Seed]) -> str:
    rows = [
        (one.id, one.publisher, str(one.date or ""), one.title or "", one.origin, one.url or one.archived or "")
        for one in sorted(sources, key=lambda source: source.id)
    ]
    rows += [(one.id, one.publisher, str(one.date), one.title or "", one.origin, "") for one in seeds]
    return "\n".join(["## Sources", "", *_table(("id", "publisher", "date", "title", "origin", "address"), rows)])


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    found = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    if found:
        yield f"| {' | '.join(names)} |"
        yield f"|{'---|' * len(names)}"
        yield from found
        yield ""


def _value(value: Any) -> str:
    if is_list(value) and all(isinstance(one, str) for one in value):
        return _plain(", ".join(map(str, value)))
    return _plain(value if isinstance(value, str) else canonical(value))


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


def _plain(text: str) -> str:
    """Text of a record as text of the page: no line of it begins anything, and no sign of it is markup."""
    one = " ".join(text.split())
    for sign in "\\`*_[]<>#":
        one = one.replace(sign, f"\\{sign}")
    return one
