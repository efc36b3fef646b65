"""A scenario in Python: given these files, on that day, as known then, under that reading, then these states."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from inspect import currentframe
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from negotiation.api import Case, State
from negotiation.api.days import Day
from negotiation.api.problems import CaseProblems
from negotiation.testing.calls import Call, called
from negotiation.testing.judging import NOT_CODED, Asked, judged
from negotiation.testing.sources import Given, given_case

Expected = Mapping[str, Mapping[str, Any] | None]


class ScenarioFailed(AssertionError):  # noqa: N818 - what failed is the scenario
    """An answer is not what a scenario expects; the message says where, what was counted, and what to type next."""


def _raise(text: str) -> NoReturn:
    raise ScenarioFailed(text)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is given, and what is asked of it; each step makes a new one, so that one may be gone on from twice."""

    sources: tuple[str | os.PathLike[str], ...]
    day: Day | None = None
    by: Day | None = None
    entered: Day | None = None
    reading: str | None = None
    _fail: Callable[[str], NoReturn] = _raise

    def on(self, day: Day) -> "Scenario":
        """At the end of this day."""
        return replace(self, day=day)

    def known(self, day: Day) -> "Scenario":
        """As known at the end of this day; `"same"` is the day itself."""
        return replace(self, by=day)

    def recorded(self, day: Day) -> "Scenario":
        """As the files stood at the end of this day."""
        return replace(self, entered=day)

    def under(self, reading: str) -> "Scenario":
        """Under this reading."""
        return replace(self, reading=reading)

    def then(self, expected: Expected) -> None:
        """Expect of each subject these fields (docs/json.md), or with `None` that it is not there.

        Raises:
            ScenarioFailed: if it is not so; in pytest the test fails, and no traceback is shown.
        """
        __tracebackhide__ = True
        self._judge(expected, _caller())

    def then_not_coded(self) -> None:
        """Expect that the case does not cover the day.

        Raises:
            ScenarioFailed: if it does.
        """
        __tracebackhide__ = True
        self._judge(NOT_CODED, _caller())

    def state(self) -> State:
        """The whole answer, for whatever else is to be asked of it.

        Raises:
            CaseProblems: if what is given has errors.
        """
        given = self._given(called(_caller()))
        return Case(given.loaded, given.typed, self.entered).on(self.day, known=self.by, reading=self.reading)

    def _given(self, call: Call) -> Given:
        return given_case(self.sources, (call.path.parent, Path.cwd()))

    def _judge(self, expected: Expected | str, frame: FrameType | None) -> None:
        __tracebackhide__ = True
        told = self._told(expected, called(frame))
        if told is not None:
            self._fail(told)

    def _told(self, expected: Expected | str, call: Call) -> str | None:
        try:
            given = self._given(call)
        except (CaseProblems, FileNotFoundError) as error:
            return f"{call}: {error}"
        return judged(given, Asked(self.day, self.by, self.entered, self.reading), expected, call)


def _caller() -> FrameType | None:
    """Whoever called what calls this."""
    here = currentframe()
    return here and here.f_back and here.f_back.f_back
