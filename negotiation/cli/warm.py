"""Answers a question from the file that holds what its case comes to, without the application."""

import _sqlite3 as sqlite  # as in the cache: the rest of `sqlite3` is slow to import
import json
import os
import re
import sys
from collections.abc import Sequence

from negotiation import __version__
from negotiation.cli.days import Days, beside
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.forming import formed
from negotiation.cli.output import FORMATS, PAGER, WHEN, is_colored
from negotiation.cli.typed import Typed, typed
from negotiation.domain.answers import PLACES, Question
from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.ids import RECORD, EventId, ReadingId, SubjectId
from negotiation.domain.light import TYPE_CHECKING, NamedTuple
from negotiation.views.header import Asked
from negotiation.views.view import View
from negotiation.warm.stored import StoredTable, UnreadableError

if TYPE_CHECKING:
    from negotiation.views.records import Records

Printed = tuple[str, str, int]
"""What goes to stdout and to stderr, and the exit code."""

TABLE = FORMATS[0]


class HandedOver(Exception):  # noqa: N818 - no error: the application answers
    """The whole application has to answer this."""


class Surroundings(NamedTuple):
    """Where a question is asked."""

    directory: str
    """The directory of its case, as it was typed or as it lies under the root."""
    here: str
    """Where the person stands, in full."""

    @property
    def prefix(self) -> str:
        """What the names of the case's files begin with, as `ledger.files.shown` has them."""
        if _is_odd(self.directory) or _is_odd(self.here):
            raise HandedOver
        below = f"{self.here}/"
        if self.directory in {".", self.here}:
            return ""
        return f"{self.directory.removeprefix(below).rstrip('/')}/"


def _is_odd(path: str) -> bool:
    """Whether a path is written with steps that lead nowhere or up."""
    return path != "." and (not path or any(step in {".", ".."} for step in path.split("/")) or "//" in path)


def answer(argv: Sequence[str], database: str, surroundings: Surroundings) -> Printed | None:
    """What the application would print, or nothing where it has to do so itself.

    The file is believed: whoever calls this knows that it holds what the files of the case hold now.
    """
    question = typed(argv)
    if question is None:
        return None
    try:
        connection = opened(database)
    except sqlite.Error:
        return None
    try:
        return _answered(Warm(StoredTable(connection), question, surroundings))
    except (HandedOver, Refused, UnreadableError, sqlite.Error, json.JSONDecodeError):
        return None
    finally:
        connection.close()


def opened(database: str) -> sqlite.Connection:
    """The file, to be read and never written."""
    path = database.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite.connect(f"file:{path}?mode=ro", uri=True)
    connection.execute("PRAGMA query_only = ON")
    return connection


class Warm:
    """One run of a question that is answered from a file."""

    def __init__(self, table: StoredTable, question: Typed, surroundings: Surroundings) -> None:
        if not table.told["complete"] or table.told["tool"] != __version__:
            raise HandedOver
        self.table = table
        self.typed = question
        self.form = question.values.get("--format", TABLE)
        if self.form not in FORMATS or os.environ.get(PAGER) or question.color not in WHEN:
            raise HandedOver
        self.days = Days(table.case)
        self.prefix = surroundings.prefix
        self.reading = self._reading(question.reading)

    def _reading(self, text: str | None) -> ReadingId:
        if text is None:
            return RECORD
        if all(text != one.id for one in self.table.case.head.readings):
            raise HandedOver
        return ReadingId(text)

    def question(self, day: int, known: str | None) -> Question:
        """The question as typed, about a day."""
        last = FOREVER if known is None else day if known == "same" else self.days.day(known, "--known")
        return Question(day, last, self.reading)

    def asked(self, question: Question) -> Asked:
        """What was asked, as headers and envelopes say it."""
        told = self.table.told
        return Asked(
            case=self.table.case,
            question=question,
            revision=told["revision"],
            replayed=self.table.known(question.known),
            problems=told["problems"],
            complete=True,
            echoes=tuple(f"{word} = {day}" for word, day in self.days.echoes.items()),
            tool=__version__,
            again=self._again(),
        )

    def _again(self) -> str:
        given = {"--case": self.typed.case, "--known": self.typed.known, "--reading": self.typed.reading}
        if not any(given.values()):
            return ""
        from shlex import quote  # noqa: PLC0415 - seldom needed

        return "".join(f" {option} {quote(value)}" for option, value in given.items() if value is not None)

    def records(self, question: Question) -> "Records":
        """The events as the question has them, with where they are written."""
        from negotiation.views.records import Records  # noqa: PLC0415 - of some questions only

        return Records(self.table, question.outlook, self._where)

    def _where(self, id_: str) -> str:
        place = self.table.place(id_)
        return place if place == "-" else self.prefix + place

    def subject(self, text: str) -> SubjectId:
        """A subject or tranche that the records know."""
        whole, slash, _ = text.partition("/")
        if SubjectId(whole) not in self.table.subjects or (slash and not self.table.axes(text)):
            raise HandedOver
        return SubjectId(text)


