"""How each commitment, each tranche and the talks stood over time, a lane for each."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from negotiation.domain.answers import Question
from negotiation.domain.ids import SubjectId
from negotiation.domain.intervals import Table
from negotiation.report.charts import look
from negotiation.report.charts.chart import Chart, Row
from negotiation.report.charts.look import LETTER, Sign, key, known_to, moments, pixel, placed, specification, time_axis
from negotiation.report.charts.steps import ends
from negotiation.report.charts.stretches import Axes, iso, ms, said, span_of, stretches, together, tranche_order
from negotiation.report.embedded import EPOCH

ON_DARK = "datum.kind === 'satisfied' && !datum.pale"
"""Where words stand on the darkest ground."""
LANE = 46
TOP, BAR = 20, 22
"""Within a lane, the words stand above the bar."""
MOST_TRANCHES = 24
"""A commitment of more has one lane."""
NEAR = 7
"""Days before a due day that count as around it."""
AXES = ("phase", "status", "due", "withheld", "running")
LISTED = "agreement or extension"
"""The only words of a status that have an `or` of their own."""

BEFORE = frozenset({"proposed", "conditional", "agreed"})
RUNNING = frozenset({"in force", "under way", "suspended", "open"})
ACTS = ("contrary act recorded", "exceedance recorded", "not kept, as observed")

SIGNS = {
    "before": Sign(
        {"type": "bar", "tall": 16, "fill": look.GROUND, "stroke": look.SOFT, "strokeDash": [6, 2]},
        "proposed or conditional",
    ),
    "running": Sign({"type": "bar", "tall": 16, "fill": look.RUNNING, "stroke": look.SOFT}, "in force"),
    "near": Sign({"type": "bar", "tall": 22, "fill": look.NEAR, "stroke": look.SOFT}, "due within a week"),
    "overdue": Sign({"type": "bar", "tall": 22, "fill": look.GROUND, "stroke": look.INK, "strokeWidth": 2}, "overdue"),
    "halted": Sign(
        {"type": "bar", "tall": 22, "fill": look.HALTED, "stroke": look.INK, "strokeWidth": 2, "strokeDash": [8, 3]},
        "withheld or suspended",
    ),
    "act": Sign({"type": "bar", "tall": 16, "fill": look.ACT, "stroke": look.INK}, "act or exceedance recorded"),
    "contested": Sign(
        {"type": "bar", "tall": 16, "fill": look.ACT, "stroke": look.DUE, "strokeDash": [2, 2]}, "contested"
    ),
    "satisfied": Sign({"type": "bar", "tall": 22, "fill": look.DONE}, "performed, or kept to the end"),
    "over": Sign({"type": "bar", "tall": 22, "fill": look.OVER}, "over in another way"),
    "open": Sign({"type": "bar", "tall": 16, "fill": look.OPEN}, "one or the other", is_open=True),
}
GLYPHS = {
    "overdue": "!",
    "halted": "×",
    "contested": "?",
    "open": "?",
    "act": "*",
    "satisfied": "✓",
}
"""A sign for where there is no room for words."""


def chart(table: Table, question: Question, width: int) -> Chart:
    """The strips of a case."""
    span, known = span_of(table), question.known - EPOCH
    found = [lane for id_, subject in table.subjects.items() for lane in _lanes(table, question, id_, subject.kind)]
    rows = [row for at, (id_, axes) in enumerate(found) for row in strip(id_, at, axes)]
    return Chart(
        name="strips",
        title="How each commitment stood",
        summary=summary(rows, min(span[1], max(span[0], known))),
        heads=("commitment", "from", "to", "status"),
        rows=tuple((row["subject"], iso(row["from"]), iso(row["to"] - 1), row["status"]) for row in rows),
        spec=spec(table, width),
        data={
            "strips": [drawn(row, known, span, width) for row in rows],
            "names": [{"subject": id_, "at": at} for at, (id_, _) in enumerate(found)],
            "known": placed(known_to(known, span), span, width),
            "asof": [],
        },
        params={},
        height=max(1, len(found)) * LANE,
    )


def _lanes(table: Table, question: Question, id_: SubjectId, kind: str) -> Iterator[tuple[str, Axes]]:
    """A commitment, or its tranches in its place; the talks."""
    if kind not in {"commitment", "process"}:
        return
    found = stretches(table, question, id_)
    tranches = sorted((one for one in found if one.startswith(f"{id_}/")), key=tranche_order)
    ids = tranches if len(tranches) <= MOST_TRANCHES else []
    yield from ((one, found[one]) for one in ids or [id_] if one in found)


def strip(id_: str, at: int, axes: Axes) -> Iterator[Row]:
    """The stretches of one lane, those that look and read the same joined."""
    held: Row | None = None
    for s in together(axes, AXES):
        for start, end in around(s.start, s.end, s.part):
            kind, status = standing(s.part, start)
            if held is not None and (held["kind"], held["status"], held["to"]) == (kind, status, start):
                held["to"] = end
                continue
            if held is not None:
                yield held
            held = {"subject": id_, "at": at, "kind": kind, "status": status, "from": start, "to": end}
    if held is not None:
        yield held


def around(start: int, end: int, part: Row) -> Iterator[tuple[int, int]]:
    """A stretch, cut where a due day comes near."""
    days = ends(part.get("due") or part.get("deadline"))
    cuts = sorted({start, end, *(c for day in days for c in (day - NEAR + 1, day + 1) if start < c < end)})
    yield from pairwise(cuts)


def standing(part: Row, day: int) -> tuple[str, str]:
    """Which sign a stretch has, and its status in words."""
    phase, status = part.get("phase") or "", (part.get("status") or part.get("phase") or "")
    status = status.replace(" {days}", "")
    paused = part.get("withheld") or part.get("suspended")
    words = f"{status}, withheld" if part.get("withheld") and "withheld" not in status else status
    return sign(part, phase, status, paused, day), words


def sign(part: Row, phase: str, status: str, paused: Row | None, day: int) -> str:
    """Which sign a stretch has: the first that fits."""
    since: list[int | None] = part.get("overdue_since") or []
    late = [one is not None for one in since]
    several = " or " in phase or " or " in status.replace(LISTED, "") or (late and any(late) != all(late))
    perhaps = paused and paused["perhaps"]
    dues = ends(part.get("due") or part.get("deadline"))
    signs = (
        (several or perhaps or status.startswith("unknown"), "open"),
        ("contested" in status or "not settled" in status, "contested"),
        (phase == "satisfied", "satisfied"),
        (paused, "halted"),
        (any(late), "overdue"),
        (any(one in status for one in ACTS), "act"),
        (phase in RUNNING and any(0 <= due - day < NEAR for due in dues), "near"),
        (phase in BEFORE, "before"),
        (phase in RUNNING, "running"),
    )  # fmt: skip
    return next((name for holds, name in signs if holds), "over")


def drawn(row: Row, known: int, span: tuple[int, int], width: int) -> Row:
    """A stretch with the words or the sign that there is room for in it."""
    is_pale, kind = row["from"] > known, row["kind"]
    end = row["to"] if is_pale else min(row["to"], known + 1)
    room = pixel(end, span, width) - pixel(row["from"], span, width)
    label = next((w for w in words(kind, row["status"]) if len(w) * LETTER + 8 <= room), "")
    if not label and room >= LETTER + 2:
        label = GLYPHS.get(kind, "")
    place = {"from": ms(row["from"]), "to": ms(row["to"])}
    return {"subject": row["subject"], "at": row["at"], "kind": kind} | place | {"label": label, "pale": is_pale}


def words(kind: str, status: str) -> Iterator[str]:
    """The status, and what is shorter."""
    yield status
    first, *rest = status.split(", ")
    if kind == "halted" and rest:
        yield f"{first}, {rest[-1]}"
    if kind not in {"contested", "open"}:
        yield first
    yield SIGNS[kind].label


def summary(rows: list[Row], day: int) -> str:
    """How everything stood on a day, in words."""
    stood = {row["subject"]: row["status"] for row in rows if row["from"] <= day < row["to"]}
    if not stood:
        return f"On {said(day)} nothing has a status."
    return f"On {said(day)}: {'; '.join(f'{id_}: {status}' for id_, status in stood.items())}."


def spec(table: Table, width: int) -> dict[str, Any]:
    """What is drawn how: a layer for each sign, since each has its own height and outline."""
    first, last = span_of(table)
    time = time_axis(first, last, width)
    box = {"x": {"field": "from", **time}, "x2": {"field": "to"}}
    bars = [_bar(name, box) for name in SIGNS]
    layers: list[dict[str, Any]] = [
        *bars,
        *(
            {
                "data": {"name": "strips"}, "transform": [{"filter": "datum.kind === 'open'"}],
                "mark": {"type": "rule", "color": look.INK, "strokeDash": [3, 3], "y": {"expr": f"{MIDDLE} {side} 8"}},
                "encoding": box,
            }
            for side in "-+"
        ),
        look.veil(time, width),
        {
            "data": {"name": "strips"},
            "mark": {
                "type": "text", "align": "left", "baseline": "middle", "dx": 4, "fontSize": 11, "y": {"expr": MIDDLE},
            },
            "encoding": {
                "x": box["x"], "text": {"field": "label"},
                "color": {"condition": {"test": ON_DARK, "value": look.GROUND}, "value": look.INK},
            },
        },
        {
            "data": {"name": "names"},
            "mark": {
                "type": "text", "align": "left", "baseline": "middle", "fontWeight": "bold", "x": 0, "limit": width,
                "y": {"expr": f"datum.at * {LANE} + 10"},
            },
            "encoding": {"text": {"field": "subject"}},
        },
        *moments(time),
    ]  # fmt: skip
    return specification(width, [{"layer": layers}, key([*SIGNS.values()], width)])


MIDDLE = f"datum.at * {LANE} + {TOP + BAR // 2}"


def _bar(name: str, box: dict[str, Any]) -> dict[str, Any]:
    mark = dict(SIGNS[name].mark)
    tall = mark.pop("tall")
    place = {"type": "rect", "y": {"expr": f"{MIDDLE} - {tall / 2}"}, "y2": {"expr": f"{MIDDLE} + {tall / 2}"}}
    return {
        "data": {"name": "strips"}, "transform": [{"filter": f"datum.kind === '{name}'"}], "mark": mark | place,
        "encoding": box,
    }  # fmt: skip
