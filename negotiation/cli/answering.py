"""Writes an answer in the format that was asked for, where it was asked for."""

import sys
from typing import Protocol

from negotiation.cache import noting
from negotiation.cli.exits import Exit
from negotiation.cli.output import is_colored, is_plain, put, tell, width
from negotiation.cli.paging import linked, paged
from negotiation.cli.timing import Timing
from negotiation.views.rendering import page_markdown, page_text, plain
from negotiation.views.rows import csv_text, json_text, jsonl_text
from negotiation.views.view import View


class Wishes(Protocol):
    """How somebody wants an answer to look, and where it goes."""

    @property
    def output(self) -> str | None: ...
    @property
    def color(self) -> str: ...
    @property
    def ascii(self) -> bool: ...
    @property
    def pager(self) -> bool: ...
    @property
    def verbose(self) -> bool: ...


def answered(look: Wishes, form: str, view: View, timing: Timing) -> int:
    """Write the answer; the exit code says that it is done."""
    with timing.phase("answer"):
        text = _text(look, form, view)
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


def _text(look: Wishes, form: str, view: View) -> str:
    to_file = look.output is not None
    match form:
        case "json":
            return json_text(view.body(), ascii_only=look.ascii)
        case "jsonl":
            return jsonl_text(view.rows(), ascii_only=look.ascii)
        case "csv":
            return csv_text(view.facts(), view.heads)
        case "md":
            return page_markdown(view.page())
        case _:
            color = look.color == "always" if to_file else is_colored(look.color)
            text = page_text(view.page(), width=None if to_file else width(), color=color)
            return plain(text) if is_plain(wanted=look.ascii) else text
