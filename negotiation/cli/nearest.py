"""What somebody who typed an unknown word may have meant."""

from collections.abc import Iterable


def tips(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """One line with the nearest known words, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when somebody mistyped

    close = get_close_matches(word, list(dict.fromkeys(known)), n=3)
    if not close:
        return ()
    return ("did you mean " + " or ".join(f"'{one}'" for one in close) + "?",)
