"""Hands a whole case to another program."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Protocol

from negotiation.cache import noting
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.options import Asking, Look
from negotiation.cli.output import one_of, put, tell
from negotiation.cli.session import Session, begin
from negotiation.domain.answers import Question
from negotiation.domain.axes import FOREVER
from negotiation.views.header import knowledge


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


class Asked(Wishes, Protocol):
    """As known when and under whose reading, too."""

    @property
    def known(self) -> str | None: ...
    @property
    def recorded(self) -> str | None: ...
    @property
    def reading(self) -> str | None: ...


def handed(wishes: Wishes, form: Callable[[Session], str | bytes]) -> int:
    """Write what a function makes of a case, to a file or to stdout."""
    return _handed(wishes, begin(Look(case=wishes.case, allow_errors=wishes.allow_errors)), form)


def told(wishes: Asked, form: Callable[[Session, Question], str | bytes]) -> int:
    """The same of a case as it was known: on its last day, or on that of `--known` if that is earlier."""
    asking = Asking(
        case=wishes.case, allow_errors=wishes.allow_errors, known=wishes.known, recorded=wishes.recorded,
        reading=wishes.reading,
    )  # fmt: skip
    session = begin(asking)
    end = session.days.coverage.end.toordinal()
    question = session.question_at(asking, end)
    return _handed(wishes, session, lambda one: form(one, question._replace(on=min(end, question.known))))


def _handed(wishes: Wishes, session: Session, form: Callable[[Session], str | bytes]) -> int:
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


def md(session: Session, question: Question) -> str:
    """One document."""
    from negotiation.export.document import document  # noqa: PLC0415 - as above

    return document(session.case.table, question)


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


def ics(reading: str | None, session: Session, question: Question) -> bytes:
    """A calendar."""
    with needed("icalendar"):
        from negotiation.export.calendar import calendar  # noqa: PLC0415 - of an extra

        under = f"under the reading {question.reading}, " if reading is not None else ""
        odd = bool(under) or question.known < FOREVER or question.recorded < FOREVER
        said = f"{under}{knowledge(question)}" if odd else ""
        return calendar(session.case.table, question.known, question.reading if under else None, said)


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
