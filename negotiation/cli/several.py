"""Several cases asked at once."""

from collections.abc import Callable, Generator, Iterator, Sequence
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
    return [*sessions(look, each(look.case), formats)]


def sessions(look: Look, cases: Sequence[str | None], formats: Sequence[str] = FORMATS) -> Iterator[Session]:
    """A session for each of some cases, begun when the one before has been asked."""
    timing = Timing()
    for one in cases:
        yield begin(replace(look, case=None if one is None else [one]), formats, timing)


@contextmanager
def told_of(session: Session, cases: Sequence[object]) -> Generator[None]:
    """Say of which case a refusal is, where there are several."""
    try:
        yield
    except Refused as refused:
        if len(cases) == 1:
            raise
        raise Refused(refused.code, f"{session.case.case.id}: {refused}", *refused.tips) from refused


class Known:
    """Words that one case at least has to know; one that none knows is refused as the first case does."""

    def __init__(self, texts: Sequence[str], find: Callable[[Loaded, Sequence[str]], object]) -> None:
        self.texts = [*dict.fromkeys(texts)]
        self._find = find
        self._refused: dict[str, Refused] = {}
        self._known: set[str] = set()

    def look(self, session: Session) -> None:
        """Look which of them a case knows."""
        for text in self.texts:
            if text not in self._known:
                try:
                    self._find(session.case, [text])
                    self._known.add(text)
                except Refused as refused:
                    self._refused.setdefault(text, refused)

    def settle(self) -> None:
        """Refuse the first that no case knows."""
        for text in self.texts:
            if text not in self._known:
                raise self._refused[text]
