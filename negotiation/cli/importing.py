"""Takes records from elsewhere into a case: new files only, and whatever is not taken is told and kept aside."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from negotiation.cli.cases import read, seeds_beside
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import only, root
from negotiation.cli.meant import place as place_of
from negotiation.cli.output import put, tell
from negotiation.cli.placing import place
from negotiation.cli.planning import Plan, fitting
from negotiation.cli.timing import Timing
from negotiation.export.canonical import text_of
from negotiation.export.files import digest
from negotiation.export.incoming import Bad, Incoming, Lines, records_in
from negotiation.export.mapped import events_in
from negotiation.export.mapping import Declared, NoMappingError, declared
from negotiation.export.objects import objects_in
from negotiation.export.sorting import Sorted, sort_out
from negotiation.ledger.codes import CODES
from negotiation.ledger.files import HEAD, File, read_file, shown
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.schema import seed_of
from negotiation.views.excerpts import harmless
from negotiation.views.phrases import counted
from negotiation.views.problems import tally

TOLD = 50
"""Up to so many lines that are not taken are told one by one; all of them are in the file that keeps them."""

UNREAD = {"read", "schema"}
"""The phases whose errors keep records out, so that nobody can say what is there."""


class Wishes(Protocol):
    """Where records go, and what is only tried."""

    @property
    def case(self) -> list[str] | None: ...
    @property
    def aside(self) -> str | None: ...
    @property
    def dry_run(self) -> bool: ...
    @property
    def allow_errors(self) -> bool: ...


def imported(wishes: Wishes, file: str) -> int:
    """Take in JSON lines, as `export jsonl` writes them."""
    lines = records_in(_text(file))
    where = _where(wishes, lines)
    return taken(wishes, file, where, lines)


def mapped(wishes: Wishes, file: str, mapping: str) -> int:
    """Take in the rows of a CSV file as events, by a declared mapping."""
    return _by(wishes, file, mapping, events_in)


def mapped_lines(wishes: Wishes, file: str, mapping: str) -> int:
    """Take in JSON lines of any shape as events, by a declared mapping."""
    return _by(wishes, file, mapping, lambda text, said: (objects_in(text, said), ""))


def _by(wishes: Wishes, file: str, mapping: str, events: Callable[[str, Declared], tuple[Lines, str]]) -> int:
    try:
        lines, first = events(_text(file), declared(_text(mapping)))
    except NoMappingError as error:
        raise Refused(Exit.USAGE, f"{mapping}: {error}", "docs/exchange.md has an example") from error
    return taken(wishes, file, _where(wishes, lines), lines, first)


def taken(wishes: Wishes, file: str, where: Path, lines: Lines, first: str = "") -> int:
    """Sort out records, try them together with the case, and write them; `first` goes before what is kept aside."""
    ledger = _ledger(where)
    case = None if ledger is None else ledger.case
    found = sort_out(lines.good, case, _seeds_there(where, lines.good))
    try:
        plan, refused = fitting(where, found, ledger, allow_errors=wishes.allow_errors)
    except Refused:
        _tell_rows(_in_order(lines.bad, found.conflicts))  # all that there is to mend, at once
        raise
    bad = _in_order(lines.bad, found.conflicts, refused)
    for path in plan.files():
        if path.exists():
            raise Refused(Exit.FILES, f"{path} is there already, and import changes no file", "rename one of the two")
    aside = _aside(wishes, file, bad)
    if wishes.dry_run:
        sys.stdout.write("\n".join(f"# ---- {shown(path, Path.cwd())}\n{text}" for path, text in plan.files().items()))
        _tell(bad, aside, written=False)
    else:
        if bad:
            put(first + "".join(f"{one.raw}\n" for one in bad), str(aside))
        _tell(bad, aside, written=True)
        _write(plan)
    _sum_up(found, bad, plan, dry=wishes.dry_run)
    return Exit.PROBLEMS if bad else Exit.DONE


def _in_order(*several: Sequence[Bad]) -> list[Bad]:
    return sorted((one for bad in several for one in bad), key=lambda one: one.row)


def _text(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Refused(Exit.FILES, f"could not read {file}: {error.strerror}") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        said = f"{file}: the byte 0x{content[error.start]:02X} at {error.start} is not UTF-8 text"
        raise Refused(Exit.FILES, said, "save the file as UTF-8") from error


def _where(wishes: Wishes, lines: Lines) -> Path:
    """The directory of the case: as typed, or that of the id that the records bring."""
    typed = only(wishes.case)
    if typed is None and lines.case is not None:
        return _new(lines.case)
    if typed is None:
        return Path(place_of(None))
    if "/" in typed or Path(typed).is_dir():
        return Path(typed)
    return _new(typed)


def _new(id_: str) -> Path:
    from negotiation.cli.beginning import expect_an_id  # noqa: PLC0415 - where there is an id only

    expect_an_id(id_, "a case")
    return root() / id_


def _ledger(where: Path) -> Ledger | None:
    """What is there; nothing where there is nothing, or an empty directory."""
    if not where.exists() or (where.is_dir() and not any(where.iterdir())):
        return None
    if not (where / HEAD).is_file():
        raise Refused(Exit.FILES, f"{where} holds no case: it has no {HEAD}", "give an empty directory, or a case")
    ledger = read(str(where.absolute()), Timing())
    errors = [one for one in ledger.problems if CODES[one.code].phase in UNREAD and one.severity == "error"]
    if ledger.case is None or errors:
        said = f"the case in {where} has problems ({tally(errors)}), so nothing can be compared with it"
        raise Refused(Exit.PROBLEMS, said, f"all of them: negotiation check {where}")
    return ledger


def _seeds_there(where: Path, incoming: Sequence[Incoming]) -> dict[str, str]:
    """What the records of those seeds say that lie beside the cases already: a seed belongs to several cases."""
    found: dict[str, str] = {}
    for one in incoming:
        path = seeds_beside(where) / f"{one.id}.yaml"
        if one.sort == "seed" and path.is_file():
            records = seed_of(read_file(File(path, str(path))).document()).records
            found[one.id] = text_of(records[0][0]) if records else ""
    return found


def _write(plan: Plan) -> None:
    """Each file beside its place and then in it; what others rest on comes first."""
    try:
        for path in plan.seeds:
            path.parent.mkdir(parents=True, exist_ok=True)
        for path in (plan.where / name for name in plan.texts if not plan.is_new):
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(Exit.FILES, f"could not write {error.filename}: {error.strerror}") from error
    for path, text in plan.seeds.items():
        put(text, str(path))
    if plan.is_new:
        place(plan.where, plan.texts)
        return
    for name, text in plan.texts.items():
        put(text, str(plan.where / name))


def _aside(wishes: Wishes, file: str, bad: Sequence[Bad]) -> Path:
    """Where lines that are not taken are kept; the name is that of what they say: none takes another's place."""
    if wishes.aside is not None:
        path = Path(wishes.aside)
        if bad and path.exists():
            raise Refused(
                Exit.FILES, f"{path} is there already, and import changes no file", "give --aside another name"
            )
        return path
    source = Path("import.jsonl" if file == "-" else file)
    return source.with_name(f"{source.stem}.aside-{digest(one.raw for one in bad)}{source.suffix}")


def _tell(bad: Sequence[Bad], aside: Path, *, written: bool) -> None:
    _tell_rows(bad)
    if bad:
        tell(f"{'kept' if written else 'would be kept'} word for word in {shown(aside, Path.cwd())}")


def _tell_rows(bad: Sequence[Bad]) -> None:
    for one in bad[:TOLD]:
        tell(f"not taken: {harmless(str(one))}")
    if len(bad) > TOLD:
        tell(f"not taken: and {counted(len(bad) - TOLD, 'row')} more")


def _sum_up(found: Sorted, bad: Sequence[Bad], plan: Plan, *, dry: bool) -> None:
    parts = (f"{len(found.new)} new", f"{len(found.known)} there already", f"{len(bad)} not taken")
    tell(f"{counted(len(found.new) + len(found.known) + len(bad), 'record')}: {', '.join(parts)}")
    if not dry:
        for path in plan.files():
            tell(f"Wrote {shown(path, Path.cwd())}")
