"""What events and time do to talks, proposals, instruments and measures: small subjects with few axes."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from negotiation.domain.axes import Due, Pause, Stage
from negotiation.domain.axes import Running as RunningNow
from negotiation.domain.book import Address
from negotiation.domain.events import Event
from negotiation.domain.events.commitments import Amended, Closed, Running
from negotiation.domain.events.instruments import EnteredIntoForce, InstrumentAction, Scheduled, Signed
from negotiation.domain.events.measures import MeasureTaken
from negotiation.domain.events.proposals import Answered, Proposed
from negotiation.domain.events.record import Told
from negotiation.domain.events.talks import TalksStep
from negotiation.domain.ids import ActorId, EventId, SubjectId
from negotiation.domain.meaning import Day, Moment, Signals, date_of, dates_in
from negotiation.domain.powers import DETERMINE, has_power, may_answer, with_parties
from negotiation.domain.resolve import Resolved
from negotiation.domain.state import WHOLE
from negotiation.domain.subjects import Subject, note
from negotiation.domain.values import has_holders
from negotiation.domain.worlds import Facet

Values = Mapping[Address, Any]


class Step(NamedTuple):
    """A step of an instrument: the days on which it may have been taken, and by which event."""

    since: tuple[int, int]
    events: tuple[EventId, ...]
    by: ActorId | None = None


@dataclass(slots=True)
class Small:
    """The state of talks, a proposal, an instrument or a measure, in one world."""

    phase: str = ""
    since: tuple[int, int] = (0, 0)
    by: tuple[ActorId, ...] = ()
    causes: tuple[EventId, ...] = ()
    fixed: tuple[Any, ...] = ()
    deadline: Any = None
    deadline_by: tuple[EventId, ...] = ()
    members: tuple[ActorId, ...] = ()
    """Who agreed on the talks or opened them."""
    powers: Any = None
    pauses: tuple[Pause, ...] = ()
    tolling: Any = None
    tolling_since: int | None = None
    """The first day of suspensions that stop the deadline, and still last."""
    tolls: tuple[tuple[int, int], ...] = ()
    """Suspensions that are over, and by which the deadline moved."""
    stages: tuple[Stage, ...] = ()
    steps: dict[str, Step] = field(default_factory=dict[str, Step])
    void: tuple[EventId, ...] = ()
    occurred: dict[EventId, int] = field(default_factory=dict[EventId, int])
    seen: list[tuple[Event, int]] = field(default_factory=list[tuple[Event, int]])
    signals: Signals = field(default_factory=dict[tuple[str, SubjectId], bool | Day | tuple[int, int] | None])
    came: dict[tuple[Any, SubjectId], int] = field(default_factory=dict[tuple[Any, SubjectId], int])

    def moved(self) -> None:
        """Nothing is kept that would have to be forgotten."""

    def alone(self) -> None:
        """Nothing grows that would have to be compared no more."""

    def copy(self) -> "Small":
        """A second state that goes its own way."""
        other = object.__new__(Small)
        for name in self.__slots__:
            value = getattr(self, name)
            setattr(other, name, value.copy() if isinstance(value, dict | list) else value)
        return other

    def key(self) -> Hashable:
        """Equal for states that no later event can tell apart."""
        plain = (self.phase, self.since, self.by, self.causes, self.fixed, self.deadline, self.deadline_by)
        lists = (self.pauses, self.void)
        return (
            plain, self.members, id(self.powers), self.tolling, self.tolling_since, self.tolls, self.stages,
            tuple(tuple(sorted(one, key=repr)) for one in lists), frozenset(self.steps.items()),
            frozenset(self.occurred.items()), frozenset((e.id, day) for e, day in self.seen),
            frozenset(self.signals.items()), frozenset(self.came.items()),
        )  # fmt: skip


class SmallMachine:
    """What the four small machines share."""

    def __init__(self, subject: Subject, organs: Mapping[ActorId, ActorId]) -> None:
        self.subject = subject
        self.organs = organs
        self.id = subject.id

    def start(self) -> Small:
        """Nothing yet."""
        return Small()

    def dawn(self, s: Small, day: int) -> None:
        """Nothing ends with a day, unless a kind of subject says what."""
        del s, day

    def clock(self, s: Small, day: int) -> None:
        """Time alone changes nothing, unless a kind of subject says what."""
        del s, day

    def wakes(self, s: Small, day: int) -> Iterator[int]:
        """No day to look again, unless a kind of subject has one."""
        del s, day
        yield from ()

    def signals(self, s: Small, day: int) -> Iterator[tuple[tuple[str, SubjectId], bool | Day | None]]:
        """What dates and conditions may ask of the subject."""
        if not s.phase and not s.fixed:
            return
        yield ("completed", self.id), s.phase in {"accepted", "ended"} or "in force" in s.steps
        in_force = s.phase == "under way" or ("in force" in s.steps and "withdrawn" not in s.steps)
        yield ("in_force", self.id), in_force
        yield ("running", self.id), in_force and not s.pauses
        yield ("due", self.id), deadline_of(s, day, self.id)

    def project(self, s: Small, day: int) -> Sequence[Facet]:
        """The axes of the subject on a day; none before its first event."""
        return [*self.axes(s, day)]

    def axes(self, s: Small, day: int) -> Iterator[Facet]:
        """Each of them, as its kind of subject has them."""
        del s, day
        yield from ()

    def void(self, s: Small) -> Iterator[Facet]:
        """Acts without effect."""
        if s.void:
            yield Facet(self.id, "void", tuple(sorted(s.void)), "power.void", tuple(sorted(s.void)))


class TalksMachine(SmallMachine):
    """The process: agreed, under way, suspended, ended; its deadline."""

    def evolve(self, s: Small, happened: Resolved, values: Values, day: int) -> None:
        """Change the talks by an event."""
        note(s, self.subject, happened, day)
        event = happened.event
        since = (happened.days[0], happened.days[-1])
        match event:
            case TalksStep(process=process) if process == self.id and s.phase != "ended":
                self._step(s, event, values, since)
            case Amended(subject=subject) if subject == self.id:
                if s.phase in {"", "ended"} or not self._may_amend(s, event, day):
                    s.void = (*s.void, event.id)
                    return
                if (WHOLE, "deadline") in values:
                    s.deadline, s.deadline_by = values[WHOLE, "deadline"], (*s.deadline_by, event.id)
                    s.tolls, s.tolling_since = (), None if s.tolling_since is None else day
                s.powers = values.get((WHOLE, "powers"), s.powers)
                s.tolling = values.get((WHOLE, "tolls_on_suspension"), s.tolling)
            case Running() if self.id in event.subject:
                self._run(s, event, since, day)
            case Closed() if self.id in event.subject:
                if s.phase in {"", "ended"} or not self._may(s, event, event.power, day):
                    s.void = (*s.void, event.id)
                else:
                    s.phase, s.since, s.by, s.causes = "ended", since, event.by, (event.id,)
            case Told(kind="determined") if self.id in event.subject:
                power = event.power or DETERMINE
                if not has_power(s.powers, (event.kind, power), self._who(event.by), Moment(s, day, self.id)):
                    s.void = (*s.void, event.id)
            case _:
                pass

    def _step(self, s: Small, event: TalksStep, values: Values, since: tuple[int, int]) -> None:
        """Agreed, opened or ended; talks that are under way are not agreed on once more."""
        if event.kind == "agreed" and s.phase == "under way":
            s.void = (*s.void, event.id)
            return
        s.phase = {"agreed": "agreed", "opened": "under way", "ended": "ended"}[event.kind]
        s.since, s.by, s.causes = since, event.by, (event.id,)
        if event.kind != "ended":
            s.members = (*s.members, *(one for one in event.by if one not in s.members))
        if (WHOLE, "deadline") in values:
            s.deadline, s.deadline_by, s.tolls = values[WHOLE, "deadline"], (event.id,), ()
        s.powers = values.get((WHOLE, "powers"), s.powers)
        s.tolling = values.get((WHOLE, "tolls_on_suspension"), s.tolling)

    def _who(self, *actors: ActorId) -> set[ActorId]:
        return with_parties(actors, self.organs)

    def _may(self, s: Small, event: Closed | Running, power: str | None, day: int) -> bool:
        """A member of the talks may, whatever that is worth; anybody else only with a power."""
        by = self._who(*event.by)
        if power is not None:
            return has_power(s.powers, (event.kind, power), by, Moment(s, day, self.id))
        return bool(by & self._who(*s.members))

    def _may_amend(self, s: Small, event: Amended, day: int) -> bool:
        if event.rule is not None:
            return True
        if event.power is not None:
            by = self._who(*(event.by or ()))
            return has_power(s.powers, (event.kind, event.power), by, Moment(s, day, self.id))
        return event.consent is not None and set(s.members) <= self._who(*event.consent)

    def _run(self, s: Small, event: Running, since: tuple[int, int], day: int) -> None:
        if s.phase in {"", "ended"} or (event.kind == "suspended" and not self._may(s, event, event.power, day)):
            s.void = (*s.void, event.id)
        elif event.kind == "resumed":
            jointly = len(event.by) > 1 or event.consent is not None
            kept = () if jointly else tuple(p for p in s.pauses if not set(p.by) & set(event.by))
            if len(kept) == len(s.pauses):
                s.void = (*s.void, event.id)
            s.pauses = kept
            if not kept and s.tolling_since is not None:
                s.tolls, s.tolling_since = (*s.tolls, (s.tolling_since, day)), None
        else:
            reason = event.stated_reason
            said = None if reason is None else (str(reason.speaker), reason.reason)
            coded, agreed = "power" in event.model_fields_set, event.consent is not None
            s.pauses = (*s.pauses, Pause(event.by, since, event.power, coded, agreed, event.id, said))
            if s.tolling and s.tolling_since is None:
                s.tolling_since = day

    def wakes(self, s: Small, day: int) -> Iterator[int]:
        """The deadline's day and the day after it."""
        due = deadline_of(s, day, self.id)
        if due is not None:
            yield due.day
            yield due.day + 1
        yield from dates_in(s.deadline, Moment(s, day, self.id))

    def axes(self, s: Small, day: int) -> Iterator[Facet]:
        """The axes of the talks."""
        if not s.phase:
            return
        phase = "suspended" if s.pauses and s.phase == "under way" else s.phase
        causes = tuple(p.event for p in s.pauses) if phase == "suspended" else s.causes
        yield Facet(self.id, "phase", phase, "talks.phase", causes)
        due = deadline_of(s, day, self.id)
        standing = _standing(s, due, day)
        if s.phase == "ended" and standing == "passed" and s.since[1] <= (due.day if due else 0):
            standing = "met"
        value = Due(standing, None if due is None else due.day, due is not None and due.night)
        yield Facet(self.id, "due", value, "talks.deadline", s.deadline_by or s.causes)
        pauses = () if s.phase == "ended" else s.pauses
        yield Facet(self.id, "running", RunningNow(pauses), "running.suspended" if pauses else "running.runs", causes)
        word = phase
        if standing == "passed":
            word = f"{phase}, deadline passed without agreement or extension"
        yield Facet(self.id, "status", word, "status.table", (*dict.fromkeys((*causes, *s.deadline_by)),))
        yield from self.void(s)


