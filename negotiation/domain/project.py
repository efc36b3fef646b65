"""A commitment's axes at the end of a day, each with the rule and the events that made it."""

from collections.abc import Iterator, Sequence
from itertools import chain
from operator import is_
from typing import Any

from negotiation.domain.axes import Due, Episode, Figures, Kind, Notice, Running
from negotiation.domain.clock import condition_causes, last_observation_valid, window_of
from negotiation.domain.figures import buckets_of, condition_of, counts_of, figures_of, figures_of_bucket, frame_of
from negotiation.domain.ids import EventId, SubjectId
from negotiation.domain.layers import Bucket, Frame, Part, Shown
from negotiation.domain.meaning import Day
from negotiation.domain.spans import span_of, tidy
from negotiation.domain.state import WHOLE, Promise
from negotiation.domain.wording import said
from negotiation.domain.words import Standing, word_for
from negotiation.domain.worlds import Facet

NONE = (0, 0)
"""Nothing performed, at the least and at the most."""


def project(p: Promise, day: int) -> Sequence[Facet]:
    """Every axis of the commitment and its tranches on a day; none before its first event.

    What did not change is the same object as on the day before, and is not even looked at again.
    """
    if p.debtor_only is not None and (p.debtor_only not in p.debtor or len(p.debtor) == 1):
        return ()
    me = p.id if p.debtor_only is None else SubjectId(f"{p.id}@{p.debtor_only}")
    if p.made is None:
        return [*_offered(p, me), *_without_effect(p, me)] if p.offers else ()
    if p.obligation not in {"deliver", "act"}:
        return [_kind(p, me, p.made), *_keep(p, me, day), _running(p, me, WHOLE), *_without_effect(p, me)]
    frame, buckets, last = frame_of(p, day), buckets_of(p, day), p.shown
    if last is None or last.frame is not frame:
        ground = _ground(p, frame)
        if last is None or last.ground != ground or frame.in_shares:
            rest = [_running(p, me, WHOLE), *_without_effect(p, me)]
            last = Shown(frame, ground, [], _kind(p, me, p.made), None, [], [], {}, rest, [])
        else:
            frame.causes = last.frame.causes
            last = last._replace(frame=frame)
    if last.buckets is not buckets:
        last = p.shown = _delivered(p, me, buckets, last)
    return last.facets


def _ground(p: Promise, frame: Frame) -> Any:
    """All that the axes of a promise to deliver or act rest on beside its buckets, what filled them and the episodes.

    Many a day changes nothing of it though it makes a new frame: a period begins, or a report is taken note of.
    """
    return (
        p.written, frame.exact, frame.in_shares, p.closed, p.pauses.copy(), p.parts_closed.copy(), p.discharged.copy(),
        p.met.copy(), p.met_by.copy(), p.notices.copy(), p.differences.copy(), p.outside.copy(), p.void.copy(),
        {bucket: len(told) for bucket, told in p.unperformed.items()}, len(p.seen), len(p.occurred),
    )  # fmt: skip


def _delivered(p: Promise, me: SubjectId, buckets: list[Bucket], last: Shown) -> Shown:
    """The axes of a promise to deliver or act whose buckets do not stand as they did."""
    late = [b for b, fill in p.fills.items() if not fill.in_time]
    key = [(b.id, b.standing, b.ways == NONE, b.due) for b in buckets], late, p.episodes.copy()
    whole = last.whole if key == last.key else [*_deliver(p, me, last.frame, buckets)]
    figures = [_figures(p, me, last.frame, buckets)] if p.obligation == "deliver" else []
    if figures == last.figures:
        figures = last.figures
    facets = [last.kind, *figures, *whole]
    parts: dict[str, Part] = {}
    if p.debtor_only is None:
        phase = _phase(p)[0]
        for b in buckets:
            if b.id:
                part = last.parts.get(b.id)
                if part is None or part.bucket is not b:
                    part = _part(p, last.frame, b, phase, part)
                parts[b.id] = part
                facets += part.facets
    facets += last.rest
    if len(facets) == len(last.facets) and all(map(is_, facets, last.facets)):
        facets = last.facets  # the same object, which tells that there is nothing new
    return Shown(last.frame, last.ground, buckets, last.kind, key, figures, whole, parts, last.rest, facets)


