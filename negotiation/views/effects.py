"""What a draft would change in the answers of its case, before it is a part of it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from negotiation.domain.answering import Subject
from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.dates import iso
from negotiation.domain.effects import Effect, Stretch
from negotiation.domain.ids import RECORD, SubjectId
from negotiation.views.change_lines import by_kind, changed
from negotiation.views.changes import change_record
from negotiation.views.header import Asked
from negotiation.views.pages import Block, Heading, Page, lines
from negotiation.views.rows import Record

Subjects = Mapping[SubjectId, Subject]


def effects_page(asked: Asked, known: Subjects, effects: Sequence[Effect]) -> Page:
    """The changes for each outlook; those that have the same stand together."""
    if not any(one.stretches for one in effects):
        return (lines(f"state changes: none ({'; '.join(_outlook(one.outlook) for one in effects)})"),)
    blocks: list[Block] = []
    for first, *others in _alike(effects):
        named = "; ".join(_outlook(one.outlook) for one in (first, *others))
        blocks += [Heading(f"STATE CHANGES {named}"), *_stretches(asked, known, first)]
    return tuple(blocks)


def _alike(effects: Sequence[Effect]) -> list[list[Effect]]:
    """The effects, each with those that come to the same: in the order in which the first of them stands."""
    found: list[list[Effect]] = []
    for one in effects:
        group = next((group for group in found if group[0].said == one.said), None)
        if group is None:
            found.append([one])
        else:
            group.append(one)
    return found


def _stretches(asked: Asked, known: Subjects, effect: Effect) -> Iterator[Block]:
    if not effect.stretches:
        yield lines("none")
    before: Mapping[str, object] = {}
    for one in effect.stretches:
        now = _by_subject(one)
        same = [subject for subject in by_kind(known, [*now]) if before.get(subject) == now[subject]]
        told = [*changed(asked, known, [change for change in one.changes if change.subject not in same])]
        told += [f"(overdue days as at the end of {iso(one.first)})"] if _counts_days(one) else []
        kept = [f"= as on the day before: {', '.join(same)}"] if same else []
        yield lines(_days(asked, one), *(f"  {line}" for line in [*told, *kept]))
        before = now


def _counts_days(stretch: Stretch) -> bool:
    """Whether a word of theirs has a number in it that is another one on every day."""
    words = (str(value) for one in stretch.changes for value in (one.before, one.after) if one.field == "status")
    return stretch.first < stretch.last and any(re.search(r"overdue \d", word) for word in words)


def _by_subject(stretch: Stretch) -> dict[str, list[tuple[str, object, object]]]:
    """What changes of each subject, without the events behind it."""
    found: dict[str, list[tuple[str, object, object]]] = {}
    for one in stretch.changes:
        found.setdefault(one.subject, []).append((one.field, one.before, one.after))
    return found


def _days(asked: Asked, one: Stretch) -> str:
    if one.first == one.last:
        return f"at the end of {iso(one.first)}"
    if one.last == asked.case.head.coverage.end.toordinal():
        return f"from the end of {iso(one.first)} on"
    return f"at the ends of {iso(one.first)} to {iso(one.last)}"


def _outlook(outlook: Outlook) -> str:
    known = "with hindsight" if outlook.known >= FOREVER else f"as known on {iso(outlook.known)}"
    return known if outlook.reading == RECORD else f"{known} under the reading {outlook.reading}"


def effect_records(effects: Sequence[Effect]) -> list[Record]:
    """The same as programs read it."""
    return [
        {
            "reading": one.outlook.reading,
            "known": None if one.outlook.known >= FOREVER else iso(one.outlook.known),
            "stretches": [
                {"from": iso(s.first), "to": iso(s.last), "changes": [change_record(c) for c in s.changes]}
                for s in one.stretches
            ],
        }
        for one in effects
    ]
