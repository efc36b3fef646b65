"""Writes an answer in the format that was asked for, where it was asked for."""

import sys

from negotiation.cache import noting
from negotiation.cli.exits import Exit
from negotiation.cli.forming import Form, formed
from negotiation.cli.output import is_colored, put, tell
from negotiation.cli.paging import linked, paged
from negotiation.cli.timing import Timing
from negotiation.domain.light import Protocol
from negotiation.views.view import View


class Wishes(Form, Protocol):
    """How somebody wants an answer to look, and where it goes."""

    @property
    def pager(self) -> bool: ...
    @property
    def verbose(self) -> bool: ...


def answered(look: Wishes, form: str, view: View, timing: Timing) -> int:
    """Write the answer; the exit code says that it is done."""
    with timing.phase("answer"):
        text = formed(look, form, view)
    if look.output is not None or look.verbose:
        noting.not_kept()
    noting.answered()
    if look.output is not None or form != "table" or not sys.stdout.isatty():
        put(text, look.output)
    else:
        shown = linked(text) if is_colored(look.color) else text
        if paged(shown, wanted=look.pager):
            noting.not_kept()
        else:
            put(shown, None)
    if look.verbose:
        tell(str(timing))
    return Exit.DONE
