"""The state of a case on a day, in every shape."""

from collections.abc import Iterable, Iterator, Sequence

from negotiation.domain.answering import Answers
from negotiation.domain.answers import Question, chosen_in, is_coded, state
from negotiation.domain.dates import iso
from negotiation.domain.ids import ReadingId
from negotiation.domain.light import NamedTuple
from negotiation.domain.parts import Row
from negotiation.views.header import Asked, coverage_sentence, header
from negotiation.views.pages import Heading, Page, lines
from negotiation.views.rows import FACT, Record, envelope
from negotiation.views.state import narrowed, opened, state_page
from negotiation.views.view import View

SHAPE = "state/1"


class Choice(NamedTuple):
    """How much of the state, and what of it."""

    subjects: Sequence[str] = ()
    """Subjects and lists by name; without any, everything."""
    is_open: bool = False
    """Only what is not closed."""
    axes: Sequence[str] = ()
    """Only these axes of each subject."""
    reasons: bool = False
    """With the rule and the events behind each axis."""

    def of(self, body: Row) -> Row:
        """What was chosen of a state."""
        kept = narrowed(body, self.subjects)
        return opened(kept) if self.is_open else kept


def state_view(asked: Asked, table: Answers, choice: Choice) -> View:
    """The state under one reading."""
    question = asked.question
    body = choice.of(state(table, question, chosen_in(table, choice.subjects)))
    coded = is_coded(table, question.on)
    if choice.axes or choice.reasons:
        return _standings_view(asked, table, choice, body)
    return View(
        page=lambda: state_page(asked, table, body, chosen=choice.subjects),
        body=lambda: {**envelope(asked, SHAPE, coded=coded), **body},
        rows=lambda: _rows(body, question.reading),
        facts=lambda: _facts(table, question, choice, body),
        heads=FACT,
    )


def _standings_view(asked: Asked, table: Answers, choice: Choice, body: Row) -> View:
    """Axis by axis; on a page without axes named, the reasons stand below the state."""
    from negotiation.views.standings import rules, standings, standings_grid  # noqa: PLC0415 - of this view only

    coded = is_coded(table, asked.question.on)
    rows = list(standings(asked, table, body, choice.axes)) if coded else []
    table_of_axes = standings_grid(rows, reasons=choice.reasons)
    why = (*rules(rows),) if choice.reasons else ()

    def page() -> Page:
        if not choice.axes:
            below = (Heading("WHY: the rule and the events behind each of these"), table_of_axes, *why) if rows else ()
            return state_page(asked, table, body, chosen=choice.subjects, below=below)
        top = header(asked, f"{', '.join(choice.axes)} at the end of {iso(asked.question.on)}")
        if not coded:
            return (top, lines(coverage_sentence(asked.case, asked.question.on)))
        return (top, table_of_axes, *why) if rows else (top, lines("nothing has it on that day"))

    return View(
        page=page,
        body=lambda: {**envelope(asked, "axes/1", coded=coded), "rows": rows},
        rows=lambda: rows,
        facts=lambda: rows,
        heads=("subject", "axis", "value", "since", "rule", "causes"),
    )


def side_by_side(asked: Asked, table: Answers, choice: Choice) -> View:
    """The state under every reading that the case declares, in its order."""
    from negotiation.views.sides import sides_page  # noqa: PLC0415 - of this view only

    q = asked.question
    asks = {reading: Question(q.on, q.known, reading, q.recorded) for reading in table.readings}
    ids = chosen_in(table, choice.subjects)
    bodies = {reading: choice.of(state(table, one, ids)) for reading, one in asks.items()}
    return View(
        page=lambda: sides_page(asked, table, bodies, choice.subjects),
        body=lambda: {
            **envelope(asked, SHAPE, coded=is_coded(table, q.on)),
            "reading": None,
            "readings": bodies,
        },
        rows=lambda: (row for reading, body in bodies.items() for row in _rows(body, reading)),
        facts=lambda: _once(
            fact for reading, one in asks.items() for fact in _facts(table, one, choice, bodies[reading])
        ),
        heads=FACT,
    )


def _once(found: Iterable[Record]) -> list[Record]:
    """Each fact once: what accounts say stands beside every reading."""
    return list({tuple(one.values()): one for one in found}.values())


def _facts(table: Answers, question: Question, choice: Choice, body: Row) -> Iterable[Record]:
    if not is_coded(table, question.on):
        return ()
    from negotiation.views.facts import facts  # noqa: PLC0415 - of this format only

    found = facts(table, question, choice.subjects)
    if not choice.is_open:
        return found
    kept = {row["id"] for rows in body.values() for row in rows}
    kept |= {f"{row['id']}/{one['id']}" for row in body["commitments"] for one in row["tranches"]}
    return (one for one in found if one["subject"].partition("@")[0] in kept)


def _rows(body: Row, reading: ReadingId) -> Iterator[Record]:
    """Each subject on a line, with its kind and the reading."""
    for kind, rows in body.items():
        for row in rows:
            yield {"kind": kind.removesuffix("s") if kind != "talks" else kind, "reading": reading, **row}