def deadline_of(s: Small, day: int, id_: SubjectId) -> Day | None:
    """The day of the deadline, moved by the suspensions that stopped it."""
    due = date_of(s.deadline, Moment(s, day, id_))
    if due is None:
        return None
    for start, end in s.tolls:
        if start <= due.day:
            due = due._replace(day=due.day + end - start)
    return due


def _standing(s: Small, due: Day | None, day: int) -> str:
    if due is None:
        return "none"
    if day < due.day or (s.tolling_since is not None and s.tolling_since <= due.day and s.phase != "ended"):
        return "upcoming"
    return "today" if day == due.day else "passed"


class ProposalMachine(SmallMachine):
    """A demand, offer, request or threat: open until it is answered, taken back, or lapses."""

    def evolve(self, s: Small, happened: Resolved, values: Values, day: int) -> None:
        """Change the proposal by an event."""
        note(s, self.subject, happened, day)
        event = happened.event
        since = (happened.days[0], happened.days[-1])
        match event:
            case Proposed(proposal=proposal) if proposal == self.id and not s.phase:
                s.phase, s.since, s.by, s.causes = "open", since, event.by, (event.id,)
                s.fixed = (event.form, event.by, event.to or (), event.extends, event.commitment, event.counters)
                s.deadline = values.get((WHOLE, "open_until"))
                s.deadline_by = (event.id,)
            case Proposed(counters=countered) if countered == self.id and s.phase == "open":
                s.steps["countered"] = Step(since, (event.id,))
            case Answered() if self.id in event.subject and not self._may_answer(s, event):
                s.void = (*s.void, event.id)
            case Answered() if self.id in event.subject and s.phase == "open":
                s.phase, s.since, s.by, s.causes = event.kind, since, event.by, (*s.causes, event.id)
            case Closed() if self.id in event.subject and not (with_parties(event.by, self.organs) & set(s.by)):
                s.void = (*s.void, event.id)
            case Closed(kind="withdrawn") if self.id in event.subject and s.phase == "open":
                s.phase, s.since, s.by, s.causes = "withdrawn", since, event.by, (*s.causes, event.id)
            case _:
                pass

    def _may_answer(self, s: Small, event: Answered) -> bool:
        """Those to whom it was made may, or anybody but its maker where it was made to nobody by name."""
        if not s.phase:
            return False
        _, by, to, *_ = s.fixed
        return may_answer((by, to), event.by, self.organs)

    def dawn(self, s: Small, day: int) -> None:
        """A proposal lapses on the day after it was open until, before that day's events."""
        until = date_of(s.deadline, Moment(s, day, self.id))
        if s.phase == "open" and until is not None and day > until.day:
            s.phase, s.since, s.by = "lapsed", (until.day + 1, until.day + 1), ()

    def clock(self, s: Small, day: int) -> None:
        """One that was open until a day already past has lapsed."""
        self.dawn(s, day)

    def wakes(self, s: Small, day: int) -> Iterator[int]:
        """The day after the last on which it is open."""
        until = date_of(s.deadline, Moment(s, day, self.id))
        if s.phase == "open" and until is not None:
            yield until.day + 1
        yield from dates_in(s.deadline, Moment(s, day, self.id))

    def axes(self, s: Small, day: int) -> Iterator[Facet]:
        """The axes of the proposal."""
        if not s.phase:
            return
        rule = "proposal.lapsed" if s.phase == "lapsed" else "proposal.phase"
        yield Facet(self.id, "phase", s.phase, rule, s.causes)
        yield Facet(self.id, "terms", s.fixed, "proposal.phase", s.causes[:1])
        until = date_of(s.deadline, Moment(s, day, self.id))
        yield Facet(self.id, "due", Due("none", None if until is None else until.day), "proposal.phase", s.causes[:1])
        countered = s.steps.get("countered")
        word = f"{s.phase}, countered" if countered is not None and s.phase == "open" else s.phase
        yield Facet(self.id, "status", word, rule, s.causes + (countered.events if countered else ()))
        yield from self.void(s)


