"""What events do to a commitment."""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from negotiation.domain.axes import Act, Episode, Notice, Observation, Pause
from negotiation.domain.book import Address
from negotiation.domain.clock import is_within
from negotiation.domain.events import Event
from negotiation.domain.events.about import actors_of, wholes_named
from negotiation.domain.events.commitments import (
    Acted,
    Amended,
    Closed,
    Committed,
    Decided,
    Observed,
    Performed,
    Reversed,
    Running,
    Withheld,
)
from negotiation.domain.events.common import Share
from negotiation.domain.events.instruments import EnteredIntoForce, InstrumentAction, Scheduled, Signed
from negotiation.domain.events.measures import MeasureTaken
from negotiation.domain.events.proposals import Answered, Proposed
from negotiation.domain.events.record import Contacted, Corrected, HeldValue, Retracted, Stated, Told
from negotiation.domain.events.talks import TalksStep
from negotiation.domain.figures import buckets_of, sizes_of
from negotiation.domain.ids import ActorId, SubjectId
from negotiation.domain.meaning import Moment, truth
from negotiation.domain.pouring import pour, pour_again
from negotiation.domain.powers import DETERMINE, has_power, may_answer, with_parties
from negotiation.domain.recurring import begin, period_of, rewrite
from negotiation.domain.resolve import Resolved
from negotiation.domain.state import LEAST, WHOLE, Closure, Delivery, Promise

Values = Mapping[Address, Any]

CLOSING = {
    "waived": "waived",
    "cancelled": "cancelled",
    "terminated": "terminated",
    "transferred": "superseded",
    "replaced": "superseded",
    "withdrawn": "withdrawn",
}
"""The phase that each closing word leads to."""


RENEWAL: tuple[Address, ...] = ((WHOLE, "renewal"), (WHOLE, "renewal.period"), (WHOLE, "renewal.unless"))
"""A renewal and its parts: a new one leaves nothing of the old one."""


def evolve(p: Promise, happened: Resolved, values: Values, day: int) -> None:
    """Change `p` by an event of `day`; an event about another subject changes nothing."""
    event = happened.event
    if not is_about(event, p.id) or _is_anothers(p, event):
        return
    _evolve(p, happened, values, day)
    if not isinstance(event, Performed | Decided):
        p.moved()  # a performance says itself what it changed, and so does a decision


def _evolve(  # noqa: C901, PLR0912 - one arm for each kind
    p: Promise, happened: Resolved, values: Values, day: int
) -> None:
    event = happened.event
    match event:
        case Proposed():
            if p.made is None:
                p.offers.append((event.id, values.get((WHOLE, "total"))))
                p.offered[event.proposal] = "open"
                p.offerers[event.proposal] = (event.by, event.to or ())
        case Committed():
            _commit(p, event, values, day)
        case Amended():
            _amend(p, event, values, day)
        case Performed():
            _perform(p, event, happened, values, day)
        case Reversed():
            _reverse(p, event, values, day)
        case Acted() | MeasureTaken():
            _act(p, event, values, (day, happened.minute))
        case Observed():
            if event.power is not None and not _has_power(p, event, event.power, day):
                p.void.append(event.id)
                return
            _observe(p, event, values, (day, happened.minute))
        case Withheld():
            _withhold(p, event, happened)
        case Decided():
            _decide(p, event, values, day)
        case Closed():
            by, back = parties(p, event.by), event.kind == "withdrawn"
            _answer(p, [s for s in event.subject if back and by & set(p.offerers.get(s, ((), ()))[0])], event.kind)
            for subject in event.subject:
                if subject.partition("/")[0] == p.id:
                    _close(p, event, subject, values, day)
        case Running():
            _run(p, event, happened, day)
        case Answered():
            made = p.offerers
            may = [s for s in event.subject if s in made and may_answer(made[s], event.by, p.organs)]
            _answer(p, may, event.kind)
        case TalksStep() | Signed() | InstrumentAction() | EnteredIntoForce() | Scheduled():
            pass
        case Told():
            if event.kind == "determined" and not _has_power(p, event, event.power or DETERMINE, day):
                p.void.append(event.id)
        case Contacted() | Stated() | HeldValue() | Corrected() | Retracted():
            pass
        case _:
            assert_never(event)


