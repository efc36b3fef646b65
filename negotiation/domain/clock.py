"""What time alone does to a commitment: due days passing, conditions coming true, windows closing, renewals."""

from collections.abc import Iterable, Iterator
from typing import Any

from negotiation.domain.axes import Episode, Observation, Pause
from negotiation.domain.events.commitments import Rated
from negotiation.domain.figures import (
    buckets_of,
    due_of,
    due_term,
    figures_of,
    frame_of,
    in_time,
    may_grow,
    subject_of,
    total_of,
)
from negotiation.domain.ids import EventId
from negotiation.domain.layers import Bucket
from negotiation.domain.meaning import (
    MIDNIGHT,
    SIMPLE,
    Day,
    Moment,
    anchors,
    before,
    date_of,
    dates_in,
    dependencies,
    matches,
    patterns,
    shifted,
    truth,
)
from negotiation.domain.pouring import pour_again
from negotiation.domain.recurring import begin, next_period, wakes_of
from negotiation.domain.state import WHOLE, Closure, Promise
from negotiation.domain.words import RAN_OUT, UNOBSERVED, WINDOW_CLOSED

ENDINGS = (("lapses_when", "lapsed"), ("expires_when", "expired"))
"""Terms that end a commitment, and the phase that they lead to."""


WAITED_FOR = ("condition", "lapses_when", "expires_when", "suspended_while", "due", "from", "until", "unless")
"""Terms that may change their meaning on a day on which nothing happens."""


def dawn(p: Promise, day: int) -> None:
    """Change `p` by what ended with the day before: before the events of `day`."""
    if p.made is not None and p.obligation in {"refrain", "maintain"}:
        _window(p, day)
    begin(p, day)


def clock(p: Promise, day: int) -> None:
    """Change `p` by what is true at the end of `day`; the same however often it is asked."""
    if p.made is None:
        return
    if frame_of(p, day).timed:
        begin(p, day)
        _follow(p, day)
        _conditions(p, day)
        _endings(p, day)
        _term_pause(p, day)
    if p.obligation in {"refrain", "maintain"}:
        _window(p, day)
        _notices(p, day)
        _levels(p)
    else:
        _judge_again(p, day)
        _dues(p, day)
        _completion(p, day)


def wakes(p: Promise, day: int) -> Iterable[int]:
    """Days on which the clock has to look again; those that are over may be among them."""
    if p.made is None or p.closed is not None:
        return ()
    frame = frame_of(p, day)
    if frame.wakes is None:
        frame.wakes = tuple(_wakes(p, day))
    return frame.wakes


def _wakes(p: Promise, day: int) -> Iterator[int]:
    moment = Moment(p, day, p.id)
    for (_, name), value in p.terms.items():
        if name.endswith(WAITED_FOR):
            yield from dates_in(value, moment)
    if p.obligation in {"refrain", "maintain"}:
        start, until = window_of(p, day)
        if start is not None:
            yield start
        if until is not None:
            yield until + 1
            yield _notice_day(p, until)
        last = last_observation_valid(p)
        if last is not None:
            yield last + 1
    else:
        yield from wakes_of(p)
        for due in frame_of(p, day).dues.values():
            if due is not None:
                yield due.day
                yield due.day + 1


def window_of(p: Promise, day: int) -> tuple[int | None, int | None]:
    """First and last day of the window, both inclusive, with renewals; `None` where open or not yet known."""
    start, until = bounds_of(p, day)
    return None if start is None else start.day, None if until is None else until.day


def bounds_of(p: Promise, day: int) -> tuple[Day | None, Day | None]:
    """The same, with the minutes at which it begins and ends where the terms name them."""
    moment = Moment(p, day, p.id)
    until = date_of(p.term("window.until"), moment)
    return date_of(p.term("window.from"), moment), Day(p.renewed[-1]) if p.renewed else until


def is_within(p: Promise, day: int, minute: int | None) -> bool:
    """Whether a moment of a day is one of the window; of its first and last day any that has no time of day is."""
    start, until = bounds_of(p, day)
    if start is None and p.term("window.from") is not None:
        return False  # its first day is not known yet
    if minute is None:
        minute = MIDNIGHT if until is None or day != until.day else until.minute
    begins = (0, 0) if start is None else (start.day, 0 if start.minute == MIDNIGHT else start.minute)
    ends = (day, MIDNIGHT) if until is None else (until.day, until.minute)
    return begins <= (day, minute) <= ends


def last_observation_valid(p: Promise) -> int | None:
    """The last day that the latest observation speaks for, where the terms limit that."""
    level = p.term("level")
    if level is None or level.observation_valid is None or not p.observations:
        return None
    return shifted(latest_observation(p).day, level.observation_valid)


