"""What every answer of a case is: a question in words, a page to print, and a document for programs."""

from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from negotiation.domain.answers import Question as Asking
from negotiation.domain.axes import FOREVER
from negotiation.views.pages import Lines
from negotiation.views.rendering import page_text
from negotiation.views.view import View


@dataclass(frozen=True, slots=True)
class Question:
    """What an answer answers. Days are whole, and read at their end in the case's time zone."""

    on: date
    known: date | None
    """The last day whose reports count; `None` for all of them, which is hindsight."""
    reading: str
    recorded: date | None
    """The last day whose entries into the files count; `None` for all of them."""


def public(question: Asking) -> Question:
    """A question as programs see it."""
    return Question(date.fromordinal(question.on), _day(question.known), question.reading, _day(question.recorded))


def _day(ordinal: int) -> date | None:
    return None if ordinal >= FOREVER else date.fromordinal(ordinal)


class Answer:
    """An answer, which nobody changes. `str` of it is the page that the command prints into a pipe."""

    __slots__ = ("_lock", "_view", "question")

    question: Question

    def __init__(self, view: View, question: Asking, lock: AbstractContextManager[Any]) -> None:
        self.question = public(question)
        self._view = view
        self._lock = lock

    def as_json(self) -> dict[str, Any]:
        """The document that the command writes with `--format json` (docs/json.md), to be changed as one likes."""
        with self._lock:
            return deepcopy(self._view.body())

    @property
    def header(self) -> str:
        """The lines above the answer: which day, as known when, under whose reading, of how many events."""
        with self._lock:
            first = self._view.page()[0]
        return "\n".join(first.lines) if isinstance(first, Lines) else ""

    def __str__(self) -> str:
        with self._lock:
            return page_text(self._view.page()).rstrip("\n")
