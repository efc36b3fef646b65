"""The state of several cases on a day."""

from negotiation.cli.answering import answered
from negotiation.cli.exits import Refused
from negotiation.cli.forming import settled
from negotiation.cli.meant import each
from negotiation.cli.named import axes, chosen
from negotiation.cli.options import Asking
from negotiation.cli.session import Session
from negotiation.cli.several import Known, sessions, told_of
from negotiation.cli.timing import Timing
from negotiation.store.processes import let_go, lightened
from negotiation.views.state_view import Choice, side_by_side, state_view
from negotiation.views.together import together
from negotiation.views.view import View

SHAPE = "states/1"


def states(asking: Asking, typed: Choice, on: str | None, *, readings: bool) -> int:
    """The state of each case one after the other; what was chosen has to be known in one of them at least.

    Each case is let go once it has answered, and the next one read then: an archive need not fit into memory.
    """
    subjects, named = Known(typed.subjects, chosen), Known(typed.axes, axes)
    choice = typed._replace(subjects=subjects.texts, axes=named.texts)
    cases = each(asking.case)
    views: list[tuple[str, View]] = []
    refused: Refused | None = None
    form, timing = "", Timing()
    lightened()
    for session in sessions(asking, cases):
        form, timing = session.form, session.timing
        subjects.look(session)
        named.look(session)
        try:
            with told_of(session, cases):
                view = _view(session, asking, choice, on, readings=readings)
                views.append((session.case.case.id, settled(view, form)))
        except Refused as no:
            refused = refused or no
        del session
        let_go()
    subjects.settle()
    named.settle()
    if refused is not None:
        raise refused
    return answered(asking, form, together(views, SHAPE), timing)


def _view(session: Session, asking: Asking, choice: Choice, on: str | None, *, readings: bool) -> View:
    make = side_by_side if readings else state_view
    question = session.question(asking, on)
    return make(session.asked(question), session.case.table, choice)
