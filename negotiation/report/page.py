"""One case as one file: everything that a reader needs, with nothing fetched from anywhere."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from posixpath import commonpath, dirname
from typing import Any

from markupsafe import Markup

from negotiation.domain.answers import Cut, Question, cut, is_coded, state
from negotiation.domain.axes import FOREVER
from negotiation.domain.case import Case, Seed, Source
from negotiation.domain.dates import iso
from negotiation.domain.intervals import Table
from negotiation.domain.rules import RULES
from negotiation.ledger.coverage import Coverage
from negotiation.report.charts.beside import beside
from negotiation.report.charts.chart import Chart
from negotiation.report.charts.every import charts_of
from negotiation.report.charts.widths import NARROW, PAGE, sizes
from negotiation.report.embedded import EPOCH, embedded
from negotiation.report.lean import lean
from negotiation.report.method import AXES, COUNTING
from negotiation.report.moment import Shown, tables
from negotiation.report.pictures import script as drawing
from negotiation.report.pictures import svg
from negotiation.report.records import Where, at, clockwork, day_words, months_without, names, records, titles
from negotiation.report.sheet import LIVE, asset, policy, style, templates
from negotiation.report.whys import whys
from negotiation.report.wordings import sums
from negotiation.views.header import Asked, baseline, coverage_sentence, knowledge
from negotiation.views.phrases import counted, labels
from negotiation.views.phrases import span as span_words
from negotiation.views.rows import envelope

Plain = dict[str, Any]

SCRIPTS = ("table.js", "moment.js", "charts.js", "pictures.js", "page.js")
ASK = "negotiation state"
MANY, MOST = 1500, 400
"""Of a case of more events, a page with scripts comes with so many of them, and makes the rest when somebody looks."""
MOST_PICTURES = 12
"""Of more commitments that count, the pictures are drawn when somebody looks."""
EVENT_ID = re.compile(r"([a-z0-9][a-z0-9-]*)")


@dataclass(frozen=True)
class Report:
    """What a page is about, and what its first moment is."""

    asked: Asked
    table: Table
    case: Case
    where: Where
    covered: Coverage
    checked: str
    """What `negotiation check` says of the case."""
    command: str
    """The line that makes this page again."""
    again: str = ""
    """The options by which another command asks about the same case, with a blank before each."""

    @property
    def question(self) -> Question:
        return self.asked.question

    @property
    def known(self) -> int:
        """The last day whose reports count, from 1970-01-01."""
        return self.question.known - EPOCH

    @cached_property
    def events(self) -> list[Plain]:
        """Every event of the case."""
        return records(self.table, self.where)

    @cached_property
    def charts(self) -> list[Chart]:
        """The charts of the moment."""
        return charts_of(self.table, self.question, PAGE) if is_coded(self.table, self.question.on) else []

    @cached_property
    def names(self) -> dict[str, str]:
        """What ids are called: parties, organs, people, and documents by their publishers."""
        documents: list[Seed | Source] = [*self.case.seeds, *self.case.sources]
        return {str(one.id): one.publisher for one in documents} | names(self.case)

    @cached_property
    def anchors(self) -> dict[str, str]:
        """Where each document stands among the sources."""
        documents: list[Seed | Source] = [*self.case.seeds, *self.case.sources]
        return {str(one.id): f"s.{number}" for number, one in enumerate(documents, 1)}

    @cached_property
    def folder(self) -> str:
        """The folder in which all files of the case are, with a slash behind it."""
        folders = {dirname(str(event["file"])) for event in self.events}
        shared = commonpath(folders) if folders else ""
        return f"{shared}/" if shared else ""

    def called(self, id_: Any) -> str:
        """What an id is called, where it is called anything."""
        return self.names.get(str(id_), str(id_))

    def anchor(self, source: Any) -> str:
        """Where a document stands on the page."""
        return self.anchors.get(str(source), "")

    def inside(self, file: Any) -> str:
        """The name of a file without the folder of all of them."""
        return str(file).removeprefix(self.folder)


def page(report: Report, *, static: bool, live: bool = False) -> str:
    """The page; a static one has no scripts, but for what follows the server of a live one."""
    jinja = templates()
    jinja.filters.update(_filters(report))
    vega = "" if static else drawing()
    scripts = [] if static else [asset(name) for name in SCRIPTS]
    follower = [asset(LIVE)] if live else []
    return jinja.get_template("page.html.j2").render(
        **_content(report),
        static=static,
        large=not static and len(report.events) > MANY,
        most=MOST,
        live=live,
        css=style(),
        scripts=[Markup(script) for script in (*scripts, *follower)],  # noqa: S704 - our own files
        vega=None if static else Markup(vega),  # noqa: S704 - our own build of it
        policy=policy([*scripts, *follower, *([] if static else [vega])], live=live),
        data=None if static else Markup(as_script(_data(report))),  # noqa: S704 - escaped for this very place
    )


def _filters(report: Report) -> dict[str, Any]:
    """What the templates make of texts, of ids and of the names of files."""
    return {
        "linked": _linking(report),
        "called": report.called,
        "anchor": report.anchor,
        "css": css_string,
        "inside": report.inside,
    }


def as_script(value: Any) -> str:
    r"""JSON that can stand in a `<script>` element, whatever text is in it.

    >>> as_script("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _content(report: Report) -> Plain:
    question = report.question
    seen = [one for event in report.events if (one := at(event, report.known, str(question.reading))) is not None]
    covered = report.case.head.coverage
    span = covered.start.toordinal() - EPOCH, covered.end.toordinal() - EPOCH
    return {
        "title": report.case.head.title,
        "asked": report.asked,
        "moment": moment_words(report),
        "counts": f"{counted(report.asked.replayed, 'event')} replayed · data {report.asked.revision}",
        "baseline": baseline(report.case),
        "folder": report.folder,
        "covered": covered,
        "numbers": {"Total", "Letter", "Count", *(one.capitalize() for one in labels(report.case))},
        "on": iso(question.on),
        "coded": is_coded(report.table, question.on),
        "not_coded": coverage_sentence(report.case, question.on),
        "state": _state(report),
        "events": seen,
        "clock": clockwork(report.table, question),
        "between": _between,
        "by_id": {event["id"]: event for event in seen},
        "day_words": day_words,
        "iso": _iso,
        "on_day": question.on - EPOCH,
        "parties": [(party.id, party.name) for party in report.case.head.parties],
        "kinds": sorted({str(event["kind"]) for event in report.events}),
        "subjects": sorted({one.partition("/")[0] for event in report.events for one in event["about"]}),
        "documents": list(_documents(report)),
        "seed_claims": str(report.covered),
        "charts": _charts(report),
        "checked": report.checked,
        "months": list(months_without(report.events, *span)),
        "axes": AXES,
        "counting": COUNTING,
        "rules": {row.rule: RULES.get(row.rule, "") for row in report.table.slice(question.outlook)},
        "selection": report.case.head.selection,
        "excluded": report.case.head.excluded,
        "command": report.command,
        "state_command": _state_command(report),
        "readings": [str(reading) for reading in report.table.readings],
    }  # fmt: skip


def _charts(report: Report) -> list[Plain]:
    """The charts of the moment, each with its picture."""
    narrow = charts_of(report.table, report.question, NARROW)
    return [
        {
            "name": one.name, "title": one.title, "summary": one.summary, "heads": one.heads, "rows": one.rows,
            "svg": _picture(one, twin) if number <= MOST_PICTURES or not one.name.startswith("steps") else "",
        }
        for number, (one, twin) in enumerate(zip(report.charts, narrow, strict=False), 1)
    ]  # fmt: skip


def css_string(text: str) -> Markup:
    r"""A text between quotes of a style sheet, whatever is in it.

    >>> print(css_string("</style"))
    \3c \2f style
    """
    return Markup("".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text))  # noqa: S704 - escaped


