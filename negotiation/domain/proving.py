"""Whether anything can be said against a subject, without the whole of its intervals.

Sums and laws are held against every day of every state of knowledge, and hold nearly
everywhere. So a subject is followed through them all, and of its axes only the figures
are looked at, and what has no effect: the rest is never worked out. Where something may
be wrong, whoever asks goes through the subject's history and finds what it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from negotiation.domain.axes import Figures
from negotiation.domain.bitemporal import Moving, Sight, taken_up_by
from negotiation.domain.events.commitments import Rated
from negotiation.domain.expressions import Occurred
from negotiation.domain.figures import buckets_of, figures_of, figures_of_bucket, frame_of, subject_of
from negotiation.domain.ids import SubjectId
from negotiation.domain.layers import Bucket, Frame
from negotiation.domain.machines import Joint, JointMachine, PromiseMachine
from negotiation.domain.recurring import MOST_PERIODS
from negotiation.domain.state import WHOLE, Promise
from negotiation.domain.worlds import Checkpoint, Merged, Unfolding

LAST_PERIOD = str(MOST_PERIODS)

COUNTED = frozenset({"deliver", "act"})
"""Promises of which something is counted; of the others, time and events change no sum."""
TIMED = ("lapses_when", "expires_when", "suspended_while", "recurs")
"""Terms by which time may change a sum."""


@dataclass(slots=True)
class Reached(Checkpoint[Joint]):
    """A proof as it stood before a day."""

    day: int = 0
    """The day that was looked at last."""


class Standard(NamedTuple):
    """What the figures of a subject are held against."""

    is_off: Callable[[SubjectId, Figures], bool]
    """Whether figures do not add up, or break a law."""
    hangs_on_time: bool
    """Whether a law speaks of what is due, which changes while nothing happens."""


class Proof(Unfolding[Joint]):
    """A fold that only looks whether everything is sound.

    When nothing more is known to happen, most subjects are left alone: of what is then still to
    come, time changes what is due and what is overdue, and no sum.
    """

    def __init__(self, machine: JointMachine, until: int, standard: Standard) -> None:
        super().__init__(machine, until)
        self.sound = True
        self._end = until
        self._standard = standard
        self._is_alone = not machine.asked and not any(m.subject.moments for m in machine.members)
        self._shown: list[tuple[int, Any]] = [(n, m) for n, m in enumerate(machine.members) if m.id == machine.shown]
        self._marks: Sequence[int] = ()
        self._frame: Frame | None = None
        self._buckets: list[Bucket] = []
        """Those that were last found sound, in this frame."""

    def start(self) -> Reached:
        """Before every day."""
        begun = super().start()
        return Reached(begun.worlds, begun.wakes, begun.begun)

    def run(self, at: Checkpoint[Joint], day: int = 0, marks: Sequence[int] = ()) -> list[Checkpoint[Joint]]:
        """Follow the subject from a checkpoint before `day` as far as anything may be found; checkpoints as ever."""
        self.until, self._marks = self._end, marks
        return super().run(at, day, marks)

    def lasts(self, at: Checkpoint[Joint]) -> Sequence[Merged]:
        """What is true at the end of a run that went from a checkpoint: as to sums, and as long as it is sound."""
        if isinstance(at, Reached) and at.day:
            super()._show(at, at.day)
        return at.last.merged

    def _show(self, at: Checkpoint[Joint], day: int) -> None:
        if isinstance(at, Reached):
            at.day = day
        if not self.sound:
            return
        shown = [(m, world.state.states[n]) for world in at.worlds for n, m in self._shown]
        self.sound = not at.overflowed and not any(self._is_suspect(m, state, day) for m, state in shown)
        orders = any(world.tags for world in at.worlds)
        if self.sound and orders:
            super()._show(at, day)
            self.sound = not any(merged.order_sensitive for merged in at.last.merged)
        if day >= self.agenda.days[-1] and not orders and all(self._is_settled(m, state, day) for m, state in shown):
            self.until = min(self._end, max([day, *[mark - 1 for mark in self._marks[-1:]]]))

    def _is_suspect(self, machine: Any, state: Any, day: int) -> bool:
        """Whether something may be said because of what a machine would show."""
        if state.void:
            return True
        if not isinstance(machine, PromiseMachine):
            return False
        p: Promise = state
        if p.made is None:
            facets = machine.project(p, day)
            return any(self._is_off(f.subject, f.value) for f in facets if isinstance(f.value, Figures))
        return p.obligation in COUNTED and self._are_suspect(p, day)

    def _are_suspect(self, p: Promise, day: int) -> bool:
        """Whether something may be said because of the sums of a promise and of its tranches."""
        frame, buckets = frame_of(p, day), buckets_of(p, day)
        if LAST_PERIOD in frame.sizes:
            return True
        if p.obligation == "act" or (frame is self._frame and buckets is self._buckets):
            return False
        before: dict[str, Bucket] = {b.id: b for b in self._buckets} if frame is self._frame else {}
        self._frame, self._buckets = frame, buckets
        me = p.id if p.debtor_only is None else SubjectId(f"{p.id}@{p.debtor_only}")
        parts = [b for b in buckets if b.id and before.get(b.id) is not b] if p.debtor_only is None else []
        return self._is_off(me, figures_of(p, frame, buckets)) or any(
            self._is_off(subject_of(p, b.id), figures_of_bucket(p, frame, b, shares=frame.in_shares)) for b in parts
        )

    def _is_off(self, subject: SubjectId, sums: Figures) -> bool:
        return self._standard.is_off(subject, sums)

    def _is_settled(self, machine: Any, state: Any, day: int) -> bool:
        """Whether time alone can change nothing that is looked at."""
        if not isinstance(machine, PromiseMachine) or state.obligation not in COUNTED:
            return True
        p: Promise = state
        if p.made is None or not self._is_alone or self._standard.hangs_on_time:
            return False
        frame = frame_of(p, day)
        known = frame.exact and not frame.in_shares and all(b.ways[0] == b.ways[1] for b in buckets_of(p, day))
        return known and frame.day is None and (not frame.timed or _waits_for_records(p, frame))


def _waits_for_records(p: Promise, frame: Frame) -> bool:
    """Whether all that may still come true of a promise's terms is that something happens."""
    if isinstance(p.term("total"), Rated) or any(p.term(name) is not None for name in TIMED):
        return False
    whole = [] if WHOLE in p.met else [p.term("condition")]
    conditions = [*whole, *(condition for _, condition in frame.waiting)]
    return all(one is None or (isinstance(one, Occurred) and one.until is None) for one in conditions)


def proved(proof: Proof, moving: Moving, sight: Sight) -> Sequence[Merged] | None:
    """What is true of a subject in the end with all that is known, if it is sound at every state of knowledge."""
    steps = [moving.step(sight(point)) for point in moving.group.breakpoints]
    taken_up = taken_up_by([step.day for step in steps])
    checkpoints: dict[int, Checkpoint[Joint]] = {}
    at: Checkpoint[Joint] | None = None
    for number, step in enumerate(steps):
        if step.day is None:
            continue
        for event in step.events:
            proof.agenda.put(*event)
        at = checkpoints.pop(number, None) or proof.start()
        later = taken_up[number][::-1]
        kept = proof.run(at, step.day, [steps[n].day or 0 for n in later])
        if not proof.sound:
            return None
        checkpoints.update(zip(later, kept, strict=True))
    return () if at is None else proof.lasts(at)
