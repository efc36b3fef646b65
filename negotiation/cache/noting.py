"""Notes what a run rests on while it answers, and what it prints: whether, and until when, its answer may be kept.

There is one run in a process, so there is one set of notes; where nothing is kept there is none, and noting does
nothing.
"""

import os
import sys
from collections.abc import Callable, Iterable
from functools import partial

from negotiation.cache.asked import Asked
from negotiation.cache.digest import digest_of_words
from negotiation.cache.ground import CASES, FILE, NOTHING, UNSEEN, WAY, Moved, below, entry, now
from negotiation.cache.keep import keep, keep_many
from negotiation.cache.kept import Answer, ground_id, result
from negotiation.cache.parses import KeptParses
from negotiation.cache.shelf import Shelf
from negotiation.domain.light import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from typing import TextIO

EVER = 1 << 62
KEPT = {0, 1}
"""The exit codes of runs that answered."""
MANY = 100
"""Files of seeds that are all looked at."""


class Notes:
    """What is known so far of a run."""

    def __init__(self, question: Asked) -> None:
        self.question = question
        self.parses: KeptParses | None = None
        self.lines: dict[str, str] = {}
        self.of_case: list[str] = []
        """The keys of those lines that are about the case that was read last, and its directory."""
        self.directory = ""
        self.later: Callable[[], None] | None = None
        self.first, self.until = 0, EVER
        self.is_answer = False
        self.is_refused = False

    def add(self, lines: Callable[[], list[str]]) -> list[str]:
        """Add to what the run rests on; what cannot be looked at keeps its answer from being kept."""
        try:
            found = {line.split(" ", 3)[3] + line[0]: line for line in lines()}
        except Moved:
            self.is_refused = True
            return []
        self.is_refused |= any("\n" in name or not _is_text(name) for name in found)
        self.lines |= found
        return [*found]


