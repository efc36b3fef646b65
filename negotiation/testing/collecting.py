"""Files of scenarios as pytest sees them: each scenario a test, its sentence the name."""

import os
from collections.abc import Iterator
from typing import Any, cast

import pytest

from negotiation.testing.scenario import ScenarioFailed
from negotiation.testing.written import Placed, scenarios_in
from negotiation.views.problems import problems_text


class ScenarioFile(pytest.File):
    """A file of scenarios."""

    def collect(self) -> Iterator["ScenarioItem"]:
        """Every scenario that can be read; a file with problems is told of, and none of its scenarios is run."""
        placed, problems, document = scenarios_in(self.path)
        if problems:
            text = problems_text(problems, lambda _: document.text.lines)
            raise self.CollectError(text.rstrip("\n"))
        for one in placed:
            make: Any = cast("Any", ScenarioItem).from_parent  # pytest has no types for it
            yield make(self, name=one.scenario.scenario, placed=one)


class ScenarioItem(pytest.Item):
    """A scenario."""

    def __init__(self, *, placed: Placed, **known: Any) -> None:
        cast("Any", super()).__init__(**known)
        self.placed = placed

    def runtest(self) -> None:
        """Ask, and compare."""
        told = self.placed.failure()
        if told is not None:
            raise ScenarioFailed(told)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What failed, as the command tells problems; no traceback."""
        if isinstance(excinfo.value, ScenarioFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """The file, the line from 0, and the sentence."""
        return self.path, self.placed.line - 1, self.name
