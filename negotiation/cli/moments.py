"""The day that a question is about: given as a day, or by an event on or before whose day it lies."""

from negotiation.cli.days import beside
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.named import reading
from negotiation.cli.nearest import tips
from negotiation.cli.options import Asking
from negotiation.cli.session import Session
from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.ids import EventId
from negotiation.domain.resolve import Resolved


def moment(session: Session, asking: Asking, on: str | None, before: str | None, after: str | None) -> Question:
    """The question as typed: at the end of a day, of the day before an event's, or of an event's own."""
    given = [f"--{name}" for name, one in (("on", on), ("before", before), ("after", after)) if one is not None]
    if len(given) > 1:
        raise Refused(Exit.USAGE, f"{' and '.join(given)} each say which day is meant", "give one of them")
    if before is None and after is None:
        return session.question(asking, on)
    event = before or after or ""
    days = _happened(session, asking, event).days
    day, said = beside(days[0], days[-1], before=before is not None)
    session.days.echoes[f"{given[0].removeprefix('--')} {event}"] = said
    return session.question_at(asking, day)


def _happened(session: Session, asking: Asking, event: str) -> Resolved:
    case = session.case
    if event not in case.whole.book.events:
        raise Refused(Exit.USAGE, f"no event has the id '{event}'", *tips(event, map(str, case.whole.book.events)))
    # What the event's own day would make known cannot be asked before that day is.
    known = FOREVER if asking.known in {None, "same"} else session.known(asking, 0)
    happened = case.table.resolver(Outlook(reading(case, asking.reading), known)).get(EventId(event))
    if happened is None:
        raise Refused(Exit.USAGE, f"'{event}' was not known, or no longer held, by then", "try it without --known")
    return happened
