"""What is kept of a bug, so that it can be mended."""

import platform
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from negotiation import __version__


def report(error: Exception, args: Sequence[str]) -> tuple[str, ...]:
    """Write the report, and return the lines that say where it is and what to do with it."""
    text = "\n".join(
        [
            f"negotiation {__version__}, Python {platform.python_version()}, {platform.system()}",
            f"arguments: {list(args)}",
            "",
            *traceback.format_exception(error),
        ]
    )
    again = "set NEGOTIATION_DEBUG=1 to see the traceback"
    try:
        with tempfile.NamedTemporaryFile("w", prefix="negotiation-", suffix=".txt", delete=False) as file:
            file.write(text)
    except OSError:
        return (again,)
    return (f"the report is in {Path(file.name)}; it holds your arguments and none of your data", again)
