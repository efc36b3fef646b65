"""Which case is meant. It is asked before anything is known of cases, so nothing of them is imported."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from negotiation.cache import noting
from negotiation.cache.ground import HEAD, cases
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.nearest import tips

EVENTS = "NEGOTIATION_EVENTS"
ALL = "all"
"""Stands for every case under the root where several are meant."""
CASES = "cases.yaml"
"""Names the default of several cases; lies beside them."""


def root() -> Path:
    """The directory of the cases: `$NEGOTIATION_EVENTS`, or `events` here."""
    return Path(os.environ.get(EVENTS) or "events")


def directory(case: str | None) -> Path:
    """The directory of the case that is meant: a path, an id under the root, or the only one there."""
    if case is None:
        return _default() or _only(every())
    if _is_below_root(case):
        return root() / case
    if "/" in case or os.sep in case or Path(case).exists():
        return Path(case)
    ids = every()
    if not ids:
        raise no_case()
    raise Refused(Exit.USAGE, f"no case '{case}' in {root()}", *(tips(case, ids) or (f"there are {', '.join(ids)}",)))


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
    known: dict[Path, str | None] = {directory(one).absolute(): one for one in meant}
    return [*known.values()]


def every() -> list[str]:
    """The ids of the cases under the root, in the order of their names."""
    noting.cases(str(root().absolute()))
    return cases(str(root()))


def _is_below_root(id_: str) -> bool:
    """Whether a case lies under the root by this name; asked of one, it need not be looked for among all of them."""
    if id_ in {"", os.curdir, os.pardir} or "/" in id_ or os.sep in id_:
        return False
    head = root() / id_ / HEAD
    if head.exists():
        return True
    noting.missing(str(head.absolute()))
    return False


def _default() -> Path | None:
    """The case that the directory of cases names as its default, if it is there."""
    try:
        default = named_default()
    except Refused:
        return None  # which matters only where there are several
    return root() / default if default is not None and _is_below_root(default) else None


def _only(ids: list[str]) -> Path:
    """The only case there, or the one that the directory of cases names as its default."""
    if not ids:
        raise no_case()
    if len(ids) == 1:
        return root() / ids[0]
    default = named_default()
    if default is None:
        raise Refused(Exit.USAGE, f"{root()} holds {len(ids)} cases", f"say which with --case: {', '.join(ids)}")
    if default not in ids:
        there = tips(default, ids) or (f"there are {', '.join(ids)}",)
        raise Refused(Exit.FILES, f"{root() / CASES} names the case '{default}', which is not there", *there)
    return root() / default


def named_default() -> str | None:
    """The case that `cases.yaml`, beside the cases, names to be meant where none is."""
    noting.settings(str((root() / CASES).absolute()))
    try:
        written = (root() / CASES).read_text("utf-8")
    except OSError:
        return None
    line = re.search(r"^default:[ ]*([a-z0-9-]+)[ ]*(#.*)?$", written, re.MULTILINE)
    if line is None:
        raise Refused(Exit.FILES, f"{root() / CASES} names no case", "it is one line: `default: CASE`")
    return line[1]


def no_case() -> Refused:
    """There is none where cases are looked for."""
    return Refused(
        Exit.FILES,
        f"no case in {root()}",
        "run this where `events/` is, or say where it is with --case PATH or NEGOTIATION_EVENTS",
        "or begin one: negotiation new case ID",
    )