def is_about(event: Event, whole: SubjectId) -> bool:
    """Whether an event concerns the commitment itself, and is not only an anchor of its dates."""
    match event:
        case Performed(subject=subject):
            return subject == whole or subject.startswith(f"{whole}/")
        case Committed(commitment=commitment) | Proposed(commitment=commitment):
            return commitment == whole
        case Acted(bears_on=bears_on) | MeasureTaken(bears_on=bears_on):
            return any(b.subject.partition("/")[0] == whole for b in bears_on)
        case Reversed() | Answered():
            return True
        case Closed():
            return True
        case HeldValue(subject=subject):
            return subject.partition("/")[0] == whole
        case _:
            return whole in wholes_named(event)


def _is_anothers(p: Promise, event: Event) -> bool:
    """Of several debtors, whether this is another debtor's doing; what ends the whole, ends it for each of them."""
    if p.debtor_only is None or not isinstance(event, Performed | Acted | Withheld | Running | Closed):
        return False
    if isinstance(event, Closed) and event.kind not in {"cancelled", "withdrawn"}:
        return False
    actors = parties(p, actors_of(event))
    return p.debtor_only not in actors and any(a in p.debtor for a in actors)


def parties(p: Promise, actors: Iterable[ActorId]) -> set[ActorId]:
    """Who acts, an organ counted as itself and as its party."""
    return with_parties(actors, p.organs)


def _withhold(p: Promise, event: Withheld, happened: Resolved) -> None:
    """Only a debtor's own word is a notice; the same told by anybody else is void."""
    if not parties(p, [event.by]) & set(p.debtor):
        p.void.append(event.id)
        return
    since = (happened.days[0], happened.days[-1])
    p.notices[_bucket(event.subject)] = Notice(event.by, since, _reason(event), event.id)


def _answer(p: Promise, proposals: Iterable[SubjectId], word: str) -> None:
    for proposal in proposals:
        if p.offered.get(proposal) == "open":
            p.offered[proposal] = word


def _commit(p: Promise, event: Committed, values: Values, day: int) -> None:
    if p.made is not None:
        p.void.append(event.id)
        return
    p.made, p.made_day = event.id, day
    p.offers.clear()
    p.debtor, p.creditor, p.obligation = event.debtor, event.creditor, event.obligation
    _write(p, event, values, day)
    begin(p, day)
    pour_again(p, day)


def _amend(p: Promise, event: Amended, values: Values, day: int) -> None:
    is_over = p.closed is not None and not _adds(p, event, values, day)
    if p.made is None or is_over or not _may_amend(p, event, day):
        p.void.append(event.id)
        return
    again, p.closed = p.closed is not None, None
    _write(p, event, values, day)
    pour_again(p, day)
    if again:
        p.reopened |= {b.id: day for b in buckets_of(p, day) if b.standing not in {"met", "closed"}}


def _adds(p: Promise, event: Amended, values: Values, day: int) -> bool:
    """Whether both sides agree to more than what is satisfied: it is open again then, for what was added."""
    if p.closed is None or p.closed.phase != "satisfied" or p.obligation != "deliver" or event.consent is None:
        return False
    if not {*p.debtor, *p.creditor} <= parties(p, event.consent):
        return False
    more = p.copy()
    more.closed = None
    _write(more, event, values, day)
    pour_again(more, day)
    return any(b.standing not in {"met", "closed"} for b in buckets_of(more, day))


def _may_amend(p: Promise, event: Amended, day: int) -> bool:
    if event.rule is not None:
        return True
    if event.power is not None:
        return _has_power(p, event, event.power, day)
    needed = {*p.debtor, *p.creditor}
    return event.consent is not None and needed <= parties(p, event.consent)


