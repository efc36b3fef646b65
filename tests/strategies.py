"""Made-up cases for property tests, read off the vocabulary so that a new kind is covered at once.

Names and days come from small pools: a history gets interesting when its events
are about the same few things on the same few days. Everything is made as the
mapping that a file could hold and goes through the models, so that nothing is
tested that a curator could not write.

Two kinds of history: *nonsense*, any well-formed records about a few subjects,
and *sensible*, where promises are made first and people do what they may.
"""

from collections.abc import Callable
from functools import cache
from math import prod
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from negotiation.domain.case import Case
from negotiation.domain.dates import day_of, iso
from negotiation.domain.events import kinds
from negotiation.domain.events.commitments import Terms
from negotiation.domain.fields import parsed
from tests.cases import END, START, Plain, case_of, day

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]

SIDES = ("aland", "bland")
ACTORS = (*SIDES, "mediator", "council")
HOLDERS = ("aland", "bland", "observer", "gazette")
READINGS = ("aland", "bland", "record")

PROMISES = {"goods": "deliver", "visit": "act", "restraint": "refrain", "ceiling": "maintain", "table": "maintain"}
TRANCHES = ("1", "2", "3", "4")
PARTS = (*PROMISES, "goods/1", "goods/2", "goods/3")
PROPOSALS = ("offer-a", "offer-b")
INSTRUMENTS = ("treaty-a", "treaty-b")
MEASURES = ("works", "roads")
TALKS = "talks"
DAYS = (1, 2, 3, 5, 8, 9, 10, 11, 12, 15, 20, 21, 22, 30, 31, 32)
"""Days of the case on which things happen, counted from 1."""
QUESTION_DAYS = (*range(1, 14), 15, 16, 20, 21, 22, 23, 31, 32, 33, 40, 61, 100, 366)
"""Days that are asked about."""

few = st.integers(0, 3)
seldom = st.sampled_from([False, False, False, False, True])
counts = st.sampled_from([0, 1, 2, 3, 5, 8, 10])
days = st.sampled_from(DAYS)
sides = st.sampled_from(SIDES)
actors = st.sampled_from(ACTORS)
whole_days = days.map(day)
IDS = tuple(f"e{n}" for n in range(8))
"""Names of records; those that a history does not have stand for others of it, so that few dangle."""
ids = st.sampled_from(IDS)


