"""Where an answer goes, in which format, and how it may look there."""

import os
import sys
from collections.abc import Sequence

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.nearest import tips

SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".md": "md", ".txt": "table"}
FORMATS = ("table", "json", "jsonl", "csv", "md")
LISTED = 10
"""Up to so many words are listed to somebody who typed another one."""
WHEN = ("auto", "always", "never")
PAGER = "NEGOTIATION_PAGER"
"""Whether long answers go through a pager on a terminal."""


def chosen_format(given: str | None, output: str | None, formats: Sequence[str] = FORMATS) -> str:
    """The format asked for, or that of the file's suffix, or the first there is."""
    if given is not None:
        return one_of(given, formats, "--format")
    if output is None:
        return formats[0]
    from pathlib import Path  # noqa: PLC0415 - only for files

    suffix = Path(output).suffix
    if SUFFIXES.get(suffix) not in formats:
        known = ", ".join(s for s, form in SUFFIXES.items() if form in formats)
        raise Refused(Exit.USAGE, f"the suffix '{suffix}' of {output} names no format", f"use {known}, or say --format")
    return SUFFIXES[suffix]


def one_of(word: str, known: Sequence[str], option: str) -> str:
    """A word of a closed list."""
    if word in known:
        return word
    if len(known) > LISTED:
        raise Refused(Exit.USAGE, f"{option}: there is no '{word}'", *tips(word, known))
    raise Refused(Exit.USAGE, f"{option} is one of {', '.join(known)}, and not '{word}'", *tips(word, known))


def is_colored(when: str) -> bool:
    """Whether to colour what goes to stdout."""
    if one_of(when, WHEN, "--color") != "auto":
        return when == "always"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")


def is_plain(*, wanted: bool) -> bool:
    """Whether to keep to ASCII: asked for, or nothing else can be written."""
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    return wanted or not encoding.startswith("utf")


def width() -> int | None:
    """The width of the terminal, or nothing in a pipe, where lines are never wrapped."""
    if not sys.stdout.isatty():
        return None
    import shutil  # noqa: PLC0415 - not needed in a pipe

    return shutil.get_terminal_size().columns


def put(answer: str | bytes, output: str | None) -> None:
    """Write an answer to stdout, or to a file: beside it first, and then in its place."""
    if output is None:
        if isinstance(answer, bytes):
            sys.stdout.buffer.write(answer)
        else:
            sys.stdout.write(answer)
        sys.stdout.flush()
        return
    try:
        _put(answer if isinstance(answer, bytes) else answer.encode(), output)
    except OSError as error:
        raise Refused(Exit.FILES, f"could not write {output}: {error.strerror}") from error


def _put(content: bytes, output: str) -> None:
    """Write a whole file beside, under a hidden name that no command reads, and give it its own."""
    import tempfile  # noqa: PLC0415 - only for files
    from pathlib import Path  # noqa: PLC0415 - as above

    path = Path(output)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:99]}.", delete=False) as beside:
        whole = Path(beside.name)
        try:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
            whole.chmod(0o644)
            whole.replace(path)
        except OSError:
            whole.unlink(missing_ok=True)
            raise


def tell(text: str) -> None:
    """Write a line to stderr."""
    sys.stderr.write(f"{text}\n")
