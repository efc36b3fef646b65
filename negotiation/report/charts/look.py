"""How charts look: one palette, one type, one axis of time. Shapes and words carry the meaning, and colour repeats it.

No colour stands for a judgement: there is no red and no green. Each has one use, so
that a page can put another in its place on a dark ground.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from negotiation.report.charts.stretches import ms, short

INK = "#1f2933"
SOFT = "#4a5763"
GRID = "#d9dee4"
GROUND = "#ffffff"
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
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "aria": False,  # the page, or the title of the file, says what it is
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT, "titleColor": SOFT, "domainColor": SOFT, "tickColor": SOFT, "gridColor": GRID,
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
    },
    "text": {"color": INK, "fontSize": 12},
    "title": {
        "limit": 900,
        "anchor": "start", "color": INK, "subtitleColor": SOFT, "fontSize": 15, "subtitleFontSize": 12, "offset": 14,
    },
}  # fmt: skip

LETTER = 7
"""A letter is at most so many pixels wide, of the size that marks are labelled in."""
LINES = 5
"""Of labels above a picture."""
MONTH_WIDTH = 80
"""A month and its year along the axis need so many pixels."""


def specification(width: int, views: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A specification of views below each other, in the common look."""
    below = [{"width": width} | view for view in views]
    return {"$schema": SCHEMA, "config": CONFIG, "padding": 6, "spacing": 10, "vconcat": below}


class Sign(NamedTuple):
    """One thing that the key explains: what it looks like, as properties of a mark, and its words."""

    mark: dict[str, Any]
    label: str
    is_open: bool = False
    """Drawn without ends, since nobody knows where it begins or what it is."""


EDGE: dict[str, Any] = {"type": "rule", "color": INK, "strokeDash": [3, 3]}
SIGN, LINE, WORD = 30, 28, 240
"""Width of a sign and height of a line in the key."""


def key(signs: Sequence[Sign], width: int) -> dict[str, Any]:
    """The key, with the same marks as the picture, in as many lines as it needs."""
    layers: list[dict[str, Any]] = []
    x = y = 0
    for sign in signs:
        wide = SIGN + 6 + min(WORD, len(sign.label) * LETTER) + 14
        if x and x + wide > width:
            x, y = 0, y + LINE
        layers += [_sign(sign, x, y), *_edges(sign, x, y), _word(sign.label, x + SIGN + 6, y)]
        x += wide
    return {"height": y + LINE, "layer": layers, "view": {"stroke": None}}


