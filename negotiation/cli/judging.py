"""Judges how well coders agree."""

from dataclasses import replace

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.options import Look
from negotiation.cli.session import Session, begin
from negotiation.domain.agreement import Agreement, Alpha, agreement_of
from negotiation.domain.answers import Question
from negotiation.reliability.alpha import RESAMPLES, SEED, alpha_of
from negotiation.views.reliability import Judged, reliability_view

INTERVAL = f"{RESAMPLES} samples of as many events, drawn with replacement from seed {SEED}, 2.5 % cut off at each end"


def judged(look: Look, case: str | None) -> int:
    """Answer how well coders agree."""
    if case is not None and look.case is not None:
        raise Refused(Exit.USAGE, "the case is named twice", f"negotiation reliability {case}")
    session = begin(look if case is None else replace(look, case=[case]))
    asked = session.asked(Question(session.days.coverage.end.toordinal()))
    return session.answer(reliability_view(asked, _judged(session)))


def _judged(session: Session) -> Judged:
    case, origins = session.case.case, session.case.ledger.coding_origins
    found = agreement_of(case)
    alphas = _alphas(session, found)
    return Judged(case, session.case.whole.book, found, alphas, INTERVAL, lambda number: str(origins[number]))


def _alphas(session: Session, found: Agreement) -> tuple[Alpha, ...]:
    try:
        with session.timing.phase("reckon"):
            return tuple(alpha_of(field) for field in found.fields)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in {"krippendorff", "numpy"}:
            raise
        message = f"the package '{error.name}' is not there, which reckons how well coders agree"
        raise Refused(Exit.FILES, message, "pip install 'negotiation[reliability]'") from error
