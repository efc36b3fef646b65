"""Answers of a day as assertions: what would have to be said for `check` to hold them."""

from collections.abc import Iterator, Mapping, Sequence

from negotiation.domain.answering import Answers
from negotiation.domain.answers import Question, chosen_in, state
from negotiation.domain.axes import FOREVER
from negotiation.domain.dates import iso
from negotiation.domain.ids import RECORD
from negotiation.domain.light import Any
from negotiation.views.plain import is_record, is_several
from negotiation.views.rows import Record

LEFT_OUT = frozenset(
    {
        "id",
        "kind",
        "causes",
        "tranches",
        "per_debtor",
        "contested",
        "claims",
        "order_sensitive",
        "days_overdue",
        "reason",
    }
)
"""What an answer says besides how things stand: what made it, and what is counted anew on every day."""


def pinned(table: Answers, question: Question, chosen: Sequence[str], *, same: bool = False) -> list[Record]:
    """An assertion for each subject and each tranche that is there on the day.

    `same`: the day asked about is also the day as known on which it is asked.
    """
    body = state(table, question, chosen_in(table, chosen))
    wanted = frozenset(one for one in chosen if "/" in one)
    rows = [pair for several in body.values() for row in several for pair in _parts(row)]
    kept = [(name, row) for name, row in rows if not wanted or name in wanted or name.partition("/")[0] in chosen]
    return [{"assertion": _assertion(question, name, row, same=same)} for name, row in kept]


def _parts(row: Record) -> Iterator[tuple[str, Record]]:
    yield row["id"], row
    for tranche in row.get("tranches", ()):
        yield f"{row['id']}/{tranche['id']}", tranche


def _assertion(question: Question, name: str, row: Record, *, same: bool) -> Record:
    made: Record = {"on": iso(question.on)}
    if same:
        made["known"] = "same"
    elif question.known < FOREVER:
        made["known"] = iso(question.known)
    if question.reading != RECORD:
        made["reading"] = question.reading
    return {**made, "subject": name, "expect": expected(row)}


def expected(row: Mapping[str, Any]) -> Record:
    """The fields of an answer that an assertion can hold: figures, words, days, and who withholds or suspends.

    >>> expected({"id": "a", "status": "upcoming", "due": None, "acts": [], "total": {"min": 26, "max": 27}})
    {'status': 'upcoming', 'total': {'min': 26, 'max': 27}}
    """
    said = {name: _plain(value) for name, value in row.items() if name not in LEFT_OUT}
    return {name: value for name, value in said.items() if value is not None}


def _plain(value: Any) -> Any:
    """A word, a figure, or those parts of a mapping that are; nothing of anything else."""
    if not is_record(value):
        return None if is_several(value) else value
    parts = {name: one for name, one in value.items() if one is not None and not is_record(one) and not is_several(one)}
    return parts or None