def one_or_more(of: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    """One or two different items."""
    return st.lists(of, min_size=1, max_size=2, unique=True)


def rarely(common: st.SearchStrategy[Any], *others: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mostly `common`: three times in four."""
    return st.one_of(common, common, common, st.one_of(*others))


# Dates

intervals = st.builds(lambda a, n: f"{day(a)}/{day(a + n)}", days, st.integers(1, 3))
sets = st.builds(lambda a, n: f"[{day(a)}, {day(a + n)}]", days, st.integers(1, 9))
instants = st.builds(
    lambda a, t: f"{day(a)}T{t}+00:00", days, st.sampled_from(["00:00", "09:30", "11:59", "12:00", "23:00"])
)
months = st.just("2020-01")
uncertain = st.one_of(intervals, intervals, intervals, sets, sets, st.one_of(intervals, months))
certain = rarely(whole_days, rarely(instants, whole_days.map(lambda d: f"{d}~")))
dates = st.one_of(certain, certain, certain, certain, certain, certain, uncertain)
"""Days as sources give them."""


def last_of(date: Any) -> int:
    """The last day that a plain date may be, for whoever writes when it was reported."""
    text = str(date).strip("[]~").replace(", ", "/").rpartition("/")[2].partition("T")[0]
    return day_of(text) if len(text) == len(START) else day_of(f"{text}-31")


# Conditions

PATTERNS: tuple[Plain, ...] = (
    {"kind": "decided", "by": "council", "outcome": "approved"},
    {"kind": "decided", "outcome": "approved", "subject": "goods"},
    {"kind": "opened", "process": TALKS},
    {"kind": "accepted", "subject": "offer-a"},
    {"kind": "performed"},
)


events = st.one_of(ids, st.sampled_from(PATTERNS))
simple_conditions = st.one_of(
    events.map(lambda e: {"occurred": e}),
    st.builds(lambda e, d: {"occurred": e, "until": d}, events, whole_days),
    whole_days.map(lambda d: {"reached": d}),
)
"""Conditions over events and dates."""


@cache
def conditions(waits: tuple[str, ...] = ()) -> st.SearchStrategy[Any]:
    """Any condition; `waits` are the subjects whose status it may hang on."""
    leaves = simple_conditions
    if waits:
        others = st.sampled_from(waits)
        words = st.sampled_from(["completed", "overdue", "in_force", "running"])
        leaves = st.one_of(leaves, st.builds(lambda word, s: {word: s}, words, others))
    parts = st.lists(leaves, min_size=1, max_size=2)
    return rarely(
        leaves, parts.map(lambda p: {"all": p}), parts.map(lambda p: {"any": p}), leaves.map(lambda c: {"not": c})
    )


# Dates as terms give them

_nights = whole_days.map(lambda d: {"night_of": d})
_lengths = rarely(
    st.integers(0, 9).map(lambda n: {"days": n}),
    st.sampled_from([{"months": 1}, {"months": 2, "days": 3}, {"years": 1}]),
)
_after = st.builds(lambda a, by: {"after": a, **by}, rarely(ids, whole_days), _lengths)
_ends = rarely(whole_days, instants)
_plain = st.one_of(_ends, _nights, _after)
_parts = st.lists(_plain, min_size=1, max_size=2)


@cache
def dates_in_terms(waits: tuple[str, ...] = ()) -> st.SearchStrategy[Any]:
    """Any date expression; `waits` are the subjects whose status it may hang on."""
    hanging = conditions(waits)
    dues = st.sampled_from(waits).map(lambda s: {"due_of": s}) if waits else ids.map(lambda a: {"after": a})
    return rarely(
        _plain,
        st.builds(
            lambda a, by: {"after": a, **by},
            ids,
            st.sampled_from([{"months": 1}, {"months": 2, "days": 3}, {"years": 1}]),
        ),
        ids.map(lambda a: {"first_of_month_after": a}),
        st.one_of(_parts.map(lambda p: {"earliest": p}), _parts.map(lambda p: {"latest": p})),
        st.builds(lambda c, a, b: {"if": c, "then": a, "else": b}, hanging, _plain, _plain),
        st.builds(lambda c, n: {"after": c, "days": n}, hanging, st.integers(0, 9)),
        st.builds(lambda c, a: {"earliest": [c, a]}, hanging, _plain),
        dues,
        st.one_of(hanging, hanging.map(lambda c: {"first_of_month_after": c})),
        st.one_of(dues, st.builds(lambda d, n: {"after": d, "days": n}, dues, st.integers(0, 9))),
    )


date_expressions = dates_in_terms()


# Fields with their holders

rule = st.just("published-schedule")


def accounts(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Plain]]:
    """What one or two holders say."""
    one = st.builds(
        lambda v, h, r: {"value": v, "holder": h} | ({} if r is None else {"reported": r}),
        values, st.sampled_from(HOLDERS), st.none() | whole_days,
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=2)


def held(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value written plain, or with what others hold."""

    def by_reading(base: Any, reading: str, theirs: Any, reported: str | None) -> Plain:
        found = {"value": base, "by_reading": {reading: theirs}}
        return found if reported is None else found | {"reported": reported}

    reading = st.builds(by_reading, values, st.sampled_from(READINGS[:2]), values, st.none() | whole_days)
    only = st.builds(
        lambda r, v, unsettled: {"by_reading": {r: v}} | ({"unsettled": True} if unsettled else {}),
        st.sampled_from(READINGS[:2]), values, st.booleans(),
    )  # fmt: skip
    open_ = accounts(values).map(lambda a: {"accounts": a})
    based = st.builds(lambda v, a: {"value": v, "accounts": a}, values, accounts(values))
    adopted = st.builds(
        lambda a, v, r: {
            "accounts": a,
            "adopted": {"value": v, "rule": "published-schedule"} | ({} if r is None else {"reported": r}),
        },
        accounts(values), values, st.none() | whole_days,
    )  # fmt: skip
    return st.one_of(values, values, values, values, values, values, st.one_of(reading, only, open_, based, adopted))


# Terms

powers = st.lists(
    st.builds(
        lambda name, holder, may, when: {"power": name, "holder": holder}
        | ({} if may is None else {"may": may}) | ({} if when is None else {"when": when}),
        st.sampled_from(["set-dates", "end", "determine"]), actors,
        st.none() | st.sampled_from([["amended"], ["terminated", "suspended"]]), st.none() | simple_conditions,
    ),
    min_size=1, max_size=2,
)  # fmt: skip
figures = rarely(counts, st.just("unknown"), st.just({"min": 2, "max": 8}), st.just({"min": 3}))
shares = st.sampled_from([{"percent": n} for n in (0, 30, 33, 50, 100)])
sizes = rarely(
    counts, st.just("rest"), st.just("rest"), st.just("unknown"), st.just({"min": 1, "max": 5}), shares, shares
)
amounts = rarely(counts, counts, shares, st.just("unknown"), st.just({"min": 1, "max": 4}))
"""What came with a performance, or what there is in all."""
levels = st.builds(
    lambda bound, valid: {**bound, "unit": "units"} | ({} if valid is None else {"observation_valid": valid}),
    st.one_of(
        counts.map(lambda n: {"at_most": n}),
        counts.map(lambda n: {"at_least": n}),
        st.just({"at_least": 2, "at_most": 5}),
    ),
    st.none() | st.just({"days": 7}) | st.just({"months": 1}),
)
"""Ceilings, floors, and both."""


@st.composite
def tranches_of(draw: Draw, waits: tuple[str, ...]) -> list[Plain]:
    """One to four tranches, each with what is known of it."""
    found: list[Plain] = []
    for name in TRANCHES[: draw(st.sampled_from([1, 2, 2, 3, 4]))]:
        one: Plain = {"id": name}
        if draw(rarely(st.just(True), st.just(False))):  # noqa: FBT003 - a value to draw
            one["size"] = draw(held(sizes))
        if draw(rarely(st.just(True), st.just(False))):  # noqa: FBT003 - a value to draw
            one["due"] = draw(held(dates_in_terms(waits)))
        if draw(seldom):
            one["condition"] = draw(held(conditions(waits)))
        found.append(one)
    return found


def each_tranche(waits: tuple[str, ...]) -> st.SearchStrategy[Plain]:
    """What every tranche waits for, or when it is due."""
    condition = held(conditions(waits)).map(lambda c: {"condition": c})
    due = held(dates_in_terms(waits)).map(lambda d: {"due": d})
    return st.one_of(condition, due, st.builds(lambda c, d: c | d, condition, due))


_until = st.one_of(
    st.none(),
    held(_ends),
    st.builds(lambda a, n: {"after": a, "days": n}, ids, st.integers(0, 20)),
    _parts.map(lambda p: {"earliest": p}),
    simple_conditions,
)
windows = st.builds(
    lambda f, u: {"from": f} if u is None else {"from": f, "until": u}, st.sampled_from([1, 2, 5, 10]).map(day), _until
)
"""From one day, to another or open."""


renewals = st.builds(
    lambda period, notice, unless: {"period": period} | notice | ({} if unless is None else {"unless": unless}),
    held(st.sampled_from([{"days": 10}, {"days": 3}, {"months": 1}])),
    st.sampled_from([{}, {"notice": {"days": 4}}, {"notice": {"months": 1}}]),
    st.none() | held(simple_conditions),
)


@st.composite
def terms_of(  # noqa: C901 - one arm for each obligation
    draw: Draw, obligation: str, waits: tuple[str, ...] = ()
) -> Plain:
    """The terms of a promise, most of them left out."""
    terms: Plain = {}
    some = st.sampled_from([True, False, False])
    match obligation:
        case "deliver":
            of_others = waits and draw(few) == 0
            totals = st.builds(
                lambda c, n: {"per": [{"delivered": c, "rate": n}]}, st.sampled_from(waits or PARTS), few
            )
            terms |= {"total": draw(held(totals if of_others else figures)), "unit": "units"}
            if draw(st.sampled_from([True, True, False])):
                terms["tranches"] = draw(tranches_of(waits))
            else:
                terms["due"] = draw(held(dates_in_terms(waits)))
            if draw(some):
                terms["each_tranche"] = draw(each_tranche(waits))
            if draw(seldom):
                terms["survives_breach"] = draw(st.sampled_from([False, False, True]))
        case "act":
            terms |= {"act": "a visit"}
            if draw(st.booleans()):
                terms["due"] = draw(held(dates_in_terms(waits)))
        case "refrain":
            terms |= {"act": "moves", "window": draw(windows)}
        case _:
            terms |= {"window": draw(windows)}
            terms |= {"level": draw(levels)} if draw(st.booleans()) else {"state": "at the table"}
    if obligation in {"refrain", "maintain"} and draw(seldom):
        terms["renewal"] = draw(renewals)
    if obligation in {"deliver", "act"} and draw(st.integers(0, 7)) == 0:
        terms = {k: v for k, v in terms.items() if k not in {"total", "tranches", "due", "each_tranche"}}
        terms["recurs"] = draw(recurrences)
    for name in ("condition", "lapses_when", "expires_when", "suspended_while"):
        if draw(seldom):
            terms[name] = draw(held(conditions(waits)))
    if waits and draw(some):
        terms["lapses_when"] = {
            draw(st.sampled_from(["overdue", "overdue", "completed"])): draw(st.sampled_from(waits))
        }
    if draw(some):
        terms["tolls_on_suspension"] = True
    if draw(st.booleans()):
        terms["powers"] = draw(held(powers))
    return terms


recurrences = st.builds(
    lambda every, start, until, size, over, lapses: {
        "every": every, "from": start, "size": size, "carries_over": over, "lapses": lapses,
    } | ({} if until is None else {"until": until}),
    st.sampled_from([{"days": 7}, {"days": 10}, {"months": 1}]), st.sampled_from([1, 3, 8]).map(day),
    st.sampled_from([20, 31, 40]).map(day), st.integers(1, 5), st.booleans(), st.booleans(),
)  # fmt: skip
"""A duty that comes anew, for some periods."""

CHANGES: dict[str, st.SearchStrategy[Any]] = {
    "total": held(figures),
    "size": held(sizes),
    "due": held(date_expressions),
    "condition": held(conditions()),
    "lapses_when": held(conditions()),
    "deadline": held(date_expressions),
    "window": windows,
    "level": levels,
    "renewal": renewals,
    "tolls_on_suspension": st.booleans(),
    "tranches": tranches_of(()),
}
"""Terms that an amendment may change."""


# Records

OPTIONAL = {
    "breakdown", "performer", "beneficiary", "classes", "rates", "instrument", "reciprocal_of", "link", "duty",
    "place", "planned", "note", "search_note", "title", "basis", "speaker", "coders", "codebook",
}  # fmt: skip
"""Fields that say more and move nothing, left out of made-up records."""

bearings = st.lists(
    st.builds(
        lambda s, w: {"subject": s, "within": w},
        st.sampled_from(["restraint", "restraint", "table", "goods"]),
        held(st.sampled_from(["true", "false", "unknown"])),
    ),
    min_size=1, max_size=1,
)  # fmt: skip
sets_of_fields = st.one_of(
    counts.map(lambda n: {"quantity": n}),
    whole_days.map(lambda d: {"on": d}),
    st.sampled_from(PARTS).map(lambda s: {"subject": s}),
    held(counts).map(lambda n: {"total": n}),
    sides.map(lambda s: {"by": s}),
)
HELD_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "total": figures,
    "size": sizes,
    "due": date_expressions,
    "condition": simple_conditions,
    "lapses_when": st.one_of(simple_conditions, st.just({"overdue": "goods"})),
    "quantity": amounts,
    "so_far": amounts,
    "on": whole_days,
    "within": st.sampled_from(["true", "false", "unknown"]),
}


@st.composite
def held_records(draw: Draw) -> Plain:
    """What a `held` record says besides the common fields."""
    field = draw(st.sampled_from(sorted(HELD_FIELDS)))
    values = HELD_FIELDS[field]
    about_event = field in {"quantity", "so_far", "on", "within"}
    subject = draw(ids if about_event else st.sampled_from(PARTS))
    found: Plain = {"subject": subject, "field": "within:restraint" if field == "within" else field}
    match draw(st.sampled_from(["reading", "reading", "accounts", "adopted"])):
        case "reading":
            found["by_reading"] = {draw(st.sampled_from(READINGS[:2])): draw(values)}
            if field in {"size", "total"} and draw(st.booleans()):
                found["declared_difference"] = {"value": draw(st.sampled_from([-1, 1, 4]))}
        case "accounts":
            found["accounts"] = draw(accounts(values))
        case _:
            found["adopted"] = {"value": draw(values), "rule": "published-schedule"}
    return found


@cache
def fields_of_kind(kind: str) -> dict[str, st.SearchStrategy[Any]]:
    """A recipe for every field that a kind needs or may have; a kind with a new field fails in a test."""
    by_kind: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "observed": {"value": held(st.one_of(counts, st.sampled_from(["kept", "not-kept", "not-performed"])))},
        "accepted": {"subject": st.sampled_from(PROPOSALS)},
        "rejected": {"subject": st.sampled_from(PROPOSALS)},
        "withdrawn": {"subject": st.sampled_from([*PARTS, *PROPOSALS, *INSTRUMENTS])},
        "suspended": {"subject": one_or_more(st.sampled_from([*PARTS, TALKS]))},
        "resumed": {"subject": one_or_more(st.sampled_from([*PARTS, TALKS]))},
        "claimed": {"subject": st.sampled_from([*PARTS, TALKS, "works"])},
        "determined": {"subject": st.sampled_from([*PARTS, TALKS, "works"])},
        "stated": {"subject": st.sampled_from([*PARTS, TALKS])},
        "contacted": {"form": st.sampled_from(["met", "called", "mediated", "visit-cancelled"])},
        "corrected": {"by": sides},
        "retracted": {"by": sides},
        "performed": {"quantity": held(amounts), "so_far": held(amounts)},
    }
    if kind == "measure-taken":
        by_kind[kind] = {"by": held(actors)}
    if kind in {"deposited", "deposit-accepted", "objected", "entered-into-force", "scheduled"}:
        by_kind[kind] = {"subject": one_or_more(st.sampled_from(INSTRUMENTS))}
    recipes: dict[str, st.SearchStrategy[Any]] = {
        "subject": st.sampled_from(PARTS),
        "by": actors,
        "to": actors,
        "act": st.just("moves"),
        "value": counts,
        "quantity": held(counts),
        "unit": st.just("units"),
        "conforming": held(st.booleans()),
        "undoes": ids,
        "bears_on": bearings,
        "outcome": st.sampled_from(["approved", "refused"]),
        "power": st.sampled_from(["set-dates", "end", None]),
        "powers": held(powers),
        "consent": st.sampled_from([["aland", "bland"], ["aland", "bland"], ["aland"]]),
        "rule": rule,
        "retroactive": st.booleans(),
        "new_debtor": actors,
        "replaced_by": st.sampled_from(sorted(PROMISES)),
        "process": st.just(TALKS),
        "deadline": held(date_expressions),
        "tolls_on_suspension": st.booleans(),
        "proposal": st.sampled_from(PROPOSALS),
        "form": st.sampled_from(["demand", "offer", "request", "threat"]),
        "extends": st.sampled_from([TALKS, "goods"]),
        "commitment": st.sampled_from(sorted(PROMISES)),
        "terms": counts.map(lambda n: {"total": n}),
        "states": st.just("something said"),
        "open_until": held(date_expressions),
        "counters": st.sampled_from(PROPOSALS),
        "instruments": st.lists(st.sampled_from(INSTRUMENTS), min_size=1, max_size=2, unique=True).map(
            lambda names: [{"id": n, "treaty": n.title(), "letter": 1, "depositary": "mediator"} for n in names]
        ),
        "part_of": ids,
        "revises": ids,
        "measure": st.sampled_from(MEASURES),
        "stage": st.sampled_from(["announced", "planned", "tendered", "begun", "halted"]),
        "asserts": st.sampled_from(["breach", "excuse", "notice", "performance", "fact-denied"]),
        "against": sides,
        "since": whole_days,
        "set": sets_of_fields,
        "reason": st.sampled_from(["typo", "new-source", "source-corrected", "coding-rule"]),
        "effective": held(date_expressions),
        "debtor": sides,
        "creditor": sides,
    }
    return recipes | by_kind.get(kind, {})


