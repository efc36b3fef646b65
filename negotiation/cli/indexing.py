"""Writes several cases as pages in one directory, with an index of them."""

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from negotiation import __version__
from negotiation.cache import noting
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import directory, each, every, no_case
from negotiation.cli.output import tell
from negotiation.cli.pages import Wishes, command, expect_place, opened, page_of, report_of
from negotiation.cli.progress import Progress
from negotiation.cli.timing import Timing
from negotiation.views.phrases import counted

DEFAULT = "reports"
INDEX = "index.html"


def indexed(wishes: Wishes) -> int:
    """Write a page for each case that is meant, and the index; all of them, or nothing."""
    from negotiation.report.index import Entry, entry, index  # noqa: PLC0415 - of an extra

    output, timing = Path(wishes.output or DEFAULT), Timing()
    if output.is_file() or output.suffix in {".html", ".htm"}:
        tip = f"several cases become a directory of pages: -o {DEFAULT}"
        raise Refused(Exit.USAGE, f"{output} is one file, and several cases are asked for", tip)
    expect_place(output)
    named = each(wishes.case) if wishes.case else every()
    cases = _apart(sorted(((directory(one).absolute(), one) for one in named), key=lambda one: one[0].name))
    progress = Progress([where for where, _ in cases], timing, wanted=not wishes.quiet)
    try:
        with _written(output) as pages:
            entries: list[Entry] = []
            for number, (where, case) in enumerate(cases, 1):
                progress.begin(where.name, len(cases) - number)
                file = f"{where.name}.html"
                report = report_of(wishes, case, file, timing, progress)
                pages.add(file, page_of(report, wishes, progress))
                entries.append(entry(report, file))
            typed = wishes.case or ["all"]
            pages.add(INDEX, index(entries, __version__, [command(wishes, typed, f"{output.absolute().name}/")]))
    finally:
        progress.end()
    noting.answered()
    if not wishes.quiet:
        tell(f"Wrote {output / INDEX} and {counted(len(cases), 'page')} beside it")
    if wishes.verbose:
        tell(str(timing))
    if wishes.open:
        opened((output / INDEX).absolute().as_uri())
    return Exit.DONE


def _apart(cases: list[tuple[Path, str | None]]) -> list[tuple[Path, str | None]]:
    """Refuse cases whose pages would have one name."""
    if not cases:
        raise no_case()
    for (one, _), (other, _) in pairwise(cases):
        if one.name == other.name:
            tip = "a page is called as the directory of its case: rename one, or report each into its own file"
            raise Refused(Exit.USAGE, f"two cases have the id '{one.name}': {one} and {other}", tip)
    if any(f"{where.name}.html" == INDEX for where, _ in cases):
        raise Refused(Exit.USAGE, "a case called 'index' has no page beside the index", "report it by itself")
    return cases


class Pages:
    """Files that are made beside their places, and put there together."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.made: dict[Path, Path] = {}

    def add(self, name: str, text: str) -> None:
        with tempfile.NamedTemporaryFile(dir=self.directory, prefix=".", delete=False) as beside:
            self.made[Path(beside.name)] = self.directory / name
            beside.write(text.encode())

    def place(self) -> None:
        """Put all of them in their places, the index last."""
        for beside, path in self.made.items():
            beside.chmod(0o644)
            beside.replace(path)

    def drop(self) -> None:
        for beside in self.made:
            beside.unlink(missing_ok=True)


@contextmanager
def _written(output: Path) -> Generator[Pages]:
    """Make pages in a directory, which is made too; where they cannot be finished, there is nothing new."""
    is_new = not output.exists()
    try:
        output.mkdir(exist_ok=True)
        pages = Pages(output)
        try:
            yield pages
            pages.place()
        except BaseException:
            pages.drop()
            if is_new:
                output.rmdir()
            raise
    except OSError as error:
        raise Refused(Exit.FILES, f"could not write {output}: {error.strerror}") from error
