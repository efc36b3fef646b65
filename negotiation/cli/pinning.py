"""Prints assertions that freeze the answers of a day."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.named import chosen
from negotiation.cli.options import Asking
from negotiation.cli.output import put, tell
from negotiation.cli.placing import place_file
from negotiation.cli.session import begin
from negotiation.cli.trying import ground, tried
from negotiation.domain.answers import is_coded
from negotiation.ledger.drafts import drafted
from negotiation.ledger.writing import list_text
from negotiation.views.header import coverage_sentence, knowledge
from negotiation.views.phrases import counted
from negotiation.views.pinning import pinned
from negotiation.views.problems import problems_text


class Wishes(Protocol):
    """Which answers are to be frozen, and where that goes."""

    @property
    def on(self) -> str | None: ...
    @property
    def known(self) -> str | None: ...
    @property
    def reading(self) -> str | None: ...
    @property
    def case(self) -> list[str] | None: ...
    @property
    def output(self) -> str | None: ...
    @property
    def allow_errors(self) -> bool: ...


def pin(wishes: Wishes, ids: Sequence[str]) -> int:
    """Print the assertions, or write them to a new file, once they hold."""
    asking = Asking(case=wishes.case, known=wishes.known, reading=wishes.reading, allow_errors=wishes.allow_errors)
    session = begin(asking)
    question = session.question(asking, wishes.on)
    if not is_coded(session.case.table, question.on):
        raise Refused(Exit.USAGE, coverage_sentence(session.case.case, question.on))
    records = pinned(session.case.table, question, chosen(session.case, ids), same=wishes.known == "same")
    if not records:
        raise Refused(Exit.USAGE, "nothing of this is there on that day, so there is nothing to freeze")
    asked = session.asked(question)
    head = f"# As answered from data {asked.revision}: under the reading {question.reading}, {knowledge(question)}.\n"
    text = head + list_text(records)
    _expect_to_hold(wishes, text)
    if wishes.output is None:
        put(text, None)
        return Exit.DONE
    place_file(Path(wishes.output), text)
    tell(f"Wrote {wishes.output}: {counted(len(records), 'assertion')}")
    return Exit.DONE


def _expect_to_hold(wishes: Wishes, text: str) -> None:
    """Try what was made: an answer that an assertion cannot say is not to be printed as one that it can."""
    base = ground(None if wishes.case is None else wishes.case[0])
    trial = tried(base, [drafted(base.where, "pinned.yaml", text, base.here)])
    if trial.own:
        ledger = trial.after.ledger
        tell(problems_text(trial.own, lambda file: list(ledger.texts.lines(file))).rstrip("\n"))
        raise Refused(Exit.PROBLEMS, "these answers cannot be frozen as they are")