COMMON = frozenset(
    {
        "id", "kind", "on", "reported", "recorded", "effective", "after", "revises", "speaker", "stated_reason",
        "certainty", "basis", "coders", "codebook", "sources", "title", "note",
    }
)  # fmt: skip
"""Fields of every record."""

TERMS = frozenset(Terms.model_fields)
MADE_BY_HAND = {
    "committed": {"commitment", "debtor", "creditor", "obligation"} | TERMS,
    "amended": {"subject", "by", "consent", "power", "rule", "retroactive"} | TERMS,
    "held": {"subject", "field", "by_reading", "accounts", "adopted", "declared_difference", "value"},
}
"""Kinds whose fields hang on each other."""
RECIPES = {kind: MADE_BY_HAND.get(kind, set(fields_of_kind(kind))) for kind in kinds()}
"""The fields that made-up records of each kind may have."""
NEEDED = {"asserts", "states", "form", "stage", "outcome", "quantity", "bears_on", "reason", "commitment"}
"""Optional fields that are mostly there all the same."""


@st.composite
def content_of(draw: Draw, kind: str) -> Plain:
    """The fields of a kind besides the common ones."""
    if kind == "committed":
        commitment = draw(st.sampled_from(sorted(PROMISES)))
        debtor = draw(st.sampled_from([["aland"], ["bland"], ["aland", "mediator"]]))
        creditor = "bland" if "aland" in debtor else "aland"
        obligation = PROMISES[commitment]
        made = {"commitment": commitment, "debtor": debtor, "creditor": creditor, "obligation": obligation}
        waits = tuple(p for p in sorted(PROMISES) if p > commitment)
        terms: Plain = draw(terms_of(obligation, waits))
        return made | terms
    if kind == "amended":
        subject = draw(st.sampled_from([*PARTS, TALKS]))
        names = draw(st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=2, unique=True))
        ended = st.sampled_from([True, False, False, False, False])
        found = {"subject": subject, **{n: None if draw(ended) else draw(CHANGES[n]) for n in names}}
        how = draw(st.sampled_from(["rule", "consent", "power", "consent"]))
        found |= {"by": draw(actors), how: draw(fields_of_kind(kind)[how])}
        if draw(seldom):
            found["retroactive"] = True
        return found
    if kind == "held":
        held_one: Plain = draw(held_records())
        return held_one
    found = {}
    recipes = fields_of_kind(kind)
    cls = kinds()[kind]
    for name, info in cls.model_fields.items():
        if name in OPTIONAL or (name in COMMON and name not in {"revises", "effective"}):
            continue
        if name in {"revises", "effective"} and not info.is_required():
            continue
        chance = 1.0 if info.is_required() else 0.75 if name in NEEDED else 0.25
        if name == "revises" or draw(st.integers(0, 3)) < 4 * chance:
            found[name] = draw(recipes[name])
    if "so_far" in found:
        found.pop("quantity", None)
    return found


