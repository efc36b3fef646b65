"""Curated files in, a case and its problems out.

Loading never stops at the first problem: a curator mends ten lines in one go. So
problems are values, sorted like the files, and the only exception that crosses this
module's edge says that there is no case to load. The phases follow each other (read,
schema, reference, source, style); a later one looks only at what the earlier ones
could make sense of, and `Ledger.skipped` says in words what was left out.
"""

import gc
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from negotiation.domain.case import Case
from negotiation.ledger.drafts import Draft
from negotiation.ledger.files import HEAD, File, NotACaseError, files_under, read_file, role_of, shown
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.parses import Parses
from negotiation.ledger.pile import Pile
from negotiation.ledger.problems import in_order
from negotiation.ledger.releases import released
from negotiation.ledger.review import review
from negotiation.ledger.revisions import unread

Heard = Callable[[int, int], object]
"""Is told how many bytes of how many have been read."""


def load_case(  # noqa: PLR0913 - the case, and all that it may be read with
    case_dir: Path,
    seeds_dir: Path | None = None,
    *,
    here: Path | None = None,
    parses: Parses | None = None,
    heard: Heard | None = None,
    drafts: Sequence[Draft] = (),
) -> Ledger:
    """Read a case: `case.yaml`, the registers of sources, every other file below, and the records of its seeds.

    `here` is the directory that file names are shown from; without it they are shown as given.
    `parses` remembers what files said; the ledger is the same with and without it.
    `heard` is told how many bytes of how many have been read.
    `drafts` are read as if they lay beside the files; they come last, so that what does not fit is told of them.

    Raises:
        NotACaseError: if the directory is missing, or has no `case.yaml`.
    """
    _expect_a_case(case_dir, here)
    with _no_collector():
        pile = _pile(case_dir, here, parses, heard)
        _add_drafts(pile, drafts)
        _add_seeds(pile, seeds_dir, here)
        return _checked(case_dir.resolve().name, pile, frozenset(draft.file.shown for draft in drafts))


def load_drafts(name: str, drafts: Sequence[Draft]) -> Ledger:
    """Read a case that lies in no directory: all that there is of it are drafts, its head among them."""
    pile = Pile()
    _add_drafts(pile, drafts)
    return _checked(name, pile)


def _add_drafts(pile: Pile, drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        pile.add(draft.file, draft.copy, draft.role)
        pile.texts.hold(draft.file, draft.copy.text)


def _pile(case_dir: Path, here: Path | None, parses: Parses | None, heard: Heard | None) -> Pile:
    pile, files = Pile(), list(files_under(case_dir, here))
    told = Told(heard, files)
    for file in files:
        name = file.path.relative_to(case_dir).as_posix()
        pile.add(file, read_file(file), role_of(name), parses, told.within)
        told.read(file)
    return pile


def _add_seeds(pile: Pile, seeds_dir: Path | None, here: Path | None) -> None:
    named = () if pile.head is None else pile.head[0].seeds
    if named and seeds_dir is not None and seeds_dir.is_dir():
        for file in files_under(seeds_dir, here):
            if file.path.stem in named:
                pile.add(file, read_file(file), "seed")


class Told:
    """How far the reading of some files is, for whoever wants to know."""

    def __init__(self, heard: Heard | None, files: Sequence[File]) -> None:
        self._heard = heard
        self._sizes = {file.shown: _size(file) for file in files} if heard is not None else {}
        self._total = sum(self._sizes.values())
        self._done = 0

    def read(self, file: File) -> None:
        """Tell that a file was read."""
        self._done += self._sizes.get(file.shown, 0)
        self.within(0)

    def within(self, offset: int) -> None:
        """Tell how far the next one is."""
        if self._heard is not None:
            self._heard(min(self._done + offset, self._total), self._total)


def _size(file: File) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


@contextmanager
def _no_collector() -> Generator[None]:
    """Loading makes many objects and no circles: looking for circles meanwhile takes longer than the loading.

    Afterwards all of it counts as old, so that nobody goes through it for the sake of what is new.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _expect_a_case(case_dir: Path, here: Path | None) -> None:
    if not case_dir.is_dir():
        raise NotACaseError.no_directory(shown(case_dir, here))
    if not (case_dir / HEAD).is_file():
        raise NotACaseError.no_head(shown(case_dir, here))


def _readable(case: Case | None) -> Case | None:
    """The case without records that no replay could read."""
    without = frozenset[str]() if case is None else unread(case.events)
    if case is None or not without:
        return case
    return replace(case, events=tuple(event for event in case.events if event.id not in without))


def _checked(name: str, pile: Pile, drafted: frozenset[str] = frozenset()) -> Ledger:
    problems = in_order([*pile.problems, *review(pile)])
    return Ledger(
        case=_readable(pile.case(name)),
        problems=problems,
        files=len(pile.texts.files),
        origins={event.id: origin for event, origin in reversed(pile.events)},
        assertion_origins=tuple(origin for _, origin in pile.assertions),
        released=released(pile),
        drafted=drafted,
        coding_origins=tuple(origin for _, origin in pile.codings),
        source_origins={source.id: origin for source, origin in pile.sources}
        | {seed.id: origin for seed, origin in pile.seeds},
        head_origin=pile.head[1] if pile.head else None,
        texts=pile.texts,
        skipped=tuple(pile.skipped(sum(problem.severity == "error" for problem in problems))),
    )


__all__ = ["Heard", "NotACaseError", "load_case", "load_drafts"]
