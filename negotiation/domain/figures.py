"""The sums of a `deliver` commitment: what is performed, what is left, and which part of it is due.

performed + outstanding + discharged_otherwise = total + difference
outstanding = upcoming + overdue + not_due
"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Any

from negotiation.domain.axes import Figures, Number, Parts, Span
from negotiation.domain.book import Address
from negotiation.domain.events.commitments import Rated
from negotiation.domain.events.common import Share
from negotiation.domain.ids import SubjectId
from negotiation.domain.layers import Bucket, Frame, Stood
from negotiation.domain.meaning import SIMPLE, Day, Moment, asks_today, date_of
from negotiation.domain.spans import KNOWN, MANY, both, plus, span_of, spread, tidy
from negotiation.domain.state import LEAST, MOST, SHARE, WHOLE, Delivery, Promise

NOON = 12 * 60
HUNDRED = 100
TIMED = frozenset({(WHOLE, n) for n in ("condition", "lapses_when", "expires_when", "suspended_while", "recurs")})
"""Terms by which time, or others, may do something to a commitment as a whole."""


def frame_of(p: Promise, today: int) -> Frame:
    """What follows from all but the performances, as it is now."""
    frame = p.frame
    if frame is None or frame.signals is not p.signals or (frame.day is not None and frame.day != today):
        frame = p.frame = _framed(p, today)
    return frame


def _framed(p: Promise, today: int) -> Frame:
    total, sizes = total_of(p), sizes_of(p)
    in_shares = uses_shares(p)
    dues = {bucket: due_of(p, bucket, today) for bucket in sizes}
    place = {bucket: number for number, bucket in enumerate(sizes)}
    waiting = tuple([(b, on) for b in p.tranches if b not in p.met and (on := condition_of(p, b)) is not None])
    return Frame(
        today if any(asks_today(value) for value in p.terms.values() if type(value) not in SIMPLE) else None,
        p.signals, total, sizes, all(size.low == size.high and size.low <= KNOWN for size in (total, *sizes.values())),
        in_shares, shares_of(p, sizes) if in_shares else None, dues,
        tuple(sorted(sizes, key=lambda b: (b == WHOLE, dues[b] or Day(10**9), place[b]))),
        waiting, bool(waiting) or isinstance(p.term("total"), Rated) or not TIMED.isdisjoint(p.terms),
    )  # fmt: skip


def total_of(p: Promise) -> Span:
    """The total and the declared differences that hold with it."""
    written = p.term("total")
    if written is None and p.term("recurs") is not None:
        written = 0  # no period has begun
    total = rated(p, written) if isinstance(written, Rated) else span_of(written)
    if p.obligation == "act" and p.term("recurs") is None:
        total = Span(1, 1)
    return plus(total, difference_of(p))


def rated(p: Promise, written: Rated) -> Span:
    """What follows from the counts of others, as they stand at the end of the day in the same world."""
    counts = [(one.rate, p.signals.get(("delivered", one.delivered))) for one in written.per]
    known = [(rate, count) for rate, count in counts if isinstance(count, tuple)]
    return spread(*(min(MANY, sum(rate * count[way] for rate, count in known)) for way in (LEAST, MOST)))


def may_grow(p: Promise) -> bool:
    """Whether the total follows from the counts of others, and these are not complete."""
    written = p.term("total")
    if not isinstance(written, Rated):
        return False
    return not all(p.signals.get(("completed", one.delivered)) is True for one in written.per)


def difference_of(p: Promise) -> int:
    """What a reading's figures are declared to differ by from its total."""
    return sum(value for value, _ in p.differences.values())


def sizes_of(p: Promise) -> dict[str, Span]:
    """Every bucket's size: the tranches', and what the total has beyond them."""
    total = total_of(p)
    sizes: dict[str, Span] = {}
    rest: list[str] = []
    start = 0
    for tranche in p.tranches:
        written = p.term("size", tranche)
        if isinstance(written, Share):
            sizes[tranche] = share_of(total, start, start + written.percent)
            start += written.percent
        elif written == "rest":
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
    if not rest and start < HUNDRED:
        low = max(0, total.low - known) if all_known else 0
        high = None if total.high is None else max(0, total.high - known)
        if high is None or high > 0 or not p.tranches:
            sizes[WHOLE] = Span(low, high)
    return sizes


