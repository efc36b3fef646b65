"""Plain deliveries reckoned by hand: a second oracle, which imports nothing of the domain but how days are numbered.

It knows one commitment to deliver, with tranches of known size, fixed due days or
due nights, conditions on dates, performances of certain days, waivers and
amendments, all reported on the day. No two things happen on one day.
"""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from negotiation.domain.dates import day_of
from tests.cases import Plain, day, record

NEVER = 10**9


@dataclass
class Tranche:
    """One tranche as it stands."""

    name: str
    size: int | None
    """`None`: the rest of the total."""
    due: int | None = None
    night: bool = False
    opens: int | None = None
    """The day from which it may be due at all."""
    filled: int = 0
    filled_late: bool = False
    waived: int = 0
    closed_on: int | None = None

    @property
    def closed(self) -> bool:
        """Whether it was waived."""
        return self.closed_on is not None


@dataclass
class Account:
    """The whole commitment as it stands."""

    total: int
    opens: int | None
    tranches: list[Tranche]
    given: list[tuple[int, int, str, int]] = field(default_factory=list[tuple[int, int, str, int]])
    """Day, minute, tranche, quantity."""
    excess: int = 0
    waived_whole: bool = False
    satisfied: bool = False

    def size(self, one: Tranche) -> int:
        """How much a tranche is, the rest worked out."""
        if one.size is not None:
            return one.size
        return max(0, self.total - sum(t.size or 0 for t in self.tranches if t is not one))

    def left(self, one: Tranche) -> int:
        """What is still owed of a tranche, closed or not."""
        return max(0, self.size(one) - one.filled - one.waived)

    def due(self, one: Tranche) -> int | None:
        """Its due day; a tranche that opened later, by its own condition or the whole's, is due on that day."""
        if one.due is None:
            return None
        return max(one.due, one.opens or 0, self.opens or 0)


def reckon(history: list[Plain], on: int) -> dict[str, Any]:
    """The figures of the whole and of every tranche at the end of a day."""
    happened = sorted((p for p in history if day_of(p["on"][:10]) <= on), key=lambda p: p["on"])
    account = _opened(happened[0])
    for plain in happened[1:]:
        today = day_of(plain["on"][:10])
        _settle(account, today - 1)
        if account.waived_whole or (account.satisfied and not any(t.filled for t in account.tranches)):
            continue  # nothing leads out of it, and what is given counts as nothing
        match plain["kind"]:
            case "performed":
                _give(account, plain, today)
            case "waived":
                _waive(account, plain, today)
            case _:
                _change(account, plain)
        _settle(account, today)
    _settle(account, on)
    return _told(account, on)


def _opened(plain: Plain) -> Account:
    made = day_of(plain["on"])

    def opens(condition: Plain | None) -> int | None:
        return None if condition is None else max(made, day_of(condition["reached"]))

    tranches = [
        Tranche(t["id"], None if t["size"] == "rest" else t["size"], *_due(t.get("due")), opens(t.get("condition")))
        for t in plain["tranches"]
    ]
    return Account(plain["total"], opens(plain.get("condition")), tranches)


def _due(written: Any) -> tuple[int | None, bool]:
    match written:
        case None:
            return None, False
        case {"night_of": night}:
            return day_of(night), True
        case _:
            return day_of(written), False


def _give(account: Account, plain: Plain, today: int) -> None:
    named = plain["subject"].partition("/")[2]
    if any(t.name == named and t.closed for t in account.tranches):
        return  # to what is closed already: kept, and counted as nothing
    minute = NEVER
    if "T" in plain["on"]:
        hours, minutes = plain["on"][11:16].split(":")
        minute = int(hours) * 60 + int(minutes)
    quantity = plain["quantity"] if plain.get("conforming", True) else 0
    account.given.append((today, minute, named, quantity))
    _pour(account, *account.given[-1])


def _pour(account: Account, today: int, minute: int, named: str, quantity: int) -> None:
    """Into the tranche named, then into the earliest that is not full, then over the brim.

    A night is later than its day.
    """

    def rank(one: Tranche) -> tuple[bool, int, bool, int]:
        opened = all(opens is None or opens < today for opens in (one.opens, account.opens))
        due = account.due(one) if opened else one.due
        night = one.night and due == one.due
        return one.name != named, NEVER if due is None else due, night, account.tranches.index(one)

    for one in sorted(account.tranches, key=rank):
        if one.closed_on is not None and one.closed_on < today:
            continue
        took = min(quantity, account.left(one))
        one.filled += took
        quantity -= took
        if took and account.left(one) == 0:
            due = account.due(one)
            by_noon = one.night and due == one.due and due is not None and today == due + 1 and minute < 12 * 60
            one.filled_late = due is not None and today > due and not by_noon
    account.excess += quantity


def _waive(account: Account, plain: Plain, today: int) -> None:
    named = plain["subject"].partition("/")[2]
    if account.satisfied:
        return
    if not named:
        account.waived_whole = True
        return
    one = next(t for t in account.tranches if t.name == named)
    if one.closed or (account.left(one) == 0 and one.filled):
        return
    if "quantity" in plain:
        one.waived += min(plain["quantity"], account.left(one))
    else:
        one.closed_on = today


