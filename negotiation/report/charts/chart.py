"""What a chart is, and which charts a case has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from negotiation.domain.answers import Question
from negotiation.domain.intervals import Table

Row = dict[str, Any]
Data = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture by its specification and its data, which are apart so that the data alone can be exchanged."""

    name: str
    title: str
    summary: str
    """What the picture shows, in words."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The same as a table."""
    spec: dict[str, Any]
    """A Vega-Lite specification that names its data."""
    data: Data
    params: dict[str, Any]
    """What else hangs on the data: the values of the specification's parameters."""

    def whole(self) -> dict[str, Any]:
        """The specification with its data and the values of its parameters."""
        params = [{"name": name, "value": value} for name, value in self.params.items()]
        return self.spec | {"datasets": self.data} | ({"params": params} if params else {})


def charts_of(table: Table, question: Question, width: int = 680) -> list[Chart]:
    """Every chart of a case, as known and under the reading of a question, `width` pixels wide."""
    return list(_charts(table, question, width))


def _charts(table: Table, question: Question, width: int) -> Iterator[Chart]:
    from negotiation.report.charts import lanes, steps, strips  # noqa: PLC0415 - they make charts, and import this

    yield from steps.charts(table, question, width)
    yield strips.chart(table, question, width)
    yield lanes.chart(table, question, width)