def share_of(total: Span, start: int, end: int) -> Span:
    """What lies between two shares of a total: each is reached by the least whole count that is not below it."""
    if total.low == total.high:
        low = least_of(total.low, end) - least_of(total.low, start)
        return Span(low, low)
    low = floor(Fraction(total.low * (end - start), HUNDRED))
    return Span(low, None if total.high is None else ceil(Fraction(total.high * (end - start), HUNDRED)))


def least_of(total: int, percent: int | Fraction) -> int:
    """The least whole count that reaches a share of a total; of too many to know, as many."""
    if total >= MANY and percent:
        return MANY
    return ceil(Fraction(total) * percent / HUNDRED)


def uses_shares(p: Promise) -> bool:
    """Whether the terms or the counts of a commitment speak of shares."""
    return any(isinstance(p.term("size", t), Share) for t in p.tranches) or (
        p.in_shares and any(isinstance(d.amount, Share) for d in p.deliveries)
    )


def shares_of(p: Promise, sizes: dict[str, Span]) -> dict[str, Fraction] | None:
    """Every bucket's size in hundredths of the total, or nothing where these are not known."""
    total = total_of(p)
    found: dict[str, Fraction] = {}
    open_: list[str] = []
    for bucket, size in sizes.items():
        written = p.term("size", bucket) if bucket else None
        if isinstance(written, Share):
            found[bucket] = Fraction(written.percent)
        elif bucket and written != "rest" and total.low == total.high and size.low == size.high and total.low:
            found[bucket] = Fraction(HUNDRED * size.low, total.low)
        else:
            open_.append(bucket)
    if len(open_) > 1 or (open_ and open_[0] and p.term("size", open_[0]) != "rest"):
        return None
    return found | {bucket: max(Fraction(0), HUNDRED - sum(found.values(), Fraction(0))) for bucket in open_}


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
    frame, stood = frame_of(p, today), p.stood
    known = {}
    if stood is not None and stood.frame is frame:
        if stood.day == today:
            return stood.buckets
        known = {b.id: b for b in stood.buckets if not frame.in_shares and not _turns(b, today)}
    found = [known.get(bucket) or _bucket(p, frame, bucket, today) for bucket in frame.sizes]
    if stood is not None and len(known) == len(found) == len(stood.buckets):
        found = stood.buckets  # the same object, which tells that there is nothing new
    p.stood = Stood(frame, today, found)
    return found


def _turns(b: Bucket, today: int) -> bool:
    """Whether a bucket may stand otherwise on a later day, though nothing happened to it."""
    return b.standing == "today" or (b.standing == "upcoming" and b.due is not None and today >= b.due.day)


def _bucket(p: Promise, frame: Frame, bucket: str, today: int) -> Bucket:
    size, due = frame.sizes[bucket], frame.dues[bucket]
    ways = (int(p.poured[LEAST].filled.get(bucket, 0)), int(p.poured[MOST].filled.get(bucket, 0)))
    part = None
    if frame.shares is not None and p.poured[SHARE].known:
        part = frame.shares[bucket], Fraction(p.poured[SHARE].filled.get(bucket, 0))
    standing = _standing(p, bucket, size, due, today, min(ways), part)
    return Bucket(bucket, size, ways, p.discharged.get(bucket, (0, "", ""))[0], due, standing, part)


def counts_of(p: Promise, buckets: list[Bucket]) -> Iterator[tuple[tuple[str, SubjectId], tuple[int, int]]]:
    """How many were delivered in all and of every tranche, at the least and at the most."""
    ways = sum(b.ways[LEAST] for b in buckets), sum(b.ways[MOST] for b in buckets)
    yield ("delivered", p.id), ways
    for b in buckets:
        if b.id:
            yield ("delivered", subject_of(p, b.id)), b.ways


def is_full(size: Span, filled: int, part: tuple[Fraction, Fraction] | None) -> bool:
    """Whether a bucket is performed, by its count, or by its share where the count is not known."""
    if size.low == size.high:
        return filled >= size.low > 0
    return part is not None and part[1] >= part[0] > 0


