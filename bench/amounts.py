"""Amounts as the table shows them."""

from collections.abc import Callable

Shown = Callable[[float], str]
TEN = 10
HUNDRED = 100


def rate_of(value: float) -> str:
    """Events per CPU-second, to three figures.

    >>> rate_of(26931.4), rate_of(412.7)
    ('26,900', '413')
    """
    digits = len(str(int(value)))
    return f"{round(value, 3 - digits) if digits > 3 else round(value):,.0f}"  # noqa: PLR2004 - three figures


def times_of(value: float) -> str:
    """A ratio.

    >>> times_of(2.5), times_of(0.04), times_of(38.2)
    ('2.5 x', '0.04 x', '38 x')
    """
    return f"{value:.0f} x" if value >= TEN else f"{value:.1f} x" if value >= 1 else f"{value:.2g} x"


def power_of(value: float) -> str:
    """An exponent of growth."""
    return f"{value:.2f}"


def percent_of(value: float) -> str:
    """A share, in hundredths.

    >>> percent_of(0.05)
    '5 %'
    """
    return f"{value * HUNDRED:.0f} %"


def seconds_of(value: float) -> str:
    """CPU-seconds in the unit that fits.

    >>> seconds_of(0.000037), seconds_of(0.0123), seconds_of(2.0), seconds_of(140)
    ('37 µs', '12 ms', '2.0 s', '140 s')
    """
    if value < 1e-3:  # noqa: PLR2004 - a thousandth
        return f"{value * 1e6:.0f} µs"
    if value < 1:
        return f"{value * 1e3:.1f} ms" if value < 1e-2 else f"{value * 1e3:.0f} ms"  # noqa: PLR2004 - ten thousandths
    return f"{value:.1f} s" if value < HUNDRED else f"{value:.0f} s"


def bytes_of(value: float) -> str:
    """Memory.

    >>> bytes_of(1_060_000_000)
    '1,060 MB'
    """
    return f"{value / 1e6:,.0f} MB"
