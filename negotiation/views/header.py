"""What was asked, in words: stands above every answer."""

from collections.abc import Sequence

from negotiation.domain.answering import Curated
from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER
from negotiation.domain.dates import iso
from negotiation.domain.ids import RECORD, ReadingId
from negotiation.domain.light import NamedTuple
from negotiation.views.pages import Lines, lines
from negotiation.views.phrases import counted


class Asked(NamedTuple):
    """A question, of which case, and in what condition its data are."""

    case: Curated
    question: Question
    revision: str
    """A short hash of what the records say, whatever file they stand in."""
    replayed: int
    """How many events are known by then."""
    problems: str
    """The open errors and warnings, counted, in words; notes fail nothing and are for `check`."""
    tool: str
    """The program's version."""
    complete: bool = True
    """Whether the data have no errors."""
    echoes: tuple[str, ...] = ()
    """What words such as `today` and instants came to."""
    again: str = ""
    """The options by which another command asks about the same case in the same way, with a blank before each."""

    @property
    def hindsight(self) -> bool:
        return self.question.known >= FOREVER


def header(asked: Asked, what: str, *, readings: Sequence[ReadingId] = (), known: str | None = None) -> Lines:
    """The lines above an answer; `what` says what it is, as in `state at the end of 2014-03-31`."""
    case, question = asked.case, asked.question
    under = "the readings " + ", ".join(readings) if readings else f"the reading {question.reading}"
    counts = f"{counted(asked.replayed, 'event')} replayed · data {asked.revision} · {asked.problems}"
    return lines(
        case.head.title,
        f"{what} ({case.head.tz}) · under {under} · {known or knowledge(question)}",
        counts,
        *baseline(case),
        *asked.echoes,
        "" if asked.complete else "INCOMPLETE: the data have errors (--allow-errors); what follows may be wrong",
    )


def knowledge(question: Question) -> str:
    """Which records count, in words.

    >>> knowledge(Question(735325))
    'using all records'
    """
    known = "using all records" if question.known >= FOREVER else f"as known on {iso(question.known)}"
    return known if question.recorded >= FOREVER else f"{known}, as entered by {iso(question.recorded)}"


def baseline(case: Curated) -> list[str]:
    """The rules by which the baseline reading was chosen, with their sentences."""
    reading = next((r for r in case.head.readings if r.id == RECORD), None)
    rules = reading.baseline_rules if reading is not None else ()
    if not rules:
        return []
    return [
        f"{RECORD} is a baseline, not a finding; its rules:",
        *(f"  {rule}: {case.head.rules.get(rule, '')}" for rule in rules),
    ]


def coverage_sentence(case: Curated, day: int) -> str:
    """Why a day outside the case has no answer."""
    covered = case.head.coverage
    return f"not coded: the case covers {covered.start} to {covered.end}, and {iso(day)} lies outside"
