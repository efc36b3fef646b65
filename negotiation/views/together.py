"""The answers about several cases in one."""

from collections.abc import Sequence

from negotiation.views.pages import Block, Heading, Page
from negotiation.views.rows import Record
from negotiation.views.view import View


def together(views: Sequence[tuple[str, View]], shape: str) -> View:
    """The answers one after the other, each with the id of its case; `shape` names the whole, as in `states/1`."""
    heads = views[0][1].heads

    def page() -> Page:
        blocks: list[Block] = []
        for case, view in views:
            blocks += [Heading(f"CASE {case}"), *view.page()]
        return tuple(blocks)

    def body() -> Record:
        return {"schema": f"negotiation/{shape}", "cases": [view.body() for _, view in views]}

    return View(
        page=page,
        body=body,
        rows=lambda: ({"case": case, **row} for case, view in views for row in view.rows()),
        facts=lambda: ({"case": case, **fact} for case, view in views for fact in view.facts()),
        heads=("case", *heads),
    )
