"""Writes a case as one page, or several cases as pages with an index."""

from importlib.util import find_spec
from pathlib import Path

from negotiation.cache import noting
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import directory, only
from negotiation.cli.output import put, tell
from negotiation.cli.pages import Wishes, expect_place, opened, page_of, report_of
from negotiation.cli.progress import Progress
from negotiation.cli.timing import Timing

DEFAULT = "report.html"
EXTRA = ("jinja2", "markupsafe", "vl_convert")


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