STEPS = {"deposited": "deposited", "deposit-accepted": "accepted", "objected": "objected"}


class InstrumentMachine(SmallMachine):
    """A treaty instrument: signed, deposited, in force, each on its own day."""

    def evolve(self, s: Small, happened: Resolved, values: Values, day: int) -> None:
        """Change the instrument by an event."""
        note(s, self.subject, happened, day)
        event = happened.event
        since = (happened.days[0], happened.days[-1])
        match event:
            case Signed():
                one = next((i for i in event.instruments if i.id == self.id), None)
                if one is not None and not s.fixed:
                    s.fixed = (one.treaty, one.letter, one.depositary, event.by)
                    s.steps["signed"] = Step(since, (event.id,), event.by)
            case InstrumentAction() if self.id in event.subject:
                self._step(s, STEPS[event.kind], Step(since, (event.id,), event.by))
            case EnteredIntoForce() if self.id in event.subject:
                self._step(s, "in force", Step(since, (event.id,), event.by))
            case Scheduled() if self.id in event.subject:
                self._schedule(s, event, values)
            case Closed(kind="withdrawn") if self.id in event.subject:
                self._step(s, "withdrawn", Step(since, (event.id,)))
            case _:
                pass

    def _schedule(self, s: Small, event: Scheduled, values: Values) -> None:
        s.deadline, s.deadline_by = values.get((WHOLE, "effective")), (event.id,)

    def _step(self, s: Small, name: str, step: Step) -> None:
        before = s.steps.get(name)
        s.steps[name] = step if before is None else Step(before.since, (*before.events, *step.events), before.by)

    def clock(self, s: Small, day: int) -> None:
        """What was scheduled is in force from its day on."""
        effective = date_of(s.deadline, Moment(s, day, self.id))
        ended = "in force" in s.steps or "withdrawn" in s.steps
        if effective is not None and day >= effective.day and not ended:
            s.steps["in force"] = Step((effective.day, effective.day), s.deadline_by)

    def wakes(self, s: Small, day: int) -> Iterator[int]:
        """The announced day of effect."""
        effective = date_of(s.deadline, Moment(s, day, self.id))
        if effective is not None:
            yield effective.day
        yield from dates_in(s.deadline, Moment(s, day, self.id))

    def axes(self, s: Small, day: int) -> Iterator[Facet]:
        """The axes of the instrument."""
        if not s.fixed:
            return
        signed = s.steps["signed"]
        yield Facet(self.id, "terms", s.fixed, "instrument.signed", signed.events)
        for name in ("signed", "deposited", "accepted", "in force", "objected", "withdrawn"):
            step = s.steps.get(name)
            if step is not None:
                rule = "instrument.clock" if name == "in force" and step.events == s.deadline_by else "instrument.step"
                yield Facet(self.id, name, step.since, rule, step.events)
        effective = date_of(s.deadline, Moment(s, day, self.id))
        if effective is not None:
            yield Facet(self.id, "scheduled", effective.day, "instrument.scheduled", s.deadline_by)
        last = next(n for n in ("withdrawn", "in force", "deposited", "signed") if n in s.steps)
        word = f"{last}, objected to" if "objected" in s.steps else last
        yield Facet(self.id, "status", word, "status.table", s.steps[last].events)
        yield from self.void(s)


class MeasureMachine(SmallMachine):
    """A measure outside any commitment: its stages in order, their counts kept apart."""

    def evolve(self, s: Small, happened: Resolved, values: Values, day: int) -> None:
        """Change the measure by an event."""
        note(s, self.subject, happened, day)
        event = happened.event
        if isinstance(event, MeasureTaken) and event.measure == self.id:
            stage = Stage(
                values.get((WHOLE, "stage"), event.stage), (happened.days[0], happened.days[-1]),
                _number(values.get((WHOLE, "quantity"))), event.unit, values.get((WHOLE, "place")),
                values.get((WHOLE, "by"), () if has_holders(event.by) else event.by), event.id,
            )  # fmt: skip
            s.stages = (*s.stages, stage)

    def axes(self, s: Small, day: int) -> Iterator[Facet]:
        """The axes of the measure."""
        del day
        if not s.stages:
            return
        events = tuple(stage.event for stage in s.stages)
        yield Facet(self.id, "stages", s.stages, "measure.stages", events)
        yield Facet(self.id, "status", s.stages[-1].stage, "measure.stages", events[-1:])
        yield from self.void(s)


def _number(value: Any) -> int | None:
    """A count, where somebody holds one number."""
    return value if isinstance(value, int) else None
