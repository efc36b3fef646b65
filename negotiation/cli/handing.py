"""Hands a whole case to another program."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Protocol

from negotiation.cache import noting
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.options import Look
from negotiation.cli.output import one_of, put, tell
from negotiation.cli.session import Session, begin


class Wishes(Protocol):
    """Which case, and where it goes."""

    @property
    def case(self) -> list[str] | None: ...
    @property
    def output(self) -> str | None: ...
    @property
    def allow_errors(self) -> bool: ...
    @property
    def verbose(self) -> bool: ...


def handed(wishes: Wishes, form: Callable[[Session], str | bytes]) -> int:
    """Write what a function makes of a case, to a file or to stdout."""
    session = begin(Look(case=wishes.case, allow_errors=wishes.allow_errors))
    with session.timing.phase("export"):
        text = form(session)
    if wishes.output is None and not wishes.verbose and isinstance(text, str):
        noting.answered()
    put(text, wishes.output)
    if wishes.verbose:
        tell(str(session.timing))
    return Exit.DONE


def jsonl(session: Session) -> str:
    """The curated records in their one form."""
    from negotiation.export.canonical import jsonl as written  # noqa: PLC0415 - of this format only

    return written(session.case.case)


def csv(session: Session) -> bytes:
    """Tidy tables in one ZIP file."""
    from negotiation.export.tables import zipped  # noqa: PLC0415 - as above

    return zipped(session.case.table)


def md(session: Session) -> str:
    """One document."""
    from negotiation.export.document import document  # noqa: PLC0415 - as above

    return document(session.case.table)


def schema(file: str, output: str | None) -> int:
    """Write the schema of a kind of file."""
    import json  # noqa: PLC0415 - as above

    from negotiation.export.schema import FILES  # noqa: PLC0415 - as above
    from negotiation.export.schema import schema as made  # noqa: PLC0415 - as above

    put(json.dumps(made(one_of(file, FILES, "KIND")), indent=2, ensure_ascii=False) + "\n", output)
    return Exit.DONE


def expect_a_file(wishes: Wishes, suffix: str) -> None:
    """Refuse to write what no terminal can show."""
    if wishes.output is None or not wishes.output.endswith(suffix):
        raise Refused(Exit.USAGE, f"this is written to a file: say -o NAME{suffix}")


def cloudevents(session: Session) -> str:
    """A batch of CloudEvents."""
    from negotiation.export.cloudevents import batch  # noqa: PLC0415 - as above

    return batch(session.case.case)


def ics(session: Session) -> bytes:
    """A calendar."""
    with needed("icalendar"):
        from negotiation.export.calendar import calendar  # noqa: PLC0415 - of an extra

        return calendar(session.case.table)


def prov(session: Session) -> str:
    """Where records come from."""
    with needed("prov"):
        from negotiation.export.provenance import provenance  # noqa: PLC0415 - of an extra

        return provenance(session.case.case)


def parquet(what: str, session: Session) -> bytes:
    """One table with typed columns."""
    with needed("pyarrow"):
        from negotiation.export.columns import parquet as made  # noqa: PLC0415 - of an extra

        return made(session.case.table, what)


@contextmanager
def needed(package: str) -> Generator[None]:
    """Say how to get a package that is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        message = f"the package '{package}' is not there, which this form needs"
        raise Refused(Exit.FILES, message, "pip install 'negotiation[export]'") from error


def plover(session: Session) -> str:
    """Events in CAMEO and PLOVER."""
    from negotiation.export.plover import plover as written  # noqa: PLC0415 - of this format only

    return written(session.case.table)
