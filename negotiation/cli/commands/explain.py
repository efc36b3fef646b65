"""`negotiation explain`: what a problem's code means."""

from typing import Annotated

import typer

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.nearest import tips
from negotiation.cli.registering import single

app = single("explain")
Code = Annotated[
    str | None,
    typer.Argument(metavar="CODE", help="As check prints it: T201. Without it, all codes.", show_default=False),
]


@app.command(epilog="Example: negotiation explain T201")
def explain(code: Code = None) -> int:
    """The page says what is wrong, shows an example that has it, what check prints for it, and
    the example mended.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.manual import codes_text, page  # noqa: PLC0415 - `--help` does without
    from negotiation.cli.output import put  # noqa: PLC0415 - as above
    from negotiation.ledger.codes import CODES  # noqa: PLC0415 - as above

    if code is None:
        put(codes_text(), None)
        return Exit.DONE
    known = code.upper()
    if known not in CODES:
        by_name = {one.name: id_ for id_, one in CODES.items()}
        if code not in by_name:
            raise Refused(Exit.USAGE, f"no problem has the code '{code}'", *tips(known, CODES), *tips(code, by_name))
        known = by_name[code]
    put(page(known), None)
    return Exit.DONE
