"""Every id that is mentioned is given somewhere, and once.

An id that nothing has is told once, at the first place, and the other places are counted:
where the slip is in the record that gives the id, all who mention it are right.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from pydantic import BaseModel

from negotiation.domain.case import Assertion
from negotiation.domain.codings import Coding
from negotiation.domain.events import Event, kinds
from negotiation.domain.events.record import Corrected, HeldValue
from negotiation.ledger.codings import mentions_coded
from negotiation.ledger.gather import Gathered, gather
from negotiation.ledger.mentions import Mention, mentions
from negotiation.ledger.names import Given, Names, events_by_id
from negotiation.ledger.nearest import did_you_mean
from negotiation.ledger.pile import Pile
from negotiation.ledger.places import Origin
from negotiation.ledger.problems import Problem
from negotiation.ledger.revisions import mentions_elsewhere

CODES: dict[str, tuple[str, str]] = {
    "event": ("T111", "event"),
    "subject": ("T112", "subject"),
    "actor": ("T113", "party or organ"),
    "person": ("T113", "person"),
    "holder": ("T113", "party, organ, person, source or reading"),
    "reading": ("T114", "reading"),
    "source": ("T116", "source"),
    "rule": ("T115", "rule"),
    "coder": ("T113", "coder"),
}
"""Code and words for an id that nothing has, by what it is to refer to."""

NAMED = 3
"""Other places that are named, before they are only counted."""

Place = tuple[Origin, Mention]


def duplicate_ids(pile: Pile, names: Names) -> Iterator[Problem]:
    """Ids that two things have."""
    for one, other in names.twice:
        yield _twice(pile, one, other)


def _twice(pile: Pile, one: Given, other: Given) -> Problem:
    also = "another" if one.what == other.what else f"{_article(other.what)} {other.what}"
    return pile.texts.problem(
        one.origin,
        one.path,
        "T110",
        f"the {one.what} id '{one.name}' is taken by {also}{' ' + one.what if also == 'another' else ''}",
        label="given again",
        key=one.what == "rule",
        related=[pile.texts.related(other.origin, other.path, "first given here")],
        ids=(one.name,),
        help_="ids of a case share one name space: choose another",
    )


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def unknown_ids(pile: Pile, names: Names, cited: set[str]) -> Iterator[Problem]:
    """Ids that nothing has; whatever is named as a source or a holder is put into `cited` on the way."""
    by_id: dict[Any, Event] = dict(events_by_id(pile, names))
    if _at_first_sight(pile, names, by_id, cited):
        return
    missing: dict[str, list[Place]] = {}
    for record, origin in records(pile):
        for mention in _mentions(record, by_id):
            if _is_known(mention, names, record):
                continue
            if mention.name.partition("/")[0] in pile.words:
                continue
            if names.may_be_lost(mention.space, mention.name) or (
                isinstance(record, HeldValue) and "event" in names.lost
            ):
                pile.untold += 1
            else:
                missing.setdefault(_unknown_part(mention, names), []).append((origin, mention))
    for name, places in missing.items():
        yield _unknown(pile, names, name, places)


def _at_first_sight(pile: Pile, names: Names, by_id: dict[Any, Event], cited: set[str]) -> bool:
    """Whether everything that is mentioned is known; a closer look at each mention takes four times as long."""
    found: Gathered = defaultdict(set)
    known = True
    for record, _ in records(pile):
        if isinstance(record, Corrected | HeldValue | Assertion | Coding):
            for mention in _mentions(record, by_id):
                if mention.space in {"source", "holder"}:
                    found[mention.space].add(mention.name)
                known = known and _is_known(mention, names, record)
        else:
            gather(record, found)
    cited |= found["source"] | found["holder"]
    return known and all(_is_known(Mention(space, name, ()), names, None) for space in found for name in found[space])


def _mentions(record: BaseModel, by_id: dict[Any, Event]) -> Iterator[Mention]:
    yield from mentions(record)
    if isinstance(record, Corrected | HeldValue):
        yield from mentions_elsewhere(record, by_id)
    if isinstance(record, Coding):
        yield from mentions_coded(record, by_id)
    if isinstance(record, Assertion) and not (record.depositary and record.subject == "instruments"):
        yield Mention("subject", record.subject, ("subject",))


def records(pile: Pile) -> Iterable[tuple[BaseModel, Origin]]:
    """All that was read, the head first."""
    return chain([pile.head] if pile.head else [], pile.seeds, pile.sources, pile.events, pile.assertions, pile.codings)


def _is_known(mention: Mention, names: Names, record: BaseModel | None) -> bool:
    if mention.space == "kind":
        return mention.name in kinds()
    if mention.space == "paragraph":
        source, _, paragraph = mention.name.partition(" ")
        return source not in names.paragraphs or paragraph in names.paragraphs[source]
    if mention.name in names.by_space[mention.space]:
        return True
    if mention.space != "subject":
        return False
    whole, _, tranche = mention.name.partition("/")
    if tranche:
        of_a_period = whole in names.recurring and tranche.isdigit() and tranche[0] != "0"
        return of_a_period or tranche in names.tranches.get(whole, ())
    return isinstance(record, HeldValue) and whole in names.events


def _unknown_part(mention: Mention, names: Names) -> str:
    """The commitment of an unknown tranche where it is the commitment that nobody made."""
    whole = mention.name.partition("/")[0]
    return mention.name if mention.space != "subject" or whole in names.subjects else whole


def _unknown(pile: Pile, names: Names, name: str, places: list[Place]) -> Problem:
    (origin, mention), *others = places
    space = mention.space
    whole, _, tranche = name.partition("/")
    if space == "kind":
        code, message, hint = "T104", f"unknown event kind '{name}'", did_you_mean(name, kinds())
    elif space == "paragraph":
        seed, _, paragraph = name.partition(" ")
        code, message = "T116", f"the record of seed '{seed}' has no paragraph {paragraph}"
        hint = f"it has P1 to P{len(names.paragraphs[seed])}"
    elif tranche:
        known = names.tranches.get(whole, ())
        code, message = "T112", f"'{whole}' has no tranche '{tranche}'"
        hint = f"it has {', '.join(sorted(known))}" if known else "it has no tranches"
    else:
        code, what = CODES[space]
        message, hint = f"no {what} '{name}'", did_you_mean(name, names.by_space[space])
    return pile.texts.problem(
        origin,
        mention.path,
        code,
        message,
        key=mention.is_key,
        label=hint,
        notes=[("also in", _others(others))] if others else (),
        ids=(name,),
    )


def _others(places: list[Place]) -> str:
    shown = list(dict.fromkeys(str(origin) for origin, _ in places))
    more = f" and {len(shown) - NAMED} more records" if len(shown) > NAMED else ""
    return ", ".join(shown[:NAMED]) + more
