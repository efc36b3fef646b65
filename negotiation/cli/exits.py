"""How a run ends: the exit codes, and the two ways not to finish."""

from enum import IntEnum


class Exit(IntEnum):
    """What the shell is told. Never the number of errors."""

    DONE = 0
    PROBLEMS = 1
    """The data has problems, or, where that was asked, there are differences."""
    USAGE = 2
    """An unknown command, option, format, day or id on the command line."""
    FILES = 3
    """Something could not be read or written."""
    BUG = 70
    INTERRUPTED = 130
    BROKEN_PIPE = 141


class Refused(Exception):  # noqa: N818 - it is no error of the program's
    """The run ends here, with a message for the person who asked."""

    def __init__(self, code: Exit, message: str, *tips: str) -> None:
        super().__init__(message)
        self.code = code
        self.tips = tips

    def __reduce__(self) -> tuple[type["Refused"], tuple[Exit, str, *tuple[str, ...]]]:
        """How it comes from one process to another."""
        return type(self), (self.code, str(self), *self.tips)
