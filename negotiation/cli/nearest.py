"""What somebody who typed an unknown word may have meant, as a tip."""

from collections.abc import Iterable

FEW = 5
"""How many words are named at most."""


def tips(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """One tip with the words that begin like it, else with the nearest one, or none."""
    from negotiation.ledger.nearest import did_you_mean  # noqa: PLC0415 - only when somebody mistyped

    words = list(dict.fromkeys(known))
    begins = [one for one in words if word and one.startswith((f"{word}-", f"{word}/"))]
    tip = f"these begin so: {', '.join(begins[:FEW])}" if begins else did_you_mean(word, words)
    return (tip,) if tip else ()