def _part(p: Promise, frame: Frame, b: Bucket, whole_phase: str, before: Part | None) -> Part:
    """The axes of a tranche that changed; often it is its figures alone, and what led to its status."""
    me = SubjectId(f"{p.id}/{b.id}")
    fillers, fill = tuple(p.fillers.get(b.id, ())), p.fills.get(b.id)
    episodes = [e for e in p.episodes if e.scope == me]
    in_time = fill is None or fill.in_time
    key = b.standing, b.ways == NONE, b.size, b.discharged, b.due, in_time, episodes
    if before is not None and before.bucket == b and before.key == key and before.fillers == fillers:
        return before._replace(bucket=b)
    figures: list[Facet] = []
    if p.obligation == "deliver":
        causes = (*dict.fromkeys((*_sizing(p, frame, b), *fillers)),)
        sums = figures_of_bucket(p, frame, b, shares=frame.in_shares)
        figures = [Facet(me, "figures", sums, "figures.tranche", causes)]
    if before is not None and before.key == key and b.standing != "met" and frame.exact:
        *axes, status, running = before.facets[len(figures) :]
        causes = _status_causes(p, before.led, fillers, before.undone)
        axes = [*axes, Facet(me, "status", status.value, "status.table", causes), running]
        return Part(b, key, fillers, before.led, before.undone, figures + axes)
    phase = _tranche_phase(p, b, whole_phase, fillers)
    undone = _reported_undone(p, b)
    axes = [*_tranche(p, frame, b, (whole_phase, *phase), undone)]
    return Part(b, key, fillers, phase[2], undone, figures + axes)


def _status_causes(
    p: Promise, led: Sequence[EventId], fillers: Sequence[EventId], undone: Sequence[EventId]
) -> tuple[EventId, ...]:
    made = (p.made,) if p.made is not None else ()
    return (*dict.fromkeys((*led, *fillers, *undone)),) or made


def _kind(p: Promise, me: SubjectId, made: EventId) -> Facet:
    waits = p.term("condition")
    condition = None if waits is None else said(waits)
    kind = Kind(p.obligation, p.debtor, p.creditor, p.term("unit"), p.term("act"), condition)
    return Facet(me, "kind", kind, "terms.version", p.writers((WHOLE, "unit"), (WHOLE, "act")) or (made,))


def _without_effect(p: Promise, me: SubjectId) -> Iterator[Facet]:
    """What is kept and counts for nothing: performances outside the commitment, and void acts."""
    if p.outside:
        yield Facet(me, "outside", tuple(sorted(p.outside)), "closed.outside", tuple(sorted(p.outside)))
    if p.void:
        yield Facet(me, "void", tuple(sorted(p.void)), "power.void", tuple(sorted(p.void)))


def _running(p: Promise, me: SubjectId, bucket: str) -> Facet:
    """Whether the whole runs, or a tranche, which stands still with the whole."""
    standing = [x for x in p.pauses if x.bucket in {WHOLE, bucket}] if p.closed is None else []
    pauses = tuple(sorted(standing, key=lambda x: x.event))
    rule = "running.suspended" if pauses else "running.runs"
    made = (p.made,) if p.made is not None else ()
    return Facet(me, "running", Running(pauses), rule, tuple(x.event for x in pauses) or made)


def _offered(p: Promise, me: SubjectId) -> Iterator[Facet]:
    events = tuple(event for event, _ in p.offers)
    total = span_of(next((t for _, t in reversed(p.offers) if t is not None), None))
    ends = set(p.offered.values())
    phase = next(iter(ends)) if len(ends) == 1 and not ends & {"open", "accepted"} else "proposed"
    yield Facet(me, "phase", phase, "phase.proposed", events)
    yield Facet(me, "status", phase, "status.table", events)
    number = tidy(total)
    figures = Figures(number, 0, number, 0, 0, number, 0, 0, 0)
    yield Facet(me, "figures", figures, "figures.proposed", events)


def _figures(p: Promise, me: SubjectId, frame: Frame, buckets: list[Bucket]) -> Facet:
    made = (p.made,) if p.made is not None else ()
    fillers = chain.from_iterable(p.fillers[b.id] for b in buckets if b.id in p.fillers)
    sizing = frame.causes.get("total")
    if sizing is None:
        addresses = ((t, n) for t in p.tranches for n in ("size", "decided-size"))
        sizing = frame.causes["total"] = p.writers((WHOLE, "total"), *addresses)
    differing = tuple(event for _, event in p.differences.values())
    reduced = tuple(EventId(event) for _, _, event in p.discharged.values())
    causes = (*dict.fromkeys((*made, *sizing, *fillers, *differing, *reduced)),)
    return Facet(me, "figures", figures_of(p, frame, buckets), "figures.sum", causes)