def _has_power(p: Promise, event: Event, power: str, day: int) -> bool:
    return has_power(p.term("powers"), (event.kind, power), parties(p, actors_of(event)), Moment(p, day, p.id))


def _write(p: Promise, event: Committed | Amended, values: Values, day: int) -> None:
    if (WHOLE, "renewal") in values:
        for part in RENEWAL:
            p.terms.pop(part, None)
    for address, value in values.items():
        tranche, name = address
        if tranche and tranche not in p.tranches:
            p.tranches.append(tranche)
        if name == "listed":
            continue
        p.terms[address] = value
        if address == (WHOLE, "recurs"):
            rewrite(p, day)
        if address == (WHOLE, "window.until"):
            p.renewed.clear()
        if address in {(WHOLE, "window.until"), *RENEWAL}:
            p.judged.clear()
        p.wrote[address] = event.id
        p.wrote_on[address] = day
    p.written += 1
    p.moved()


def _perform(p: Promise, event: Performed, happened: Resolved, values: Values, day: int) -> None:
    tranche = _bucket(event.subject)
    gone = p.closed is not None and p.closed.phase != "satisfied"
    if gone or tranche in p.parts_closed or p.obligation not in {"deliver", "act"}:
        p.moved()
        p.outside.append(event.id)
        return
    count = values.get((WHOLE, "so_far"))
    amount = values.get((WHOLE, "quantity"), 1 if p.obligation == "act" else 0) or 0
    conforming = values.get((WHOLE, "conforming"), True) is not False
    if p.term("survives_breach") is False and _is_overdue(p, tranche, day, happened.minute):
        p.moved()
        p.outside.append(event.id)
        return
    barred = frozenset(p.parts_closed)
    amount = amount if count is None else count
    delivery = Delivery(
        event.id, day, happened.minute, happened.night, tranche, amount, conforming, barred,
        period_of(p, tranche, day), counts=count is not None,
    )  # fmt: skip
    p.deliveries.append(delivery)
    if isinstance(amount, Share):
        p.in_shares = True
        p.moved()
    before = dict(p.poured[LEAST].filled) if delivery.counts else {}  # what only adds takes nothing away
    pour(p, delivery, day)
    _reopen(p, before, day)


def _is_overdue(p: Promise, tranche: str, today: int, minute: int | None) -> bool:
    """Whether the tranche named, or the first one open, was overdue before the performance."""
    open_ = [b for b in buckets_of(p, today) if b.standing in {"upcoming", "today", "overdue"}]
    mine = [b for b in open_ if b.id == tranche] or open_[:1]
    late = [b for b in mine if b.standing == "today" and b.due is not None and b.due.minute < (minute or 0)]
    return bool(late) or any(b.standing == "overdue" and b.due is not None and not b.due.night for b in mine)


def _reverse(p: Promise, event: Reversed, values: Values, day: int) -> None:
    for index, delivery in enumerate(p.deliveries):
        if delivery.event == event.undoes:
            p.common = min(p.common, index)
            undone = values.get((WHOLE, "quantity"))
            undone = undone if isinstance(undone, int) else None
            left = delivery._replace(less=delivery.less + (undone or 0))
            p.deliveries[index] = left if undone is not None else delivery._replace(amount=0, less=0, counts=False)
            before = dict(p.poured[LEAST].filled)
            pour_again(p, day)
            _reopen(p, before, day)
            if p.closed is not None and p.closed.phase == "satisfied":
                p.closed = None  # what was undone had been the fulfilment itself
    for bucket, notice in list(p.notices.items()):
        if notice.event == event.undoes:
            del p.notices[bucket]
    for index, act in enumerate(p.acts):
        if act.event == event.undoes and act.within == "unknown":
            p.acts[index] = act._replace(within="undone")
    for index, episode in enumerate(p.episodes):
        if episode.cause == event.undoes and episode.ended is None:
            p.episodes[index] = episode._replace(ended=day, ended_by="undone")


