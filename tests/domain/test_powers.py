"""Who may do what, and when; what is done without the power is kept, shown, and changes nothing."""

from typing import Any

import pytest

from tests.cases import Plain, day, record
from tests.domain.test_examples import BOTH, Asked, amended, check, closed, done, march, opened, promise, quiet

END: Plain = {"power": "end", "holder": "council"}


def powers(*given: Plain, **terms: Any) -> Plain:
    """The promise of grain by the 10th day, with powers."""
    return promise(due=day(10), powers=list(given), **terms)


def ended(by: Any = "council", **fields: Any) -> Plain:
    """A termination that names the power."""
    return closed("terminated", by, **{"power": "end"} | fields)


FOUND = record("determined", "found", 5, subject="grain", by="observer", asserts="breach", against="aland")
STOPPED = record("suspended", "stopped", 5, subject="grain", by="council", power="stop")
SIZED = promise(due=day(10), tranches=[{"id": "1", "size": "unknown"}], powers=[{"power": "size", "holder": "council"}])
CHOSEN = record("decided", "chosen", 5, subject="grain/1", by="observer", power="size", outcome="set", quantity=3)


@pytest.mark.parametrize(
    ("given", "then"),
    [
        pytest.param([powers(END), ended()], {"phase": "terminated", "void": []}, id="its-holder-may"),
        pytest.param([powers(END), ended("bland")], {"phase": "in force", "void": ["closed"]}, id="and-nobody-else"),
        pytest.param([promise(due=day(10)), ended()], {"phase": "in force", "void": ["closed"]}, id="none-was-given"),
        pytest.param(
            [powers(END | {"holder": ["bland", "council"]}), ended()], {"phase": "terminated"}, id="one-of-its-holders"
        ),
        pytest.param(
            [powers(END | {"may": "amended"}), ended()], {"phase": "in force", "void": ["closed"]}, id="for-another-act"
        ),
        pytest.param([powers(END | {"may": ["amended", "terminated"]}), ended()], {"phase": "terminated"}, id="may"),
        pytest.param(
            [powers(END | {"when": {"reached": day(6)}}), ended()],
            {"phase": "in force", "void": ["closed"]},
            id="not-yet",
        ),
        pytest.param([powers(END | {"when": {"reached": day(5)}}), ended()], {"phase": "terminated"}, id="from-then"),
        pytest.param(
            [powers(END | {"when": {"overdue": "grain"}}), ended(on=12)],
            {"phase": "terminated"},
            id="where-the-other-is-in-default",
        ),
        pytest.param(
            [powers({"power": "stop", "holder": "council"}), STOPPED],
            {"status": "overdue 10 days, none recorded, suspended", "void": []},
            id="suspended-by-power",
        ),
        pytest.param([promise(due=day(10)), STOPPED], {"suspended": None, "void": ["stopped"]}, id="or-not"),
        pytest.param(
            [promise(due=day(10)), record("suspended", "stopped", 5, subject="grain", by="observer")],
            {"suspended": None, "void": ["stopped"]},
            id="a-stranger-suspends-nothing",
        ),
        pytest.param(
            [powers({"power": "dates", "holder": "council"}), amended(5, due=day(30), power="dates", by="council")],
            {"due": day(30)},
            id="amended-by-power",
        ),
        pytest.param(
            [powers({"power": "dates", "holder": "council"}), amended(5, due=day(30), power="dates", by="bland")],
            {"due": day(10), "void": ["amended"]},
            id="or-not-amended",
        ),
        pytest.param([SIZED, CHOSEN], {"void": ["chosen"]}, id="decided-without-the-power"),
        pytest.param([SIZED, CHOSEN | {"by": "council"}], {"void": []}, id="decided-with-it"),
        pytest.param(
            [promise(due=day(10)), FOUND], {"void": ["found"], "claims": ["found"]}, id="a-body-that-no-term-names"
        ),
        pytest.param(
            [powers({"power": "determine", "holder": "observer"}), FOUND],
            {"void": [], "claims": ["found"], "status": "overdue 10 days, none recorded"},
            id="a-body-that-the-terms-name-moves-nothing-either",
        ),
        pytest.param(
            [powers({"power": "end", "holder": "aland"}), ended("cabinet")], {"phase": "terminated"}, id="by-an-organ"
        ),
    ],
)
def test_an_act_of_power_needs_the_power(given: list[Plain], then: Plain) -> None:
    """Held by the actor, for such an act, on that day."""
    check(given, Asked("grain", 20), then, HEAD_WITH_ORGANS)


