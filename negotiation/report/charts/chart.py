"""What a chart is."""

from dataclasses import dataclass
from typing import Any

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
