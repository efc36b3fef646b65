"""How much was promised, and how much was performed: shares, running counts, figures that nobody knows."""

from typing import Any

import pytest

from tests.cases import Plain, day, record
from tests.domain.test_examples import Asked, amended, check, closed, done, opened, promise, quiet


def shares(*percents: Any, total: Any = "unknown", **terms: Any) -> Plain:
    """The promise of grain in shares of a total, due on the 10th, the 20th and the 30th day."""
    tranches: list[Plain] = [
        {"id": str(n), "size": p if p == "rest" else {"percent": p}, "due": day(10 * n)}
        for n, p in enumerate(percents, 1)
    ]
    return promise(total=total, tranches=tranches, **terms)


def counted(on: Any, so_far: Any, id_: str = "counted", subject: str = "grain", **fields: Any) -> Plain:
    """A count of all that there is by then."""
    return record("performed", id_, on, **{"subject": subject, "by": "observer", "so_far": so_far} | fields)


def percent(
    performed: Any = 0, upcoming: Any = 0, overdue: Any = 0, not_due: Any = 0, discharged_otherwise: Any = 0
) -> Plain:
    """Figures in hundredths of the total."""
    return {
        "performed": performed, "outstanding": upcoming + overdue + not_due, "upcoming": upcoming, "overdue": overdue,
        "not_due": not_due, "discharged_otherwise": discharged_otherwise,
    }  # fmt: skip


ANY: Plain = {"min": 0, "max": None}
STEPS = shares(30, 30, 40)
OF_MANY = shares(30, 30, "rest", total=7132)


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [STEPS],
            Asked("grain", 11),
            {"total": ANY, "performed": 0, "percent": percent(upcoming=70, overdue=30)},
            id="shares-of-nobody-knows-how-many",
        ),
        pytest.param([OF_MANY], Asked("grain/1", 1), {"total": 2140}, id="the-least-that-reaches-it"),
        pytest.param([OF_MANY], Asked("grain/2", 1), {"total": 2140}, id="and-the-next-share-with-it"),
        pytest.param([OF_MANY], Asked("grain/3", 1), {"total": 2852}, id="and-all-together"),
        pytest.param(
            [STEPS, amended(5, total=7132)], Asked("grain/3", 5), {"total": 2852}, id="sizes-follow-the-total"
        ),
        pytest.param(
            [
                STEPS,
                record(
                    "held",
                    "found",
                    5,
                    subject="grain",
                    field="total",
                    adopted={"value": 10, "rule": "published-schedule"},
                ),
            ],
            Asked("grain/2", 1),
            {"total": 3},
            id="or-the-adopted-one",
        ),
        pytest.param(
            [shares(30, 70, total={"min": 100, "max": 200})],
            Asked("grain/1", 1),
            {"total": {"min": 30, "max": 60}},
            id="of-a-range",
        ),
        pytest.param(
            [OF_MANY, done(9, {"percent": 30})],
            Asked("grain", 9),
            {"performed": 2140, "percent": percent(30, upcoming=70)},
            id="a-share-performed",
        ),
        pytest.param(
            [OF_MANY, done(8, {"percent": 30}), done(9, {"percent": 30}, id_="more")],
            Asked("grain", 9),
            {"performed": 4280, "percent": percent(60, upcoming=40)},
            id="and-another",
        ),
        pytest.param(
            [STEPS, done(9, {"percent": 30})],
            Asked("grain/1", 11),
            {"status": "satisfied", "performed": ANY, "percent": percent(30)},
            id="filled-by-its-share",
        ),
        pytest.param(
            [STEPS, counted(9, {"percent": 100})],
            Asked("grain", 11),
            {"status": "satisfied", "outstanding": 0},
            id="all-of-it",
        ),
        pytest.param(
            [STEPS, done(9, 5)],
            Asked("grain", 11),
            {"performed": 5, "percent": {name: {"min": 0, "max": 100} for name in percent()}},
            id="nobody-knows-which-share",
        ),
        pytest.param(
            [STEPS, closed("terminated", ["aland", "bland"])],
            Asked("grain", 11),
            {"percent": percent(discharged_otherwise=100)},
            id="ended-otherwise",
        ),
        pytest.param([promise(due=day(10))], Asked("grain", 11), {"percent": None}, id="no-shares"),
    ],
)
def test_shares_of_a_total(given: list[Plain], asked: Asked, then: Plain) -> None:
    """A share is reached by the least whole count that is not below it, together with the shares before it."""
    check(given, asked, then)


