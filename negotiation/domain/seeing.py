"""Records as answers show them, from the records themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from negotiation.domain.answering import About, Passage, Seen
from negotiation.domain.book import Book
from negotiation.domain.events import Event
from negotiation.domain.events.about import actors_of
from negotiation.domain.events.record import HeldValue
from negotiation.domain.ids import EventId
from negotiation.domain.resolve import Resolved, Resolver
from negotiation.domain.subjects import Subject, concerned, moves
from negotiation.domain.values import Holding, has_holders
from negotiation.domain.wording import said

DETAILS = ("form", "stage", "asserts", "outcome")
"""Fields that say what kind of a kind an event is."""


@dataclass(frozen=True, slots=True)
class Resolving:
    """The records as a resolver has them."""

    resolver: Resolver

    def seen(self, id_: EventId) -> Seen:
        """A record, as far as answers show it."""
        return seen_of(self.resolver, id_)

    def is_known(self, id_: EventId) -> bool:
        """Whether the record has been reported by then."""
        return self.resolver.is_known(id_)

    def why_left_out(self, id_: EventId) -> str | None:
        """Why a record does not count for this outlook, if it does not."""
        return self.resolver.why_left_out(id_)


def seen_of(resolver: Resolver, id_: EventId) -> Seen:
    """A record as an outlook has it: as it stands corrected, or as it was entered where the outlook has it not."""
    entered = resolver.book.events[id_]
    happened = resolver.get(id_)
    if happened is None:
        return _seen(entered, entered)
    return _seen(happened.event, entered)._replace(
        days=(happened.days[0], happened.days[-1]),
        first=happened.days[0],
        touched=happened.touched,
        differs=len(happened.variants) > 1,
        accounts=tuple(_accounts(happened)),
    )


def entered_of(book: Book, id_: EventId) -> Seen:
    """A record as it was entered."""
    return _seen(book.events[id_], book.events[id_])


def _seen(event: Event, entered: Event) -> Seen:
    return Seen(
        entered.id, event.kind, _detail(event), _by(event), _to(event), event.title,
        tuple(Passage(one.source, one.paragraph, one.attribution, one.speaker) for one in event.sources),
        None, entered.reported.first, getattr(entered.on, "mark", ""),
        f"reported {entered.reported}" if has_holders(entered.on) else said(entered.on),
    )  # fmt: skip


def _detail(event: Event) -> str | None:
    return next((value for name in DETAILS if isinstance(value := getattr(event, name, None), str)), None)


def _by(event: Event) -> tuple[str, ...] | None:
    """Who did or said it; of one with holders the actor that the record goes by."""
    by: Any = next((one for name in ("by", "debtor", "consent") if (one := getattr(event, name, None))), None)
    if not has_holders(by):
        return _several(by)
    settled = by.value if by.adopted is None else by.adopted.value
    return None if settled is None else _several(settled)


def _to(event: Event) -> tuple[str, ...] | None:
    to = getattr(event, "to", None) or getattr(event, "against", None)
    return None if to is None else _several(to)


def _several(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if _is_several(value) else (str(value),)


def _is_several(value: Any) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _accounts(happened: Resolved) -> Iterator[tuple[str, str]]:
    """Who has which day, where the day of an event has holders."""
    on = happened.event.on
    if isinstance(on, Holding):
        yield from ((said(account.value), account.holder) for account in on.accounts)


def abouts(subject: Subject, book: Book) -> Iterator[About]:
    """The records that are about a subject, of those that its fold reads."""
    for id_ in subject.inputs:
        event = book.events[id_]
        if subject.id in set(concerned(event, book)):
            held, adopted = None, False
            if isinstance(event, HeldValue):
                held, adopted = tuple(event.by_reading), event.adopted is not None
            yield About(id_, event.kind, actors_of(event), moves(event, subject), held, adopted)
