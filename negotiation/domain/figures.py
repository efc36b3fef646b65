"""The sums of a `deliver` commitment: what is performed, what is left, and which part of it is due.

performed + outstanding + discharged_otherwise = total + difference
outstanding = upcoming + overdue + not_due
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from negotiation.domain.book import Address
from negotiation.domain.events.commitments import Range
from negotiation.domain.ids import SubjectId
from negotiation.domain.meaning import Day, Moment, date_of
from negotiation.domain.state import WHOLE, Delivery, Fill, Promise

NOON = 12 * 60


class Span(NamedTuple):
    """A figure known to lie between two, both included; `None` above is no known ceiling."""

    low: int
    high: int | None


Number = int | Span


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums of one commitment or tranche on one day, in one world."""

    total: Number | None
    performed: Number
    outstanding: Number
    upcoming: Number
    overdue: Number
    not_due: Number
    discharged_otherwise: Number
    excess: int
    difference: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """A tranche, or what belongs to none, as it stands on a day."""

    id: str
    size: Span
    filled: int
    discharged: int
    due: Day | None
    standing: str
    """`met`, `upcoming`, `today`, `overdue`, `not due` or `closed`."""

    @property
    def left(self) -> Span:
        taken = self.filled + self.discharged
        high = None if self.size.high is None else max(0, self.size.high - taken)
        return Span(max(0, self.size.low - taken), high)


def span_of(value: int | Range | str | None) -> Span:
    """A written figure as a span; what is unknown is anything from none."""
    match value:
        case int():
            return Span(value, value)
        case Range(min=low, max=high):
            return Span(low, high)
        case _:
            return Span(0, None)


def tidy(span: Span) -> Number:
    """One number where the span is one."""
    return span.low if span.low == span.high else span


def total_of(p: Promise) -> Span:
    """The total and the declared differences that hold with it."""
    total = span_of(p.term("total")) if ("", "total") in p.terms else Span(0, None)
    if p.obligation == "act":
        total = Span(1, 1)
    return plus(total, difference_of(p))


def difference_of(p: Promise) -> int:
    """What a reading's figures are declared to differ by from its total."""
    return sum(value for value, _ in p.differences.values())


def plus(span: Span, number: int) -> Span:
    """The span moved up by a number."""
    return Span(span.low + number, None if span.high is None else span.high + number)


def sizes_of(p: Promise) -> dict[str, Span]:
    """Every bucket's size: the tranches', and what the total has beyond them."""
    total = total_of(p)
    sizes: dict[str, Span] = {}
    rest: list[str] = []
    for tranche in p.tranches:
        written = p.term("size", tranche)
        if written == "rest":
            rest.append(tranche)
        else:
            sizes[tranche] = span_of(written) if written is not None else _decided(p, tranche)
    known = sum(s.low for s in sizes.values())
    all_known = all(s.low == s.high for s in sizes.values())
    for tranche in rest:
        high = None if total.high is None else max(0, total.high - known)
        low = max(0, total.low - known) if all_known and len(rest) == 1 else 0
        sizes[tranche] = Span(low, high)
    sizes = {t: _at_most(s, total, known) for t, s in sizes.items()}
    if not rest:
        low = max(0, total.low - known) if all_known else 0
        high = None if total.high is None else max(0, total.high - known)
        if high is None or high > 0 or not p.tranches:
            sizes[WHOLE] = Span(low, high)
    return sizes


def _at_most(size: Span, total: Span, known: int) -> Span:
    if size.high is None and total.high is not None:
        return Span(size.low, max(size.low, total.high - known + size.low))
    return size


def _decided(p: Promise, tranche: str) -> Span:
    decided = p.term("decided-size", tranche)
    return Span(0, None) if decided is None else Span(decided, decided)


def due_of(p: Promise, bucket: str, today: int) -> Day | None:
    """The day on which a bucket is due, with tolling, or nothing where none is set."""
    address = due_term(p, bucket)
    due = None if address is None else date_of(p.terms[address], Moment(p, today, subject_of(p, bucket)))
    if due is None or address is None:
        return None
    due = due._replace(day=_tolled(p, due.day, p.wrote_on.get(address, 0)))
    met = max(p.met.get(WHOLE, 0), p.met.get(bucket, 0) if condition_of(p, bucket) is not None else 0)
    return Day(met) if met > due.day else due


