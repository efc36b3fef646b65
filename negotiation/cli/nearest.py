"""What somebody who typed an unknown word may have meant, as a tip."""

from collections.abc import Iterable


def tips(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """One tip with the nearest known word, or none."""
    from negotiation.ledger.nearest import did_you_mean  # noqa: PLC0415 - only when somebody mistyped

    tip = did_you_mean(word, known)
    return (tip,) if tip else ()
