"""Three ways to answer: as it was answered before, from what the case came to before, by the whole application.

Each knows less and costs more than the one before it, and all print the same.
"""

from negotiation.cache.asked import Asked, asked

QUESTIONS = {"diff", "due", "state", "why"}
"""What is answered from the intervals of a case alone."""


def answered(args: list[str]) -> int:
    """Answer a command line in the cheapest way there is, and return the exit code."""
    question = asked(args)
    if question is not None:
        from negotiation.cache.again import again  # noqa: PLC0415 - only where answers are kept

        code = again(question)
        if code is not None:
            return code
    if question is None:
        return _whole(args)
    from negotiation.cache.noting import noted  # noqa: PLC0415 - as above

    return noted(question, lambda: _from_file(question, args))


def _from_file(question: Asked, args: list[str]) -> int:
    """Answer from what the case came to before, if that is known; else by the whole application."""
    if args[0] in QUESTIONS:
        from negotiation.cli.at_hand import at_hand  # noqa: PLC0415 - of these questions only

        code = at_hand(question, args)
        if code is not None:
            return code
    return _whole(args)


def _whole(args: list[str]) -> int:
    from negotiation.cli.application import run  # noqa: PLC0415 - only what is slow needs it

    return run(args)
