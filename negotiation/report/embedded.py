"""The intervals as a page holds them: each value as what it gives to a row, so that a page only filters and joins.

Days are counted from 1970-01-01. What many intervals share, such as a value or a
list of causes, stands once, and the intervals name it by its number.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from negotiation.domain.answers import PLACES
from negotiation.domain.axes import BESIDE, FOREVER, Contest, Interval
from negotiation.domain.encoding import text_of
from negotiation.domain.happenings import derived
from negotiation.domain.ids import RECORD, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.parts import PARTS, joined
from negotiation.report.wordings import sums, wording
from negotiation.views.phrases import labels

EPOCH = 719_163
"""The ordinal of 1970-01-01."""
ENDLESS = FOREVER + 1 - EPOCH

Plain = dict[str, Any]


def embedded(table: Table, readings: Sequence[ReadingId]) -> Plain:
    """Every interval of the case under some readings, with all that rows are made of.

    `intervals` is columns of equal length: `subject`, `axis`, `reading`, `causes`, `rule`
    and `part` are numbers into the lists of these names, `on` and `known` begin and end
    half open. Under a reading that is not among `own` of a subject, the record's
    intervals hold.
    """
    lists = Lists(labels(table.case))
    columns: dict[str, list[int]] = {name: [] for name in COLUMNS}
    for number, (row, kind) in enumerate(_rows(table, readings)):
        if "@" not in row.subject and (texts := derived(row)):
            lists.clock[number] = texts
        for name, value in zip(COLUMNS, lists.numbers(row, kind), strict=True):
            columns[name].append(value)
    return {
        "wholes": [_whole(table, id_, readings) for id_ in table.subjects],
        "absent": {kind: _absent(kind) for kind in PARTS},
        "beside": sorted(BESIDE),
        "readings": lists.readings.found,
        "subjects": lists.subjects.found,
        "axes": lists.axes.found,
        "causes": [list(one) for one in lists.causes.found],
        "rules": lists.rules.found,
        "parts": lists.parts,
        "words": lists.words,
        "sums": lists.sums,
        "clock": lists.clock,
        "first": _day(table.case.head.coverage.start.toordinal()),
        "last": _day(table.end),
        "endless": ENDLESS,
        "intervals": columns,
    }


COLUMNS = (
    "subject", "axis", "reading", "on_from", "on_to", "known_from", "known_to", "part", "causes", "rule", "order",
)  # fmt: skip


def _rows(table: Table, readings: Sequence[ReadingId]) -> Iterator[tuple[Interval, str]]:
    for id_, subject in table.subjects.items():
        for reading in _own(table, id_, readings):
            for row in table.placed(id_, reading):
                yield row, subject.kind


def _own(table: Table, id_: SubjectId, readings: Sequence[ReadingId]) -> list[ReadingId]:
    """The readings whose intervals a page needs: those that differ, and the record for all that do not."""
    named = table.named(id_)
    own = [reading for reading in readings if reading in named]
    return own if len(own) == len(readings) or RECORD in own else [*own, RECORD]


def _whole(table: Table, id_: SubjectId, readings: Sequence[ReadingId]) -> Plain:
    kind = table.subjects[id_].kind
    return {"id": id_, "kind": kind, "list": PLACES[kind], "own": [r for r in readings if r in table.named(id_)]}


def _absent(kind: str) -> Plain:
    """The fields of a row of which no axis says anything."""
    return joined(kind, {})


@dataclass(slots=True)
class Numbered:
    """Things in the order in which they were met, each once."""

    found: list[Any] = field(default_factory=list[Any])
    _numbers: dict[Hashable, int] = field(default_factory=dict[Hashable, int])

    def number(self, one: Hashable) -> int:
        """The number of a thing."""
        if one not in self._numbers:
            self._numbers[one] = len(self.found)
            self.found.append(one)
        return self._numbers[one]


@dataclass(slots=True)
class Lists:
    """What intervals share."""

    labels: tuple[str, str]
    """What the case calls performed and outstanding."""
    subjects: Numbered = field(default_factory=Numbered)
    axes: Numbered = field(default_factory=Numbered)
    readings: Numbered = field(default_factory=Numbered)
    causes: Numbered = field(default_factory=Numbered)
    rules: Numbered = field(default_factory=Numbered)
    parts: list[Plain] = field(default_factory=list[Plain])
    words: list[list[Any]] = field(default_factory=list[list[Any]])
    """By the number of a part, what is said of it."""
    sums: dict[int, str] = field(default_factory=dict[int, str])
    """By the number of a part that has figures, the sum that has to hold."""
    clock: dict[int, dict[str, bool]] = field(default_factory=dict[int, dict[str, bool]])
    """By the number of an interval, what the clock derives in it, and whether in every world."""
    _values: Numbered = field(default_factory=Numbered)

    def numbers(self, row: Interval, kind: str) -> Iterable[int]:
        """An interval in the order of the columns."""
        return (
            self.subjects.number(row.subject),
            self.axes.number(row.axis),
            self.readings.number(row.reading),
            _day(row.valid_from),
            _day(row.valid_to),
            _day(row.known_from),
            _day(row.known_to),
            self._part(row, kind),
            self.causes.number(row.causes),
            self.rules.number(row.rule),
            int(row.order_sensitive),
        )

    def _part(self, row: Interval, kind: str) -> int:
        """What the values give to a row, each once."""
        before = len(self._values.found)
        number = self._values.number((kind, row.axis, text_of(row.values)))
        if number == before:
            self.parts.append(part_of(kind, row.axis, row.values))
            self.words.append(wording(row, self.labels, EPOCH))
            said = sums(row, self.labels)
            if said is not None:
                self.sums[number] = said
        return number


def part_of(kind: str, axis: str, values: Sequence[Any]) -> Plain:
    """What one axis gives to a row; of contested fields, each with its holder."""
    if axis == "contested":
        return {"contested": [_contest(one) for one in values[0]]}
    making = PARTS[kind].get(axis)
    return {} if making is None else _with_days(making(values))


def _with_days(part: Plain) -> Plain:
    since = part.get("overdue_since")
    return part if since is None else part | {"overdue_since": [None if day is None else _day(day) for day in since]}


def _contest(one: Contest) -> Plain:
    value: Any = int(one.value) if one.value.isdigit() else one.value
    found = {
        "field": one.field, "reading" if one.is_reading else "holder": one.holder, "value": value,
        "events": list(one.events),
    }  # fmt: skip
    return found | ({"rest_of": one.subject} if value == "rest" else {})


def _day(ordinal: int) -> int:
    return ordinal - EPOCH
