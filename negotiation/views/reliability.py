"""How well coders agree, field by field, and where they do not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from negotiation.domain.agreement import Agreement, Alpha, Field, Unit, plain_value
from negotiation.domain.book import Book
from negotiation.domain.case import Case
from negotiation.domain.codings import Adjudicated
from negotiation.domain.ids import EventId
from negotiation.views.header import Asked
from negotiation.views.pages import Block, Heading, Page, grid, lines
from negotiation.views.phrases import counted
from negotiation.views.rows import Record, cell
from negotiation.views.view import View

FIRM, TENTATIVE = 0.8, 0.667
"""Krippendorff 2004, Content Analysis, ch. 11: conclusions rest on the one, and tentative ones on the other."""
FEW = 10
"""Of fewer events the figure says little, and its interval says so."""
MARKS = f"marks: firm from {FIRM:.3f}, tentative from {TENTATIVE:.3f} (Krippendorff 2004, Content Analysis, ch. 11)"
COLUMNS = (
    "field", "measured_as", "events", "coded_once", "coders", "agreement", "alpha", "low", "high", "mark", "why",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """What coders agree on, with the figure for each field."""

    case: Case
    book: Book
    agreement: Agreement
    alphas: tuple[Alpha, ...]
    """One for each field."""
    resamples: str
    """How the intervals were made."""
    where: Callable[[int], str]
    """The file and line of a coding, by its number."""

    @property
    def judged(self) -> list[tuple[Field, Alpha]]:
        return list(zip(self.agreement.fields, self.alphas, strict=True))

    @property
    def disagreements(self) -> Iterator[Unit]:
        yield from (unit for field in self.agreement.fields for unit in field.units if unit.differs)


def reliability_view(asked: Asked, judged: Judged) -> View:
    """The figures and the disagreements in every shape."""
    return View(
        page=lambda: _page(asked, judged),
        body=lambda: _body(asked, judged),
        rows=lambda: (_field(*one) for one in judged.judged),
        facts=lambda: (_field(*one) for one in judged.judged),
        heads=COLUMNS,
    )


def mark_of(alpha: Alpha) -> str | None:
    """What a figure is good for, by the usual marks; nothing where there is none.

    >>> mark_of(Alpha(0.8, None, None, "")), mark_of(Alpha(0.7, None, None, "")), mark_of(Alpha(0.6, None, None, ""))
    ('firm', 'tentative', 'below')
    """
    if alpha.value is None:
        return None
    return "firm" if alpha.value >= FIRM else "tentative" if alpha.value >= TENTATIVE else "below"


def _measured(field: Field) -> str:
    return f"ordinal, by {field.ordered}" if field.ordered else "nominal"


def _field(field: Field, alpha: Alpha) -> Record:
    share = field.agreement
    return {
        "field": field.name,
        "measured_as": _measured(field),
        "events": len(field.units),
        "coded_once": field.once,
        "coders": field.coders,
        "agreement": None if share is None else round(share, 3),
        "alpha": alpha.value,
        "low": alpha.low,
        "high": alpha.high,
        "mark": mark_of(alpha),
        "why": alpha.why or None,
    }


def _body(asked: Asked, judged: Judged) -> Record:
    agreement = judged.agreement
    return {
        "schema": "negotiation/reliability/1",
        "tool": asked.tool,
        "case": asked.case.id,
        "data_rev": asked.revision,
        "complete": asked.complete,
        "codings": len(judged.case.codings),
        "events": {
            "coded_twice": list(agreement.twice),
            "coded_alone": list(agreement.alone),
            "not_found": [_beside(judged, number) for number in agreement.missed],
            "not_recorded": [_beside(judged, number) for number in agreement.unrecorded],
        },
        "thresholds": {"firm": FIRM, "tentative": TENTATIVE},
        "interval": judged.resamples,
        "fields": [_field(*one) for one in judged.judged],
        "disagreements": [_disagreement(judged, unit) for unit in judged.disagreements],
    }


def _beside(judged: Judged, number: int) -> Record:
    coding = judged.case.codings[number]
    return {
        "event": coding.of,
        "coder": coding.coder,
        "codes": coding.codes,
        "note": coding.note,
        **_at(judged, number),
    }


def _at(judged: Judged, number: int | None) -> Record:
    where = "" if number is None else judged.where(number)
    file, _, line = where.rpartition(":")
    return {"file": file or None, "line": int(line) if line.isdigit() else None}


def _disagreement(judged: Judged, unit: Unit) -> Record:
    return {
        "event": unit.event,
        "field": unit.field,
        "codes": [{"coder": code.coder, "value": code.value, **_at(judged, code.coding)} for code in unit.codes],
        "record": _now(judged, unit),
        "adjudicated": [{"reason": adjudicated.reason, "by": adjudicated.by} for adjudicated in _decided(judged, unit)],
    }


def _decided(judged: Judged, unit: Unit) -> Iterator[Adjudicated]:
    """What was decided of a field of an event."""
    for number in (code.coding for code in unit.codes if code.coding is not None):
        one = judged.case.codings[number].adjudicated
        if one is not None and (not one.fields or unit.field in one.fields):
            yield one


def _now(judged: Judged, unit: Unit) -> object:
    """What the record has now, corrections and all."""
    return plain_value(judged.book.versions[EventId(unit.event)][-1], unit.field)


def _page(asked: Asked, judged: Judged) -> Page:
    agreement, codings = judged.agreement, judged.case.codings
    coders = sorted({coding.coder for coding in codings})
    by = f" by {', '.join(coders)}" if coders else ""
    top = lines(
        asked.case.head.title,
        "reliability: how well coders agree, by Krippendorff's alpha",
        f"{counted(len(codings), 'coding')}{by} · data {asked.revision} · {asked.problems}",
        "" if asked.complete else "INCOMPLETE: the data have errors (--allow-errors); what follows may be wrong",
    )
    if not agreement.twice:
        return (top, lines("no event has two codings, so there is nothing to compare"), *_besides(judged))
    return (top, _found(agreement), *_figures(judged), *_disagreements(judged), *_besides(judged))


def _found(agreement: Agreement) -> Block:
    twice, missed, unrecorded = len(agreement.twice), len(agreement.missed), len(agreement.unrecorded)
    return lines(
        f"{counted(twice, 'event')} coded at least twice; {missed} not found by a coder, "
        f"{unrecorded} found and not in the record",
        "whether there is an event has no alpha: what nobody found stands in no file, so that nobody knows its chance",
        f"left out: {counted(len(agreement.alone), 'event')} coded by one coder, of which the record does not say "
        "who coded it"
        if agreement.alone
        else "",
    )


def _figures(judged: Judged) -> Iterator[Block]:
    heads = ("FIELD", "MEASURED AS", "EVENTS", "ONCE", "CODERS", "AGREE", "ALPHA", "95 %", "MARK")
    yield grid(heads, [_cells(*one) for one in judged.judged], right=("EVENTS", "ONCE", "CODERS", "AGREE", "ALPHA"))
    few = [field.name for field, alpha in judged.judged if alpha.value is not None and len(field.units) < FEW]
    below = [field.name for field, alpha in judged.judged if mark_of(alpha) == "below"]
    yield lines(
        MARKS,
        f"below {TENTATIVE:.3f}: {', '.join(below)}" if below else "",
        f"fewer than {FEW} events, so that the figure says little: {', '.join(few)}" if few else "",
        f"95 %: {judged.resamples}",
        *(f"{field.name}: {alpha.why}" for field, alpha in judged.judged if alpha.why),
    )


def _cells(field: Field, alpha: Alpha) -> tuple[str, ...]:
    share = field.agreement
    span = "-" if alpha.low is None or alpha.high is None else f"{alpha.low:.3f} to {alpha.high:.3f}"
    return (
        field.name,
        _measured(field),
        str(len(field.units)),
        str(field.once),
        str(len(field.coders)),
        "-" if share is None else f"{100 * share:.0f} %",
        "not defined" if alpha.value is None else f"{alpha.value:.3f}",
        span,
        mark_of(alpha) or "-",
    )


def _disagreements(judged: Judged) -> Iterator[Block]:
    units = list(judged.disagreements)
    if not units:
        yield lines("no disagreements")
        return
    yield Heading(f"DISAGREEMENTS: {len(units)}, none of them marked as the right one")
    heads = ("EVENT", "FIELD", "CODES", "RECORD NOW", "DECIDED", "WHERE")
    yield grid(heads, [_difference(judged, unit) for unit in units])


def _difference(judged: Judged, unit: Unit) -> tuple[str, ...]:
    decided = [f"{one.reason}{f' (by {one.by})' if one.by else ''}" for one in _decided(judged, unit)]
    places = [judged.where(code.coding) for code in unit.codes if code.coding is not None]
    return (
        unit.event,
        unit.field,
        " | ".join(f"{code.coder}: {cell(code.value)}" for code in unit.codes),
        cell(_now(judged, unit)),
        "; ".join(dict.fromkeys(decided)) or "not decided",
        ", ".join(places),
    )


def _besides(judged: Judged) -> Iterator[Block]:
    """What one coder found and another did not."""
    sorts: Sequence[tuple[str, Sequence[int]]] = (
        ("NOT FOUND by a coder", judged.agreement.missed),
        ("NOT IN THE RECORD, and found by a coder", judged.agreement.unrecorded),
    )
    for title, numbers in sorts:
        if numbers:
            yield Heading(f"{title}: {len(numbers)}")
            yield grid(("EVENT", "CODER", "CODES", "NOTE", "WHERE"), [_line(judged, number) for number in numbers])


def _line(judged: Judged, number: int) -> tuple[str, ...]:
    coding = judged.case.codings[number]
    return coding.of or "-", coding.coder, cell(coding.codes or "-"), coding.note or "-", judged.where(number)
