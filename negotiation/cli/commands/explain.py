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
    typed = code.strip().strip("[]")
    known = {one.name: id_ for id_, one in CODES.items()}.get(typed.lower(), typed.upper())
    if known not in CODES:
        names = [*CODES, *(one.name for one in CODES.values())]
        begin = ", ".join(id_ for id_ in CODES if len(known) > 1 and id_.startswith(known))
        is_code = known[:1] == "T" and known[1:].isdigit()
        near = (f"these begin so: {begin}",) if begin else tips(known, CODES) if is_code else tips(typed.lower(), names)
        raise Refused(Exit.USAGE, f"no problem has the code '{code}'", *near, "negotiation explain lists all of them")
    put(page(known), None)
    return Exit.DONE
