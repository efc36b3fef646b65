"""Tables for data frames: columns by their names, dates as dates, and nothing but `None` for what is absent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

from negotiation.api.intervals import until
from negotiation.domain.axes import Interval
from negotiation.domain.encoding import text_of
from negotiation.views.axes import lasting_words
from negotiation.views.facts import OPEN
from negotiation.views.rows import ABSENT

Types: TypeAlias = Mapping[str, type]

INTERVALS: Types = MappingProxyType({
    "subject": str, "axis": str, "reading": str, "valid_from": date, "valid_to": date, "known_from": date,
    "known_to": date, "words": str, "value": str, "rule": str, "causes": str,
})  # fmt: skip
"""Of the table of intervals: those of `intervals.csv` in `export csv`."""

STATES: Types = MappingProxyType(
    {"on": date, "subject": str, "axis": str, "holder": str, "value": str, "from": date, "to": date}
)
"""Of the table of states: the day, and what `state --format csv` has."""


class Columns(dict[str, list[Any]]):
    """A table as a mapping of columns, all of one length, for `pandas.DataFrame(...)` and `polars.DataFrame(...)`.

    `types` says what stands in each column besides `None`: `str` or `date`. Polars takes
    it as it is, and then knows the type of a column in which nothing stands:
    `polars.DataFrame(columns, schema=columns.types)`.
    """

    def __init__(self, types: Types, rows: Iterable[Sequence[Any]]) -> None:
        found = [*rows]
        super().__init__((name, [row[at] for row in found]) for at, name in enumerate(types))
        self.types: dict[str, type] = dict(types)


def interval_columns(rows: Iterable[Interval]) -> Columns:
    """The table of intervals."""
    return Columns(
        INTERVALS,
        (
            (
                str(row.subject), row.axis, str(row.reading), date.fromordinal(row.valid_from), until(row.valid_to),
                date.fromordinal(row.known_from), until(row.known_to), lasting_words(row.axis, row.values),
                text_of(row.values), row.rule, "; ".join(row.causes) or None,
            )
            for row in rows
        ),
    )  # fmt: skip


def state_columns(states: Iterable[tuple[date, Iterable[Mapping[str, str]]]]) -> Columns:
    """The table of the facts of several days."""
    return Columns(STATES, (_fact(on, fact) for on, facts in states for fact in facts))


def _fact(on: date, fact: Mapping[str, str]) -> tuple[Any, ...]:
    value = None if fact["value"] == ABSENT else fact["value"]
    last = None if fact["to"] == OPEN else date.fromisoformat(fact["to"])
    return on, str(fact["subject"]), fact["axis"], fact["holder"], value, date.fromisoformat(fact["from"]), last