def _sign(sign: Sign, x: int, y: int) -> dict[str, Any]:
    mark = dict(sign.mark)
    tall = mark.pop("tall", 14)
    middle = y + LINE // 2
    place: dict[str, Any] = {"x": x, "x2": x + SIGN, "y": middle - tall // 2, "y2": middle + tall // 2}
    match mark["type"]:
        case "point":
            place = {"x": x + SIGN // 2, "y": middle, "size": 90, "opacity": 1}
        case "rule":
            across = {"x": {"value": x + SIGN // 2}, "y": {"value": y + 3}, "y2": {"value": y + LINE - 3}}
            return {"data": {"values": [{}]}, "mark": mark, "encoding": across}
        case _:
            pass
    return {"data": {"values": [{}]}, "mark": mark | place, "encoding": {}}


def _edges(sign: Sign, x: int, y: int) -> list[dict[str, Any]]:
    """The upper and the lower edge of what is open at both ends."""
    if not sign.is_open:
        return []
    half = sign.mark["tall"] // 2
    ends = {"x": {"value": x}, "x2": {"value": x + SIGN}}
    return [
        {"data": {"values": [{}]}, "mark": EDGE, "encoding": ends | {"y": {"value": y + LINE // 2 + way * half}}}
        for way in (-1, 1)
    ]


def _word(label: str, x: int, y: int) -> dict[str, Any]:
    mark = {
        "type": "text",
        "text": label,
        "align": "left",
        "baseline": "middle",
        "x": x,
        "y": y + LINE // 2,
        "limit": WORD,
    }
    return {"data": {"values": [{}]}, "mark": mark, "encoding": {}}


def time_axis(first: int, last: int, width: int, **more: Any) -> dict[str, Any]:
    """The days of a case from left to right, in UTC, so that a day is the same day everywhere."""
    count = max(2, min(8, width // MONTH_WIDTH))
    form = "%b %Y" if last - first > count * 31 else "%d %b %Y"
    axis = {"format": form, "title": None, "tickCount": count, "labelOverlap": True, "grid": True, "labelFlush": True}
    # As expressions, since a number would be made a date by a function that a page without `eval` does not have.
    ends = {"domainMin": {"expr": str(ms(first))}, "domainMax": {"expr": str(ms(last + 1))}}
    scale = {"type": "utc", **ends, "nice": False}
    return {"type": "temporal", "scale": scale, "axis": axis | more}


def pixel(day: int, span: tuple[int, int], width: int) -> int:
    """Where a day stands on the axis, in whole pixels."""
    first, last = span
    return (day - first) * width // (last + 1 - first)


def spot(x: str, y: str) -> dict[str, Any]:
    """Where a mark stands, in pixels worked out of its row."""
    return {"x": {"expr": x}, "y": {"expr": y}}


def placed(labels: Iterable[tuple[int, str]], span: tuple[int, int], width: int) -> list[dict[str, Any]]:
    """Days with their labels, each in the first line above a picture in which there is room for it, if there is one."""
    rights: list[int] = []
    found: list[dict[str, Any]] = []
    for day, text in labels:
        wide = len(text) * LETTER
        left = max(0, min(pixel(day, span, width) - wide // 2, width - wide))
        line = next((i for i, right in enumerate(rights) if right + 8 <= left), len(rights))
        if line < LINES:
            rights[line : line + 1] = [left + wide]
        found.append({"day": ms(day), "label": text if line < LINES else "", "x": left + wide // 2, "line": line})
    return found


def known_to(known: int, span: tuple[int, int]) -> list[tuple[int, str]]:
    """The end of the last day whose reports count, where that lies within the case."""
    return [(known + 1, f"known to {short(known)}, then the clock alone")] if span[0] <= known < span[1] else []


def marked(
    name: str, color: str, line: dict[str, Any], time: dict[str, Any], down: str | None = None
) -> list[dict[str, Any]]:
    """Days across a picture, or as far down as an expression says, with their labels above it."""
    day: dict[str, Any] = {"x": {"field": "day", **time}}
    if down is not None:
        day |= {"y": {"value": 0}, "y2": {"value": {"expr": down}}}
    label = {"type": "text", "color": color, "baseline": "bottom", **spot("datum.x", "-4 - 15 * datum.line")}
    return [
        {"data": {"name": name}, "mark": {"type": "rule", "color": GROUND, "strokeWidth": 2.5}, "encoding": day},
        {"data": {"name": name}, "mark": line, "encoding": day},
        {"data": {"name": name}, "mark": label, "encoding": {"text": {"field": "label"}}},
    ]


def veil(time: dict[str, Any], width: int) -> dict[str, Any]:
    """What the clock alone brings, after the last day of which anything is known, is paler."""
    return {
        "data": {"name": "known"}, "mark": {"type": "rect", "fill": GROUND, "opacity": 0.6},
        "encoding": {"x": {"field": "day", **time}, "x2": {"value": width}},
    }  # fmt: skip


def moments(time: dict[str, Any]) -> list[dict[str, Any]]:
    """The day asked about, and the day up to which records count, across a picture; no rows of either draw nothing."""
    known = {"type": "rule", "color": MOMENT, "strokeWidth": 2, "strokeDash": [1, 3]}
    asof = {"type": "rule", "color": MOMENT, "strokeWidth": 2}
    return [
        *marked("known", MOMENT, known, time),
        {"data": {"name": "asof"}, "mark": asof, "encoding": {"x": {"field": "day", **time}}},
    ]
