"""Writes a case as one page."""

import shlex
from pathlib import Path
from typing import Protocol

from negotiation.cache import noting
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import directory, only
from negotiation.cli.options import Asking
from negotiation.cli.output import put, tell
from negotiation.cli.progress import Progress
from negotiation.cli.session import Session, begin
from negotiation.cli.timing import Timing
from negotiation.ledger.seeds import coverage
from negotiation.views.phrases import counted
from negotiation.views.problems import problems_text, tally

DEFAULT = "report.html"


class Wishes(Protocol):
    """What somebody wants on the page, and where it goes."""

    @property
    def case(self) -> list[str] | None: ...
    @property
    def on(self) -> str | None: ...
    @property
    def known(self) -> str | None: ...
    @property
    def recorded(self) -> str | None: ...
    @property
    def reading(self) -> str | None: ...
    @property
    def output(self) -> str | None: ...
    @property
    def static(self) -> bool: ...
    @property
    def allow_errors(self) -> bool: ...
    @property
    def quiet(self) -> bool: ...
    @property
    def verbose(self) -> bool: ...


def reported(wishes: Wishes) -> int:
    """Write the page beside its place, and then in it."""
    output, timing = Path(wishes.output or DEFAULT), Timing()
    if output.is_dir():
        raise Refused(Exit.FILES, f"could not write {output}: it is a directory", f"use {output / DEFAULT}")
    where = directory(only(wishes.case)).absolute()
    progress = Progress([where], timing, wanted=not wishes.quiet)
    progress.begin(where.name, 0)
    try:
        text = made(wishes, timing, progress)
    finally:
        progress.end()
    noting.answered()
    put(text, str(output))
    if not wishes.quiet:
        tell(f"Wrote {output}: {len(text.encode()) / 1000:,.0f} kB")
    if wishes.verbose:
        tell(str(timing))
    return Exit.DONE


def made(wishes: Wishes, timing: Timing, progress: Progress) -> str:
    """The page of one case."""
    try:
        from negotiation.report.page import Report, page  # noqa: PLC0415 - of an extra
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in {"jinja2", "markupsafe", "vl_convert"}:
            raise
        message = f"the package '{error.name}' is not there, which makes the page"
        raise Refused(Exit.FILES, message, "pip install 'negotiation[report]'") from error
    asking = Asking(
        case=wishes.case, known=wishes.known, recorded=wishes.recorded, reading=wishes.reading,
        allow_errors=wishes.allow_errors, quiet=wishes.quiet, verbose=wishes.verbose,
    )  # fmt: skip
    progress.doing("load, replay and check")
    session = begin(asking, timing=timing)
    question = session.question(asking, wishes.on)
    report = Report(
        asked=session.asked(question),
        table=session.case.table,
        case=session.case.case,
        where=session.where,
        covered=coverage(session.case.ledger),
        checked=checked(session),
        command=command(wishes),
        again=session.case.again,
    )
    with progress.phase("page"):
        return page(report, static=wishes.static)


def checked(session: Session) -> str:
    """What `negotiation check` says of the case."""
    case, ledger, problems = session.case.case, session.case.ledger, session.case.problems
    told = problems_text(problems, lambda file: list(ledger.texts.lines(file))).rstrip("\n")
    size = ", ".join(
        (
            counted(len(case.events), "event"), counted(len(case.assertions), "assertion"),
            counted(len(case.sources), "source"),
        )
    )  # fmt: skip
    return f"{told}\nChecked {case.id}: {size} in {counted(ledger.files, 'file')}: {tally(problems)}".lstrip("\n")


def command(wishes: Wishes) -> str:
    """The line that makes the page again."""
    typed = {
        "--case": only(wishes.case), "--on": wishes.on, "--known": wishes.known, "--recorded": wishes.recorded,
        "--reading": wishes.reading,
    }  # fmt: skip
    words = [f"{option} {shlex.quote(value)}" for option, value in typed.items() if value is not None]
    flags = [*(["--static"] if wishes.static else []), *(["--allow-errors"] if wishes.allow_errors else [])]
    return " ".join(["negotiation report", *words, *flags, f"-o {shlex.quote(Path(wishes.output or DEFAULT).name)}"])
