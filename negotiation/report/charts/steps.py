"""Stacked steps of what was performed and what was pending, from nothing to the total: of commitments that count."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER
from negotiation.domain.ids import SubjectId
from negotiation.domain.intervals import Table
from negotiation.report.charts import look
from negotiation.report.charts.beside import assertions
from negotiation.report.charts.chart import Chart, Data, Row
from negotiation.report.charts.look import Sign, known_to, moments, pixel, placed, specification, time_axis
from negotiation.report.charts.stretches import (
    DAY,
    Axes,
    Stretch,
    iso,
    ms,
    number,
    said,
    short,
    span_of,
    stretches,
    together,
    tranche_order,
)
from negotiation.report.embedded import EPOCH
from negotiation.views.phrases import figure, labels
from negotiation.views.plain import is_record

HEIGHT = 260
CLOSE, SHORT = 20, 14
"""Of due days that are so many pixels apart the lines are so short that the steps between them are seen."""
FIGURES = ("performed", "outstanding", "discharged_otherwise", "difference", "total")


def charts(table: Table, question: Question, width: int) -> Iterator[Chart]:
    """A chart for each commitment that counts something."""
    for id_, subject in table.subjects.items():
        if subject.kind == "commitment":
            found = Counted.of(table, question, id_, width)
            if found.top:
                yield found.chart()


@dataclass(frozen=True, slots=True)
class Counted:
    """How the counts of one commitment ran."""

    table: Table
    question: Question
    id: SubjectId
    width: int
    subjects: dict[str, Axes]
    counts: list[Stretch]
    top: int

    @classmethod
    def of(cls, table: Table, question: Question, id_: SubjectId, width: int) -> "Counted":
        """The counts of a commitment as a question has them."""
        subjects = stretches(table, question, id_)
        axes = subjects.get(id_, {})
        counts = list(merged(together(axes, ("figures", "phase"))))
        return cls(table, question, id_, width, subjects, counts, highest(counts))

    def chart(self) -> Chart:
        """The chart, its table and its summary."""
        performed, outstanding = labels(self.table.case)
        title = f"{self.id}: {performed} and {outstanding}"
        data, checks = self.data(), list(self.checks())
        return Chart(
            name=f"steps-{self.id}",
            title=title,
            summary=self.summary(),
            heads=("from", "to", performed, outstanding, "discharged otherwise", "difference", "total", "asserted"),
            rows=tuple(self.rows(checks)),
            spec=spec(self.table, self.width),
            data=data,
            height=HEIGHT,
            params={"top": self.top, "ticks": ticks(self.counts, self.top)},
        )

    def data(self) -> Data:
        """What is drawn."""
        span, known = span_of(self.table), self.question.known - EPOCH
        seen = [*visible(self.counts, span, self.width)]
        due = [
            (day, f"{tranche}: due {short(day)}" if tranche else f"due {short(day)}") for day, tranche in self.dues()
        ]
        above = placed([*due, *known_to(known, span)], span, self.width)
        return {
            "steps": [bar for name in PARTS for bar in bars(name, seen, self.top)],
            "due": [*shortened(above[: len(due)], span, self.width)],
            "checks": [{"day": ms(c["on"]), "figure": value} for c in self.checks() for value in c["figures"]],
            "known": above[len(due) :],
            "asof": [],
        }

    def dues(self) -> Iterator[tuple[int, str]]:
        """The days that were due days when they came, each with its tranches."""
        tranches = sorted((id_ for id_ in self.subjects if id_.startswith(f"{self.id}/")), key=tranche_order)
        found: dict[int, list[str]] = {}
        for id_ in tranches or [self.id]:
            for s in self.subjects.get(id_, {}).get("due", []):
                for day in ends(s.part["due"]):
                    if s.start <= day < s.end and id_ not in found.setdefault(day, []):
                        found[day].append(id_)
        for day in sorted(found):
            if found[day]:
                yield day, ", ".join(id_.partition("/")[2] for id_ in found[day])

    def checks(self) -> Iterator[Row]:
        """What the case asserts of the commitment under this reading, as far as it could be asserted by then."""
        for one in assertions(self.table):
            mine = one["subject"] == self.id and one["reading"] == self.question.reading
            if mine and one["known"] <= self.question.known - EPOCH:
                yield one

    def rows(self, checks: list[Row]) -> Iterator[tuple[str, ...]]:
        """The counts as a table, a row for each stretch in which they stay the same."""
        for s in self.counts:
            told = [asserted(c) for c in checks if s.start <= c["on"] < s.end]
            yield (iso(s.start), iso(s.end - 1), *(figure(s.part[name]) for name in FIGURES), "; ".join(told) or "-")

    def summary(self) -> str:
        """How the counts ran, in words."""
        performed, outstanding = labels(self.table.case)
        steps: list[str] = []
        before: Any = 0
        for s in self.counts:
            now = s.part["performed"]
            if now != before:
                steps.append(f"{figure(now)} from {said(s.start)}")
                before = now
        first, last = span_of(self.table)
        day = min(last, max(first, self.question.known - EPOCH))
        now = next((s.part for s in reversed(self.counts) if s.start <= day), None)
        end = f"Not promised yet on {said(day)}."
        if now is not None:
            sums = f"{figure(now['outstanding'])} of {figure(now['total'])}{other(now)}"
            end = f"{capital(outstanding)} on {said(day)}: {sums}."
        due = ", ".join(said(day) for day, _ in self.dues())
        return f"{capital(performed)}: {', '.join(steps) or 'none'}. {end}{f' Due: {due}.' if due else ''}"


def other(part: Row) -> str:
    """What else there is to say of a total, where there is."""
    names = {"discharged_otherwise": "discharged otherwise", "difference": "difference declared"}
    return "".join(
        f", {said}: {figure(part[name])}" for name, said in names.items() if part[name] is not None and part[name] != 0
    )


def asserted(check: Row) -> str:
    """What is asserted, in words."""
    known = "with hindsight" if check["known"] == FOREVER - EPOCH else f"as known on {iso(check['known'])}"
    return f"{' to '.join(map(str, check['figures']))} on {iso(check['on'])}, {known}"


def capital(word: str) -> str:
    """A word at the beginning of a sentence; only its first letter differs."""
    return word[:1].upper() + word[1:]


def merged(found: Iterable[Stretch]) -> Iterator[Stretch]:
    """The counts alone, stretches in which they stay the same joined."""
    held: Stretch | None = None
    for s in found:
        if s.part.get("total") is None and s.part.get("performed") is None:
            continue
        part = {name: s.part[name] for name in FIGURES} | {"binding": s.part.get("phase") != "proposed"}
        if held is not None and held.part == part and held.end == s.start:
            held = held._replace(end=s.end)
            continue
        if held is not None:
            yield held
        held = Stretch(s.start, s.end, part)
    if held is not None:
        yield held


def ends_of(value: Any) -> list[int]:
    """A figure, or the least and the most of it as far as they are known."""
    found: list[int | None] = [value["min"], value["max"]] if is_record(value) else [value]
    return list(dict.fromkeys(one for one in found if one is not None))


def ends(value: Any) -> list[int]:
    """The same of days."""
    if value is None:
        return []
    both: list[str] = [value["min"], value["max"]] if is_record(value) else [value]
    return list(dict.fromkeys(number(day) for day in both))


def highest(counts: Iterable[Stretch]) -> int:
    """The largest total that was held of a commitment once it bound, or what came to more than it.

    Where nobody knows the total at the end, a tenth more.
    """
    found, is_open = 0, False
    for s in counts:
        if s.part["binding"]:
            found = max(found, *ends_of(s.part["total"]), stacked(s.part))
            is_open = is_endless(s.part["outstanding"])
    return found * 11 // 10 if is_open else found


def is_endless(value: Any) -> bool:
    """Whether nobody knows how much it is at most; room for it is left above what is known."""
    return is_record(value) and value["max"] is None


def stacked(part: dict[str, Any]) -> int:
    """How high the figures stand upon each other."""
    least = sum(ends_of(part[name])[0] for name in ("performed", "outstanding", "discharged_otherwise"))
    return max(least, *ends_of(part["performed"]))


PARTS = ("performed", "either", "outstanding", "otherwise", "perhaps")


def visible(counts: Sequence[Stretch], span: tuple[int, int], width: int) -> Iterator[Stretch]:
    """The stretches; of very many, those that are a pixel wide, each up to the next."""
    many = len(counts) > width // 2
    kept = [s for s in counts if not many or pixel(s.end, span, width) > pixel(s.start, span, width)]
    for s, after in zip(kept, [*kept[1:], None], strict=True):
        yield s._replace(end=after.start) if many and after is not None else s


def shortened(due: Sequence[Row], span: tuple[int, int], width: int) -> Iterator[Row]:
    """Due days, each with whether another is close to it."""
    places = [pixel(row["day"] // DAY, span, width) for row in due]
    for at, row in enumerate(due):
        beside = places[max(0, at - 1) : at] + places[at + 1 : at + 2]
        yield row | {"short": any(abs(one - places[at]) < CLOSE for one in beside)}


def bars(name: str, counts: Iterable[Stretch], top: int) -> Iterator[Row]:
    """One part of the stack, as rectangles; neighbours of one height are one."""
    held: Row | None = None
    for s in counts:
        low, high = ranges(s.part, top)[name]
        if held is not None and (held["low"], held["high"], held["to"]) == (low, high, ms(s.start)):
            held["to"] = ms(s.end)
            continue
        if held is not None:
            yield held
        held = {"part": name, "from": ms(s.start), "to": ms(s.end), "low": low, "high": high} if low < high else None
    if held is not None:
        yield held


def ranges(part: dict[str, Any], top: int) -> dict[str, tuple[int, int]]:
    """Where each part of the stack begins and ends."""
    performed = ends_of(part["performed"])
    least, most = performed[0], performed[-1]
    other = ends_of(part["discharged_otherwise"])[0]
    pending = ends_of(part["outstanding"])
    is_sure, unknown = least == most, is_endless(part["outstanding"])
    end = most + pending[0] if is_sure else most if unknown else max(most, least + pending[-1])
    above = end + other
    perhaps = top if unknown else above + pending[-1] - pending[0] if is_sure else above
    found = {
        "performed": (0, least), "either": (least, most), "outstanding": (most, end), "otherwise": (end, above),
        "perhaps": (above, perhaps),
    }  # fmt: skip
    return {name: (min(low, top), min(high, top)) for name, (low, high) in found.items()}


def ticks(counts: Sequence[Stretch], top: int) -> list[int]:
    """The figures along the axis: those at which the steps stood, and the total."""
    found = {0, top} if not any(is_endless(s.part["outstanding"]) for s in [*counts][-1:]) else {0}
    for value in sorted({v for s in counts for v in ends_of(s.part["performed"])}):
        if all(abs(value - other) * 16 >= top for other in found):
            found.add(value)
    return sorted(found)


def spec(table: Table, width: int) -> dict[str, Any]:
    """What is drawn how."""
    first, last = span_of(table)
    time = time_axis(first, last, width)
    up = {
        "type": "quantitative", "title": None,
        "scale": {"domainMin": 0, "domainMax": {"expr": "top"}, "nice": False, "zero": True},
        "axis": {"values": {"expr": "ticks"}, "format": ",d"},
    }  # fmt: skip
    box = {"x": {"field": "from", **time}, "x2": {"field": "to"}, "y": {"field": "low", **up}, "y2": {"field": "high"}}
    day = {"x": {"field": "day", **time}}
    colors = [sign.mark["fill"] for sign in SIGNS.values()]
    color = {"field": "part", "type": "nominal", "scale": {"domain": [*SIGNS], "range": colors}, "legend": None}
    layers: list[dict[str, Any]] = [
        {
            "data": {"name": "steps"}, "mark": {"type": "rect", "strokeWidth": 0.7},
            "encoding": box | {"fill": color, "stroke": color},
        },
        {
            "data": {"name": "steps"}, "transform": [{"filter": "datum.part === 'either'"}],
            "mark": SIGNS["either"].mark, "encoding": box,
        },
        {
            "data": {"name": "steps"}, "transform": [{"filter": "datum.part === 'perhaps'"}],
            "mark": SIGNS["perhaps"].mark, "encoding": box,
        },
        look.veil(time, width),
        *look.marked("due", look.DUE, DUE, time, f"datum.short ? {SHORT} : {HEIGHT}"),
        {"data": {"name": "checks"}, "mark": CHECK, "encoding": day | {"y": {"field": "figure", **up}}},
        *moments(time),
    ]  # fmt: skip
    return specification(width, [{"layer": layers}, look.key(signs(table), width)])


SIGNS = {
    "performed": Sign({"type": "rect", "fill": look.DONE}, "performed"),
    "either": Sign({"type": "rect", "fill": look.EITHER, "stroke": look.INK, "strokeDash": [3, 3]}, "one or the other"),
    "outstanding": Sign({"type": "rect", "fill": look.PENDING}, "outstanding"),
    "otherwise": Sign({"type": "rect", "fill": look.OTHERWISE}, "discharged otherwise"),
    "perhaps": Sign({"type": "rect", "fill": look.OPEN, "stroke": look.SOFT, "strokeDash": [3, 3]}, "perhaps more"),
}
DUE: dict[str, Any] = {"type": "rule", "color": look.DUE, "strokeDash": [5, 3], "strokeWidth": 1.5}
CHECK: dict[str, Any] = {
    "type": "point", "shape": "diamond", "size": 60, "filled": True, "fill": look.GROUND, "stroke": look.CHECK,
    "strokeWidth": 2, "opacity": 1,
}  # fmt: skip


def signs(table: Table) -> list[Sign]:
    """What the key explains."""
    words: dict[str, str] = dict(zip(("performed", "outstanding"), labels(table.case), strict=True))
    return [
        *(sign._replace(label=words.get(name, sign.label)) for name, sign in SIGNS.items()),
        Sign(DUE, "due day"),
        Sign(CHECK, "figure that the case asserts"),
    ]