TWO = promise(tranches=[{"id": "1", "size": 5, "due": day(10)}, {"id": "2", "size": 5, "due": day(20)}])


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param([TWO, counted(5, 7)], Asked("grain", 5), {"performed": 7, "outstanding": 3}, id="a-count"),
        pytest.param([TWO, counted(5, 7)], Asked("grain/2", 5), {"performed": 2}, id="fills-in-order"),
        pytest.param(
            [TWO, done(3, 4), counted(5, 7)], Asked("grain", 5), {"performed": 7}, id="what-came-before-is-in-it"
        ),
        pytest.param(
            [TWO, done(7, 2), counted(5, 7)], Asked("grain", 7), {"performed": 9}, id="what-comes-after-is-not"
        ),
        pytest.param([TWO, counted(5, 7), counted(8, 4, "again")], Asked("grain/2", 8), {"performed": 0}, id="fewer"),
        pytest.param([TWO, counted(5, 7), counted(8, 4, "again")], Asked("grain/1", 8), {"performed": 4}, id="last-in"),
        pytest.param(
            [TWO, counted(5, 7), counted(12, 4, "again")],
            Asked("grain/1", 13),
            {"status": "overdue 3 days, partly performed"},
            id="no-longer-full",
        ),
        pytest.param(
            [TWO, counted(5, 10), counted(8, 4, "again")],
            Asked("grain", 8),
            {"phase": "in force", "outstanding": 6},
            id="no-longer-satisfied",
        ),
        pytest.param(
            [TWO, counted(5, 12), counted(8, 10, "again")],
            Asked("grain", 8),
            {"phase": "satisfied", "excess": 0},
            id="less-over-the-brim",
        ),
        pytest.param(
            [TWO, counted(3, 2), counted(9, 6, "last"), counted(5, 4, "between", reported=12)],
            Asked("grain", 5),
            {"performed": 4},
            id="told-late-of-an-earlier-day",
        ),
        pytest.param(
            [TWO, counted(3, 2), counted(9, 6, "last"), counted(5, 4, "between", reported=12)],
            Asked("grain", 9),
            {"performed": 6},
            id="and-the-later-count-stands",
        ),
        pytest.param(
            [TWO, counted(5, 3, subject="grain/2")],
            Asked("grain/2", 5),
            {"performed": 3},
            id="of-one-tranche",
        ),
        pytest.param(
            [TWO, done(4, 2), counted(5, 3, subject="grain/2"), counted(6, 1, "again", subject="grain/2")],
            Asked("grain", 6),
            {"performed": 3},
            id="and-the-other-keeps-its-own",
        ),
        pytest.param(
            [TWO, counted(5, 3), counted(5, 6, "other")],
            Asked("grain", 5),
            {"performed": {"min": 3, "max": 6}, "order_sensitive": True},
            id="two-counts-of-a-day",
        ),
        pytest.param(
            [TWO, counted(5, 6), record("reversed", "undone", 7, undoes="counted")],
            Asked("grain", 7),
            {"performed": 0},
            id="a-count-undone",
        ),
        pytest.param(
            [OF_MANY, counted(5, {"percent": 40})],
            Asked("grain", 5),
            {"performed": 2853, "percent": percent(40, upcoming=60)},
            id="a-share-counted",
        ),
        pytest.param(
            [STEPS, counted(11, {"percent": 40})],
            Asked("grain", 21),
            {"performed": ANY, "percent": percent(40, upcoming=40, overdue=20)},
            id="of-nobody-knows-how-many",
        ),
        pytest.param(
            [STEPS, counted(11, {"percent": 40})],
            Asked("grain/1", 21),
            {"status": "satisfied late", "percent": percent(30)},
            id="and-the-first-share-is-full",
        ),
        pytest.param(
            [shares(30, 30, 40, total=7000), counted(5, 2300)],
            Asked("grain", 5),
            {"percent": percent(32.9, upcoming=67.1)},
            id="in-tenths",
        ),
    ],
)
def test_running_counts(given: list[Plain], asked: Asked, then: Plain) -> None:
    """After a count there is what was counted, whatever stood before."""
    check(given, asked, then)


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [promise(total="unknown", due=day(10)), done(5, "unknown")],
            Asked("grain", 5),
            {"performed": ANY, "outstanding": ANY, "total": ANY},
            id="nobody-counted",
        ),
        pytest.param(
            [promise(due=day(10)), done(5, {"min": 2, "max": 6})],
            Asked("grain", 5),
            {"performed": {"min": 2, "max": 6}, "outstanding": {"min": 4, "max": 8}, "excess": 0},
            id="a-range",
        ),
        pytest.param(
            [promise(due=day(10)), done(5, "unknown")],
            Asked("grain", 11),
            {
                "performed": {"min": 0, "max": 10},
                "overdue": {"min": 0, "max": 10},
                "excess": ANY,
                "status": "overdue 1 day, partly performed",
            },
            id="up-to-all-and-more",
        ),
        pytest.param(
            [TWO, done(5, {"min": 6, "max": 8})],
            Asked("grain/1", 11),
            {"status": "satisfied", "performed": 5},
            id="enough-in-any-case",
        ),
        pytest.param(
            [TWO, done(5, {"min": 6, "max": 8})],
            Asked("grain", 11),
            {"outstanding": {"min": 2, "max": 4}, "upcoming": {"min": 2, "max": 4}, "overdue": 0},
            id="and-the-rest-of-the-next",
        ),
        pytest.param(
            [TWO, done(5, {"min": 2, "max": 8})],
            Asked("grain", 11),
            {"overdue": {"min": 0, "max": 3}, "upcoming": {"min": 2, "max": 5}, "outstanding": {"min": 2, "max": 8}},
            id="over-two-tranches",
        ),
        pytest.param(
            [promise(due=day(10)), done(5, "unknown"), counted(7, 4)],
            Asked("grain", 7),
            {"performed": 4, "outstanding": 6, "excess": 0},
            id="until-somebody-counts",
        ),
        pytest.param(
            [promise(due=day(10)), done(5, {"min": 10, "max": 12})],
            Asked("grain", 5),
            {"phase": "satisfied", "excess": {"min": 0, "max": 2}},
            id="enough-and-perhaps-more",
        ),
    ],
)
def test_performances_that_nobody_counted(given: list[Plain], asked: Asked, then: Plain) -> None:
    """What is performed is then a range, and what is left follows from it."""
    check(given, asked, then)


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param(
            [promise(due=day(10)), amended(5, due=None)],
            Asked("grain", 12),
            {"due": None, "status": "upcoming", "days_overdue": 0},
            id="a-day",
        ),
        pytest.param(
            [TWO, amended(5, tranches=[{"id": "1", "due": None}])],
            Asked("grain/1", 12),
            {"due": None, "total": 5},
            id="of-one-tranche",
        ),
        pytest.param([promise(due=day(10)), amended(5, total=None)], Asked("grain", 5), {"total": ANY}, id="how-many"),
        pytest.param(
            [promise(due=day(10), condition={"reached": day(30)}), amended(5, condition=None)],
            Asked("grain", 5),
            {"phase": "in force"},
            id="what-it-waits-for",
        ),
        pytest.param(
            [promise(due=day(10)), amended(5, due=None), amended(7, "again", due=day(20))],
            Asked("grain", 7),
            {"due": day(20)},
            id="and-set-again",
        ),
        pytest.param([promise(due=day(10)), amended(5, total=20)], Asked("grain", 5), {"due": day(10)}, id="left-out"),
        pytest.param(
            [quiet(), amended(12, subject="quiet", window=None)],
            Asked("quiet", 40),
            {"phase": "in force", "window": {"from": None, "until": None}},
            id="a-window",
        ),
        pytest.param(
            [opened(1, deadline=day(10)), amended(5, subject="talks", deadline=None)],
            Asked("talks", 12),
            {"deadline": None},
            id="a-deadline",
        ),
    ],
)
def test_an_amendment_may_end_a_term(given: list[Plain], asked: Asked, then: Plain) -> None:
    """A term written as nothing is a term no longer; one that is left out stands."""
    check(given, asked, then)