@st.composite
def records(draw: Draw, kind: str, number: int) -> Plain:
    """A well-formed record of a kind."""
    on = draw(dates)
    reported = last_of(on)
    match draw(st.integers(0, 9)):
        case 0:
            reported += draw(st.integers(1, 30))
        case 1:
            reported = draw(days.map(lambda d: day_of(day(d))))
        case _:
            pass
    plain: Plain = {
        "id": f"e{number}",
        "kind": kind,
        "on": on,
        "reported": iso(reported),
        "certainty": "reported",
        "sources": [{"source": "gazette"}],
    }
    match draw(st.integers(0, 19)):
        case 0:
            plain["on"] = draw(held(whole_days))
        case 1:
            plain["on"] = {"after": draw(ids), "days": draw(st.integers(0, 5))}
        case 2:
            plain["effective"] = draw(held(whole_days))
        case 3:
            plain["after"] = draw(one_or_more(ids))
        case 4:
            plain["revises"] = draw(ids)
        case 5:
            plain["recorded"] = f"2021-0{draw(st.integers(1, 3))}-15"
        case 6:
            plain["reported"] = f"{iso(reported)}/{iso(reported + draw(few))}"
        case _:
            pass
    content: Plain = draw(content_of(kind))
    return plain | content


# Histories

