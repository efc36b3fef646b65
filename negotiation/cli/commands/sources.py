"""`negotiation sources`: what the record rests on."""

from typing import Annotated

import typer

from negotiation.cli.options import Look
from negotiation.cli.registering import register, single

app = single("sources")
Verify = Annotated[
    str | None, typer.Option("--verify", metavar="DIR", help="Compare the seeds with the documents in DIR.")
]


@register(app, "negotiation sources --verify DIR")
def sources(look: Look, verify: Verify = None) -> int:
    """The register, how many events cite each source, and whether each claim of the seed documents
    leads to an event or to a reason. With --verify, every paragraph is compared by its digest.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.session import begin  # noqa: PLC0415 - `--help` does without
    from negotiation.cli.verifying import compared  # noqa: PLC0415 - as above
    from negotiation.domain.answers import Question  # noqa: PLC0415 - as above
    from negotiation.ledger.seeds import coverage  # noqa: PLC0415 - as above
    from negotiation.views.sources import sources_view  # noqa: PLC0415 - as above

    session = begin(look)
    question = Question(session.days.coverage.end.toordinal())
    if verify is not None:
        return compared(session, session.asked(question), verify)
    return session.answer(sources_view(session.asked(question), session.case.case, coverage(session.case.ledger)))
