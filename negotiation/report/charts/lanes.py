"""What happened, by who did it: a lane for each party, in the order of the case."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from negotiation.domain.answers import Question
from negotiation.domain.intervals import Table
from negotiation.report.charts import look
from negotiation.report.charts.beside import FAMILIES, events
from negotiation.report.charts.chart import Chart, Row
from negotiation.report.charts.look import Sign, key, known_to, moments, pixel, placed, specification, time_axis
from negotiation.report.charts.stretches import iso, ms, span_of
from negotiation.report.embedded import EPOCH
from negotiation.views.phrases import counted

SIGNS = {
    "said": Sign({"type": "point", "shape": "circle", "fill": look.GROUND, "stroke": look.DONE}, "said or proposed"),
    "did": Sign({"type": "point", "shape": "square", "fill": look.DONE, "stroke": look.DONE}, "did"),
    "agreed": Sign({"type": "point", "shape": "diamond", "fill": look.DUE, "stroke": look.DUE}, "agreed or signed"),
    "met": Sign({"type": "point", "shape": "triangle-up", "fill": look.MOMENT, "stroke": look.MOMENT}, "met or opened"),
    "record": Sign(
        {"type": "point", "shape": "cross", "fill": look.GROUND, "stroke": look.CHECK}, "observed, held or corrected"
    ),
}
Names = dict[str, str]
APART, LEVEL, HEAD = 20, 18, 20
"""Marks are so many pixels apart, beside and above each other; above them the name of the lane."""
NOBODY = "nobody named"


def chart(table: Table, question: Question, width: int) -> Chart:
    """The lanes of a case; who has none of the events has no lane."""
    span = span_of(table)
    names: Names = {str(party.id): party.name for party in table.case.head.parties}
    found = [*acts(events(table, question.outlook), names, span)]
    marks = [*levelled(grouped(found, span, width), span, width)]
    heads, height = headed(marks, names)
    tops = {head["party"]: head["top"] for head in heads}
    return Chart(
        name="lanes",
        title="What happened, by who did it",
        summary=summary(names, found),
        heads=("party", "from", "to", "event", "kind", "title"),
        rows=tuple(
            (names.get(e["party"], NOBODY), iso(e["start"]), iso(e["end"]), e["event"], e["kind"], e["title"])
            for e in found
        ),
        spec=spec(table, width),
        data={
            "marks": [mark | {"y": tops[mark["party"]] + HEAD + mark["level"] * LEVEL + 6} for mark in marks],
            "heads": heads,
            "known": placed(known_to(question.known - EPOCH, span), span, width),
            "asof": [],
        },
        params={},
        height=height,
    )


def headed(marks: list[Row], names: Names) -> tuple[list[Row], int]:
    """The lanes with their names, below each other, and how high they are together."""
    heads: list[Row] = []
    height = 0
    for id_ in [*names, ""]:
        levels = [mark["level"] for mark in marks if mark["party"] == id_]
        if levels:
            heads.append({"party": id_, "name": names.get(id_, NOBODY), "top": height})
            height += HEAD + (max(levels) + 1) * LEVEL + 4
    return heads, max(HEAD, height)


def acts(found: Iterable[Row], names: Names, span: tuple[int, int]) -> Iterator[Row]:
    """The events within the case, once for each party that did them, in the order of parties and days."""
    first, last = span
    within = [e for e in found if e["end"] >= first and e["start"] <= last]
    for party in [*names, ""]:
        mine = [e for e in within if party in e["parties"]]
        for e in sorted(mine, key=lambda e: (e["start"], e["end"], e["event"])):
            yield {"party": party} | e | {"start": max(e["start"], first), "end": min(e["end"], last)}


def step_of(span: tuple[int, int], width: int) -> int:
    """So many days are drawn as one mark."""
    days = span[1] + 1 - span[0]
    return -(-days * APART // width)


def grouped(events: list[Row], span: tuple[int, int], width: int) -> list[Row]:
    """What one party did in one way in a few days, as one mark with its number; a longer stretch stands by itself."""
    step = step_of(span, width)
    found: dict[tuple[Any, ...], Row] = {}
    for e in events:
        first, last = ((day - span[0]) // step for day in (e["start"], e["end"]))
        is_long = last > first + 1
        key = (e["party"], e["family"], e["start"], e["end"]) if is_long else (e["party"], e["family"], first)
        start, end = (e["start"], e["end"]) if is_long else (span[0] + first * step, span[0] + first * step + step - 1)
        row = {"party": e["party"], "family": e["family"], "start": start, "end": min(end, span[1]), "long": is_long}
        found.setdefault(key, row | {"count": 0})["count"] += 1
    return [*found.values()]


def levelled(groups: list[Row], span: tuple[int, int], width: int) -> Iterator[Row]:
    """Marks with their level in their lane: the lowest at which there is room."""
    used: dict[str, list[int]] = {}
    order = [*FAMILIES]
    for row in sorted(groups, key=lambda r: (r["start"], -r["end"], order.index(r["family"]))):
        left, right = pixel(row["start"], span, width), pixel(row["end"] + 1, span, width)
        x = (left + right) // 2
        left, right = min(left, x - APART // 2), max(right, x + APART // 2)
        levels = used.setdefault(row["party"], [])
        level = next((i for i, taken in enumerate(levels) if taken <= left + 1), len(levels))
        levels[level : level + 1] = [right]
        yield {
            "party": row["party"], "family": row["family"], "from": ms(row["start"]), "to": ms(row["end"] + 1),
            "long": row["long"], "x": x, "level": level, "count": row["count"],
        }  # fmt: skip


def summary(names: Names, events: list[Row]) -> str:
    """Who did how much of what, in words."""
    counts = {id_: Counter(e["family"] for e in events if e["party"] == id_) for id_ in [*names, ""]}
    said = [f"{names.get(id_, NOBODY)}: {_families(found)}" for id_, found in counts.items() if found]
    none = [names[id_] for id_ in names if not counts[id_]]
    without = f" None: {', '.join(none)}." if none else ""
    return f"{counted(len({e['event'] for e in events}), 'event')}. {'; '.join(said)}.{without}"


def _families(found: Counter[str]) -> str:
    return f"{found.total()} ({', '.join(f'{name} {found[name]}' for name in FAMILIES if found[name])})"


def spec(table: Table, width: int) -> dict[str, Any]:
    """What is drawn how."""
    first, last = span_of(table)
    time = time_axis(first, last, width)
    shapes = {
        "domain": [*SIGNS], "range": [sign.mark["shape"] for sign in SIGNS.values()],
    }  # fmt: skip
    fills = {"domain": [*SIGNS], "range": [sign.mark["fill"] for sign in SIGNS.values()]}
    strokes = {"domain": [*SIGNS], "range": [sign.mark["stroke"] for sign in SIGNS.values()]}
    family = {"field": "family", "type": "nominal", "legend": None}
    layers: list[dict[str, Any]] = [
        {
            "data": {"name": "marks"}, "transform": [{"filter": "datum.long"}],
            "mark": {"type": "rule", "color": look.SOFT, "strokeWidth": 2, "y": {"expr": "datum.y"}},
            "encoding": {"x": {"field": "from", **time}, "x2": {"field": "to"}},
        },
        {
            "data": {"name": "marks"},
            "mark": {"type": "point", "size": 90, "opacity": 1, "x": {"expr": "datum.x"}, "y": {"expr": "datum.y"}},
            "encoding": {
                "shape": family | {"scale": shapes}, "fill": family | {"scale": fills},
                "stroke": family | {"scale": strokes},
            },
        },
        {
            "data": {"name": "marks"}, "transform": [{"filter": "datum.count > 1"}],
            "mark": {
                "type": "text", "baseline": "middle", "align": "left", "dx": 6, "fontSize": 10,
                "x": {"expr": "datum.x"}, "y": {"expr": "datum.y + 1"},
            },
            "encoding": {"text": {"field": "count"}},
        },
        {
            "data": {"name": "heads"},
            "mark": {
                "type": "text", "align": "left", "baseline": "middle", "fontWeight": "bold", "x": 0, "limit": width,
                "y": {"expr": "datum.top + 8"},
            },
            "encoding": {"text": {"field": "name"}},
        },
        *moments(time),
    ]  # fmt: skip
    return specification(width, [{"layer": layers}, key([*SIGNS.values()], width)])
