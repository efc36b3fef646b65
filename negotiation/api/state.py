"""The state of a case at the end of a day."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from negotiation.api.answer import Answer
from negotiation.api.problems import Unknown
from negotiation.api.row import Row
from negotiation.domain.answers import Question as Asking
from negotiation.ledger.nearest import did_you_mean
from negotiation.views.rows import Record
from negotiation.views.view import View

KINDS = {
    "commitments": "commitment",
    "talks": "talks",
    "proposals": "proposal",
    "instruments": "instrument",
    "measures": "measure",
}
"""The lists of a state in their order, and what stands in each."""


class State(Answer, Mapping[str, Row]):
    """Every subject that was there, by its id, in the order of the command `state`.

    A tranche is found by `commitment/tranche` and a debtor's share by
    `commitment@debtor`, but only whole subjects are counted and gone through.

    >>> state = case.on("2014-04-03", known="same")
    >>> list(state)[1:3]
    ['prisoner-release', 'stay-at-table']
    >>> state["prisoner-release/4"].status
    'overdue 5 days, non-performance reported'
    >>> state["prisoner-relase"]
    Traceback (most recent call last):
        ...
    negotiation.api.problems.Unknown: 'prisoner-relase' did not stand on 2014-04-03: did you mean ...
    >>> print(state.header.splitlines()[2])
    208 events replayed · data ... · no problems
    """

    __slots__ = ("_body", "_parts", "_rows")

    def __init__(self, view: View, question: Asking, lock: AbstractContextManager[Any]) -> None:
        super().__init__(view, question, lock)
        self._body: Record = view.body()
        self._rows = {row["id"]: Row(row["id"], kind, row) for name, kind in KINDS.items() for row in self._body[name]}
        self._parts = {part.id: part for row in self._rows.values() for part in (*row.tranches, *row.per_debtor)}

    @property
    def is_coded(self) -> bool:
        """Whether the case covers the day. Where it does not, nothing is there, which is not the same as nothing."""
        return not self._body["not_coded"]

    def of_kind(self, kind: str) -> tuple[Row, ...]:
        """The rows of one kind: `commitment`, `talks`, `proposal`, `instrument` or `measure`."""
        return tuple(row for row in self._rows.values() if row.kind == kind)

    def facts(self) -> Sequence[Mapping[str, str]]:
        """Tidy facts, as `state --format csv` has them: one value of one axis, by whom held, and for how long."""
        with self._lock:
            return [*self._view.facts()]

    def __getitem__(self, subject: str) -> Row:
        row = self._rows.get(subject) or self._parts.get(subject)
        if row is None:
            raise self._missing(subject)
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def _missing(self, subject: str) -> Unknown:
        if not self.is_coded:
            return Unknown(f"{self.question.on} is not coded: the case does not cover it")
        hint = did_you_mean(subject, [*self._rows, *self._parts]) or "it was not there yet, or nobody has recorded it"
        return Unknown(f"'{subject}' did not stand on {self.question.on}: {hint}")

    def __eq__(self, other: object) -> bool:
        return (self.question, self._body) == (other.question, other._body) if isinstance(other, State) else False

    def __hash__(self) -> int:
        return hash(self.question)

    def __repr__(self) -> str:
        return f"<State on {self.question.on}: {len(self)} subjects>"
