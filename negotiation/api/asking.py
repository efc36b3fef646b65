"""What was asked, resolved against a case: its days, its names, and who else is told of the question."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from threading import RLock
from zoneinfo import ZoneInfo

from negotiation import __version__
from negotiation.api.days import Day, ordinal, today
from negotiation.api.intervals import rows
from negotiation.api.loading import Loaded
from negotiation.api.problems import Unknown
from negotiation.domain import axes
from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER
from negotiation.domain.dates import When, iso
from negotiation.domain.events import kinds
from negotiation.domain.ids import RECORD, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.views.header import Asked
from negotiation.views.phrases import on_its_day
from negotiation.views.problems import tally
from negotiation.views.records import Records
from negotiation.views.revision import revision
from negotiation.views.state import LISTS


class Asker:
    """A loaded case as its files stood on one day, and how questions about it are read."""

    def __init__(self, loaded: Loaded, typed: str, recorded: Day | None) -> None:
        self.loaded = loaded
        self.zone = ZoneInfo(loaded.case.head.tz)
        self.lock = RLock()
        """Of the table, which keeps what it has worked out while it is asked."""
        self.recorded = FOREVER if recorded is None else ordinal(recorded, self.zone)
        self.table = loaded.table if recorded is None else Table(loaded.case, self.recorded)
        self._tally = tally(one for one in loaded.problems if one.severity != "note")
        self._typed = typed

    @cached_property
    def revision(self) -> str:
        """What the records say, as a short hash."""
        return revision(self.loaded.case)

    def question(
        self, day: Day | None, known: Day | None, reading: str | None, heard: Callable[[When], object] | None = None
    ) -> Question:
        """The question, its days resolved; `heard` is told of instants."""
        on = min(today(self.zone), self.table.end) if day is None else ordinal(day, self.zone, heard)
        by = FOREVER if known is None else on if known == "same" else ordinal(known, self.zone, heard)
        return Question(on, by, self.reading(reading), self.recorded)

    def day(self, day: Day) -> date:
        """One whole day, as `question` takes it."""
        return date.fromordinal(ordinal(day, self.zone))

    def span(self, first: Day | None, last: Day | None) -> tuple[int, int]:
        """Two days, both inclusive, by default the ends of what the case covers."""
        covers = self.loaded.case.head.coverage
        start = covers.start.toordinal() if first is None else ordinal(first, self.zone)
        stop = covers.end.toordinal() if last is None else ordinal(last, self.zone)
        if stop < start:
            said = f"{iso(stop)} comes before {iso(start)}; give the earlier day first"
            raise ValueError(said)
        return start, stop

    def reading(self, text: str | None) -> ReadingId:
        """A reading that the case declares; the baseline where none was named."""
        if text is None:
            return RECORD
        known = [str(one.id) for one in self.loaded.case.head.readings]
        if text not in known:
            raise Unknown.of(text, known, f"the case declares no reading '{text}'")
        return ReadingId(text)

    def subject(self, text: str, *, lists: bool = False) -> str:
        """A subject that the records know, on whatever day, or a tranche of one; or a list of the state."""
        if lists and text in LISTS:
            return text
        whole, _, tranche = text.partition("/")
        known = [*map(str, self.loaded.table.subjects)]
        if whole not in known:
            raise Unknown.of(whole, known, f"the case has no subject '{text}'")
        if tranche:
            parts = {str(row.subject) for row in self._every(SubjectId(whole))} - {whole}
            if text not in parts:
                raise Unknown.of(text, parts, f"'{whole}' has no tranche '{tranche}'")
        return text

    def axis(self, subject: str, text: str) -> str:
        """An axis that the subject has on some day."""
        known = {row.axis for row in self._every(SubjectId(subject.partition("/")[0])) if row.subject == subject}
        if text not in known:
            raise Unknown.of(text, known, f"{subject} has no axis '{text}'")
        return text

    def kind(self, text: str) -> str:
        """A kind of event, or `clock` for what the clock derives."""
        known = [*kinds(), "clock"]
        if text not in known:
            raise Unknown.of(text, known, f"no event is of the kind '{text}'")
        return text

    def _every(self, whole: SubjectId) -> Iterator[axes.Interval]:
        table = self.loaded.table
        with self.lock:
            yield from [row for reading in table.readings for row in table.history(whole, reading)]

    def asked(self, question: Question, moments: Sequence[When] = ()) -> Asked:
        """What was asked, as headers and envelopes say it."""
        return Asked(
            case=self.loaded.case,
            question=question,
            revision=self.revision,
            replayed=self.table.known(question.known),
            problems=self._tally,
            tool=__version__,
            complete=self.loaded.complete,
            echoes=tuple(f"{one.text} = {on_its_day(one, self.zone.key)}" for one in moments),
            again=self.again(question),
        )

    def again(self, question: Question) -> str:
        """What to type after a command to ask about the same case in the same way."""
        return "".join(f" {option} {shlex.quote(value)}" for option, value in self._again(question))

    def _again(self, question: Question) -> Iterator[tuple[str, str]]:
        yield "--case", self._typed
        if question.known < FOREVER:
            yield "--known", iso(question.known)
        if question.recorded < FOREVER:
            yield "--recorded", iso(question.recorded)
        if question.reading != RECORD:
            yield "--reading", question.reading

    def records(self, question: Question) -> Records:
        """The events as the question has them, with where they are written."""
        return Records(self.table, question.outlook, self._where)

    def _where(self, id_: str) -> str:
        origin = self.loaded.ledger.origin(id_)
        return "-" if origin is None else str(origin)

    def rows(
        self, reading: str | None, subject: str | None, axis: str | None, known: Day | None
    ) -> Iterator[axes.Interval]:
        """Intervals by subject and reading, the record first; one subject's are worked out at a time."""
        about = None if subject is None else self.subject(subject)
        if about is not None and axis is not None:
            self.axis(about, axis)
        part = about if about is not None and "/" in about else None
        wholes = sorted(self.table.subjects) if about is None else [SubjectId(about.partition("/")[0])]
        readings: Iterable[ReadingId] = (
            [RECORD, *(one for one in self.table.readings if one != RECORD)]
            if reading is None
            else [self.reading(reading)]
        )
        last = None if known is None else ordinal(known, self.zone)
        return self._chosen([(whole, one) for whole in wholes for one in readings], part, axis, last)

    def _chosen(
        self, pairs: Sequence[tuple[SubjectId, ReadingId]], part: str | None, axis: str | None, known: int | None
    ) -> Iterator[axes.Interval]:
        found_any = False
        for whole, reading in pairs:
            with self.lock:
                found = rows(self.table, whole, reading, known)
            chosen = [row for row in found if axis in {None, row.axis} and part in {None, row.subject}]
            found_any |= bool(chosen)
            yield from chosen
        if axis is not None and not found_any:
            self._expect_axis(axis, {whole for whole, _ in pairs})

    def _expect_axis(self, text: str, wholes: Iterable[SubjectId]) -> None:
        """Nothing held as asked, or the axis is none."""
        known = {row.axis for whole in wholes for row in self._every(whole)}
        if text not in known:
            raise Unknown.of(text, known, f"nothing has an axis '{text}'")
