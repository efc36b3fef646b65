"""Problems as people, editors and programs read them.

`problems_text` prints nothing itself. It is told the lines of a file by a function, so
that it reads none; it never wraps, cuts or draws with more than ASCII, and colour only
repeats what the words say.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from negotiation.ledger.codes import CODES, Severity
from negotiation.ledger.problems import Problem, Related, in_order
from negotiation.views.excerpts import BLUE, BOLD, RED, YELLOW, excerpt, harmless, painted
from negotiation.views.problem_json import as_json

Format = Literal["full", "concise", "json", "github"]
Lines = Callable[[str], Sequence[str]]
"""The lines of a file by the name that problems give it."""

LIMIT = 50
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
COLOURS: dict[Severity, str] = {"error": RED, "warning": YELLOW, "note": BLUE}
GITHUB: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
CONTEXT = 2
"""Lines shown above the one at fault, for problems that are about more than that line."""


def problems_text(  # noqa: PLR0913 - a look is made of so many choices
    problems: Iterable[Problem],
    lines: Lines,
    *,
    form: Format = "full",
    limit: int | None = LIMIT,
    notes: bool = False,
    color: bool = False,
    besides: Mapping[str, int] = MappingProxyType({}),
) -> str:
    """All problems in one text, by file, line and column.

    Beyond `limit` the least severe are only counted, and so are notes unless `notes` is
    set. `json` is for programs: it holds all of them, whatever the other choices. `besides`
    counts problems, by their code, that are not shown and were not handed over.
    """
    found = in_order(problems)
    if form == "json":
        return json.dumps([as_json(problem) for problem in found], ensure_ascii=False, indent=2) + "\n"
    chosen = _chosen(found, limit, notes=notes)
    if form == "github":
        return "".join(f"{_github(problem)}\n" for problem in chosen)
    if form == "concise":
        parts = [_concise(problem, color=color) for problem in chosen]
    else:
        parts = [_full(problem, lines, color=color) + "\n" for problem in chosen]
    return "".join(f"{part}\n" for part in [*parts, *_rest(found, chosen, besides)])


def tally(problems: Iterable[Problem]) -> str:
    """How many of each severity, in words.

    >>> tally([])
    'no problems'
    """
    return tallied(Counter(problem.code for problem in problems))


def tallied(codes: Mapping[str, int]) -> str:
    """The same of problems counted by their code."""
    counts = Counter[str]()
    for code, count in codes.items():
        counts[CODES[code].severity] += count
    words = [f"{counts[it]} {it}{'s' if counts[it] != 1 else ''}" for it in SEVERITIES if counts[it]]
    return ", ".join(words) or "no problems"


def statistics(problems: Iterable[Problem]) -> str:
    """How many of each code, the most frequent first, one a line."""
    return counted_by_code(Counter(problem.code for problem in problems))


def counted_by_code(counts: Mapping[str, int]) -> str:
    """The same of problems counted by their code."""
    ranked = sorted(counts.items(), key=lambda it: (-it[1], it[0]))
    return "".join(f"{count:>5} {code} {CODES[code].severity:<7} {CODES[code].name}\n" for code, count in ranked)


def _chosen(found: Sequence[Problem], limit: int | None, *, notes: bool) -> tuple[Problem, ...]:
    wanted = [problem for problem in found if notes or problem.severity != "note"]
    # The sort is stable: of one severity those that stand first are kept.
    wanted.sort(key=lambda problem: SEVERITIES.index(problem.severity))
    return in_order(wanted[:limit])


def _rest(found: Sequence[Problem], chosen: Sequence[Problem], besides: Mapping[str, int]) -> list[str]:
    counts = Counter(problem.code for problem in found)
    counts.update(besides)
    counts.subtract(problem.code for problem in chosen)
    return [
        f"not shown: {count} x {code} {CODES[code].severity}: {CODES[code].meaning}"
        for code, count in sorted(counts.items())
        if count
    ]


def _full(problem: Problem, lines: Lines, *, color: bool) -> str:
    head = f"{problem.severity}[{problem.code}]"
    title = painted(head, COLOURS[problem.severity], color=color) + painted(
        f": {harmless(problem.message)}", BOLD, color=color
    )
    places = [problem.span, *(other.span for other in problem.related)]
    width = max(len(str(place.start.line)) for place in places)
    above = CONTEXT if problem.notes else 0
    text = [title, _where(problem.file, problem, "-->", width, color=color)]
    text += excerpt(lines(problem.file), problem.span, problem.label, width, above=above)
    for other in problem.related:
        label = f"{other.message} ({', '.join(other.ids)})" if other.ids else other.message
        text.append(_where(other.file, other, ":::", width, color=color))
        text += excerpt(lines(other.file), other.span, label, width, sign="-")
    named = [*problem.notes, *([("help", problem.help)] if problem.help else [])]
    text += [
        f"{'':{width}} = {label}: {harmless(said)}"
        for label, said in [*named, ("more", f"negotiation explain {problem.code}")]
    ]
    return "\n".join(text)


def _where(file: str, what: Problem | Related, arrow: str, width: int, *, color: bool) -> str:
    start = what.span.start
    return f"{'':{width}}{arrow} " + painted(f"{file}:{start.line}:{start.column}", BLUE, color=color)


def _concise(problem: Problem, *, color: bool) -> str:
    place = painted(f"{problem.file}:{problem.start.line}:{problem.start.column}:", BLUE, color=color)
    code = painted(problem.code, COLOURS[problem.severity], color=color)
    hint = f" ({problem.label})" if problem.label.startswith("did you mean") else ""
    return f"{place} {code} {harmless(problem.message)}{hint}"


def _github(problem: Problem) -> str:
    properties = {
        "title": f"{problem.code} {problem.name}",
        "file": problem.file,
        "line": problem.start.line,
        "col": problem.start.column,
        "endLine": problem.end.line,
        "endColumn": problem.end.column,
    }
    given = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    said = " ".join(filter(None, [problem.message, f"({problem.label})" if problem.label else ""]))
    return f"::{GITHUB[problem.severity]} {given}::{_escaped(said)}"


def _escaped(text: str, besides: str = "") -> str:
    """As GitHub's runner reads its commands."""
    for character in ("%", "\r", "\n", *besides):
        text = text.replace(character, f"%{ord(character):02X}")
    return text