def _standing(  # noqa: PLR0913, PLR0917 - all that it hangs on
    p: Promise, bucket: str, size: Span, due: Day | None, today: int, filled: int, part: Any
) -> str:
    if p.tranches and bucket and size == (0, 0):
        return "closed"
    taken = filled + p.discharged.get(bucket, (0, "", ""))[0]
    if size.low == size.high and taken >= size.low and (size.low > 0 or not p.tranches):
        more = not p.tranches and p.closed is None and (may_grow(p) or p.term("recurs") is not None)
        return "upcoming" if more else "met" if filled >= size.low else "closed"
    if is_full(size, filled, part):
        return "met"
    if p.closed is not None or bucket in p.parts_closed:
        return "closed"
    if WHOLE not in p.met and p.term("condition") is not None:
        return "not due"
    if condition_of(p, bucket) is not None and (bucket == WHOLE or bucket not in p.met):
        return "not due"  # what is in no tranche yet has met no tranche's condition
    if due is None or today < due.day or (p.tolling_since is not None and p.tolling_since <= due.day):
        return "upcoming"
    return "today" if today == due.day else "overdue"


PART_OF = {"upcoming": "upcoming", "today": "upcoming", "overdue": "overdue", "not due": "not_due"}
"""The figure to which what is left of a bucket belongs, by how it stands."""


def figures_of(p: Promise, frame: Frame, buckets: list[Bucket]) -> Figures:
    """The sums of the whole commitment."""
    if frame.exact and not frame.in_shares:
        plain = _plain_figures(p, frame, buckets)
        if plain is not None:
            return plain
    difference = difference_of(p)
    ways = [sum(b.ways[way] for b in buckets) for way in (LEAST, MOST)]
    performed = spread(*ways)
    total = plus(frame.total, -difference)
    discharged = sum(b.discharged for b in buckets)
    freed = Span(sum(b.freed.low for b in buckets), discharged)
    total = _at_least(total, performed.low + freed.low - difference)
    excess = tidy(spread(*(int(p.poured[way].over) for way in (LEAST, MOST))))
    exact = bool(p.tranches) and all(b.size.low == b.size.high for b in buckets)
    if exact:
        left = _over(buckets)
    elif buckets and all(b.standing == "met" for b in buckets):
        left = Span(0, 0)
    else:
        left = _less(plus(total, difference - discharged), performed)
    open_ = [b for b in buckets if b.standing in PART_OF and p.closed is None]
    parts = [b.left for b in buckets if b.standing == "closed" and b.id in p.parts_closed]
    gone = Span(
        sum(one.low for one in parts),
        None if any(one.high is None for one in parts) else sum(one.high or 0 for one in parts),
    )
    if p.closed is not None:
        gone, left = left, Span(0, 0)
    else:
        left = _over(open_) if exact or not open_ else _less(left, gone)
    split = {name: tidy(_over([b for b in open_ if PART_OF[b.standing] == name])) for name in PARTS}
    if not exact:
        split = _split(left, open_)
        left = _at_least(left, sum(n if isinstance(n, int) else n.low for n in split.values()))
    return Figures(
        tidy(total), tidy(performed), tidy(left), split["upcoming"], split["overdue"], split["not_due"],
        tidy(both(gone, freed)), excess, difference, percent_of(p, frame, buckets),
    )  # fmt: skip


def _plain_figures(p: Promise, frame: Frame, buckets: list[Bucket]) -> Figures | None:
    """The same where every number is known, as in most cases it is: a tenth of the work. Nothing where one is not."""
    over = p.poured[LEAST].over
    performed = sum([b.ways[LEAST] for b in buckets])
    if p.poured[MOST].over != over or performed > KNOWN or over > KNOWN:
        return None
    if any(b.ways[LEAST] != b.ways[MOST] for b in buckets):
        return None
    difference = difference_of(p)
    left = {"upcoming": 0, "overdue": 0, "not_due": 0, "gone": 0}
    discharged = 0
    for b in buckets:
        part = "gone" if p.closed is not None else PART_OF.get(b.standing)
        if part is None and b.standing == "closed" and b.id in p.parts_closed:
            part = "gone"
        if part is not None:
            left[part] += max(0, b.size.low - b.ways[LEAST] - b.discharged)
        discharged += b.discharged
    return Figures(
        frame.total.low - difference, performed, left["upcoming"] + left["overdue"] + left["not_due"],
        left["upcoming"], left["overdue"], left["not_due"], left["gone"] + discharged, int(over), difference,
    )  # fmt: skip


PARTS = ("upcoming", "overdue", "not_due")
"""The parts of what is outstanding."""


def _at_least(total: Span, known: int) -> Span:
    """A total that is not one number is at least what is known of it."""
    if total.low == total.high:
        return total
    return total._replace(low=max(total.low, known if total.high is None else min(known, total.high)))


