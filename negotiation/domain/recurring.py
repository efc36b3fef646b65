"""Duties that come anew in every period: each period has a tranche, which begins with it and is due on its last day."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from negotiation.domain.book import Address
from negotiation.domain.dates import When, on_day, plus_months
from negotiation.domain.events.commitments import Recurs
from negotiation.domain.figures import due_of, is_full, sizes_of
from negotiation.domain.meaning import months_of
from negotiation.domain.pouring import pour_again
from negotiation.domain.state import LEAST, MOST, WHOLE, Closure, Promise

MOST_PERIODS = 500
"""More periods are not followed: of a week each, these are nine years."""
RECURS = (WHOLE, "recurs")
NOWHERE = "-"
"""No period: what is performed outside every one of them."""


def begin(p: Promise, today: int) -> None:
    """Add the periods that have begun, and let those lapse that are over, where the terms say so."""
    term = recurrence(p) if p.terms.get(RECURS) is not None else None
    if term is None:
        return
    before = p.periods
    while (start := next_period(p)) is not None and start <= today:
        p.periods += 1
        _add(p, term, start)
    if p.periods > before:
        p.moved()
    if term.lapses and p.began:
        _lapse(p, today)
    if p.periods > before and term.carries_over and p.deliveries:
        pour_again(p, today)


def recurrence(p: Promise) -> Recurs | None:
    """How the duty recurs, as long as it is in force."""
    term = p.term("recurs")
    return term if isinstance(term, Recurs) and p.made is not None and p.closed is None else None


def next_period(p: Promise) -> int | None:
    """The first day of the next period, or nothing where none follows."""
    term = recurrence(p)
    if term is None or p.periods >= MOST_PERIODS:
        return None
    start = _start(term, p.periods - p.periods_before)
    return None if term.until is not None and start > term.until.last else start


def wakes_of(p: Promise) -> Iterator[int]:
    """Days on which a period begins."""
    start = next_period(p)
    if start is not None:
        yield start


def rewrite(p: Promise, day: int) -> None:
    """Count the periods of a new version of the term: those that begin from its day on."""
    term = p.term("recurs")
    if not isinstance(term, Recurs):
        return
    skipped = 0
    while p.periods and skipped < MOST_PERIODS and _start(term, skipped) < day:
        skipped += 1
    p.periods_before = p.periods - skipped


def period_of(p: Promise, tranche: str, day: int) -> str | None:
    """The only period that a performance may fill; nothing where it may fill any."""
    term = p.term("recurs")
    if not isinstance(term, Recurs) or term.carries_over:
        return None
    if tranche:
        return tranche
    within = [t for t in p.tranches if (on := p.began.get(t)) is not None and on[0] <= day <= on[1]]
    return within[-1] if within else NOWHERE


def _start(term: Recurs, number: int) -> int:
    """The first day of a period, counted from 0: so many lengths after the first day of all."""
    months, first = months_of(term.every) * number, term.from_.first
    return (plus_months(first, months) if months else first) + (term.every.days or 0) * number


def _add(p: Promise, term: Recurs, start: int) -> None:
    name = str(p.periods)
    end = _start(term, p.periods - p.periods_before) - 1
    if term.until is not None:
        end = min(end, term.until.last)
    by = p.wrote[WHOLE, "recurs"]
    p.began[name] = start, end
    if name in p.tranches or p.wrote.get((WHOLE, "total")) != by:
        p.written += 1
    p.tranches.append(name)
    written: list[tuple[Address, Any]] = [((name, "size"), term.size), ((name, "due"), _on(end))]
    owed = p.term("total")
    if owed is None or isinstance(owed, int):  # what is no number stays as it was written
        written.append(((WHOLE, "total"), _number((owed or 0) + term.size)))
    for address, value in written:
        p.terms[address] = value
        p.wrote[address] = by
        p.wrote_on[address] = p.wrote_on[WHOLE, "recurs"]


def _lapse(p: Promise, today: int) -> None:
    """What is left of a period when it is over is owed no longer."""
    sizes = sizes_of(p)
    for name, (_, end) in p.began.items():
        least = min(int(p.poured[way].filled.get(name, 0)) for way in (LEAST, MOST))
        done = least + p.discharged.get(name, (0, "", ""))[0]
        if name in p.parts_closed or end >= today or is_full(sizes[name], done, None):
            continue
        due = due_of(p, name, today)
        if p.tolling_since is None and due is not None and due.day < today:
            p.moved()
            p.parts_closed[name] = Closure("lapsed", due.day + 1, p.writers((WHOLE, "recurs")), "its period is over")


@cache
def _on(day: int) -> When:
    """One object for a day, so that worlds which agree on it agree."""
    return on_day(day)


@cache
def _number(number: int) -> int:
    """The same for a number."""
    return number
