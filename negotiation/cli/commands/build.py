"""`negotiation build`: a SQLite file for any program that speaks SQL."""

from negotiation.cli.options import Building
from negotiation.cli.registering import register, single

app = single("build")


@register(app, "negotiation build -o negotiation.db")
def build(building: Building) -> int:
    """Every interval under every reading at every state of knowledge, with the records behind them:
    docs/sqlite.md has the tables. The same files give the same bytes.
    """  # noqa: D205 - the help's first line stands in the table of commands
    from negotiation.cli.building import built  # noqa: PLC0415 - `--help` does without

    return built(building)
