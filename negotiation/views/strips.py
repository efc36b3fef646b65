"""Commitments as strips over time, a character for each week or month."""

from collections.abc import Iterator, Sequence
from datetime import date

from negotiation.domain.answers import Question, cut
from negotiation.domain.dates import iso, plus_months
from negotiation.domain.ids import SubjectId
from negotiation.domain.intervals import Table
from negotiation.views.commitments import Moment, world_figures
from negotiation.views.glyphs import LEGEND, glyph
from negotiation.views.header import Asked, header
from negotiation.views.pages import Page, lines
from negotiation.views.phrases import labels
from negotiation.views.rows import Record, envelope
from negotiation.views.view import View

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WIDTHS = {"week": 1, "month": 4}
"""Characters for each step."""


def strips_view(asked: Asked, table: Table, span: tuple[int, int], every: str) -> View:
    """The strips; as data, the glyph of each commitment at the end of each step."""
    return View(
        page=lambda: strip_page(asked, table, span, every),
        body=lambda: {
            **envelope(asked, "strips/1"),
            "every": every,
            "legend": LEGEND,
            "rows": list(_records(asked, table, span, every)),
        },
        rows=lambda: _records(asked, table, span, every),
        facts=lambda: _records(asked, table, span, every),
    )


def _records(asked: Asked, table: Table, span: tuple[int, int], every: str) -> Iterator[Record]:
    moments = _moments(asked, table, span, every)
    for id_ in _subjects(moments):
        for moment in moments:
            sign = glyph(moment.now, id_, moment.question.on).strip()
            yield {"subject": id_, "day": iso(moment.question.on), "sign": sign or None}


def _moments(asked: Asked, table: Table, span: tuple[int, int], every: str) -> list[Moment]:
    return [Moment(table, q, cut(table, q)) for q in (_at(asked, day) for day in ends(span, every))]


def strip_page(asked: Asked, table: Table, span: tuple[int, int], every: str) -> Page:
    """A strip for each commitment that is not divided, and for each tranche."""
    moments = _moments(asked, table, span, every)
    subjects = [id_ for id_ in _subjects(moments) if not any(o.startswith(f"{id_}/") for m in moments for o in m.now)]
    left = max((len(one) for one in [*subjects, *_counted(table, moments)]), default=0) + 2
    wide = WIDTHS[every]
    strips = [f"{id_:<{left}}{''.join(glyph(m.now, id_, m.question.on) * wide for m in moments)}" for id_ in subjects]
    years, months = _scale([m.question.on for m in moments], wide)
    top = header(asked, f"strips from {iso(span[0])} to {iso(span[1])}, at the end of each {every}")
    counts = [_counts(asked, name, moments, left, wide) for name in _counted(table, moments)]
    return (top, lines(" " * left + years, " " * left + months, *strips, *counts), lines(LEGEND))


def _at(asked: Asked, day: int) -> Question:
    return asked.question._replace(on=day)


def ends(span: tuple[int, int], every: str) -> Iterator[int]:
    """The last day of each step."""
    day = span[0]
    while day <= span[1]:
        first = date.fromordinal(day).replace(day=1).toordinal()
        end = plus_months(first, 1) - 1 if every == "month" else day + 6
        yield min(end, span[1])
        day = end + 1


def _subjects(moments: Sequence[Moment]) -> list[SubjectId]:
    found = {id_ for m in moments for id_ in m.now if "@" not in id_ and _kind(m, id_) == "commitment"}
    return sorted(found)


def _kind(moment: Moment, id_: SubjectId) -> str:
    return moment.table.subjects[SubjectId(id_.partition("/")[0])].kind


def _scale(days: Sequence[int], wide: int) -> tuple[str, str]:
    """Years and months above the strips, each where it begins and where there is room for it."""
    dates = [date.fromordinal(day) for day in days]
    starts = [0, *(i for i in range(1, len(dates)) if dates[i].month != dates[i - 1].month)]
    months = [(i * wide, MONTHS[dates[i].month - 1]) for i in starts]
    years = [(i * wide, str(dates[i].year)) for i in starts if i == 0 or dates[i].year != dates[i - 1].year]
    return _placed(years), _placed(months)


def _placed(words: Sequence[tuple[int, str]]) -> str:
    """Words at their columns; one that would run into the next is left out."""
    text = ""
    for index, (column, word) in enumerate(words):
        following = words[index + 1][0] if index + 1 < len(words) else column + len(word) + 1
        if column + len(word) < following:
            text = text.ljust(column) + word
    return text


def _counted(table: Table, moments: Sequence[Moment]) -> list[SubjectId]:
    return [id_ for id_ in table.subjects if any("figures" in m.now.get(id_, {}) for m in moments)]


def _counts(asked: Asked, id_: SubjectId, moments: Sequence[Moment], left: int, wide: int) -> str:
    """What has been performed, written where it changes."""
    text = [" "] * (len(moments) * wide + 8)
    last = ""
    for index, moment in enumerate(moments):
        said = world_figures(moment, id_, "performed", {"performed": None})
        if said not in {last, "-"} and " or " not in said:
            text[index * wide : index * wide + len(said)] = said
            last = said
    return f"{f'{labels(asked.case)[0]}':<{left}}{''.join(text).rstrip()}"
