"""Compares the records of the seeds with documents that somebody has."""

from pathlib import Path

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.output import is_colored, put
from negotiation.cli.session import Session
from negotiation.ledger.seeds import verify
from negotiation.views.problems import problems_text, tally
from negotiation.views.sources import verified


def compared(session: Session, directory: str) -> int:
    """Print what differs, or that nothing does."""
    ledger = session.case.ledger
    try:
        done = verify(ledger, Path(directory), here=Path.cwd())
    except NotADirectoryError as error:
        raise Refused(Exit.FILES, f"there is no directory '{directory}'") from error
    if done.passed:
        put(verified(done, directory), session.look.output)
        return Exit.DONE
    put(
        problems_text(done.problems, lambda file: list(ledger.texts.lines(file)), color=is_colored(session.look.color)),
        session.look.output,
    )
    raise Refused(Exit.PROBLEMS, f"the documents in {directory} are not those that were cited: {tally(done.problems)}")
