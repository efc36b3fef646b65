"""Serves the page of a case, and makes it anew whenever its files change, until Ctrl-C."""

from contextlib import ExitStack
from pathlib import Path

from negotiation.cli.cases import loaded, read, seeds_beside
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.following import changes
from negotiation.cli.meant import directory, only
from negotiation.cli.output import tell
from negotiation.cli.pages import Wishes, opened, page_of, report_of
from negotiation.cli.progress import Progress
from negotiation.cli.timing import Timing
from negotiation.domain.axes import FOREVER
from negotiation.views.problems import problems_text, tally


def watched(wishes: Wishes) -> int:
    """Serve the page and look at the files; nothing is written."""
    from negotiation.report.serving import Pages, serving  # noqa: PLC0415 - of an extra

    if wishes.output is not None:
        raise Refused(Exit.USAGE, "--watch serves the page and writes no file", "leave out -o, or --watch")
    case = only(wishes.case)
    where = directory(case).absolute()
    pages = Pages()
    changed = changes(lambda: (where, seeds_beside(where)))
    with ExitStack() as stack:
        try:
            server = stack.enter_context(serving(pages, wishes.port or 0))
        except OSError as error:
            message = f"could not serve at port {wishes.port}: {error.strerror}"
            raise Refused(Exit.FILES, message, "without --port, a free one is found") from error
        pages.show(_page(wishes, case, where, is_first=True))
        server.begin()
        tell(f"Serving {where.name} at {server.url} until Ctrl-C")
        if wishes.open:
            opened(server.url)
        for _ in changed:
            pages.show(_page(wishes, case, where))
    return Exit.INTERRUPTED  # the files are followed for ever: nobody comes here


def _page(wishes: Wishes, case: str | None, where: Path, *, is_first: bool = False) -> str:
    """The report; what is wrong where there can be none. What was typed wrongly is told to who typed it."""
    progress = Progress([where], Timing(), wanted=not wishes.quiet)
    progress.begin(where.name, 0)
    try:
        report = report_of(wishes, case, "report.html", Timing(), progress)
        page = page_of(report, wishes, progress, live=True)
    except (Refused, OSError) as error:  # a file may go while it is read
        refused = error if isinstance(error, Refused) else Refused(Exit.FILES, f"could not read: {error}")
        if is_first and refused.code is not Exit.PROBLEMS:
            raise refused from error
        progress.end()
        tell(f"{where.name}: {refused}")
        return _troubles(case, where, refused)
    finally:
        progress.end()
    if not is_first:
        tell(f"{where.name}: made anew")
    return page


def _troubles(case: str | None, where: Path, refused: Refused) -> str:
    from negotiation.report.troubles import troubles  # noqa: PLC0415 - of an extra

    return troubles(where.name, str(refused), _told(case, refused))


def _told(case: str | None, refused: Refused) -> str:
    """What `negotiation check` says; where there is nothing to check, what the matter is."""
    try:
        timing = Timing()
        ledger = read(case, timing)
        problems = ledger.problems if ledger.case is None else loaded(ledger, ledger.case, FOREVER, timing).problems
    except (Refused, OSError) as other:
        return "\n".join([str(other), *getattr(other, "tips", ())])
    if not problems:
        return "\n".join([str(refused), *refused.tips])
    told = problems_text(problems, lambda file: list(ledger.texts.lines(file)))
    return f"{told}\n{tally(problems)}".lstrip("\n")