def _picture(wide: Chart, narrow: Chart) -> Markup:
    """A chart for a wide place, and its twin for a narrow one; the style sheet shows one of them."""
    drawn = lean(svg(wide), wide.name, "wide") + lean(svg(narrow), f"{narrow.name}.narrow", "narrow")
    return Markup(drawn)  # noqa: S704 - drawn by us, and its texts are escaped there


def _iso(day: int) -> str:
    """A day that counts from 1970-01-01, as people write it."""
    return iso(day + EPOCH)


def _between(days: Sequence[int]) -> str:
    """Two days that count from 1970-01-01, as a day or as the days between them."""
    first, last = days
    return span_words(first + EPOCH, last + EPOCH)


def _state_command(report: Report) -> str:
    return f"{ASK} --on {iso(report.question.on)}{report.again}"


def _case_option(report: Report) -> str:
    found = re.search(r" --case (?:'[^']*'|\S+)", report.again)
    return found[0] if found else ""


def moment_words(report: Report) -> str:
    """What the page shows first, in the words of every header."""
    question = report.question
    what = f"State at the end of {iso(question.on)} ({report.case.head.tz})"
    return f"{what} · under the reading {question.reading} · {knowledge(question)}"


def _state(report: Report) -> Plain:
    question, named = report.question, labels(report.case)
    now: Cut = cut(report.table, question) if is_coded(report.table, question.on) else {}
    holding = {str(s): said for s, axes in now.items() if "figures" in axes and (said := sums(axes["figures"], named))}
    shown = Shown(question.on, named, report.names, holding, titles(report.table))
    return {**tables(state(report.table, question), shown), "whys": whys(now, question, named)}


