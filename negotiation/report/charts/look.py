"""How charts look: one palette, one type, one axis of time. Shapes and words carry the meaning, and colour repeats it.

No colour stands for a judgement: there is no red and no green. Each has one use, so
that a page can put another in its place on a dark ground.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from negotiation.report.charts.stretches import ms

INK = "#1f2933"
SOFT = "#4a5763"
GRID = "#d9dee4"
GROUND = "#fdfdfc"
DONE = "#1f4e79"
PENDING = "#c9d8e6"
EITHER = "#85a7c6"
OTHERWISE = "#b9b3a6"
DUE = "#5b3f8c"
CHECK = "#7a4b00"
MOMENT = "#0a6570"
RUNNING = "#dce6ef"
NEAR = "#a9c3dc"
HALTED = "#cfc9bd"
OPEN = "#f4f1ea"
ACT = "#e6dcf0"
OVER = "#e9e7e1"

FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": GROUND,
    "aria": False,  # the page, or the title of the file, says what it is
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT, "titleColor": SOFT, "domainColor": SOFT, "tickColor": SOFT, "gridColor": GRID,
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
    },
    "text": {"color": INK, "fontSize": 12},
    "title": {
        "anchor": "start", "color": INK, "subtitleColor": SOFT, "fontSize": 15, "subtitleFontSize": 12, "offset": 14,
    },
}  # fmt: skip

LETTER = 7
"""A letter is at most so many pixels wide, of the size that marks are labelled in."""
MONTH_WIDTH = 62
"""A month and its year along the axis need so many pixels."""


def specification(width: int, views: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A specification of views below each other, in the common look."""
    below = [{"width": width} | view for view in views]
    return {"$schema": SCHEMA, "config": CONFIG, "padding": 6, "spacing": 10, "vconcat": below}


class Sign(NamedTuple):
    """One thing that the key explains: what it looks like, as properties of a mark, and its words."""

    mark: dict[str, Any]
    label: str


SIGN, LINE = 30, 28
"""Width of a sign and height of a line in the key."""


def key(signs: Sequence[Sign], width: int) -> dict[str, Any]:
    """The key, with the same marks as the picture, in as many lines as it needs."""
    layers: list[dict[str, Any]] = []
    x = y = 0
    for sign in signs:
        wide = SIGN + 6 + len(sign.label) * LETTER + 14
        if x and x + wide > width:
            x, y = 0, y + LINE
        layers += [_sign(sign, x, y), _word(sign.label, x + SIGN + 6, y)]
        x += wide
    return {"height": y + LINE, "layer": layers, "view": {"stroke": None}}


def _sign(sign: Sign, x: int, y: int) -> dict[str, Any]:
    mark = dict(sign.mark)
    tall = mark.pop("tall", 14)
    middle = y + LINE // 2
    upright = mark.pop("upright", False)
    place: dict[str, Any] = {"x": x, "x2": x + SIGN, "y": middle - tall // 2, "y2": middle + tall // 2}
    match mark["type"]:
        case "point" | "text":
            place = {"x": x + SIGN // 2, "y": middle}
        case "rule" if upright:
            place = {"orient": "vertical", "x": x + SIGN // 2, "y": y + 2, "y2": y + LINE - 2}
        case "rule":
            place = {"orient": "horizontal", "x": x, "x2": x + SIGN, "y": middle}
        case _:
            pass
    return {"data": {"values": [{}]}, "mark": mark | place, "encoding": {}}


def _word(label: str, x: int, y: int) -> dict[str, Any]:
    mark = {"type": "text", "text": label, "align": "left", "baseline": "middle", "x": x, "y": y + LINE // 2}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": {}}


def time_axis(first: int, last: int, width: int, **more: Any) -> dict[str, Any]:
    """The days of a case from left to right, in UTC, so that a day is the same day everywhere."""
    count = max(2, min(8, width // (MONTH_WIDTH * 2)))
    form = "%b %Y" if last - first > count * 31 else "%d %b %Y"
    axis = {"format": form, "title": None, "tickCount": count, "labelOverlap": True, "grid": True, "labelFlush": True}
    scale = {"type": "utc", "domain": [ms(first), ms(last + 1)], "nice": False}
    return {"type": "temporal", "scale": scale, "axis": axis | more}


def pixel(day: int, span: tuple[int, int], width: int) -> int:
    """Where a day stands on the axis, in whole pixels."""
    first, last = span
    return (day - first) * width // (last + 1 - first)


def spot(x: str, y: str) -> dict[str, Any]:
    """Where a mark stands, in pixels worked out of its row."""
    return {"x": {"expr": x}, "y": {"expr": y}}


def moments(day: dict[str, Any]) -> list[dict[str, Any]]:
    """The day asked about, and the day up to which records count, across a picture; no rows of either draw nothing."""
    label = {"type": "text", "color": MOMENT, "align": "right", "dx": -4, "y": {"expr": "height - 8"}}
    return [
        {
            "data": {"name": "known"},
            "mark": {"type": "rule", "color": MOMENT, "strokeWidth": 2, "strokeDash": [1, 3]},
            "encoding": day,
        },
        {"data": {"name": "known"}, "mark": label, "encoding": day | {"text": {"field": "label"}}},
        {"data": {"name": "asof"}, "mark": {"type": "rule", "color": MOMENT, "strokeWidth": 2}, "encoding": day},
    ]  # fmt: skip
