"""Krippendorff's alpha of a field, with an interval by bootstrap: the same figures for the same codes, every time."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from random import Random
from typing import Any

from negotiation.domain.agreement import FEWEST, Alpha, Field

RESAMPLES = 1000
SEED = 1
TAIL = 0.025
"""What is cut off at each end of the resamples, for an interval of 95 %."""
DIGITS = 3
Counts = Sequence[Sequence[int]]


def alpha_of(field: Field) -> Alpha:
    """Alpha by the field's level: ordinal where all its codes are days, or all of them counts; else nominal.

    The interval comes from drawing as many events as there are, with replacement, `RESAMPLES` times from one
    seed, and leaving out `TAIL` of what came at each end.
    """
    why = undefined(field.counts)
    if why:
        return Alpha(None, None, None, why)
    of = _reckoner(ordinal=bool(field.ordered))
    drawn = sorted(of(counts) for counts in _drawn(field.counts) if not undefined(counts))
    low, high, told = None, None, ""
    if len(drawn) * 2 < RESAMPLES:
        told = "no interval: most resamples hold one value only"
    else:
        cut = int(len(drawn) * TAIL)
        low, high = round(drawn[cut], DIGITS), round(drawn[-1 - cut], DIGITS)
    return Alpha(round(of(field.counts), DIGITS), low, high, told)


def undefined(counts: Counts) -> str:
    """Why alpha says nothing of these codes, in words; nothing where it does."""
    if not counts:
        return "no event was coded twice"
    if len(counts) < FEWEST:
        return "one event only was coded twice"
    if sum(any(column) for column in zip(*counts, strict=True)) < FEWEST:
        return "every code is the same: what chance would bring about cannot be reckoned"
    return ""


def _reckoner(*, ordinal: bool) -> Callable[[Counts], float]:
    library: Any = import_module("krippendorff")  # few who run this program have it
    level = "ordinal" if ordinal else "nominal"

    def reckoned(counts: Counts) -> float:
        there = [at for at, column in enumerate(zip(*counts, strict=True)) if any(column)]
        kept = [[row[at] for at in there] for row in counts]
        return float(library.alpha(value_counts=kept, level_of_measurement=level))

    return reckoned


def _drawn(counts: Counts) -> Iterator[Counts]:
    draw = Random(SEED).random  # noqa: S311 - no secret: the same draws every time are what is wanted
    for _ in range(RESAMPLES):
        yield [counts[int(draw() * len(counts))] for _ in counts]
