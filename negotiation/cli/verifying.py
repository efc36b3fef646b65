"""Compares the records of the seeds with documents that somebody has."""

from pathlib import Path

from negotiation.cache import noting
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.output import is_colored, is_plain, put
from negotiation.cli.session import Session
from negotiation.ledger.seeds import verify
from negotiation.views.header import Asked
from negotiation.views.problems import problems_text, tally
from negotiation.views.rendering import plain
from negotiation.views.verification import verification_view


def compared(session: Session, asked: Asked, directory: str) -> int:
    """Print what differs, or that nothing does; to people differences are told as `check` tells them."""
    noting.not_kept()  # the documents are none of the case's files
    ledger = session.case.ledger
    try:
        done = verify(ledger, Path(directory), here=Path.cwd())
    except NotADirectoryError as error:
        raise Refused(Exit.FILES, f"there is no directory '{directory}'") from error
    if done.passed or session.form != "table":
        session.answer(verification_view(asked, session.case.case, done, directory))
    else:
        color = is_colored(session.look.color) and session.look.output is None
        said = problems_text(done.problems, lambda file: list(ledger.texts.lines(file)), color=color)
        put(plain(said) if is_plain(wanted=session.look.ascii) else said, session.look.output)
    if done.passed:
        return Exit.DONE
    raise Refused(Exit.PROBLEMS, f"the documents in {directory} are not those that were cited: {tally(done.problems)}")