ABOUT = tuple(sorted(kinds()))
LIKELY = (
    "committed", "committed", "amended", "performed", "performed", "acted", "observed", "withheld", "decided",
    "suspended", "resumed", "waived", "held", "corrected", "retracted", "reversed", "proposed", "opened",
)  # fmt: skip


@st.composite
def nonsense_records(draw: Draw, most: int = 9) -> list[Plain]:
    """Any well-formed records about a few subjects, in any order."""
    picked = draw(st.lists(st.one_of(st.sampled_from(ABOUT), st.sampled_from(LIKELY)), min_size=1, max_size=most))
    return closed([draw(records(kind, n)) for n, kind in enumerate(picked)])


def closed(told: list[Plain]) -> list[Plain]:
    """The same records, each name that no record has replaced by one that has, and not too much of it uncertain."""

    def mended(value: Any) -> Any:
        match value:
            case dict():
                return {k: mended(v) for k, v in value.items()}
            case list():
                found = [mended(v) for v in value]
                return list(dict.fromkeys(found)) if all(isinstance(v, str) for v in found) else found
            case str() if value in IDS:
                return IDS[IDS.index(value) % len(told)]
            case _:
                return value

    worlds = 1
    found: list[Plain] = []
    for plain in told:
        one = {"id": plain["id"], **{k: mended(v) for k, v in plain.items() if k != "id"}}
        if one["kind"] == "corrected":
            one["set"] = fitting(one["set"], next(p["kind"] for p in told if p["id"] == one["revises"]))
        if worlds * ways(one) > MOST_WAYS:
            one = settled(one)
        worlds *= ways(one)
        found.append(one)
    return found


def fitting(fields: Plain, kind: str) -> Plain:
    """The fields that a record of this kind may have with these values; a day where none is left."""
    found: Plain = {}
    for name, value in fields.items():
        try:
            parsed(name, value, kinds()[kind])
        except ValidationError:
            continue
        found[name] = value
    return found or {"on": day(5)}


MOST_WAYS = 48
"""In how many ways a made-up history may have been, orders within a day left aside."""


def ways(value: Any) -> int:
    """In how many ways a record may be meant: by its uncertain date and its accounts."""
    match value:
        case dict():
            mine = 1
            if "accounts" in value and "value" not in value:
                mine = len(value["accounts"])
            date = str(value["on"]) if isinstance(value.get("on"), str) else ""
            if "/" in date:
                mine *= last_of(date) - day_of(date[:10]) + 1
            elif date.startswith("["):
                mine *= 2
            elif date == "2020-01":
                mine *= 31
            return prod([mine, *(ways(v) for v in value.values())])
        case list():
            return prod(ways(v) for v in value)
        case _:
            return 1


def settled(value: Any) -> Any:
    """The same record with nothing open: the last of its days, the first of its accounts."""
    match value:
        case dict():
            found = {k: settled(v) for k, v in value.items()}
            if "accounts" in found and "value" not in found and "subject" not in found:
                found["value"] = found["accounts"][0]["value"]
            if isinstance(found.get("on"), str) and "T" not in found["on"]:
                found["on"] = iso(last_of(found["on"]))
            return found
        case list():
            return [settled(v) for v in value]
        case _:
            return value


