"""One run of a command that answers a question: its case, its days, its answer."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from negotiation import __version__
from negotiation.cache import noting
from negotiation.cli.answering import answered
from negotiation.cli.cases import Loaded, loaded, read
from negotiation.cli.days import Days
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import only
from negotiation.cli.named import reading
from negotiation.cli.options import Asking, Choosing, Look
from negotiation.cli.output import FORMATS, chosen_format, is_colored, tell
from negotiation.cli.shelving import shelved
from negotiation.cli.supposing import supposed_in
from negotiation.cli.timing import Timing
from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.problems import Problem
from negotiation.views.header import Asked
from negotiation.views.hypothetical import hypothetical
from negotiation.views.problems import problems_text, tally
from negotiation.views.records import Records
from negotiation.views.revision import revision
from negotiation.views.view import View


@dataclass(slots=True)
class Session:
    """A case that is ready to be asked."""

    look: Look
    form: str
    case: Loaded
    days: Days
    recorded: int = FOREVER
    timing: Timing = field(default_factory=Timing)

    def question(self, asking: Asking, on: str | None) -> Question:
        """The question as typed, its days resolved."""
        return self.question_at(asking, self.days.asked(on))

    def question_at(self, asking: Asking, day: int) -> Question:
        """The question as typed, about a day."""
        return Question(day, self.known(asking, day), reading(self.case, asking.reading), self.recorded)

    def known(self, asking: Asking, same: int) -> int:
        if asking.known is None:
            return FOREVER
        return same if asking.known == "same" else self.days.day(asking.known, "--known")

    def asked(self, question: Question) -> Asked:
        """What was asked, as headers and envelopes say it."""
        return Asked(
            case=self.case.case,
            question=question,
            revision=revision(self.case.case),
            replayed=self.case.table.known(question.known),
            problems=tally(problem for problem in self.case.problems if problem.severity != "note"),
            complete=self.case.complete,
            echoes=tuple(f"{word} = {day}" for word, day in self.days.echoes.items()),
            tool=__version__,
            again=self.case.again,
        )

    def records(self, question: Question) -> Records:
        """The events as the question has them, with where they are written."""
        return Records(self.case.table, question.outlook, self.where)

    def where(self, id_: str) -> str:
        """The file and line of an event, or `-` for what is no event."""
        origin = self.case.ledger.origin(id_)
        return "-" if origin is None else str(origin)

    def answer(self, view: View) -> int:
        """Write the answer in the format that was asked for; what is supposed for it is said in it."""
        supposed = supposed_in(self.case.ledger, self.case.unmet)
        shown = view if supposed is None else hypothetical(view, supposed)
        return answered(self.look, self.form, shown, self.timing)


def begin(look: Look, formats: Sequence[str] = FORMATS, timing: Timing | None = None) -> Session:
    """Load, replay and check the case; stop where the data have errors and nobody allowed them."""
    form = chosen_format(look.format, look.output, formats)
    is_colored(look.color)
    timing = Timing() if timing is None else timing
    ledger = read(only(look.case), timing)
    if ledger.case is None:
        raise stopped(look, ledger, ledger.problems)
    days = Days(ledger.case)
    typed = look.recorded if isinstance(look, Asking) else None
    recorded = FOREVER if typed is None else days.day(typed, "--recorded")
    case = loaded(ledger, ledger.case, recorded, timing)
    if not case.complete:
        if not look.allow_errors:
            raise stopped(look, ledger, case.problems)
        tell(f"warning: the data have problems ({tally(case.problems)}); this answer may be wrong")
    if isinstance(look, Asking) and recorded >= FOREVER and not isinstance(look, Choosing):
        shelved(case)
    return Session(look, form, replace(case, again=again(look)), days, recorded, timing)


def again(look: Look) -> str:
    """The options to type again so that another command is about the same case and asks in the same way."""
    typed = {"--case": only(look.case)}
    if isinstance(look, Asking):
        typed |= {"--known": look.known, "--recorded": look.recorded, "--reading": look.reading}
    return "".join(f" {option} {shlex.quote(value)}" for option, value in typed.items() if value is not None)


def stopped(look: Look, ledger: Ledger, problems: Iterable[Problem]) -> Refused:
    """Tell the errors; the run ends with what is returned."""
    errors = [problem for problem in problems if problem.severity == "error"]
    noting.answered()
    tell(problems_text(errors, lambda file: list(ledger.texts.lines(file))).rstrip("\n"))
    message = f"the data have problems ({tally(errors)}), so there is no answer"
    case = only(look.case)
    check = f"negotiation check{'' if case is None else f' {shlex.quote(case)}'}"
    return Refused(Exit.PROBLEMS, message, f"all of them: {check}", "--allow-errors answers nevertheless")