BOTH_OWE = promise(debtor=["aland", "mediator"], due=day(10))


@pytest.mark.parametrize(
    ("kind", "by", "phase"),
    [
        ("replaced", ["aland", "bland"], "superseded"),
        ("transferred", ["aland", "bland"], "superseded"),
        ("terminated", ["aland", "mediator", "bland"], "terminated"),
        ("waived", "bland", "waived"),
    ],
)
def test_what_ends_the_whole_ends_it_for_every_debtor(kind: str, by: Any, phase: str) -> None:
    """Only what a debtor does for itself stays its own."""
    check(
        [BOTH_OWE, closed(kind, by)],
        Asked("grain", 12),
        {"phase": phase, "phase@aland": phase, "phase@mediator": phase},
    )


@pytest.mark.parametrize(
    ("more", "then"),
    [
        pytest.param(
            amended(15, total=14), {"phase": "in force", "outstanding": 4, "performed": 10, "void": []}, id="more"
        ),
        pytest.param(
            amended(15, total=13, tranches=[{"id": "1", "size": 10}, {"id": "2", "size": 3, "due": day(30)}]),
            {"phase": "in force", "due": day(30), "overdue": 0, "outstanding": 3},
            id="another-tranche",
        ),
        pytest.param(amended(15, due=day(30)), {"phase": "satisfied", "void": ["amended"]}, id="nothing-more"),
        pytest.param(
            amended(15, total=14, consent=None, rule="published-schedule", by="bland"),
            {"phase": "satisfied", "void": ["amended"]},
            id="not-agreed",
        ),
    ],
)
def test_more_is_agreed_after_all_is_done(more: Plain, then: Plain) -> None:
    """What is satisfied is open again when both sides add to it, and for nothing else."""
    check([promise(due=day(10)), done(5), more], Asked("grain", 16), then)


