"""A case with drafts beside its files, and the same case without them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from negotiation import __version__
from negotiation.cli.cases import Loaded, loaded, seeds_beside
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import directory
from negotiation.cli.timing import Timing
from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.case import Case
from negotiation.domain.effects import Effect, effect
from negotiation.domain.ids import RECORD
from negotiation.ledger.drafts import Draft
from negotiation.ledger.files import NotACaseError
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case
from negotiation.ledger.problems import Problem
from negotiation.views.header import Asked
from negotiation.views.problems import tally
from negotiation.views.revision import revision


@dataclass(frozen=True, slots=True)
class Ground:
    """A case as it is, before anything is drafted for it."""

    where: Path
    here: Path
    ledger: Ledger
    case: Case

    def read(self, drafts: Sequence[Draft]) -> Ledger:
        """Its files again, with drafts beside them."""
        return load_case(self.where, _seeds(self.where), here=self.here, drafts=drafts)


def ground(case: str | None) -> Ground:
    """The case that is meant, read.

    Raises:
        Refused: if there is none, or its head cannot be read.
    """
    where, here = directory(case), Path.cwd()
    try:
        ledger = load_case(where, _seeds(where), here=here)
    except NotACaseError as error:
        raise Refused(Exit.FILES, str(error)) from error
    if ledger.case is None:
        tip = f"see what is wrong: negotiation check {where}"
        raise Refused(Exit.PROBLEMS, "case.yaml cannot be read, so that nothing can be tried", tip)
    return Ground(where, here, ledger, ledger.case)


def _seeds(where: Path) -> Path | None:
    seeds = seeds_beside(where)
    return seeds if seeds.is_dir() else None


@dataclass(frozen=True)
class Trial:
    """A case without drafts and with them: one replay of each, and what differs."""

    drafts: tuple[Draft, ...]
    before: Loaded
    after: Loaded

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the drafts, or goes wrong with them."""
        there = {*self.before.problems}
        return tuple(one for one in self.after.problems if one not in there)

    @property
    def mended(self) -> int:
        """How many problems there are no longer."""
        there = {*self.after.problems}
        return sum(one not in there for one in self.before.problems)

    @property
    def own(self) -> tuple[Problem, ...]:
        """Errors that stand in the drafts themselves."""
        mine = {draft.file.shown for draft in self.drafts}
        return tuple(one for one in self.problems if one.severity == "error" and one.file in mine)

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """What the drafts change with hindsight, as known when they were reported, and the day before."""
        return tuple(self._effects())

    def _effects(self) -> Iterator[Effect]:
        tables = self.before.table, self.after.table
        for known in (FOREVER, *self._known()):
            mine = effect(*tables, Outlook(RECORD, known))
            yield mine
            for reading in tables[1].readings:
                if reading != RECORD:
                    other = effect(*tables, Outlook(reading, known))
                    if other.said != mine.said:
                        yield other

    def _known(self) -> list[int]:
        """The days on which the new events became known, and the day before the first."""
        there = {event.id for event in self.before.case.events}
        days = sorted({event.reported.last for event in self.after.case.events if event.id not in there})
        return [*reversed(days), *(day - 1 for day in days[:1])]

    def asked(self, question: Question) -> Asked:
        """What headers say of the case with the drafts."""
        case = self.after.case
        return Asked(
            case=case, question=question, revision=revision(case), replayed=self.after.table.known(question.known),
            problems=tally(self.after.problems), tool=__version__, complete=self.after.complete,
        )  # fmt: skip


def tried(ground: Ground, drafts: Sequence[Draft]) -> Trial:
    """Replay the whole case with the drafts, and without."""
    ledger = ground.read(drafts)
    assert ledger.case is not None, "no draft takes the place of the head"  # noqa: S101 - drafts only add
    timing = Timing()
    before = loaded(ground.ledger, ground.case, FOREVER, timing)
    return Trial(tuple(drafts), before, loaded(ledger, ledger.case, FOREVER, timing))
