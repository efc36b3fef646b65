"""Tidy facts of a day: one value of one axis of one subject, by whose reading or account, and for how long."""

from collections.abc import Iterator, Sequence

from negotiation.domain.answering import Answers
from negotiation.domain.answers import PLACES, Question, chosen_in, cut
from negotiation.domain.axes import Contest, Due, Figures, Interval, Kind, Running, Span
from negotiation.domain.dates import iso
from negotiation.domain.ids import SubjectId
from negotiation.domain.light import Any
from negotiation.domain.words import with_days
from negotiation.views.axes import late_days
from negotiation.views.plain import flat, is_several
from negotiation.views.rows import ABSENT, FACT, Record, cell

OPEN = "open"
"""Stands for the last day of what holds to the end of what the case covers."""


def facts(table: Answers, question: Question, chosen: Sequence[str] = ()) -> Iterator[Record]:
    """Every interval that holds on the day, its figures and its contested fields taken apart."""
    for id_, axes in cut(table, question, chosen_in(table, chosen)).items():
        whole = id_.partition("/")[0].partition("@")[0]
        if chosen and not {whole, id_, PLACES[table.subjects[SubjectId(whole)].kind]} & set(chosen):
            continue
        late = late_days(axes, question.on)
        for row in axes.values():
            yield from _facts(row, question, table.end, late)


def _facts(row: Interval, question: Question, end: int, late: int | None) -> Iterator[Record]:
    if row.axis == "contested":
        contests: tuple[Contest, ...] = row.values[0]
        for one in contests:
            yield _fact(row, end, f"contested {one.field}", one.holder, one.value)
        return
    values = [with_days(one, late) if isinstance(one, str) else one for one in row.values]
    worlds = [_world(row.axis, value, question.on) for value in values if value is not None]
    worlds += [{}] * (len(values) - len(worlds))
    names = dict.fromkeys(name for world in worlds for name in world) or {row.axis: None}
    for name in names:
        for text in _told([world.get(name, (ABSENT,)) for world in worlds]):
            yield _fact(row, end, name, str(question.reading), text)


def _told(worlds: Sequence[tuple[str, ...]]) -> Sequence[str]:
    """A text for each row: the items of a list where all possible worlds agree, else the alternatives in one."""
    if len(set(worlds)) == 1:
        return worlds[0]
    return (" or ".join(dict.fromkeys("; ".join(one) for one in worlds)),)


def _world(axis: str, value: Any, on: int) -> dict[str, tuple[str, ...]]:
    """What an axis is in one possible world, taken apart: under each name one text, or those of a list."""
    found: dict[str, tuple[str, ...]] = {}
    for part, one in _parts(axis, value, on):
        for name, single in flat(part, one):
            found[name] = (*found.get(name, ()), cell(single))
    return found


def _parts(axis: str, value: Any, on: int) -> Iterator[tuple[str, Any]]:
    match value:
        case Due(standing, day):
            yield "due", None if day is None else iso(day)
            yield "due standing", standing
            yield "days overdue", max(0, on - day) if standing == "overdue" and day is not None else 0
        case Figures() | Running() | Kind() | Contest():
            yield from ((f"{axis} {name}".removeprefix("figures "), one) for name, one in _plain(axis, value).items())
        case _ if axis == "terms":
            yield from zip(TERMS[len(value)], (_plain("", one) for one in value), strict=True)
        case _:
            yield axis, _plain(axis, value)


SPANS = frozenset({"signed", "deposited", "accepted", "in force", "objected", "withdrawn", "window", "since"})
"""Axes and fields whose pairs of numbers are the first and the last day."""

DAYS = frozenset({"scheduled", "since", "day", "ended"})
"""Axes and fields whose numbers are days."""

SHARE = "percent"
"""Figures in hundredths of the total, which most commitments have not."""

INNER = frozenset({"bucket"})
"""Fields that are the fold's own."""

TERMS = {
    6: ("form", "by", "to", "extends", "commitment", "counters"),
    4: ("treaty", "letter", "depositary", "by"),
}
"""What the terms of a proposal are, and those of an instrument."""


def _plain(name: str, value: Any) -> Any:
    """A value as data, its days written out."""
    if isinstance(value, Span):
        return {"min": value.low, "max": value.high}
    as_record: Any = getattr(value, "_asdict", None)
    if as_record is not None:
        shown = (
            (key, one) for key, one in as_record().items() if key not in INNER and (one is not None or key != SHARE)
        )
        return {key: _plain(key, one) for key, one in shown}
    if is_several(value) and name == SHARE:
        return {part: {"min": one[0], "max": one[1]} if is_several(one) else one for part, one in value}
    if is_several(value) and name in SPANS and len(value) == PAIR:
        first, last = (None if one is None else iso(one) for one in value)
        return first if first == last else {"min": first, "max": last}
    if is_several(value) and name in PARTS and len(value) == len(PARTS[name]) and not is_several(value[0]):
        return {part: _plain(part, one) for part, one in zip(PARTS[name], value, strict=True)}
    if is_several(value):
        return [_plain(name, one) for one in value]
    return iso(value) if isinstance(value, int) and name in DAYS else value


PAIR = 2

PARTS = {
    "reason": ("speaker", "text"),
    "acts": ("event", "within", "outside"),
    "observations": ("event", "day", "value"),
}
"""What the parts of a stated reason are, and those of the items of two axes."""


def _fact(row: Interval, end: int, axis: str, holder: str, value: str) -> Record:
    last = OPEN if row.valid_to > end else iso(row.valid_to - 1)
    known = (row.subject, axis, holder, value or ABSENT, iso(row.valid_from), last)
    return dict(zip(FACT, known, strict=True))