def condition_causes(p: Promise, condition: Any) -> tuple[EventId, ...]:
    """The events that a condition names or has met."""
    named = [id_ for id_ in anchors(condition) if id_ in p.occurred]
    for pattern in patterns(condition):
        named += [e.id for e, _ in p.seen if matches(pattern, e, p.id) or getattr(e, "subject", None) is not None]
    return tuple(dict.fromkeys(named))


def _follow(p: Promise, day: int) -> None:
    """Count the performances anew where the total follows from others and has changed."""
    if isinstance(p.term("total"), Rated) and p.poured_for != total_of(p):
        p.poured_for = total_of(p)
        pour_again(p, day)


def _conditions(p: Promise, day: int) -> None:
    if p.term("condition") is not None and WHOLE not in p.met and truth(p.term("condition"), Moment(p, day, p.id)):
        p.met[WHOLE] = day
        p.moved()
    for bucket, condition in frame_of(p, day).waiting:
        subject = subject_of(p, bucket)
        if truth(condition, Moment(p, day, subject)):
            p.met[bucket] = day
            p.moved()
            p.met_by[bucket] = tuple(
                e.id for e, _ in p.seen for pattern in patterns(condition) if matches(pattern, e, subject)
            )


def _endings(p: Promise, day: int) -> None:
    for name, phase in ENDINGS:
        condition = p.term(name)
        if condition is not None and p.closed is None and truth(condition, Moment(p, day, p.id)):
            by = p.writers((WHOLE, name))
            p.closed = Closure(phase, day, by, f"the term {name} came true")
            p.moved()
            _end_open(p, day, "termination")


def _term_pause(p: Promise, day: int) -> None:
    """Suspend the commitment while its terms say so, and no longer."""
    condition = p.term("suspended_while")
    if condition is None or p.closed is not None:
        return
    standing = next((pause for pause in p.pauses if pause.by_terms), None)
    holds = truth(condition, Moment(p, day, p.id)) is True
    if holds and standing is None:
        by = p.wrote[WHOLE, "suspended_while"]
        p.pauses.append(Pause((), (day, day), None, coded=False, agreed=True, event=by, reason=None, by_terms=True))
        if p.term("tolls_on_suspension") and p.tolling_since is None:
            p.tolling_since = day
        p.moved()
    elif not holds and standing is not None:
        p.moved()
        p.pauses.remove(standing)
        if not p.pauses and p.tolling_since is not None:
            p.tolls.append((p.tolling_since, day))
            p.tolling_since = None


def _judge_again(p: Promise, day: int) -> None:
    """Judge the performances of a day anew where they were due on a day that other subjects moved on the same day."""
    for bucket, fill in p.fills.items():
        address = due_term(p, bucket) if fill.day == day else None
        waits = None if address is None else p.terms[address]
        if type(waits) not in SIMPLE and any(True for _ in dependencies(waits)):
            last = next(d for d in p.deliveries if d.event == fill.event)
            p.moved()
            p.fills[bucket] = fill._replace(in_time=in_time(due_of(p, bucket, day), last))


def _dues(p: Promise, day: int) -> None:
    buckets, before = buckets_of(p, day), p.seen_to
    if buckets is before:
        return
    for place, bucket in enumerate(buckets):
        if place < len(before) and before[place] is bucket:
            continue  # nothing of it changed
        scope = subject_of(p, bucket.id)
        open_ = next((i for i, e in enumerate(p.episodes) if e.scope == scope and e.ended is None), None)
        if bucket.standing == "overdue" and open_ is None and bucket.due is not None:
            p.stirred(bucket.id)
            since = max(bucket.due.day + 1, p.made_day, p.reopened.get(bucket.id, 0))
            p.episodes.append(Episode(since, "clock", scope))
        elif bucket.standing != "overdue" and open_ is not None:
            p.stirred(bucket.id)
            p.episodes[open_] = p.episodes[open_]._replace(ended=day, ended_by=_mended(p, bucket))
        elif bucket.standing == "met" and bucket.id in p.fills and not p.fills[bucket.id].in_time and open_ is None:
            _late_at_once(p, bucket, scope)
    p.seen_to = buckets


def _completion(p: Promise, day: int) -> None:
    """Close what is wholly performed, or performed and otherwise discharged."""
    if p.closed is not None:
        return
    buckets = buckets_of(p, day)
    if not buckets or any(b.standing not in {"met", "closed"} for b in buckets):
        return
    if (p.term("condition") is not None and WHOLE not in p.met) or may_grow(p) or next_period(p) is not None:
        return
    if figures_of(p, frame_of(p, day), buckets).outstanding != 0:
        return
    p.moved()
    fillers = tuple(dict.fromkeys(e for b in buckets for e in p.fillers.get(b.id, [])))
    if fillers:
        p.closed = Closure("satisfied", day, fillers, "performed")
    elif p.parts_closed:
        last = max(p.parts_closed.values(), key=lambda c: (c.day, c.events))
        p.closed = Closure(last.phase, day, last.events, last.reason)
    elif p.discharged:
        by = tuple(EventId(event) for _, _, event in p.discharged.values())
        _, phase, _ = list(p.discharged.values())[-1]
        p.closed = Closure(phase, day, by, "discharged")


