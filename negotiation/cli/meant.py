"""Which case is meant. It is asked before anything is known of cases, so nothing of them is imported.

Nor is `pathlib`, unless somebody asks for a `Path`: it takes a sixth of the time that a kept answer takes.
"""

import os
import re
from collections.abc import Sequence

from negotiation.cache import noting
from negotiation.cache.ground import HEAD, cases
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.nearest import tips
from negotiation.domain.light import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = "NEGOTIATION_EVENTS"
ALL = "all"
"""Stands for every case under the root where several are meant."""
CASES = "cases.yaml"
"""Names the default of several cases; lies beside them."""


def root() -> "Path":
    """The directory of the cases: `$NEGOTIATION_EVENTS`, or `events` here."""
    return _path(_root())


def _root() -> str:
    return _tidy(os.environ.get(EVENTS) or "events")


def _path(text: str) -> "Path":
    from pathlib import Path  # noqa: PLC0415 - as the first lines here say

    return Path(text)


def _tidy(path: str) -> str:
    """A path as `pathlib` writes it: without steps that lead nowhere."""
    steps = path.removeprefix("/").split("/")
    return path if os.sep == "/" and steps and not {"", "."} & {*steps} else str(_path(path))


def _in(directory: str, *names: str) -> str:
    """What lies in a directory, as `pathlib` writes it."""
    return os.path.join(*([] if directory == os.curdir else [directory]), *names)  # noqa: PTH118 - as the first lines here say


def whole(path: str) -> str:
    """A tidy path from the root of the file system on."""
    return os.path.join(os.getcwd(), *([] if path == os.curdir else [path]))  # noqa: PTH109, PTH118 - as above


def directory(case: str | None) -> "Path":
    """The directory of the case that is meant."""
    return _path(place(case))


def place(case: str | None) -> str:
    """The directory of the case that is meant: a path, an id under the root, or the only one there."""
    if case is None:
        return _default() or _only(every())
    if _is_below_root(case):
        return _in(_root(), case)
    if "/" in case or os.sep in case or os.path.exists(case or os.curdir):  # noqa: PTH110 - as above
        return _tidy(case)
    ids = every()
    if not ids:
        raise no_case()
    raise Refused(Exit.USAGE, f"no case '{case}' in {_root()}", *(tips(case, ids) or (f"there are {', '.join(ids)}",)))


def only(typed: Sequence[str] | None) -> str | None:
    """The one case that was typed, or none; a command about one case refuses more."""
    if not typed:
        return None
    if ALL in typed or len(typed) > 1:
        said = f"--case {ALL}" if ALL in typed else f"{len(typed)} of them: {', '.join(typed)}"
        takes = "name one with --case; several at once are for: negotiation state, negotiation export panel"
        raise Refused(Exit.USAGE, f"this command is about one case, and was given {said}", takes)
    return typed[0]


def each(typed: Sequence[str] | None) -> list[str | None]:
    """The cases that were typed, each once, `all` being every case under the root; the default where none was."""
    if not typed:
        return [None]
    meant = every() if ALL in typed else typed
    if not meant:
        raise no_case()
    known: dict[str, str | None] = {whole(place(one)): one for one in meant}
    return [*known.values()]


def every() -> list[str]:
    """The ids of the cases under the root, in the order of their names."""
    noting.cases(whole(_root()))
    return cases(_root())


def _is_below_root(id_: str) -> bool:
    """Whether a case lies under the root by this name; asked of one, it need not be looked for among all of them."""
    if id_ in {"", os.curdir, os.pardir} or "/" in id_ or os.sep in id_:
        return False
    head = _in(_root(), id_, HEAD)
    if os.path.exists(head):  # noqa: PTH110 - as above
        return True
    noting.missing(whole(head))
    return False


def _default() -> str | None:
    """The case that the directory of cases names as its default, if it is there."""
    try:
        default = named_default()
    except Refused:
        return None  # which matters only where there are several
    return _in(_root(), default) if default is not None and _is_below_root(default) else None


def _only(ids: list[str]) -> str:
    """The only case there, or the one that the directory of cases names as its default."""
    if not ids:
        raise no_case()
    if len(ids) == 1:
        return _in(_root(), ids[0])
    default = named_default()
    if default is None:
        raise Refused(Exit.USAGE, f"{_root()} holds {len(ids)} cases", f"say which with --case: {', '.join(ids)}")
    if default not in ids:
        there = tips(default, ids) or (f"there are {', '.join(ids)}",)
        raise Refused(Exit.FILES, f"{_in(_root(), CASES)} names the case '{default}', which is not there", *there)
    return _in(_root(), default)


def named_default() -> str | None:
    """The case that `cases.yaml`, beside the cases, names to be meant where none is."""
    file = _in(_root(), CASES)
    noting.settings(whole(file))
    try:
        with open(file, encoding="utf-8") as lines:  # noqa: PTH123 - as above
            written = lines.read()
    except OSError:
        return None
    line = re.search(r"^default:[ ]*([a-z0-9-]+)[ ]*(#.*)?$", written, re.MULTILINE)
    if line is None:
        raise Refused(Exit.FILES, f"{file} names no case", "it is one line: `default: CASE`")
    return line[1]


def no_case() -> Refused:
    """There is none where cases are looked for."""
    return Refused(
        Exit.FILES,
        f"no case in {_root()}",
        "run this where `events/` is, or say where it is with --case PATH or NEGOTIATION_EVENTS",
        "or begin one: negotiation new case ID",
    )