def due_term(p: Promise, bucket: str) -> Address | None:
    """Where the terms say when a bucket is due: for itself, for every tranche, or for the whole."""
    written = ((bucket, "due"), (WHOLE, "each_tranche.due"), (WHOLE, "due"))
    return next((address for address in written if p.terms.get(address) is not None), None)


def _tolled(p: Promise, day: int, written: int) -> int:
    """A due day moved by the suspensions that began before it and after it was set."""
    for start, end in p.tolls:
        if start <= day:
            day += max(0, end - max(start, written))
    return day


def condition_of(p: Promise, bucket: str) -> Any:
    """The condition that a bucket waits for, beside the commitment's own."""
    if (bucket, "condition") in p.terms and bucket != WHOLE:
        return p.terms[bucket, "condition"]
    return p.terms.get((WHOLE, "each_tranche.condition"))


def subject_of(p: Promise, bucket: str) -> SubjectId:
    """The subject's id of a bucket."""
    return SubjectId(f"{p.id}/{bucket}") if bucket else p.id


def buckets_of(p: Promise, today: int) -> list[Bucket]:
    """Every bucket as it stands at the end of `today`, tranches in the order of the terms."""
    found: list[Bucket] = []
    for bucket, size in sizes_of(p).items():
        due = due_of(p, bucket, today)
        filled = p.filled.get(bucket, 0)
        discharged = p.discharged.get(bucket, (0, "", ""))[0]
        found.append(Bucket(bucket, size, filled, discharged, due, _standing(p, bucket, size, due, today)))
    return found


def _standing(p: Promise, bucket: str, size: Span, due: Day | None, today: int) -> str:
    if p.tranches and bucket and size == (0, 0):
        return "closed"
    taken = p.filled.get(bucket, 0) + p.discharged.get(bucket, (0, "", ""))[0]
    if size.low == size.high and taken >= size.low and (size.low > 0 or not p.tranches):
        return "met" if p.filled.get(bucket, 0) >= size.low else "closed"
    if p.closed is not None or bucket in p.parts_closed:
        return "closed"
    if WHOLE not in p.met and p.term("condition") is not None:
        return "not due"
    if condition_of(p, bucket) is not None and bucket not in p.met:
        return "not due"
    if due is None or today < due.day or (p.tolling_since is not None and p.tolling_since <= due.day):
        return "upcoming"
    return "today" if today == due.day else "overdue"


def figures_of(p: Promise, buckets: list[Bucket]) -> Figures:
    """The sums of the whole commitment."""
    difference = difference_of(p)
    performed = sum(b.filled for b in buckets)
    total = plus(total_of(p), -difference)
    total = total._replace(low=max(total.low, performed - difference)) if total.high is None else total
    discharged = sum(b.discharged for b in buckets)
    exact = all(b.size.low == b.size.high for b in buckets)
    if exact and p.tranches:
        left = Span(*(sum(b.left.low for b in buckets),) * 2)
    else:
        whole = plus(total, difference - performed - discharged)
        left = Span(max(0, whole.low), None if whole.high is None else max(0, whole.high))
    if p.closed is not None:
        gone = plus(left, discharged)
        return Figures(tidy(total), performed, 0, 0, 0, 0, tidy(gone), p.excess, difference)
    part = {"upcoming": "upcoming", "today": "upcoming", "overdue": "overdue", "not due": "not_due"}
    open_ = [b for b in buckets if b.standing in part]
    parts = [b.left for b in buckets if b.standing == "closed" and b.id in p.parts_closed]
    gone = Span(
        sum(one.low for one in parts),
        None if any(one.high is None for one in parts) else sum(one.high or 0 for one in parts),
    )
    left = _less(left, gone)
    split = _split(left, open_, part)
    return Figures(
        tidy(total), performed, tidy(left), split["upcoming"], split["overdue"], split["not_due"],
        tidy(plus(gone, discharged)), p.excess, difference,
    )  # fmt: skip