def _reopen(p: Promise, before: Mapping[str, Any], day: int) -> None:
    """Where less is performed than before, what was satisfied by it is open again."""
    fewer = [b for b, had in before.items() if p.poured[LEAST].filled.get(b, 0) < had]
    if not fewer:
        return
    p.moved()
    p.reopened |= dict.fromkeys(fewer, day)
    if p.closed is not None and p.closed.phase == "satisfied":
        p.closed = None


def _act(p: Promise, event: Acted | MeasureTaken, values: Values, at: tuple[int, int | None]) -> None:
    day, minute = at
    for bearing in event.bears_on:
        if bearing.subject.partition("/")[0] != p.id:
            continue
        within = str(values.get((WHOLE, f"within:{bearing.subject}"), "unknown"))
        outside = p.obligation not in {"refrain", "maintain"} or not _binds(p, day, minute) or _is_gone(p, event)
        p.acts.append(Act(event.id, day, within, outside))
        if outside:
            p.outside.append(event.id)
        elif within == "true":
            p.episodes.append(Episode(day, event.id, p.id))


def _binds(p: Promise, day: int, minute: int | None) -> bool:
    """Whether a promise to refrain or maintain holds at a moment of a day, as far as the day has come."""
    if p.made is None or p.closed is not None:
        return False
    condition = p.term("condition")
    if condition is not None and WHOLE not in p.met and not truth(condition, Moment(p, day, p.id)):
        return False
    if any(not pause.bucket and (pause.agreed or pause.power is not None) for pause in p.pauses):
        return False  # while it is suspended by right, nothing falls within it
    return is_within(p, day, minute)


def _is_gone(p: Promise, event: Event) -> bool:
    """Whether an act is that of a debtor who had left before."""
    acting = parties(p, actors_of(event)) & set(p.debtor)
    return bool(acting) and acting <= set(p.gone)


def _observe(p: Promise, event: Observed, values: Values, at: tuple[int, int | None]) -> None:
    day, minute = at
    value = values.get((WHOLE, "value"))
    if value == "not-performed":
        p.unperformed.setdefault(_bucket(event.subject), []).append((event.id, day))
    elif value is not None and _binds(p, day, minute):
        p.observations.append(Observation(event.id, day, value))
    elif value is not None:
        p.outside.append(event.id)


def _decide(p: Promise, event: Decided, values: Values, day: int) -> None:
    if event.power is not None and not _has_power(p, event, event.power, day):
        p.moved()
        p.void.append(event.id)
        return
    tranche = _bucket(event.subject)
    quantity = values.get((WHOLE, "quantity"))
    if tranche and isinstance(quantity, int) and p.term("size", tranche) is None:
        if tranche not in p.tranches:
            p.tranches.append(tranche)
        p.terms[tranche, "decided-size"] = quantity
        p.wrote[tranche, "decided-size"] = event.id
        p.wrote_on[tranche, "decided-size"] = day
        p.written += 1
        pour_again(p, day)


def _close(p: Promise, event: Closed, subject: SubjectId, values: Values, day: int) -> None:
    if p.made is None or p.closed is not None or not _may_close(p, event, day):
        p.void.append(event.id)
        return
    tranche = _bucket(subject)
    if tranche and (tranche not in p.tranches or tranche in p.parts_closed or tranche in p.fills):
        p.void.append(event.id)
        return
    quantity = values.get((WHOLE, "quantity"))
    quantity = quantity if isinstance(quantity, int) else None
    closure = Closure(CLOSING[event.kind], day, (event.id,), _closing_reason(event))
    if quantity is not None:
        _discharge(p, event, tranche, quantity)
        return
    if not tranche and _stays_for_others(p, event):
        return
    if tranche:
        p.parts_closed[tranche] = closure
    else:
        p.closed = closure
    _end_episodes(p, day, "waiver" if event.kind == "waived" else "termination", tranche or None)


def _stays_for_others(p: Promise, event: Closed) -> bool:
    """Whether one of several debtors or creditors leaves a commitment that goes on for the others."""
    if event.kind not in {"cancelled", "withdrawn"}:
        return False
    p.gone += sorted(parties(p, event.by) & {*p.debtor, *p.creditor} - set(p.gone))
    debtors = {p.debtor_only} if p.debtor_only is not None else set(p.debtor)
    return not (debtors <= set(p.gone) or set(p.creditor) <= set(p.gone))


