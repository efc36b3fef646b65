"""How performances fill the buckets of a commitment.

An amount may be a number, a share of a total that is not known yet, or something between two figures. So it is
reckoned in three ways at once: the fewest and the most that it may be, and hundredths of the total. Every amount
between the fewest and the most leads to what lies between; no figure is put together from two of them.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from negotiation.domain.events.common import Range, Share
from negotiation.domain.figures import HUNDRED, frame_of, in_time, is_full, least_of
from negotiation.domain.layers import Frame
from negotiation.domain.spans import MANY
from negotiation.domain.state import LEAST, MOST, SHARE, Delivery, Fill, Poured, Promise

Amount = int | Fraction


def pour(p: Promise, delivery: Delivery, today: int) -> None:
    """Count a performance: into its tranche, what is over into the earliest unfilled ones, then as excess.

    A running count adds what is missing to it, or takes away from what was filled last.
    """
    if not delivery.conforming:
        return
    frame = frame_of(p, today)
    order = _order(frame, delivery)
    come = [_come(p, frame, delivery, LEAST)]
    rooms = [_rooms(p, frame, LEAST, order, come[LEAST])]
    if type(delivery.amount) is int and p.poured[LEAST].agrees(p.poured[MOST]):
        come, rooms = come * 2, rooms * 2  # one number, and all before it were
    else:
        come.append(_come(p, frame, delivery, MOST))
        rooms.append(_rooms(p, frame, MOST, order, come[MOST]))
    if frame.shares is not None:
        _pour_share(p, frame, delivery, order, frame.shares)
    else:
        p.poured[SHARE].known = False
    moved = dict.fromkeys(
        [bucket for way in (LEAST, MOST) for bucket in _move(p.poured[way], come[way], order, rooms[way], delivery)]
    )
    for bucket in moved:
        fillers = p.fillers.setdefault(bucket, [])
        if not fillers or fillers[-1] != delivery.event:
            fillers.append(delivery.event)
    p.stirred(*moved)
    for bucket in moved if p.judged_in is frame and not frame.in_shares else frame.sizes:
        if is_full(frame.sizes[bucket], *_filled(p, frame, bucket)):
            if bucket not in p.fills:
                p.fills[bucket] = Fill(delivery.day, delivery.event, in_time(frame.dues[bucket], delivery))
        elif bucket in p.fills:
            del p.fills[bucket]
    p.judged_in = frame


def _order(frame: Frame, delivery: Delivery) -> Sequence[str]:
    """The buckets in the order in which a performance fills them: its own first."""
    order: Sequence[str] = frame.order
    if delivery.barred or delivery.only is not None:
        order = [b for b in order if b not in delivery.barred and (delivery.only is None or delivery.only == b)]
    if delivery.tranche in order:
        return [delivery.tranche, *(b for b in order if b != delivery.tranche)]
    return order


def _filled(p: Promise, frame: Frame, bucket: str) -> tuple[int, tuple[Fraction, Fraction] | None]:
    """What was performed of a bucket at the least, and its size and what was performed in hundredths of the total."""
    least = min(int(p.poured[LEAST].filled.get(bucket, 0)), int(p.poured[MOST].filled.get(bucket, 0)))
    if frame.shares is None or not p.poured[SHARE].known:
        return least, None
    return least, (frame.shares[bucket], Fraction(p.poured[SHARE].filled.get(bucket, 0)))


def pour_again(p: Promise, today: int) -> None:
    """Count every performance anew, after the terms or the performances themselves have changed."""
    p.moved()
    kept = dict(p.fills.items())
    p.poured, p.fills, p.fillers = [Poured(), Poured(), Poured()], {}, {}
    for delivery in p.deliveries:
        pour(p, delivery, today)
    for bucket, fill in kept.items():
        if bucket in p.fills and p.fills[bucket].event == fill.event:
            p.fills[bucket] = fill


def _pour_share(
    p: Promise, frame: Frame, delivery: Delivery, order: Sequence[str], shares: dict[str, Fraction]
) -> None:
    """Reckon in hundredths of the total, as long as it can be told what an amount is of it."""
    poured = p.poured[SHARE]
    amount = _hundredths(frame, delivery)
    if amount is None:
        poured.known = False
        return
    if not poured.known and delivery.counts and not delivery.tranche:
        p.poured[SHARE] = poured = Poured()  # what all of it comes to is known again
    if poured.known:
        rooms: dict[str, Amount | None] = {b: max(Fraction(0), n - poured.filled.get(b, 0)) for b, n in shares.items()}
        _move(poured, amount - _stood(poured, delivery), order, rooms, delivery)


def _hundredths(frame: Frame, delivery: Delivery) -> Fraction | None:
    total = frame.total
    match delivery.amount:
        case Share(percent=percent):
            said = Fraction(percent)
        case int(number) if number == 0:
            said = Fraction(0)
        case int(number) if total.low == total.high and total.low:
            said = Fraction(HUNDRED * number, total.low)
        case _:
            return None
    if delivery.less:
        if total.low != total.high or not total.low:
            return None
        said -= Fraction(HUNDRED * delivery.less, total.low)
    return max(Fraction(0), said)


def _stood(poured: Poured, delivery: Delivery) -> Amount:
    """What a running count stands in the place of."""
    if not delivery.counts:
        return 0
    return poured.filled.get(delivery.tranche, 0) if delivery.tranche else poured.all()


def _come(p: Promise, frame: Frame, delivery: Delivery, way: int) -> int:
    """How many came with a performance, in one way of reckoning; fewer than none where a count is lower."""
    poured = p.poured[way]
    stood = int(_stood(poured, delivery))
    return _number(p, frame, delivery, way) - stood


def _number(p: Promise, frame: Frame, delivery: Delivery, way: int) -> int:
    total = frame.total
    whole = total.low if way == LEAST else MANY if total.high is None else total.high
    match delivery.amount:
        case int(number):
            said = number
        case Range(min=low, max=high):
            said = low if way == LEAST else MANY if high is None else high
        case Share(percent=percent) if delivery.counts or not p.poured[SHARE].known:
            said = least_of(whole, percent)
        case Share(percent=percent):
            said = max(0, least_of(whole, percent + p.poured[SHARE].all()) - int(p.poured[way].all()))
        case _:
            said = 0 if way == LEAST else MANY
    return max(0, min(MANY, said) - delivery.less)


def _rooms(p: Promise, frame: Frame, way: int, order: Sequence[str], come: int) -> dict[str, Amount | None]:
    """How much more fits into every bucket, as far as what came reaches; nothing where nobody knows."""
    whole, filled = frame.total.high, p.poured[way].filled
    found: dict[str, Amount | None] = {}
    taken: dict[str, int] = {}
    for bucket in order if come >= 0 else ():
        size = frame.sizes[bucket]
        high = size.high
        if size.low != high and whole is not None:
            # what others have, or will have since their size is known: none of it fits in here
            had = ((b, int(filled.get(b, 0)) + taken.get(b, 0), one.low) for b, one in frame.sizes.items())
            others = sum(max(n, low) for b, n, low in had if b != bucket)
            high = min(whole - others, whole if high is None else high)
        gone = int(filled.get(bucket, 0)) + p.discharged.get(bucket, (0, "", ""))[0]
        room = found[bucket] = None if high is None else max(0, high - gone)
        if room is None or room >= come:
            break
        come -= room
        taken[bucket] = room
    return found


def _move(
    poured: Poured, come: Any, order: Sequence[str], rooms: dict[str, Amount | None], delivery: Delivery
) -> list[str]:
    """Put what came into the buckets in their order, or take back what was filled last; the buckets moved."""
    moved: list[str] = []
    if come < 0:
        return _take_back(poured, -come, delivery.tranche)
    for bucket in order:
        room = rooms[bucket]
        took = come if room is None else min(come, room)
        if took:
            poured.filled[bucket] = poured.filled.get(bucket, 0) + took
            poured.log.append((bucket, took))
            moved.append(bucket)
            come -= took
        if not come:
            break
    if come:
        poured.over += come
        poured.log.append((None, come))
    return moved


def _take_back(poured: Poured, much: Any, tranche: str) -> list[str]:
    """Take from what was filled last, or from what was last put into the tranche that was counted."""
    moved: list[str] = []
    for at in range(len(poured.log) - 1, -1, -1):
        bucket, had = poured.log[at]
        if not much or (tranche and bucket != tranche):
            continue
        took = min(had, much)
        poured.log[at] = bucket, had - took
        much -= took
        if bucket is None:
            poured.over -= took
        else:
            poured.filled[bucket] -= took
            moved.append(bucket)
    poured.log[:] = [one for one in poured.log if one[1]]
    return moved
