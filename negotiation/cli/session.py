"""One run of a command that answers a question: its case, its days, its answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from negotiation import __version__
from negotiation.cli.cases import Loaded, loaded, read
from negotiation.cli.days import Days
from negotiation.cli.exits import Exit, Refused, misused
from negotiation.cli.nearest import tips
from negotiation.cli.options import Asking, Look
from negotiation.cli.output import chosen_format, is_colored, is_plain, put, tell, width
from negotiation.cli.timing import Timing
from negotiation.domain.answers import Question
from negotiation.domain.ids import ReadingId, SubjectId
from negotiation.domain.resolve import FOREVER
from negotiation.ledger.ledger import Ledger
from negotiation.views.header import Asked
from negotiation.views.records import Records
from negotiation.views.problems import problems_text, tally
from negotiation.views.rendering import page_markdown, page_text, plain
from negotiation.views.revision import revision
from negotiation.views.rows import csv_text, json_text, jsonl_text
from negotiation.views.view import View


@dataclass(slots=True)
class Session:
    """A case that is ready to be asked."""

    look: Look
    form: str
    case: Loaded
    days: Days
    timing: Timing = field(default_factory=Timing)

    def reading(self, text: str) -> ReadingId:
        known = [str(one.id) for one in self.case.case.head.readings]
        if text not in known:
            raise misused(f"the case declares no reading '{text}'", *(tips(text, known) or (f"there are {', '.join(known)}",)))
        return ReadingId(text)

    def subject(self, text: str) -> SubjectId:
        """A subject that the records know, on whatever day, or a tranche of one."""
        whole = text.partition("/")[0]
        known = [str(id_) for id_ in self.case.table.subjects]
        if whole not in known:
            raise misused(f"no commitment, process, proposal, instrument or measure has the id '{text}'", *tips(whole, known))
        if "/" in text:
            parts = sorted({r.subject for r in self.case.table.everything() if r.subject.startswith(f"{whole}/")})
            if text not in parts:
                raise misused(f"'{whole}' has no tranche '{text.partition('/')[2]}'", *tips(text, parts))
        return SubjectId(text)

    def question(self, asking: Asking, on: str | None) -> Question:
        """The question as typed, its days resolved."""
        return self.question_at(asking, self.days.asked(on))

    def question_at(self, asking: Asking, day: int) -> Question:
        """The question as typed, about a day."""
        return Question(day, self.known(asking, day), self.reading(asking.reading), self.recorded(asking))

    def known(self, asking: Asking, same: int) -> int:
        if asking.known is None:
            return FOREVER
        return same if asking.known == "same" else self.days.day(asking.known, "--known")

    def recorded(self, asking: Asking) -> int:
        return FOREVER if asking.recorded is None else self.days.day(asking.recorded, "--recorded")

    def asked(self, question: Question) -> Asked:
        """What was asked, as headers and envelopes say it."""
        resolver = self.case.table.resolver(question.outlook)
        known = sum(1 for id_ in self.case.table.book.events if resolver.is_known(id_))
        return Asked(
            case=self.case.case,
            question=question,
            revision=revision(self.case.case),
            replayed=known,
            problems=tally(self.case.problems),
            complete=self.case.complete,
            echoes=tuple(f"{word} = {day}" for word, day in self.days.echoes.items()),
            tool=__version__,
        )

    def counting(self, text: str | None) -> SubjectId:
        """A commitment that counts something: the one named, or the only one there is."""
        rows = self.case.table.everything()
        known = sorted({str(row.subject) for row in rows if row.axis == "figures" and "@" not in row.subject})
        wholes = [id_ for id_ in known if "/" not in id_]
        if text is None and len(wholes) == 1:
            return SubjectId(wholes[0])
        if text is None:
            raise misused("say which commitment", f"those that count: {', '.join(wholes) or 'none'}")
        chosen = self.subject(text)
        if chosen not in known:
            raise misused(f"{chosen} counts nothing", f"those that count: {', '.join(wholes) or 'none'}")
        return chosen

    def axis(self, subject: SubjectId, text: str) -> None:
        """Refuse an axis that the subject has on no day."""
        whole = subject.partition("/")[0]
        rows = self.case.table.everything() if whole else ()
        known = sorted({row.axis for row in rows if row.subject == subject})
        if text not in known:
            raise misused(f"{subject} has no axis '{text}'", *(tips(text, known) or (f"there are {', '.join(known)}",)))

    def records(self, question: Question) -> Records:
        """The events as the question has them, with where they are written."""
        return Records(self.case.table, question.outlook, self.where)

    def where(self, id_: str) -> str:
        """The file and line of an event, or `-` for what is no event."""
        origin = self.case.ledger.origin(id_)
        return "-" if origin is None else str(origin)

    def answer(self, view: View) -> int:
        """Write the answer in the format that was asked for."""
        with self.timing.phase("answer"):
            text = self._text(view)
        put(text, self.look.output)
        if self.look.verbose:
            tell(str(self.timing))
        return Exit.DONE

    def _text(self, view: View) -> str:
        to_file = self.look.output is not None
        match self.form:
            case "json":
                return json_text(view.body(), ascii_only=self.look.ascii)
            case "jsonl":
                return jsonl_text(view.rows(), ascii_only=self.look.ascii)
            case "csv":
                return csv_text(view.facts())
            case "md":
                return page_markdown(view.page())
            case _:
                color = self.look.color == "always" if to_file else is_colored(self.look.color)
                text = page_text(view.page(), width=None if to_file else width(), color=color)
                return plain(text) if is_plain(wanted=self.look.ascii) else text


def begin(look: Look, recorded: Callable[[Days], int] | None = None) -> Session:
    """Load, replay and check the case; stop where the data have errors and nobody allowed them."""
    form = chosen_format(look.format, look.output)
    is_colored(look.color)
    timing = Timing()
    ledger = read(look.case, timing)
    if ledger.case is None:
        raise stopped(ledger, ledger.problems)
    days = Days(ledger.case)
    case = loaded(ledger, FOREVER if recorded is None else recorded(days), timing)
    if not case.complete:
        if not look.allow_errors:
            raise stopped(ledger, case.problems)
        tell(f"warning: the data have problems ({tally(case.problems)}); this answer may be wrong")
    return Session(look, form, case, days, timing)


def stopped(ledger: Ledger, problems: Iterable[object]) -> Refused:
    """Tell the errors, and stop."""
    errors = [problem for problem in problems if problem.severity == "error"]
    tell(problems_text(errors, ledger.texts.lines).rstrip("\n"))
    message = f"the data have problems ({tally(errors)}), so there is no answer"
    return Refused(Exit.PROBLEMS, message, "negotiation check tells all of them", "--allow-errors answers nevertheless")
