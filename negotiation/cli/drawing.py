"""Draws one chart, or lists those that there are."""

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.nearest import tips
from negotiation.cli.options import Asking, Drawing
from negotiation.cli.output import put
from negotiation.cli.session import Session, begin
from negotiation.domain.answers import Question
from negotiation.report.charts.chart import Chart
from negotiation.report.charts.every import charts_of
from negotiation.views.header import knowledge

SUFFIXES = (".svg", ".png")


def drawn(drawing: Drawing, name: str | None) -> int:
    """Draw the chart of that name, or list all; the exit code."""
    suffix = _suffix(drawing.output, name)
    session = begin(_asking(drawing), ("table",))
    question = session.question(_asking(drawing), None)
    charts = charts_of(session.case.table, question)
    if name is None:
        wide = max((len(chart.name) for chart in charts), default=0)
        put("".join(f"{chart.name:<{wide}}  {chart.title}\n" for chart in charts), None)
        return Exit.DONE
    chart = named(charts, name)
    put(_picture(session, question, chart, suffix), drawing.output)
    return Exit.DONE


def named(charts: Sequence[Chart], name: str) -> Chart:
    """The chart of a name; the first word of a name is enough where no other chart begins with it."""
    found = [chart for chart in charts if name in (chart.name, chart.name.partition("-")[0])]
    if len(found) == 1:
        return found[0]
    names = [chart.name for chart in found or charts]
    there = f"there are {', '.join(names)}"
    said = f"'{name}' is the beginning of {len(found)} charts" if found else f"there is no chart '{name}' of this case"
    raise Refused(Exit.USAGE, said, *(tips(name, names) if not found else ()), there)


def _asking(drawing: Drawing) -> Asking:
    return Asking(
        case=drawing.case, allow_errors=drawing.allow_errors, known=drawing.known, recorded=drawing.recorded,
        reading=drawing.reading, quiet=drawing.quiet, verbose=drawing.verbose, no_cache=drawing.no_cache,
    )  # fmt: skip


def _suffix(output: str | None, name: str | None) -> str:
    """In which form, told before anything is read."""
    if name is None:
        if output is not None:
            raise Refused(Exit.USAGE, "which chart to write is not said", "negotiation chart lists the names")
        return ""
    if find_spec("vl_convert") is None:
        said = "a chart needs vl-convert-python, which this Python does not have"
        raise Refused(Exit.FILES, said, "pip install 'negotiation[report]'")
    if output is None:
        if sys.stdout.isatty():
            said = "a picture is nothing for a terminal"
            raise Refused(Exit.USAGE, said, f"write it to a file: negotiation chart {name} -o {name}.svg")
        return ".svg"
    suffix = Path(output).suffix
    if suffix not in SUFFIXES:
        said = f"the suffix '{suffix}' of {output} names no kind of picture"
        raise Refused(Exit.USAGE, said, f"use {' or '.join(SUFFIXES)}")
    return suffix


def _picture(session: Session, question: Question, chart: Chart, suffix: str) -> str | bytes:
    from negotiation.report.pictures import png, svg  # noqa: PLC0415 - of an extra, and slow to import

    under = f"under the reading {question.reading} · {knowledge(question)} · data {session.asked(question).revision}"
    lines = chart.title, session.case.case.head.title, under
    with session.timing.phase("draw"):
        return png(chart, *lines) if suffix == ".png" else svg(chart, *lines)