def _is_text(text: str) -> bool:
    """Whether it is text in every encoding of Unicode: names of files need not be."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class Heard:
    """Hears what is written to stdout and stderr, and hands it on."""

    def __init__(self, stream: "TextIO", told: list[tuple[bool, str]], *, is_out: bool) -> None:
        self.stream = stream
        self.told = told
        self.is_out = is_out

    def write(self, text: str) -> int:
        self.told.append((self.is_out, text))
        return self.stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


_notes: list[Notes] = []


def case(directory: str, seeds: str) -> None:
    """Note that a case is about to be read, with the seeds beside it; both paths are whole."""
    for notes in _notes:
        notes.directory = directory
        notes.of_case = notes.add(lambda: [entry(WAY, directory), *below(directory)])
        notes.of_case += notes.add(lambda: _seeds(seeds))


def _seeds(directory: str) -> list[str]:
    """The directory of seeds with its files, or without them where they are those of very many cases."""
    if not os.path.isdir(directory):  # noqa: PTH112 - as text, as everywhere here
        return [entry(NOTHING, directory)]
    return below(directory, at_most=MANY)


def read(files: Iterable[str]) -> None:
    """Note which files were read, by the names they are shown by. One of a seed may not have been noted before."""
    for notes in _notes:
        here = os.getcwd()  # noqa: PTH109 - as above
        late = [path for path in (os.path.join(here, name) for name in files) if path + FILE not in notes.lines]  # noqa: PTH118 - as above
        notes.of_case += notes.add(partial(_files, late))
        notes.is_refused |= any(notes.lines.get(path + FILE, f"- - {UNSEEN}").split(" ")[2] == UNSEEN for path in late)


def _files(paths: list[str]) -> list[str]:
    return [entry(FILE, path) for path in paths]


def settings(file: str) -> None:
    """Note that a file is about to be read that need not be there."""
    for notes in _notes:
        notes.add(lambda: [_file_or_nothing(file)])


def _file_or_nothing(file: str) -> str:
    try:
        return entry(FILE, file)
    except Moved:
        return entry(NOTHING, file)


def cases(root: str) -> None:
    """Note that the cases below a directory were looked for."""
    for notes in _notes:
        notes.add(lambda: [entry(CASES, root)])


def missing(path: str) -> None:
    """Note that something was looked for and is not there."""
    for notes in _notes:
        notes.add(lambda: [entry(NOTHING, path)])


def within(first: float, until: float | None) -> None:
    """Note that the clock was read, and from and until when it would have said nothing else, in seconds."""
    for notes in _notes:
        notes.first = max(notes.first, int(first) + 1)
        notes.until = min(notes.until, EVER if until is None else int(until))


def answered() -> None:
    """Note that all that the run does is to print an answer."""
    for notes in _notes:
        notes.is_answer = True


def known(lines: list[str]) -> None:
    """Note that the run prints an answer that rests on these lines, and on what was noted before."""
    for notes in _notes:
        notes.add(lambda: lines)
        notes.is_answer = True


def later(put: Callable[[Shelf, list[str]], None]) -> None:
    """Have something kept of the case that was read last, once its answer is printed."""
    for notes in _notes:
        if notes.directory and notes.later is None:
            notes.later = partial(_shelve, notes, notes.directory, notes.of_case, put)


def not_kept() -> None:
    """Note that the run does or reads something that is not in these notes."""
    for notes in _notes:
        notes.is_refused = True


def remembered(words: Callable[[], list[str]], work_out: Callable[[], str]) -> str:
    """A text that follows from some words and from the program alone: the one that is kept, or a new one."""
    for notes in _notes:
        file, key = notes.question.file, digest_of_words([notes.question.program, *words()])
        found = result(file, key)
        if found is not None:
            if found[1]:
                keep_many(file, {}, [key])
            return found[0].decode("utf-8")
        made = work_out()
        keep_many(file, {key: made.encode("utf-8")})
        return made
    return work_out()


def parses() -> KeptParses | None:
    """What files said before, where that is kept."""
    for notes in _notes:
        if notes.parses is None or notes.parses.process != os.getpid():
            notes.parses = KeptParses(notes.question.file, notes.question.program)
        return notes.parses
    return None


def noted(question: Asked, run: Callable[[], int]) -> int:
    """Run, and keep what was answered."""
    notes = Notes(question)
    _notes[:] = [notes]
    try:
        code = run() if question.key is None else _heard(notes, question.key, run)
        if code in KEPT and not notes.is_refused and notes.later is not None:
            notes.later()
        return code
    finally:
        _notes.clear()
        if notes.parses is not None:
            notes.parses.close()


def _shelve(notes: Notes, directory: str, of_case: list[str], put: Callable[[Shelf, list[str]], None]) -> None:
    """Keep what comes of a case, if nothing of it has changed since it was read."""
    try:
        lines = _unchanged([notes.lines[key] for key in of_case])
    except Moved:
        return
    put(Shelf(notes.question, directory), lines)


def _heard(notes: Notes, key: str, run: Callable[[], int]) -> int:
    told = list[tuple[bool, str]]()
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast("TextIO", Heard(one, told, is_out=one is out)) for one in (out, err))
    try:
        code = run()
    finally:
        sys.stdout, sys.stderr = out, err
    _keep(notes, key, told, int(code))
    return code


def _keep(notes: Notes, key: str, told: list[tuple[bool, str]], code: int) -> None:
    if notes.is_refused or not notes.is_answer or not notes.lines or code not in KEPT:
        return
    parts = _in_three(told)
    if parts is None or not all(map(_is_text, parts)):
        return
    try:
        lines = _unchanged([*notes.lines.values()])
    except Moved:
        return
    answer = Answer(ground_id(lines), (notes.first, notes.until), code, parts)
    keep(notes.question.file, key, answer, lines)


def _unchanged(lines: list[str]) -> list[str]:
    """The lines, if nothing has changed since.

    Raises:
        Moved: if something has.
    """
    for line in lines:
        seen = line.split(" ", 3)[2]
        if now(line).split(" ", 3)[2] != seen != UNSEEN:
            raise Moved(line)
    return lines


def _in_three(told: list[tuple[bool, str]]) -> tuple[str, str, str] | None:
    """What was told before, printed, and told after; none where it was said in another order."""
    parts = ["", "", ""]
    at = 0
    for is_out, text in told:
        if is_out != (at == 1):
            at += 1
        if at >= len(parts) or is_out != (at == 1):
            return None
        parts[at] += text
    return parts[0], parts[1], parts[2]
