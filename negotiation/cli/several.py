"""Several cases asked at once."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from negotiation.cli.cases import Loaded
from negotiation.cli.exits import Refused
from negotiation.cli.meant import ALL, each
from negotiation.cli.options import Look
from negotiation.cli.output import FORMATS
from negotiation.cli.session import Session, begin
from negotiation.cli.timing import Timing


def is_several(look: Look) -> bool:
    """Whether more than one case was asked for: `all`, however many that is, or more than one by name."""
    return bool(look.case) and (ALL in (look.case or ()) or len(each(look.case)) > 1)


def begin_each(look: Look, formats: Sequence[str] = FORMATS) -> list[Session]:
    """A session for each case that is meant, in the order typed; of `all`, in the order of the ids."""
    timing = Timing()
    return [begin(replace(look, case=None if one is None else [one]), formats, timing) for one in each(look.case)]


@contextmanager
def told_of(session: Session, sessions: Sequence[Session]) -> Generator[None]:
    """Say of which case a refusal is, where there are several."""
    try:
        yield
    except Refused as refused:
        if len(sessions) == 1:
            raise
        raise Refused(refused.code, f"{session.case.case.id}: {refused}", *refused.tips) from refused


def known_somewhere(
    sessions: Sequence[Session], texts: Sequence[str], find: Callable[[Loaded, Sequence[str]], object]
) -> list[str]:
    """Words that one case at least knows, each once; one that none knows is refused as the first case does."""
    for text in texts:
        refused = [no for session in sessions if (no := _refusal(session, text, find)) is not None]
        if len(refused) == len(sessions):
            raise refused[0]
    return list(dict.fromkeys(texts))


def _refusal(session: Session, text: str, find: Callable[[Loaded, Sequence[str]], object]) -> Refused | None:
    try:
        find(session.case, [text])
    except Refused as refused:
        return refused
    return None