def _over(buckets: list[Bucket]) -> Span:
    """What is left of some buckets of one size each, reckoned together in each way."""
    return spread(*(sum(b.left_if(way) for b in buckets) for way in (LEAST, MOST)))


def _less(span: Span, taken: Span) -> Span:
    """What may be left of one figure when another is taken from it."""
    low = 0 if taken.high is None else max(0, span.low - taken.high)
    return Span(low, None if span.high is None else max(0, span.high - taken.low))


def _split(left: Span, open_: list[Bucket]) -> dict[str, Number]:
    """What is outstanding, by whether it is due; exact wherever the sizes allow it."""
    names = {PART_OF[b.standing] for b in open_}
    split: dict[str, Number] = dict.fromkeys(PARTS, 0)
    if len(names) == 1:
        split[names.pop()] = tidy(left)
        return split
    unsure = {PART_OF[b.standing] for b in open_ if b.left.low != b.left.high}
    sure = {name: sum(b.left.low for b in open_ if PART_OF[b.standing] == name) for name in names}
    for name in names - unsure:
        split[name] = sure[name]
    rest = plus(left, -sum(sure[name] for name in names - unsure))
    rest = Span(max(0, rest.low), None if rest.high is None else max(0, rest.high))
    for name in unsure:
        split[name] = tidy(rest) if len(unsure) == 1 else tidy(Span(0, rest.high))
    return split


def figures_of_bucket(p: Promise, frame: Frame, b: Bucket, *, shares: bool) -> Figures:
    """The sums of one tranche."""
    name = PART_OF.get(b.standing)
    if frame.exact and not shares and b.ways[LEAST] == b.ways[MOST] and b.ways[LEAST] <= KNOWN:
        return _plain_bucket(b, name)
    left = b.left
    split: dict[str, Number] = dict.fromkeys(PARTS, 0)
    if name is not None:
        split[name] = tidy(left)
    gone, left = (Span(0, 0), left) if name is not None else (left, Span(0, 0))
    total = tidy(_at_least(b.size, b.filled.low + b.freed.low))
    return Figures(
        total, tidy(b.filled), tidy(left), **split, discharged_otherwise=tidy(both(gone, b.freed)),
        excess=0, difference=0, percent=percent_of(p, frame, [b]) if shares else None,
    )  # fmt: skip


def _plain_bucket(b: Bucket, name: str | None) -> Figures:
    """The same where every number is known."""
    size, filled = b.size.low, b.ways[LEAST]
    left = 0 if b.standing == "met" else max(0, size - filled - b.discharged)
    gone = b.discharged if name is not None else b.discharged + left
    return Figures(
        size, filled, 0 if name is None else left, left if name == "upcoming" else 0, left if name == "overdue" else 0,
        left if name == "not_due" else 0, gone, 0, 0,
    )  # fmt: skip


IN_PERCENT = ("performed", "outstanding", *PARTS, "discharged_otherwise")


def percent_of(p: Promise, frame: Frame, buckets: list[Bucket]) -> Parts | None:
    """The figures of some buckets in hundredths of the total, where the terms or the counts speak of shares."""
    if not frame.in_shares:
        return None
    found: dict[str, Fraction] = dict.fromkeys(IN_PERCENT, Fraction(0))
    total = frame.total
    for b in buckets:
        if b.part is None or (b.discharged and total.low != total.high):
            return tuple((name, (0.0, float(HUNDRED))) for name in IN_PERCENT)
        size, filled = b.part
        gone = Fraction(HUNDRED * b.discharged, max(1, total.low))
        left = Fraction(0) if b.standing == "met" else max(Fraction(0), size - filled - gone)
        name = PART_OF.get(b.standing) if p.closed is None else None
        found["performed"] += filled
        found["discharged_otherwise"] += gone if name is not None else gone + left
        if name is not None:
            found["outstanding"] += left
            found[name] += left
    return tuple(_in_tenths(found).items())


def _in_tenths(found: dict[str, Fraction]) -> dict[str, float]:
    """Rounded to tenths that still add up: the largest remainders are rounded up."""
    parts = {name: value * 10 for name, value in found.items() if name != "outstanding"}
    tenths = {name: floor(value) for name, value in parts.items()}
    over = floor(sum(parts.values())) - sum(tenths.values())
    for name in sorted(parts, key=lambda name: tenths[name] - parts[name])[:over]:
        tenths[name] += 1
    tenths["outstanding"] = sum(tenths[name] for name in PARTS)
    return {name: tenths[name] / 10 for name in IN_PERCENT}


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