HEAD_WITH_ORGANS: Plain = {
    "parties": [
        {"id": "aland", "name": "Aland", "organs": [{"id": "cabinet", "name": "The cabinet"}]},
        {"id": "bland", "name": "Bland"},
        {"id": "council", "name": "The council"},
        {"id": "observer", "name": "The observer"},
    ]
}

TALKS = opened(1, deadline=day(20), powers=[{"power": "extend", "holder": "mediator"}])
LATER = record("amended", "later", 5, subject="talks", by="mediator", power="extend", deadline=day(30))
OVER = record("terminated", "over", 5, subject="talks", by="observer")
PAUSE = record("suspended", "pause", 5, subject="talks", by="observer")


@pytest.mark.parametrize(
    ("given", "then"),
    [
        pytest.param([TALKS, LATER], {"deadline": day(30), "void": []}, id="extended-by-power"),
        pytest.param([TALKS, LATER | {"by": "observer"}], {"deadline": day(20), "void": ["later"]}, id="by-another"),
        pytest.param([TALKS, OVER], {"phase": "under way", "void": ["over"]}, id="ended-by-a-stranger"),
        pytest.param([TALKS, OVER | {"by": "aland"}], {"phase": "ended", "void": []}, id="ended-by-a-member"),
        pytest.param([TALKS, PAUSE], {"phase": "under way", "void": ["pause"]}, id="suspended-by-a-stranger"),
        pytest.param([TALKS, PAUSE | {"by": "bland"}], {"phase": "suspended", "void": []}, id="suspended-by-a-member"),
        pytest.param(
            [TALKS, PAUSE | {"by": "bland", "power": "extend"}],
            {"phase": "under way", "void": ["pause"]},
            id="suspended-in-the-name-of-a-power-that-another-has",
        ),
        pytest.param(
            [TALKS, record("agreed", "again", 5, process="talks", by=BOTH)],
            {"phase": "under way", "void": ["again"]},
            id="what-is-under-way-is-not-agreed-on-again",
        ),
    ],
)
def test_powers_over_the_talks(given: list[Plain], then: Plain) -> None:
    """Members of the talks may suspend and end them, and others with a power only."""
    check(given, Asked("talks", 10), then)


STOPPING = opened(1, deadline=day(20), tolls_on_suspension=True)
STOP = record("suspended", "pause", 5, subject="talks", by="bland")
AGAIN = record("resumed", "again", 8, subject="talks", by="bland")
MOVED = record("amended", "moved", 7, subject="talks", consent=["aland", "bland"], deadline=day(22))


@pytest.mark.parametrize(
    ("given", "on", "then"),
    [
        pytest.param([STOPPING, STOP, AGAIN], 7, {"deadline": day(20), "phase": "suspended"}, id="while-it-lasts"),
        pytest.param([STOPPING, STOP, AGAIN], 8, {"deadline": day(23)}, id="moved-by-its-days"),
        pytest.param([STOPPING, STOP], 25, {"deadline_standing": "upcoming", "status": "suspended"}, id="never-passed"),
        pytest.param([STOPPING, STOP | {"by": "observer"}], 25, {"deadline_standing": "passed"}, id="void"),
        pytest.param(
            [STOPPING, STOP | {"on": day(21)}, AGAIN | {"on": day(24)}],
            25,
            {"deadline": day(20), "deadline_standing": "passed"},
            id="after-it-had-passed",
        ),
        pytest.param([STOPPING, STOP, MOVED, AGAIN], 8, {"deadline": day(23)}, id="only-since-it-was-set"),
        pytest.param(
            [STOPPING, STOP, AGAIN, MOVED | {"on": day(9)}], 9, {"deadline": day(22)}, id="what-is-set-later-stands"
        ),
        pytest.param([STOPPING, STOP, STOP | {"id": "two", "on": day(6)}, AGAIN], 8, {"deadline": day(23)}, id="twice"),
        pytest.param(
            [STOPPING | {"tolls_on_suspension": False}, STOP, AGAIN], 8, {"deadline": day(20)}, id="no-such-term"
        ),
        pytest.param(
            [
                STOPPING,
                promise(due={"after": {"due_of": "talks"}, "days": 1}),
                STOP,
                AGAIN,
                record("ended", "over", 9, process="talks", by=BOTH),
            ],
            9,
            {"deadline": day(23), "phase": "ended"},
            id="it-stays-when-they-end",
        ),
    ],
)
def test_a_suspension_may_stop_the_deadline(given: list[Plain], on: int, then: Plain) -> None:
    """Where the terms of the talks say so, it moves by the days of the suspension."""
    check(given, Asked("talks", on), then)


