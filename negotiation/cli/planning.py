"""Which files an import would write, and whether the case can have what is in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from negotiation.cli.cases import replayed, seeds_beside
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.output import tell
from negotiation.cli.placing import trial_place
from negotiation.domain.case import Case
from negotiation.export.files import additions, listings, new_case, seeds
from negotiation.export.incoming import Bad, Incoming
from negotiation.export.refusals import refused
from negotiation.export.sorting import Sorted
from negotiation.ledger.files import files_under
from negotiation.ledger.ledger import Ledger
from negotiation.ledger.load import load_case
from negotiation.ledger.problems import Problem
from negotiation.views.problems import problems_text, tally


@dataclass(slots=True)
class Plan:
    """The files that are to be written, by their paths, in their order."""

    where: Path
    is_new: bool
    texts: dict[str, str]
    """Of the directory of the case."""
    seeds: dict[Path, str] = field(default_factory=dict[Path, str])

    def files(self) -> dict[Path, str]:
        return self.seeds | {self.where / name: text for name, text in self.texts.items()}


def fitting(where: Path, found: Sorted, ledger: Ledger | None, *, allow_errors: bool) -> tuple[Plan, list[Bad]]:
    """The plan of what the case can have, and the records that it can't, with those that need one of them.

    Of a case that begins with these records all have to be right: half of one is no case.

    Raises:
        Refused: if a problem stands elsewhere than in one of the new records.
    """
    without: list[Bad] = []
    while True:
        plan = _plan(where, found.new, is_new=ledger is None)
        tried, errors = (None, []) if allow_errors else _tried(plan, ledger)
        if tried is None or not errors:
            return plan, without
        inside = f"events/{where.absolute().name}/"
        theirs = {} if ledger is None else {inside + name: one for name, one in listings(found.new).items()}
        mine = refused({inside + name: text for name, text in plan.texts.items()}, theirs, errors)
        if not mine:
            raise _nothing_written(tried, errors)
        without += mine
        rows = {one.row for one in mine}
        found.new = [one for one in found.new if one.row not in rows]


def _nothing_written(tried: Ledger, errors: Sequence[Problem]) -> Refused:
    tell(problems_text(errors, lambda file: list(tried.texts.lines(file))).rstrip("\n"))
    said = f"with these records the case would have problems ({tally(errors)}), so nothing was written"
    return Refused(Exit.PROBLEMS, said, "--allow-errors writes them nevertheless")


def _tried(plan: Plan, ledger: Ledger | None) -> tuple[Ledger | None, list[Problem]]:
    """Replay the case with what is to be added before anything is written; the errors that it would have more."""
    if not plan.files():
        return None, []
    with trial_place() as here:
        inside = here / "events" / plan.where.absolute().name
        _copy(files_of(plan.where), inside)
        _copy(files_of(seeds_beside(plan.where)), here / "seeds")
        _lay({inside / name: text for name, text in plan.texts.items()})
        _lay({here / "seeds" / path.name: text for path, text in plan.seeds.items()})
        tried = load_case(inside, here / "seeds", here=here)
        problems = tried.problems if tried.case is None else replayed(tried, tried.case)[1]
        known = set[tuple[str, str]]() if ledger is None else _said(_problems(ledger, ledger.case))
        return tried, [one for one in problems if one.severity == "error" and (one.code, one.message) not in known]


def _plan(where: Path, new: Sequence[Incoming], *, is_new: bool) -> Plan:
    if not is_new:
        return Plan(where, is_new, additions(new), _seeds(where, new))
    if not any(one.sort == "head" for one in new):
        tip = "name a case that is there with --case, or begin one: negotiation new case ID"
        raise Refused(
            Exit.USAGE, f"there is no case in {where}, and no head among the records that could begin one", tip
        )
    return Plan(where, is_new, new_case(new), _seeds(where, new))


def _seeds(where: Path, new: Sequence[Incoming]) -> dict[Path, str]:
    beside = seeds_beside(where)
    return {beside / name: text for name, text in seeds(new).items()}


def _problems(ledger: Ledger, case: Case | None) -> Iterable[Problem]:
    return ledger.problems if case is None else replayed(ledger, case)[1]


def _said(problems: Iterable[Problem]) -> set[tuple[str, str]]:
    return {(one.code, one.message) for one in problems}


def files_of(directory: Path) -> dict[str, Path]:
    """Every file of a case, by its name in the directory."""
    if not directory.is_dir():
        return {}
    return {file.path.relative_to(directory).as_posix(): file.path for file in files_under(directory, None)}


def _copy(files: Mapping[str, Path], where: Path) -> None:
    for name, path in files.items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_bytes(path.read_bytes())


def _lay(texts: Mapping[Path, str]) -> None:
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
