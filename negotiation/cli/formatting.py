"""Puts curated files into their layout, or tells which are not in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Protocol

from negotiation.cli.cases import seeds_beside
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import directory, every, no_case, root
from negotiation.cli.output import put, tell
from negotiation.cli.placing import replace_file
from negotiation.ledger.files import EVENTS, HEAD, File, files_under, read_file, role_of, shown
from negotiation.ledger.layout.fields import SEED
from negotiation.ledger.layout.laying import laid_out
from negotiation.ledger.pile import problem_of
from negotiation.ledger.problems import Problem
from negotiation.ledger.spans import Text
from negotiation.views.phrases import counted
from negotiation.views.problems import problems_text

SEEDS = "seeds"


class Wishes(Protocol):
    """What becomes of the files."""

    @property
    def check(self) -> bool: ...
    @property
    def diff(self) -> bool: ...
    @property
    def quiet(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and what it would be."""

    file: File
    before: str
    after: str
    problems: tuple[Problem, ...] = ()

    @property
    def changes(self) -> bool:
        return self.before != self.after

    def lines(self, _: str) -> Sequence[str]:
        """What excerpts are taken from."""
        return Text(self.before).lines


def formatted(wishes: Wishes, paths: Sequence[str]) -> int:
    """Format what was named, or every case and seed there is; the exit code says whether all of it is in order."""
    found = [_laid(file) for file in files_meant(paths)]
    changing = [one for one in found if one.changes]
    only_looks = wishes.check or wishes.diff
    if not only_looks:
        for one in changing:
            replace_file(one.file.path, one.before.encode(), one.after.encode())
    put("".join(map(_diff, changing)) if wishes.diff else "".join(f"{one.file.shown}\n" for one in changing), None)
    unreadable = [one for one in found if one.problems]
    for one in unreadable:
        tell(problems_text(one.problems, one.lines).rstrip("\n"))
    if not wishes.quiet:
        tell(_summary(len(found), len(changing), len(unreadable), only_looks=only_looks))
    return Exit.PROBLEMS if unreadable or (only_looks and changing) else Exit.DONE


def files_meant(paths: Sequence[str]) -> list[File]:
    """The files below what was typed, each once."""
    found = _below(paths) if paths else _everything()
    return [*{file.path.absolute(): file for file in found}.values()]


def _everything() -> Iterator[File]:
    ids = every()
    if not ids:
        raise no_case()
    for id_ in ids:
        yield from files_under(root() / id_, Path.cwd())
    seeds = seeds_beside(root() / ids[0])
    if seeds.is_dir():
        yield from files_under(seeds, Path.cwd())


def _below(paths: Iterable[str]) -> Iterator[File]:
    for path in paths:
        where = Path(path)
        if where.is_file():
            if where.suffix not in {".yaml", ".yml"}:
                raise Refused(Exit.USAGE, f"'{path}' is no YAML file", "what is formatted ends in .yaml or .yml")
            yield File(where, shown(where, Path.cwd()))
            continue
        folder = where if where.is_dir() else Path(directory(path))
        if not folder.is_dir():
            raise Refused(Exit.FILES, f"there is no file or directory '{path}'")
        yield from files_under(folder, Path.cwd())


def _laid(file: File) -> Found:
    copy = read_file(file)
    before = copy.text.content
    if copy.fault is not None:
        return Found(file, before, before, (problem_of(copy.fault, file.shown, copy.text),))
    raw = file.path.read_bytes().decode()
    after, faults = laid_out(raw, _role(file.path))
    return Found(file, raw, after, tuple(problem_of(fault, file.shown, copy.text) for fault in faults))


def _role(path: Path) -> str:
    """What a file is for: its name within the case that it belongs to says so."""
    whole = path.absolute()
    for above in whole.parents:
        if (above / HEAD).is_file():
            return role_of(whole.relative_to(above).as_posix())
    return SEED if whole.parent.name == SEEDS else EVENTS


def _diff(one: Found) -> str:
    name = one.file.shown
    lines = unified_diff(one.before.splitlines(), one.after.splitlines(), name, name, lineterm="")
    return "".join(f"{line}\n" for line in lines) or f"--- {name}\n+++ {name}\n"


def _summary(files: int, changing: int, unreadable: int, *, only_looks: bool) -> str:
    said = [f"{counted(changing, 'file')} {'would change' if only_looks else 'changed'}"] if changing else []
    if rest := files - changing - unreadable:
        said.append(f"{counted(rest, 'file')} {'is' if rest == 1 else 'are'} in the layout")
    if unreadable:
        said.append(f"{counted(unreadable, 'file')} could not be read")
    return ", ".join(said) or "no files"
