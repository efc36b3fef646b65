"""What was asked, with all around it that an answer may hang on besides the files."""

import os
import sys

from negotiation.cache.digest import digest_of_words
from negotiation.cache.place import file
from negotiation.cache.program import program

ANSWERING = frozenset({"cases", "diff", "due", "export", "show", "sources", "state", "timeline", "totals", "why"})
"""The commands whose answers are kept."""
READING = ANSWERING | {"build", "chart", "check"}
"""The commands that read the files of cases. What `build` and `chart` write is for its reader to keep;
`check` tells its time."""
WITHOUT = "--no-cache"
VARIABLES = ("NEGOTIATION_EVENTS", "NEGOTIATION_TODAY")
LOOKS = ("COLUMNS", "LINES", "TERM", "NO_COLOR", "NEGOTIATION_PAGER", "PAGER")
"""What decides how an answer looks on a terminal."""


class Asked:
    """A question that something may be kept of: in which file, by which program, by which name its answer."""

    __slots__ = ("file", "key", "program")

    def __init__(self, file: str, program: str, key: "str | None") -> None:
        self.file = file
        self.program = program
        self.key = key
        """None where no answer is kept."""


def asked(args: list[str]) -> Asked | None:
    """What the arguments ask here and now; nothing where nothing is kept."""
    if not args or args[0] not in READING or WITHOUT in args:
        return None
    where = file()
    ours = None if where is None else program()
    if where is None or ours is None:
        return None
    return Asked(where, ours, _key(args, ours) if args[0] in ANSWERING else None)


def _key(args: list[str], ours: str) -> str | None:
    try:
        words = [ours, os.getcwd(), *_around(), *args]  # noqa: PTH109 - pathlib is slow to import
    except (OSError, ValueError, AttributeError):
        return None  # nowhere, or an output that is none of the usual
    return digest_of_words(words)


def _around() -> list[str]:
    """The environment, and where the answer goes; the words that were not given are told from empty ones."""
    out = sys.stdout
    names = [*VARIABLES]
    words = [str(out.encoding), str(out.errors), str(sys.stderr.encoding)]
    if out.isatty():
        size = os.get_terminal_size(out.fileno())
        words.append(f"{size.columns} {size.lines}")
        names += LOOKS
    return words + [f"{name}={os.environ[name]}" if name in os.environ else name for name in names]