def _deliver(p: Promise, me: SubjectId, frame: Frame, buckets: list[Bucket]) -> Iterator[Facet]:
    """The axes of the whole beside its figures."""
    earliest = _earliest(buckets)
    late = any(not f.in_time for f in p.fills.values())
    made = (p.made,) if p.made is not None else ()
    phase, rule, causes = _phase(p)
    yield Facet(me, "phase", phase, rule, causes)
    due = _due(earliest, phase)
    set_by = _due_causes(p, frame, earliest) or made
    yield Facet(me, "due", due, _due_rule(p, earliest), set_by)
    yield Facet(me, "episodes", _closed_up(p.episodes), "episodes.clock", set_by)
    unmet = [b.id for b in buckets if b.standing not in {"met", "closed"}]
    notice = next((n for b in (WHOLE, *unmet) if unmet and (n := _notice(p, b))), None)
    yield Facet(me, "withheld", notice, "withheld.notice", (notice.event,) if notice else made)
    undone = [e for b in buckets for e in _reported_undone(p, b)]
    oldest_filled = max(earliest.ways) if earliest is not None else 0
    standing = Standing(
        p.obligation, phase, due.standing, is_suspended(p), late, oldest_filled > 0, bool(undone),
    )  # fmt: skip
    yield Facet(me, "status", word_for(standing), "status.table", (*dict.fromkeys((*causes, *undone)),))


def _tranche(
    p: Promise, frame: Frame, b: Bucket, phases: tuple[str, str, str, tuple[EventId, ...]], undone: list[EventId]
) -> Iterator[Facet]:
    """The axes of a tranche beside its figures: from the phase of the whole, and its own with its rule and causes."""
    me = SubjectId(f"{p.id}/{b.id}")
    made = (p.made,) if p.made is not None else ()
    whole_phase, phase, rule, causes = phases
    yield Facet(me, "phase", phase, rule, causes or made)
    due = _due(b, phase)
    set_by = _due_causes(p, frame, b) or made
    yield Facet(me, "due", due, _due_rule(p, b), set_by)
    mine = _closed_up([e for e in p.episodes if e.scope == me])
    yield Facet(me, "episodes", mine, "episodes.clock", set_by)
    notice = _notice(p, b.id) or _notice(p, WHOLE)
    notice = None if b.standing in {"met", "closed"} else notice
    yield Facet(me, "withheld", notice, "withheld.notice", (notice.event,) if notice else made)
    late = b.id in p.fills and not p.fills[b.id].in_time
    waits = phase == "conditional" and whole_phase == "in force"
    said = "in force" if waits else phase
    standing = Standing(p.obligation, said, due.standing, is_suspended(p), late, max(b.ways) > 0, bool(undone))
    word_causes = _status_causes(p, causes, p.fillers.get(b.id, ()), undone)
    yield Facet(me, "status", word_for(standing), "status.table", word_causes)
    yield _running(p, me, b.id)


def _sizing(p: Promise, frame: Frame, b: Bucket) -> tuple[EventId, ...]:
    """What made the size of a tranche; for the rest of the total, that and the sizes of the others."""
    key = "size", b.id
    found = frame.causes.get(key)
    if found is None:
        found = frame.causes[key] = _sized_by(p, b)
    return found


def _sized_by(p: Promise, b: Bucket) -> tuple[EventId, ...]:
    named = ("size", "decided-size")
    if p.term("size", b.id) == "rest":
        return p.writers((WHOLE, "total"), *((t, name) for t in p.tranches for name in named))
    return p.writers(*((b.id, name) for name in (*named, "listed"))) or p.writers((WHOLE, "total"))


def is_suspended(p: Promise) -> bool:
    """Whether the whole is suspended, and not a tranche alone."""
    return any(not pause.bucket for pause in p.pauses)