def test_a_due_day_after_the_deadline_moves_with_it() -> None:
    """What hangs on the deadline hangs on the one that the suspension moved."""
    told = [STOPPING, promise(due={"after": {"due_of": "talks"}, "days": 1}), STOP, AGAIN]

    check(told, Asked("grain", 8), {"due": day(24)})


SEEN = record("observed", "seen", 15, subject="truce", by="observer", power="verify", value="not-kept")
VERIFIED: Plain = {"power": "verify", "holder": "observer", "may": ["observed"]}


@pytest.mark.parametrize(
    ("power", "then"),
    [
        pytest.param(VERIFIED, {"status": "not kept, as observed", "void": []}, id="under-its-mandate"),
        pytest.param(
            VERIFIED | {"when": {"reached": day(16)}}, {"status": "kept so far", "void": ["seen"]}, id="before"
        ),
        pytest.param(VERIFIED | {"holder": "council"}, {"status": "kept so far", "void": ["seen"]}, id="of-another"),
        pytest.param(
            VERIFIED | {"may": ["amended"]}, {"status": "kept so far", "void": ["seen"]}, id="for-another-act"
        ),
    ],
)
def test_an_observation_may_need_a_mandate(power: Plain, then: Plain) -> None:
    """One that names a power which its body has not is kept and shown, and speaks for nothing."""
    kept = quiet(commitment="truce", obligation="maintain", state="the gates are shut", powers=[power])
    check([kept, SEEN], Asked("truce", 16), then)


OFFER = record("proposed", "offered", 1, proposal="swap", form="offer", by="aland", to="bland", states="a swap")


def answer(kind: str, by: str) -> Plain:
    """An answer to the offer."""
    return record(kind, "answer", 5, subject="swap", by=by)


@pytest.mark.parametrize(
    ("given", "phase"),
    [
        ([OFFER, answer("accepted", "bland")], "accepted"),
        ([OFFER, answer("accepted", "observer")], "open"),
        ([OFFER, answer("accepted", "aland")], "open"),
        ([OFFER, answer("rejected", "observer")], "open"),
        ([OFFER, answer("withdrawn", "bland")], "open"),
        ([OFFER, answer("withdrawn", "aland")], "withdrawn"),
        ([{**OFFER, "to": None}, answer("accepted", "observer")], "accepted"),
        ([{**OFFER, "to": None}, answer("accepted", "aland")], "open"),
    ],
)
def test_a_proposal_is_answered_by_those_to_whom_it_was_made(given: list[Plain], phase: str) -> None:
    """And taken back by those who made it."""
    told = [{k: v for k, v in one.items() if v is not None} for one in given]
    check(told, Asked("swap", 6), {"phase": phase})


OTHER: Plain = {"commitment": "tools", "debtor": "bland", "creditor": "aland", "obligation": "deliver"}
TOOLS = record("committed", "tools-promised", 1, **OTHER, total=5, unit="tools", due=day(5))
TIED = promise(due=day(30), suspended_while={"by_reading": {"aland": {"overdue": "tools"}}})


