"""New records as new files: of a case that is new, its own files; of one that is there, files beside what it has."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from negotiation.export.incoming import Incoming
from negotiation.ledger.files import CODED, CODINGS, HEAD, REGISTER, REGISTERS
from negotiation.ledger.layout.fields import SEED
from negotiation.ledger.writing import list_text, record_text

SHOWN = 8
"""Characters of the digest that the files of added records are named by."""


def new_case(records: Sequence[Incoming]) -> dict[str, str]:
    """The files of a case by their names: head, register, events by the year of their report, assertions."""
    by_sort = _by_sort(records)
    texts = {HEAD: record_text(by_sort["head"][0].plain, HEAD), REGISTER: _list(by_sort["source"])}
    years: dict[str, list[Incoming]] = {}
    for one in by_sort["event"]:
        years.setdefault(_year(one), []).append(one)
    texts |= {f"{year}.yaml": _events(years[year]) for year in sorted(years)}
    if by_sort["assertion"]:
        texts["assertions.yaml"] = _assertions(by_sort["assertion"])
    for coder in sorted({str(one.plain["coder"]) for one in by_sort["coding"]}):
        texts[f"{CODED}{coder}.yaml"] = _codings([one for one in by_sort["coding"] if one.plain["coder"] == coder])
    return texts


def additions(records: Sequence[Incoming]) -> dict[str, str]:
    """The files that add records to a case, in the order in which they are to be written: sources come first."""
    return {name: _text(name, listed) for name, listed in listings(records).items()}


def listings(records: Sequence[Incoming]) -> dict[str, list[Incoming]]:
    """Which records each of those files lists, in their order."""
    by_sort = _by_sort(records)
    name = f"imported-{digest(one.text for one in records)}.yaml"
    found = {
        REGISTERS + name: by_sort["source"],
        name: [*_by_report(by_sort["event"]), *_by_day(by_sort["assertion"])],
        CODED + name: _by_event(by_sort["coding"]),
    }
    return {name: listed for name, listed in found.items() if listed}


def _text(name: str, records: Sequence[Incoming]) -> str:
    if name.startswith(REGISTERS):
        return _list(records)
    if name.startswith(CODED):
        return _codings(records)
    by_sort = _by_sort(records)
    return "\n".join(part for part in (_events(by_sort["event"]), _assertions(by_sort["assertion"])) if part)


def seeds(records: Iterable[Incoming]) -> dict[str, str]:
    """The files of seeds, by their names."""
    return {f"{one.id}.yaml": record_text(_in_order(one.plain), SEED) for one in records if one.sort == "seed"}


def digest(texts: Iterable[str]) -> str:
    """What some records are known by, in whatever order they come."""
    return sha256("\n".join(sorted(texts)).encode()).hexdigest()[:SHOWN]


def _by_sort(records: Sequence[Incoming]) -> dict[str, list[Incoming]]:
    found: dict[str, list[Incoming]] = {sort: [] for sort in ("head", "source", "event", "assertion", "coding")}
    for one in records:
        found.setdefault(one.sort, []).append(one)
    return found


def _list(records: Sequence[Incoming]) -> str:
    return list_text([one.plain for one in records], role=REGISTER) if records else ""


def _events(records: Sequence[Incoming]) -> str:
    return list_text([one.plain for one in _by_report(records)]) if records else ""


def _assertions(records: Sequence[Incoming]) -> str:
    return list_text([{"assertion": one.plain} for one in _by_day(records)]) if records else ""


def _codings(records: Sequence[Incoming]) -> str:
    return list_text([one.plain for one in _by_event(records)], role=CODINGS)


def _by_report(events: Sequence[Incoming]) -> list[Incoming]:
    return sorted(events, key=lambda one: (one.plain["reported"].lstrip("["), one.id))


def _by_day(assertions: Sequence[Incoming]) -> list[Incoming]:
    return sorted(assertions, key=lambda one: (one.plain["on"], one.plain["subject"], one.text))


def _by_event(codings: Sequence[Incoming]) -> list[Incoming]:
    return sorted(codings, key=lambda one: (str(one.plain.get("of", "")), one.text))


def _year(one: Incoming) -> str:
    return str(one.plain["reported"]).lstrip("[")[:4]


def _in_order(seed: Mapping[str, Any]) -> dict[str, Any]:
    """A seed with its paragraphs as they are counted."""
    paragraphs: dict[str, Any] = seed["paragraphs"]
    counted = sorted(paragraphs, key=lambda name: (len(name), name))
    return {**seed, "paragraphs": {name: paragraphs[name] for name in counted}}