def _reported_undone(p: Promise, b: Bucket) -> list[EventId]:
    """Reports, from the due day on, that an overdue bucket was not performed."""
    if b.standing != "overdue" or b.due is None:
        return []
    told = [*p.unperformed.get(b.id, []), *(p.unperformed.get(WHOLE, []) if b.id else [])]
    return [event for event, day in told if day >= b.due.day]


def _phase(p: Promise) -> tuple[str, str, tuple[EventId, ...]]:
    made = (p.made,) if p.made is not None else ()
    if p.closed is not None:
        rule = "phase.satisfied" if p.closed.phase == "satisfied" else "phase.closed"
        return p.closed.phase, rule, p.closed.events or made
    if p.term("condition") is not None and WHOLE not in p.met:
        return "conditional", "phase.condition", made
    condition = p.term("condition")
    met = condition_causes(p, condition) if condition is not None else ()
    return "in force", "phase.in-force", (*made, *met)


def _tranche_phase(
    p: Promise, b: Bucket, whole_phase: str, fillers: tuple[EventId, ...]
) -> tuple[str, str, tuple[EventId, ...]]:
    if b.standing == "met":
        return "satisfied", "phase.satisfied", fillers
    if b.id in p.parts_closed:
        return p.parts_closed[b.id].phase, "phase.closed", p.parts_closed[b.id].events
    if b.id in p.discharged and b.left == (0, 0):
        _, phase, event = p.discharged[b.id]
        return phase, "phase.closed", (event,)
    if b.size == (0, 0):
        return "superseded", "phase.closed", p.writers((b.id, "size"))
    if b.standing == "closed" and p.closed is not None:
        return p.closed.phase, "phase.closed", p.closed.events
    if whole_phase == "conditional" or b.standing == "not due":
        return "conditional", "phase.condition", p.writers((b.id, "condition"), (WHOLE, "each_tranche.condition"))
    return "in force", "phase.in-force", p.met_by.get(b.id, ())


def _earliest(buckets: list[Bucket]) -> Bucket | None:
    """The bucket that `due` speaks of: the earliest unmet; the last one where all are met."""
    open_ = [b for b in buckets if b.standing not in {"met", "closed"}]
    due = [b for b in open_ if b.due is not None and b.standing != "not due"]
    if due:
        return min(due, key=lambda b: b.due or (0,))
    return open_[0] if open_ else (buckets[-1] if buckets else None)


def _due(b: Bucket | None, phase: str) -> Due:
    if b is None or (b.standing == "closed" and phase != "satisfied"):
        return Due("none", None)
    standing = "met" if b.standing in {"met", "closed"} else "not due" if phase == "conditional" else b.standing
    if b.due is None:
        return Due("none" if standing == "upcoming" else standing, None)
    return Due(standing, b.due.day, b.due.night)


def _due_rule(p: Promise, b: Bucket | None) -> str:
    if b is None or b.due is None:
        return "due.none"
    if b.standing == "not due" or condition_of(p, b.id) is not None:
        return "due.condition"
    return "due.night" if b.due.night else "due.day"


def _due_causes(p: Promise, frame: Frame, b: Bucket | None) -> tuple[EventId, ...]:
    if b is None:
        return ()
    key = "due", b.id, b.standing == "not due"
    found = frame.causes.get(key)
    if found is None:
        found = frame.causes[key] = _due_set_by(p, b)
    return found


def _due_set_by(p: Promise, b: Bucket) -> tuple[EventId, ...]:
    writers = p.writers((b.id, "due")) or p.writers((WHOLE, "each_tranche.due"), (WHOLE, "due"))
    conditions = p.writers((b.id, "condition"), (WHOLE, "each_tranche.condition"))
    held = conditions if condition_of(p, b.id) is not None or b.standing == "not due" else ()
    return (*dict.fromkeys((*writers, *held, *p.met_by.get(b.id, ()))),)


def _notice(p: Promise, bucket: str) -> Notice | None:
    return p.notices.get(bucket) if p.closed is None else None


