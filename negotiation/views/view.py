"""An answer in every shape that it may be written in."""

from collections.abc import Callable, Iterable

from negotiation.domain.light import NamedTuple
from negotiation.views.pages import Page
from negotiation.views.rows import Record


class View(NamedTuple):
    """Only the shape that is asked for is made."""

    page: Callable[[], Page]
    body: Callable[[], Record]
    """The JSON document."""
    rows: Callable[[], Iterable[Record]]
    """One JSON object a line."""
    facts: Callable[[], Iterable[Record]]
    """One fact a row, for CSV."""
    heads: tuple[str, ...] = ()
    """The columns of CSV where there may be no row to tell them."""
