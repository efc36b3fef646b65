"""Where answers are kept: one file in the directory that the system has for what may be deleted."""

import os
import sys

VARIABLE = "NEGOTIATION_CACHE"
"""A directory to keep answers in, or `off`."""
OFF = "off"
SCHEMA = 1
"""Rises with every change of what the file holds: a file of another number is another file."""
NAME = f"answers-{SCHEMA}.sqlite"


def file() -> str | None:
    """The file, whether it is there or not; none where nothing is to be kept, or there is no home to keep it in."""
    given = os.environ.get(VARIABLE)
    if given == OFF:
        return None
    directory = given or _usual()
    return None if directory is None else os.path.join(directory, NAME)  # noqa: PTH118 - pathlib is slow to import


def _usual() -> str | None:
    """The directory of the system at hand."""
    name, kind = _named()
    base = os.environ.get(name)
    if not base or not os.path.isabs(base):  # noqa: PTH117 - as above
        return None
    return os.path.join(base, *kind)  # noqa: PTH118 - as above


def _named() -> tuple[str, tuple[str, ...]]:
    """A variable that names a directory, and the way from there."""
    if sys.platform == "win32":
        return "LOCALAPPDATA", ("negotiation", "cache")
    if os.path.isabs(os.environ.get("XDG_CACHE_HOME") or ""):  # noqa: PTH117 - as above
        return "XDG_CACHE_HOME", ("negotiation",)
    if sys.platform == "darwin":
        return "HOME", ("Library", "Caches", "negotiation")
    return "HOME", (".cache", "negotiation")
