"""Answers again what was answered before."""

import sys

from negotiation.cache.asked import Asked
from negotiation.cache.kept import find


def again(question: Asked) -> int | None:
    """Print the answer that is kept and return the exit code, if there is one that still holds."""
    found = None if question.key is None else find(question.file, question.key)
    if found is None:
        return None
    answer, fresh, is_old = found
    for stream, text in ((sys.stderr, answer.before), (sys.stdout, answer.out), (sys.stderr, answer.after)):
        if text:
            stream.write(text)
            stream.flush()
    if fresh is not None or is_old:
        from negotiation.cache.keep import touch  # noqa: PLC0415 - seldom needed

        touch(question, answer, fresh)
    return answer.code