def swap(**terms: Any) -> list[Plain]:
    """Aland hands over 28 crates and 5 barrels; for each Bland owes 30, or 50, coins."""
    goods = {"commitment": "goods", "debtor": "aland", "creditor": "bland", "obligation": "deliver", "total": 33}
    goods["tranches"] = [{"id": "crates", "size": 28}, {"id": "barrels", "size": 5}]
    per = [{"delivered": "goods/crates", "rate": 30}, {"delivered": "goods/barrels", "rate": 50}]
    coins = {"commitment": "coins", "debtor": "bland", "creditor": "aland", "obligation": "deliver"}
    return [
        record("committed", "goods-agreed", 1, unit="pieces", **goods),
        record("committed", "coins-agreed", 1, unit="coins", **coins | {"total": {"per": per}} | terms),
        done(5, 3, "crates", "goods/crates"),
        done(6, 1, "barrel", "goods/barrels"),
    ]


def paid(on: int, quantity: Any, id_: str = "paid") -> Plain:
    """Bland pays."""
    return done(on, quantity, id_, "coins", by="bland")


REST = [done(8, 25, "all-crates", "goods/crates"), done(8, 4, "all-barrels", "goods/barrels")]


@pytest.mark.parametrize(
    ("more", "on", "then"),
    [
        pytest.param([], 4, {"total": 0, "status": "upcoming", "phase": "in force"}, id="nothing-yet"),
        pytest.param([], 5, {"total": 90, "outstanding": 90}, id="so-many-for-each"),
        pytest.param([], 6, {"total": 140, "outstanding": 140, "performed": 0}, id="and-so-many-for-each-other"),
        pytest.param([paid(6, 140)], 6, {"total": 140, "performed": 140, "excess": 0}, id="on-the-same-day"),
        pytest.param([paid(6, 140)], 7, {"phase": "in force", "status": "upcoming"}, id="more-may-come"),
        pytest.param([paid(4, 100)], 5, {"performed": 90, "excess": 10}, id="too-early"),
        pytest.param([paid(4, 100)], 6, {"performed": 100, "excess": 0}, id="until-it-is-owed"),
        pytest.param(
            [*REST, paid(9, 1090)], 9, {"total": 1090, "phase": "satisfied", "outstanding": 0}, id="when-all-is-there"
        ),
        pytest.param(
            [paid(6, 140), record("reversed", "undone", 7, undoes="barrel")],
            7,
            {"total": 90, "performed": 90, "excess": 50},
            id="undone-over-there",
        ),
        pytest.param(
            [done(7, {"min": 1, "max": 2}, "some", "goods/crates")],
            7,
            {"total": {"min": 170, "max": 200}, "outstanding": {"min": 170, "max": 200}},
            id="of-a-range",
        ),
    ],
)
def test_a_total_that_follows_from_others(more: list[Plain], on: int, then: Plain) -> None:
    """So many for each that the other side delivers, on every day and in the same world."""
    check([*swap(), *more], Asked("coins", on), then)


