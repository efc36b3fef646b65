"""`negotiation balance`: how evenly the records are spread."""

from dataclasses import dataclass

from negotiation.cli.options import Asking, First, Last
from negotiation.cli.registering import register, single

app = single("balance")


@dataclass(frozen=True, slots=True)
class Spread(Asking):
    """Of which days."""

    first: First = None
    last: Last = None


@register(app, "negotiation balance --from 2014-03-01 --to 2014-04-30")
def balance(spread: Spread) -> int:
    """Records for each party and month, with how many sources of two origins; sources for each side and
    language; kinds of voices. What lies under half of the largest is listed, and nothing is corrected.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.session import begin  # noqa: PLC0415 - `--help` does without
    from negotiation.views.balance import balance_view  # noqa: PLC0415 - as above
    from negotiation.views.evenness import evenness  # noqa: PLC0415 - as above

    session = begin(spread)
    span = session.days.span(spread.first, spread.last)
    question = session.question_at(spread, span[1])
    return session.answer(balance_view(session.asked(question), evenness(session.case.table, question, span)))