@pytest.mark.parametrize(
    ("on", "reading", "status"),
    [
        (5, "aland", "upcoming"),
        (6, "aland", "upcoming, suspended"),
        (6, "record", "upcoming"),
        (9, "aland", "upcoming"),
    ],
)
def test_a_term_may_suspend_while_the_other_is_in_default(on: int, reading: str, status: str) -> None:
    """Under the reading that has such a term, from the default to its cure; under no other."""
    given = [TOOLS, TIED, record("performed", "tools-came", 8, subject="tools", by="bland", quantity=5)]
    check(given, Asked("grain", on, None, reading), {"status": status})


def test_what_is_done_during_an_agreed_suspension_is_outside() -> None:
    """The promise does not hold then; after it, it holds again."""
    pause = record("suspended", "pause", 12, subject="quiet", by=BOTH)
    again = record("resumed", "again", 20, subject="quiet", by=BOTH)
    given = [quiet(), pause, march(15, "true"), again]

    check(given, Asked("quiet", 25), {"episodes": [], "outside": ["march"], "status": "kept so far"})
    check([quiet(), march(15, "true"), again], Asked("quiet", 25), {"outside": [], "status": "contrary act recorded"})


def test_a_notice_is_taken_back() -> None:
    """By a record that undoes it."""
    notice = record("withheld", "notice", 5, subject="grain", by="aland")
    back = record("reversed", "back", 7, undoes="notice", by="aland")

    check([powers(), notice, back], Asked("grain", 7), {"withheld": None})


def test_what_was_corrected_says_so() -> None:
    """From the day on which the correction became known, on every day from that of the corrected record on."""
    right = record("corrected", "right", 9, revises="done", set={"quantity": 4}, reason="source-corrected")
    given = [powers(), done(3), right]

    check(given, Asked("grain", 5, 8), {"performed": 10, "corrected": []})
    check(given, Asked("grain", 5, 9), {"performed": 4, "corrected": ["right"]})
    check(given, Asked("grain", 2, 9), {"performed": 0, "corrected": []})
    gone = record("retracted", "gone", 9, revises="done", reason="source-corrected")
    check([powers(), done(3), gone], Asked("grain", 5), {"performed": 0, "corrected": ["gone"]})


def test_an_episode_of_some_worlds_is_only_perhaps() -> None:
    """And one that all worlds have, from different days, is one and the same."""
    late = done("2020-01-09/2020-01-12")
    row = {"from": day(11), "cause": "clock", "scope": "grain", "ended": day(12), "ended_by": "cure", "perhaps": True}
    check([powers(), late], Asked("grain", 30), {"episodes": [row | {"ended": {"min": day(11), "max": day(12)}}]})
    moved = promise(due={"after": "start", "days": 2})
    start = record("contacted", "start", "2020-01-08/2020-01-09", form="met", by=BOTH)
    since = {"min": day(11), "max": day(12)}
    check(
        [moved, start],
        Asked("grain", 20),
        {"episodes": [row | {"from": since, "ended": None, "ended_by": None, "perhaps": False}]},
    )


def test_a_window_whose_first_day_is_not_known_has_not_begun() -> None:
    """What is done before it is outside."""
    start = record("contacted", "start", 20, form="met", by=BOTH)
    given = [quiet(window={"from": {"after": "start", "days": 0}, "until": day(30)}), march(5, "true"), start]

    check(given, Asked("quiet", 6), {"status": "upcoming", "episodes": [], "outside": ["march"]})
    check(given, Asked("quiet", 21), {"status": "kept so far", "outside": ["march"]})


def test_a_level_whose_last_count_ran_out_is_not_called_kept() -> None:
    """When its window closes, nobody can say that it was."""
    made: Plain = {"commitment": "guns", "debtor": "aland", "creditor": "bland", "obligation": "maintain"}
    level = {"at_most": 10, "unit": "guns", "observation_valid": {"days": 10}}
    promised = record("committed", "made", 1, **made, level=level, window={"from": day(1), "until": day(60)})
    given = [promised, record("observed", "count", 9, subject="guns", value=8)]

    check(given, Asked("guns", 70), {"phase": "lapsed"})