class Story:
    """A sensible history in the making: who promised what, and what has been said so far."""

    def __init__(self, draw: Draw, waits: bool) -> None:  # noqa: FBT001 - one of two kinds of story
        self.draw = draw
        self.waits = waits
        self.told: list[Plain] = []
        self.made: dict[str, Plain] = {}

    @property
    def ids(self) -> list[str]:
        return [plain["id"] for plain in self.told]

    def add(self, kind: str, on: Any, **content: Any) -> None:
        """Tell of one more thing."""
        reported = last_of(on) if not isinstance(on, dict) else day_of(day(32))
        late = self.draw(rarely(st.just(0), st.integers(1, 12)))
        plain: Plain = {
            "id": f"e{len(self.told)}", "kind": kind, "on": on, "reported": iso(reported + late),
            "certainty": self.draw(st.sampled_from(["reported", "confirmed", "unknown"])),
            "sources": [{"source": "gazette"}],
        }  # fmt: skip
        match self.draw(st.integers(0, 29)):
            case 0:
                plain["recorded"] = f"2021-0{self.draw(st.integers(1, 3))}-15"
            case 1:
                plain["effective"] = self.draw(held(whole_days))
            case 2:
                plain["on"] = self.draw(held(whole_days))
            case 3 if self.told and kind != "committed":
                plain["on"] = {"after": self.told[0]["id"], "days": self.draw(st.integers(0, 9))}
            case 4:
                plain["reported"] = f"{iso(reported + late)}/{iso(reported + late + self.draw(few))}"
            case _:
                pass
        same = [p["id"] for p in self.told if p["on"] == on]
        if same and self.draw(st.booleans()):
            plain["after"] = self.draw(st.sampled_from(same))
        self.told.append(plain | content)

    def promise(self, commitment: str) -> None:
        """A debtor binds itself."""
        obligation = PROMISES[commitment]
        debtor = self.draw(st.sampled_from([["aland"], ["aland"], ["bland"], ["aland", "mediator"]]))
        creditor = "bland" if "aland" in debtor else "aland"
        waits = tuple(c for c in self.made if c > commitment) if self.waits else ()
        terms = self.draw(terms_of(obligation, waits))
        self.made[commitment] = {"debtor": debtor, "creditor": creditor, **terms}
        self.add(
            "committed", day(self.draw(st.integers(1, 3))),
            commitment=commitment, debtor=debtor, creditor=creditor, obligation=obligation, **terms,
        )  # fmt: skip

    def power(self, commitment: str) -> Plain:
        """A power, mostly one that the terms give, mostly used by who has it."""
        written = self.made[commitment].get("powers", ())
        given = written.get("value", ()) if isinstance(written, dict) else written
        one = self.draw(st.sampled_from([*given, *given, {"power": "end", "holder": "council"}]))
        return {"power": one["power"], "by": self.draw(rarely(st.just(one["holder"]), actors))}

    def some(self, *obligations: str) -> str | None:
        """A commitment of one of these obligations, if any was made."""
        fitting = [c for c in self.made if PROMISES[c] in obligations]
        return self.draw(st.sampled_from(fitting)) if fitting else None

    def part(self, commitment: str) -> str:
        """The commitment, or one of its tranches."""
        names = [t["id"] for t in self.made[commitment].get("tranches", ())]
        subject: str = self.draw(st.sampled_from([commitment, *(f"{commitment}/{n}" for n in names)]))
        return subject


def _perform(s: Story, on: Any) -> None:
    if (c := s.some("deliver", "act")) is not None:
        by = s.draw(st.sampled_from([*s.made[c]["debtor"], "council"]))
        counted = s.draw(st.sampled_from(["quantity", "quantity", "quantity", "so_far"]))
        more: Plain = {} if PROMISES[c] == "act" else {counted: s.draw(held(amounts))}
        if s.draw(seldom):
            more["conforming"] = s.draw(held(st.booleans()))
        s.add("performed", on, subject=s.part(c), by=by, **more)


def _reverse(s: Story, on: Any) -> None:
    undone = [p["id"] for p in s.told if p["kind"] in {"performed", "acted"}]
    if undone:
        more = {"quantity": s.draw(counts)} if s.draw(st.booleans()) else {}
        s.add("reversed", on, undoes=s.draw(st.sampled_from(undone)), **more)


def _act(s: Story, on: Any) -> None:
    if (c := s.some("refrain")) is not None:
        by = s.draw(st.sampled_from([*s.made[c]["debtor"], "mediator"]))
        within = s.draw(held(st.sampled_from(["true", "true", "unknown", "false"])))
        if s.draw(few):
            s.add("acted", on, by=by, act="moves", bears_on=[{"subject": c, "within": within}])
        else:
            s.add("measure-taken", on, by=by, measure="works", stage="begun", quantity=5,
                  bears_on=[{"subject": c, "within": within}])  # fmt: skip


def _observe(s: Story, on: Any) -> None:
    if (c := s.some("maintain", "deliver")) is not None:
        if PROMISES[c] == "deliver":
            value: Any = "not-performed"
        elif "level" in s.made[c]:
            value = s.draw(held(counts))
        else:
            value = s.draw(held(st.sampled_from(["kept", "not-kept"])))
        s.add("observed", on, subject=s.part(c) if value == "not-performed" else c, value=value, by="mediator")


def _withhold(s: Story, on: Any) -> None:
    if (c := s.some(*PROMISES.values())) is not None:
        reason = {"stated_reason": {"speaker": "aland", "reason": "as they say"}} if s.draw(st.booleans()) else {}
        s.add("withheld", on, subject=s.part(c), by=s.made[c]["debtor"][0], **reason)


def _decide(s: Story, on: Any) -> None:
    if (c := s.some("deliver", "act")) is not None:
        more = {"quantity": s.draw(counts)} if s.draw(st.booleans()) else {}
        s.add("decided", on, subject=s.part(c), by="council",
              outcome=s.draw(st.sampled_from(["approved", "refused"])), **more)  # fmt: skip


