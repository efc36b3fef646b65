"""Events in the vocabularies of event data, CAMEO and PLOVER, each with how well the code fits.

A mapping goes by the kind of the event alone, and never by what its words may suggest: no
code is chosen that would take a side. Most kinds have none, and then the fit is `none`.
PLOVER follows from the CAMEO code by the conversion table of its own authors.
"""

import json
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from negotiation.domain.book import first_day, last_day
from negotiation.domain.case import Case
from negotiation.domain.dates import iso
from negotiation.domain.events import Event
from negotiation.domain.events.about import actors_of, field_of, wholes_named
from negotiation.domain.events.commitments import Amended, Committed
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.events.record import Contacted, Told
from negotiation.domain.events.talks import TalksStep
from negotiation.domain.intervals import Table
from negotiation.ledger.plain import items_of

CAMEO = "CAMEO 1.1b3"
PLOVER = "PLOVER 0.8 (draft), CAMEO2PLOVER-2021"
Fit = Literal["exact", "broader", "narrower", "none"]
"""Of the code: it means the same, it is wider, it is narrower, or there is none."""


class Code(NamedTuple):
    """A CAMEO code with its fit, and what the conversion table makes of it."""

    cameo: str | None = None
    label: str = ""
    cameo_fit: Fit = "none"
    plover: str | None = None
    mode: str = ""
    context: str = ""
    plover_fit: Fit = "none"


NONE = Code()
INTENT = "Express intent to cooperate, not specified below"
MAPPING: dict[str, Code] = {
    "committed": Code("030", INTENT, "broader", "AGREE", "", "diplomatic", "broader"),
    "amended, with consent": Code(None, "", "none", "AGREE", "", "", "broader"),
    "suspended, of talks": Code("164", "Halt negotiations", "broader", "SANCTION", "withdraw", "diplomatic", "broader"),
    "resumed, of talks": Code("046", "Engage in negotiation", "broader", "CONSULT", "", "diplomatic", "broader"),
    "agreed": Code("036", "Express intent to meet or negotiate", "broader", "AGREE", "", "diplomatic", "broader"),
    "opened": Code("046", "Engage in negotiation", "broader", "CONSULT", "", "diplomatic", "broader"),
    "proposed, demand": Code("100", "Demand, not specified below", "exact", "DEMAND", "", "", "exact"),
    "proposed, request": Code("020", "Make an appeal or request, not specified below", "broader"),
    "proposed, threat": Code("130", "Threaten, not specified below", "exact", "THREATEN", "", "", "exact"),
    "rejected": Code("120", "Reject, not specified below", "exact", "REJECT", "", "", "exact"),
    "signed": Code("057", "Sign formal agreement", "broader", "SUPPORT", "", "diplomatic", "broader"),
    "contacted, met": Code("040", "Consult, not specified below", "broader", "CONSULT", "", "", "broader"),
    "contacted, called": Code("041", "Discuss by telephone", "exact", "CONSULT", "phone", "", "exact"),
    "contacted, mediated": Code("045", "Mediate", "exact", "CONSULT", "", "diplomatic", "broader"),
    "stated": Code("010", "Make statement, not specified below", "broader"),
    "claimed, breach": Code("112", "Accuse, not specified below", "broader", "ACCUSE", "disapprove", "", "broader"),
}
"""The codes that there are; what is not here has none."""


def plover(table: Table) -> str:
    """Every event, one a line, by day and id; with no code where none fits."""
    rows = sorted(_rows(table), key=lambda row: (row["date"], row["id"]))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    case = table.case
    talks = talks_of(case)
    for event in case.events:
        placed = table.book.events[event.id]
        days = dict.fromkeys((iso(first_day(placed)), iso(last_day(placed))))
        code = code_of(event, talks)
        yield {
            "id": f"{case.id}/{event.id}", "date": "/".join(days), "actor": [str(one) for one in actors_of(event)],
            "recipient": [str(one) for one in _recipients(event)], "event": code.plover, "mode": code.mode,
            "context": code.context, "fit": code.plover_fit, "version": PLOVER, "cameo": code.cameo,
            "cameoLabel": code.label, "cameoFit": code.cameo_fit, "cameoVersion": CAMEO, "kind": event.kind,
            "eventText": event.title or "", "source": [str(one.source) for one in event.sources],
        }  # fmt: skip


def talks_of(case: Case) -> frozenset[str]:
    """The processes of a case."""
    return frozenset(str(event.process) for event in case.events if isinstance(event, TalksStep))


def code_of(event: Event, talks: frozenset[str]) -> Code:
    """The code of an event, by its kind and what divides its kind."""
    return MAPPING.get(_name(event, talks), NONE)


def _name(event: Event, talks: frozenset[str]) -> str:
    match event:
        case Committed(obligation="refrain"):
            return "committed, to refrain"
        case Amended(consent=consent):
            return "amended, with consent" if consent else "amended"
        case Proposed(form=form):
            return f"proposed, {form}"
        case Contacted(form=form):
            return f"contacted, {form}"
        case Told(kind="claimed", asserts="breach" | "prior-breach", against=against) if against is not None:
            return "claimed, breach"
        case _ if event.kind in {"suspended", "resumed"} and not talks.isdisjoint(wholes_named(event)):
            return f"{event.kind}, of talks"
        case _:
            return event.kind


def _recipients(event: Event) -> tuple[Any, ...]:
    for name in ("to", "creditor", "against"):
        found = field_of(event, name)
        if found is not None:
            return items_of(found) or (found,)
    return ()