def _keep(p: Promise, me: SubjectId, day: int) -> Iterator[Facet]:
    made = (p.made,) if p.made is not None else ()
    start, until = window_of(p, day)
    acted = tuple(a.event for a in p.acts)
    phase, rule, causes = _kept_phase(p, made)
    yield Facet(me, "phase", phase, rule, causes)
    writers = p.writers((WHOLE, "window.from"), (WHOLE, "window.until")) or made
    yield Facet(me, "window", (start, until), "window.renewed" if p.renewed else "window.terms", writers)
    yield Facet(me, "due", Due("none", until), "window.renewed" if p.renewed else "window.terms", writers)
    yield Facet(me, "withheld", _notice(p, WHOLE), "withheld.notice", made)
    listed = tuple(sorted((a.event, a.within, a.outside) for a in p.acts))
    yield Facet(me, "acts", listed, "act.within", acted or made)
    seen = tuple(sorted((o.event, o.day, o.value) for o in p.observations))
    yield Facet(me, "observations", seen, "level.observed", tuple(e for e, _, _ in seen) or made)
    episodes = _closed_up(p.episodes)
    by = tuple(EventId(e.cause) for e in episodes if e.cause != "clock")
    yield Facet(me, "episodes", episodes, "act.within" if acted else "level.observed", by or made)
    yield Facet(
        me,
        "status",
        word_for(_standing(p, phase, day, start)),
        "status.table",
        (*dict.fromkeys((*causes, *acted, *by)),),
    )


def _kept_phase(p: Promise, made: tuple[EventId, ...]) -> tuple[str, str, tuple[EventId, ...]]:
    if p.closed is not None:
        rule = "phase.window" if p.closed.reason == "the window closed" else "phase.closed"
        return p.closed.phase, rule, p.closed.events or made
    if p.term("condition") is not None and WHOLE not in p.met:
        return "conditional", "phase.condition", made
    return "in force", "phase.in-force", made


def _standing(p: Promise, phase: str, day: int, start: int | None) -> Standing:
    kept = {"false"} if phase == "ended" else {"false", "undone"}
    binding = [a for a in p.acts if not a.outside and a.within not in kept]
    undone = {e.cause for e in p.episodes if e.ended_by == "undone"}
    binding = [a for a in binding if a.event not in undone or phase == "ended"]
    acts = "true" if any(a.within == "true" for a in binding) else "unknown" if binding else "none"
    open_level = [e for e in p.episodes if e.scope == "observed" and (e.ended is None or phase == "ended")]
    valid = last_observation_valid(p)
    observed = "none" if not p.observations else "stale" if valid is not None and day > valid else "current"
    if observed == "stale" and phase != "ended":
        open_level = []
    return Standing(
        p.obligation, phase, "none", is_suspended(p), acts=acts, exceeded=bool(open_level), observed=observed,
        has_level=p.term("level") is not None, started=p.term("window.from") is None if start is None else day >= start,
        closing="" if p.closed is None else p.closed.reason,
    )  # fmt: skip


def signals_of(p: Promise, day: int) -> Iterator[tuple[tuple[str, SubjectId], bool | Day | tuple[int, int] | None]]:
    """What dates, totals and conditions of other subjects may ask of the commitment and its tranches."""
    in_force = _phase(p)[0] == "in force"
    yield ("in_force", p.id), in_force
    yield ("running", p.id), in_force and not is_suspended(p)
    if p.obligation not in {"deliver", "act"}:
        until = window_of(p, day)[1]
        yield ("overdue", p.id), False
        yield ("completed", p.id), p.closed is not None and p.closed.phase == "satisfied"
        yield ("due", p.id), None if until is None else Day(until)
        return
    buckets = buckets_of(p, day)
    yield from counts_of(p, buckets)
    yield ("overdue", p.id), any(b.standing == "overdue" for b in buckets)
    done = p.closed is not None and p.closed.phase == "satisfied"
    yield ("completed", p.id), done or (bool(buckets) and all(b.standing == "met" for b in buckets))
    earliest = _earliest(buckets)
    yield ("due", p.id), None if earliest is None else earliest.due
    for bucket in buckets:
        if bucket.id:
            part = SubjectId(f"{p.id}/{bucket.id}")
            open_ = in_force and bucket.standing in {"upcoming", "today", "overdue"}
            yield ("overdue", part), bucket.standing == "overdue"
            yield ("completed", part), bucket.standing == "met"
            yield ("in_force", part), open_
            yield ("running", part), open_ and not any(pause.bucket in {WHOLE, bucket.id} for pause in p.pauses)
            yield ("due", part), bucket.due


def _closed_up(episodes: list[Episode]) -> tuple[Episode, ...]:
    return tuple(sorted(episodes, key=lambda e: (e.since, e.scope, e.cause)))
