"""Hands a whole case to another program."""

from collections.abc import Callable
from typing import Protocol

from negotiation.cache import noting
from negotiation.cli.exits import Exit
from negotiation.cli.options import Look
from negotiation.cli.output import put, tell
from negotiation.cli.session import Session, begin


class Wishes(Protocol):
    """Which case, and where it goes."""

    @property
    def case(self) -> list[str] | None: ...
    @property
    def output(self) -> str | None: ...
    @property
    def allow_errors(self) -> bool: ...
    @property
    def verbose(self) -> bool: ...


def handed(wishes: Wishes, form: Callable[[Session], str | bytes]) -> int:
    """Write what a function makes of a case, to a file or to stdout."""
    session = begin(Look(case=wishes.case, allow_errors=wishes.allow_errors))
    with session.timing.phase("export"):
        text = form(session)
    if wishes.output is None and not wishes.verbose and isinstance(text, str):
        noting.answered()
    put(text, wishes.output)
    if wishes.verbose:
        tell(str(session.timing))
    return Exit.DONE


def jsonl(session: Session) -> str:
    """The curated records in their one form."""
    from negotiation.export.canonical import jsonl as written  # noqa: PLC0415 - of this format only

    return written(session.case.case)
