"""An empty typer application: what its `--help` takes is what any `--help` takes."""

import typer

app = typer.Typer(add_completion=False)


@app.command()
def nothing() -> None:
    """Do nothing."""


if __name__ == "__main__":
    app()
