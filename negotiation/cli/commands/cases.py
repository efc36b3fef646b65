"""`negotiation cases`: what there is to ask about."""

from negotiation.cli.options import Printing
from negotiation.cli.registering import register, single

app = single("cases")


@register(app, "negotiation cases")
def cases(printing: Printing) -> int:
    """They lie under ./events, or under $NEGOTIATION_EVENTS. Each is read and not replayed:
    negotiation check CASE has the rest. One that cannot be read is listed with what is wrong.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.listing import listed  # noqa: PLC0415 - `--help` does without

    return listed(printing)
