"""What a chart is, and which charts a case has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from negotiation.domain.answers import Question
from negotiation.domain.intervals import Table
from negotiation.report.charts.look import GROUND

Row = dict[str, Any]
Data = dict[str, list[Row]]

WIDE = 680
"""Pixels of a drawn case from its first day to its last."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture by its specification and its data, which are apart so that the data alone can be exchanged.

    `assets/charts.js` makes the summary, the rows, the data, the parameters and the
    height for another state of knowledge and another reading.
    """

    name: str
    title: str
    summary: str
    """What the picture shows, in words."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The same as a table."""
    spec: dict[str, Any]
    """A Vega-Lite specification that names its data; the upper of its two views is the picture, the lower the key."""
    data: Data
    """Days are milliseconds since 1970-01-01, at midnight UTC; a stretch ends where the next may begin."""
    params: dict[str, Any]
    """What else hangs on the data: the values of the specification's parameters."""
    height: int
    """Of the picture."""

    def whole(self, *title: str) -> dict[str, Any]:
        """The specification with its data and its parameters, and with lines of text above it."""
        picture, *below = self.spec["vconcat"]
        found = self.spec | {"vconcat": [picture | {"height": self.height}, *below], "datasets": self.data}
        if self.params:
            found["params"] = [{"name": name, "value": value} for name, value in self.params.items()]
        if title:
            found |= {"title": {"text": title[0], "subtitle": list(title[1:])}, "background": GROUND}
        return found


def charts_of(table: Table, question: Question, width: int = WIDE) -> list[Chart]:
    """Every chart of a case, as known and under the reading of a question."""
    return list(_charts(table, question, width))


def _charts(table: Table, question: Question, width: int) -> Iterator[Chart]:
    from negotiation.report.charts import lanes, steps, strips  # noqa: PLC0415 - they make charts, and import this

    yield from steps.charts(table, question, width)
    yield strips.chart(table, question, width)
    yield lanes.chart(table, question, width)
