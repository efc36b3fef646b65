"""Curators test their own cases: given files, on a day, as known on a day, then these states.

In Python by the fixture `given` of the pytest plugin, or without pytest by the function of
that name here; in YAML by files of scenarios. docs/testing.md shows both. The plugin is
imported by every run of pytest where this package is installed, so nothing is imported
here before it is used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from negotiation.testing.scenario import Scenario


def given(*sources: "str | os.PathLike[str]") -> "Scenario":
    """A case to be asked: its directory or its id, and files or texts of events that count besides.

    A text is told by its line breaks. Paths are looked for beside the file that calls,
    then in the working directory.
    """
    from negotiation.testing.scenario import Scenario  # noqa: PLC0415 - only where somebody tests

    return Scenario(tuple(sources))


__all__ = ["given"]
