"""Why an answer is as it is."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from negotiation.api.answer import Answer
from negotiation.api.records import Event, event_of
from negotiation.api.values import Contest, contests
from negotiation.domain.answers import Question as Asking
from negotiation.views.view import View


@dataclass(frozen=True, slots=True)
class Reason:
    """One axis of an answer: its value in words, and what made it."""

    subject: str
    axis: str
    value: str
    since: date
    """The first day on which the axis had this value."""
    rule: str
    sentence: str
    """The rule in words."""
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An event about the subject that made none of the answer, and the reason why."""

    event: Event
    reason: str


class Why(Answer):
    """The reasons of the answer about one subject, its tranches and its debtors' shares.

    >>> why = case.why("prisoner-release/4", on="2014-04-03", axis="due")
    >>> [(one.axis, one.value, one.rule) for one in why.reasons]
    [('due', 'night of 2014-03-29, overdue 5 days', 'due.night')]
    >>> case.why("prisoner-release", on="2014-04-03").left_out[0].reason
    'accounts, shown and not adopted'
    """

    __slots__ = ("contested", "corrected", "events", "left_out", "reasons", "subject")

    subject: str
    reasons: tuple[Reason, ...]
    """None where nothing of the subject was there."""
    contested: tuple[Contest, ...]
    events: tuple[Event, ...]
    """Those that made the answer."""
    corrected: tuple[Event, ...]
    """Corrections, revisions and held records that touch it."""
    left_out: tuple[LeftOut, ...]

    def __init__(self, view: View, question: Asking, lock: AbstractContextManager[Any]) -> None:
        super().__init__(view, question, lock)
        body = view.body()
        self.subject = body["subject"]
        self.reasons = tuple(
            Reason(
                part["subject"], one["axis"], one["value"], date.fromisoformat(one["since"]), one["rule"],
                one["sentence"], tuple(one["causes"]),
            )
            for part in body["parts"]
            for one in part["axes"]
        )  # fmt: skip
        self.contested = contests(body["contested"])
        self.events = tuple(map(event_of, body["events"]))
        self.corrected = tuple(map(event_of, body["corrected"]))
        self.left_out = tuple(LeftOut(event_of(one), one["reason"]) for one in body["left_out"])

    def __repr__(self) -> str:
        return f"<Why {self.subject} on {self.question.on}: {len(self.reasons)} reasons>"
