"""The state of everything on a day, as rows: a filter over the table of intervals, and nothing more.

Rows are plain data, ready to be printed or written as JSON (`docs/json.md`). A
figure that is not one number is `{"min": …, "max": …}`, a word that is not one
is its alternatives joined by "or", and what is absent is `None`, never missing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from negotiation.domain.answering import Answers
from negotiation.domain.axes import (
    BESIDE,
    FOREVER,
    Contest,
    Interval,
    Outlook,
)
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.light import Any, NamedTuple
from negotiation.domain.parts import Row, figures_of, finished, joined

Axes = Mapping[str, Interval]
Cut = Mapping[SubjectId, Axes]
"""What holds at one moment: the interval of every axis of every subject."""


class Question(NamedTuple):
    """On which day, as known on which day, under whose reading."""

    on: int
    known: int = FOREVER
    reading: ReadingId = RECORD
    recorded: int = FOREVER
    """The last day whose entries into the files count; the table has to be made for it."""

    @property
    def outlook(self) -> Outlook:
        return Outlook(self.reading, self.known)


def cut(table: Answers, question: Question, subjects: Iterable[SubjectId] | None = None) -> Cut:
    """The intervals that hold on the day, by subject and axis."""
    held = table.holding(question.outlook, question.on, subjects)
    return _by_axis(row for _, rows in held for row in rows)


def _by_axis(rows: Iterable[Interval]) -> Cut:
    found: dict[SubjectId, dict[str, Interval]] = {}
    for row in rows:
        found.setdefault(row.subject, {})[row.axis] = row
    return found


def is_coded(table: Answers, day: int) -> bool:
    """Whether the case speaks of a day at all."""
    coverage = table.case.head.coverage
    return coverage.start.toordinal() <= day <= coverage.end.toordinal()


def state(table: Answers, question: Question, subjects: Iterable[SubjectId] | None = None) -> Row:
    """The state of every subject on a day, or of those named, which are in the table's order.

    Outside the case's coverage nothing is coded and every list is empty.
    """
    body: Row = {"commitments": [], "talks": [], "proposals": [], "instruments": [], "measures": []}
    if not is_coded(table, question.on):
        return body
    for id_, rows in table.holding(question.outlook, question.on, subjects):
        row = _row(table, question, _by_axis(rows), id_)
        if row is not None:
            body[PLACES[table.subjects[id_].kind]].append(row)
    return body


def _row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row | None:
    """The row of a whole subject, or nothing where it is not there yet."""
    if not is_there(now, id_):
        return None
    makers: dict[str, Callable[[Answers, Question, Cut, SubjectId], Row]] = {
        "commitment": commitment_row,
        "process": talks_row,
        "proposal": proposal_row,
        "instrument": instrument_row,
        "measure": measure_row,
    }
    return makers[table.subjects[id_].kind](table, question, now, id_)


PLACES = {
    "commitment": "commitments",
    "process": "talks",
    "proposal": "proposals",
    "instrument": "instruments",
    "measure": "measures",
}
"""The list of an answer in which each kind of subject stands."""


def chosen_in(table: Answers, chosen: Sequence[str]) -> list[SubjectId] | None:
    """The subjects meant by ids, tranches and names of lists, in the table's order; `None` where nothing was chosen."""
    if not chosen:
        return None
    wholes = {SubjectId(one.partition("/")[0]) for one in chosen}
    if wholes.isdisjoint(PLACES.values()):
        return sorted(one for one in wholes if one in table.subjects)
    return [id_ for id_, one in table.subjects.items() if id_ in wholes or PLACES[one.kind] in wholes]


def is_there(now: Cut, id_: SubjectId) -> bool:
    """Whether a subject has a status yet, and not only what stands beside one."""
    return any(axis not in BESIDE for axis in now.get(id_, ()))


def row_of(table: Answers, question: Question, subject: str) -> Row | None:
    """The row of one subject or `commitment/tranche`, or nothing where it is not there yet."""
    whole, _, tranche = subject.partition("/")
    if SubjectId(whole) not in table.subjects or not is_coded(table, question.on):
        return None
    row = _row(table, question, cut(table, question, [SubjectId(whole)]), SubjectId(whole))
    if row is None or not tranche:
        return row
    return next((t for t in row.get("tranches", ()) if t["id"] == tranche), None)


