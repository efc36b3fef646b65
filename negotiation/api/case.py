"""A case that was loaded, to be asked."""

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import overload

from negotiation.api.asking import Asker
from negotiation.api.columns import Columns, interval_columns, state_columns
from negotiation.api.days import Day
from negotiation.api.intervals import Interval, interval
from negotiation.api.lists import Diff, Dues, Timeline
from negotiation.api.loading import Loaded, found, loaded, place
from negotiation.api.problems import Named, Problem, public
from negotiation.api.reasons import Why
from negotiation.api.records import Event, Source, event_of, source_of
from negotiation.api.state import KINDS, State
from negotiation.domain import case as curated
from negotiation.domain.answers import PLACES
from negotiation.domain.answers import Question as Asking
from negotiation.domain.dates import When, iso
from negotiation.domain.ids import SubjectId
from negotiation.views.changes import changes_view, compared
from negotiation.views.due import due_view
from negotiation.views.state_view import Choice, state_view
from negotiation.views.timeline import Told, Wanted, timeline_view
from negotiation.views.why import why_view

MOST_STATES = 200
"""Answers that are kept for being asked again, of which the oldest goes first."""


class Case:
    """What was promised and what came of it: on any day, as known on any day, under any reading, and why.

    Made by `Case.load`. Nothing of it changes, and any number of threads may ask
    it; what was replayed for one question is kept for the next.
    """

    def __init__(self, made: Loaded, typed: str, recorded: Day | None = None) -> None:
        """For `Case.load`, which is what programs call."""
        self._asker = Asker(made, typed, recorded)
        self._states: dict[tuple[Asking, tuple[str, ...], tuple[str, ...]], State] = {}
        head = made.case.head
        self.id: str = made.case.id
        self.title: str = head.title
        self.coverage: tuple[date, date] = (head.coverage.start, head.coverage.end)
        self.problems: tuple[Problem, ...] = public(made.problems)

    @classmethod
    def load(
        cls,
        path_or_id: str | os.PathLike[str],
        *,
        events: str | os.PathLike[str] | None = None,
        recorded: Day | None = None,
        allow_problems: bool = False,
    ) -> "Case":
        """Read, replay and check a case.

        Args:
            path_or_id: its directory, or its id where it lies below `events`.
            events: the directory of the cases; by default `$NEGOTIATION_EVENTS`, or `events` here.
            recorded: the last day whose entries into the files count: the case as the files had it then.
            allow_problems: answer although the files have errors. `problems` has them.

        Raises:
            CaseProblems: if the files have errors.
            FileNotFoundError: if there is no such case.
            ValueError: if `recorded` is not one day.

        >>> Case.load("talks-2013-14").title
        'US-brokered Israeli-Palestinian talks, 2013-14'
        """
        where = found(path_or_id, events)
        return cls(loaded(where, allow_problems=allow_problems), place(where), recorded)

    def on(
        self,
        day: Day | None = None,
        *,
        known: Day | None = None,
        reading: str | None = None,
        subjects: Iterable[str] | None = None,
    ) -> State:
        """The state at the end of a day.

        Args:
            day: the day; the earlier of today and the end of coverage where it is left out.
            known: only what had been reported by the end of this day counts; `"same"` is the day itself, and
                without it all records count, which is hindsight.
            reading: whose reading of the terms; the baseline `record` where it is left out.
            subjects: only these, by id; lists are named as in docs/json.md (`commitments`, `talks`, ...).

        Raises:
            Unknown: (a `KeyError`) if the case has no such reading or subject.
            ValueError: if a day is not one day.

        >>> case.on("2014-04-03")["prisoner-release"].outstanding
        26
        """
        moments: list[When] = []
        question = self._asker.question(day, known, reading, moments.append)
        chosen = tuple(self._asker.subject(one, lists=True) for one in _each(subjects))
        key = question, chosen, tuple(one.text for one in moments)
        with self._asker.lock:
            if key not in self._states:
                if len(self._states) >= MOST_STATES:
                    del self._states[next(iter(self._states))]
                view = state_view(self._asker.asked(question, moments), self._asker.table, Choice(chosen))
                self._states[key] = State(view, question, self._asker.lock)
            return self._states[key]

    def why(
        self,
        subject: str,
        *,
        on: Day | None = None,
        known: Day | None = None,
        reading: str | None = None,
        axis: str | None = None,
    ) -> Why:
        """The reasons of the answer about a subject, or a tranche: rules, events, and what was left out.

        Args:
            subject: a subject, or `commitment/tranche`.
            on: the day, as `on` takes it; `known` and `reading` too.
            known: see `on`.
            reading: see `on`.
            axis: only this axis: `status`, `figures`, `due`, ...

        Raises:
            Unknown: (a `KeyError`) if the case has no such subject, axis or reading.
            ValueError: if a day is not one day.
        """
        moments: list[When] = []
        asker = self._asker
        question = asker.question(on, known, reading, moments.append)
        about = SubjectId(asker.subject(subject))
        chosen = None if axis is None else asker.axis(about, axis)
        with asker.lock:
            view = why_view(asker.asked(question, moments), about, asker.records(question), axis=chosen)
            return Why(view, question, asker.lock)

    def diff(
        self,
        first: Day,
        second: Day | None = None,
        *,
        known: Day | tuple[Day, Day] | None = None,
        reading: str | None = None,
    ) -> Diff:
        """What changed: between two days, or about one day between two states of knowledge.

        Args:
            first: the earlier day, or the one day.
            second: the later day; without it `known` has to be two days.
            known: as `on` takes it, for both; or one for each, as a pair.
            reading: see `on`.

        Raises:
            Unknown: (a `KeyError`) if the case has no such reading.
            ValueError: if a day is not one day, the later day comes first, or there is one day and one knowledge.
        """
        if second is None and not isinstance(known, tuple):
            said = "diff compares two days, or one day as known on two: diff(day, known=(first, second))"
            raise ValueError(said)
        pair: tuple[Day | None, ...] = known if isinstance(known, tuple) else (known, known)
        if len(pair) != 2:  # noqa: PLR2004 - two days
            said = f"known is one day, or a pair of them, and not {known!r}"
            raise ValueError(said)
        moments: list[When] = []
        asker = self._asker
        before = asker.question(first, pair[0], reading)
        after = asker.question(first if second is None else second, pair[1], reading, moments.append)
        if second is not None and after.on < before.on:
            said = f"{iso(after.on)} comes before {iso(before.on)}; give the earlier day first"
            raise ValueError(said)
        with asker.lock:
            both = compared(asker.table, before, after)
            view = changes_view(asker.asked(after, moments), both, asker.records(after), events=False)
            return Diff(view, (before, after), both.found, asker.lock)

    def due(
        self,
        on: Day | None = None,
        *,
        within: int | None = None,
        known: Day | None = None,
        reading: str | None = None,
    ) -> Dues:
        """What is due or overdue, seen from the end of a day, the oldest first.

        Args:
            on: the day, as `on` takes it; `known` and `reading` too.
            within: only what is due in so many days at most.
            known: see `on`.
            reading: see `on`.

        Raises:
            Unknown: (a `KeyError`) if the case has no such reading.
            ValueError: if a day is not one day, or `within` is no number of days.
        """
        if within is not None and within < 0:
            said = f"within is a number of days from 0 on, not {within}"
            raise ValueError(said)
        moments: list[When] = []
        asker = self._asker
        question = asker.question(on, known, reading, moments.append)
        with asker.lock:
            return Dues(due_view(asker.asked(question, moments), asker.table, within), question, asker.lock)

    def timeline(  # noqa: PLR0913 - what the command takes, by name
        self,
        first: Day | None = None,
        last: Day | None = None,
        *,
        known: Day | None = None,
        reading: str | None = None,
        subjects: Iterable[str] | None = None,
        kinds: Iterable[str] | None = None,
    ) -> Timeline:
        """What happened between two days, both included, with what the clock derived.

        Args:
            first: the start of coverage where it is left out.
            last: the end of coverage where it is left out.
            known: see `on`.
            reading: see `on`.
            subjects: only entries about one of these.
            kinds: only events of these kinds; `clock` is what the clock derived.

        Raises:
            Unknown: (a `KeyError`) if the case has no such reading or subject, or no event is of such a kind.
            ValueError: if a day is not one day, or the last comes before the first.
        """
        asker = self._asker
        span = asker.span(first, last)
        question = asker.question(date.fromordinal(span[1]), known, reading)
        chosen = frozenset(asker.subject(one) for one in _each(subjects))
        wanted = Wanted(span, kinds=frozenset(asker.kind(one) for one in _each(kinds)), subjects=chosen)
        with asker.lock:
            told = Told(asker.table, asker.records(question))
            return Timeline(timeline_view(asker.asked(question), wanted, told), question, asker.lock)

    def intervals(
        self,
        *,
        reading: str | None = None,
        subject: str | None = None,
        axis: str | None = None,
        known: Day | None = None,
    ) -> Iterator[Interval]:
        """The table that every answer is a filter of, row by row; subjects by id, the record before other readings.

        Args:
            reading: only this one; all of them where it is left out.
            subject: only this one, with its tranches and its debtors' shares; or only this tranche.
            axis: only this axis.
            known: only what held as known on this day; every state of knowledge where it is left out.

        Raises:
            Unknown: (a `KeyError`) if the case has no such reading or subject, or the subject no such axis.
            ValueError: if the day is not one day.

        >>> next(case.intervals(subject="prisoner-release/4", axis="status", known="2014-04-03")).words
        'not there yet or upcoming'
        """
        return map(interval, self._asker.rows(reading, subject, axis, known))

    @overload
    def table(
        self,
        *,
        reading: str | None = None,
        subject: str | None = None,
        axis: str | None = None,
        known: Day | None = None,
    ) -> Columns: ...
    @overload
    def table(
        self,
        on: Iterable[Day],
        *,
        reading: str | None = None,
        known: Day | None = None,
        subjects: Iterable[str] | None = None,
    ) -> Columns: ...
    def table(  # noqa: PLR0913 - of both tables, by name
        self,
        on: Iterable[Day] | None = None,
        *,
        reading: str | None = None,
        subject: str | None = None,
        axis: str | None = None,
        known: Day | None = None,
        subjects: Iterable[str] | None = None,
    ) -> Columns:
        """A table for a data frame: of intervals, or with `on` of the states on some days.

        Without `on` it has the columns of `intervals.csv` in `export csv`, of the rows that
        `intervals` gives. With it, the day and the columns of `state --format csv`: one
        fact a row. Days are dates, and what is absent or open is `None`.

        Args:
            on: the days; `known="same"` is each of them.
            reading: see `intervals`, and with `on`, see there.
            subject: see `intervals`.
            axis: only this axis of the intervals.
            known: see `intervals`, and with `on`, see there.
            subjects: with `on`, only these.

        Raises:
            Unknown: (a `KeyError`) if the case has no such reading or subject.
            ValueError: if a day is not one day.

        >>> list(case.table(on=["2014-03-29", "2014-03-30"], subjects=["prisoner-release"]))
        ['on', 'subject', 'axis', 'holder', 'value', 'from', 'to']
        """
        if on is not None:
            chosen = None if subjects is None else [*_each(subjects)]
            days = [on] if isinstance(on, str | date) else on
            states = (self.on(day, known=known, reading=reading, subjects=chosen) for day in days)
            return state_columns((state.question.on, state.facts()) for state in states)
        return interval_columns(self._asker.rows(reading, subject, axis, known))

    @property
    def subjects(self) -> Mapping[str, str]:
        """Every subject that the records know, on whatever day, with its kind, in the order of states."""
        there = sorted(self._asker.table.subjects.items(), key=lambda one: [*PLACES].index(one[1].kind))
        return MappingProxyType({str(id_): KINDS[PLACES[one.kind]] for id_, one in there})

    @property
    def commitments(self) -> tuple[str, ...]:
        """The ids of every commitment that was ever made or proposed."""
        return tuple(id_ for id_, kind in self.subjects.items() if kind == "commitment")

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings that the case declares, in its order. None of them is the right one."""
        return tuple(str(one.id) for one in self._asker.loaded.case.head.readings)

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Every event of the files by its id, as it stands with all that is known."""
        asker = self._asker
        with asker.lock:
            records = asker.records(asker.question(self.coverage[1], None, None))
            found = ((str(id_), event_of(records.record(id_))) for id_ in asker.table.book.events)
            return MappingProxyType(Named(found, "event"))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every document that is cited, by its id."""
        case = self._asker.loaded.case
        documents: tuple[curated.Source | curated.Seed, ...] = (*case.sources, *case.seeds)
        return MappingProxyType(Named(((str(one.id), source_of(one)) for one in documents), "source"))

    def __repr__(self) -> str:
        return f"<Case {self.id}: {self.title}>"


def _each(names: Iterable[str] | None) -> Iterable[str]:
    """Names; one alone, which is a list of letters to Python, is one name."""
    return [names] if isinstance(names, str) else names or ()
