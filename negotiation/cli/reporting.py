"""Writes a case as one page, or several cases as pages with an index."""

import shlex
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

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

if TYPE_CHECKING:  # of an extra
    from negotiation.report.page import Report

DEFAULT = "report.html"
EXTRA = ("jinja2", "markupsafe", "vl_convert")


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


def reported(wishes: Wishes) -> int:
    """Write what is wanted, or serve it."""
    expect_extra()
    if wishes.watch:
        from negotiation.cli.watching import watched  # noqa: PLC0415 - only where a page is served

        return watched(wishes)
    if wishes.port is not None:
        raise Refused(Exit.USAGE, "--port is for --watch", "negotiation report --watch --port 8000")
    if _are_several(wishes):
        from negotiation.cli.indexing import indexed  # noqa: PLC0415 - only of several cases

        return indexed(wishes)
    return _one(wishes)


def expect_extra() -> None:
    """Refuse where what makes the page is not there."""
    missing = next((name for name in EXTRA if find_spec(name) is None), None)
    if missing is not None:
        message = f"the package '{missing}' is not there, which makes the page"
        raise Refused(Exit.FILES, message, "pip install 'negotiation[report]'")


def _are_several(wishes: Wishes) -> bool:
    """Whether several cases are named, or a directory to put all of them in."""
    output = wishes.output or ""
    named = wishes.case or []
    return len(named) > 1 or "all" in named or output.endswith("/") or Path(output or DEFAULT).is_dir()


def _one(wishes: Wishes) -> int:
    """Write the page beside its place, and then in it."""
    output, timing = Path(wishes.output or DEFAULT), Timing()
    expect_place(output)
    case = only(wishes.case)
    where = directory(case).absolute()
    progress = Progress([where], timing, wanted=not wishes.quiet)
    progress.begin(where.name, 0)
    try:
        text = page_of(report_of(wishes, case, output.name, timing, progress), wishes, progress)
    finally:
        progress.end()
    noting.answered()
    put(text, str(output))
    if not wishes.quiet:
        tell(f"Wrote {output}: {len(text.encode()) / 1000:,.0f} kB")
    if wishes.verbose:
        tell(str(timing))
    if wishes.open:
        opened(output.absolute().as_uri())
    return Exit.DONE


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