def _amend(s: Story, on: Any) -> None:
    if (c := s.some(*PROMISES.values())) is not None:
        names = {"deliver": ["total", "due", "tranches", "size"], "act": ["due"]}.get(
            PROMISES[c], ["window", "lapses_when", "renewal", *(["level"] if "level" in s.made[c] else [])]
        )
        name = s.draw(st.sampled_from([*names, "condition", "tolls_on_suspension"]))
        subject = s.part(c) if name in {"due", "size", "condition"} else c
        how = s.draw(
            st.sampled_from(
                [{"consent": ["aland", "bland", "mediator"]}, {"rule": "published-schedule", "by": "mediator"},
                 s.power(c), {"consent": ["aland"]}, {"consent": ["council", "bland"]}]
            )
        )  # fmt: skip
        more = {"retroactive": True} if s.draw(seldom) else {}
        s.add(
            "amended",
            on,
            subject=subject,
            **{name: s.draw(rarely(CHANGES[name], CHANGES[name], st.none()))},
            **how,
            **more,
        )


def _close(s: Story, on: Any) -> None:
    if (c := s.some(*PROMISES.values())) is not None:
        debtor, creditor = s.made[c]["debtor"], s.made[c]["creditor"]
        kind, by = s.draw(
            st.sampled_from(
                [("waived", creditor), ("waived", creditor), ("waived", "mediator"), ("cancelled", debtor),
                 ("terminated", [*debtor, creditor]), ("terminated", creditor), ("transferred", [*debtor, creditor]),
                 ("replaced", [*debtor, creditor]), ("replaced", creditor), ("withdrawn", debtor)]
            )
        )  # fmt: skip
        more: Plain = {"quantity": s.draw(counts)} if PROMISES[c] == "deliver" and s.draw(st.booleans()) else {}
        if kind == "transferred":
            more["new_debtor"] = "mediator"
        how = s.power(c) if s.draw(seldom) else {"by": by}
        s.add(kind, on, subject=s.part(c), **how, **more)


def _suspend(s: Story, on: Any) -> None:
    subjects = [*s.made, *({TALKS} if any(p.get("process") for p in s.told) else ())]
    if subjects:
        subject = s.draw(st.sampled_from(subjects))
        kind = s.draw(st.sampled_from(["suspended", "suspended", "resumed"]))
        more = {"consent": ["aland", "bland", "mediator"]} if s.draw(st.booleans()) else {}
        match s.draw(few):
            case 0 if subject in s.made:
                s.add(kind, on, subject=subject, **more, **s.power(subject))
            case 1:
                s.add(kind, on, subject=subject, **more, by=s.draw(sides), power=None)  # the sources name none
            case _:
                s.add(kind, on, subject=subject, **more, by=s.draw(sides))


def _propose(s: Story, on: Any) -> None:
    proposal = s.draw(st.sampled_from(PROPOSALS))
    if any(p.get("proposal") == proposal for p in s.told) and s.draw(few):
        kind = s.draw(st.sampled_from(["accepted", "rejected", "withdrawn"]))
        s.add(kind, on, subject=proposal, by=s.draw(sides))
        return
    by = s.draw(sides)
    more: Plain = {}
    if s.draw(st.booleans()):
        more["open_until"] = s.draw(held(date_expressions))
    if s.draw(seldom):
        more["extends"] = TALKS
    if s.draw(seldom):
        more |= {"commitment": s.draw(st.sampled_from(sorted(PROMISES))), "terms": {"total": s.draw(figures)}}
    if s.draw(seldom):
        more["counters"] = s.draw(st.sampled_from(PROPOSALS))
    s.add("proposed", on, proposal=proposal, form=s.draw(st.sampled_from(["offer", "demand"])), by=by,
          to="aland" if by == "bland" else "bland", **more)  # fmt: skip


def _talk(s: Story, on: Any) -> None:
    steps = [p["kind"] for p in s.told if p.get("process") == TALKS]
    kind = s.draw(
        st.sampled_from(["agreed", "opened"] if not steps else ["opened", "ended", "ended", "amended", "amended"])
    )
    deadline: Plain = {"deadline": s.draw(held(date_expressions))}
    if kind != "ended" and s.draw(seldom):
        deadline["tolls_on_suspension"] = True
    if kind == "amended":
        s.add(kind, on, subject=TALKS, by="mediator", rule="published-schedule", **deadline)
    else:
        s.add(kind, on, process=TALKS, by=["aland", "bland"], **(deadline if s.draw(st.booleans()) else {}))


def _treat(s: Story, on: Any) -> None:
    signed = [i["id"] for p in s.told for i in p.get("instruments", ())]
    if not signed:
        names = s.draw(st.lists(st.sampled_from(INSTRUMENTS), min_size=1, max_size=2, unique=True))
        s.add("signed", on, by=s.draw(sides), instruments=[
            {"id": n, "treaty": n.title(), "letter": 1, "depositary": "mediator"} for n in names
        ])  # fmt: skip
        return
    subject = s.draw(one_or_more(st.sampled_from(signed)))
    kind = s.draw(
        st.sampled_from(
            ["deposited", "deposit-accepted", "objected", "entered-into-force", "scheduled", "scheduled", "withdrawn"]
        )
    )
    more = {"effective": s.draw(held(date_expressions))} if kind == "scheduled" else {}
    s.add(kind, on, subject=subject, by=s.draw(sides), **more)


def _build(s: Story, on: Any) -> None:
    s.add("measure-taken", on, measure=s.draw(st.sampled_from(MEASURES)), by=s.draw(sides),
          stage=s.draw(st.sampled_from(["announced", "tendered", "begun"])), quantity=s.draw(held(counts)),
          unit="units")  # fmt: skip