def _late_at_once(p: Promise, bucket: Bucket, scope: str) -> None:
    """A performance after the due minute, or on the very day after the due day: late, though no day ended overdue."""
    if bucket.due is not None and not any(e.scope == scope for e in p.episodes):
        p.stirred(bucket.id)
        filled = p.fills[bucket.id].day
        p.episodes.append(Episode(min(bucket.due.day + 1, filled), "clock", scope, filled, "cure"))


def _mended(p: Promise, bucket: Bucket) -> str:
    if bucket.standing == "met" or (bucket.standing == "upcoming" and bucket.left == (0, 0)):
        return "cure"
    if bucket.standing == "closed":
        how = p.discharged.get(bucket.id)
        return "waiver" if how is not None and how[1] == "waived" else "termination"
    return "amendment"


def _levels(p: Promise) -> None:
    """Open and end episodes by what was observed, each dated to its observation."""
    if p.closed is not None or not p.observations:
        return
    latest = latest_observation(p)
    broken = is_broken(p, latest.value)
    open_ = next((i for i, e in enumerate(p.episodes) if e.scope == "observed" and e.ended is None), None)
    if broken and open_ is None and not any(e.cause == latest.event for e in p.episodes):
        p.episodes.append(Episode(latest.day, latest.event, "observed"))
    elif not broken and open_ is not None:
        p.episodes[open_] = p.episodes[open_]._replace(ended=latest.day, ended_by="observation")


def latest_observation(p: Promise) -> Observation:
    """The last one by its day; of one day, the one that came last in it."""
    return max(enumerate(p.observations), key=lambda one: (one[1].day, one[0]))[1]


def is_broken(p: Promise, value: int | str) -> bool:
    """Whether an observation lies outside what was to be maintained."""
    if isinstance(value, str):
        return value == "not-kept"
    level = p.term("level")
    if level is None:
        return False
    over = level.at_most is not None and value > level.at_most
    return over or (level.at_least is not None and value < level.at_least)


def _window(p: Promise, day: int) -> None:
    """Close a window that ended before `day`, or prolong it as the terms say."""
    while p.closed is None:
        _, until = window_of(p, day)
        if until is None or day <= until:
            return
        period = p.term("renewal.period")
        if period is not None and shifted(until, period) > until and not _is_stopped(p, until, day):
            p.moved()
            p.renewed.append(shifted(until, period))
            p.judged.clear()
            continue
        p.moved()
        phase, reason = _closing(p, day)
        p.closed = Closure(phase, until + 1, p.writers((WHOLE, "window.until")), reason)
        _end_open(p, until + 1, "window closed")


def _notice_day(p: Promise, until: int) -> int:
    """The day at whose end it is judged whether a renewal is stopped."""
    renewal = p.term("renewal")
    return until if renewal is None or renewal.notice is None else before(until, renewal.notice)


def _is_stopped(p: Promise, until: int, day: int) -> bool:
    """Whether what stops a renewal was so when it had to be: once judged, for good."""
    if until not in p.judged:
        p.judged[until] = truth(p.term("renewal.unless"), Moment(p, day, p.id)) is True
    return p.judged[until]


def _notices(p: Promise, day: int) -> None:
    """Judge at the end of its day whether the next renewal is stopped."""
    _, until = window_of(p, day)
    if p.closed is None and p.term("renewal") is not None and until is not None and _notice_day(p, until) <= day:
        _is_stopped(p, until, day)


def _closing(p: Promise, day: int) -> tuple[str, str]:
    """The phase in which a window closes, and why."""
    if p.term("condition") is not None and WHOLE not in p.met:
        return "expired", "the window closed before its condition was true"
    if any(a.within != "false" and not a.outside for a in p.acts) or p.episodes:
        return "ended", WINDOW_CLOSED
    if p.pauses:
        return "lapsed", WINDOW_CLOSED
    if p.term("level") is not None and not p.observations:
        return "lapsed", UNOBSERVED
    last, (_, until) = last_observation_valid(p), window_of(p, day)
    if last is not None and until is not None and last < until:
        return "lapsed", RAN_OUT
    return "satisfied", WINDOW_CLOSED


def _end_open(p: Promise, day: int, how: str) -> None:
    for index, episode in enumerate(p.episodes):
        if episode.ended is None:
            p.episodes[index] = episode._replace(ended=day, ended_by=how)
