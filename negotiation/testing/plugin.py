"""The pytest plugin: the fixture `given`, and files of scenarios as tests."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

import pytest

if TYPE_CHECKING:
    import os

    from negotiation.testing.collecting import ScenarioFile
    from negotiation.testing.scenario import Scenario

SCENARIOS = "negotiation_scenarios"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which files are scenarios is for the project to say."""
    said = "patterns of the names of files of scenarios, such as *.scenario.yaml or scenarios/test_*.yaml"
    parser.addini(SCENARIOS, said, type="args", default=["*.scenario.yaml"])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ScenarioFile | None":
    """A file of scenarios, whose tests are its scenarios."""
    if file_path.suffix != ".yaml" or not any(map(file_path.match, parent.config.getini(SCENARIOS))):
        return None
    from negotiation.testing.collecting import ScenarioFile  # noqa: PLC0415 - most runs have none

    made: ScenarioFile = cast("Any", ScenarioFile).from_parent(parent, path=file_path)  # pytest has no types for it
    return made


def _failed(text: str) -> NoReturn:
    """Fail with a text that says all there is to say: no traceback."""
    __tracebackhide__ = True
    pytest.fail(text, pytrace=False)


@pytest.fixture(scope="session")
def given() -> "Callable[..., Scenario]":
    """Begin a scenario: `given("events/my-case").on("2014-04-03").then({"a-promise": {"performed": 78}})`."""
    from negotiation.testing.scenario import Scenario  # noqa: PLC0415 - only where somebody tests

    def begin(*sources: "str | os.PathLike[str]") -> Scenario:
        return Scenario(sources, _fail=_failed)

    return begin