def _documents(report: Report) -> Iterator[Plain]:
    """Every seed and source, with the events that cite it."""
    citing: dict[str, list[str]] = {}
    for event in report.events:
        for source in dict.fromkeys(one[0] for one in event["sources"]):
            citing.setdefault(source, []).append(event["id"])
    documents: list[Seed | Source] = [*report.case.seeds, *report.case.sources]
    for one in documents:
        yield {
            "id": str(one.id), "publisher": one.publisher, "date": None if one.date is None else str(one.date),
            "title": one.title, "hosts": ", ".join(getattr(one, "host_kind", ())) or "seed",
            "archived": getattr(one, "archived", None), "url": getattr(one, "url", None),
            "events": citing.get(str(one.id), []),
        }  # fmt: skip


def _linking(report: Report) -> Any:
    known = {event["id"] for event in report.events}

    def linked(text: str) -> list[tuple[str, bool]]:
        """A text in parts, each with whether it is the id of an event."""
        parts: list[tuple[str, bool]] = []
        for one in EVENT_ID.split(text):
            if one in known:
                parts.append((one, True))
            elif parts and not parts[-1][1]:
                parts[-1] = (parts[-1][0] + one, False)
            elif one:
                parts.append((one, False))
        return parts

    return linked


def _data(report: Report) -> Plain:
    """Everything that the scripts of the page work with."""
    question = report.question
    return {
        "envelope": envelope(report.asked, "state/1"),
        "title": report.case.head.title,
        "on": question.on - EPOCH,
        "known": None if question.known >= FOREVER else report.known,
        "reading": question.reading,
        "recorded": None if question.recorded >= FOREVER else iso(question.recorded),
        "command": ASK + _case_option(report),
        "tz": report.case.head.tz,
        "labels": labels(report.case),
        "names": report.names,
        "titles": titles(report.table),
        "rules": RULES,
        "anchors": report.anchors,
        "folder": report.folder,
        "readings": list(report.table.readings),
        "events": report.events,
        "intervals": embedded(report.table, report.table.readings),
        "charts": {**sizes(report.table), "beside": beside(report.table, PAGE)},
    }
