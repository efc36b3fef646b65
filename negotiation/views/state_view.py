"""The state of a case on a day, in every shape."""

from collections.abc import Iterator, Sequence

from negotiation.domain.answers import Question, Row, is_coded, state
from negotiation.domain.ids import ReadingId
from negotiation.domain.intervals import Table
from negotiation.views.facts import facts
from negotiation.views.header import Asked
from negotiation.views.rows import Record, envelope
from negotiation.views.sides import sides_page
from negotiation.views.state import narrowed, state_page
from negotiation.views.view import View

SHAPE = "state/1"


def state_view(asked: Asked, table: Table, chosen: Sequence[str] = ()) -> View:
    """The state under one reading."""
    question = asked.question
    body = narrowed(state(table, question), chosen)
    coded = is_coded(table, question.on)
    return View(
        page=lambda: state_page(asked, table, body, chosen=chosen),
        body=lambda: {**envelope(asked, SHAPE, coded=coded), **body},
        rows=lambda: _rows(asked, body, question.reading),
        facts=lambda: facts(table, question, chosen) if coded else (),
    )


def side_by_side(asked: Asked, table: Table, chosen: Sequence[str] = ()) -> View:
    """The state under every reading that the case declares, in its order."""
    q = asked.question
    asks = {reading: Question(q.on, q.known, reading, q.recorded) for reading in table.readings}
    bodies = {reading: narrowed(state(table, one), chosen) for reading, one in asks.items()}
    coded = is_coded(table, q.on)
    return View(
        page=lambda: sides_page(asked, table, bodies, chosen),
        body=lambda: {**envelope(asked, SHAPE, coded=coded), "reading": None, "readings": bodies},
        rows=lambda: (row for reading, body in bodies.items() for row in _rows(asked, body, reading)),
        facts=lambda: (fact for one in asks.values() for fact in facts(table, one, chosen)) if coded else (),
    )


def _rows(asked: Asked, body: Row, reading: ReadingId) -> Iterator[Record]:
    """Each subject on a line, with its kind and the reading."""
    for kind, rows in body.items():
        for row in rows:
            yield {"kind": kind.removesuffix("s") if kind != "talks" else kind, "reading": reading, **row}
    del asked