def test_what_follows_is_due_like_anything_else() -> None:
    """Overdue from the day after, cured by what is paid."""
    given = [*swap(due=day(10)), paid(12, 140)]

    check(given, Asked("coins", 11), {"overdue": 140, "status": "overdue 1 day, none recorded"})
    check(given, Asked("coins", 12), {"overdue": 0, "days_overdue": 0})


def weekly(**recurs: Any) -> Plain:
    """Aland owes Bland ten sacks a week, from the 1st day on."""
    plain: Plain = {"commitment": "grain", "debtor": "aland", "creditor": "bland", "obligation": "deliver"}
    every: Plain = {"every": {"days": 7}, "from": day(1), "size": 10}
    return record("committed", "promised", 1, **plain, unit="sacks", recurs=every | recurs)


EVER = weekly()


@pytest.mark.parametrize(
    ("given", "asked", "then"),
    [
        pytest.param([EVER], Asked("grain", 1), {"total": 10, "due": day(7), "status": "upcoming"}, id="the-first"),
        pytest.param([EVER], Asked("grain", 7), {"total": 10, "status": "due today"}, id="due-on-its-last-day"),
        pytest.param(
            [EVER],
            Asked("grain", 15),
            {"total": 30, "overdue": 20, "upcoming": 10, "days_overdue": 8},
            id="and-so-on",
        ),
        pytest.param([EVER], Asked("grain", 366), {"total": 530}, id="without-end"),
        pytest.param(
            [EVER | {"total": "unknown"}],
            Asked("grain", 15),
            {"total": {"min": 0, "max": None}, "overdue": 20},
            id="of-a-total-that-nobody-knows",
        ),
        pytest.param(
            [EVER | {"total": {"min": 20, "max": 50}}],
            Asked("grain", 15),
            {"total": {"min": 20, "max": 50}, "overdue": 20, "upcoming": {"min": 0, "max": 30}},
            id="of-a-total-between-two-numbers",
        ),
        pytest.param([EVER, done(3)], Asked("grain", 3), {"phase": "in force", "outstanding": 0}, id="never-satisfied"),
        pytest.param([EVER, done(3, 14)], Asked("grain", 9), {"performed": 10, "excess": 4}, id="not-carried-over"),
        pytest.param(
            [EVER, done(9, 14)], Asked("grain/1", 9), {"performed": 0, "overdue": 10}, id="and-nothing-for-the-past"
        ),
        pytest.param(
            [EVER, done(9, 10, subject="grain/1")],
            Asked("grain/1", 9),
            {"status": "satisfied late"},
            id="unless-it-is-named",
        ),
        pytest.param(
            [weekly(carries_over=True), done(3, 14)],
            Asked("grain", 8),
            {"performed": 14, "outstanding": 6, "excess": 0},
            id="carried-over",
        ),
        pytest.param(
            [weekly(carries_over=True), done(9, 14)],
            Asked("grain/1", 9),
            {"performed": 10, "status": "satisfied late"},
            id="the-oldest-first",
        ),
        pytest.param(
            [weekly(lapses=True), done(3, 4)],
            Asked("grain", 8),
            {"performed": 4, "overdue": 0, "discharged_otherwise": 6, "upcoming": 10, "episodes": []},
            id="lapsed",
        ),
        pytest.param(
            [weekly(lapses=True), closed("waived", "bland", 4, quantity=10)],
            Asked("grain/1", 9),
            {"phase": "waived", "discharged_otherwise": 10},
            id="waived-before-it-could-lapse",
        ),
        pytest.param(
            [weekly(until=day(10)), done(3), done(9, id_="more")],
            Asked("grain", 9),
            {"phase": "satisfied", "total": 20},
            id="the-last",
        ),
        pytest.param([weekly(until=day(10))], Asked("grain/2", 9), {"due": day(10)}, id="cut-short"),
        pytest.param([weekly(until=day(10))], Asked("grain", 40), {"total": 20, "overdue": 20}, id="and-no-more"),
        pytest.param(
            [EVER, closed("terminated", ["aland", "bland"], 10)],
            Asked("grain", 40),
            {"phase": "terminated", "total": 20, "discharged_otherwise": 20},
            id="ended",
        ),
        pytest.param(
            [EVER, amended(10, recurs={"every": {"days": 7}, "from": day(1), "size": 3})],
            Asked("grain", 15),
            {"total": 23},
            id="another-size-from-the-next-period",
        ),
        pytest.param([EVER, amended(10, recurs=None)], Asked("grain", 40), {"total": 20}, id="no-more-by-agreement"),
        pytest.param([weekly(**{"from": day(5)})], Asked("grain", 3), {"total": 0, "status": "upcoming"}, id="later"),
        pytest.param(
            [weekly(every={"months": 1}, **{"from": "2020-01-31"})],
            Asked("grain/2", "2020-03-01"),
            {"due": "2020-03-30"},
            id="by-the-month",
        ),
        pytest.param(
            [
                record(
                    "committed",
                    "reports",
                    1,
                    commitment="report",
                    debtor="aland",
                    creditor="bland",
                    obligation="act",
                    act="a report",
                    recurs={"every": {"days": 7}, "from": day(1)},
                ),
                record("performed", "told", 3, subject="report", by="aland"),
            ],
            Asked("report", 15),
            {"status": "overdue 1 day, none recorded", "due": day(14)},
            id="an-act",
        ),
    ],
)
def test_a_duty_that_comes_anew(given: list[Plain], asked: Asked, then: Plain) -> None:
    """A tranche for each period, from its first day, due on its last."""
    check(given, asked, then)


