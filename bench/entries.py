"""The same histories for programs that keep accounts: date, kind, party, commitment, quantity, source and note."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.flow import Plain
from bench.histories import Made, Wanted, histories
from bench.story import iso


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as an account keeps it."""

    id: str
    day: str
    kind: str
    party: str
    commitment: str
    quantity: int
    unit: str
    source: str
    note: str


def entries(made: Made) -> Iterator[Entry]:
    """The events of a case, in the order of their days."""
    units = {one["commitment"]: one["unit"] for _, one in made.events if "total" in one}
    for day, one in made.events:
        about = _about(one)
        quantity = one.get("quantity", 1)
        if not isinstance(quantity, int):
            quantity = quantity["value"]
        by: Any = one.get("by", one.get("debtor", "body"))
        yield Entry(
            id=f"{made.id}-{one['id']}",
            day=iso(day),
            kind=one["kind"],
            party=by if isinstance(by, str) else by[0],
            commitment=f"{made.id}-{about}",
            quantity=quantity,
            unit=units.get(about, "events") if one["kind"] == "performed" else "events",
            source=one["sources"][0]["source"],
            note=one["title"],
        )


def _about(one: Plain) -> str:
    for field in ("subject", "commitment", "process", "proposal", "measure", "revises"):
        if field in one:
            named: Any = one[field]
            return (named if isinstance(named, str) else str(named[0])).partition("/")[0]
    if "bears_on" in one:
        return str(one["bears_on"][0]["subject"])
    return str(one["instruments"][0]["id"]) if "instruments" in one else "talks"


def journal(found: Iterable[Entry]) -> Iterator[str]:
    """A journal that hledger and ledger read."""
    for one in found:
        yield (
            f"{one.day} * {one.note}  ; kind:{one.kind}, source:{one.source}\n"
            f"    Expenses:{one.commitment}    {one.quantity} {one.unit}\n"
            f"    Liabilities:{one.party}\n\n"
        )


def beancount(found: Iterable[Entry], opened: str) -> Iterator[str]:
    """A file that beancount reads; all accounts are opened on the day `opened`."""
    seen: set[str] = set()
    for one in found:
        accounts = f"Expenses:{one.commitment.capitalize()}", f"Liabilities:{one.party.capitalize()}"
        for account in accounts:
            if account not in seen:
                seen.add(account)
                yield f"{opened} open {account}\n"
        unit = one.unit.upper()
        yield (
            f'{one.day} * "{one.party}" "{one.note}"\n'
            f'  kind: "{one.kind}"\n'
            f'  source: "{one.source}"\n'
            f"  {accounts[0]}  {one.quantity} {unit}\n"
            f"  {accounts[1]}  -{one.quantity} {unit}\n\n"
        )


def main(args: list[str]) -> int:
    """Write a journal or a beancount file: events, cases, path; the path's ending says which."""
    events, cases, name = args
    path = Path(name)
    wanted = Wanted(int(events), int(cases))
    found = sorted((one for made in histories(wanted) for one in entries(made)), key=lambda one: (one.day, one.id))
    lines = beancount(found, found[0].day) if path.suffix == ".beancount" else journal(found)
    path.write_text("".join(lines), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
