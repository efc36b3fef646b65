"""`negotiation release`: from here on records are corrected, and not edited."""

from dataclasses import dataclass
from typing import Annotated

import typer

from negotiation.cli.registering import register, single

app = single("release")


@dataclass(frozen=True, slots=True)
class Releasing:
    """Of which case."""

    case: Annotated[
        list[str] | None, typer.Option("--case", metavar="CASE", help="Its id under ./events, or its directory.")
    ] = None
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the file; write nothing.")] = False


@register(app, "negotiation release --dry-run")
def release(releasing: Releasing) -> int:
    """Write the digest of each event that no release has yet to a new file of the case. From then on
    check tells of each that is changed or gone: a mistake is corrected by a new record.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.freezing import release as released  # noqa: PLC0415 - `--help` does without

    return released(releasing.case, dry_run=releasing.dry_run)
