"""What is given: a case, and files and texts that count as if they lay beside its own."""

import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from negotiation.api.loading import Loaded, checked, found, place
from negotiation.api.problems import CaseProblems, public
from negotiation.ledger.drafts import Draft, supposed
from negotiation.ledger.files import EVENTS, HEAD, REGISTER, Copy, File, copy_of, files_under, role_of
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case, load_drafts
from negotiation.ledger.plain import is_list, is_mapping
from negotiation.ledger.positions import read
from negotiation.ledger.problems import Problem
from negotiation.views.problems import problems_text

Source = str | os.PathLike[str] | Draft
Stamp = tuple[tuple[str, int, int], ...]
"""What tells whether files changed: their names, their times and their sizes."""


@dataclass(frozen=True, slots=True)
class Given:
    """A case as it is given, and how it is typed."""

    loaded: Loaded
    typed: str
    drafts: tuple[str, ...]
    """The names of the files that count besides."""


def given_case(sources: Sequence[Source], beside: Sequence[Path]) -> Given:
    """What is given, read once for as long as no file of it changes.

    Paths are looked for in each of the directories `beside`, in their order.

    Raises:
        CaseProblems: if it has errors.
        FileNotFoundError: if one of the sources is not there, or none of them is a case.
    """
    where: list[Path] = []
    drafts: list[Draft] = []
    for number, source in enumerate(sources, 1):
        one = source if isinstance(source, Draft) else _draft_or_case(os.fspath(source), number, beside)
        if isinstance(one, Draft):
            drafts.append(one)
        else:
            where.append(one)
    if len(where) > 1:
        said = f"one case is asked about at a time, and {len(where)} are given: {', '.join(map(place, where))}"
        raise FileNotFoundError(said)
    if not where and not any(draft.role == HEAD for draft in drafts):
        said = f"no case is given: name a directory that has a {HEAD}, or give its text or its file besides"
        raise FileNotFoundError(said)
    key = tuple((draft.file, draft.role, draft.copy.digest, draft.copy.text.content) for draft in drafts)
    return _kept(where[0] if where else None, _stamp(where), key)


def _draft_or_case(text: str, number: int, beside: Sequence[Path]) -> Draft | Path:
    if "\n" in text:
        return _told(text, number)
    for directory in beside:
        path = directory / text
        if path.is_file():
            return replace(supposed(path, Path.cwd()), role=role_of(path.name))
        if (path / HEAD).is_file():
            return path
    return found(text, None)


def _told(text: str, number: int) -> Draft:
    """A text as a file; a mapping is the head of a case, a list whose records have a publisher its register."""
    data = read(text).data
    role = EVENTS
    if is_mapping(data):
        role = HEAD
    elif is_list(data) and data and is_mapping(data[0]) and "publisher" in data[0]:
        role = REGISTER
    name = f"given-{number}.yaml"
    return Draft(File(Path(name), name), copy_of(text.encode()), role)


def _stamp(where: Sequence[Path]) -> Stamp:
    return tuple(_status(file.path) for one in where for file in files_under(one, None))


def _status(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return str(path), status.st_mtime_ns, status.st_size


@lru_cache(maxsize=16)
def _kept(where: Path | None, _: Stamp, texts: tuple[tuple[File, str, str, str], ...]) -> Given:
    drafts = tuple(Draft(file, _copy(content), role) for file, role, _, content in texts)
    names = tuple(draft.file.shown for draft in drafts)
    ledger = _ledger(where, drafts)
    ledger = _asserting(ledger, names) if drafts else ledger
    if ledger.case is None:
        raise _told_of(ledger.problems, ledger)
    loaded = Loaded(ledger, ledger.case, *checked(ledger, ledger.case))
    if not loaded.complete:
        raise _told_of(loaded.problems, ledger)
    return Given(loaded, "given" if where is None else place(where), names)


def _asserting(ledger: Ledger, names: Container[str]) -> Ledger:
    """The same with the assertions of some files alone: those of a case speak of its own records."""
    if ledger.case is None:
        return ledger
    both = zip(ledger.case.assertions, ledger.assertion_origins, strict=True)
    kept = [(one, origin) for one, origin in both if origin.file in names]
    case = replace(ledger.case, assertions=tuple(one for one, _ in kept))
    return replace(ledger, case=case, assertion_origins=tuple(origin for _, origin in kept))


def _copy(content: str) -> Copy:
    return copy_of(content.encode())


def _ledger(where: Path | None, drafts: Sequence[Draft]) -> Ledger:
    if where is None:
        return load_drafts("given", drafts)
    seeds = where.absolute().parent.parent / "seeds"
    return load_case(where, seeds if seeds.is_dir() else None, here=Path.cwd(), drafts=drafts)


def _told_of(problems: Sequence[Problem], ledger: Ledger) -> CaseProblems:
    """The errors in full, as `check` tells them."""
    errors = [*_errors(problems)]
    text = problems_text(errors, lambda file: list(ledger.texts.lines(file))).rstrip("\n")
    return CaseProblems(public(problems), f"what is given has problems\n{text}")


def _errors(problems: Sequence[Problem]) -> Iterator[Problem]:
    return (one for one in problems if one.severity == "error")
