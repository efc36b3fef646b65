"""The page of a case: what it is about, how it is made, and where it goes."""

import shlex
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.options import Asking
from negotiation.cli.output import tell
from negotiation.cli.progress import Progress
from negotiation.cli.session import Session, begin
from negotiation.cli.timing import Timing
from negotiation.ledger.seeds import coverage
from negotiation.views.phrases import counted
from negotiation.views.problems import problems_text, tally

if TYPE_CHECKING:  # of an extra
    from negotiation.report.page import Report


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
    def watch(self) -> bool: ...
    @property
    def port(self) -> int | None: ...
    @property
    def open(self) -> bool: ...
    @property
    def allow_errors(self) -> bool: ...
    @property
    def quiet(self) -> bool: ...
    @property
    def verbose(self) -> bool: ...


def expect_place(output: Path) -> None:
    """Refuse before anything is read what could not be written in the end."""
    parent = output.absolute().parent
    if not parent.is_dir():
        raise Refused(Exit.FILES, f"could not write {output}: there is no directory {output.parent}")


def opened(url: str) -> None:
    """Show a page in the person's own browser, if there is one."""
    if not webbrowser.open(url):
        tell(f"warning: no browser could be opened; the page is {url}")


def report_of(wishes: Wishes, case: str | None, file: str, timing: Timing, progress: Progress) -> "Report":
    """What the page of a case is about; `file` is what the page will be called."""
    from negotiation.report.page import Report  # noqa: PLC0415 - of an extra

    asking = Asking(
        case=None if case is None else [case], known=wishes.known, recorded=wishes.recorded, reading=wishes.reading,
        allow_errors=wishes.allow_errors, quiet=wishes.quiet, verbose=wishes.verbose,
    )  # fmt: skip
    progress.doing("load, replay and check")
    session = begin(asking, timing=timing)
    question = session.question(asking, wishes.on)
    return Report(
        asked=session.asked(question),
        table=session.case.table,
        case=session.case.case,
        where=session.where,
        covered=coverage(session.case.ledger),
        checked=checked(session),
        command=command(wishes, [] if case is None else [case], file),
        again=session.case.again,
    )


def page_of(report: "Report", wishes: Wishes, progress: Progress, *, live: bool = False) -> str:
    """The page; a live one follows the program that serves it."""
    from negotiation.report.page import page  # noqa: PLC0415 - of an extra

    with progress.phase("page"):
        return page(report, static=wishes.static, live=live)


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


def command(wishes: Wishes, cases: list[str], output: str) -> str:
    """The line that makes the page, or the pages, again."""
    typed = [
        *(("--case", case) for case in cases), ("--on", wishes.on), ("--known", wishes.known),
        ("--recorded", wishes.recorded), ("--reading", wishes.reading),
    ]  # fmt: skip
    words = [f"{option} {shlex.quote(value)}" for option, value in typed if value is not None]
    flags = [*(["--static"] if wishes.static else []), *(["--allow-errors"] if wishes.allow_errors else [])]
    return " ".join(["negotiation report", *words, *flags, f"-o {shlex.quote(output)}"])