def _answered(warm: Warm) -> Printed:
    views = {"state": _state, "why": _why, "due": _due, "diff": _diff}
    view, code = views[warm.typed.command](warm)
    text = formed(warm.typed, warm.form, view)
    if sys.stdout.isatty() and warm.form == TABLE and is_colored(warm.typed.color):
        from negotiation.cli.paging import linked  # noqa: PLC0415 - only for terminals

        text = linked(text)
    return text, "", code


def _on(warm: Warm) -> Question:
    return warm.question(warm.days.asked(warm.typed.values.get("--on")), warm.typed.known)


def _moment(warm: Warm) -> Question:
    """At the end of a day, of the day before an event's, or of an event's own."""
    given = {name: one for name in ("--on", "--before", "--after") if (one := warm.typed.values.get(name)) is not None}
    if len(given) > 1:
        raise HandedOver
    ((name, event),) = given.items() or (("--on", ""),)
    if name == "--on":
        return _on(warm)
    known = warm.typed.known
    last = FOREVER if known is None or known == "same" else warm.days.day(known, "--known")
    if warm.table.place(event) == "-":
        raise HandedOver
    days = warm.table.sight(Outlook(warm.reading, last)).seen(EventId(event)).days
    if days is None:
        raise HandedOver
    day, said = beside(*days, before=name == "--before")
    warm.days.echoes[f"{name.removeprefix('--')} {event}"] = said
    return warm.question(day, known)


def _state(warm: Warm) -> tuple[View, int]:
    from negotiation.views.state_view import Choice, side_by_side, state_view  # noqa: PLC0415 - of this question only

    given, flags = warm.typed, warm.typed.flags
    ids = [one if one in PLACES.values() else warm.subject(one) for one in given.words]
    if not set(given.axes) <= {*warm.table.told["axes"]}:
        raise HandedOver
    choice = Choice(ids, "--open" in flags, list(dict.fromkeys(given.axes)), "--why" in flags)
    if "--readings" in flags and (given.reading is not None or choice.axes or choice.reasons):
        raise HandedOver
    question = _moment(warm)
    make = side_by_side if "--readings" in flags else state_view
    return make(warm.asked(question), warm.table, choice), Exit.DONE


def _why(warm: Warm) -> tuple[View, int]:
    from negotiation.views.why import why_view  # noqa: PLC0415 - of this question only

    if len(warm.typed.words) != 1:
        raise HandedOver
    question = _on(warm)
    subject = warm.subject(warm.typed.words[0])
    axis = warm.typed.values.get("--axis")
    if axis is not None and axis not in warm.table.axes(subject):
        raise HandedOver
    return why_view(warm.asked(question), subject, warm.records(question), axis=axis), Exit.DONE


def _due(warm: Warm) -> tuple[View, int]:
    from negotiation.views.due import due_view  # noqa: PLC0415 - of this question only

    within = warm.typed.values.get("--within")
    number = None if within is None else re.fullmatch(r"(\d{1,5})d?", within)
    if warm.typed.words or (within is not None and number is None):
        raise HandedOver
    question = _on(warm)
    return due_view(warm.asked(question), warm.table, None if number is None else int(number.group(1))), Exit.DONE


def _diff(warm: Warm) -> tuple[View, int]:
    from negotiation.views.changes import changes_view, compared  # noqa: PLC0415 - of this question only

    day, *others = warm.typed.words or ("",)
    first, dots, last = (warm.typed.known or "").partition("..")
    if not day or len(others) > 1 or (dots and not (first and last)) or not (others or dots):
        raise HandedOver
    before = warm.question(warm.days.day(day, "DAY"), first if dots else warm.typed.known)
    after = warm.question(warm.days.day((others or [day])[0], "DAY"), last if dots else warm.typed.known)
    if after.on < before.on:
        raise HandedOver
    found = compared(warm.table, before, after)
    view = changes_view(warm.asked(after), found, warm.records(after), events="--events" in warm.typed.flags)
    changed = "--exit-code" in warm.typed.flags and found.found.changes
    return view, Exit.PROBLEMS if changed else Exit.DONE
