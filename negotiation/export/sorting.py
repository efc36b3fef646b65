"""What is new of some incoming records, what is there already, and what contradicts what is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from negotiation.domain.case import Case
from negotiation.export.canonical import text_of
from negotiation.export.incoming import Bad, Incoming


@dataclass(slots=True)
class Sorted:
    """Every incoming record is in one of the three."""

    new: list[Incoming] = field(default_factory=list[Incoming])
    known: list[Incoming] = field(default_factory=list[Incoming])
    conflicts: list[Bad] = field(default_factory=list[Bad])


def sort_out(incoming: Iterable[Incoming], case: Case | None, seeds: Mapping[str, str]) -> Sorted:
    """Compare records with those of a case, and with each other: of two with one id the first counts.

    `seeds` are the records of seeds that lie beside the cases, in their one form, by id.
    """
    there = {("seed", id_): text for id_, text in seeds.items()} | _there(case)
    named = None if case is None else {str(one) for one in case.head.seeds}
    found = Sorted()
    for one in incoming:
        key = one.sort, one.id if one.sort not in {"assertion", "coding"} else one.text
        said = there.get(key)
        if said == one.text:
            found.known.append(one)
        elif said is not None:
            found.conflicts.append(_bad(one, f"{_name(one)} is there already, and says something else"))
        elif one.sort == "seed" and named is not None and one.id not in named:
            found.conflicts.append(_bad(one, f"the head of the case does not name the seed '{one.id}'"))
        else:
            found.new.append(one)
            there[key] = one.text
    return found


def _there(case: Case | None) -> dict[tuple[str, str], str]:
    if case is None:
        return {}
    known = {("head", ""): text_of(case.head)}
    for sort, records in (("source", case.sources), ("seed", case.seeds), ("event", case.events)):
        known |= {(sort, str(one.id)): text_of(one) for one in records}
    known |= {("assertion", text): text for text in map(text_of, case.assertions)}
    return known | {("coding", text): text for text in map(text_of, case.codings)}


def _name(one: Incoming) -> str:
    return "the head of the case" if one.sort == "head" else f"the {one.sort} '{one.id}'"


def _bad(one: Incoming, why: str) -> Bad:
    return Bad(one.row, one.raw, "id" if one.id else "", why)