def _say(s: Story, on: Any) -> None:
    subjects = [*s.made, *({TALKS} if any(p.get("process") for p in s.told) else ())]
    kind = s.draw(st.sampled_from(["claimed", "determined", "stated", "contacted"]))
    if kind == "contacted":
        s.add(kind, on, form="met", by=["aland"], to=["bland"])
    elif subjects:
        about = s.draw(st.sampled_from([*subjects, *(s.part(c) for c in s.made)]))
        more: Plain = {"states": "something"} if kind == "stated" else {"asserts": "breach", "against": "aland"}
        s.add(kind, on, subject=about, by=s.draw(sides), **more)


def _differ(s: Story, on: Any) -> None:
    """Somebody holds another figure, and what it does not add up to is declared."""
    if "goods" in s.made:
        tranches = bool(s.made["goods"].get("tranches"))
        s.add("held", on, subject="goods/1" if tranches else "goods", field="size" if tranches else "total",
              by_reading={s.draw(st.sampled_from(READINGS[:2])): s.draw(counts)},
              declared_difference={"value": s.draw(st.sampled_from([-1, 1, 4]))})  # fmt: skip


REPEATED = frozenset({"performed", "acted", "observed", "withheld", "suspended"})
"""Kinds of which a second record may stand in for a first."""


def _mend(s: Story, on: Any) -> None:
    about = s.draw(st.sampled_from(s.told))
    repeated = [p for p in s.told if p["kind"] in REPEATED]
    match s.draw(st.sampled_from(["corrected", "corrected", "retracted", "revises", "held", "held"])):
        case "corrected":
            changes = [{"on": s.draw(whole_days)}]
            if "quantity" in about:
                changes.append({"quantity": s.draw(counts)})
            if "total" in about:
                changes.append({"total": s.draw(held(counts))})
            s.add("corrected", on, revises=about["id"], set=s.draw(st.sampled_from(changes)), reason="typo")
        case "retracted":
            s.add("retracted", on, revises=about["id"], reason="source-corrected")
        case "revises" if repeated:
            old = s.draw(st.sampled_from(repeated))
            content = {k: v for k, v in old.items() if k not in COMMON or k in {"stated_reason", "effective"}}
            content |= {k: s.draw(counts) for k in ("quantity", "value") if isinstance(old.get(k), int)}
            s.add(old["kind"], old["on"], **(content | {"revises": old["id"]}))
        case _:
            s.add("held", on, **s.draw(held_records()))


Move = Callable[[Story, Any], None]
MOVES: dict[str, tuple[Move, ...]] = {
    "deliver": (
        *(_perform, _perform, _perform, _perform, _amend, _amend, _amend),
        *(_close, _suspend, _withhold, _decide, _reverse, _observe, _differ),
    ),
    "act": (_perform, _perform, _reverse, _amend, _amend, _withhold, _observe),
    "refrain": (_act, _act, _act, _reverse, _amend, _amend, _suspend, _close),
    "maintain": (_observe, _observe, _observe, _amend, _amend, _suspend, _close),
}
"""What may be done about a promise, by its obligation."""
OTHER_MOVES: tuple[Move, ...] = (_mend, _mend, _mend, _propose, _talk, _treat, _build, _say, _say, _suspend, _close)
FIRST: tuple[Move | None, ...] = (None, None, None, _talk, _treat, _treat, _propose)
"""What a history may open with, to go on with it afterwards."""
PROMISED = ("goods", "goods", "goods", "restraint", *sorted(PROMISES))


@st.composite
def sensible_records(draw: Draw, most: int = 9, *, waits: bool = True) -> list[Plain]:
    """Promises, and then what people may do about them."""
    story = Story(draw, waits)
    first = draw(st.sampled_from(FIRST))
    begun = () if first is None else (first,) * 6
    if first is not None:
        first(story, day(1))
    for commitment in sorted(set(draw(st.lists(st.sampled_from(PROMISED), min_size=1, max_size=2))), reverse=True):
        story.promise(commitment)
    fitting = [*begun, *(move for c in story.made for move in MOVES[PROMISES[c]])]
    moves = st.one_of(st.sampled_from(fitting), st.sampled_from(fitting), st.sampled_from(OTHER_MOVES))
    for move in draw(st.lists(moves, min_size=4, max_size=most)):
        move(story, draw(dates))
    return closed(story.told)


nonsense = nonsense_records().map(case_of)
"""Any well-formed records, most of which make no sense where they stand."""
sensible = sensible_records().map(case_of)
"""Histories in which people mostly do what they may."""
cases: st.SearchStrategy[Case] = st.one_of(sensible, nonsense)
plain_cases: st.SearchStrategy[list[Plain]] = st.one_of(sensible_records(), nonsense_records())
"""The same, before the models have read them."""

question_days = st.sampled_from(QUESTION_DAYS).map(lambda n: day_of(day(n)))
known_days = st.one_of(st.just(day_of(END)), question_days)
"""Hindsight as often as not."""
readings = st.sampled_from(READINGS)


def share(part: float) -> settings:
    """So many of the examples that the profile asks for: a dear law gets fewer."""
    return settings(
        max_examples=max(1, round((settings.default or settings()).max_examples * part)),
        suppress_health_check=list(HealthCheck),
    )


LOOK = settings(
    max_examples=2000, database=None, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def example_of(strategy: st.SearchStrategy[T], predicate: Callable[[T], bool]) -> T:
    """Something that `strategy` makes and `predicate` holds of.

    Raises:
        NoSuchExample: if none turns up. It is not made small, since only that there is one matters here.
    """
    return find(strategy, predicate, settings=LOOK)
