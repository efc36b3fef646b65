"""What the replay has to say against the files: broken sums, failed assertions, acts without effect.

Values, never exceptions: whoever reads files turns them into problems at a place.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from negotiation.domain.answers import Question, figures_row, is_coded, row_of
from negotiation.domain.axes import FOREVER, Figures, Interval, Outlook, Span
from negotiation.domain.book import fields_of
from negotiation.domain.case import Assertion, Invariant
from negotiation.domain.dates import iso
from negotiation.domain.events import Event
from negotiation.domain.events.about import wholes_named
from negotiation.domain.events.commitments import Amended, Committed
from negotiation.domain.events.instruments import Scheduled
from negotiation.domain.events.proposals import Proposed
from negotiation.domain.events.record import HeldValue
from negotiation.domain.events.talks import TalksStep
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.intervals import Table
from negotiation.domain.meaning import anchors, dependencies, moments
from negotiation.domain.parts import FIGURES
from negotiation.domain.proving import Standard
from negotiation.domain.subjects import expressions_in_field
from negotiation.domain.values import has_holders
from negotiation.domain.worlds import Merged

TERM = re.compile(r"[a-z_]+|\d+|[+\-]|==|<=|>=|<|>")
COMPARE: dict[str, Callable[[int, int], bool]] = {
    "==": lambda a, b: a == b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
}

DUE = frozenset({"upcoming", "overdue", "not_due"})
"""Figures that change as time goes by."""


class NotAnInvariantError(ValueError):
    """A text that is no comparison of two sums of figures."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that does not hold, with both sides of it."""

    code: str
    message: str
    subject: str = ""
    events: tuple[EventId, ...] = ()
    """The first is where it shows."""
    field: tuple[str | int, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    assertion: int | None = None
    """The number of the assertion that failed."""
    invariant: int | None = None
    since: str | None = None
    delta: int | None = None
    help: str | None = None


class Judging:
    """Tells of an interval whether anything is to be said against its case because of it: of very few."""

    def __init__(self, table: Table) -> None:
        self._end = table.end
        self._laws: dict[SubjectId, list[Law]] = {}
        for invariant in table.case.head.invariants:
            law = _law(invariant)
            if law is not None:
                self._laws.setdefault(invariant.subject, []).append(law)

    def __call__(self, row: Interval) -> bool:
        if row.axis != "figures":
            return row.order_sensitive or row.axis in {"void", "order"}
        return (
            row.order_sensitive
            or self._stays(row)
            or any(isinstance(world, Figures) and self.is_off(row.subject, world) for world in row.values)
        )

    def _stays(self, row: Interval) -> bool:
        return row.known_to > FOREVER and row.valid_to > self._end

    def standard(self, whole: SubjectId) -> Standard:
        """What a subject, its tranches and its debtors are held against."""
        laws = [law for id_, several in self._laws.items() if _is_of(id_, whole) for law in several]
        named = {name for left, _, right in laws for _, name in (*left, *right)}
        return Standard(self.is_off, not named.isdisjoint(DUE))

    def is_off(self, subject: SubjectId, sums: Figures) -> bool:
        """Whether figures of a subject do not add up, or break a law."""
        return _off(sums) is not None or any(_broken(sums, *law) is not None for law in self._laws.get(subject, ()))


def complaints(table: Table, judged: Sequence[Interval] | None = None) -> Iterator[Complaint]:
    """Everything that the replay says against a case, each once.

    `judged` are the intervals of the whole table that `Judging` picks, in its order, from whoever has gone through it.
    """
    rows = [*_suspect(table)] if judged is None else judged
    figures = _by_subject(row for row in rows if row.axis == "figures")
    yield from _anchors(table)
    yield from _cycles(table)
    yield from _differences(table, figures)
    for number, invariant in enumerate(table.case.head.invariants):
        yield from _invariant(table, figures, invariant, number)
    for number, assertion in enumerate(table.case.assertions):
        yield from asserted(table, assertion, number)
    yield from _void(rows)
    yield from _order(table, rows)
    for trouble in table.troubles.values():
        yield Complaint(trouble.code, trouble.message, trouble.subject, table.subjects[trouble.subject].inputs[:1])


def _suspect(table: Table) -> Iterator[Interval]:
    """The intervals that `Judging` picks, those of sound subjects left out: nothing can be said because of them."""
    judging = Judging(table)
    for id_ in table.subjects:
        sound: dict[ReadingId, bool] = {}
        for reading in table.readings:
            own = table.own(id_, reading)
            if own not in sound:
                lasts = table.proved(id_, own, judging.standard(id_))
                sound[own] = lasts is not None and _unallotted(_only(lasts), id_) is None
            if not sound[own]:
                yield from filter(judging, table.history(id_, reading))


def _is_of(id_: SubjectId, whole: SubjectId) -> bool:
    """Whether an id is that of a subject, of one of its tranches or of one of its debtors."""
    return id_.partition("/")[0].partition("@")[0] == whole


def _only(lasts: Iterable[Merged]) -> dict[SubjectId, Any]:
    """The figures that all worlds have alike."""
    return {one.subject: one.values[0] for one in lasts if one.axis == "figures" and len(one.values) == 1}


Law = tuple[list[tuple[int, str]], str, list[tuple[int, str]]]
"""A sum, how it compares, and the other sum."""

Of = dict[SubjectId, list[Interval]]
"""Intervals by their subject, in the order of the table."""


def _by_subject(rows: Iterable[Interval]) -> Of:
    found: Of = {}
    for row in rows:
        found.setdefault(row.subject, []).append(row)
    return found


def _law(invariant: Invariant) -> Law | None:
    try:
        return sums(invariant.holds)
    except NotAnInvariantError:
        return None


def sums(text: str) -> tuple[list[tuple[int, str]], str, list[tuple[int, str]]]:
    """Read `performed + outstanding == total + difference` as two sums and what is to hold between them.

    >>> sums("performed + 1 <= total")
    ([(1, 'performed'), (1, '1')], '<=', [(1, 'total')])

    Raises:
        NotAnInvariantError: if the text is anything else.
    """
    parts = TERM.findall(text)
    if "".join(parts) != re.sub(r"\s", "", text) or sum(p in COMPARE for p in parts) != 1:
        msg = "write one comparison of sums, such as: performed + outstanding == total + difference"
        raise NotAnInvariantError(msg)
    at = next(i for i, p in enumerate(parts) if p in COMPARE)
    return _sum(parts[:at]), parts[at], _sum(parts[at + 1 :])


def _sum(parts: list[str]) -> list[tuple[int, str]]:
    terms: list[tuple[int, str]] = []
    sign = 1
    for position, part in enumerate(parts):
        if position % 2 == 1:
            if part not in {"+", "-"}:
                msg = f"expected + or - before '{part}'"
                raise NotAnInvariantError(msg)
            sign = 1 if part == "+" else -1
        elif part in FIGURES or part.isdigit():
            terms.append((sign, part))
            sign = 1
        else:
            msg = f"'{part}' is no figure; the figures are {', '.join(FIGURES)}"
            raise NotAnInvariantError(msg)
    if len(parts) % 2 == 0:
        msg = "a sum is missing a figure"
        raise NotAnInvariantError(msg)
    return terms


def _invariant(table: Table, figures: Of, invariant: Invariant, number: int) -> Iterator[Complaint]:
    try:
        left, compare, right = sums(invariant.holds)
    except NotAnInvariantError as wrong:
        yield Complaint("T108", str(wrong), invariant.subject, invariant=number)
        return
    mine = sorted(figures.get(invariant.subject, ()), key=lambda r: (r.valid_from, r.known_from, r.reading))
    for row in mine:
        since = _since(table, invariant, row)
        if since is None or row.valid_to <= since:
            continue
        for world in row.values:
            if isinstance(world, Figures):
                broken = _broken(world, left, compare, right)
                if broken is not None:
                    yield _broken_invariant(table, invariant, number, row, broken, max(since, row.valid_from))
                    return


def _since(table: Table, invariant: Invariant, row: Interval) -> int | None:
    if invariant.since is None:
        return row.valid_from
    event = table.resolver(Outlook(row.reading, row.known_from)).get(invariant.since)
    return None if event is None else event.days[-1]


def _broken(world: Figures, left: Any, compare: str, right: Any) -> tuple[int, int] | None:
    sides = [_value(world, left), _value(world, right)]
    if sides[0] is None or sides[1] is None or COMPARE[compare](sides[0], sides[1]):
        return None
    return sides[0], sides[1]


def _value(world: Figures, terms: list[tuple[int, str]]) -> int | None:
    """A sum, or nothing where one of its figures is a range."""
    total = 0
    for sign, name in terms:
        value = int(name) if name.isdigit() else getattr(world, name)
        if isinstance(value, Span) or value is None:
            return None
        total += sign * value
    return total


def _broken_invariant(  # noqa: PLR0913, PLR0917 - what was asserted, where, and by how much it fails
    table: Table, invariant: Invariant, number: int, row: Interval, sides: tuple[int, int], since: int
) -> Complaint:
    left, right = sides
    figures = figures_row({"figures": row})
    return Complaint(
        "T201",
        f"{invariant.holds} does not hold: {left} against {right}",
        invariant.subject,
        latest_first(table, row),
        notes=(
            ("sum", ", ".join(f"{name} {figures[name]}" for name in FIGURES if figures[name])),
            ("reading", row.reading),
            ("difference", f"{abs(left - right)} too {'many' if left > right else 'few'}"),
        ),
        invariant=number,
        since=iso(since),
        delta=left - right,
        help="correct the quantity, or record a `held` value with its `declared_difference`",
    )


def _differences(table: Table, figures: Of) -> Iterator[Complaint]:
    """Tranches that do not add up to the total, and declared differences that are not the difference."""
    last = _at_the_end(table, figures)
    for subject in table.subjects.values():
        if subject.kind != "commitment":
            continue
        for reading in table.readings:
            complaint = _undeclared(table, figures, subject.id, reading) or _not_allotted(
                table, last.get((subject.id, reading), ()), subject.id, reading
            )
            if complaint is not None:
                yield complaint
                break


def _undeclared(table: Table, figures: Of, subject: SubjectId, reading: ReadingId) -> Complaint | None:
    rows = [r for r in figures.get(subject, ()) if r.reading == reading]
    for row in sorted(rows, key=lambda r: (r.known_from, r.valid_from)):
        for world in row.values:
            off = _off(world) if isinstance(world, Figures) else None
            if off is not None:
                return _not_adding_up(table, row, reading, off)
    return None


def _off(world: Figures) -> tuple[int, int, int] | None:
    """What was counted, the total and the declared difference, where these do not go together."""
    performed, outstanding, otherwise, total = (
        world.performed, world.outstanding, world.discharged_otherwise, world.total
    )  # fmt: skip
    if not (
        isinstance(performed, int) and isinstance(outstanding, int) and isinstance(otherwise, int)
    ) or not isinstance(total, int):
        return None
    counted = performed + outstanding + otherwise
    return None if counted == total + world.difference else (counted, total, world.difference)


def _at_the_end(table: Table, figures: Of) -> dict[tuple[SubjectId, ReadingId], list[Interval]]:
    """The figures that hold to the end in every possible world, with all that is known, by commitment and reading."""
    found: dict[tuple[SubjectId, ReadingId], list[Interval]] = {}
    for subject, rows in figures.items():
        whole = SubjectId(subject.partition("/")[0])
        for row in rows:
            if row.known_to > FOREVER and row.valid_to > table.end and len(row.values) == 1:
                found.setdefault((whole, row.reading), []).append(row)
    return found


def _not_allotted(table: Table, rows: Sequence[Interval], subject: SubjectId, reading: ReadingId) -> Complaint | None:
    last = {row.subject: row for row in rows}
    found = _unallotted({id_: row.values[0] for id_, row in last.items()}, subject)
    return None if found is None else _not_adding_up(table, last[subject], reading, found)


def _unallotted(last: Mapping[SubjectId, Any], subject: SubjectId) -> tuple[int, int, int] | None:
    """What tranches come to that in the end leave a part of the total to none of them, or are more than it."""
    whole = last.get(subject)
    sizes = [sums.total for id_, sums in last.items() if id_.startswith(f"{subject}/") and sums is not None]
    if whole is None or not sizes:
        return None
    total, difference = whole.total, whole.difference
    most = total.high if isinstance(total, Span) else total
    least = sum(size.low if isinstance(size, Span) else size for size in sizes)
    short = all(isinstance(size, int) for size in sizes) and isinstance(total, int) and least < total + difference
    if most is None or not (short or least > most + difference):
        return None
    return least, most, difference


def _not_adding_up(table: Table, row: Interval, reading: str, found: tuple[int, int, int]) -> Complaint:
    counted, total, declared = found
    holders = [e for e in row.causes if isinstance(table.book.events[e], HeldValue)]
    wrong = declared != 0
    message = (
        f"the declared difference is {declared}, the parts differ from the total by {counted - total}"
        if wrong
        else f"the tranches add up to {counted}, the total is {total}: {counted - total:+} that nobody declares"
    )
    return Complaint(
        "T204" if wrong else "T203",
        message,
        row.subject,
        tuple(holders or [_sizing(table, row)]),
        ("declared_difference", "value") if wrong else (),
        (("reading", reading), ("sum", f"{counted} = {total} + {counted - total}")),
        since=iso(row.valid_from),
        delta=counted - total - declared,
        help="if a holder's own figures do not add up, say so in a `held` record with `declared_difference`",
    )


def _sizing(table: Table, row: Interval) -> EventId:
    sized = [e for e in row.causes if table.book.events[e].kind in {"committed", "amended", "decided"}]
    return latest_first(table, row, sized)[0]


def latest_first(table: Table, row: Interval, causes: Sequence[EventId] = ()) -> tuple[EventId, ...]:
    """The events of an interval, or some of them, the latest by their last possible day first."""
    return _latest(table, Outlook(row.reading, row.known_from), causes or row.causes)


def _latest(table: Table, outlook: Outlook, causes: Sequence[EventId]) -> tuple[EventId, ...]:
    resolver = table.resolver(outlook)

    def day(id_: EventId) -> int:
        happened = resolver.get(id_)
        return 0 if happened is None else happened.days[-1]

    return tuple(sorted(causes, key=lambda id_: (-day(id_), id_)))


def asserted(table: Table, assertion: Assertion, number: int) -> Iterator[Complaint]:
    """What is to be said against one assertion, which is the `number`-th: at most that it does not hold."""
    on = assertion.on.first
    known = FOREVER if assertion.known is None else on if assertion.known == "same" else assertion.known.last
    question = Question(on, known, assertion.reading or RECORD)
    if not is_coded(table, on):
        yield Complaint(
            "T202", f"{iso(on)} lies outside the case's coverage: not coded", assertion=number, field=("on",)
        )
        return
    row = (
        aggregate(table, question) if assertion.subject == "instruments" else row_of(table, question, assertion.subject)
    )
    if assertion.depositary is not None and assertion.subject == "instruments":
        row = aggregate(table, question, assertion.depositary)
    said = {name: None if row is None else row.get(name, "no such field") for name in assertion.expect}
    wrong = [name for name, expected in assertion.expect.items() if not agrees(expected, said[name])]
    if wrong:
        counting = _latest(table, Outlook(question.reading, question.known), (row or {}).get("causes", ()))
        yield _failed(assertion, number, wrong, said, row, counting)


def _is_row(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    return isinstance(value, list | tuple)


def agrees(expected: Any, found: Any) -> bool:
    """Whether an answer is what an assertion expects; of a mapping only the keys that it names."""
    if _is_row(expected) and _is_row(found):
        return all(agrees(value, found.get(key)) for key, value in expected.items())
    if _is_list(expected) and _is_list(found) and any(_is_row(one) for one in expected):
        return all(any(agrees(one, other) for other in found) for one in expected)
    if expected is None or found is None:
        return expected is found
    if isinstance(found, bool):
        return str(expected).lower() == str(found).lower()
    return str(expected) == str(found)


def _failed(  # noqa: PLR0913, PLR0917 - what was asserted, what was found, and what it rests on
    assertion: Assertion,
    number: int,
    wrong: list[str],
    said: dict[str, Any],
    row: dict[str, Any] | None,
    counting: tuple[EventId, ...],
) -> Complaint:
    name = wrong[0]
    expected, found = assertion.expect[name], said[name]
    delta = int(found) - int(expected) if _whole(found) and _whole(expected) else None
    notes = [("asserted", f"{n} {_plain(assertion.expect[n])}, counted {_plain(said[n])}") for n in wrong]
    if delta is not None:
        notes.append(("difference", f"{abs(delta)} too {'many' if delta > 0 else 'few'}"))
    if row is None:
        notes.append(("because", f"{assertion.subject} is not there on that day"))
    return Complaint(
        "T202",
        f"{name} of {assertion.subject} on {assertion.on} is {_plain(found)}, asserted {_plain(expected)}",
        assertion.subject,
        counting,
        ("expect", name),
        tuple(notes),
        number,
        since=str(assertion.on),
        delta=delta,
        help=f"negotiation why {assertion.subject} --on {assertion.on}",
    )


def _plain(value: Any) -> str:
    if _is_row(value) and set(value) == {"min", "max"}:
        return f"{value['min']} to {value['max']}"
    return "none" if value is None else str(value)


def _whole(value: Any) -> bool:
    return str(value).lstrip("-").isdigit()


def aggregate(table: Table, question: Question, depositary: str | None = None) -> dict[str, Any]:
    """How many instruments have come how far: a number, or a range where accounts differ."""
    found = (row_of(table, question, id_) for id_, one in table.subjects.items() if one.kind == "instrument")
    rows = [r for r in found if r is not None and depositary in {None, r["depositary"]}]
    counts: dict[str, Any] = {
        "instruments": len(rows),
        "letters": len({r["letter"] for r in rows if r["letter"] is not None}),
    }
    for name in ("signed", "deposited", "in_force"):
        there = [r for r in rows if r[name] is not None]
        least = sum(1 for r in there if name not in r["perhaps"])
        counts[name] = least if least == len(there) else {"min": least, "max": len(there)}
    counts["causes"] = sorted({c for r in rows for c in r["causes"]})
    return counts


def _void(rows: Sequence[Interval]) -> Iterator[Complaint]:
    seen: set[EventId] = set()
    for row in rows:
        if row.axis == "void":
            for event in row.values[-1] or ():
                if event not in seen:
                    seen.add(event)
                    yield Complaint(
                        "T205",
                        f"{event} is void: without the power or consent needed, or on what is closed",
                        row.subject,
                        (event,),
                    )


def _order(table: Table, rows: Sequence[Interval]) -> Iterator[Complaint]:
    """One complaint for each commitment, talks or other whole, at the acts whose order is open."""
    seen: set[str] = set()
    for row in sorted(rows, key=lambda r: (r.valid_from, r.subject)):
        whole = row.subject.partition("/")[0].partition("@")[0]
        if not row.order_sensitive or whole in seen:
            continue
        seen.add(whole)
        resolver = table.resolver(Outlook(row.reading, row.known_from))
        day = row.valid_from
        acts = [e for e in row.causes if (r := resolver.get(e)) is not None and day in r.days]
        yield Complaint(
            "T209",
            f"{whole} on {iso(day)} hangs on an order within the day that no source settles",
            whole,
            tuple(acts) or latest_first(table, row),
            since=iso(day),
            help="where a source gives the order, record it with `after`",
        )


def _cycles(table: Table) -> Iterator[Complaint]:
    """Dates and conditions that wait for each other under some reading: none of them ever comes by itself."""
    told: set[str] = set()
    for reading in table.readings:
        yield from _cycles_under(table, reading, told)


def _cycles_under(table: Table, reading: ReadingId, told: set[str]) -> Iterator[Complaint]:
    waits: dict[str, set[str]] = {}
    wrote: dict[str, tuple[EventId, tuple[str | int, ...]]] = {}
    own: dict[str, str] = {}
    for event in table.book.events.values():
        for whole in _dated(event):
            for (tranche, name), raw in fields_of(event):
                owner = f"{whole}/{tranche}" if tranche else whole
                waits.setdefault(whole, set()).add(owner)
                if isinstance(event, Proposed) and name != "open_until":
                    continue
                for asked, needed in (one for value in _under(raw, reading) for one in dependencies(value)):
                    waits.setdefault(owner, set()).add(needed)
                    wrote.setdefault(owner, (event.id, _place_of(event, tranche, name)))
                    if asked == "due" and needed == owner:
                        own[owner] = owner
    for owner, (event_id, field) in wrote.items():
        cycle = [owner, owner] if owner in own else _cycle_from(owner, waits)
        if cycle and not told & set(cycle):
            told |= set(cycle)
            message = f"dates or conditions wait for each other: {' -> '.join(cycle)}"
            yield Complaint("T206", message, owner, (event_id,), field)


def _under(raw: Any, reading: ReadingId) -> Iterator[Any]:
    """What a reading may take a field to say: its own value, or else what everybody else says."""
    if has_holders(raw) and reading in raw.by_reading:
        yield raw.by_reading[reading]
    elif has_holders(raw):
        yield from expressions_in_field(raw.model_copy(update={"by_reading": {}}))
    else:
        yield raw


def _place_of(event: Event, tranche: str, name: str) -> tuple[str | int, ...]:
    """Where a record has a term, of the whole or of one of its tranches."""
    listed = [one.id for one in getattr(event, "tranches", None) or ()]
    inside = ("tranches", listed.index(tranche)) if tranche in listed else ()
    return (*inside, *name.split("."))


def _dated(event: Event) -> tuple[str, ...]:
    """The subjects of whose dates and conditions a record writes some."""
    match event:
        case Committed(commitment=whole) | TalksStep(process=whole) | Proposed(proposal=whole):
            return (whole,)
        case Amended() | Scheduled():
            return wholes_named(event)
        case _:
            return ()


def _cycle_from(owner: str, waits: Mapping[str, set[str]]) -> list[str]:
    agenda = [[owner]]
    seen: set[str] = set()
    while agenda:
        path = agenda.pop()
        for following in sorted(waits.get(path[-1], set()) - {path[-1]}):
            if following == owner:
                return [*path, owner]
            if following not in seen:
                seen.add(following)
                agenda.append([*path, following])
    return []


def _anchors(table: Table) -> Iterator[Complaint]:
    """Dates counted from an event that is never known or never dated."""
    resolver = table.resolver(Outlook(RECORD, FOREVER))
    for event in table.book.events.values():
        own = [("on", event.on), ("effective", event.effective if event.kind != "scheduled" else None)]
        for name, raw in own:
            if any(True for expression in expressions_in_field(raw) for _ in moments(expression)):
                message = "the day of a record is counted from a condition: only a term's may be"
                yield Complaint("T207", message, events=(event.id,), field=(name,))
        for name, raw in [*own, *((name, raw) for (_, name), raw in fields_of(event))]:
            for anchor in (one for expression in expressions_in_field(raw) for one in anchors(expression)):
                if anchor in table.book.events and resolver.in_place_of(anchor) is None:
                    message = f"a date is counted from {anchor}, which has no day"
                    yield Complaint("T207", message, events=(event.id,), field=tuple(name.split(".")))
