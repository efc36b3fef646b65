"""A history that grows day by day, against a model as simple as can be; and what was answered once stays answered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from negotiation.domain.answers import Question, row_of
from negotiation.domain.dates import day_of
from negotiation.domain.intervals import Table
from negotiation.domain.parts import Row
from tests.cases import Plain, case_of, day, record
from tests.strategies import share

TOTAL = 10
WINDOW = (5, 40)
PARTIES: Plain = {"debtor": "aland", "creditor": "bland"}
quantities = st.integers(0, 7)
few_days = st.integers(1, 6)


@dataclass
class Model:
    """The promise, as a person would count it on their fingers."""

    due: int
    given: dict[str, int] = field(default_factory=dict[str, int])
    """How much each performance still counts for."""
    over: str = ""
    word: str | None = None
    """What it is called once it is satisfied; `None` where that is too hard for fingers."""
    notice: bool = False
    paused: bool = False

    @property
    def filled(self) -> int:
        return min(TOTAL, sum(self.given.values()))

    @property
    def excess(self) -> int:
        return sum(self.given.values()) - self.filled

    def take(self, happened: Plain) -> None:
        """One thing on a day of its own."""
        match happened["kind"]:
            case "performed" if self.over != "waived":
                had = self.filled
                self.given[happened["id"]] = happened["quantity"]
                if had < TOTAL == self.filled:
                    self.over = "satisfied"
                    self.word = "satisfied late" if day_of(happened["on"]) > self.due else "satisfied"
            case "reversed" if happened["undoes"] in self.given:
                self.given[happened["undoes"]] = 0
                if self.over != "waived":
                    self.over, self.word = ("satisfied" if self.filled == TOTAL else ""), None
            case "waived" if not self.over:
                self.over = "waived"
            case "amended" if not self.over and "bland" in happened["consent"]:
                self.due = day_of(happened["due"])
            case "withheld":
                self.notice = True
            case "suspended" if not self.over:
                self.paused = True
            case "resumed" if not self.over:
                self.paused = False
            case _:
                pass

    def row(self, on: int) -> Row:
        """What the answer has to be."""
        left = 0 if self.over else TOTAL - self.filled
        late = left if on > self.due else 0
        return {
            "phase": self.over or "in force",
            "performed": self.filled,
            "outstanding": left,
            "overdue": late,
            "upcoming": left - late,
            "discharged_otherwise": TOTAL - self.filled if self.over else 0,
            "excess": self.excess,
            "days_overdue": on - self.due if late else 0,
        }


class Negotiation(RuleBasedStateMachine):
    """One thing happens a day at most; reports come on the day."""

    def __init__(self) -> None:
        super().__init__()
        self.today = 1
        self.told: list[Plain] = []
        self.answered: list[tuple[Question, Row | None]] = []
        self.replayed: tuple[int, Table] | None = None

    @initialize(due=st.integers(3, 20))
    def promise(self, due: int) -> None:
        """Aland promises Bland ten units, and to refrain for some weeks."""
        self.due = day_of(day(due))
        window = {"from": day(WINDOW[0]), "until": day(WINDOW[1])}
        self.told = [
            record("committed", "goods-promised", 1, commitment="goods", obligation="deliver", total=TOTAL,
                   unit="units", due=day(due), **PARTIES),
            record("committed", "restraint-promised", 1, commitment="restraint", obligation="refrain", act="moves",
                   window=window, **PARTIES),
        ]  # fmt: skip

    def happens(self, kind: str, **content: Any) -> None:
        """On the next day."""
        self.today += 1
        self.told.append(record(kind, f"e{len(self.told)}", self.today, **content))

    @property
    def performances(self) -> list[str]:
        return [one["id"] for one in self.told if one["kind"] == "performed"]

    @rule(days=few_days)
    def wait(self, days: int) -> None:
        """Nothing happens, and what is answered today is kept."""
        for subject in ("goods", "restraint"):
            question = Question(day_of(day(self.today)), day_of(day(self.today)))
            self.answered.append((question, self.row(subject, question)))
        self.today += days

    @rule(quantity=quantities)
    def perform(self, quantity: int) -> None:
        self.happens("performed", subject="goods", by="aland", quantity=quantity)

    @rule(days=few_days)
    def amend(self, days: int) -> None:
        due = day(self.today + days)
        self.happens("amended", subject="goods", due=due, consent=["aland", "bland"])

    @rule(days=few_days)
    def announce_alone(self, days: int) -> None:
        due = day(self.today + days)
        self.happens("amended", subject="goods", due=due, consent=["aland"])

    @rule()
    def withhold(self) -> None:
        self.happens("withheld", subject="goods", by="aland")

    @rule()
    def claim(self) -> None:
        self.happens("claimed", subject="goods", by="bland", asserts="breach", against="aland")

    @rule(kind=st.sampled_from(["suspended", "resumed"]))
    def suspend(self, kind: str) -> None:
        self.happens(kind, subject="goods", by="aland")

    @precondition(lambda self: self.today > 15)
    @rule()
    def waive(self) -> None:
        self.happens("waived", subject="goods", by="bland")

    @precondition(lambda self: any(one["kind"] == "performed" for one in self.told))
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """What was delivered is taken back, from today on."""
        self.happens("reversed", undoes=data.draw(st.sampled_from(self.performances)), by="aland")

    @precondition(lambda self: any(one["kind"] == "performed" for one in self.told))
    @rule(data=st.data(), quantity=quantities)
    def correct(self, data: st.DataObject, quantity: int) -> None:
        """The world learns today that another number was delivered then."""
        about = data.draw(st.sampled_from(self.performances))
        self.happens("corrected", revises=about, set={"quantity": quantity}, reason="source-corrected")

    @precondition(lambda self: any(one["kind"] == "performed" for one in self.told))
    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        about = data.draw(st.sampled_from(self.performances))
        self.happens("retracted", revises=about, reason="source-corrected")

    @rule(within=st.sampled_from(["true", "true", "unknown", "false"]))
    def act(self, within: str) -> None:
        self.happens("acted", by="aland", act="moves", bears_on=[{"subject": "restraint", "within": within}])

    def history(self) -> Iterator[Plain]:
        """What is now known to have happened, in the order of days."""
        retracted = {one["revises"] for one in self.told if one["kind"] == "retracted"}
        right = {one["revises"]: one["set"]["quantity"] for one in self.told if one["kind"] == "corrected"}
        for one in self.told:
            if one["id"] not in retracted:
                yield one | ({"quantity": right[one["id"]]} if one["id"] in right else {})

    def row(self, subject: str, question: Question) -> Row | None:
        """What the program answers."""
        if self.replayed is None or self.replayed[0] != len(self.told):
            self.replayed = len(self.told), Table(case_of(self.told))
        return row_of(self.replayed[1], question, subject)

    @invariant()
    def the_goods_are_counted_right(self) -> None:
        model = Model(self.due)
        for one in self.history():
            model.take(one)
        on = day_of(day(self.today))
        row = self.row("goods", Question(on, on))
        expected = model.row(on)

        assert row is not None
        assert {name: row[name] for name in expected} == expected
        assert (row["withheld"] is not None) == (model.notice and not model.over)
        assert (row["suspended"] is not None) == (model.paused and not model.over)
        assert model.word is None or model.over != "satisfied" or row["status"] == model.word
        assert any(e["ended"] is None for e in row["episodes"]) == (expected["overdue"] > 0)
        assert len(row["claims"]) == sum(one["kind"] == "claimed" for one in self.told)

    @invariant()
    def the_restraint_is_judged_right(self) -> None:
        on = day_of(day(self.today))
        row = self.row("restraint", Question(on, on))
        acts = [(one["on"], one["bears_on"][0]["within"]) for one in self.told if one["kind"] == "acted"]
        binding = [(d, w) for d, w in acts if day(WINDOW[0]) <= d <= day(WINDOW[1]) and w != "false"]
        closed = self.today > WINDOW[1]

        assert row is not None
        assert row["phase"] == ("in force" if not closed else "ended" if binding else "satisfied")
        assert [e["from"] for e in row["episodes"]] == [d for d, w in binding if w == "true"]
        assert all((e["ended"] is None) == (not closed) for e in row["episodes"])

    @invariant()
    def what_was_answered_stays_answered(self) -> None:
        """Whatever came to be known since, corrections among it."""
        for question, row in self.answered:
            assert row is not None
            assert self.row(row["id"], question) == row


TestNegotiation = Negotiation.TestCase
TestNegotiation.settings = settings(share(1), stateful_step_count=20, suppress_health_check=list(HealthCheck))
