"""The whole lifecycle on one page: what each kind of event makes of each kind of subject, in each of its phases.

`lifecycle.txt` is what the program itself came to when a human last looked. One fixed
event of each kind is applied on one day to a subject in each phase; rows in which
nothing changes are counted and not printed. `pytest --rewrite-golden` writes it anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from negotiation.domain.answers import Question, row_of
from negotiation.domain.dates import day_of
from negotiation.domain.events import kinds
from negotiation.domain.intervals import Table
from tests.cases import Plain, case_of, day, record

KEPT = Path(__file__).with_name("lifecycle.txt")
NOW = 20
"""The day on which every event is applied, and at whose end the question is asked."""
BOTH = ["aland", "bland"]
SOON, LATER, LATEST = day(15), day(30), day(60)

COMMITMENTS: Mapping[str, Plain] = {
    "deliver": {"total": 10, "unit": "sacks", "due": LATER},
    "act": {"act": "a visit", "due": LATER},
    "refrain": {"window": {"from": day(2), "until": LATER}},
    "maintain": {"window": {"from": day(2), "until": LATER}, "state": "a truce"},
}
"""A small commitment of each obligation, by the terms that are its own."""


def made(obligation: str, **terms: Any) -> Plain:
    """Aland binds itself towards Bland."""
    fields: Plain = {"commitment": "it", "debtor": "aland", "creditor": "bland", "obligation": obligation}
    return record("committed", "made", 2, **fields | COMMITMENTS[obligation] | terms)


def about(kind: str, id_: str, on: int = 10, **fields: Any) -> Plain:
    """A record about it."""
    return record(kind, id_, on, **{"subject": "it", "by": "aland"} | fields)


def performed(on: int = 10) -> Plain:
    """All of it, in one go."""
    return about("performed", "done", on, quantity=10)


def acted(on: int = 10, within: str = "true") -> Plain:
    """An act that bears on it."""
    bears_on = [{"subject": "it", "within": within}]
    fields: Plain = {"by": "aland", "act": "a march", "bears_on": bears_on}
    return record("acted", "done", on, **fields)


def phases_of(obligation: str) -> Iterator[Sequence[Plain]]:
    """What leads a commitment into each of its phases, by the day before the event."""
    waits = {"occurred": {"kind": "opened", "process": "talks"}}
    it = made(obligation)
    offer = record("proposed", "offered", 1, proposal="offer", form="offer", by="aland", commitment="it")
    yield []
    yield [offer]
    yield [offer, record("rejected", "refused", 3, subject="offer", by="bland")]
    yield [made(obligation, condition=waits)]
    yield [it]
    if obligation in {"deliver", "act"}:
        yield [made(obligation, due=SOON)]
        yield [it, performed()]
    elif obligation == "refrain":
        yield [it, acted(within="unknown")]
        yield [it, acted()]
        yield [made(obligation, window={"from": day(2), "until": SOON})]
        yield [made(obligation, window={"from": day(2), "until": SOON}), acted()]
    else:
        broken = about("observed", "done", value="not-kept")
        yield [it, broken]
        yield [made(obligation, window={"from": day(2), "until": SOON})]
        yield [made(obligation, window={"from": day(2), "until": SOON}), broken]
    yield [it, about("suspended", "stopped")]
    yield [it, about("withheld", "notice")]
    yield [made(obligation, expires_when={"reached": SOON})]
    yield [made(obligation, lapses_when={"reached": SOON})]
    yield [it, about("waived", "let-go", by="bland")]
    yield [it, about("cancelled", "left")]
    yield [it, about("terminated", "over", by=BOTH)]
    yield [it, about("transferred", "passed-on", new_debtor="mediator")]
    yield [it, about("withdrawn", "taken-back")]


def phases_of_a_proposal() -> Iterator[Sequence[Plain]]:
    """The same for a proposal."""
    it = record("proposed", "made", 2, proposal="it", form="offer", by="aland", to=["bland"], open_until=LATER)
    yield []
    yield [it]
    yield [it, record("proposed", "answer", 10, proposal="other", form="offer", by="bland", counters="it")]
    yield [it, about("accepted", "yes", by="bland")]
    yield [it, about("rejected", "no", by="bland")]
    yield [it, about("withdrawn", "back")]
    yield [it | {"open_until": SOON}]


def phases_of_talks() -> Iterator[Sequence[Plain]]:
    """The same for the talks."""
    agreed = record("agreed", "made", 2, process="it", by=BOTH)
    under_way = record("opened", "start", 3, process="it", by=BOTH, deadline=LATER)
    yield []
    yield [agreed]
    yield [agreed, under_way]
    yield [agreed, under_way | {"deadline": SOON}]
    yield [agreed, under_way, about("suspended", "stopped")]
    yield [agreed, under_way, record("ended", "over", 10, process="it", by=BOTH)]


def phases_of_an_instrument() -> Iterator[Sequence[Plain]]:
    """The same for an instrument."""
    pact = {"id": "it", "treaty": "A pact", "depositary": "observer"}
    it = record("signed", "made", 2, by="aland", instruments=[pact])
    deposited = about("deposited", "handed-over", 5)
    yield []
    yield [it]
    yield [it, deposited]
    yield [it, deposited, about("deposit-accepted", "taken", by="observer")]
    yield [it, deposited, about("objected", "against", by="bland")]
    yield [it, deposited, about("scheduled", "announced", effective=LATER)]
    yield [it, deposited, about("entered-into-force", "in-force")]
    yield [it, deposited, about("withdrawn", "back")]


def applied(kind: str, subject: str) -> Plain:
    """The one event of each kind, done by whom it is open to, as far as it may concern the subject."""
    commitment = subject in COMMITMENTS
    word = {
        "committed": made(subject if commitment else "deliver"),
        "acted": acted(),
        "performed": performed(),
    }.get(kind, {})
    fields: Plain = {k: v for k, v in word.items() if k not in {"id", "kind", "on", "reported"}}
    if kind == "committed" and not commitment:
        fields["commitment"] = "other"
    proposal = {"proposal": "offer", "form": "offer", "by": "aland"}
    answer = {"subject": "offer" if commitment else "it", "by": "bland"}
    step = {"process": "it" if subject == "talks" else "talks", "by": BOTH}
    measure = {"measure": "port", "stage": "begun", "by": "aland", "bears_on": [{"subject": "it", "within": "true"}]}
    fields |= {
        "amended": {"subject": "it", "consent": BOTH, **changed(subject)},
        "reversed": {"undoes": "done", "by": "aland"},
        "observed": {"subject": "it", "value": "not-kept" if subject in {"refrain", "maintain"} else "not-performed"},
        "decided": {"subject": "it", "by": "council", "outcome": "approved"},
        "waived": {"subject": "it", "by": "bland"},
        "terminated": {"subject": "it", "by": BOTH},
        "measure-taken": measure,
        "proposed": proposal
        | ({"commitment": "it"} if commitment else {"proposal": "it"} if subject == "proposal" else {"extends": "it"}),
        "accepted": answer,
        "rejected": answer,
        "agreed": step,
        "opened": step,
        "ended": step,
        "signed": {
            "by": "aland",
            "instruments": [
                {"id": "it" if subject == "instrument" else "pact", "treaty": "A pact", "depositary": "observer"}
            ],
        },
        "scheduled": {"subject": "it", "effective": LATER},
        "contacted": {"form": "met", "by": "aland"},
        "stated": {"subject": "it", "by": "aland", "states": "That it is so."},
        "claimed": {"subject": "it", "by": "bland", "asserts": "breach", "against": "aland"},
        "determined": {"subject": "it", "by": "observer", "asserts": "breach", "against": "aland"},
        "held": {"subject": "it", "field": "total", "by_reading": {"bland": 12}},
        "corrected": {"revises": "made", "set": {"note": "A slip."}, "reason": "typo"},
        "retracted": {"revises": "made", "reason": "new-source"},
    }.get(kind, {"subject": "it", "by": "aland"} if not fields else {})
    return record(kind, "event", NOW, **fields)


def changed(subject: str) -> Plain:
    """What an amendment changes of it."""
    if subject in {"refrain", "maintain"}:
        return {"window": {"from": day(2), "until": LATEST}}
    return {"deadline": LATEST} if subject == "talks" else {"due": LATEST}


MARKS = ("suspended", "withheld", "accepted", "scheduled")
"""Fields of a row that stand beside its status word."""


def standing(given: Sequence[Plain]) -> tuple[str, set[str]]:
    """In words, what it is at the end of the day; and the acts about it that are void or outside."""
    row = row_of(Table(case_of(given)), Question(day_of(day(NOW))), "it")
    if row is None:
        return "absent", set()
    phase, status = row.get("phase", ""), row["status"]
    word = status if status.startswith(phase) else f"{phase}: {status}"
    marks = [name for name in MARKS if row.get(name) and name not in word]
    idle = {"void": row.get("void", []), "outside": row.get("outside", [])}
    return ", ".join([word, *marks]), {name for name, events in idle.items() if "event" in events}


SUBJECTS: Mapping[str, Sequence[Sequence[Plain]]] = {
    **{obligation: [*phases_of(obligation)] for obligation in COMMITMENTS},
    "proposal": [*phases_of_a_proposal()],
    "talks": [*phases_of_talks()],
    "instrument": [*phases_of_an_instrument()],
}


def rows_of(subject: str) -> Iterator[tuple[str, str, str]]:
    """What it is, what it meets, and what it becomes; the last row counts what changes nothing."""
    same, idle = 0, {"void": 0, "outside": 0}
    for given in SUBJECTS[subject]:
        before, _ = standing(given)
        for kind in sorted(kinds()):
            after, without_effect = standing([*given, applied(kind, subject)])
            if after != before:
                yield before, kind, after
            else:
                same += 1
                for name in without_effect:
                    idle[name] += 1
    yield "", "", f"{same} others change nothing: {idle['void']} void, {idle['outside']} outside"


def table() -> str:
    """All subjects, in columns as wide as they have to be."""
    lines: list[str] = []
    for subject in SUBJECTS:
        rows = [("is", "meets", "becomes"), *rows_of(subject)]
        widths = [max(len(row[column]) for row in rows) for column in range(2)]
        lines += ["", subject.upper()] if lines else [subject.upper()]
        for before, kind, after in rows:
            lines.append(f"{before:{widths[0]}}  {kind:{widths[1]}}  {after}" if kind else f"({after})")
    return "\n".join(lines) + "\n"


def test_every_kind_of_event_in_every_phase(pytestconfig: pytest.Config) -> None:
    """What the table shows is what the program does."""
    found = table()

    if pytestconfig.getoption("--rewrite-golden"):
        KEPT.write_text(found, "utf-8")
    assert found == KEPT.read_text("utf-8")


def test_every_kind_of_event_is_in_the_table() -> None:
    """A new kind owes a fixed event here."""
    for subject in SUBJECTS:
        assert [applied(kind, subject)["kind"] for kind in kinds()] == [*kinds()]