def _closing_reason(event: Closed) -> str:
    to = event.new_debtor or event.replaced_by
    return f"{event.kind} to {to}" if to else event.kind


def _may_close(p: Promise, event: Closed, day: int) -> bool:
    by = parties(p, event.by)
    if event.power is not None:
        return _has_power(p, event, event.power, day)
    match event.kind:
        case "waived":
            return bool(by & set(p.creditor))
        case "cancelled":
            return bool(by & set(p.debtor))
        case "terminated":
            return {*p.debtor, *p.creditor} <= by
        case "transferred" | "replaced" | "withdrawn":
            return bool(by & {*p.debtor, *p.creditor})


def _discharge(p: Promise, event: Closed, tranche: str, quantity: int) -> None:
    order = [tranche] if tranche else [*reversed(list(sizes_of(p)))]
    for bucket in order:
        size = sizes_of(p)[bucket]
        before = p.discharged.get(bucket, (0, "", event.id))[0]
        room = (
            quantity if size.high is None else max(0, size.high - int(p.poured[LEAST].filled.get(bucket, 0)) - before)
        )
        took = min(quantity, room)
        if took:
            p.discharged[bucket] = (before + took, CLOSING[event.kind], event.id)
            quantity -= took


def _end_episodes(p: Promise, day: int, how: str, scope: str | None) -> None:
    for index, episode in enumerate(p.episodes):
        mine = scope is None or episode.scope == f"{p.id}/{scope}"
        if episode.ended is None and mine:
            p.episodes[index] = episode._replace(ended=day, ended_by=how)


def _run(p: Promise, event: Running, happened: Resolved, day: int) -> None:
    if p.made is None or p.closed is not None:
        p.void.append(event.id)
        return
    if event.kind == "resumed":
        _resume(p, event, day)
        return
    if not _may_suspend(p, event, day):
        p.void.append(event.id)
        return
    agreed = {*p.debtor, *p.creditor} <= parties(p, (*event.by, *(event.consent or ())))
    coded = "power" in event.model_fields_set
    since = (happened.days[0], happened.days[-1])
    mine = [_bucket(s) for s in event.subject if s.partition("/")[0] == p.id]
    p.pauses += [Pause(event.by, since, event.power, coded, agreed, event.id, _reason(event), b) for b in mine]
    if WHOLE in mine and (agreed or p.term("tolls_on_suspension")) and p.tolling_since is None:
        p.tolling_since = day


def _may_suspend(p: Promise, event: Running, day: int) -> bool:
    """A party may, whatever that is worth; anybody else only with a power."""
    if event.power is not None:
        return _has_power(p, event, event.power, day)
    return bool(parties(p, event.by) & {*p.debtor, *p.creditor})


def _resume(p: Promise, event: Running, day: int) -> None:
    """End the suspensions of those who resume; all of them where every party does."""
    jointly = {*p.debtor, *p.creditor} <= parties(p, (*event.by, *(event.consent or ())))
    named = {_bucket(s) for s in event.subject if s.partition("/")[0] == p.id}
    meant = [pause for pause in p.pauses if jointly or parties(p, pause.by) & parties(p, event.by)]
    kept = [pause for pause in p.pauses if pause not in meant or not (WHOLE in named or pause.bucket in named)]
    if len(kept) == len(p.pauses):
        p.void.append(event.id)
        return
    p.pauses = kept
    tolling = any(pause.agreed for pause in kept) or (bool(kept) and bool(p.term("tolls_on_suspension")))
    if not tolling and p.tolling_since is not None:
        p.tolls.append((p.tolling_since, day))
        p.tolling_since = None


def _bucket(subject: str) -> str:
    return subject.partition("/")[2]


def _reason(event: Event) -> tuple[str, str] | None:
    reason = event.stated_reason
    return None if reason is None else (reason.speaker, reason.reason)