def _change(account: Account, plain: Plain) -> None:
    if account.satisfied:
        return
    named = plain["subject"].partition("/")[2]
    one = next(t for t in account.tranches if t.name == named)
    one.due, one.night = _due(plain["due"])
    late = {t.name: t.filled_late for t in account.tranches if t.filled and account.left(t) == 0}
    for t in account.tranches:
        t.filled = 0
    account.excess = 0
    for given in account.given:
        _pour(account, *given)
    for t in account.tranches:
        t.filled_late = late.get(t.name, t.filled_late)


def _settle(account: Account, today: int) -> None:
    """Satisfied for good, once nothing is left and its condition has come true."""
    is_open = account.opens is None or account.opens <= today
    if is_open and not account.waived_whole and all(t.closed or account.left(t) == 0 for t in account.tranches):
        account.satisfied = True


def _told(account: Account, on: int) -> dict[str, Any]:
    over = account.waived_whole
    parts = {t.name: _part(account, t, on) for t in account.tranches}
    whole = {
        name: sum(p[name] for p in parts.values())
        for name in ("performed", "outstanding", "upcoming", "overdue", "not_due", "discharged_otherwise")
    }
    open_dues = [
        due
        for t in account.tranches
        if not t.closed
        and account.left(t)
        and not over
        and _is_open(account, t, on)
        and (due := account.due(t)) is not None
    ]
    oldest = min(open_dues, default=None)
    given = any(t.filled for t in account.tranches)
    phase = (
        "waived" if over else "satisfied" if account.satisfied and given else "waived" if account.satisfied else None
    )
    if phase is None:
        waits = account.opens is not None and account.opens > on
        phase = "conditional" if waits else "in force"
    return {
        "whole": whole | {"total": account.total, "excess": account.excess, "difference": 0},
        "parts": parts,
        "phase": phase,
        "days_overdue": max(0, on - oldest) if oldest is not None else 0,
    }


def _is_open(account: Account, one: Tranche, on: int) -> bool:
    """Whether it may be due at all on a day: its own condition and the whole's are true."""
    return all(opens is None or opens <= on for opens in (account.opens, one.opens))


def _part(account: Account, one: Tranche, on: int) -> dict[str, int]:
    left = account.left(one)
    found = {
        "performed": one.filled,
        "outstanding": left,
        "upcoming": 0,
        "overdue": 0,
        "not_due": 0,
        "discharged_otherwise": one.waived,
    }
    if one.closed or account.waived_whole:
        return found | {"outstanding": 0, "discharged_otherwise": one.waived + left}
    due = account.due(one)
    name = "not_due" if not _is_open(account, one, on) else "overdue" if due is not None and on > due else "upcoming"
    return found | {name: left}


# Histories


@st.composite
def delivery_histories(draw: Any) -> list[Plain]:
    """One promise on the first day, then one thing a day at most."""
    days = draw(st.lists(st.integers(2, 30), min_size=1, max_size=8, unique=True))
    names = ["1", "2", "3"][: draw(st.integers(1, 3))]
    due_days = st.one_of(st.none(), st.integers(2, 30).map(day), st.integers(2, 30).map(lambda n: {"night_of": day(n)}))
    tranches: list[Plain] = []
    for name in names:
        due = draw(due_days)
        condition = draw(st.one_of(st.none(), st.none(), st.integers(1, 25).map(lambda n: {"reached": day(n)})))
        size = draw(st.integers(1, 6))
        one: Plain = {"id": name, "size": size}
        tranches.append(
            one | ({} if due is None else {"due": due}) | ({} if condition is None else {"condition": condition})
        )
    total = sum(t["size"] for t in tranches)
    if draw(st.booleans()):
        tranches[-1]["size"] = "rest"
    promise = record(
        "committed", "e0", 1, commitment="goods", debtor="aland", creditor="bland", obligation="deliver", total=total,
        unit="units", tranches=tranches,
    )  # fmt: skip
    if draw(st.integers(0, 4)) == 0:
        promise["condition"] = {"reached": day(draw(st.integers(1, 25)))}
    history = [promise]
    for number, on in enumerate(sorted(days), 1):
        id_ = f"e{number}"
        part = draw(st.sampled_from(["goods", *(f"goods/{n}" for n in names)]))
        match draw(st.sampled_from(["performed", "performed", "performed", "waived", "amended"])):
            case "performed":
                clock = draw(st.sampled_from(["", "", "T00:00+00:00", "T11:59+00:00", "T12:00+00:00"]))
                more: Plain = {} if draw(st.integers(0, 5)) else {"conforming": False}
                history.append(
                    record("performed", id_, day(on) + clock, reported=on, subject=part, by="aland",
                           quantity=draw(st.integers(0, 7)), **more)
                )  # fmt: skip
            case "waived":
                if part == "goods" and draw(st.integers(0, 2)):
                    continue
                more = {"quantity": draw(st.integers(1, 4))} if part != "goods" and draw(st.booleans()) else {}
                history.append(record("waived", id_, on, subject=part, by="bland", **more))
            case _:
                if part != "goods":
                    new = draw(st.integers(2, 30).map(day))
                    history.append(record("amended", id_, on, subject=part, due=new, consent=["aland", "bland"]))
    return history
