"""The reasons of an answer, as a page."""

from collections.abc import Iterator, Sequence

from negotiation.domain.answering import Answers
from negotiation.domain.answers import is_coded
from negotiation.domain.dates import iso
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.queries import Why, WhyAxis
from negotiation.domain.rules import RULES
from negotiation.views.axes import NONE, axis_words, late_days
from negotiation.views.contested import by_field, holder
from negotiation.views.doubts import doubt, sentences
from negotiation.views.header import Asked, coverage_sentence, header
from negotiation.views.pages import Block, Heading, Page, grid, lines
from negotiation.views.phrases import figure, labels
from negotiation.views.records import Records
from negotiation.views.rows import Record

NARROWEST = 9
"""The width of the column of axes where all their names are short, so that most parts stand alike."""

LISTS = frozenset({"contested", "corrected", "told", "extensions"})
"""Axes that list what stands beside the answer; they are shown in parts of their own."""


ORDER = ("status", "figures", "due", "phase", "running", "withheld", "episodes")
"""Axes that come first, in this order."""


Reasons = tuple[Why | None, list[Why], Sequence[Record]]
"""What was found, its parts, and the contested fields."""


def reasons_page(asked: Asked, subject: SubjectId, reasons: Reasons, records: Records) -> Page:
    found, parts, contested = reasons
    coded = is_coded(records.table, asked.question.on)
    top = header(asked, f"why {subject} is as it is at the end of {iso(asked.question.on)}")
    if found is None:
        missing = f"nothing is recorded yet of {subject} on {iso(asked.question.on)}"
        return (top, lines(missing if coded else coverage_sentence(asked.case, asked.question.on)))
    made = used(parts)
    blocks: list[Block] = [top]
    blocks += [block for part in parts for block in _part(asked, part, is_part=part is not parts[0])]
    blocks += [Heading("RULES"), lines(*(f"{rule}: {RULES.get(rule, '')}" for rule in rules(parts)))]
    blocks += [Heading(f"EVENTS that made it: {len(made)}"), records.grid(made)]
    blocks += _doubts(asked, records.table, parts)
    blocks += _contested(contested)
    blocks += _corrections(found, records)
    blocks += _left_out(found, records)
    return tuple(blocks)


def _part(asked: Asked, part: Why, *, is_part: bool) -> Iterator[Block]:
    named = labels(asked.case)
    told: list[str] = []
    late = late_days({one.axis: one.interval for one in part.axes}, asked.question.on)
    wide = max([NARROWEST, *(len(one.axis) for one in shown(part))])
    for one in shown(part):
        words = axis_words(one.interval, asked.question.on, named, late)
        if is_part and words == NONE:
            continue
        told.append(f"{one.axis:<{wide}} {words}")
        told.append(f"{'':<{wide}} since {since(one)} · rule {one.rule} · {', '.join(one.causes) or 'no event'}")
    if told:
        yield Heading(part.subject)
        yield lines(*told)


def shown(part: Why) -> list[WhyAxis]:
    shown = [one for one in part.axes if one.axis not in LISTS]
    return sorted(shown, key=lambda one: (ORDER.index(one.axis) if one.axis in ORDER else len(ORDER), one.axis))


SAID = "said or met: moves no status"


def since(one: WhyAxis) -> str:
    """The first day on which the axis had its value."""
    return iso(one.interval.valid_from)


def used(parts: list[Why]) -> list[EventId]:
    return list(dict.fromkeys(c for part in parts for one in shown(part) for c in one.causes))


def rules(parts: list[Why]) -> list[str]:
    return list(dict.fromkeys(one.rule for part in parts for one in shown(part)))


def _doubts(asked: Asked, table: Answers, parts: list[Why]) -> Iterator[Block]:
    axes = ((part.subject, {one.axis: one.interval for one in part.axes}) for part in parts)
    told = sentences([doubt(table, asked.question, subject, mine) for subject, mine in axes])
    if told:
        yield Heading("UNCERTAIN on this day")
        yield lines(*told)


def _contested(entries: Sequence[Record]) -> Iterator[Block]:
    rows = [
        (field, holder(entry), figure(entry["value"]), ", ".join(entry["events"]))
        for field, group in by_field(entries).items()
        for entry in group
    ]
    if rows:
        yield Heading("CONTESTED, with every holder; none is marked as the right one")
        yield grid(("FIELD", "HOLDER", "VALUE", "EVENTS"), rows)


def _corrections(found: Why, records: Records) -> Iterator[Block]:
    if found.corrected:
        yield Heading("CORRECTED, revised or held anew by")
        yield records.grid(found.corrected)


def _left_out(found: Why, records: Records) -> Iterator[Block]:
    if not found.left_out:
        return
    yield Heading(f"LEFT OUT: {len(found.left_out)} events about it that made none of it, by the reason why")
    rows: list[tuple[str, ...]] = []
    last = ""
    for id_, reason in left_out(found, records):
        rows.append((reason if reason != last else "", records.day(id_), id_, records.where(id_)))
        last = reason
    yield grid(("REASON", "DAY", "EVENT", "WHERE"), rows)


def left_out(found: Why, records: Records) -> list[tuple[EventId, str]]:
    """By reason, the most telling first, then by day."""
    return sorted(found.left_out, key=lambda one: (one[1] == SAID, one[1], records.first(one[0]), one[0]))
