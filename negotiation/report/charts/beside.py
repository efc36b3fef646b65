"""What charts are made of besides intervals and events, as a page holds it: assertions, parties, families, a width."""

from collections.abc import Iterator
from typing import Any

from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.case import Assertion
from negotiation.domain.ids import RECORD, ActorId, EventId
from negotiation.domain.intervals import Table
from negotiation.domain.seeing import seen_of
from negotiation.report.charts.chart import WIDE
from negotiation.report.embedded import EPOCH
from negotiation.views.phrases import labels
from negotiation.views.plain import is_record

Plain = dict[str, Any]

FAMILIES = {
    "said": ("stated", "claimed", "proposed", "accepted", "rejected", "withheld", "objected", "withdrawn", "scheduled"),
    "did": (
        "performed", "reversed", "acted", "decided", "suspended", "resumed", "waived", "cancelled", "terminated",
        "deposited", "deposit-accepted", "measure-taken", "entered-into-force",
    ),
    "agreed": ("committed", "amended", "agreed", "signed", "transferred", "replaced"),
    "met": ("contacted", "opened", "ended"),
    "record": ("observed", "determined", "held", "corrected", "retracted"),
}  # fmt: skip
"""The kinds of event, by what somebody did in them."""
FAMILY = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}


def beside(table: Table, width: int = WIDE) -> Plain:
    """All of it; days are counted from 1970-01-01."""
    return {
        "width": width,
        "labels": list(labels(table.case)),
        "parties": [[party.id, party.name] for party in table.case.head.parties],
        "organs": table.organs,
        "families": FAMILIES,
        "assertions": [*assertions(table)],
    }


def assertions(table: Table) -> Iterator[Plain]:
    """What the case asserts of figures performed: on which day, as known when, under whose reading."""
    for one in table.case.assertions:
        if "performed" in one.expect:
            yield {
                "subject": one.subject, "on": one.on.first - EPOCH, "known": _known(one) - EPOCH,
                "reading": one.reading or RECORD, "figures": _figures(one.expect["performed"]),
            }  # fmt: skip


def _known(one: Assertion) -> int:
    if one.known is None:
        return FOREVER
    return one.on.first if one.known == "same" else one.known.last


def _figures(value: Any) -> list[int]:
    ends = value.values() if is_record(value) else [value]
    return [int(end) for end in dict.fromkeys(ends) if str(end).isdecimal()]  # what else it says is no figure


def events(table: Table, outlook: Outlook) -> Iterator[Plain]:
    """The events of an outlook."""
    for id_ in table.book.events:
        event = event_of(table, outlook, id_)
        if event is not None:
            yield event


def event_of(table: Table, outlook: Outlook, id_: EventId) -> Plain | None:
    """An event as an outlook has it, or nothing where it has not."""
    resolver = table.resolver(outlook)
    if resolver.get(id_) is None:
        return None
    seen = seen_of(resolver, id_)
    if seen.days is None:
        return None
    parties = {str(party.id) for party in table.case.head.parties}
    named = dict.fromkeys(str(table.organs.get(ActorId(by), by)) for by in seen.by or ())
    return {
        "event": id_, "kind": seen.kind, "family": FAMILY[seen.kind], "title": seen.title or "-",
        "parties": [one for one in named if one in parties] or [""],
        "start": seen.days[0] - EPOCH, "end": seen.days[1] - EPOCH,
    }  # fmt: skip
