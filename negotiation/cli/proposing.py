"""Shows what a draft would change, asks, and writes it: a new file, whole or not at all."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from negotiation import __version__
from negotiation.cli.drafting import Record, place_of
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.output import is_plain, tell
from negotiation.cli.placing import place_file
from negotiation.cli.trying import Ground, Trial, tried
from negotiation.domain.answers import Question
from negotiation.ledger.drafts import Draft, drafted
from negotiation.ledger.files import role_of
from negotiation.ledger.writing import list_text
from negotiation.views.effects import effect_records, effects_page
from negotiation.views.phrases import counted
from negotiation.views.problem_json import as_json
from negotiation.views.problems import problems_text, tally
from negotiation.views.rendering import page_text, plain
from negotiation.views.rows import json_text


class Wishes(Protocol):
    """How sure somebody is of a draft, and how they want to see it."""

    @property
    def dry_run(self) -> bool: ...
    @property
    def yes(self) -> bool: ...
    @property
    def allow_errors(self) -> bool: ...
    @property
    def format(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft, and what would come of it."""

    ground: Ground
    draft: Draft
    trial: Trial


def proposed(wishes: Wishes, sort: str, base: Ground, records: Sequence[Record]) -> int:
    """Show what records would change, ask, and write them."""
    place = place_of(sort, records[0])
    text = _text(records, role_of(place))
    draft = drafted(base.where, free(base, place), text, base.here)
    return settled(wishes, Proposal(base, draft, tried(base, [draft])))


def _text(records: Sequence[Record], role: str) -> str:
    try:
        text = list_text(records, role=role)
        text.encode("utf-8")
    except ValueError as error:
        raise Refused(Exit.USAGE, f"a value cannot stand in a file: {error}") from error
    return text


def free(base: Ground, name: str) -> str:
    """The name of a file that is not there: the one proposed, or with a number."""
    path = Path(name)
    names = (name if n == 1 else path.with_stem(f"{path.stem}-{n}").as_posix() for n in count(1))
    return next(one for one in names if not _is_there(base.where / one))


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def settled(wishes: Wishes, proposal: Proposal) -> int:
    """Show a proposal, and write it if that is what somebody wants."""
    refusal = _refusal(wishes, proposal)
    if wishes.format == "json":
        is_written = refusal is None and wishes.yes and not wishes.dry_run
        if is_written:
            _write(proposal)
        sys.stdout.write(json_text(_body(proposal, written=is_written)))
    else:
        _show(proposal)
        is_written = refusal is None and not wishes.dry_run and (wishes.yes or _confirmed())
        if is_written:
            _write(proposal)
            sys.stdout.write(f"Wrote {proposal.draft.file.shown}\n")
    if refusal is not None:
        raise refusal
    return Exit.DONE if is_written or wishes.dry_run else _unwritten()


def _unwritten() -> int:
    tell("Nothing was written.")
    return Exit.PROBLEMS


def _confirmed() -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        tell("There is no terminal to ask on: --yes writes it, --dry-run only shows it.")
        return False
    sys.stdout.flush()
    sys.stderr.write("Write it? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _write(proposal: Proposal) -> None:
    """Write the file, unless the case has changed since the draft was tried."""
    base = proposal.ground
    if base.read([]).texts.digests != base.ledger.texts.digests:
        tip = "type the command again: it is tried with the files as they are now"
        raise Refused(Exit.FILES, "the files of the case have changed meanwhile; nothing was written", tip)
    _expect_no_link(base.where, proposal.draft.file.path)
    place_file(proposal.draft.file.path, proposal.draft.text)


def _expect_no_link(where: Path, path: Path) -> None:
    """Refuse a place that would never be read: the files of a case are sought in its own directories alone."""
    for above in path.parents:
        if above == where:
            return
        if above.is_symlink():
            said = f"{above} is a link to a directory, below which no file of a case is read; nothing was written"
            raise Refused(Exit.FILES, said, "put a directory in its place")


def _refusal(wishes: Wishes, proposal: Proposal) -> Refused | None:
    """Why a draft may not be written."""
    trial = proposal.trial
    errors = [one for one in trial.after.problems if one.severity == "error"]
    if trial.own:
        return Refused(Exit.PROBLEMS, f"the draft has {tally(trial.own)}, so nothing is written", *_tips(proposal))
    if errors and not wishes.allow_errors:
        fresh = [one for one in trial.problems if one.severity == "error"]
        said = f"with the draft the case has {tally(fresh)} more" if fresh else f"the case has {tally(errors)}"
        return Refused(Exit.PROBLEMS, f"{said}, so nothing is written", "--allow-errors writes it nevertheless")
    return None


def _tips(proposal: Proposal) -> Iterator[str]:
    codes = {one.code for one in proposal.trial.own}
    if "T116" in codes:
        yield "register a source first: negotiation new source --publisher NAME --title TITLE --date DAY ..."
    if "T110" in codes:
        yield "without an id one is proposed that nothing has"


def _show(proposal: Proposal) -> None:
    """What would be written, and what it would change; problems are told on stderr."""
    trial, draft = proposal.trial, proposal.draft
    size = counted(draft.text.count("\n"), "line")
    sys.stdout.write(f"would add {draft.file.shown} ({size})\n\n{draft.text}\n")
    sys.stdout.write(f"{_changes(trial)}\n")
    sys.stdout.flush()
    if trial.problems:
        ledger = trial.after.ledger
        tell(problems_text(trial.problems, lambda file: list(ledger.texts.lines(file)), notes=True).rstrip("\n"))
    more = f"{tally(trial.problems)} more" if trial.problems else "no new problems"
    gone = f", {counted(trial.mended, 'problem')} less" if trial.mended else ""
    sys.stdout.write(f"with it: {more}{gone}\n")
    sys.stdout.flush()


def _changes(trial: Trial) -> str:
    if trial.own:
        return "state changes: not known while the draft has errors\n"
    asked = trial.asked(Question(trial.after.table.end))
    known = {**trial.before.table.subjects, **trial.after.table.subjects}
    text = page_text(effects_page(asked, known, trial.effects), width=None, color=False)
    return plain(text) if is_plain(wanted=False) else text


def _body(proposal: Proposal, *, written: bool) -> dict[str, object]:
    trial = proposal.trial
    return {
        "schema": "negotiation/draft/1",
        "tool": __version__,
        "case": trial.after.case.id,
        "file": proposal.draft.file.shown,
        "text": proposal.draft.text,
        "written": written,
        "effects": [] if trial.own else effect_records(trial.effects),
        "problems": [as_json(one) for one in trial.problems],
        "mended": trial.mended,
    }
