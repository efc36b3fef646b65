"""An answer that rests on records which are not in the case: every line of its header says so, and every row."""

from collections.abc import Iterable, Sequence

from negotiation.domain.light import NamedTuple
from negotiation.views.pages import Lines, Page
from negotiation.views.phrases import counted
from negotiation.views.rows import Record
from negotiation.views.view import View

MARK = "what if: "
COLUMN = "hypothetical"


class Supposed(NamedTuple):
    """Records that are in no file of the case."""

    file: str
    ids: tuple[str, ...]
    unmet: int = 0
    """How many assertions of the case do not hold with them."""

    @property
    def sentences(self) -> tuple[str, ...]:
        named = f": {', '.join(self.ids)}" if self.ids else ""
        first = f"{MARK}with {counted(len(self.ids), 'event')} of {self.file}, in no file of the case{named}"
        failed = counted(self.unmet, "assertion of the case does not hold", "assertions of the case do not hold")
        return (first, f"{MARK}{failed} with them") if self.unmet else (first,)


def hypothetical(view: View, supposed: Supposed) -> View:
    """The same answer in every shape, each saying on what it rests."""
    ids = list(supposed.ids)
    return View(
        page=lambda: _page(view.page(), supposed),
        body=lambda: _body(view.body(), ids),
        rows=lambda: _marked(view.rows(), ids),
        facts=lambda: _marked(view.facts(), ids),
        heads=(*view.heads, COLUMN) if view.heads else (),
    )


def _page(page: Page, supposed: Supposed) -> Page:
    if page and isinstance(page[0], Lines):
        return (Lines((*supposed.sentences, *(MARK + text for text in page[0].lines))), *page[1:])
    return (Lines(supposed.sentences), *page)


def _body(body: Record, ids: Sequence[str]) -> Record:
    first = {name: body[name] for name in ("schema",) if name in body}
    return {**first, COLUMN: list(ids), **body}


def _marked(rows: Iterable[Record], ids: Sequence[str]) -> Iterable[Record]:
    return ({**row, COLUMN: list(ids)} for row in rows)