def _less(span: Span, taken: Span) -> Span:
    """What may be left of one figure when another is taken from it."""
    low = 0 if taken.high is None else max(0, span.low - taken.high)
    return Span(low, None if span.high is None else max(0, span.high - taken.low))


def _split(left: Span, open_: list[Bucket], part: dict[str, str]) -> dict[str, Number]:
    """What is outstanding, by whether it is due; exact wherever the sizes allow it."""
    names = {part[b.standing] for b in open_}
    split: dict[str, Number] = {"upcoming": 0, "overdue": 0, "not_due": 0}
    if len(names) == 1:
        split[names.pop()] = tidy(left)
        return split
    unsure = {part[b.standing] for b in open_ if b.size.low != b.size.high}
    sure = {name: sum(b.left.low for b in open_ if part[b.standing] == name) for name in names}
    for name in names - unsure:
        split[name] = sure[name]
    rest = plus(left, -sum(sure[name] for name in names - unsure))
    for name in unsure:
        split[name] = tidy(rest) if len(unsure) == 1 else tidy(Span(0, rest.high))
    return split


def figures_of_bucket(b: Bucket) -> Figures:
    """The sums of one tranche."""
    left = b.left
    zero = {"upcoming": 0, "overdue": 0, "not_due": 0}
    if b.standing in {"closed", "met"}:
        gone = plus(left, b.discharged)
        return Figures(tidy(b.size), b.filled, 0, **zero, discharged_otherwise=tidy(gone), excess=0, difference=0)
    name = {"upcoming": "upcoming", "today": "upcoming", "overdue": "overdue", "not due": "not_due"}[b.standing]
    parts: dict[str, Number] = {**zero, name: tidy(left)}
    return Figures(
        tidy(b.size), b.filled, tidy(left), **parts, discharged_otherwise=b.discharged, excess=0, difference=0
    )


def pour(p: Promise, delivery: Delivery, today: int) -> None:
    """Count a performance: into its tranche, what is over into the earliest unfilled ones, then as excess."""
    if not delivery.conforming:
        return
    left = delivery.quantity
    sizes, whole = sizes_of(p), total_of(p).high
    order = sorted(
        (b for b in sizes if b not in delivery.barred),
        key=lambda b: (b != delivery.tranche, b == WHOLE, due_of(p, b, today) or Day(10**9), list(sizes).index(b)),
    )
    for bucket in order:
        if left == 0:
            break
        high = sizes[bucket].high
        if sizes[bucket].low != high and whole is not None:
            high = min(whole - sum(n for b, n in p.filled.items() if b != bucket), whole if high is None else high)
        gone = p.filled.get(bucket, 0) + p.discharged.get(bucket, (0, "", ""))[0]
        room = left if high is None else max(0, high - gone)
        took = min(left, room)
        if took:
            p.filled[bucket] = p.filled.get(bucket, 0) + took
            p.fillers.setdefault(bucket, []).append(delivery.event)
            left -= took
        if sizes[bucket].low == high and bucket not in p.fills and p.filled.get(bucket, 0) >= (high or 0) > 0:
            p.fills[bucket] = Fill(delivery.day, delivery.event, in_time(due_of(p, bucket, today), delivery))
    p.excess += left


def pour_again(p: Promise, today: int) -> None:
    """Count every performance anew, after the terms or the performances themselves have changed."""
    kept = dict(p.fills.items())
    p.filled, p.fills, p.fillers, p.excess = {}, {}, {}, 0
    for delivery in p.deliveries:
        pour(p, delivery, today)
    for bucket, fill in kept.items():
        if bucket in p.fills and p.fills[bucket].event == fill.event:
            p.fills[bucket] = fill


def in_time(due: Day | None, delivery: Delivery) -> bool:
    """Whether a performance is in time; for a night, until noon of the day after; on the due day by the minute.

    One of the due day that has no time of day is in time.
    """
    if due is None or delivery.day < due.day:
        return True
    if delivery.day == due.day:
        return delivery.minute is None or delivery.minute <= due.minute
    if not due.night or delivery.day != due.day + 1:
        return False
    return delivery.night == due.day or (delivery.minute is not None and delivery.minute < NOON)
