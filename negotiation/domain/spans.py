"""Figures that are known to lie between two others."""

from negotiation.domain.axes import Number, Span
from negotiation.domain.events.common import Range

MANY = 10**12
"""Where nobody knows how many: more than any case counts."""
KNOWN = MANY // 2
"""The most that counts as known."""


def span_of(value: int | Range | str | None) -> Span:
    """A written figure as a span; what is unknown is anything from none."""
    match value:
        case int():
            return Span(value, value)
        case Range(min=low, max=high):
            return Span(low, high)
        case _:
            return Span(0, None)


def spread(*numbers: int) -> Span:
    """From the least of some numbers to the most, which may be too many to know."""
    return Span(min(numbers), None if max(numbers) > KNOWN else max(numbers))


def tidy(span: Span) -> Number:
    """One number where the span is one."""
    return span.low if span.low == span.high else span


def both(one: Span, other: Span) -> Span:
    """The one and the other, each whatever it is."""
    high = None if one.high is None or other.high is None else one.high + other.high
    return Span(one.low + other.low, high)


def plus(span: Span, number: int) -> Span:
    """The span moved up by a number."""
    return Span(span.low + number, None if span.high is None else span.high + number)