def commitment_row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row:
    """A commitment with its tranches and, where there are several debtors, each debtor's standing."""
    row = _promise(question, now[id_], id_)
    row["contested"] = _contests(table, question, now, id_)
    prefix = f"{id_}/"
    order = [
        t for t in now if (t.startswith(prefix) and "figures" in now[t]) or (t.startswith(prefix) and "phase" in now[t])
    ]
    tranches: list[Row] = []
    row["tranches"] = tranches
    for tranche in sorted(order, key=_tranche_order):
        one = _promise(
            question, {**now[tranche], "kind": now[id_]["kind"]} if "kind" in now[id_] else now[tranche], tranche
        )
        one["id"] = tranche.removeprefix(prefix)
        one["contested"] = _contests(table, question, now, tranche)
        row["contested"] += [{**c, "field": f"tranches/{one['id']}/{c['field']}"} for c in one["contested"]]
        tranches.append(one)
    row["per_debtor"] = [
        {**_promise(question, now[d], d), "id": id_, "debtor": d.partition("@")[2], "contested": row["contested"]}
        for d in now
        if d.startswith(f"{id_}@")
    ]
    return row


def _tranche_order(tranche: SubjectId) -> tuple[int, str]:
    name = tranche.partition("/")[2]
    return (int(name), "") if name.isdigit() else (10**9, name)


def _promise(question: Question, axes: Axes, id_: SubjectId) -> Row:
    """The row of a commitment, of a tranche, or of one debtor's part."""
    row = {"id": id_, **finished(_joined("commitment", axes), question.on)}
    if "/" in id_:
        row["condition"] = None  # its own stands among its terms
    return row | {"contested": [], "tranches": [], "per_debtor": [], **_grounds(axes)}


def _joined(kind: str, axes: Axes) -> Row:
    return joined(kind, {axis: interval.values for axis, interval in axes.items()})


def _grounds(axes: Axes) -> Row:
    """What every row ends with: whether it hangs on an order that nobody states, and what made it."""
    return {"order_sensitive": any(i.order_sensitive for i in axes.values()), "causes": causes_of(axes)}


def figures_row(axes: Axes) -> Row:
    """The sums, all of them absent where the commitment counts nothing."""
    return figures_of(axes["figures"].values if "figures" in axes else ())


def adds_up(row: Interval) -> bool:
    """Whether performed + outstanding + discharged otherwise = total + difference, in every world."""
    for f in row.values:
        if f is None or f.total is None:
            continue
        numbers = (f.total, f.performed, f.outstanding, f.discharged_otherwise)
        exact = all(isinstance(n, int) for n in numbers)
        if exact and f.performed + f.outstanding + f.discharged_otherwise != f.total + f.difference:
            return False
    return True


def causes_of(axes: Axes) -> list[EventId]:
    """The events that made the row, claims and contests left out."""
    return sorted({c for a, i in axes.items() if a not in BESIDE for c in i.causes})


def talks_row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row:
    """The talks, their deadline, and every extension asked for or offered."""
    row = {"id": id_, **_joined("process", now[id_])}
    row["extensions"] = [_extension(table, question, SubjectId(p)) for p in row["extensions"]]
    return _with_grounds(row, table, question, now)


def _with_grounds(row: Row, table: Answers, question: Question, now: Cut) -> Row:
    """A small subject's row with all that stands below it."""
    return {**row, "contested": _contests(table, question, now, row["id"]), **_grounds(now[row["id"]])}


def _extension(table: Answers, question: Question, proposal: SubjectId) -> Row:
    row = _row(table, question, cut(table, question, [proposal]), proposal)
    return {name: (row or {}).get(name) for name in ("id", "form", "by", "phase", "causes")} | {"id": proposal}


def proposal_row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row:
    """A demand, offer, request or threat, and how it stands."""
    return _with_grounds({"id": id_, **_joined("proposal", now[id_])}, table, question, now)


def instrument_row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row:
    """A treaty instrument: each step's day if it may have come, a range where accounts differ."""
    return _with_grounds({"id": id_, **_joined("instrument", now[id_])}, table, question, now)


def measure_row(table: Answers, question: Question, now: Cut, id_: SubjectId) -> Row:
    """A measure by its stages; counts of different stages stay apart."""
    return _with_grounds({"id": id_, **_joined("measure", now[id_])}, table, question, now)


def _contests(table: Answers, question: Question, now: Cut, id_: SubjectId) -> list[Row]:
    if id_ not in now or "contested" not in now[id_]:
        return []
    return [_contest(table, question, contest) for contest in now[id_]["contested"].values[0]]


def _contest(table: Answers, question: Question, contest: Contest) -> Row:
    value: Any = int(contest.value) if contest.value.isdigit() else contest.value
    if value == "rest":
        value = _rest(table, question, contest)
    who = "reading" if contest.is_reading else "holder"
    return {"field": contest.field, who: contest.holder, "value": value, "events": list(contest.events)}


def _rest(table: Answers, question: Question, contest: Contest) -> Any:
    """What `rest` comes to for the reading that holds it."""
    whole = SubjectId(contest.subject.partition("/")[0])
    reading = ReadingId(contest.holder) if contest.is_reading else RECORD
    held = cut(table, Question(question.on, question.known, reading), [whole])
    total = figures_row(held.get(contest.subject, {}))["total"]
    return total if isinstance(total, int) else "the rest of the total"
