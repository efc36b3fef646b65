"""An answer as text, in the format that was asked for."""

from negotiation.cli.output import is_colored, is_plain, width
from negotiation.domain.light import Protocol
from negotiation.views.rendering import page_markdown, page_text, plain
from negotiation.views.rows import csv_text, json_text, jsonl_text
from negotiation.views.view import View


class Form(Protocol):
    """How somebody wants an answer to look."""

    @property
    def output(self) -> str | None: ...
    @property
    def color(self) -> str: ...
    @property
    def ascii(self) -> bool: ...


def formed(look: Form, form: str, view: View) -> str:
    """The answer in a format; a table as wide and as coloured as where it goes."""
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


def settled(view: View, form: str) -> View:
    """The same, its one shape for a format made now: it needs no more what it was made from."""
    match form:
        case "json":
            body = view.body()
            return _spent(view)._replace(body=lambda: body)
        case "jsonl":
            rows = [*view.rows()]
            return _spent(view)._replace(rows=lambda: rows)
        case "csv":
            facts = [*view.facts()]
            return _spent(view)._replace(facts=lambda: facts)
        case _:
            page = view.page()
            return _spent(view)._replace(page=lambda: page)


def _spent(view: View) -> View:
    return View(page=tuple, body=dict, rows=tuple, facts=tuple, heads=view.heads)