@pytest.mark.parametrize(
    ("quantity", "then"),
    [
        pytest.param(9, {"performed": 3, "outstanding": 0, "excess": 6}, id="more-than-all"),
        pytest.param("unknown", {"performed": {"min": 0, "max": 3}}, id="nobody-knows"),
    ],
)
def test_tranches_of_unknown_size_hold_no_more_than_the_total_together(quantity: Any, then: Plain) -> None:
    """What one took is not there for the next, also where one delivery fills several."""
    tranches = [{"id": name} for name in ("1", "2", "3")]
    check(
        [promise(total=3, due=day(20), tranches=tranches), done(3, quantity, subject="grain/1")],
        Asked("grain", 5),
        then,
    )


def test_a_tranche_of_unknown_size_leaves_room_for_those_whose_size_is_known() -> None:
    """Three of three are delivered: the last one is the tranche of one, whatever the first was to hold."""
    tranches = [{"id": "1", "due": day(2)}, {"id": "2", "size": 1, "due": day(20)}]
    given = [promise(total=3, tranches=tranches), done(1, 3)]
    check(given, Asked("grain/2", 5), {"performed": 1, "outstanding": 0, "status": "satisfied"})
    check(given, Asked("grain", 5), {"performed": 3, "outstanding": 0, "upcoming": 0})


def test_nobody_is_freed_of_what_may_have_been_performed() -> None:
    """One of one is waived after a delivery that nobody counted: delivered or discharged, and never both."""
    given = [promise(total=1, due=day(20)), done(3, "unknown"), closed("waived", "bland", 5, quantity=1)]
    either = {"min": 0, "max": 1}
    check(given, Asked("grain", 5), {"performed": either, "discharged_otherwise": either, "outstanding": 0, "total": 1})


def test_nothing_is_outstanding_where_no_tranche_is_open() -> None:
    """The rest of an unknown total is waived: nobody knows how much that was, but that nothing is left of it."""
    given = [
        promise(total="unknown", tranches=[{"id": "1", "size": "rest", "due": day(10)}]),
        closed("waived", "bland", 2, subject="grain/1"),
    ]
    check(given, Asked("grain", 5), {"outstanding": 0, "discharged_otherwise": ANY})
