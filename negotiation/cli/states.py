"""The state of several cases on a day."""

from dataclasses import replace

from negotiation.cli.answering import answered
from negotiation.cli.named import axes, chosen
from negotiation.cli.options import Asking
from negotiation.cli.session import Session
from negotiation.cli.several import begin_each, known_somewhere, told_of
from negotiation.views.state_view import Choice, side_by_side, state_view
from negotiation.views.together import together
from negotiation.views.view import View

SHAPE = "states/1"


def states(asking: Asking, typed: Choice, on: str | None, *, readings: bool) -> int:
    """The state of each case one after the other; what was chosen has to be known in one of them at least."""
    sessions = begin_each(asking)
    choice = replace(
        typed,
        subjects=known_somewhere(sessions, typed.subjects, chosen),
        axes=known_somewhere(sessions, typed.axes, axes),
    )
    views = [(one.case.case.id, _view(one, asking, choice, on, readings=readings)) for one in sessions]
    first = sessions[0]
    return answered(asking, first.form, together(views, SHAPE), first.timing)


def _view(session: Session, asking: Asking, choice: Choice, on: str | None, *, readings: bool) -> View:
    make = side_by_side if readings else state_view
    with told_of(session):
        question = session.question(asking, on)
    return make(session.asked(question), session.case.table, choice)
